"""Starts Dhatu: the window without a command, else the command line."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.model.plan import Plan

_STOPPED = 130
"""What shells call a program that Ctrl-C ended."""
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""What tells a program on Linux where its window can be; without any Qt would end the program with words of its own."""


def main() -> int:
    """The window for no arguments or one project file, ``--smoke OUT`` for a self-test, else a command."""
    try:
        return _run(sys.argv[1:])
    except KeyboardInterrupt:  # while the program was still being loaded
        return _STOPPED


def _run(argv: Sequence[str]) -> int:
    from desktop import cli
    from desktop.session.jobs import ENDING
    from desktop.text.messages import say

    if not argv or (len(argv) == 1 and argv[0].endswith(ENDING)):
        if sys.platform == "linux" and not any(map(os.environ.get, _DISPLAYS)):
            sys.stderr.write(f"{say('cli-no-display')}\n")
            return cli.WRONG
        from desktop.gui import app

        return app.run(argv)
    if argv[0] == "--smoke" and len(argv) == 2:  # noqa: PLR2004 - the switch and its folder
        from desktop import smoke

        return smoke.smoke(Path(argv[1]), _draw)
    return cli.main(argv, _draw)


def _draw(plans: Sequence[Plan], folder: Path) -> None:
    """Write chart pictures; the window's side is loaded only when pictures are wanted."""
    from desktop.gui import pictures

    pictures.write(plans, folder)


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
