"""Every headline figure of a plan, once: command line, window and workbook all show these."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping

import attrs
import pandas as pd

from desktop.analysis import agreements, cash, cost, coverage, incentives, licences, orders, risk, stock
from desktop.analysis.lines import (
    Agreement,
    BentRule,
    Coverage,
    DecisionLine,
    File,
    HeldFile,
    IncentiveLine,
    Json,
    OrderLine,
    Share,
    as_json,
    bent_rule,
)
from desktop.analysis.memory import remembered
from desktop.model.months import Month, fiscal_year_name
from desktop.model.plan import Plan
from desktop.model.records import Mix, Scenario

_COVERAGE = [
    "name",
    "unit",
    "target",
    "on_time",
    "late",
    "lost",
    "on_time_share",
    "late_share",
    "lost_share",
    "first_short",
]
_FILE = ["offer", "regimes", "file_by", "month", "quantity", "unit", "files"]
_HELD = ["licence", "regime", "offer", "status", "allowed", "used", "left", "unit", "valid_until", "obstacle"]
_INCENTIVE = [
    "incentive",
    "item",
    "quantity",
    "unit",
    "value",
    "domestic",
    "share",
    "least",
    "lacking",
    "paid",
    "missed",
]
_AGREEMENT = ["source", "taken", "least", "agreed", "short", "paid"]
_ORDER = [
    *("offer", "item", "order_date", "month", "quantity", "unit", "landed"),
    *("licence", "file_by", "placed", "estimate", "tiers"),
]


@attrs.frozen(eq=False)
class Figures:
    """The figures; every name is the key in JSON and tells the unit, shares are 0-1."""

    project: str
    mix: str
    mix_name: str
    scenario: str
    scenario_name: str
    plan_date: dt.date | None
    first_month: Month
    last_month: Month
    status: str
    verified: bool
    faults: tuple[str, ...]
    answer: str
    bound_inr: float | None
    gap_inr: float | None
    certificate: float | None
    on_time_share: float
    coverage: Mapping[str, Coverage]
    first_month_short: Month | None
    first_item_short: str
    first_quantity_short: float
    cost_inr: float
    cost_by_part_inr: Mapping[str, float]
    cost_by_fiscal_year_inr: Mapping[str, float]
    cash_by_month_inr: Mapping[str, float]
    stock_value_by_month_inr: Mapping[str, float]
    least_days_of_cover: Mapping[str, float | None]
    landed_inr: float
    landed_per_kg_contained_inr: float | None
    contained_kg: float
    share_by_class: Mapping[str, Share]
    share_by_country: Mapping[str, Share]
    share_by_source: Mapping[str, Share]
    hhi: Mapping[str, float]
    effective_number: Mapping[str, float]
    sources_used: int
    countries_used: int
    on_licence_kg: float
    on_licence_share: float
    on_licence_share_by_element: Mapping[str, float]
    next_file_by: dt.date | None
    files_to_put_in: int
    licences: tuple[File, ...]
    licences_held: tuple[HeldFile, ...]
    incentives: tuple[IncentiveLine, ...]
    incentives_paid_inr: float
    incentives_missed_inr: float
    agreements: tuple[Agreement, ...]
    decisions: tuple[DecisionLine, ...]
    due_days: int
    orders_due: int
    orders_due_inr: float
    orders: tuple[OrderLine, ...]
    limits_bent: int
    bent_rules: tuple[BentRule, ...]

    def as_json(self) -> dict[str, Json]:
        """All figures as JSON: months as 2027-08, days as 2027-08-31."""
        return {field.name: as_json(getattr(self, field.name)) for field in attrs.fields(type(self))}


def mix_name(plan: Plan) -> str:
    """How people call the plan's mix."""
    return plan.project.by_id(Mix)[plan.mix].name or plan.mix


def scenario_name(plan: Plan) -> str:
    """How people call the plan's scenario; "" for the project as entered."""
    record = plan.project.by_id(Scenario).get(plan.scenario)
    return (record.name or record.id) if record else plan.scenario


def limits_bent(plan: Plan) -> int:
    """How many rules, pins, storage limits and closing stocks gave way, each counted once however often it did."""
    return len({(bent.kind, bent.limit) for bent in plan.bent})


@remembered
def figures(plan: Plan) -> Figures:
    """The figures of a plan; the same object for the same plan."""
    lines, due, files, first = orders.table(plan), orders.due(plan), licences.files(plan), coverage.first_short(plan)
    per_kg, concentration, licensed = cost.per_kg(plan), risk.concentration(plan), risk.on_licence(plan)
    return Figures(
        project=plan.project.settings.name,
        mix=plan.mix,
        mix_name=mix_name(plan),
        scenario=plan.scenario,
        scenario_name=scenario_name(plan),
        plan_date=plan.project.settings.plan_date,
        first_month=plan.months[0],
        last_month=plan.months[-1],
        status=plan.status,
        verified=plan.verified,
        faults=tuple(f"{fault.key}: {fault.where}" for fault in plan.faults),
        answer=plan.answer,
        bound_inr=plan.bound,
        gap_inr=plan.gap,
        certificate=plan.certificate,
        on_time_share=coverage.overall(plan),
        coverage=_coverage(plan),
        first_month_short=first.month if first else None,
        first_item_short=first.item if first else "",
        first_quantity_short=first.quantity if first else 0.0,
        cost_inr=plan.cost.total,
        cost_by_part_inr=_numbers(cost.by_part(plan)),
        cost_by_fiscal_year_inr=_numbers(cost.by_fiscal_year(plan).sum(axis=1)),
        cash_by_month_inr=_numbers(cash.by_month(plan)["total"]),
        stock_value_by_month_inr=_numbers(stock.value(plan)),
        least_days_of_cover={item: _least_cover(plan, item) for item in plan.stock},
        landed_inr=plan.cost.landed,
        landed_per_kg_contained_inr=None if math.isnan(per_kg) else per_kg,
        contained_kg=float(lines["contained"].sum()),
        share_by_class=_shares(plan, "class"),
        share_by_country=_shares(plan, "country"),
        share_by_source=_shares(plan, "source"),
        hhi=_numbers(concentration["hhi"]),
        effective_number=_numbers(concentration["effective"]),
        sources_used=risk.used(plan, "source"),
        countries_used=risk.used(plan, "country"),
        on_licence_kg=float(licensed["licensed"]["all"]),
        on_licence_share=float(licensed["share"]["all"]),
        on_licence_share_by_element=_numbers(licensed["share"].drop("all")),
        next_file_by=licences.next_file_by(plan),
        files_to_put_in=licences.to_put_in(plan),
        licences=tuple(File(*row) for row in files[_FILE].itertuples(index=False, name=None)),
        licences_held=tuple(HeldFile(*row) for row in licences.held(plan)[_HELD].itertuples(index=False, name=None)),
        incentives=_incentives(plan),
        incentives_paid_inr=math.fsum(each.paid for each in plan.incentives),
        incentives_missed_inr=math.fsum(each.missed for each in plan.incentives),
        agreements=_agreements(plan),
        decisions=tuple(DecisionLine(*attrs.astuple(each, recurse=False)) for each in plan.decisions),
        due_days=orders.DUE_DAYS,
        orders_due=len(due),
        orders_due_inr=float(due["landed"].sum()),
        orders=tuple(OrderLine(*row) for row in lines[_ORDER].itertuples(index=False, name=None)),
        limits_bent=limits_bent(plan),
        bent_rules=tuple(bent_rule(bent) for bent in plan.bent),
    )


def _numbers(series: pd.Series[float]) -> dict[str, float]:
    return {str(name): float(value) for name, value in series.items()}


def _coverage(plan: Plan) -> dict[str, Coverage]:
    table = coverage.by_item(plan)
    rows = table[_COVERAGE].itertuples(index=False, name=None)
    return {
        str(item): attrs.evolve(Coverage(*row), line_stops=stock.stop_date(plan, str(item)))
        for item, row in zip(table.index, rows, strict=True)
    }


def _least_cover(plan: Plan, item: str) -> float | None:
    """The fewest days that the stock of an item lasts at a month's end; None where it always outlasts its use."""
    days = stock.by_month(plan, item)["days"]
    return None if days.isna().all() else float(days.min())


def _shares(plan: Plan, group: risk.Group) -> dict[str, Share]:
    table = risk.shares(plan, group)[["contained_share", "value_share", "contained", "value"]]
    return {str(name): Share(*row) for name, row in zip(table.index, table.to_numpy(float).tolist(), strict=True)}


def _incentives(plan: Plan) -> tuple[IncentiveLine, ...]:
    table = incentives.table(plan)
    rows = zip(table["fiscal_year"], table[_INCENTIVE].itertuples(index=False, name=None), strict=True)
    return tuple(IncentiveLine(fiscal_year_name(int(year)), *row) for year, row in rows)


def _agreements(plan: Plan) -> tuple[Agreement, ...]:
    table = agreements.by_year(plan)
    rows = zip(table["fiscal_year"], table[_AGREEMENT].itertuples(index=False, name=None), strict=True)
    return tuple(Agreement(fiscal_year_name(int(year)), *row) for year, row in rows)
