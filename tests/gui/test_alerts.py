"""What went wrong, at the top of the page; and the questions asked of the user."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QMessageBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.alerts import AlertBar, Dialogs


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_an_alert_stays_until_it_is_closed(qtbot: QtBot) -> None:
    bar = AlertBar()
    qtbot.addWidget(bar)
    assert not bar.isVisible()
    bar.show_alert("The file is gone.", ["Line one.", "Line two."])
    assert bar.isVisible()
    assert bar.text == "The file is gone.\nLine one.\nLine two."
    bar.findChildren(QToolButton)[0].click()
    assert not bar.isVisible()


def test_a_newer_alert_takes_the_place_of_the_older_with_its_details(qtbot: QtBot) -> None:
    bar = AlertBar()
    qtbot.addWidget(bar)
    bar.show_alert("First.", ["A detail."])
    bar.show_alert("Second.")
    assert bar.text == "Second."


def test_an_alert_shows_marks_of_the_web_as_they_are(qtbot: QtBot) -> None:
    bar = AlertBar()
    qtbot.addWidget(bar)
    bar.show_alert("<b>not bold</b>")
    assert bar._sentence.textFormat() == Qt.TextFormat.PlainText


def test_thousands_of_details_are_cut_to_what_can_be_read(qtbot: QtBot) -> None:
    bar = AlertBar()
    qtbot.addWidget(bar)
    bar.show_alert("Many.", [f"line {number}" for number in range(5000)])
    assert bar.text.splitlines()[-1] == "line 199"


def _answer(press: Callable[[QMessageBox], None]) -> None:
    def act() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        press(box)

    QTimer.singleShot(0, act)


@pytest.mark.parametrize(
    ("button", "answer"),
    [
        (QMessageBox.StandardButton.Save, "save"),
        (QMessageBox.StandardButton.Discard, "discard"),
        (QMessageBox.StandardButton.Cancel, "cancel"),
    ],
)
def test_unsaved_work_can_be_saved_discarded_or_kept_open(
    window: QWidget, button: QMessageBox.StandardButton, answer: str
) -> None:
    asked: list[str] = []

    def press(box: QMessageBox) -> None:
        asked.append(box.text())
        box.button(button).click()

    _answer(press)
    assert Dialogs(window).ask_leave("motors.dhatu") == answer
    assert asked == ["“motors.dhatu” has changes that are not saved. Save them?"]


def test_closing_the_question_keeps_the_work_open(window: QWidget) -> None:
    _answer(lambda box: box.reject())
    assert Dialogs(window).ask_leave("motors.dhatu") == "cancel"


@pytest.mark.parametrize(
    ("words", "answer"), [("Save under", "save-as"), ("Overwrite", "overwrite"), ("Cancel", "cancel")]
)
def test_a_question_is_answered_by_the_button_that_is_pressed(window: QWidget, words: str, answer: str) -> None:
    def press(box: QMessageBox) -> None:
        (button,) = (button for button in box.buttons() if words in button.text().replace("&", ""))
        button.click()

    _answer(press)
    assert Dialogs(window).ask("Changed.", "Explained.", ["save-as", "overwrite"]) == answer


def test_a_question_that_is_closed_changes_nothing(window: QWidget) -> None:
    _answer(lambda box: box.reject())
    assert Dialogs(window).ask("Changed.", "Explained.", ["overwrite"]) == "cancel"


@pytest.mark.parametrize(("given", "text"), [(("  issued ", True), "issued"), (("issued", False), "")])
def test_a_name_is_asked_for(
    window: QWidget, monkeypatch: pytest.MonkeyPatch, given: tuple[str, bool], text: str
) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, text: given)
    assert Dialogs(window).ask_text("Name", "Name", "before") == text


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("/here/motors", Path("/here/motors.dhatu")),
        ("/here/motors.v2", Path("/here/motors.v2.dhatu")),
        ("/here/motors.dhatu", Path("/here/motors.dhatu")),
        ("", None),
    ],
)
def test_a_file_to_write_gets_the_ending_of_its_kind(
    window: QWidget, monkeypatch: pytest.MonkeyPatch, typed: str, path: Path | None
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (typed, ""))
    assert Dialogs(window).ask_save("Save", "Projects (*.dhatu)", "/here/tiny.dhatu") == path


@pytest.mark.parametrize(
    ("typed", "kind", "path"),
    [
        ("/here/a", "CSV (*.zip)", Path("/here/a.zip")),
        ("/here/a", "", Path("/here/a.xlsx")),
        ("/here/a.ZIP", "Workbooks (*.xlsx)", Path("/here/a.ZIP")),
        ("/here/a.v2", "Workbooks (*.xlsx)", Path("/here/a.v2.xlsx")),
    ],
)
def test_the_ending_of_a_file_to_write_is_the_one_typed_or_of_the_kind_chosen(
    window: QWidget, monkeypatch: pytest.MonkeyPatch, typed: str, kind: str, path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (typed, kind))
    assert Dialogs(window).ask_save("Save", "Workbooks (*.xlsx);;CSV (*.zip)", "/here/b.xlsx") == path


@pytest.mark.parametrize(
    ("typed", "chosen", "kind"),
    [
        ("/a.xlsx", "Plain (*.xlsx)", "Plain (*.xlsx)"),
        ("/a.zip", "Plain (*.xlsx)", "CSV (*.zip)"),
        ("/a.xlsx", "", "Live (*.xlsx)"),
        ("/a", "Plain (*.xlsx)", "Plain (*.xlsx)"),
    ],
)
def test_a_file_is_of_the_kind_chosen_unless_its_ending_is_anothers(
    window: QWidget, monkeypatch: pytest.MonkeyPatch, typed: str, chosen: str, kind: str
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (typed, chosen))
    found = Dialogs(window).ask_kind("Save", "Live (*.xlsx);;Plain (*.xlsx);;CSV (*.zip)", "/b.xlsx")
    assert found is not None
    assert found[1] == kind


def test_a_file_whose_ending_was_left_out_is_not_overwritten_unasked(
    window: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    there = tmp_path / "motors.dhatu"
    there.touch()
    shown: list[tuple[str, str]] = []

    def choose(parent: QWidget, title: str, suggested: str, kinds: str, chosen: str) -> tuple[str, str]:
        shown.append((suggested, chosen))
        return (str(tmp_path / "motors") if len(shown) == 1 else suggested), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    assert Dialogs(window).ask_save("Save", "Projects (*.dhatu)", "tiny.dhatu") == there
    assert shown == [("tiny.dhatu", ""), (str(there), "Projects (*.dhatu)")]


def test_a_file_to_read_is_asked_for_or_none(window: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/here/a.dhatu", ""))
    assert Dialogs(window).ask_open("Open", "Projects (*.dhatu)") == Path("/here/a.dhatu")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    assert Dialogs(window).ask_open("Open", "Projects (*.dhatu)") is None


def test_an_alert_leaves_the_page_its_room_however_much_it_says(qtbot: QtBot) -> None:
    bar = AlertBar()
    qtbot.addWidget(bar)
    bar.resize(600, 20)
    bar.show_alert("Nothing was pasted. " * 60, ["A detail."] * 100)
    assert bar.sizeHint().height() <= 220


def test_an_alert_offers_its_way_out_until_another_takes_its_place(qtbot: QtBot) -> None:
    bar, done = AlertBar(), list[str]()
    qtbot.addWidget(bar)
    act = QAction("Save as…", bar)
    act.triggered.connect(lambda: done.append("saved"))
    bar.show_alert("The folder is gone.")
    assert not bar.way_out.isVisible()
    bar.offer(act)
    bar.way_out.click()
    assert (bar.way_out.text(), len(done)) == ("Save as…", 1)
    bar.show_alert("Another thing.")
    assert not bar.way_out.isVisible()


def test_what_is_done_is_told_apart_from_what_went_wrong(qtbot: QtBot) -> None:
    bar = AlertBar()
    qtbot.addWidget(bar)
    bar.show_done("Issued.")
    assert (bar.text, bar.is_good) == ("Issued.", True)
    bar.show_alert("The folder is gone.")
    assert not bar.is_good
