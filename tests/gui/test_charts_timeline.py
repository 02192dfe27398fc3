"""The timeline of licence files: rows for groups, others in the last, days where they lie among months."""

import datetime as dt

import attrs
import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.charts.timeline import TimelineView
from desktop.gui.charts.timeline_state import Row, Timeline, place
from desktop.gui.hub import Choice
from desktop.gui.views import timeline
from desktop.model.records import Licence
from tests.analysis.plans import hand_plan, hand_project, idle_plan, solved_tiny
from tests.tiny import MONTHS, PLAN_DATE

KG = Choice(mix="least", mass_unit="kg", money_unit="lakh")
MANY = Timeline(months=MONTHS, lanes=tuple(Row(f"Group {at}", files=(float(at % 6),)) for at in range(30)))


def test_days_lie_between_the_middles_of_their_months() -> None:
    assert place(MONTHS[0].first_day, MONTHS) == -0.5
    assert place(dt.date(2027, 2, 15), MONTHS) == 1.0
    assert place(MONTHS[5].last_day, MONTHS) == pytest.approx(5.5, abs=0.05)


def test_rows_that_find_no_room_are_one_that_names_them() -> None:
    shown = MANY.fitted(5)
    assert [row.label for row in shown.lanes] == ["Group 0", "Group 1", "Group 2", "Group 3", "26 others"]
    assert len(shown.lanes[-1].files) == 26
    assert shown.lanes[-1].told.splitlines()[0] == "Group 4"
    assert MANY.fitted(30) is MANY


def test_a_row_tells_the_next_file_and_what_is_left_of_those_in_hand() -> None:
    soon = PLAN_DATE + dt.timedelta(days=30)
    file = Licence(id="F1", regime="A18", offer="JL-magnet", quantity=100.0, status="granted", valid_until=soon)
    chart = timeline.chart(hand_plan(hand_project(licences=[file])), KG)
    (row,) = chart.lanes
    assert row.told.splitlines() == [
        "JL Mag · Magnet",
        "◆ File by 16 Nov 2026, for 100.0 kg",
        "Granted from 16 Dec 2026 (P10) to 16 Mar 2027 (P90)",
        "Every second one by 15 Jan 2027 (P50)",
        "▲ Leaves 15 Jan 2027, arrives 1 Mar 2027",
        "F1: 50.0 kg left, ends 1 Jul 2026",
    ]
    assert [window.alarm for window in row.windows] == [True]
    assert chart.marks[0].text == "Plan date 1 Jun 2026"
    assert chart.unit == "1 to put in"


def test_later_files_are_ticks_and_an_idle_plan_has_no_rows() -> None:
    (row,) = timeline.chart(solved_tiny(), KG).lanes
    assert len(row.files) == 5
    assert row.course is not None
    assert row.course.file_by < row.course.fast < row.course.usual < row.course.slow
    assert timeline.chart(idle_plan(), KG).is_empty
    assert timeline.chart(solved_tiny(), attrs.evolve(KG, material="item:motor")).is_empty


def test_the_view_shows_as_many_rows_as_there_is_room_for(qtbot: QtBot) -> None:
    view = TimelineView()
    qtbot.addWidget(view)
    view.resize(900, 300)
    view.show()
    view.show_state(MANY)
    few = len(view._drawn.lanes)
    assert 2 <= few < 12
    assert view._drawn.lanes[-1].label == f"{31 - few} others"
    view.resize(900, 700)
    assert few < len(view._drawn.lanes) < 30
    chart = timeline.chart(solved_tiny(), KG)
    view.show_state(chart)
    assert len(view._points["later"].getData()[0]) == 5
    assert view._values_at(chart, 1.0, 0.2) == chart.lanes[0].told
    assert view._pick(chart, 1.0, 0.2) == (0, "JL/magnet")
    assert view._pick(chart, 1.0, 3.0) is None


def test_what_the_legend_hides_is_not_drawn_and_the_table_tells_each_group(qtbot: QtBot) -> None:
    view = TimelineView()
    qtbot.addWidget(view)
    view.resize(900, 300)
    view.show()
    chart = timeline.chart(hand_plan(), KG)
    view.show_state(chart)
    view.toggle("Shipping to arrival ▲")
    assert not view._bars["shipping"].isVisible()
    assert not view._points["arrival"].isVisible()
    assert view._bars["review"].isVisible()
    view.toggle("File in hand, with what is left")
    assert not any(text.isVisible() for text in view._texts)
    view.toggle()
    assert view._points["arrival"].isVisible()
    assert view._texts[0].isVisible()
    assert chart.rows[1][0] == "JL Mag · Magnet"
    assert chart.rows[1][1].startswith("◆ File by 16 Nov 2026")
