"""What holds of every plan: nothing vanishes, more room never costs, and telling it otherwise changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import accumulate, islice

import attrs
import pytest

from desktop.engine.goals import optimise
from desktop.engine.whole import Enough, improve
from desktop.model.checks import errors
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Commitment, Event, Item, Offer, Receipt, Recipe, RecipeInput, Record, Rule
from desktop.model.records.table import evolved
from tests.engine.changed import in_halves, in_other_units, renamed, reordered
from tests.engine.drawn import MIXES, SCENARIO, drawn_project

KEPT = 1e-6
"""What a goal may lose to those before it (model.md section 5)."""
EXACT = 1e-9
TIES = "early arrival"
"""The last goal goes by the order of the offers too."""


def _projects(first: int, count: int) -> list[Project]:
    """The drawn projects of some seeds that pass their checks: most of them do, or a property says nothing."""
    drawn = (drawn_project(seed) for seed in range(first, first + count))
    sound = [project for project in drawn if not errors(project)]
    assert len(sound) > count / 2
    return sound


def _plan(project: Project, mix: str = MIXES[0], scenario: str = SCENARIO) -> Plan:
    return optimise(project, mix, scenario, Silent())


def _worse(plan: Plan, other: Plan) -> str:
    """The first goal in which ``plan`` does less well than ``other``, unless it does better in one before."""
    mine, theirs = ({goal.name: goal.value for goal in one.goals} for one in (plan, other))
    for name in dict.fromkeys([*theirs, *mine]):
        value, reached = mine.get(name, 0.0), theirs.get(name, 0.0)
        allowed = KEPT * max(abs(reached), 1.0)
        if value > reached + allowed:
            return f"{name}: {value} instead of {reached}"
        if value < reached - allowed:
            break
    return ""


@pytest.mark.parametrize("first", [1000, 1050])
def test_nothing_appears_and_nothing_vanishes(first: int) -> None:
    for project in _projects(first, 50):
        plan = _plan(project)
        for item in plan.world.all(Item):
            net, moved = [0.0] * (len(plan.months) + 1), 0.0
            for month, quantity in _flows(plan, item):
                net[month] += quantity
                moved += abs(quantity)
            assert plan.stock[item.id] == pytest.approx(list(accumulate(net))[1:], abs=KEPT * moved)


def _flows(plan: Plan, item: Item) -> Iterator[tuple[int, float]]:
    """What comes of an item (above zero) and goes, with the month, counted from 1; 0 is what was there before."""
    world, at = plan.world, {month: place for place, month in enumerate(plan.months, start=1)}
    yield 0, item.opening_stock
    for offer in (offer for offer in world.all(Offer) if offer.item == item.id):
        yield from ((place, bought * offer.usable_yield) for place, bought in enumerate(plan.arrivals[offer.id], 1))
    for receipt in world.all(Receipt):
        if receipt.month in at and world.by_id(Offer)[receipt.offer].item == item.id:
            yield at[receipt.month], receipt.quantity
    for recipe in world.all(Recipe):
        takes = sum(row.quantity for row in world.all(RecipeInput) if (row.recipe, row.item) == (recipe.id, item.id))
        for place, made in enumerate(plan.production[recipe.id], 1):
            yield place, -made * takes
            if recipe.output == item.id and made:
                yield place + recipe.delay, made
    yield from ((place, -delivered) for place, delivered in enumerate(plan.delivered.get(item.id, ()), 1))


def test_what_is_promised_is_delivered_late_or_lost() -> None:
    for project in _projects(1100, 50):
        plan = _plan(project)
        for item, target in plan.target.items():
            size = sum(target) + 1e-300
            met = sum(plan.delivered[item]) + sum(plan.lost[item])
            assert met == pytest.approx(size, rel=KEPT)
            late = accumulate(a - b - c for a, b, c in zip(target, plan.delivered[item], plan.lost[item], strict=True))
            assert plan.late[item] == pytest.approx(list(late), abs=KEPT * size)


def _with(project: Project, table: str, change: Callable[[Record], Record]) -> Project:
    return project.with_table(table, {row: change(record) for row, record in project.tables[table].items()})


def _doubled(*places: tuple[str, str]) -> Callable[[Project], Project]:
    """Twice as much in some fields of some tables; what is unlimited stays so."""

    def change(project: Project) -> Project:
        for table, field in places:
            rows = project.tables[table].items()
            more = {row: (record, getattr(record, field)) for row, record in rows}
            project = project.with_table(
                table, {row: evolved(record, {field: value and value * 2.0}) for row, (record, value) in more.items()}
            )
        return project

    return change


MORE = {
    "capacity of offers": _doubled(("offers", "capacity"), ("capacities", "value")),
    "capacity of sources": _doubled(("sources", "capacity")),
    "capacity of recipes": _doubled(("recipes", "capacity")),
    "files": _doubled(("licences", "quantity")),
    "storage": _doubled(("items", "storage_limit"), ("settings", "storage_limit")),
}


@pytest.mark.parametrize("more", MORE.values(), ids=MORE)
def test_more_room_never_makes_a_plan_worse(more: Callable[[Project], Project]) -> None:
    for project in _projects(1200, 40):
        roomier = more(project)
        if roomier.content() != project.content():
            assert _worse(_plan(roomier), _plan(project)) == ""


@pytest.mark.parametrize("table", ["rules", "pins"])
def test_a_dropped_rule_never_makes_a_plan_worse(table: str) -> None:
    for project in _projects(1300, 60):
        before = _plan(project) if project.tables[table] else None
        for row in project.tables[table]:
            assert before is not None
            assert _worse(_plan(project.drop(table, [row])), before) == ""


def test_the_same_input_gives_the_same_plan() -> None:
    for project in _projects(1400, 30):
        one, other = (attrs.asdict(_plan(project), recurse=False) for _ in range(2))
        assert {**one, "effort": None, "world": None} == {**other, "effort": None, "world": None}


def test_other_names_change_nothing_but_the_names() -> None:
    for project in _projects(1500, 40):
        told, names = renamed(project)
        one, other = _plan(project), optimise(told, names[MIXES[0]], names[SCENARIO], Silent())
        assert [attrs.evolve(goal, solves=0) for goal in other.goals] == [attrs.evolve(g, solves=0) for g in one.goals]
        assert other.cost == one.cost
        assert other.arrivals == {names[offer]: series for offer, series in one.arrivals.items()}
        assert other.stock == {names[item]: series for item, series in one.stock.items()}


def test_another_order_of_records_changes_no_goal_and_no_cost() -> None:
    for number, project in enumerate(_projects(1600, 40)):
        one, other = _plan(project), _plan(reordered(project, number))
        assert other.cost.total == pytest.approx(one.cost.total, rel=KEPT)
        _assert_same_goals(other, one)


def _assert_same_goals(plan: Plan, other: Plan) -> None:
    found, told = ({goal.name: goal.value for goal in one.goals if goal.name != TIES} for one in (plan, other))
    assert found == pytest.approx(told, rel=KEPT, abs=KEPT)


def _plain(project: Project) -> Project:
    """The project without terms that a source has once, however large, and without what names or counts sources."""
    none = {"order_cost": 0.0, "contract_cost": 0.0, "least_per_year": 0.0, "take_or_pay_share": 0.0}
    project = _with(project, "sources", lambda source: evolved(source, none))
    project = _with(project, "incentives", lambda incentive: evolved(incentive, {"least_domestic": 0.0}))
    for table in ("tiers", "pins"):
        project = project.drop(table, project.tables[table])
    sums = ("share", "amount", "cover")
    rules = [
        row for row, rule in project.rows(Rule).items() if rule.source or rule.offer or not rule.kind.startswith(sums)
    ]
    events = [row for row, event in project.rows(Event).items() if event.source or event.kind == "capacity value"]
    return project.drop("rules", rules).drop("events", events)


def test_a_source_in_two_halves_is_as_good_as_the_whole() -> None:
    for project in map(_plain, _projects(1650, 60)):
        one, other = _plan(project), _plan(in_halves(project))
        assert other.cost.total == pytest.approx(one.cost.total, rel=KEPT)
        _assert_same_goals(other, one)


SIZES = {"gram": 1000.0, "kilogram": 1.0, "tonne": 0.001}
MONEY = {"paise": 100.0, "rupee": 1.0, "crore": 1e-7}


def _countable(project: Project) -> Project:
    """The project in pieces, free of what goes by the kilogram and of what is counted in no unit that could change.

    That are events that set incentives of two sorts, and commitments of an item whose use of capacity nobody knows.
    """
    project = _with(project, "items", lambda item: evolved(item, {"unit": "piece"}))
    project = _with(project, "offers", lambda offer: evolved(offer, {"licence": "not needed"}))
    odd = [row for row, event in project.rows(Event).items() if event.kind == "incentive rate"]
    offered = {(offer.source, offer.item) for offer in project.all(Offer)}
    strange = [row for row, owed in project.rows(Commitment).items() if (owed.source, owed.item) not in offered]
    return project.drop("events", odd).drop("commitments", strange)


each_unit = pytest.mark.parametrize("units", SIZES.values(), ids=SIZES)
each_money = pytest.mark.parametrize("money", MONEY.values(), ids=MONEY)


@cache
def _in_kilograms_and_rupees() -> tuple[tuple[Project, Plan], ...]:
    """A hundred projects and their plans."""
    projects = islice(map(_countable, _projects(1700, 150)), 100)
    return tuple((project, _plan(project)) for project in projects)


@each_money
@each_unit
def test_units_and_currency_change_nothing_but_the_scale(units: float, money: float) -> None:
    for project, one in _in_kilograms_and_rupees():
        other = _plan(in_other_units(project, units, money))
        assert other.cost.total == pytest.approx(one.cost.total * money, rel=EXACT)
        size = max((max(series) for series in one.arrivals.values()), default=0.0)
        for offer, series in one.arrivals.items():
            assert other.arrivals[offer] == pytest.approx([x * units for x in series], abs=KEPT * units * size)


@pytest.mark.parametrize(("units", "money"), [(1000.0, 100.0), (0.001, 1e-7)], ids=["gram-paise", "tonne-crore"])
def test_units_and_currency_change_no_whole_plan_by_more_than_its_gap(units: float, money: float) -> None:
    limits = Enough(seconds=20.0, gap=1e-7)
    for project in islice(map(_countable, _projects(1900, 40)), 12):
        told = in_other_units(project, units, money)
        one, other = (improve(each, MIXES[0], SCENARIO, limits, Silent()) for each in (project, told))
        assert other.cost.total == pytest.approx(one.cost.total * money, rel=KEPT)
