"""The order of goals as a list."""

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.mix_goals import MixGoals
from desktop.model.records import GOALS, Mix


def _goals(qtbot: QtBot) -> tuple[MixGoals, list[tuple[str, ...]]]:
    goals, told = MixGoals(), list[tuple[str, ...]]()
    qtbot.addWidget(goals)
    goals.ordered.connect(told.append)
    goals.show_order(GOALS)
    goals.resize(360, 300)
    goals.show()
    return goals, told


def _texts(goals: MixGoals) -> list[str]:
    return [goals.list.item(at).text() for at in range(goals.list.count())]


def test_goals_are_numbered_sentences_between_what_cannot_be_moved(qtbot: QtBot) -> None:
    goals, _ = _goals(qtbot)
    assert _texts(goals) == [
        "1. Laws, held figures and storage limits hold",
        "2. Meet the targets, the must first",
        "3. Keep the rules, the stricter first",
        "4. Keep closing and safety stocks",
        "5. Spend the least",
        "6. Change the issued plan least",
    ]
    drag = Qt.ItemFlag.ItemIsDragEnabled
    assert [bool(goals.list.item(at).flags() & drag) for at in range(6)] == [False, True, True, True, True, False]
    assert not goals.reset.isEnabled()
    assert goals.warning.isHidden()


def test_goals_take_more_lines_in_less_room(qtbot: QtBot) -> None:
    goals, _ = _goals(qtbot)
    before = goals.list.height()
    goals.resize(180, 300)
    assert goals.list.height() > before
    assert goals.list.visualItemRect(goals.list.item(5)).bottom() <= goals.list.viewport().height()


def test_alt_with_an_arrow_moves_a_goal(qtbot: QtBot) -> None:
    goals, told = _goals(qtbot)
    goals.list.setCurrentRow(2)
    QTest.keyClick(goals.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert told == [("targets", "safety stock", "rules", "cost", "fewest changes")]
    goals.show_order(told[-1])
    assert goals.list.currentItem().text() == "4. Keep the rules, the stricter first"
    QTest.keyClick(goals.list, Qt.Key.Key_Up)
    assert goals.list.currentRow() == 2
    goals.list.setCurrentRow(1)
    QTest.keyClick(goals.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert len(told) == 1


def test_a_goal_that_is_dropped_stands_where_it_was_let_go(qtbot: QtBot) -> None:
    goals, told = _goals(qtbot)
    goals.list.setCurrentRow(4)
    at = QPointF(goals.list.visualItemRect(goals.list.item(1)).center())
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    goals.list.dropEvent(QDropEvent(at, Qt.DropAction.MoveAction, QMimeData(), left, none))
    assert told == [("cost", "targets", "rules", "safety stock", "fewest changes")]
    goals.show_order(told[-1])
    assert not goals.warning.isHidden()
    goals.reset.click()
    assert told[-1] == GOALS


def test_another_order_is_one_edit_of_the_mix(parts: Parts) -> None:
    parts.window.go_to("mix")
    goals = parts.mix.goals
    goals.list.setCurrentRow(2)
    QTest.keyClick(goals.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert parts.hub.desk.project.by_id(Mix)["least"].goals == ("targets", "safety stock")
    assert parts.hub.undo_words == "order goals"
    goals.reset.click()
    assert parts.hub.desk.project.by_id(Mix)["least"].goals == ()
