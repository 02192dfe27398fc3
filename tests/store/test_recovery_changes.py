"""Only what differs is written to a recovery file."""

from collections import UserDict
from collections.abc import Iterator
from types import MappingProxyType

from desktop.model.edits import AddRecords, DropRecords, MoveRows, SetFields, apply
from desktop.model.project import Project
from desktop.model.records import Item, Record
from desktop.store.recovery_changes import row_changes, size
from tests.tiny import tiny_project


def test_only_rows_that_differ_are_written() -> None:
    before = tiny_project()
    after = apply(before, SetFields("offers", {2: {"price": 41.0}}))
    found = row_changes(before, after)
    assert {name: (list(one.put), list(one.dropped), one.order) for name, one in found.items()} == {
        "offers": ([2], [], None)
    }
    assert size(found) == 1
    assert row_changes(after, after) == {}


def test_an_edit_and_its_undo_look_at_no_row_but_those_that_they_replace() -> None:
    before, seen = tiny_project(), list[object]()

    class Watched(UserDict[int, Record]):
        """Tells when somebody goes through all rows."""

        def __iter__(self) -> Iterator[int]:
            seen.append(self)
            return super().__iter__()

    watched = Project(MappingProxyType({name: Watched(rows) for name, rows in before.tables.items()}))
    after = apply(watched, SetFields("offers", {2: {"price": 41.0}}))
    seen.clear()
    done, undone = row_changes(watched, after)["offers"], row_changes(after, watched)["offers"]
    assert (done.put, undone.put) == ({2: after.tables["offers"][2]}, {2: watched.tables["offers"][2]})
    assert seen == []


def test_a_row_that_is_added_is_written_and_taken_out_again() -> None:
    before = tiny_project()
    after = apply(before, AddRecords("items", [Item(id="one more")]))
    assert list(row_changes(before, after)["items"].put) == [before.next_row("items")]
    assert list(row_changes(after, before)["items"].dropped) == [before.next_row("items")]


def test_a_dropped_row_is_one_change_and_another_order_is_told() -> None:
    before = tiny_project()
    dropped = row_changes(before, apply(before, DropRecords("targets", [2])))["targets"]
    assert (dict(dropped.put), list(dropped.dropped), dropped.order) == ({}, [2], None)
    moved = row_changes(before, apply(before, MoveRows("targets", [6], 1)))["targets"]
    assert (dict(moved.put), list(moved.dropped), list(moved.order or ())) == ({}, [], [6, 1, 2, 3, 4, 5])


def test_without_a_state_before_everything_differs() -> None:
    assert size(row_changes(None, tiny_project())) == sum(map(len, tiny_project().tables.values()))
