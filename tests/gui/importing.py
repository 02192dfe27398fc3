"""Walks through the import wizard as a user does, with lists that are copied or in files."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.gui.importing.boxes import AnswerBox
from desktop.gui.importing.wizard import ImportWizard
from tests.session.importing.lists import Rows, text_of


def load(qtbot: QtBot, wizard: ImportWizard, path: Path) -> None:
    wizard.work.open(path)
    qtbot.waitUntil(lambda: not wizard.work.busy, timeout=30_000)
    assert wizard.banner.text() == ""


def copy_rows(qtbot: QtBot, wizard: ImportWizard, rows: Rows) -> None:
    """Take rows from the clipboard, which needs no process of its own."""
    QGuiApplication.clipboard().setText(text_of(rows))
    wizard.source.clipboard.click()
    qtbot.waitUntil(lambda: wizard.work.book is not None and not wizard.work.busy)
    assert wizard.banner.text() == ""


def on(qtbot: QtBot, wizard: ImportWizard) -> None:
    wizard.go_on()
    qtbot.waitUntil(lambda: not wizard.work.busy, timeout=30_000)


def accept(qtbot: QtBot, wizard: ImportWizard) -> None:
    """Take every open name for the record that is suggested, one by one as a user does."""
    while wizard.names.open:
        box = answer_box(wizard, wizard.names.open[0].name)
        box.choose(box.findData(wizard.names.open[0].suggested))
        qtbot.waitUntil(lambda: not wizard.work.busy, timeout=30_000)


def answer_box(wizard: ImportWizard, name: str) -> AnswerBox:
    at = [named.name for named in wizard.names.names].index(name)
    box = wizard.names.grid.cellWidget(at, 4)
    assert isinstance(box, AnswerBox)
    return box


def to_preview(qtbot: QtBot, wizard: ImportWizard) -> None:
    on(qtbot, wizard)
    on(qtbot, wizard)
    accept(qtbot, wizard)
    on(qtbot, wizard)
