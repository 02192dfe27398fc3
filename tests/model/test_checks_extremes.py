"""Figures too small, or too large for what nothing asks for, are told by name; what is not told can be planned."""

from __future__ import annotations

import pytest

from desktop.model.checks import check, errors
from desktop.model.edits import apply
from desktop.model.fields import Value
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Event, Incentive, Issued, Item, Offer, Pin, Receipt, Record, Target, Tier
from desktop.model.records.table import evolved
from desktop.session import issuing, jobs
from desktop.text.messages import sentence
from tests.engine.drawn import MIXES, drawn_project
from tests.model.figures import with_values
from tests.tiny import FIRST, MONTHS, tiny_project, tiny_records, tiny_rows

DUST = 1e-7
"""Of a usual month's need: 50 motors, and 100 kg of magnets."""
ADDED: dict[str, list[Record]] = {
    "items": [*tiny_records()["items"], Item(id="swarf", kind="oxide", unit="kg", closing="at least")],
    "offers": [*tiny_records()["offers"], Offer(id="swarf", source="JL", item="swarf", price=1.0)],
    "receipts": [Receipt(offer="IREL-magnet", month=FIRST)],
    "pins": [
        Pin(id="p", mix="least", offer="JL-magnet", month=FIRST, bound="at least"),
        Pin(id="q", mix="least", recipe="assembly", month=FIRST, bound="at most"),
        Pin(id="r", mix="least", offer="swarf", month=FIRST, bound="at least"),
    ],
    "tiers": [Tier(offer="JL-magnet", discount=5.0)],
    "incentives": [Incentive(id="i", item="magnet", rate=5.0)],
    "sources": [*tiny_rows("sources", "JL", take_or_pay_quantity=5000.0)],
    "events": [
        Event(scenario="base", kind="price factor", source="JL"),
        Event(scenario="base", kind="lead time added", source="JL"),
    ],
    "issued": [Issued(mix="least", offer=name, month=FIRST) for name in ("JL-magnet", "swarf")],
}
ROUNDED = [
    ("items", 1, "opening_stock", 100 * DUST),
    ("items", 2, "opening_stock", 50 * DUST),
    ("items", 1, "closing_stock", 100 * DUST),
    ("targets", 3, "quantity", 50 * DUST),
    ("receipts", 1, "quantity", 100 * DUST),
    ("pins", 1, "quantity", 100 * DUST),
    ("pins", 2, "quantity", 50 * DUST),
    ("tiers", 1, "from_quantity", 100 * DUST),
]
RESIDUE = 0.1 + 0.2 - 0.3
"""What a spreadsheet leaves of nothing."""
LEAST = [
    ("offers", 1, "capacity_use", 1e-9),
    ("items", 3, "opening_stock", 1e-8),
    ("pins", 3, "quantity", 1e-8),
    ("items", 3, "storage_limit", 1e-9),
    ("offers", 3, "capacity", 1e-9),
    ("incentives", 1, "cap", 1e-9),
    ("sources", 1, "least_per_year", 100 * DUST),
    ("sources", 1, "take_or_pay_quantity", 100 * DUST),
    ("sources", 2, "take_or_pay_share", 100 * 100 * DUST / 5000),
    ("events", 1, "value", 1e-6),
]
MOST = [
    ("pins", 3, "quantity", 1e8),
    ("items", 3, "closing_stock", 1e8),
    ("issued", 2, "quantity", 1e8),
    ("tiers", 1, "price", 40 * 1e6),
    ("issued", 1, "quantity", 100 * 1e5),
    ("sources", 1, "least_per_year", 100 * 1e6),
    ("sources", 1, "take_or_pay_quantity", 100 * 1e6),
    ("events", 1, "value", 1e6),
    ("events", 2, "value", 3650.0),
]


def _with(table: str, row: int, **values: Value) -> Project:
    return with_values(ADDED if table in ADDED else {}, table, row, **values)


@pytest.mark.parametrize(("table", "row", "field", "limit"), [*LEAST, *MOST])
def test_a_figure_is_told_beyond_its_limit_alone_and_planned_up_to_it(
    table: str, row: int, field: str, limit: float
) -> None:
    beyond = limit * 1.001 if limit > 1 else limit / 1.001
    (problem,) = errors(_with(table, row, **{field: beyond}))
    assert (problem.table, problem.row, problem.field) == (table, row, field)
    assert "wrong unit" in sentence(problem)
    for scenario in ("", "base"):
        plan = jobs.plan(_with(table, row, **{field: limit}), "least", scenario, Silent())
        assert plan.verified, plan.faults


@pytest.mark.parametrize(
    ("room", "most", "told"),
    [
        (1000.0, 1e7 * 50 / 100, "50"),
        (0.01, 1e8 * 0.01 / 100, "0.01"),
        (0.0, 1e7 * 50 / 100, "50"),
        (None, 1e11, ""),
    ],
)
def test_a_use_of_storage_is_held_against_what_others_take_and_what_there_is(
    room: float | None, most: float, told: str
) -> None:
    """A month asks for 50 motors, each of which takes one, and for 100 kg of magnets."""
    settings = tiny_rows("settings", storage_limit=room)
    fits, beyond = (
        tiny_project(settings=settings, items=tiny_rows("items", "magnet", storage_use=use))
        for use in (most, most * 1.001)
    )
    assert [(each.key, each.record) for each in errors(beyond)] == (
        [] if room is None else [("storage-far-above", "magnet")]
    )
    assert all(f", {told}, and" in sentence(each) for each in errors(beyond))
    assert jobs.plan(fits, "least", "", Silent()).verified


def test_items_that_nobody_needs_yet_do_not_say_what_others_usually_take() -> None:
    listed = [Item(id=f"listed {each}", unit="piece") for each in range(3)]
    project = tiny_project(
        settings=tiny_rows("settings", storage_limit=1e12),
        items=[*tiny_rows("items", storage_use=1e7), *listed],
    )
    assert not errors(project)
    assert jobs.plan(project, "least", "", Silent()).verified


@pytest.mark.parametrize(("table", "row", "field", "limit"), ROUNDED)
def test_what_is_rounded_away_beside_a_need_is_noted_and_planned(
    table: str, row: int, field: str, limit: float
) -> None:
    for value in (limit / 1.001, RESIDUE):
        project = _with(table, row, **{field: value})
        (problem,) = (each for each in check(project) if each.key == "figure-of-dust")
        assert (problem.table, problem.row, problem.field, problem.severity) == (table, row, field, "note")
        assert "wrong unit" in sentence(problem)
        assert jobs.plan(project, "least", "", Silent()).verified
    assert "figure-of-dust" not in {each.key for each in check(_with(table, row, **{field: limit}))}


def test_promises_that_a_spreadsheet_left_of_nothing_are_no_usual_month() -> None:
    residue = [Target(item="motor", month=month, quantity=RESIDUE) for month in MONTHS[:4]]
    series = [Target(item="motor", month=month, quantity=50.0) for month in MONTHS[4:]]
    project = tiny_project(targets=[*residue, *series])
    assert errors(project) == ()
    assert jobs.plan(project, "least", "", Silent()).verified


@pytest.mark.parametrize("quantities", [(1.0, 12_000.0), (0.005, 60.0), (1e-3, 1e4)])
def test_whatever_is_issued_from_a_plan_can_be_planned_again(quantities: tuple[float, float]) -> None:
    samples, series = quantities
    targets = [Target(item="motor", month=m, quantity=samples if m < MONTHS[4] else series) for m in MONTHS]
    _planned_again(tiny_project(items=tiny_rows("items", unit="kg"), targets=targets))


@pytest.mark.parametrize(
    "changed",
    [
        {"items": [evolved(each, {"closing": "at least", "closing_stock": 4e7}) for each in tiny_rows("items")]},
        {"pins": [evolved(ADDED["pins"][0], {"quantity": 1e8})]},
        {"pins": [evolved(ADDED["pins"][1], {"quantity": 4e7, "bound": "exactly"})]},
        {"sources": tiny_rows("sources", "JL", least_per_year=1e8)},
    ],
)
def test_whatever_is_issued_for_more_than_any_month_needs_can_be_planned_again(
    changed: dict[str, list[Record]],
) -> None:
    _planned_again(tiny_project(**changed))


def _planned_again(project: Project) -> None:
    plan = jobs.plan(project, "least", "", Silent())
    again = jobs.plan(apply(project, issuing.edit(project, plan)), "least", "", Silent())
    assert again.verified
    assert again.cost.total == pytest.approx(plan.cost.total, rel=1e-5)


def _ramp(seed: int, share: float) -> Project:
    """A random project of whose promises those of all months but the last are samples of what is to come."""
    drawn = drawn_project(seed)
    last = max((target.month for target in drawn.all(Target) if target.month), default=FIRST)
    targets = [
        evolved(each, {"quantity": each.quantity * share if each.month != last else each.quantity})
        for each in drawn.all(Target)
    ]
    return Project.of({**{name: list(rows.values()) for name, rows in drawn.tables.items()}, "targets": targets})


@pytest.mark.parametrize(
    "project", [ramp for seed in range(14) for share in (1.0, 1e-4, 1e-6) if not errors(ramp := _ramp(seed, share))]
)
def test_whatever_is_issued_from_a_plan_of_a_random_project_is_no_error(project: Project) -> None:
    for mix in MIXES:
        plan = jobs.plan(project, mix, "", Silent())
        assert errors(apply(project, issuing.edit(project, plan))) == ()


def test_a_stock_that_is_next_to_nothing_of_what_is_not_made_is_planned() -> None:
    """Where no motors are made no magnets are moved but these, and what rounding takes is held against a need."""
    rows = [evolved(each, {"opening_stock": 100 * DUST} if at == 0 else {}) for at, each in enumerate(ADDED["items"])]
    for recipe in ({"capacity": 0.0}, {}):
        changed = [evolved(each, recipe) for each in tiny_records()["recipes"]]
        assert jobs.plan(tiny_project(items=rows[:2], recipes=changed), "least", "", Silent()).verified
