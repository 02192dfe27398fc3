"""The page that a plan is handed over on, as it is printed: one page, whatever stands on it."""

import re

import attrs
import pytest
from pytestqt.qtbot import QtBot

from desktop.gui import handout as printing
from desktop.session import handout
from desktop.session.handout import Handout, Listing
from tests.analysis.plans import hand_plan

PAGE = re.compile(rb"/Type\s*/Page\b")


@pytest.fixture
def page(qtbot: QtBot) -> Handout:
    return handout.of_plan(hand_plan())


def test_a_plan_fills_one_page(page: Handout) -> None:
    data = printing.pdf(page, "group.dhatu")
    assert data.startswith(b"%PDF")
    assert len(PAGE.findall(data)) == 1


def test_long_lists_are_printed_smaller_on_the_same_page(page: Handout) -> None:
    row = ("A very long name of an item that somebody <bought> & sold again " * 3, "1", "2", "3", "4")
    long = Listing("Much", ("a", "b", "c", "d", "e"), (row,) * 12, "and more")
    data = printing.pdf(attrs.evolve(page, lists=(long, long)), "group.dhatu")
    assert len(PAGE.findall(data)) == 1


def test_the_words_of_the_page_are_all_there(page: Handout) -> None:
    text = printing._document(page, 9.0, 1200.0).toPlainText()
    for words in (page.title, page.subtitle, page.status):
        assert words in text
    for label, value in page.figures:
        assert label in text
        assert value in text
    for listing in page.lists:
        assert all(cell in text for row in listing.rows for cell in row)


def test_a_plan_that_buys_nothing_is_a_page_too(page: Handout) -> None:
    months = len(page.months)
    nothing = tuple((name, (0.0,) * months) for name, _ in page.arrivals)
    empty = attrs.evolve(page, arrivals=nothing, need=(0.0,) * months, costs=(), lists=())
    assert len(PAGE.findall(printing.pdf(empty, "group.dhatu"))) == 1


@pytest.mark.parametrize(("value", "most"), [(47.0, 60.0), (0.003, 0.004), (1.0, 1.0), (9.1, 10.0), (81.0, 100.0)])
def test_the_axis_ends_at_a_number_that_its_ticks_part_evenly(value: float, most: float) -> None:
    assert printing._nice(value) == pytest.approx(most)
