"""The tiny project with figures of one record changed, to be held against all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import Record
from desktop.model.records.table import evolved
from tests.tiny import tiny_project, tiny_records


def with_values(added: Mapping[str, Sequence[Record]], table: str, row: int, **values: Value) -> Project:
    """The tiny project with tables ``added`` and ``values`` in a row of one; stock to be left of items is wanted."""
    rows = list(added.get(table) or tiny_records()[table])
    rows[row - 1] = evolved(rows[row - 1], values)
    if table == "items":
        rows = [evolved(each, {"closing": "at least"}) for each in rows]
    return tiny_project(**{**added, table: rows})
