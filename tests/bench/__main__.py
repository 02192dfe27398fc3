"""Runs the parts of the benchmark that are asked for: `python -m tests.bench [s] [m] [l] [peers] ...`."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable, Iterator

from tests.bench import changes, floor, peak
from tests.bench.company import L, M, S
from tests.bench.peers import runs
from tests.bench.table import Row, show

PARTS: dict[str, tuple[str, Callable[[], Iterator[Row]]]] = {
    "s": ("Continuous plans, S", lambda: floor.measure(S)),
    "m": ("Continuous plans, M", lambda: floor.measure(M)),
    "l": ("Continuous plans, L", lambda: floor.measure(L)),
    "peers": ("The same model in other libraries, M", lambda: runs.measure(M, floor.SEED)),
    "changes": ("After one change, S", changes.measure),
    "memory": ("Memory, L", peak.measure),
}


def main() -> None:
    """Print the tables asked for, all when none are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], default=[], metavar="PART", help=", ".join(PARTS))
    chosen = parser.parse_args().parts
    logging.disable(logging.WARNING)
    for name in chosen or PARTS:
        title, measure = PARTS[name]
        show(title, measure())


if __name__ == "__main__":
    main()
