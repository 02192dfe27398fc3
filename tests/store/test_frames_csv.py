"""Frames go out as text that any program reads: whole figures, empty cells, and nothing that would be computed."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from desktop.model.months import Month
from desktop.model.progress import Cancelled, Silent
from desktop.store import frames_csv


def test_values_stand_as_other_programs_read_them(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "month": [Month.of(2027, 4), None],
            "day": [dt.date(2027, 4, 1), None],
            "figure": [0.1 + 0.2, float("nan")],
            "name": ["=1+1", "plain, with a comma"],
            "tiers": [((0.0, 5.0), (10.0, 2.5)), ()],
        }
    )
    frames_csv.write(tmp_path / "figures.zip", {"some": frame}, Silent())
    text = zipfile.ZipFile(tmp_path / "figures.zip").read("some.csv").decode("utf-8-sig")
    again = pd.read_csv(io.StringIO(text), keep_default_na=False)
    assert list(again.iloc[0]) == ["2027-04", "2027-04-01", "0.30000000000000004", "'=1+1", "0.0: 5.0; 10.0: 2.5"]
    assert list(again.iloc[1]) == ["", "", "", "plain, with a comma", ""]


def test_who_stops_it_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    class Stopped(Silent):
        def report(self, step: str, share: float) -> None:
            raise Cancelled

    path = tmp_path / "figures.zip"
    path.write_bytes(b"old")
    with pytest.raises(Cancelled):
        frames_csv.write(path, {"some": pd.DataFrame({"a": [1.0]})}, Stopped())
    assert path.read_bytes() == b"old"
