"""The matrix of mixes and scenarios: what is chosen stays in sight with the names, and names get two lines."""

import attrs
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.gui.scenarios.matrix import MatrixView
from desktop.gui.scenarios.matrix_model import Cell, Matrix
from desktop.gui.scenarios.matrix_paint import name_lines

SCENARIOS = (("", "As entered"), ("stop", "Dy and Tb licences stop for six months"))
CELL = Cell("100.0 %  9,245.4", "✓ targets hold", "good", "All hold")


def _matrix(count: int, mix: str) -> Matrix:
    mixes = tuple((f"m{at}", f"Mix {at} with China at most", "#0072B2") for at in range(count))
    return Matrix(SCENARIOS, mixes, tuple((CELL,) * count for _ in SCENARIOS), "", mix)


def _view(qtbot: QtBot, shown: Matrix, width: int) -> MatrixView:
    view = MatrixView(lambda *_: True)
    qtbot.addWidget(view)
    view.resize(width, 200)
    view.show()
    view.show_matrix(shown)
    QApplication.sendPostedEvents()
    return view


def test_the_chosen_mix_is_in_sight_beside_the_names_however_many_there_are(qtbot: QtBot) -> None:
    view = _view(qtbot, _matrix(20, "m0"), 860)
    for at in (19, 0, 11):
        view.show_matrix(_matrix(20, f"m{at}"))
        names, cell = (view.visualRect(view.matrix.index(0, column)) for column in (0, 1 + at))
        assert names.left() == 0
        assert names.right() < cell.left()
        assert cell.right() < view.viewport().width()
        assert view.indexAt(names.center()).column() == 0
        assert view.indexAt(cell.center()).column() == 1 + at


def test_six_mixes_need_no_scrolling_in_a_window_of_1366(qtbot: QtBot) -> None:
    view = _view(qtbot, _matrix(6, "m0"), 882)
    assert view.horizontalScrollBar().maximum() == 0


def test_a_narrower_view_still_shows_what_is_chosen(qtbot: QtBot) -> None:
    view = _view(qtbot, _matrix(6, "m5"), 900)
    view.resize(500, 200)
    cell = view.visualRect(view.matrix.index(0, 6))
    assert cell.right() < view.viewport().width()


def test_long_names_take_two_lines_and_are_cut_at_the_end_only(qapp: QApplication) -> None:
    metrics = QFontMetrics(QFont("Noto Sans", 10))
    width = metrics.horizontalAdvance("Dy and Tb licences s")
    first, second = name_lines(metrics, SCENARIOS[1][1], width)
    assert first == "Dy and Tb licences"
    assert second.startswith("stop for")
    assert name_lines(metrics, "As entered", width) == ["As entered"]
    assert name_lines(metrics, "", width) == []
    (cut,) = name_lines(metrics, "Seltenerdmetallverarbeitungsgesellschaft", width)
    assert cut.endswith("…")


def test_a_scenario_that_is_new_at_the_end_is_scrolled_to(qtbot: QtBot) -> None:
    shown = _matrix(1, "m0")
    rows = tuple((f"s{at}", f"Scenario {at}") for at in range(12))
    cells = ((CELL,),) * 12
    view = _view(qtbot, attrs.evolve(shown, scenarios=rows[:11], cells=cells[:11], scenario="s0"), 600)
    view.show_matrix(attrs.evolve(shown, scenarios=rows, cells=cells, scenario="s11"))
    QApplication.sendPostedEvents()
    last = view.visualRect(view.matrix.index(11, 0))
    assert view.viewport().rect().contains(last)
