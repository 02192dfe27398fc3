"""What the windows of a rule count, against sums worked out by hand."""

from __future__ import annotations

import attrs
import pytest

from desktop.engine import verify_tally as check
from desktop.engine.goals import optimise
from desktop.engine.ledger import Ledger
from desktop.engine.verify_tally import Tally
from desktop.model.fields import Value
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.records import Receipt, Rule
from desktop.model.records.table import evolved
from tests.tiny import FIRST, tiny_project, tiny_rows

RULE = Rule(id="r", kind="amount at most", measure="quantity")


def _ledger() -> Ledger:
    """Each month 60 kg come from IREL and 40 from JL, with 0.5 kg of CO2 each; IREL brings 10 more in January."""
    receipts = [Receipt(offer="IREL-magnet", month=FIRST, quantity=10.0)]
    offers = tiny_rows("offers", "JL-magnet", co2=0.5)
    plan: Plan = optimise(tiny_project(offers=offers), "least", "", Silent())
    world = plan.world.with_table("receipts", dict(enumerate(receipts, start=1)))
    arrivals = {"IREL-magnet": (60.0,) * 6, "JL-magnet": (40.0,) * 6}
    return Ledger(attrs.evolve(plan, world=world, arrivals=arrivals))


def _tallies(**values: Value) -> list[Tally]:
    rule = evolved(RULE, values)
    assert isinstance(rule, Rule)
    return _tallied(_ledger(), rule)


def _tallied(ledger: Ledger, rule: Rule) -> list[Tally]:
    return check.tallies(ledger, rule, check.Weights(ledger.tables, rule))


@pytest.mark.parametrize(
    ("values", "base", "group"),
    [
        ({}, 610.0, 610.0),
        ({"country": "China"}, 610.0, 240.0),
        ({"class_": "domestic"}, 610.0, 370.0),
        ({"source": "JL"}, 610.0, 240.0),
        ({"offer": "IREL-magnet"}, 610.0, 370.0),
        ({"source": "JL", "country": "India"}, 610.0, 0.0),
        ({"item": "motor"}, 0.0, 0.0),
        ({"element": "Sm"}, 0.0, 0.0),
        ({"element": "Dy", "measure": "contained"}, 24.4, 24.4),
        ({"measure": "contained", "source": "JL"}, 0.32 * 610, 0.32 * 240),
        ({"measure": "value", "source": "JL"}, 370 * 5000 + 240 * 3200, 240 * 3200),
        ({"measure": "co2"}, 120.0, 120.0),
        ({"measure": "quantity", "element": "Dy", "source": "JL"}, 610.0, 240.0),
    ],
)
def test_sums_count_the_measure_in_base_and_group(values: dict[str, Value], base: float, group: float) -> None:
    (tally,) = _tallies(**values)
    assert (tally.base, tally.group) == pytest.approx((base, group))


def test_windows_lie_within_the_months_of_the_rule() -> None:
    years = _tallies(window="fiscal year", first_month=FIRST.plus(1), last_month=FIRST.plus(3))
    assert [tally.positions for tally in years] == [[1, 2], [3]]
    assert [tally.base for tally in years] == pytest.approx([200.0, 100.0])
    months = _tallies(window="month")
    assert [tally.base for tally in months] == pytest.approx([110.0, *[100.0] * 5])


@pytest.mark.parametrize(
    ("by", "members"), [("source", {"IREL": 370.0, "JL": 240.0}), ("country", {"India": 370.0, "China": 240.0})]
)
def test_members_are_sources_or_countries_of_the_group(by: str, members: dict[str, float]) -> None:
    (tally,) = _tallies(by=by)
    assert tally.parts == pytest.approx(members)
    assert tally.members == set(members)
    (alone,) = _tallies(by=by, class_="domestic")
    assert len(alone.members) == 1


def test_use_is_told_of_base_group_and_the_second_group() -> None:
    (both,) = _tallies(source="IREL", other_source="JL")
    assert (both.base_used, both.group_used, both.other_used) == (True, True, True)
    (other,) = _tallies(source="nobody", other_offer="IREL-magnet")
    assert (other.base_used, other.group_used, other.other_used) == (True, False, True)
    (neither,) = _tallies(other_source="JL", other_offer="IREL-magnet")
    assert not neither.other_used
    (outside,) = _tallies(item="motor")
    assert not outside.base_used


def test_what_is_only_rounding_is_counted_but_not_used() -> None:
    ledger = _ledger()
    dust = attrs.evolve(ledger.plan, arrivals={"IREL-magnet": (60.0,) * 6, "JL-magnet": (1e-5,) * 6})
    (tally,) = _tallied(Ledger(dust), RULE)
    assert tally.parts["JL"] == pytest.approx(6e-5)
    assert tally.members == {"IREL"}


def test_a_member_counts_from_a_share_of_any_item_but_for_rounding() -> None:
    """370 kg of IREL and 240 kg of JL: JL brings 39.3 % of all."""
    (tally,) = _tallied(_ledger(), RULE)
    share = 240 / 610
    for asked, counting in ((share, {"IREL", "JL"}), (share + 1e-5, {"IREL"}), (0.7, set())):
        assert tally.counting(asked) == counting


def test_a_crumb_of_what_nobody_else_sells_counts_for_nobody_unless_it_was_ordered_before() -> None:
    """100 kg are needed in a month: less than 1 kg of them is no use."""
    ledger = _ledger()
    for bought, counting in ((1.01, {"JL"}), (0.99, set())):
        plan = attrs.evolve(ledger.plan, arrivals={"IREL-magnet": (0.0,) * 6, "JL-magnet": (bought, *(0.0,) * 5)})
        world = plan.world.with_table("receipts", {})
        alone = Ledger(attrs.evolve(plan, world=world))
        (tally,) = _tallied(alone, RULE)
        assert tally.counting(0.05) == counting
    placed = ledger.world.with_table("receipts", {1: Receipt(offer="JL-magnet", month=FIRST, quantity=0.5)})
    nothing = {"IREL-magnet": (0.0,) * 6, "JL-magnet": (0.0,) * 6}
    (tally,) = _tallied(Ledger(attrs.evolve(ledger.plan, arrivals=nothing, world=placed)), RULE)
    assert tally.counting(0.05) == {"JL"}


@pytest.mark.parametrize(
    ("values", "unit"),
    [
        ({}, "kg"),
        ({"measure": "value"}, "INR"),
        ({"measure": "contained"}, "kg"),
        ({"measure": "co2"}, "kg"),
        ({"item": "motor"}, "piece"),
        ({"element": "Sm"}, ""),
    ],
)
def test_sums_have_the_unit_of_their_measure_or_of_the_first_item(values: dict[str, Value], unit: str) -> None:
    rule = evolved(RULE, values)
    assert isinstance(rule, Rule)
    weights = check.Weights(_ledger().tables, rule)
    assert weights.unit == unit
