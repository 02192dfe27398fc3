"""Every item model of the window keeps what Qt asks of one, while what it shows comes, goes and is sorted."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest
from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import desktop.gui
from desktop.gui.importing.tables import Lines, Shown
from desktop.gui.problems_panel import ProblemLines
from desktop.gui.scenarios.matrix_model import Cell, Matrix, MatrixModel
from desktop.gui.tables.results import Column, ResultModel, ResultTable
from desktop.model.errors import Problem

ELSEWHERE = {"RecordModel": "tables/test_record_model.py", "MonthModel": "tables/test_month_model.py", "Unhurried": ""}
"""Models with such tests in their own files, and what is only the base of those."""

Acts = Iterator[QAbstractItemModel]


def _results(_: QWidget) -> Acts:
    model = ResultModel()
    yield model
    model.show_columns([Column("Item", ("b", "a", "c", "d")), Column("kg", ("2", "1", "3", ""), (2, 1, 3, 0), True)])
    yield model
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.pinned = frozenset({1})
    model.sort(0)
    yield model
    model.show_columns([Column("Item", ("a", "b", "c"))], [-1, 0, 0])
    model.sort(0, Qt.SortOrder.DescendingOrder)
    yield model
    model.show_columns([])
    yield model


def _matrix(_: QWidget) -> Acts:
    model = MatrixModel(lambda _, name: name != "refused")
    yield model
    two = (("", "As planned"), ("war", "War"))
    mixes = (("least", "Least cost", "#123456"),)
    model.show_matrix(Matrix(two, mixes, ((Cell("1"),), (Cell("2"),))))
    model.setData(model.index(1, 0), "refused")
    yield model
    model.show_matrix(Matrix(two, mixes, ((Cell("1", "short", "bad", "tip"),), (Cell("2"),)), "war", "least"))
    yield model
    model.show_matrix(Matrix(two[:1], (), ((),)))
    yield model
    model.show_matrix(Matrix())
    yield model


def _problems(parent: QWidget) -> Acts:
    model = ProblemLines(parent)
    model.setParent(None)
    yield model
    told = Problem("entry-number", {"entry": "a"}, table="offers", row=1, field="price")
    model.show([attrs.evolve(told, severity="note"), told])
    yield model
    model.show([])
    yield model


def _lines(_: QWidget) -> Acts:
    model = Lines()
    yield model
    heads = [Shown("Item"), Shown("Price", right=True)]
    model.show_lines(heads, range(5, 700), lambda at: [Shown(str(at), "refused", "why")])
    yield model
    model.show_lines([], [], lambda _: ())
    yield model


MODELS: dict[type[QAbstractItemModel], Callable[[QWidget], Acts]] = {
    ResultModel: _results,
    MatrixModel: _matrix,
    ProblemLines: _problems,
    Lines: _lines,
}


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def test_no_model_of_the_window_is_left_out() -> None:
    for module in pkgutil.walk_packages(desktop.gui.__path__, "desktop.gui."):
        importlib.import_module(module.name)
    ours = {kind for kind in _below(QAbstractItemModel) if kind.__module__.startswith("desktop.")}
    assert {kind.__name__ for kind in ours} == {kind.__name__ for kind in MODELS} | ELSEWHERE.keys()


@pytest.mark.parametrize("kind", MODELS, ids=lambda kind: kind.__name__)
def test_a_model_keeps_what_qt_asks(qtbot: QtBot, qtmodeltester: Any, kind: type[QAbstractItemModel]) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    tester = None
    for model in MODELS[kind](parent):
        if tester is None:
            tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, parent)
            qtmodeltester.check(model, force_py=True)


def test_what_is_selected_or_remembered_stays_the_same_line_when_results_are_sorted(qtbot: QtBot) -> None:
    table = ResultTable("Orders")
    qtbot.addWidget(table)
    table.show_columns([Column("Item", ("b", "a", "c", "d"))])
    table.setCurrentIndex(table.results.index(1, 0))
    assert _current(table) == "a"
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert _current(table) == "a"
    table.pin([0])
    assert _current(table) == "a"
    chosen = table.selectionModel().selectedRows()
    assert [index.data() for index in chosen] == ["a"]
    table.selectionModel().setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.Clear)


def _current(table: ResultTable) -> str:
    return str(table.currentIndex().data())
