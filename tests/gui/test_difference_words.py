"""Differences in words: one line for what was added, deleted or changed."""

from desktop.gui import difference_words
from desktop.model.differences import differences
from desktop.model.edits import AddRecords, DropRecords, SetFields, apply
from desktop.model.records import Item
from tests.tiny import tiny_project


def test_every_kind_of_difference_has_its_line() -> None:
    before = tiny_project()
    after = apply(before, SetFields("offers", {2: {"price": 4100.0}}))
    after = apply(after, AddRecords("items", [Item(id="steel")]))
    after = apply(after, DropRecords("targets", [1]))
    found = differences(before, after)
    assert list(difference_words.lines(found)) == [
        "Items, steel: added",
        "Offers, JL-magnet: Price 40 → 4,100",
        "Targets, motor / 2027-01: deleted",
    ]
    assert difference_words.summary(found) == "3 records in 3 tables"


def test_a_single_difference_and_none_are_said_as_such() -> None:
    before = tiny_project()
    after = apply(before, SetFields("items", {1: {"name": "N" * 200}}))
    (line,) = difference_words.lines(differences(before, after))
    assert line.startswith("Items, magnet: Name (empty) → NNN")
    assert line.endswith("…")
    assert difference_words.summary(differences(before, after)) == "1 record in 1 table"
    assert difference_words.summary(()) == "No differences"
