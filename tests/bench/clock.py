"""Time as the benchmark takes it: of the processor, because other programs use the machine too."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest import mock


def processor() -> float:
    """Seconds of processor time of this process and of its children that have ended, such as CBC."""
    return sum(os.times()[:4])


@contextmanager
def by_processor() -> Iterator[None]:
    """Let a plan's effort be counted in processor time of its thread, in which HiGHS runs too.

    That is what it takes on an idle machine: what a second thread does while HiGHS runs is over before HiGHS is.
    """
    with mock.patch("time.perf_counter", time.thread_time):
        yield


def least(measure: Callable[[], float], rounds: int) -> float:
    """The least of several measurements: what disturbs a measurement only ever lengthens it."""
    return min(measure() for _ in range(rounds))


def middle(ratios: list[float]) -> float:
    """The median."""
    return statistics.median(ratios)
