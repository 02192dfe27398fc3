"""Work that is done in a second thread while HiGHS runs, which needs no interpreter for that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

Work = Callable[[], None]


@contextmanager
def beside(work: Work | None) -> Iterator[None]:
    """While the body runs ``work`` is done; both have ended when it ends, and it raises what the work raised.

    The thread is there before the body begins and waits for it: it would take the interpreter from it else.
    """
    if work is None:
        yield
        return
    begun = Event()
    with ThreadPoolExecutor(max_workers=1) as other:
        done = other.submit(_after, begun, work)
        begun.set()
        yield
    done.result()


def _after(begun: Event, work: Work) -> None:
    begun.wait()
    work()
