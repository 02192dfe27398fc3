"""Packed records come back, each part alone, and no pack fills the memory."""

from __future__ import annotations

import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.store import packs
from desktop.store.columns import Row

VALUES = st.none() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.text(max_size=8)


@given(st.lists(st.tuples(VALUES, VALUES), max_size=8))
def test_rows_come_back_as_they_were_packed(rows: list[Row]) -> None:
    parts = list(packs.packed("items", rows))
    assert packs.in_order(parts, len(rows)) == rows


def test_many_rows_and_long_texts_go_into_several_parts() -> None:
    rows: list[Row] = [(number, "x") for number in range(1200)] + [("y" * 400_000,)] * 3
    parts = list(packs.packed("items", rows))
    assert [first for _, first, _ in parts[:3]] == [0, 500, 1000]
    assert [len(packs.unpacked(data)) for _, _, data in parts[-2:]] == [1, 1]
    assert packs.in_order(parts, len(rows)) == rows
    with pytest.raises(ValueError, match="pack"):
        packs.in_order(parts[1:], len(rows))
    with pytest.raises(ValueError, match="pack"):
        packs.in_order(parts[:-1], len(rows))


@pytest.mark.parametrize(
    "data",
    [
        None,
        "text",
        b"",
        b"no pack",
        zlib.compress(b"[[1]]")[:-2],
        zlib.compress(b"{}"),
        zlib.compress(b"[1]"),
        zlib.compress(b"[[[]]]"),
        zlib.compress(b"[[1"),
        zlib.compress(b"\xff"),
        zlib.compress(b"[" * 100_000),
        zlib.compress(json.dumps([["x" * packs.LARGEST]]).encode()),
    ],
)
def test_what_is_no_pack_is_damage(data: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        packs.unpacked(data)
