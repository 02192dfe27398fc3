"""The values of a place stand beside it, and are never cut at an edge."""

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.charts import values


def test_values_stand_right_of_a_place_left_of_it_or_at_the_edge(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    around.resize(400, 200)
    around.show()
    panel = values.panel(around)
    values.tell(panel, "Dy 30", around, QPointF(100.0, 50.0))
    assert panel.isVisible()
    assert panel.x() == 116
    values.tell(panel, "Dy 30", around, QPointF(380.0, 50.0))
    assert panel.geometry().right() < 380
    values.tell(panel, "Depends on a licence (% of contained rare earths): 10.0", around, QPointF(200.0, 50.0))
    assert panel.x() == 0
    values.tell(panel, "", around, QPointF(200.0, 50.0))
    assert panel.isHidden()
