"""The program from its start to its end: the sample, or the file that was named; settings kept."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.gui import app
from desktop.gui.main_window import MainWindow
from desktop.session import jobs, settings
from tests.gui.window import opened
from tests.tiny import tiny_project


def test_the_first_start_shows_the_sample_planned_and_without_a_file(qtbot: QtBot) -> None:
    with opened(jobs.new_project(sample=True)) as parts:
        qtbot.waitUntil(lambda: parts.planner.state == "ready", timeout=60_000)
        assert parts.planner.plan is not None
        assert parts.planner.plan.verified
        assert parts.hub.desk.path is None
        assert not parts.hub.desk.modified
        assert [problem for problem in parts.hub.problems if problem.severity == "error"] == []


def test_the_window_takes_up_the_mix_and_units_of_last_time() -> None:
    settings.store(settings.Settings(mix="slow", mass_unit="kg", money_unit="lakh"))
    with opened() as parts:
        choice = parts.hub.choice
        assert (choice.mix, choice.mass_unit, choice.money_unit) == ("slow", "kg", "lakh")


def test_a_remembered_mix_that_the_project_lacks_gives_way_to_its_first() -> None:
    settings.store(settings.Settings(mix="of another project", scenario="gone"))
    with opened() as parts:
        assert (parts.hub.choice.mix, parts.hub.choice.scenario) == ("least", "")


def _in_the_window(act: Callable[[MainWindow], object]) -> None:
    """Once the event loop of the program runs, do something in its window, then close it."""

    def go() -> None:
        (window,) = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)]
        act(window)

    QTimer.singleShot(0, go)


@pytest.fixture
def running(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The one application that tests have stands in for the program's own; its look is as before afterwards."""
    sheet, palette, font = qapp.styleSheet(), qapp.palette(), qapp.font()
    monkeypatch.setattr(app, "QApplication", lambda _: qapp)
    yield
    qapp.styleHints().unsetColorScheme()
    qapp.setPalette(palette)
    qapp.setStyleSheet(sheet)
    qapp.setFont(font)


def test_a_start_with_a_file_opens_it_and_remembers_it(running: None, tmp_path: Path) -> None:
    path = tmp_path / "motors.dhatu"
    jobs.save_project(tiny_project(), path)
    titles: list[str] = []

    def close_when_opened(window: MainWindow) -> None:
        def close() -> None:
            titles.append(window.windowTitle())
            window.close()

        assert window.documents is not None
        window.documents.opened.connect(close)

    _in_the_window(close_when_opened)
    assert app.run([str(path)]) == 0
    assert titles == ["motors.dhatu[*] – Dhatu"]
    assert settings.load().recent == (str(path.resolve()),)
    assert settings.load().geometry


def test_a_start_with_a_file_that_is_gone_says_so_and_goes_on(running: None, tmp_path: Path) -> None:
    alerts: list[str] = []

    def close_when_told(window: MainWindow) -> None:
        def close(sentence: str) -> None:
            alerts.append(sentence)
            window.close()

        window.hub.alerted.connect(close)

    _in_the_window(close_when_told)
    assert app.run([str(tmp_path / "gone.dhatu")]) == 0
    assert [alert.startswith("There is no file") for alert in alerts] == [True]
    assert settings.load().recent == ()


def test_a_start_without_a_file_shows_the_sample(running: None) -> None:
    seen: list[tuple[str, int]] = []

    def look(window: MainWindow) -> None:
        seen.append((window.windowTitle(), len(window.hub.project.tables["offers"])))
        window.close()

    _in_the_window(look)
    assert app.run([]) == 0
    sample = jobs.new_project(sample=True)
    assert seen == [(f"{sample.settings.name}[*] – Dhatu", len(sample.tables["offers"]))]


def test_at_its_first_start_the_window_leaves_room_around_it_or_takes_a_small_screen_whole(qapp: QApplication) -> None:
    with opened(show=False) as parts:
        window = parts.window
        app.stand_first(window, QRect(100, 0, 1920, 1040))
        assert window.size() == QSize(1632, 884)
        assert (window.pos() + QPoint(816, 442) - QRect(100, 0, 1920, 1040).center()).manhattanLength() <= 2
        app.stand_first(window, QRect(0, 0, 3840, 2160))
        assert window.size() == QSize(1920, 1200)
        assert not window.isMaximized()
        app.stand_first(window, QRect(0, 0, 1366, 728))
        assert window.isMaximized()


@pytest.mark.stray_logs
def test_settings_that_cannot_be_stored_do_not_spoil_the_end(
    running: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_: settings.Settings) -> None:
        raise PermissionError

    monkeypatch.setattr(settings, "store", refuse)
    _in_the_window(MainWindow.close)
    assert app.run([]) == 0
    assert "settings not stored: PermissionError" in caplog.messages
