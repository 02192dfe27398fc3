"""The second computation finds every way in which a plan can be wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache

import attrs
import pytest

from desktop.engine.goals import optimise
from desktop.engine.verify import verify
from desktop.model.fields import Value
from desktop.model.orders import LandedCost, Order
from desktop.model.plan import Plan, Series
from desktop.model.progress import Silent
from desktop.model.records import Commitment, Item, Licence, Receipt, Recipe, Rule
from desktop.model.records.table import evolved
from tests.tiny import FIRST, tiny_project, tiny_rows

LAST, NAN = FIRST.plus(5), float("nan")
DUTIABLE: dict[str, Value] = {"price_term": "CIF", "customs_duty": 7.5, "igst": 18.0}


@cache
def _sound() -> Plan:
    """A plan that uses everything: licence, receipts, commitment, rules that bend, safety stock, traded lateness.

    IREL owes 45 of its 60 kg a month. The store holds 80 kg and opens with 300, so it overflows, cannot close with
    100, and its 120 days of safety (four months of use) fall short. New files are back in May; L1 serves April.
    """
    items = [
        Item(
            id="magnet",
            kind="magnet",
            unit="kg",
            holding_cost=10.0,
            opening_stock=300.0,
            storage_limit=80.0,
            safety_days=120.0,
            closing="at least",
            closing_stock=100.0,
        ),
        Item(
            id="motor", kind="product", unit="piece", holding_cost=50.0, months_late=1, priority="traded", lost_cost=1e6
        ),
    ]
    project = tiny_project(
        settings=tiny_rows("settings", capital_rate=12.0, plan_date=dt.date(2027, 1, 1)),
        items=items,
        offers=[
            *tiny_rows("offers", last_month=FIRST.plus(4))[:1],
            *tiny_rows(
                "offers", last_month=FIRST.plus(4), capacity=50.0, price_term="CIF", customs_duty=7.5, igst=18.0
            )[1:],
        ],
        sources=tiny_rows("sources", capacity=65.0, order_cost=3.0, contract_cost=100.0),
        recipes=[Recipe(id="assembly", output="motor", cost=100.0, capacity=60.0, largest_share=100.0)],
        commitments=[Commitment(id="c", source="IREL", item="magnet", to="Japan", quantity=45.0)],
        receipts=[Receipt(offer="JL-magnet", month=FIRST, quantity=10.0)],
        licences=[Licence(id="L1", regime="A18", offer="JL-magnet", quantity=2.0, status="granted")],
        rules=[
            Rule(id="r1", kind="share at least", class_="domestic", limit=90.0, window="month"),
            Rule(
                id="r2",
                kind="share at most",
                country="China",
                limit=70.0,
                measure="value",
                rank="low",
                window="fiscal year",
            ),
        ],
    )
    return optimise(project, "least", "", Silent())


def _changed(series: Mapping[str, Series], name: str, month: int, by: float) -> dict[str, Series]:
    values = list(series[name])
    values[month] += by
    return {**series, name: tuple(values)}


def _with(table: str, value: object) -> Plan:
    """The sound plan with another value of one of its fields."""
    fields = attrs.asdict(_sound(), recurse=False)
    fields[table] = value
    return Plan(**fields)


def _orders(plan: Plan, change: Callable[[Order], Order], licence: str = "new") -> Plan:
    """The plan with every planned order under one kind of licence changed."""
    return attrs.evolve(plan, orders=[change(o) if not o.placed and o.licence == licence else o for o in plan.orders])


def _priced(plan: Plan, change: Callable[[LandedCost], LandedCost]) -> Plan:
    """The plan with what every order costs changed."""
    return attrs.evolve(plan, orders=tuple(attrs.evolve(o, cost=change(o.cost)) for o in plan.orders))


def _later(day: dt.date | None) -> dt.date:
    return (day or dt.date(2026, 6, 1)) + dt.timedelta(days=200)


def _file(plan: Plan, **values: Value) -> Plan:
    """The plan, judged in a world whose licence L1 is another."""
    (file,) = plan.world.all(Licence)
    return attrs.evolve(plan, world=plan.world.with_table("licences", {1: evolved(file, values)}))


def _bent(plan: Plan, **factors: float) -> Plan:
    """The plan with figures of everything that gave way multiplied."""
    return attrs.evolve(
        plan,
        bent=tuple(attrs.evolve(b, **{name: getattr(b, name) * by for name, by in factors.items()}) for b in plan.bent),
    )


def _without(kind: str) -> Callable[[Plan], Plan]:
    return lambda p: attrs.evolve(p, bent=tuple(b for b in p.bent if b.kind != kind))


def _swapped(plan: Plan) -> Plan:
    """The plan with 1,000 INR moved from what its last order costs to what its first does."""
    first, *others, last = plan.orders
    moved = [
        attrs.evolve(order, cost=attrs.evolve(order.cost, price=order.cost.price + by))
        for order, by in ((first, 1e3), (last, -1e3))
    ]
    return attrs.evolve(plan, orders=(moved[0], *others, moved[1]))


BROKEN: dict[str, tuple[str, Callable[[Plan], Plan]]] = {
    "less than nothing lost": (
        "verify-negative",
        lambda p: attrs.evolve(p, lost=_changed(p.lost, "motor", 0, -1e3)),
    ),
    "stock from nowhere": ("verify-balance", lambda p: attrs.evolve(p, stock=_changed(p.stock, "magnet", 1, 5.0))),
    "another target": ("verify-target", lambda p: attrs.evolve(p, target=_changed(p.target, "motor", 0, 1.0))),
    "delivered twice": ("verify-late", lambda p: attrs.evolve(p, delivered=_changed(p.delivered, "motor", 2, 1.0))),
    "late at the end": ("verify-too-late", lambda p: attrs.evolve(p, late=_changed(p.late, "motor", 5, 1.0))),
    "over capacity": (
        "verify-capacity",
        lambda p: attrs.evolve(p, arrivals=_changed(p.arrivals, "JL-magnet", 2, 60.0)),
    ),
    "over joint capacity": (
        "verify-joint-capacity",
        lambda p: attrs.evolve(p, arrivals=_changed(p.arrivals, "IREL-magnet", 3, 30.0)),
    ),
    "owed to others": (
        "verify-committed",
        lambda p: attrs.evolve(p, arrivals=_changed(p.arrivals, "IREL-magnet", 3, 1.0)),
    ),
    "another yield": ("verify-yield", lambda p: _orders(p, lambda o: attrs.evolve(o, usable=1.0))),
    "an offer that ended": ("verify-offer-months", lambda p: _orders(p, lambda o: attrs.evolve(o, month=LAST))),
    "an order more": ("verify-orders", lambda p: attrs.evolve(p, orders=(*p.orders, p.orders[-1]))),
    "an order of nothing": ("verify-order", lambda p: _orders(p, lambda o: attrs.evolve(o, quantity=0.0))),
    "an order of nan": ("verify-order", lambda p: _orders(p, lambda o: attrs.evolve(o, quantity=NAN))),
    "an unknown offer": ("verify-order", lambda p: _orders(p, lambda o: attrs.evolve(o, offer="X"))),
    "an unknown month": ("verify-order", lambda p: _orders(p, lambda o: attrs.evolve(o, month=LAST.plus(1)))),
    "no receipts": ("verify-receipts", lambda p: attrs.evolve(p, orders=tuple(o for o in p.orders if not o.placed))),
    "order dates later": (
        "verify-order-date",
        lambda p: _orders(p, lambda o: attrs.evolve(o, order_date=_later(o.order_date))),
    ),
    "order dates gone": ("verify-order-date", lambda p: _orders(p, lambda o: attrs.evolve(o, order_date=None))),
    "files later": ("verify-file-by", lambda p: _orders(p, lambda o: attrs.evolve(o, file_by=_later(o.file_by)))),
    "files without a day": ("verify-file-by", lambda p: _orders(p, lambda o: attrs.evolve(o, file_by=None))),
    "a day for no file": (
        "verify-file-by",
        lambda p: _orders(p, lambda o: attrs.evolve(o, file_by=o.order_date), licence=""),
    ),
    "ordered in the past": (
        "verify-too-early",
        lambda p: attrs.evolve(
            p, world=p.world.with_table("settings", {1: evolved(p.world.settings, {"plan_date": dt.date(2027, 3, 1)})})
        ),
    ),
    "no licence": ("verify-licence", lambda p: _orders(p, lambda o: attrs.evolve(o, licence=""))),
    "a licence for nothing": ("verify-licence", lambda p: _orders(p, lambda o: attrs.evolve(o, licence="new"), "")),
    "an unknown licence": ("verify-licence-file", lambda p: _orders(p, lambda o: attrs.evolve(o, licence="L9"))),
    "a refused licence": ("verify-licence-file", lambda p: _file(p, status="refused")),
    "an expired licence": ("verify-licence-file", lambda p: _file(p, status="expired")),
    "a draft": ("verify-licence-file", lambda p: _file(p, status="draft")),
    "before the grant": (
        "verify-licence-days",
        lambda p: _file(p, status="submitted", submitted=dt.date(2027, 2, 1)),
    ),
    "before validity": ("verify-licence-days", lambda p: _file(p, valid_from=dt.date(2027, 4, 30))),
    "after validity": ("verify-licence-days", lambda p: _file(p, valid_until=dt.date(2027, 1, 31))),
    "too much for a licence": ("verify-licence-quantity", lambda p: _file(p, quantity=1.0)),
    "made too much": (
        "verify-recipe",
        lambda p: attrs.evolve(p, production=_changed(p.production, "assembly", 0, 1e3)),
    ),
    "nothing bent": ("verify-bent", lambda p: attrs.evolve(p, bent=())),
    "a store not told": ("verify-bent", _without("storage limit")),
    "closing stock not told": ("verify-bent", _without("closing stock")),
    "a rule not told": ("verify-share", _without("share at least")),
    "bent twice as much": ("verify-share", lambda p: _bent(p, amount=2.0)),
    "another limit asked": ("verify-bent", lambda p: _bent(p, asked=0.9)),
    "more reached": ("verify-bent", lambda p: _bent(p, reached=1.1)),
    "bent by nan": ("verify-share", lambda p: _bent(p, amount=NAN)),
    "safety not short": ("verify-safety", lambda p: attrs.evolve(p, safety_short={"magnet": (0.0,) * 6})),
    "safety much too short": (
        "verify-safety",
        lambda p: attrs.evolve(p, safety_short=_changed(p.safety_short, "magnet", 3, 1e6)),
    ),
    "recipes dearer": ("verify-cost", lambda p: attrs.evolve(p, cost=attrs.evolve(p.cost, recipes=p.cost.recipes + 1))),
    "landed nan": ("verify-cost", lambda p: attrs.evolve(p, cost=attrs.evolve(p.cost, landed=NAN))),
    "money on another order": ("verify-order-cost", _swapped),
    "duty in the price": (
        "verify-order-cost",
        lambda p: _priced(p, lambda c: attrs.evolve(c, price=c.price + c.duty, duty=0.0)),
    ),
    "igst nine times": ("verify-order-cost", lambda p: _priced(p, lambda c: attrs.evolve(c, igst=9 * c.igst))),
    "stock worth five times": (
        "verify-stock-value",
        lambda p: attrs.evolve(p, stock_value={item: 5 * value for item, value in p.stock_value.items()}),
    ),
    "months gone": ("verify-figures", lambda p: attrs.evolve(p, months=p.months[:-1])),
    "another start": (
        "verify-figures",
        lambda p: attrs.evolve(
            p, world=p.world.with_table("settings", {1: evolved(p.world.settings, {"first_month": None})})
        ),
    ),
}
SERIES = ("arrivals", "production", "stock", "target", "delivered", "late", "lost", "safety_short")


def test_a_sound_plan_has_no_fault() -> None:
    plan = _sound()
    assert verify(plan) == ()
    assert {bent.kind for bent in plan.bent} >= {"share at least", "storage limit", "closing stock"}
    assert plan.arrivals["IREL-magnet"][3] == pytest.approx(60 - 45)
    assert plan.safety_short["magnet"][0] > 0
    paid = {part: cost for part, cost in attrs.asdict(plan.cost).items() if cost > 0}
    assert list(paid) == ["landed", "orders", "contracts", "holding", "capital", "recipes", "penalties"]
    assert {order.licence for order in plan.orders} == {"", "new", "L1"}


@pytest.mark.parametrize("name", BROKEN)
def test_a_plan_that_is_wrong_in_one_place_is_found_out(name: str) -> None:
    key, broken = BROKEN[name]
    assert key in {fault.key for fault in verify(broken(_sound()))}


@pytest.mark.parametrize("table", SERIES)
@pytest.mark.parametrize("values", [(NAN,) * 6, (0.0, NAN, 0.0, 0.0, 0.0, 0.0), (float("inf"),) * 6, (), (0.0,) * 5])
def test_a_series_without_a_number_for_every_month_is_found(table: str, values: Series) -> None:
    series = getattr(_sound(), table)
    name = [*series][-1]
    faults = verify(_with(table, {**series, name: values}))
    assert [fault.key for fault in faults] == ["verify-figures"]
    assert faults[0].where.endswith(f" {name}")


@pytest.mark.parametrize("table", [*SERIES, "stock_value"])
def test_a_series_that_is_missing_or_of_nothing_is_found(table: str) -> None:
    series = getattr(_sound(), table)
    name = [*series][-1]
    missing = {key: values for key, values in series.items() if key != name}
    for wrong in (missing, {**series, "nothing": series[name]}):
        assert {fault.key for fault in verify(_with(table, wrong))} == {"verify-figures"}


@pytest.mark.parametrize("value", [NAN, 0.0])
def test_a_worth_of_stock_that_is_no_number_or_another_is_found(value: float) -> None:
    plan = _sound()
    wrong = attrs.evolve(plan, stock_value={**plan.stock_value, "magnet": value})
    assert {fault.where.split()[-1] for fault in verify(wrong)} == {"magnet"}


@pytest.mark.parametrize("part", ["landed", "orders", "contracts", "holding", "capital", "recipes", "penalties"])
def test_every_part_of_the_cost_is_recomputed(part: str) -> None:
    plan = _sound()
    wrong = attrs.evolve(plan, cost=attrs.evolve(plan.cost, **{part: getattr(plan.cost, part) * 1.01}))
    assert any(fault.key == "verify-cost" and part in fault.where for fault in verify(wrong))


def test_a_new_file_is_refused_where_none_may_be_planned() -> None:
    plan = _sound()
    regimes = tiny_rows("regimes", new_files=False)
    world = plan.world.with_table("regimes", dict(enumerate(regimes, start=1)))
    assert "verify-new-file" in {fault.key for fault in verify(attrs.evolve(plan, world=world))}


def test_a_target_that_the_plan_forgot_is_found() -> None:
    forgetful = attrs.evolve(_sound(), target={}, delivered={}, late={}, lost={})
    assert "verify-target" in {fault.key for fault in verify(forgetful)}


def test_what_is_made_with_a_delay_comes_that_much_later_and_not_after_the_end() -> None:
    plan = optimise(tiny_project(recipes=tiny_rows("recipes", delay=2)), "least", "", Silent())
    assert verify(plan) == ()
    assert plan.production["assembly"][4:] == (0.0, 0.0)
    sooner = attrs.evolve(plan, world=plan.world.with_table("recipes", {1: tiny_rows("recipes", delay=1)[0]}))
    assert {"motor 2027-02", "motor 2027-03"} <= {f.where for f in verify(sooner) if f.key == "verify-balance"}
