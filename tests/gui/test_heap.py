"""Memory that was freed goes back to the system, now and then."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import numpy.typing as npt
import pytest

from desktop.gui.heap import Heap

BLOCKS, SIZE = 2000, 16_384

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only the C library of Linux keeps what is freed")


def _held() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _above_what_is_free() -> npt.NDArray[np.int8]:
    """A block that stands above many that are free by now."""
    return [np.ones(SIZE, dtype=np.int8) for _ in range(BLOCKS)][-1]


def test_what_is_free_below_what_is_not_is_given_back_but_not_often(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([10.0, 10.5, 11.0])
    monkeypatch.setattr("desktop.gui.heap.time", SimpleNamespace(monotonic=lambda: next(moments)))
    heap = Heap()
    heap.give_back()
    above = _above_what_is_free()
    held = _held()
    heap.give_back()
    assert held - _held() < BLOCKS * SIZE / 2
    heap.give_back()
    assert held - _held() > BLOCKS * SIZE / 2
    assert above.all()


def test_where_the_system_has_no_way_to_it_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.gui.heap.sys.platform", "win32")
    heap = Heap()
    above = _above_what_is_free()
    held = _held()
    heap.give_back()
    assert held - _held() < BLOCKS * SIZE / 2
    assert above.all()
