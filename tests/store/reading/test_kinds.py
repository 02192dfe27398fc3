"""A file is told by its content, wherever in it that stands."""

from __future__ import annotations

from io import BytesIO

import pytest

from desktop.store.reading import kinds
from desktop.store.reading.source import Broken
from tests.store.corpus.kit import compound

SECTOR = 512


def with_the_directory_behind(name: str, content: bytes) -> bytes:
    """A file of the old make whose names stand behind its content, as spreadsheet programs write them."""
    made = bytearray(compound({name: content}))
    directory = made[2 * SECTOR : 3 * SECTOR]
    made[2 * SECTOR : 3 * SECTOR] = bytes(SECTOR)
    made[48:52] = (len(made) // SECTOR - 1).to_bytes(4, "little")
    return bytes(made + directory)


LONG = bytes(20 * SECTOR)


@pytest.mark.parametrize("size", [30_000, 0])
def test_the_names_in_a_large_old_workbook_stand_at_its_end(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_BEGIN", SECTOR)
    monkeypatch.setattr(kinds, "_OLE_BEGIN", size)
    assert kinds.kind_of(BytesIO(with_the_directory_behind("Workbook", LONG))) == "xls"


@pytest.mark.parametrize(("name", "key"), [("EncryptedPackage", "file-password"), ("WordDocument", "file-no-table")])
def test_what_a_large_old_file_is_else_is_told_as_well(name: str, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_BEGIN", SECTOR)
    monkeypatch.setattr(kinds, "_OLE_BEGIN", 0)
    with pytest.raises(Broken) as caught:
        kinds.kind_of(BytesIO(with_the_directory_behind(name, LONG)))
    assert caught.value.key == key


@pytest.mark.parametrize("length", [8, 31, 50])
def test_the_begin_of_an_old_file_is_no_table(length: int) -> None:
    with pytest.raises(Broken) as caught:
        kinds.kind_of(BytesIO(compound({"Workbook": LONG})[:length]))
    assert caught.value.key == "file-no-table"
