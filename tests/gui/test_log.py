"""The log file: it says what went wrong where, and holds no figure of a project."""

import faulthandler
import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning

from desktop.gui.log import Log
from desktop.paths import user_dir
from tests.gui.tables import alerts_of, tiny_hub

pytestmark = pytest.mark.stray_logs


@pytest.fixture
def heard() -> list[BaseException]:
    return []


@pytest.fixture
def journal(heard: list[BaseException]) -> Iterator[Log]:
    made = Log(heard.append)
    made.open()
    yield made
    made.close()
    faulthandler.enable(sys.__stderr__ or 2)


def _multiplied(price: float) -> float:
    raise ValueError(f"price {price} of IREL cannot be used")


def _failure() -> Exception:
    try:
        _multiplied(123456.75)
    except ValueError as error:
        return error
    raise AssertionError


def test_a_fault_is_noted_by_kind_and_place_without_its_figures(journal: Log) -> None:
    hub = tiny_hub()
    alerts = alerts_of(hub)
    hub.alert(_failure())
    text = journal.path.read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "in _multiplied" in text
    assert "123456" not in text
    assert "IREL" not in text
    ((said, details),) = alerts
    assert "Something went wrong inside Dhatu" in said
    assert details == ()


def test_a_fault_in_a_thread_is_noted_without_its_figures(journal: Log) -> None:
    thread = threading.Thread(target=_multiplied, args=(123456.75,))
    thread.start()
    thread.join()
    text = journal.path.read_text(encoding="utf-8")
    assert "in a thread" in text
    assert "ValueError" in text
    assert "123456" not in text


def test_an_uncaught_fault_is_told_to_the_user(journal: Log, heard: list[BaseException]) -> None:
    error = _failure()
    sys.excepthook(type(error), error, error.__traceback__)
    assert heard == [error]


def test_of_a_warning_of_the_window_library_only_the_part_that_spoke_is_noted(journal: Log) -> None:
    qWarning("QPainter::begin: cannot draw IREL")
    qWarning("a plot of IREL without size")
    text = journal.path.read_text(encoding="utf-8")
    assert "WARNING dhatu.qt: QPainter::begin\n" in text
    assert "WARNING dhatu.qt: Qt\n" in text
    assert "IREL" not in text


def test_only_the_last_crashes_are_kept_and_empty_files_go_once_their_run_must_be_over() -> None:
    for number in range(8):
        path = user_dir() / f"crash-2027010{number}-000000-1.log"
        path.write_text("Fatal" * (number not in (3, 4)), encoding="utf-8")
        if number == 3:
            os.utime(path, ns=(0, 0))
    journal = Log(lambda _: None)
    journal.open()
    journal.close()
    faulthandler.enable(sys.__stderr__ or 2)
    assert [path.name[6:14] for path in sorted(user_dir().glob("crash-*.log"))] == [
        f"2027010{number}" for number in (1, 2, 4, 5, 6, 7)
    ]


def test_a_fault_that_nobody_can_catch_is_noted(journal: Log) -> None:
    class Awkward:
        def __del__(self) -> None:
            _multiplied(123456.75)

    Awkward()
    text = journal.path.read_text(encoding="utf-8")
    assert "while tidying up" in text
    assert "ValueError" in text
    assert "123456" not in text


def test_a_run_without_faults_leaves_no_files() -> None:
    before = list(logging.getLogger("dhatu").handlers)
    journal = Log(lambda _: None)
    journal.open()
    assert len(list(user_dir().glob("crash-*.log"))) == 1
    journal.close()
    faulthandler.enable(sys.__stderr__ or 2)
    assert list(user_dir().iterdir()) == []
    assert logging.getLogger("dhatu").handlers == before


def test_a_folder_that_cannot_be_written_does_not_stop_the_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, heard: list[BaseException]
) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    monkeypatch.setenv("DHATU_HOME", str(tmp_path / "taken"))
    journal = Log(heard.append)
    journal.open()
    sys.excepthook(ValueError, ValueError("x"), None)
    journal.close()
    assert [str(error) for error in heard] == ["x"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no system without it has a file that is always full")
def test_a_full_disk_takes_no_log_and_is_not_spoken_of(capfd: pytest.CaptureFixture[str]) -> None:
    (user_dir() / "dhatu.log").symlink_to("/dev/full")
    journal = Log(lambda _: None)
    journal.open()
    logging.getLogger("dhatu").error("unforeseen")
    journal.close()
    faulthandler.enable(sys.__stderr__ or 2)
    assert capfd.readouterr().err == ""
