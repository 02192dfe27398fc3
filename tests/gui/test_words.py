"""Labels and tooltips: what people typed is never taken for markup."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from desktop.gui.words import Elided, counted, decimals, plain_label, set_state, tooltip


def test_a_label_shows_markup_as_it_was_typed(qtbot: QtBot) -> None:
    label, same = plain_label("<b>x</b>"), plain_label("&lt;b&gt;")
    qtbot.addWidget(label)
    qtbot.addWidget(same)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == "<b>x</b>"
    assert same.text() == "&lt;b&gt;"


@pytest.mark.parametrize("text", ["<b>x</b>", "R&D", "one\ntwo", "a  b", "<img src='x.png'>"])
def test_a_tooltip_shows_a_text_as_it_was_typed(text: str) -> None:
    shown = QTextDocument()
    shown.setHtml(tooltip(text))
    assert shown.toPlainText() == text


def test_one_thing_has_a_sentence_of_its_own() -> None:
    assert counted("status-problems", 1) == "1 problem"
    assert counted("status-problems", 2) == "2 problems"


def test_a_line_that_is_too_long_ends_in_an_ellipsis_and_has_a_tooltip(qtbot: QtBot) -> None:
    line = Elided()
    qtbot.addWidget(line)
    line.show()
    line.resize(60, 20)
    line.show_text("<b>A line that is far too long</b>")
    assert line.text().endswith("…")
    assert "far too long" in line.toolTip()
    line.resize(900, 20)
    assert line.text() == line.whole == "<b>A line that is far too long</b>"


def test_an_empty_text_makes_no_tooltip() -> None:
    assert tooltip("") == ""


def test_a_label_has_one_state_at_a_time(qtbot: QtBot) -> None:
    label = plain_label("Plan", muted=True)
    qtbot.addWidget(label)
    set_state(label, "bad")
    assert [name for name in ("bad", "warn", "good", "muted") if label.property(name)] == ["bad"]
    set_state(label, "")
    assert not any(label.property(name) for name in ("bad", "warn", "good", "muted"))


@pytest.mark.parametrize(("unit", "digits"), [("piece", 0), ("piece a month", 0), ("kg", 2), ("t a month", 2), ("", 2)])
def test_pieces_are_whole(unit: str, digits: int) -> None:
    assert decimals(unit, 2) == digits
