"""What is asked when cells are refused: each with place and reason, a way to read unclear numbers, all or nothing."""

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.tables import blocks
from desktop.gui.tables.blocks import Making
from desktop.gui.tables.refusals import RefusalDialog, ask_refused
from desktop.model.records import TABLE
from desktop.session.clips import Cell
from desktop.session.reading import Decimals
from tests.tiny import tiny_project

MODEL_COLUMN = list(TABLE["offers"].field).index("price")


def _make(decimals: Decimals) -> Making:
    project = tiny_project()
    offers = project.tables["offers"]
    held = blocks.Held(TABLE["offers"], list(offers), offers)
    return blocks.paste(held, project, [[Cell("1.234,5")], [Cell("dear")]], (0, [MODEL_COLUMN]), decimals)


def test_every_refused_cell_is_listed_and_unclear_numbers_can_be_settled(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = RefusalDialog(parent, _make(""), _make)
    table = dialog.findChild(QTableWidget)
    assert isinstance(table, QTableWidget)
    assert table.rowCount() == 2
    assert not dialog.rest.isEnabled()
    dialog.decimals.setCurrentIndex(2)
    assert (table.rowCount(), dialog.rest.isEnabled()) == (1, True)
    assert dialog.making == _make(",")


def test_the_answer_is_the_rest_or_nothing(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    answers = []
    for accepted in (True, False):

        def answer(accepted: bool = accepted) -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, RefusalDialog)
            dialog.decimals.setCurrentIndex(2)
            dialog.rest.click() if accepted else dialog.reject()

        QTimer.singleShot(0, answer)
        answers.append(ask_refused(parent, _make(""), _make))
    assert answers == [_make(","), None]
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
