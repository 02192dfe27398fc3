"""How an error is written down: where it happened, never its text, which can carry figures of a project."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from types import TracebackType

_Caught = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Places(logging.Formatter):
    """Writes the kind of an error and the places it came through."""

    def formatException(self, ei: _Caught) -> str:  # noqa: N802 - the name that logging calls
        """The kind of the error, then one line per place, outermost first."""
        kind, _, trace = ei
        steps = [
            f"  {Path(frame.f_code.co_filename).name}:{line} in {frame.f_code.co_name}"
            for frame, line in traceback.walk_tb(trace)
        ]
        return "\n".join([kind.__name__ if kind else "", *steps])
