"""Runs the parts of the benchmark that are asked for: `python -m tests.bench [s] [m] [l] [peers] ...`."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable, Iterator
from itertools import chain

from tests.bench import changes, drags, floor, grids, peak, whole, workbook
from tests.bench.company import ALL_NEAR, NEAR, L, M, S, Size
from tests.bench.peers import runs
from tests.bench.table import Row, show

_LONGEST = 6
"""The company of those with 12 months in whole lots whose plan is searched for longest: it does not end by itself."""
PARTS: dict[str, tuple[str, Callable[[int], Iterator[Row]]]] = {
    "s": ("Continuous plans, S", lambda _: floor.measure(S)),
    "m": ("Continuous plans, M", lambda _: floor.measure(M)),
    "l": ("Continuous plans, L", lambda _: floor.measure(L)),
    "peers": ("The same model in other libraries, M", lambda _: runs.measure(M, floor.SEED)),
    "changes": ("After one change, S", lambda _: changes.measure()),
    "drags": ("The mix triangle of the sample", lambda _: drags.measure()),
    "grids": ("Grids", lambda _: grids.measure()),
    "memory": ("Memory, L", lambda _: peak.measure()),
    "workbook": ("The plan workbook", lambda _: workbook.measure()),
    "integer": ("Whole plans", lambda count: chain(_whole(NEAR, count), _whole(ALL_NEAR, count))),
    "stop": ("Asked to stop", lambda _: whole.stops(NEAR, _LONGEST, 10)),
}


def _whole(size: Size, count: int) -> Iterator[Row]:
    return whole.measure(size, range(1, count + 1))


def main() -> None:
    """Print the tables asked for, all when none are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], default=[], metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--instances", type=int, default=2, help="how many projects of each kind get whole plans")
    wanted = parser.parse_args()
    logging.disable(logging.WARNING)
    for name in wanted.parts or PARTS:
        title, measure = PARTS[name]
        show(title, measure(wanted.instances))


if __name__ == "__main__":
    main()
