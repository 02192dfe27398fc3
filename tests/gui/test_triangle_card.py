"""The mix triangle under the hands of a user: dots are dragged, moved by keys, chosen, and made by a double click."""

import math
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.charts import triangle_names
from desktop.gui.charts.triangle import TriangleView
from desktop.gui.charts.triangle_state import Cell, Dot, Triangle, place, round_values, split_at
from desktop.gui.hub import Choice
from desktop.gui.views import triangle
from desktop.model.records import Mix
from desktop.session import shares
from desktop.session.shares import Base, Split
from desktop.session.triangle import Point, splits
from tests.gui.window import opened
from tests.tiny import tiny_project

BASE = Base()
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def parts(qtbot: QtBot) -> Iterator[Parts]:
    with opened(tiny_project()) as found:
        found.window.resize(1366, 768)
        found.window.go_to("mix")
        qtbot.waitUntil(lambda: found.planner.up_to_date and bool(found.mix.triangle.view.state.dots))
        yield found


@pytest.fixture
def view(parts: Parts) -> TriangleView:
    return parts.mix.triangle.view


def _at(view: TriangleView, split: Split) -> QPoint:
    return view.where(split).toPoint()


def _asked(parts: Parts, mix: str = "least") -> Split | None:
    found = shares.shares_of(parts.hub.desk.project, mix, BASE)
    return shares.split_of(found) if found else None


def test_shares_lie_where_they_are_read_back() -> None:
    for split in splits(50):
        assert split_at(place(split)) == split
    assert split_at((-1.0, 0.0)) == (0, 1000, 0)
    assert split_at((0.5, 9.0)) == (1000, 0, 0)


def test_a_few_round_numbers_lie_between_two_values() -> None:
    assert round_values(16_393.0, 25_093.0) == (18_000.0, 20_000.0, 22_000.0, 24_000.0)
    assert round_values(1.0, 1.0) == ()


def test_contours_lie_where_the_value_is() -> None:
    cells = [Cell(split, float(split[0]), (), reached=True, met=False) for split in splits(100)[:66]]
    state = Triangle(("a", "b", "c"), tuple(cells))
    assert state.whole[0] == 100
    for contour in state.contours():
        for piece in contour.pieces:
            assert all(y * 1000 / (math.sqrt(3) / 2) == pytest.approx(contour.value) for _, y in piece)


def test_a_grid_that_is_half_filled_is_judged_by_the_finest_one_that_is_whole() -> None:
    cells = tuple(Cell(split, 1.0, (), reached=True, met=True) for split in splits(50)[:100])
    assert Triangle(("a", "b", "c"), cells).whole[0] == 100
    assert [step for step, _ in Triangle(("a", "b", "c"), cells).levels()] == [200, 100, 50]


def test_a_dragged_dot_plans_while_it_moves_and_asks_once_it_is_let_go(parts: Parts, view: TriangleView) -> None:
    start, end = _at(view, view.state.dots[0].split), _at(view, (500, 400, 100))
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, end)
    assert parts.hub.project is not parts.hub.desk.project
    assert _asked(parts) is None
    QTest.mouseRelease(view, LEFT, pos=end)
    found = _asked(parts)
    assert found is not None
    assert all(abs(share - wanted) <= 5 for share, wanted in zip(found, (500, 400, 100), strict=True))
    parts.hub.undo()
    assert _asked(parts) is None


def test_a_locked_share_stays_while_a_dot_is_dragged(parts: Parts, view: TriangleView) -> None:
    parts.mix.sliders.lock("domestic").click()
    kept = parts.mix.sliders.shares["domestic"]
    QTest.mousePress(view, LEFT, pos=_at(view, view.state.dots[0].split))
    QTest.mouseMove(view, _at(view, (800, 100, 100)))
    QTest.mouseRelease(view, LEFT, pos=_at(view, (800, 100, 100)))
    found = _asked(parts)
    assert found is not None
    assert found[0] == kept


def test_keys_move_the_chosen_mix_by_a_percent_and_with_shift_by_five(parts: Parts, view: TriangleView) -> None:
    parts.hub.apply(shares.edit(parts.hub.project, "least", BASE, shares.by_class((400, 400, 200))))
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert _asked(parts) == (410, 395, 195)
    QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert _asked(parts) == (410, 445, 145)


def test_page_up_and_down_choose_the_mix_before_and_after(qtbot: QtBot, parts: Parts, view: TriangleView) -> None:
    mixes = [dot.mix for dot in view.state.dots]
    assert len(mixes) > 1
    for key, step in ((Qt.Key.Key_PageDown, 1), (Qt.Key.Key_PageUp, -1), (Qt.Key.Key_PageUp, -1)):
        qtbot.waitUntil(lambda: view.state.current == parts.hub.choice.mix)
        before = mixes.index(parts.hub.choice.mix)
        QTest.keyClick(view, key)
        assert mixes.index(parts.hub.choice.mix) == (before + step) % len(mixes)


def test_keys_go_no_further_than_the_edge(parts: Parts, view: TriangleView) -> None:
    parts.hub.apply(shares.edit(parts.hub.project, "least", BASE, shares.by_class((1000, 0, 0))))
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert _asked(parts) == (1000, 0, 0)


def test_a_double_click_makes_a_mix_there_and_chooses_it(parts: Parts, view: TriangleView) -> None:
    QTest.mouseDClick(view, LEFT, pos=_at(view, (200, 200, 600)))
    fresh = [mix for mix in parts.hub.project.by_id(Mix) if mix == parts.hub.choice.mix]
    assert fresh != ["least"]
    found = _asked(parts, fresh[0])
    assert found is not None
    assert all(abs(share - wanted) <= 5 for share, wanted in zip(found, (200, 200, 600), strict=True))
    assert parts.hub.undo_words


def test_a_press_on_a_dot_chooses_its_mix(qtbot: QtBot, parts: Parts, view: TriangleView) -> None:
    QTest.mouseDClick(view, LEFT, pos=_at(view, (200, 200, 600)))
    fresh = parts.hub.choice.mix
    parts.hub.choose(mix="least")
    there = next(dot for dot in view.state.dots if dot.mix == fresh)
    QTest.mouseClick(view, LEFT, pos=_at(view, there.split))
    assert parts.hub.choice.mix == fresh


@pytest.mark.parametrize("measure", triangle.MEASURES)
def test_every_measure_colours_the_cells_and_writes_its_ends(parts: Parts, measure: str) -> None:
    points = [Point(split, 1e7, 5.0 + split[0], 0.9, 0.5, 1e4 + split[1], reached=True) for split in splits(500)]
    state = triangle.state(parts.hub.project, parts.hub.choice, points, {}, measure)
    assert len(state.cells) == len(points)
    assert all(triangle.ends(state, measure, parts.hub.choice))
    assert len(state.cells[0].told) == len(triangle.MEASURES)


def test_what_is_under_the_pointer_is_told(qtbot: QtBot, view: TriangleView) -> None:
    before = view.grab().toImage()
    QTest.mouseMove(view, _at(view, (300, 300, 400)))
    qtbot.waitUntil(lambda: view.grab().toImage() != before)


@pytest.mark.parametrize(("top", "tied"), [(40.0, False), (10.0, True), (70.0, True)])
def test_a_name_that_cannot_stand_beside_its_dot_is_tied_to_it(qapp: QApplication, top: float, tied: bool) -> None:
    image = QImage(120, 100, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.green)
    before, painter = image.copy(), QPainter(image)
    triangle_names.lead(painter, QPointF(20, 50), QRectF(50, top, 60, 20))
    painter.end()
    assert (image != before) is tied


def test_a_dot_with_a_long_name_is_named_in_part(qtbot: QtBot) -> None:
    view = TriangleView()
    qtbot.addWidget(view)
    view.resize(360, 320)
    dark = []
    for name in ("", "The mix of the working group of the corridor" * 3):
        view.show_state(Triangle(("x", "y", "z"), dots=(Dot("a", name, "#0072B2", (400, 300, 300)),)))
        seen = view.grab().toImage()
        places = ((x, y) for x in range(seen.width()) for y in range(seen.height()))
        dark.append(sum(seen.pixelColor(*place).lightness() < 80 for place in places))
    assert dark[1] > dark[0] + 50


def test_targets_that_are_not_all_on_time_are_never_rounded_to_all_of_them() -> None:
    measure, choice = triangle.MEASURES["on-time"], Choice()
    for on_time, told in ((1.0, "100.0 %"), (0.99999, "99.9 %"), (0.5, "50.0 %")):
        point = Point((0, 0, 100), 1.0, 1.0, on_time, 1.0, 0.0, reached=True)
        assert measure.text(measure.number(point, choice), choice) == told
