"""A job without anyone watching runs to its end."""

from desktop.model.progress import Cancelled, Progress, Silent


def _job(progress: Progress) -> int:
    """Steps done until the handle says stop."""
    for step in range(3):
        progress.report("step", step / 3)
        if progress.cancelled():
            raise Cancelled
    return 3


def test_the_silent_handle_never_cancels() -> None:
    assert _job(Silent()) == 3
