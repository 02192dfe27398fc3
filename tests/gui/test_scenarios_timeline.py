"""Bars of the timeline are stacked, moved and stretched by month, by mouse and by keyboard, one step of undo each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.scenarios.timeline import TimelineView
from desktop.gui.scenarios.timeline_state import GAP, Bar, Timeline, lane_count, month_width, placed
from desktop.model.months import Month
from desktop.model.records import Event, Scenario
from tests.gui.window import opened
from tests.tiny import FIRST, tiny_project

LEFT = Qt.MouseButton.LeftButton
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
EVENTS = [
    Event(scenario="s", kind="capacity factor", value=0.5, first_month=FIRST.plus(1), last_month=FIRST.plus(3)),
    Event(scenario="s", kind="price factor", value=1.5, first_month=FIRST.plus(2)),
    Event(scenario="s", kind="demand factor", value=1.5),
]


@pytest.fixture
def parts(qtbot: QtBot) -> Iterator[Parts]:
    with opened(tiny_project(scenarios=[Scenario(id="s", name="Hard times")], events=EVENTS)) as found:
        found.window.resize(1366, 768)
        found.window.go_to("scenarios")
        found.hub.choose(scenario="s")
        qtbot.waitUntil(lambda: found.scenarios.drawing.done and len(found.scenarios.timeline.bars) == 3)
        yield found


@pytest.fixture
def view(parts: Parts) -> TimelineView:
    return parts.scenarios.timeline


def _span(parts: Parts, row: int, *, shown: bool = False) -> tuple[int | None, int | None]:
    project = parts.hub.project if shown else parts.hub.desk.project
    event = project.rows(Event)[row]
    first, last = (month.index - FIRST.index if month else None for month in (event.first_month, event.last_month))
    return first, last


def _drag(view: TimelineView, start: QPoint, months: float) -> None:
    """Press, move by so many months, and hold."""
    QTest.mousePress(view.viewport(), LEFT, pos=start)
    QTest.mouseMove(view.viewport(), start + QPoint(round(months * view.month), 0))


def _let_go(view: TimelineView) -> None:
    QTest.mouseRelease(view.viewport(), LEFT)


def test_a_bar_is_moved_while_it_is_dragged_and_for_good_when_let_go(parts: Parts, view: TimelineView) -> None:
    _drag(view, view.box_of(1).center().toPoint(), 2)
    assert (_span(parts, 1), _span(parts, 1, shown=True)) == ((1, 3), (3, 5))
    assert view.is_dragged
    _let_go(view)
    assert _span(parts, 1) == (3, 5)
    assert parts.hub.undo_words == "move event (Events)"
    parts.hub.undo()
    assert _span(parts, 1) == (1, 3)


def test_an_end_is_stretched_and_an_open_one_closed(parts: Parts, view: TimelineView) -> None:
    box = view.box_of(1)
    _drag(view, QPoint(round(box.right()) - 2, round(box.center().y())), 1)
    _let_go(view)
    assert _span(parts, 1) == (1, 4)
    box = view.box_of(1)
    _drag(view, QPoint(round(box.left()) + 2, round(box.center().y())), -5)
    _let_go(view)
    assert _span(parts, 1) == (0, 4)
    box = view.box_of(2)
    _drag(view, QPoint(round(box.right()) - 2, round(box.center().y())), -2)
    _let_go(view)
    assert _span(parts, 2) == (2, 3)


def test_an_event_of_all_months_is_not_moved(parts: Parts, view: TimelineView) -> None:
    _drag(view, view.box_of(3).center().toPoint(), 2)
    _let_go(view)
    assert _span(parts, 3) == (None, None)
    assert parts.hub.undo_words == ""


def test_a_click_chooses_and_changes_nothing(parts: Parts, view: TimelineView) -> None:
    QTest.mouseClick(view.viewport(), LEFT, pos=view.box_of(2).center().toPoint())
    assert parts.scenarios.acts.current == 2
    assert parts.hub.undo_words == ""
    assert parts.hub.project is parts.hub.desk.project


def test_escape_gives_up_what_is_dragged(parts: Parts, view: TimelineView) -> None:
    _drag(view, view.box_of(1).center().toPoint(), 2)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    _let_go(view)
    assert _span(parts, 1, shown=True) == (1, 3)
    assert parts.hub.undo_words == ""


def test_other_bars_keep_their_lanes_while_one_is_dragged(view: TimelineView) -> None:
    lanes = {bar.bar.row: bar.lane for bar in view.bars}
    _drag(view, view.box_of(1).center().toPoint(), 2)
    assert {bar.bar.row: bar.lane for bar in view.bars} == lanes
    _let_go(view)


def test_keys_move_and_stretch_the_chosen_event(parts: Parts, view: TimelineView) -> None:
    none = Qt.KeyboardModifier.NoModifier
    parts.scenarios.acts.choose(1)
    view.setFocus()
    for key, held, span in (
        (Qt.Key.Key_Right, none, (2, 4)),
        (Qt.Key.Key_Left, none, (0, 2)),
        (Qt.Key.Key_Right, SHIFT, (1, 4)),
        (Qt.Key.Key_Left, CONTROL, (0, 3)),
    ):
        QTest.keyClick(view, key, held)
        assert _span(parts, 1) == span
        parts.hub.undo()
        assert _span(parts, 1) == (1, 3)


def test_a_key_that_is_held_is_one_step(parts: Parts, view: TimelineView) -> None:
    parts.scenarios.acts.choose(1)
    for _ in range(2):
        QTest.keyPress(view, Qt.Key.Key_Right)
    assert (_span(parts, 1), _span(parts, 1, shown=True)) == ((1, 3), (3, 5))
    QTest.keyRelease(view, Qt.Key.Key_Right)
    assert _span(parts, 1) == (3, 5)
    parts.hub.undo()
    assert _span(parts, 1) == (1, 3)


def test_up_and_down_choose_and_delete_takes_away(parts: Parts, view: TimelineView) -> None:
    acts = parts.scenarios.acts
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Up)
    first = acts.current
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert acts.current != first
    gone = acts.current
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert gone not in parts.hub.desk.project.rows(Event)
    assert acts.current in parts.hub.desk.project.rows(Event)


def test_a_double_click_begins_an_event_or_opens_its_fields(parts: Parts, view: TimelineView) -> None:
    empty = QPoint(round(4.5 * view.month), view.viewport().height() - 4)
    QTest.mouseDClick(view.viewport(), LEFT, pos=empty)
    row = parts.scenarios.acts.current
    assert row is not None
    assert _span(parts, row) == (4, 5)
    QTest.mouseDClick(view.viewport(), LEFT, pos=view.box_of(1).center().toPoint())
    assert parts.scenarios.acts.current == 1
    assert parts.scenarios.panel.form.editor("first_month").hasFocus()


def test_the_chosen_event_is_told_to_screen_readers(parts: Parts, view: TimelineView) -> None:
    parts.scenarios.acts.choose(1)
    assert view.accessibleDescription().startswith("all: capacity × 0.5\nFeb 2027 – Apr 2027 (3 months)")


# -------------------------------------------------------------------------- where bars stand


ends = st.none() | st.integers(-10, 70)
bars = st.lists(st.tuples(ends, ends, st.text("ab", max_size=30)), max_size=25)


def _state(drawn: list[tuple[int | None, int | None, str]]) -> Timeline:
    found = []
    for row, (first, last, text) in enumerate(drawn):
        turned = first is not None and last is not None and first > last
        found.append(Bar(row, text, "", last if turned else first, first if turned else last))
    return Timeline(Month.of(2027, 1), 60, tuple(found))


@given(bars, st.floats(300, 2000))
def test_no_two_bars_or_texts_lie_upon_each_other(
    drawn: list[tuple[int | None, int | None, str]], width: float
) -> None:
    found = placed(_state(drawn), width, lambda text: 7.0 * len(text))
    assert len(found) == len(drawn)
    for bar in found:
        assert 0 <= bar.left < bar.right <= width + 1e-6
        assert bar.cut or (bar.text_left >= 0 and bar.text_right <= width + 1e-6)
    for lane in range(lane_count(found)):
        spans = sorted((min(b.left, b.text_left), max(b.right, b.text_right)) for b in found if b.lane == lane)
        assert all(end + GAP <= begin + 1e-6 for (_, end), (begin, _) in pairwise(spans))


def test_a_text_stands_in_its_bar_or_beside_it() -> None:
    state = Timeline(
        Month.of(2027, 1),
        10,
        (Bar(1, "long", "", 0, 9), Bar(2, "short", "", 0, 0), Bar(3, "short", "", 9, 9), Bar(4, "early", "", -5, -3)),
    )
    long, short, early, late = sorted(placed(state, 200.0, lambda _: 50.0), key=lambda bar: (bar.left, bar.bar.row))
    assert long.inside
    assert (short.inside, short.text_left) == (False, short.right)
    assert (late.inside, late.text_right) == (False, late.left)
    assert early.outside
    assert placed(state, 60.0, lambda _: 80.0)[0].cut


def test_months_are_never_too_narrow_to_hit() -> None:
    assert month_width(600.0, 12) == 50.0
    assert month_width(600.0, 120) == 8.0


def test_fiscal_years_begin_in_april() -> None:
    assert Timeline(Month.of(2027, 1), 16).fiscal_years == ((2027, 0, 3), (2028, 3, 12), (2029, 15, 1))
