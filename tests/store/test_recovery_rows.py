"""Rows of recovery files carry a seal that every change of a value breaks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.store.layout import CURRENT
from desktop.store.recovery import Origin, RecoveryFile
from desktop.store.recovery_rows import sound_rows
from tests.tiny import tiny_project


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    file = RecoveryFile.create(tmp_path / "1.recovery")
    file.commit(tiny_project(), Origin())
    file.close()
    made = sqlite3.connect(file.path)
    yield made
    made.close()


def test_rows_come_back_as_they_were_by_their_numbers(db: sqlite3.Connection) -> None:
    assert dict(sound_rows(db, "targets", CURRENT["targets"])) == dict(tiny_project().tables["targets"])
    assert [row for row, _ in sound_rows(db, "targets", CURRENT["targets"], 2, 4)] == [2, 3, 4]


@pytest.mark.parametrize("change", ["price = 5000.5", "capacity = NULL", "id = 'irel'", "row = 9"])
def test_a_changed_value_breaks_the_seal_of_its_row_alone(db: sqlite3.Connection, change: str) -> None:
    db.execute(f"UPDATE offers SET {change} WHERE row = 1")  # noqa: S608 - a fault planted by this test
    assert sorted(record is None for _, record in sound_rows(db, "offers", CURRENT["offers"])) == [False, True]
