"""Ctrl-C as a wish to stop and keep what there is; a second one as a wish to leave."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType, TracebackType

from desktop.model.progress import Silent


class Interrupts(Silent):
    """A progress handle that Ctrl-C stops, inside its ``with`` and for good; to be entered in the main thread.

    ``noted`` is called when it is asked to stop. The second Ctrl-C raises KeyboardInterrupt, as the first does outside.
    """

    def __init__(self, noted: Callable[[], None]) -> None:
        self._noted = noted
        self._asked = False

    def __enter__(self) -> Interrupts:
        self._before = signal.signal(signal.SIGINT, self._on_interrupt)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        signal.signal(signal.SIGINT, self._before)

    def cancelled(self) -> bool:
        """Whether Ctrl-C was pressed."""
        return self._asked

    def _on_interrupt(self, _: int, __: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
        self._noted()
