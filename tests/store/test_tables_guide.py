"""The guide says of every column what it is, what may stand in it, and how an entry looks."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from desktop.model.records import TABLE, TABLES
from desktop.store import tables_guide, tables_in, tables_out
from tests.tiny import tiny_project


def test_every_column_has_its_line_in_the_order_of_the_sheets(tmp_path: Path) -> None:
    tables_out.write(tiny_project(), tmp_path / "tables.xlsx", {})
    lines = list(openpyxl.load_workbook(tmp_path / "tables.xlsx")["Guide"].iter_rows(min_row=4, values_only=True))
    assert [line[:2] for line in lines] == [(table.title, field.label) for table in TABLES for field in table.fields]
    assert all(line[3] for line in lines)


@pytest.mark.parametrize(
    ("table", "field", "said"),
    [
        ("sources", "class_", "One of: domestic, licensed_chinese, other_foreign. Must be filled in"),
        ("offers", "source", "A name that the sheet Sources has. Must be filled in"),
        ("offers", "insurance", "A number from 0 to 100"),
        ("offers", "lot_size", "A number from 0"),
        ("offers", "payment_days", "A whole number from -365 to 365"),
        ("items", "margin", "A number"),
        ("regimes", "new_files", "One of: yes, no"),
        ("receipts", "month", "A month, such as Apr 2027. Must be filled in"),
    ],
)
def test_what_may_be_entered_is_said(table: str, field: str, said: str) -> None:
    assert tables_guide.may_be(TABLE[table].field[field]) == said


def test_examples_are_the_first_entries_of_a_project() -> None:
    examples = tables_guide.examples_of(tiny_project())
    assert examples["offers", "id"] == tiny_project().all(TABLE["offers"].record)[0].id  # type: ignore[attr-defined]
    assert ("evidence", "note") not in examples


def test_only_the_guide_is_passed_over() -> None:
    assert tables_in.is_guide(" guide")
    assert not tables_in.is_guide("Guidelines")
