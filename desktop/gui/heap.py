"""Memory that was freed, handed back to the system."""

from __future__ import annotations

import ctypes
import sys
import time

_SELDOM = 1.0
"""Seconds between two times: to look through what is free takes some tenths of a millisecond."""


class Heap:
    """What C libraries take memory from: of programs that are solved and charts that are drawn pieces stay between.

    The C library of Linux keeps what is free below them. A window that is open all day would grow by it for hours.
    """

    def __init__(self) -> None:
        self._trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
        self._next = 0.0

    def give_back(self) -> None:
        """Hand what is free back to the system, where it has a way to and not often."""
        now = time.monotonic()
        if self._trim is not None and now >= self._next:
            self._next = now + _SELDOM
            self._trim(0)
