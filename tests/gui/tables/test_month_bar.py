"""What stands above months across is read whole in a small window too."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.gui.tables.month_bar import MonthBar
from desktop.session.matrix import SHAPES
from desktop.text.messages import say


def test_the_hint_is_not_cut(qtbot: QtBot) -> None:
    bar = MonthBar()
    qtbot.addWidget(bar)
    bar.show_shape(SHAPES["prices"])
    bar.resize(420, bar.heightForWidth(420) if bar.hasHeightForWidth() else bar.sizeHint().height())
    bar.show()
    told = say("months-legend-steps")
    (hint,) = (label for label in bar.findChildren(QLabel) if label.text() == told)
    assert hint.height() >= hint.heightForWidth(hint.width())


def test_the_bar_fits_beside_the_details_in_a_small_window(qtbot: QtBot) -> None:
    bar = MonthBar()
    qtbot.addWidget(bar)
    assert bar.minimumSizeHint().width() < 480
