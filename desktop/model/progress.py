"""How a job tells how far it is and learns that it was cancelled."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):
    """Raised inside a job when its handle says that nobody waits for it any more."""


class Progress(Protocol):
    """The handle that a job gets from whoever started it."""

    def report(self, step: str, share: float) -> None:
        """Say what is being done (a message key) and the share done, 0-1; raises Cancelled if asked to stop."""

    def cancelled(self) -> bool:
        """Whether the job was asked to stop; safe to call from a solver's callback."""


class Silent:
    """A handle for callers that neither show progress nor cancel."""

    def report(self, step: str, share: float) -> None:
        """Take note of nothing."""

    def cancelled(self) -> bool:
        """Never."""
        return False
