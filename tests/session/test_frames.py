"""All frames of several plans, one below the other, add up to what each plan says of itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from arro3.core import Table
from arro3.io import read_parquet

from desktop.engine.goals import optimise
from desktop.model.errors import WrongCall
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.session import frames, jobs
from tests.analysis.plans import solved_rich
from tests.tiny import tiny_project


def test_frames_of_plans_stand_one_below_the_other_and_add_up(tmp_path: Path) -> None:
    plans = [optimise(tiny_project(), mix, "base", Silent()) for mix in ("least", "slow")]
    jobs.export_frames(plans, tmp_path / "figures.zip")
    package = zipfile.ZipFile(tmp_path / "figures.zip")
    read = {Path(name).stem: pd.read_csv(io.BytesIO(package.read(name))) for name in package.namelist()}
    assert set(read) == set(frames.of_plans(plans, Silent()))
    for plan in plans:
        orders = read["orders"][read["orders"]["mix"] == plan.mix]
        assert orders["landed"].sum() == pytest.approx(plan.cost.landed, rel=1e-12)
        parts = read["cost-by-part"][read["cost-by-part"]["mix"] == plan.mix]
        assert parts["inr"].sum() == pytest.approx(plan.cost.total, rel=1e-12)
        stock = read["stock"][(read["stock"]["mix"] == plan.mix) & (read["stock"]["item"] == "magnet")]
        assert stock["stock"].tolist() == pytest.approx(list(plan.stock["magnet"]))
    assert {"least / base", "slow / base"} < set(read["comparison"].columns)
    assert set(read["orders"]["scenario"]) == {"base"}


def test_typed_columns_hold_the_same_frames_with_their_units(tmp_path: Path) -> None:
    plans = [optimise(tiny_project(), mix, "base", Silent()) for mix in ("least", "slow")]
    jobs.export_columns(plans, tmp_path / "figures.zip")
    package, found = zipfile.ZipFile(tmp_path / "figures.zip"), frames.of_plans(plans, Silent())
    read = {Path(name).stem: read_parquet(io.BytesIO(package.read(name))).read_all() for name in package.namelist()}
    assert {name: table.num_rows for name, table in read.items()} == {name: len(frame) for name, frame in found.items()}
    orders = read["orders"]
    assert sum(_values(orders, "landed")) == pytest.approx(sum(plan.cost.landed for plan in plans))
    units = {name: orders.schema.field(name).metadata_str["unit"] for name in orders.column_names}
    assert (units["landed"], units["contained"], units["quantity"], units["offer"]) == ("INR", "kg", "of the item", "")
    assert _values(orders, "month") == [month.first_day for month in found["orders"]["month"]]


def test_every_figure_of_a_frame_has_a_unit_and_nothing_else_has() -> None:
    for name, frame in frames.of_plans([solved_rich()], Silent()).items():
        for head, column in zip(frames.heads_of(name, frame), frame.columns, strict=True):
            known = [value for value in frame[column] if value is not None]
            assert (head.sort == "number") == bool(head.unit)
            figures = bool(known) and all(isinstance(value, float) for value in known)
            assert not known or (head.sort == "number") == figures, (name, column)


def test_columns_of_one_name_are_told_apart() -> None:
    frame = pd.DataFrame([["cost", "INR", 1.0, 2.0]], columns=["figure", "unit", "least", "least"])
    assert [head.name for head in frames.heads_of("comparison", frame)] == ["figure", "unit", "least", "least (2)"]


@pytest.mark.parametrize("export", [jobs.export_frames, jobs.export_columns])
def test_only_a_zip_holds_tables(export: Callable[[list[Plan], Path], None], tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="target-not-zip"):
        export([], tmp_path / "figures.csv")


def _values(table: Table, name: str) -> list[float]:
    column = table[name]
    return [column[at].as_py() for at in range(len(column))]
