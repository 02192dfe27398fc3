"""The question about records that others use: what hangs on them by table, and buttons that say what they do."""

import pytest
from PySide6.QtWidgets import QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.tables.deletion import Answer, DeletionDialog, Question, question
from desktop.model.uses import following
from tests.tiny import tiny_project


@pytest.fixture
def asked() -> Question:
    project = tiny_project()
    return question(project, "items", (2,), following(project, "items", (2,)))


def test_what_hangs_on_a_record_is_told_by_table_with_its_first_names(asked: Question) -> None:
    told = {line.table: (line.count, line.names, line.left) for line in asked.lines}
    assert told == {
        "Recipes": (1, "assembly", "1 error: Output leads nowhere"),
        "Recipe inputs": (1, "assembly / magnet", "No error of their own"),
        "Targets": (
            6,
            "motor / 2027-01, motor / 2027-02, motor / 2027-03, motor / 2027-04 and 2 more",
            "6 errors: Item leads nowhere",
        ),
    }


@pytest.mark.parametrize(("button", "answer"), [("all", "all"), ("only", "only"), ("none", "")])
def test_each_button_says_what_it_deletes_and_the_safe_one_is_the_default(
    qtbot: QtBot, asked: Question, button: str, answer: Answer
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = DeletionDialog(parent, asked)
    dialog.show()
    assert (dialog.all.text(), dialog.only.text()) == ("Delete all 9 records", "Delete only this one")
    assert dialog.none.isDefault()
    assert dialog.findChildren(QTableWidget)[0].rowCount() == 3
    getattr(dialog, button).click()
    assert (dialog.answer, dialog.isVisible()) == (answer, False)
