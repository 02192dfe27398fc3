"""The second computation of every kind of rule, against misses worked out by hand."""

from __future__ import annotations

import attrs
import pytest

from desktop.engine import verify_bent as check
from desktop.engine.goals import optimise
from desktop.engine.ledger import Ledger
from desktop.model.fields import Value
from desktop.model.plan import Bent, Plan
from desktop.model.progress import Silent
from desktop.model.records import Rule
from desktop.model.records.table import evolved
from tests.tiny import FIRST, MONTHS, tiny_project

RULE = Rule(id="r", kind="amount at most", measure="quantity")
LAST = MONTHS[-1]


def _plan(answer: str = "whole", irel: float = 60.0, jl: float = 40.0) -> Plan:
    """Each month 60 kg come from IREL and 40 from JL, unless said otherwise; 20 kg of magnets are left over."""
    plan = optimise(tiny_project(), "least", "", Silent())
    stock = {**plan.stock, "magnet": (20.0,) * 6}
    return attrs.evolve(plan, arrivals={"IREL-magnet": (irel,) * 6, "JL-magnet": (jl,) * 6}, stock=stock, answer=answer)


def _found(plan: Plan, values: dict[str, Value], *told: Bent) -> list[str]:
    world = plan.world.with_table("rules", {1: evolved(RULE, values)})
    faults = [*check.bent(Ledger(attrs.evolve(plan, world=world, bent=told)))]
    return [fault.where for fault in faults]


def _bent(values: dict[str, Value], **figures: object) -> Bent:
    """What the plan would have to tell of a rule over the horizon."""
    fields = attrs.asdict(Bent("", "r", FIRST, LAST, 0.0, "", 1.0, 0.0), recurse=False)
    fields.update(kind=values["kind"], asked=values.get("limit", 1.0))
    fields.update(figures)
    return Bent(**fields)


@pytest.mark.parametrize(
    ("values", "figures"),
    [
        ({"kind": "amount at least", "limit": 700.0}, {"amount": 100.0, "reached": 600.0, "unit": "kg"}),
        ({"kind": "amount at most", "limit": 500.0}, {"amount": 100.0, "reached": 600.0, "unit": "kg"}),
        (
            {"kind": "amount at most", "limit": 20.0, "measure": "contained", "element": "Dy"},
            {"amount": 4.0, "reached": 24.0, "unit": "kg"},
        ),
        (
            {"kind": "amount at most", "limit": 0.0, "measure": "value", "country": "China"},
            {"amount": 240 * 3200.0, "reached": 240 * 3200.0, "unit": "INR"},
        ),
        ({"kind": "amount at least", "limit": 9.0, "measure": "co2"}, {"amount": 9.0, "reached": 0.0, "unit": "kg"}),
        ({"kind": "sources at least", "limit": 3.0}, {"amount": 1.0, "reached": 2.0, "unit": "sources"}),
        (
            {"kind": "sources at least", "limit": 3.0, "class_": "domestic", "by": "country"},
            {"amount": 2.0, "reached": 1.0, "unit": "countries"},
        ),
        ({"kind": "sources at most", "limit": 1.0}, {"amount": 1.0, "reached": 2.0, "unit": "sources"}),
        ({"kind": "concentration at most", "limit": 0.5}, {"amount": 0.02, "reached": 0.52, "unit": "HHI"}),
        (
            {"kind": "concentration at most", "limit": 0.5, "country": "China"},
            {"amount": 0.5, "reached": 1.0, "unit": "HHI"},
        ),
        (
            {"kind": "cover at least", "limit": 9.0, "item": "magnet"},
            {"amount": 10.0, "reached": 6.0, "unit": "kg"},
        ),
        (
            {"kind": "if used then used", "source": "JL", "other_source": "nobody"},
            {"asked": 1.0, "amount": 1.0, "reached": 0.0, "unit": ""},
        ),
        (
            {"kind": "at least one used", "source": "nobody", "other_offer": "none"},
            {"asked": 1.0, "amount": 1.0, "reached": 0.0, "unit": ""},
        ),
        (
            {"kind": "not both used", "source": "JL", "other_offer": "IREL-magnet"},
            {"asked": 1.0, "amount": 1.0, "reached": 0.0, "unit": ""},
        ),
    ],
)
def test_what_a_rule_misses_is_told_with_all_its_figures(values: dict[str, Value], figures: dict[str, object]) -> None:
    plan, told = _plan(), _bent(values, **figures)
    assert _found(plan, values, told) == []
    assert len(_found(plan, values)) == 1
    for name, factor in (("amount", 1.0001), ("amount", 0.9999), ("reached", 1.0001), ("asked", 1.0001)):
        value = getattr(told, name)
        wrong = _bent(values, **{**figures, name: factor * value if value else 0.02})
        assert len(_found(plan, values, wrong)) == 1, (name, factor)
    for changed in ({"unit": "t"}, {"last_month": MONTHS[4]}, {"limit": "q"}, {"kind": "share at most"}):
        assert _found(plan, values, Bent(**{**attrs.asdict(told, recurse=False), **changed})) != []


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "amount at least", "limit": 600.0},
        {"kind": "amount at most", "limit": 600.0},
        {"kind": "amount at most", "limit": 0.0, "country": "Japan"},
        {"kind": "sources at least", "limit": 2.0},
        {"kind": "sources at least", "limit": 3.0, "item": "motor"},
        {"kind": "sources at most", "limit": 2.0},
        {"kind": "concentration at most", "limit": 0.52},
        {"kind": "concentration at most", "limit": 0.0, "item": "motor"},
        {"kind": "cover at least", "limit": 6.0, "item": "magnet"},
        {"kind": "cover at least", "limit": 90.0, "item": "magnet", "first_month": LAST.plus(1)},
        {"kind": "if used then used", "source": "nobody", "other_source": "nobody"},
        {"kind": "if used then used", "source": "JL", "other_source": "IREL"},
        {"kind": "at least one used", "source": "JL", "other_source": "nobody"},
        {"kind": "at least one used", "source": "nobody", "other_source": "JL"},
        {"kind": "not both used", "source": "JL", "other_source": "nobody"},
        {"kind": "amount at most", "limit": 0.0, "mix": "slow"},
    ],
)
def test_a_rule_that_is_kept_may_not_be_told(values: dict[str, Value]) -> None:
    assert _found(_plan(), values) == []
    told = _bent(values, amount=1.0, reached=1.0, unit="kg")
    assert len(_found(_plan(), values, told)) >= 1


@pytest.mark.parametrize("kind", ["sources at least", "if used then used", "at least one used", "not both used"])
def test_rules_of_yes_and_no_are_neither_kept_nor_told_by_continuous_answers(kind: str) -> None:
    values: dict[str, Value] = {"kind": kind, "limit": 9.0, "source": "JL", "other_source": "nobody"}
    if kind == "not both used":
        values["other_source"] = "IREL"
    if kind == "at least one used":
        values["source"] = "nobody"
    assert len(_found(_plan(), values)) == 1
    assert _found(_plan("continuous"), values) == []
    told = _bent(values, asked=1.0, amount=1.0, reached=0.0, unit="")
    assert _found(_plan("continuous"), values, told) == [f"{kind} r"]


def test_each_window_of_a_rule_is_told_by_itself() -> None:
    values: dict[str, Value] = {"kind": "amount at most", "limit": 299.0, "window": "fiscal year"}
    first = _bent(values, amount=1.0, reached=300.0, unit="kg", last_month=FIRST.plus(2))
    second = attrs.evolve(first, first_month=FIRST.plus(3), last_month=LAST)
    assert _found(_plan(), values, first, second) == []
    assert len(_found(_plan(), values, first)) == len(_found(_plan(), values, second)) == 1


def test_a_concentration_is_judged_by_the_exact_index() -> None:
    exact = 0.52
    for over, must in ((1e-6, False), (3e-6, True)):
        values: dict[str, Value] = {"kind": "concentration at most", "limit": exact - over}
        told = _bent(values, amount=over, reached=exact, unit="HHI")
        assert len(_found(_plan(), values)) == must
        assert _found(_plan(), values, told) == []


def test_cover_is_told_once_with_the_worst_month() -> None:
    """In the last month stock is 20 kg, in the others 10; the next month takes 100 kg each."""
    plan = _plan()
    plan = attrs.evolve(plan, stock={**plan.stock, "magnet": (10.0, 10.0, 20.0, 10.0, 20.0, 20.0)})
    values: dict[str, Value] = {"kind": "cover at least", "limit": 4.5, "item": "magnet"}
    told = _bent(values, amount=5.0, reached=3.0, unit="kg", last_month=FIRST.plus(3))
    assert _found(plan, values, told) == []
    for changed in ({"last_month": FIRST.plus(4)}, {"first_month": FIRST.plus(1)}, {"reached": 6.0}, {"amount": 4.9}):
        assert len(_found(plan, values, Bent(**{**attrs.asdict(told, recurse=False), **changed}))) == 1


def test_a_month_that_nothing_follows_needs_no_cover() -> None:
    plan = _plan()
    idle = attrs.evolve(plan, production={"assembly": (0.0,) * 6})
    assert _found(idle, {"kind": "cover at least", "limit": 3650.0, "item": "magnet"}) == []
    assert _found(idle, {"kind": "cover at least", "limit": 3650.0}) == []
