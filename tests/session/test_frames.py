"""All frames of several plans, one below the other, add up to what each plan says of itself."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from desktop.engine.goals import optimise
from desktop.model.errors import WrongCall
from desktop.model.progress import Silent
from desktop.session import frames, jobs
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


def test_only_a_zip_holds_csv_files(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="target-not-zip"):
        jobs.export_frames([], tmp_path / "figures.csv")
