"""Frames go out as typed columns: figures, days and texts come back as what they were, units beside them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from arro3.core import DataType, Table
from arro3.io import read_parquet, write_parquet
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.months import Month
from desktop.model.progress import Cancelled, Silent
from desktop.store import frames_parquet
from desktop.store.frames_parquet import Head, _table

HEADS = (
    *(Head("name", "text"), Head("figure", "number", "INR"), Head("files", "count"), Head("placed", "flag")),
    *(Head("day", "day"), Head("month", "month"), Head("tiers", "steps")),
)
FRAME = pd.DataFrame(
    {
        "name": ["=1+1", "", "मैग्नेट"],
        "figure": [0.1 + 0.2, float("nan"), -0.0],
        "files": [3, 0, 10**15],
        "placed": [True, False, True],
        "day": [dt.date(2027, 4, 30), None, dt.date(1969, 12, 31)],
        "month": [Month.of(2027, 4), None, Month.of(2036, 12)],
        "tiers": [((0.0, 5.0), (10.0, 2.5)), (), ((0.0, 1.0),)],
    }
)


def table(path: Path, name: str) -> Table:
    return read_parquet(io.BytesIO(zipfile.ZipFile(path).read(f"{name}.parquet"))).read_all()


def column(read: Table, name: str) -> list[object]:
    found = read[name]
    return [found[at].as_py() for at in range(len(found))]


def test_every_sort_of_value_comes_back_as_it_was(tmp_path: Path) -> None:
    frames_parquet.write(tmp_path / "a.zip", {"some": FRAME}, {"some": HEADS}, Silent())
    read = table(tmp_path / "a.zip", "some")
    assert column(read, "name") == ["=1+1", "", "मैग्नेट"]
    assert column(read, "figure") == [0.1 + 0.2, None, 0.0]
    assert column(read, "files") == [3, 0, 10**15]
    assert column(read, "placed") == [True, False, True]
    assert column(read, "day") == [dt.date(2027, 4, 30), None, dt.date(1969, 12, 31)]
    assert column(read, "month") == [dt.date(2027, 4, 1), None, dt.date(2036, 12, 1)]
    pairs = [[{"from": 0.0, "quantity": 5.0}, {"from": 10.0, "quantity": 2.5}], [], [{"from": 0.0, "quantity": 1.0}]]
    assert column(read, "tiers") == pairs


def test_columns_tell_their_types_and_units_in_a_frame_of_nothing_too(tmp_path: Path) -> None:
    frames = {"some": FRAME, "nothing": FRAME.iloc[:0]}
    frames_parquet.write(tmp_path / "a.zip", frames, dict.fromkeys(frames, HEADS), Silent())
    for name in frames:
        schema = table(tmp_path / "a.zip", name).schema
        assert [schema.field(head.name).metadata_str for head in HEADS] == [
            {"sort": head.sort, "unit": head.unit} for head in HEADS
        ]
        types = [schema.field(head.name).type for head in HEADS[:6]]
        plain = [DataType.string(), DataType.float64(), DataType.int64(), DataType.bool()]
        assert types == [*plain, DataType.date32(), DataType.date32()]


@given(st.lists(st.one_of(st.none(), st.floats(allow_nan=False)), max_size=30))
def test_any_figures_come_back_bit_for_bit(figures: list[float | None]) -> None:
    part, frame = io.BytesIO(), pd.DataFrame({"figure": figures}, dtype=float)
    write_parquet(_table(frame, [Head("figure", "number", "kg")]), part)
    part.seek(0)
    assert column(read_parquet(part).read_all(), "figure") == figures


def test_who_stops_it_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    class Stopped(Silent):
        def report(self, step: str, share: float) -> None:
            raise Cancelled

    path = tmp_path / "a.zip"
    path.write_bytes(b"old")
    with pytest.raises(Cancelled):
        frames_parquet.write(path, {"some": FRAME}, {"some": HEADS}, Stopped())
    assert path.read_bytes() == b"old"
