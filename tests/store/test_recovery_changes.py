"""Only what differs is written to a recovery file."""

from desktop.model.edits import DropRecords, MoveRows, SetFields, apply
from desktop.store.recovery_changes import differences, size
from tests.tiny import tiny_project


def test_only_rows_that_differ_are_written() -> None:
    before = tiny_project()
    after = apply(before, SetFields("offers", {2: {"price": 41.0}}))
    found = differences(before, after)
    assert {name: (list(one.put), list(one.dropped), one.order) for name, one in found.items()} == {
        "offers": ([2], [], None)
    }
    assert size(found) == 1
    assert differences(after, after) == {}


def test_a_dropped_row_is_one_change_and_another_order_is_told() -> None:
    before = tiny_project()
    dropped = differences(before, apply(before, DropRecords("targets", [2])))["targets"]
    assert (dict(dropped.put), list(dropped.dropped), dropped.order) == ({}, [2], None)
    moved = differences(before, apply(before, MoveRows("targets", [6], 1)))["targets"]
    assert (dict(moved.put), list(moved.dropped), list(moved.order or ())) == ({}, [], [6, 1, 2, 3, 4, 5])


def test_without_a_state_before_everything_differs() -> None:
    assert size(differences(None, tiny_project())) == sum(map(len, tiny_project().tables.values()))
