"""Ctrl-C during a search: the first keeps what there is, the second leaves."""

import signal

import pytest

from desktop.session.interrupts import Interrupts


def test_the_first_ctrl_c_asks_to_stop_and_the_second_leaves() -> None:
    noted: list[str] = []
    usual = signal.getsignal(signal.SIGINT)
    with Interrupts(lambda: noted.append("stopping")) as progress:
        assert not progress.cancelled()
        signal.raise_signal(signal.SIGINT)
        assert progress.cancelled()
        assert noted == ["stopping"]
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) == usual


def test_a_wish_to_stop_holds_for_all_that_follows() -> None:
    interrupts = Interrupts(lambda: None)
    with interrupts:
        signal.raise_signal(signal.SIGINT)
    with interrupts as progress:
        assert progress.cancelled()
