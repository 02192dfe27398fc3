"""The program run from a shell says what the window shows: every figure of Plan and Compare, and sums that add up."""

import json
import math
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

import pytest
from pytestqt.qtbot import QtBot

from desktop.analysis.compare import ROWS
from desktop.gui.app import Parts
from desktop.gui.charts.waterfall_state import Waterfall
from desktop.model.records import Event, Mix, Rule
from desktop.model.records.supply import CLASSES
from desktop.session import jobs
from tests.gui.window import opened
from tests.tiny import FIRST, tiny_project


class Told(TypedDict):
    """Some of the figures of a plan, as the command line prints them."""

    mix: str
    scenario: str
    on_time_share: float
    coverage: dict[str, dict[str, float]]
    cost_inr: float
    landed_inr: float
    landed_per_kg_contained_inr: float
    contained_kg: float
    share_by_class: dict[str, dict[str, float]]
    hhi: dict[str, float]
    effective_number: dict[str, float]
    sources_used: int
    on_licence_kg: float
    on_licence_share: float
    incentives_paid_inr: float
    files_to_put_in: int
    orders_due_inr: float
    limits_bent: int
    cash_by_month_inr: dict[str, float]
    orders: list[dict[str, object]]


EXACT = 1e-9
MIXES = [
    Mix(id="least", name="Least cost"),
    Mix(id="home", name="At home"),
    Mix(id="slow", name="Slow files", licence_days="P90"),
]
RULES = [Rule(id="r", mix="home", kind="share at least", class_="domestic", limit=60.0)]
DEAR = Event(scenario="base", kind="price factor", source="JL", value=1.4, first_month=FIRST.plus(1))
FIGURES: dict[str, Callable[[Told], float]] = {
    "on-time": lambda told: told["on_time_share"],
    "targets-short": lambda told: sum(part["on_time_share"] < 1 - 1e-6 for part in told["coverage"].values()),
    "cost": lambda told: told["cost_inr"],
    "landed": lambda told: told["landed_inr"],
    "landed-per-kg": lambda told: told["landed_per_kg_contained_inr"],
    "contained": lambda told: told["contained_kg"],
    "share-domestic": lambda told: told["share_by_class"]["domestic"]["contained"],
    "share-licensed-chinese": lambda told: told["share_by_class"]["licensed_chinese"]["contained"],
    "share-other-foreign": lambda told: told["share_by_class"]["other_foreign"]["contained"],
    "hhi-source": lambda told: told["hhi"]["source"],
    "hhi-country": lambda told: told["hhi"]["country"],
    "effective-sources": lambda told: told["effective_number"]["source"],
    "sources-used": lambda told: told["sources_used"],
    "on-licence": lambda told: told["on_licence_kg"],
    "on-licence-share": lambda told: told["on_licence_share"],
    "incentives": lambda told: told["incentives_paid_inr"],
    "files": lambda told: told["files_to_put_in"],
    "orders-due": lambda told: told["orders_due_inr"],
    "bent": lambda told: told["limits_bent"],
}
"""Where the command line tells what the columns of the comparison show."""


def _run(path: Path, *words: str) -> list[Told]:
    """What the program prints, run as a user runs it."""
    call = [sys.executable, "-m", "desktop", "compare", str(path), *words, "--continuous", "--json"]
    done = subprocess.run(call, capture_output=True, check=True, timeout=100)
    found: list[Told] = json.loads(done.stdout)
    return found


def _adds_up(way: Waterfall) -> bool:
    """Whether the steps of a waterfall lead from each of its totals to the next."""
    level = 0.0
    for at, step in enumerate(way.steps):
        if step.total and at and not math.isclose(step.value, level, rel_tol=EXACT, abs_tol=EXACT):
            return False
        level = step.value if step.total else level + step.value
    return True


def _check_compare(parts: Parts, said: list[Told]) -> None:
    """Every column of the comparison against the figures that were printed."""
    shown = dict(zip(("plan", *(row.key for row in ROWS)), parts.compare.table.results.columns, strict=False))
    for key, figure in FIGURES.items():
        assert shown[key].keys == pytest.approx([figure(told) for told in said], rel=EXACT, abs=EXACT), key
    way = parts.compare.pair.way.state
    assert way is not None
    assert [step.value * 1e7 for step in way.steps if step.total] == pytest.approx(
        [said[0]["cost_inr"], said[1]["cost_inr"]], rel=EXACT
    )
    assert _adds_up(way)


def _check_plan(parts: Parts, told: Told) -> None:
    """What the charts and lists of the plan page show against what was printed of the same plan."""
    page = parts.plan
    supply, shares, way, cash = page.supply.state, page.shares.state, page.waterfall.state, page.cash.state
    assert supply is not None
    assert shares is not None
    assert way is not None
    assert cash is not None
    by_class = {layer.key: sum(layer.values) * 1000 for layer in supply.layers}
    said = {name: told["share_by_class"][name]["contained_kg"] for name in CLASSES}
    assert {name: by_class[name] for name in CLASSES} == pytest.approx(said, rel=EXACT, abs=EXACT)
    bought = [sum(month) for month in zip(*(layer.values for layer in shares.layers), strict=True)]
    assert all(part == pytest.approx(100, rel=EXACT) for part in bought if part)
    assert any(bought)
    assert sum(share["contained"] for share in told["share_by_class"].values()) == pytest.approx(1, rel=EXACT)
    assert way.steps[-1].total
    assert way.steps[-1].value * 1e7 == pytest.approx(told["cost_inr"], rel=EXACT)
    assert _adds_up(way)
    paid = sum(sum(layer.values) for layer in cash.layers)
    assert paid * 1e7 == pytest.approx(sum(told["cash_by_month_inr"].values()), rel=EXACT)
    assert page.tabs.orders.results.rowCount() == len(told["orders"])


def test_the_window_shows_what_the_command_line_prints(qtbot: QtBot, tmp_path: Path) -> None:
    project, path = tiny_project(mixes=MIXES, rules=RULES, events=[DEAR]), tmp_path / "tiny.dhatu"
    jobs.save_project(project, path)
    with opened(project, path) as parts:
        parts.window.go_to("compare")
        for scenario, words in (("", ()), ("base", ("--scenarios", "base"))):
            said = _run(path, *words)
            assert [(told["mix"], told["scenario"]) for told in said] == [(mix.id, scenario) for mix in MIXES]
            parts.hub.choose(scenario=scenario, money_unit="crore", mass_unit="t")
            parts.window.go_to("compare")
            qtbot.waitUntil(lambda: len(parts.compare._plans) == len(MIXES), timeout=60_000)
            qtbot.waitUntil(lambda: parts.compare.drawing.done)
            _check_compare(parts, said)
            parts.window.go_to("plan")
            for mix, told in zip(MIXES, said, strict=True):
                parts.hub.choose(mix=mix.id)
                qtbot.waitUntil(lambda: parts.planner.up_to_date and parts.plan.drawing.done, timeout=60_000)
                _check_plan(parts, told)
