"""Cards: what they say, how they are marked, and that those no longer needed are gone."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.cards import Card, CardRow, heading

COVERAGE = Card("Coverage", "72.0 %", "0 of 1 targets in full", "bad")
COST = Card("Cost", "₹19.5 lakh", "<b>per kg</b>")


@pytest.fixture
def row(qtbot: QtBot) -> CardRow:
    """A row of two columns, shown."""
    made = CardRow(2)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_card_says_name_value_and_meaning_as_they_were_typed(row: CardRow) -> None:
    row.show_cards([COVERAGE, COST])
    assert [view.texts for view in row.views] == [
        ("Coverage", "72.0 %", "0 of 1 targets in full"),
        ("Cost", "₹19.5 lakh", "<b>per kg</b>"),
    ]


def test_a_card_is_read_out_as_one_sentence(row: CardRow) -> None:
    row.show_cards([COVERAGE])
    assert row.views[0].accessibleName() == "Coverage: 72.0 %. 0 of 1 targets in full"


def test_cards_no_longer_needed_are_hidden_and_come_back(row: CardRow) -> None:
    row.show_cards([COVERAGE, COST])
    row.show_cards([COST])
    assert [view.isVisible() for view in row.views] == [True, False]
    assert row.views[0].texts[0] == "Cost"
    row.show_cards([COVERAGE, COST])
    assert [view.isVisible() for view in row.views] == [True, True]


def test_cards_wrap_into_rows_of_their_number_of_columns(row: CardRow) -> None:
    row.resize(400, 300)
    row.show_cards([COVERAGE, COST, COVERAGE])
    row.grab()
    first, second, third = (view.geometry() for view in row.views)
    assert first.top() == second.top() < third.top()
    assert first.left() == third.left() < second.left()


def test_fewer_cards_stand_side_by_side_where_a_text_would_be_cut(qtbot: QtBot) -> None:
    row = CardRow(6)
    qtbot.addWidget(row)
    row.show_cards([COVERAGE] * 6)
    row.resize(6 * row.views[0].need + 60, 300)
    row.show()
    tops = [len({view.geometry().top() for view in row.views})]
    for fitting in (4, 2):
        row.resize(fitting * row.views[0].need + 20, 300)
        tops.append(len({view.geometry().top() for view in row.views}))
        assert all(view.width() >= view.need for view in row.views)
    assert tops == [1, 2, 3]


def test_figures_that_others_are_about_to_replace_are_muted_and_said_to_be_old(row: CardRow) -> None:
    row.show_cards([COVERAGE])
    row.show_old(True)
    row.show_cards([COVERAGE, COST])
    values = [view._value for view in row.views]
    assert [value.property("muted") for value in values] == [True, True]
    assert row.views[0].accessibleName().startswith("Coverage, before the last change: 72.0 %")
    assert row.views[0].toolTip()
    row.show_old(False)
    assert [value.property("muted") for value in values] == [False, False]
    assert (row.views[0].accessibleName(), row.views[0].toolTip()) == ("Coverage: 72.0 %. 0 of 1 targets in full", "")


def test_a_heading_stands_out(qtbot: QtBot) -> None:
    label = heading("Rules")
    qtbot.addWidget(label)
    assert label.font().bold()
    assert label.text() == "Rules"
