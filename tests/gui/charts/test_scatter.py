"""Points with names: none over another, the best joined by a line, values under the pointer."""

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.gui.charts.scatter import ScatterView, places_of
from desktop.gui.charts.scatter_state import Point, Scatter

POINTS = (
    Point("Least cost", 60.0, 90.0, "#0000FF"),
    Point("Home", 20.0, 120.0, "#00FF00", "s"),
    Point("Worse", 70.0, 130.0, "#FF0000"),
    Point("Short †", 5.0, 80.0, "#FF0000", counts=False),
)
STATE = Scatter(title="Trade", points=POINTS, along="Depends (%)", up="Cost (₹ crore)")


def test_only_points_that_no_other_beats_are_on_the_line() -> None:
    assert [point.name for point in STATE.front] == ["Home", "Least cost"]
    equal = attrs.evolve(STATE, points=(*POINTS, attrs.evolve(POINTS[1], name="As good")))
    assert [point.name for point in equal.front] == ["Home", "Least cost"]


def test_points_are_a_table_too() -> None:
    assert STATE.rows[:2] == (("Trade", "Depends (%)", "Cost (₹ crore)"), ("Least cost", "60", "90"))


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 200)), max_size=20))
def test_no_name_lies_over_another_or_a_point_or_outside(qapp: QApplication, where: list[tuple[int, int]]) -> None:
    frame = QRectF(0, 0, 400, 200)
    spots = [QPointF(x, y) for x, y in where]
    found = places_of([f"Plan {at}" for at in range(len(spots))], spots, frame)
    shown = [place for place in found if place is not None]
    assert all(frame.contains(place) for place in shown)
    assert not any(one.intersects(other) for at, one in enumerate(shown) for other in shown[:at])
    assert not any(place.contains(spot) for place in shown for spot in spots)


def test_a_name_that_finds_no_place_is_told_by_the_pointer(qtbot: QtBot) -> None:
    view = ScatterView()
    qtbot.addWidget(view)
    view.resize(420, 260)
    view.show()
    crowd = tuple(attrs.evolve(POINTS[0], name=f"Plan {at}", x=60.0 + at / 1000) for at in range(20))
    view.show_state(attrs.evolve(STATE, points=crowd))
    view.grab()
    assert sum(text.isVisible() for text in view._names) < 20
    assert view._values_at(view.drawn, 60.0, 90.0) == "Plan 0\nDepends (%): 60.0\nCost (₹ crore): 90.0"
    assert view._pick(view.drawn, 60.0, 90.0) == (0, "Plan 0")
    view.show_state(STATE)
    assert [text.isVisible() for text in view._names[:5]] == [True, True, True, True, False]


def test_a_name_that_is_too_long_is_cut_where_it_stands_and_told_whole(qtbot: QtBot) -> None:
    view, name = ScatterView(), "The plan of the working group of the corridor" * 3
    qtbot.addWidget(view)
    view.resize(420, 260)
    view.show()
    view.show_state(attrs.evolve(STATE, points=(attrs.evolve(POINTS[0], name=name), *POINTS[1:])))
    view.grab()
    assert view._names[0].isVisible()
    assert "…" in view._names[0].toPlainText()
    assert view._values_at(view.drawn, 60.0, 90.0).startswith(name)
