"""Edits in words: what they change, by the names that people know."""

import pytest

from desktop.gui.edit_words import described
from desktop.model.edits import AddRecords, DropRecords, Edit, MoveRows, ReplaceTables, SetFields, Several
from desktop.model.months import Month
from desktop.model.records import Capacity, Offer, Source
from tests.tiny import tiny_project

PRICE = SetFields("offers", {1: {"price": 1.0}})


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (PRICE, "change price of IREL-magnet"),
        (SetFields("offers", {1: {"id": "nonsense"}}), "change id of IREL-magnet"),
        (SetFields("offers", {1: {"price": 1.0, "item": "motor"}}), "change IREL-magnet"),
        (SetFields("offers", {1: {"price": 1.0}, 2: {"price": 2.0}}), "change price in 2 rows"),
        (SetFields("offers", {1: {"price": 1.0}, 2: {"item": "motor"}}), "change 2 rows of Offers"),
        (SetFields("settings", {1: {"name": "Motors"}}), "change name of Settings"),
        (SetFields("offers", {1: {"price": 1.0}}, "edit-fill"), "fill down (Offers)"),
        (AddRecords("offers", [Offer()]), "add row (Offers)"),
        (DropRecords("offers", [1]), "delete rows (Offers)"),
        (Several((DropRecords("offers", [1]), DropRecords("evidence", [1])), "edit-drop"), "delete rows (Offers)"),
        (
            Several((DropRecords("items", [1]), DropRecords("offers", [1])), "edit-drop"),
            "delete records and all that hangs on them",
        ),
        (MoveRows("offers", [2], 1), "move rows (Offers)"),
        (Several((PRICE, AddRecords("offers", [Offer()])), "edit-paste"), "paste (Offers)"),
        (Several((PRICE,), "edit-shares"), "set shares"),
        (ReplaceTables({}, "edit-import"), "import"),
        (
            Several(
                (AddRecords("sources", [Source(id="a"), Source(id="b")]), AddRecords("offers", [Offer(id="c")])),
                "edit-import",
            ),
            "import 2 sources, offers c",
        ),
        (
            Several((AddRecords("offers", [Offer()] * 3), SetFields("offers", {1: {"price": 2.0}})), "edit-import"),
            "import 4 offers",
        ),
        (Several((DropRecords("offers", [1]),), "edit-import"), "import offers IREL-magnet"),
    ],
)
def test_an_edit_is_called_by_what_it_changes(edit: Edit, words: str) -> None:
    assert described(edit, tiny_project()) == words


def test_a_record_is_called_by_what_it_was_and_by_the_filled_parts_alone() -> None:
    project = tiny_project(capacities=[Capacity(offer="irel-ndpr", from_month=Month.of(2027, 1))])
    edit = SetFields("capacities", {1: {"value": 9.0}})
    assert described(edit, project) == "change capacity of irel-ndpr / 2027-01"


def test_a_long_name_is_cut() -> None:
    project = tiny_project(offers=[Offer(id="x" * 200)])
    assert len(described(PRICE, project)) < 90
