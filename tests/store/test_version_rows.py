"""The rows of a version are believed only as they were written."""

from __future__ import annotations

import json

import pytest

from desktop.model.records import Item
from desktop.store import columns, packs, version_rows
from desktop.store.layout import CURRENT, MOST_ROWS
from desktop.store.version_rows import Value
from tests.tiny import tiny_project

CONTENT = tiny_project().content()
DIGEST = columns.digest(CONTENT, CURRENT)
SHAPE, PARTS = version_rows.packed(CONTENT)


def test_packed_records_come_back() -> None:
    assert version_rows.unpacked(SHAPE, PARTS, DIGEST) == CONTENT


def test_a_version_of_older_make_has_the_defaults_of_what_it_lacks() -> None:
    layout = {"items": ("id",)}
    content = {"items": (Item(id="magnet"),)}
    parts = [("items", 0, packs.pack([["magnet"]]))]
    shape = json.dumps({"items": [1, ["id"]]})
    assert version_rows.unpacked(shape, parts, columns.digest(content, layout)) == content


@pytest.mark.parametrize(
    "shape",
    [
        None,
        "",
        "[]",
        "3",
        '{"items": 3}',
        '{"items": [1, ["nome"]]}',
        '{"more": [0, []]}',
        '{"items": ["many", ["id"]]}',
        "[" * 100_000,
    ],
)
def test_a_shape_that_is_none_is_damage(shape: Value) -> None:
    with pytest.raises(ValueError, match=r"."):
        version_rows.unpacked(shape, PARTS, DIGEST)


def test_more_rows_than_a_project_may_have_are_refused_before_any_is_unpacked() -> None:
    with pytest.raises(ValueError, match="shape"):
        version_rows.unpacked(json.dumps({"items": [MOST_ROWS + 1, ["id"]]}), PARTS, DIGEST)


def test_a_part_that_is_missing_or_strange_is_damage() -> None:
    for parts in (PARTS[1:], [*PARTS, PARTS[0]], [("more", 0, b""), *PARTS]):
        with pytest.raises(ValueError, match="pack"):
            version_rows.unpacked(SHAPE, parts, DIGEST)
    with pytest.raises(ValueError, match="digest"):
        version_rows.unpacked(SHAPE, PARTS, "")
