"""One picture for each plan: all on one scale, as many to a line as there is room, each month told."""

import attrs
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from desktop.gui.charts.multiples import MultiplesView
from desktop.gui.charts.multiples_state import Multiples, Panel
from tests.gui.charts.states import BLUE, EVEN, HALF
from tests.tiny import MONTHS

PANELS = (
    Panel("One", (EVEN, HALF), (4.0,) * 6),
    Panel("Two", (attrs.evolve(EVEN, values=(8.0,) * 6), HALF), (4.0,) * 6),
)
STATE = Multiples(title="Supply", unit="kg", months=MONTHS, panels=PANELS, need="Need")


@pytest.fixture
def view(qtbot: QtBot) -> MultiplesView:
    chart = MultiplesView()
    qtbot.addWidget(chart)
    chart.resize(480, 240)
    chart.show()
    chart.show_state(STATE)
    return chart


def _blue(view: MultiplesView) -> int:
    image, wanted = view._panels.grab().toImage(), QColor(BLUE).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_all_panels_have_the_scale_of_the_highest(view: MultiplesView) -> None:
    assert STATE.top == 9.0
    alone = attrs.evolve(STATE, panels=PANELS[:1])
    both = _blue(view)
    view.show_state(attrs.evolve(STATE, panels=(PANELS[0], attrs.evolve(PANELS[0], name="Again"))))
    same = _blue(view)
    # 2 and 8 of 9 against 2 and 2 of 4
    assert both / same == pytest.approx((10 / 9) / (4 / 4), rel=0.1)
    assert alone.top == 4.0


def test_panels_take_another_line_where_there_is_no_room(view: MultiplesView) -> None:
    assert view._panels.columns == 2
    assert view._panels.box(1).top() == view._panels.box(0).top()
    view.resize(260, 400)
    assert view._panels.columns == 1
    assert view._panels.box(1).top() > view._panels.box(0).bottom()
    assert view._panels.minimumHeight() >= view._panels.box(1).bottom()


def test_the_month_under_the_pointer_is_told(view: MultiplesView) -> None:
    box = view._panels.box(1)
    told = view._panels.told(QPointF(box.right() - 1, box.center().y()))
    assert told.splitlines() == ["Two", "Jun 2027", "Even: 8.0 kg", "Half: 1.0 kg", "Need: 4.0 kg"]
    assert view._panels.told(QPointF(box.x(), box.bottom() + 10)) == ""


def test_a_layer_is_hidden_in_every_panel(view: MultiplesView) -> None:
    view.toggle("Even")
    assert _blue(view) == 0
    view.toggle("Need")
    assert [panel.need for panel in view.drawn.panels] == [(), ()]
    assert view._panels.told(view._panels.box(0).center()).splitlines()[2:] == ["Half: 1.0 kg"]


def test_panels_are_a_table_too() -> None:
    assert STATE.rows[:2] == (
        ("Plan", "Month", "Even (kg)", "Half (kg)", "Need (kg)"),
        ("One", "Jan 2027", "2", "1", "4"),
    )
    assert len(STATE.rows) == 13
    assert attrs.evolve(STATE, panels=()).is_empty
