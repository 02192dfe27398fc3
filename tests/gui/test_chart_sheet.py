"""Charts stand in pairs where there is room, below each other where there is little, and wide ones alone."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.chart_sheet import ChartSheet


@pytest.mark.parametrize(("width", "columns"), [(420, 1), (1180, 2), (1600, 2), (2400, 4)])
def test_there_are_as_many_columns_as_fit_in_pairs(qtbot: QtBot, width: int, columns: int) -> None:
    sheet = ChartSheet()
    qtbot.addWidget(sheet)
    charts = [QWidget() for _ in range(4)]
    head, foot = QWidget(), QWidget()
    sheet.add(head, 40, wide=True)
    for chart in charts:
        sheet.add(chart, 100)
    sheet.add(foot, 50, wide=True)
    sheet.resize(width, 900)
    sheet.show()
    assert sheet.columns == columns
    qtbot.waitUntil(lambda: len({chart.geometry().top() for chart in charts}) == 4 // columns)
    tops = [chart.geometry().top() for chart in charts]
    assert head.width() == foot.width() >= columns * charts[0].width()
    assert head.geometry().bottom() < min(tops)
    assert foot.geometry().top() > max(tops)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_charts_that_do_not_fill_a_row_share_it(qtbot: QtBot, count: int) -> None:
    sheet = ChartSheet()
    qtbot.addWidget(sheet)
    charts = [QWidget() for _ in range(count)]
    for chart in charts:
        sheet.add(chart, 100)
    foot = QWidget()
    sheet.add(foot, 50, wide=True)
    sheet.resize(2400, 400)
    sheet.show()
    qtbot.waitUntil(lambda: len({chart.geometry().top() for chart in charts}) == 1)
    assert charts[0].geometry().left() == foot.geometry().left()
    assert charts[-1].geometry().right() == foot.geometry().right()
