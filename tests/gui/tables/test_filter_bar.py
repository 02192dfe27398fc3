"""The chips above the grid: what each filter says, and what taking it off leaves."""

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from desktop.gui.tables.filter_bar import FilterBar, told
from desktop.model.months import Month
from desktop.model.records import TABLE
from desktop.session.arranging import Among, Arrangement, Between, Condition, Containing, Filled, Key

ASKED = Arrangement("JL", (Key("id"),), (Between("price", 10.0, 5000.0), Filled("co2")), problems=True)


def _bar(qtbot: QtBot, asked: Arrangement, *, outdated: bool = False) -> FilterBar:
    bar = FilterBar()
    qtbot.addWidget(bar)
    bar.show_filters(TABLE["offers"], asked, (18, 100000), outdated=outdated)
    return bar


def test_each_filter_has_a_chip_and_each_can_be_taken_off(qtbot: QtBot) -> None:
    bar = _bar(qtbot, ASKED)
    assert bar.texts == ["Contains “JL”", "Only rows with problems", "Price: 10 to 5,000", "CO2: filled"]
    heard: list[Arrangement] = []
    bar.asked.connect(heard.append)
    for chip in bar.findChildren(QToolButton, "chip"):
        chip.click()
    assert [(each.find, each.problems, len(each.conditions)) for each in heard] == [
        ("", True, 2),
        ("JL", False, 2),
        ("JL", True, 1),
        ("JL", True, 1),
    ]
    bar.all.click()
    assert heard[-1] == Arrangement(keys=(Key("id"),))


def test_the_bar_is_hidden_while_nothing_is_filtered_or_outdated(qtbot: QtBot) -> None:
    assert _bar(qtbot, Arrangement(keys=(Key("id"),))).isHidden()
    bar = _bar(qtbot, Arrangement(keys=(Key("id"),)), outdated=True)
    assert not bar.isHidden()
    heard: list[Arrangement] = []
    bar.asked.connect(heard.append)
    bar.again.click()
    assert heard == [Arrangement(keys=(Key("id"),))]


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Among("source", frozenset({"B", "A", ""})), "A, B, (empty)"),
        (Among("source", frozenset("ABCDE")), "A, B, C and 2 more"),
        (Among("source", frozenset()), "nothing"),
        (Between("price", 1234567.0, None), "from 12,34,567"),
        (Between("first_month", None, Month.of(2027, 3)), "up to Mar 2027"),
        (Containing("id", "x" * 60), f"contains “{'x' * 47}…”"),
        (Containing("id", "x", negated=True), "does not contain “x”"),
        (Filled("id", filled=False), "empty"),
    ],
)
def test_a_condition_is_told_in_words(condition: Condition, words: str) -> None:
    assert told(condition, TABLE["offers"].field[condition.field]) == words
