"""What incentives pay at most once it is known what is bought and made, and both sides of the domestic value cliff."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from desktop.engine.draft import Draft
from desktop.engine.incentives import Grant, add_incentives, incentive_terms
from desktop.engine.solver import Within
from desktop.engine.tiers import add_tiers
from desktop.model.fields import Value
from desktop.model.records import Incentive, Item, Offer, Receipt, Recipe, RecipeInput, Record, Tier
from desktop.model.records.table import evolved
from tests.engine.written import arriving, drafted, drafted_whole, least
from tests.tiny import FIRST, tiny_records, tiny_rows

GRANT = Incentive(id="pli", item="motor", rate=1000.0)
NOTHING = (0.0,) * 6


def _written(incentive: Record, **changed: Sequence[Record]) -> tuple[Draft, list[Grant]]:
    draft = drafted_whole(incentives=[incentive], **changed)
    return draft, add_incentives(draft)


def _grant(**values: Value) -> Record:
    return evolved(GRANT, values)


def _held(draft: Draft, made: Sequence[Sequence[float]], arrivals: Sequence[Sequence[float]]) -> Within:
    """What is made by each recipe, and what arrives of each offer."""
    held = arriving(draft, *arrivals)
    making = np.array(made).reshape(draft.columns.make.shape)
    return Within(
        fixed=np.concatenate([held.fixed, draft.columns.make.ravel()]),
        values=np.concatenate([held.values, making.ravel()]),
    )


def _paid(draft: Draft, grants: Sequence[Grant], made: Sequence[float], *arrivals: Sequence[float]) -> list[float]:
    """What each grant pays at most when so much is begun each month and this arrives of each offer."""
    x = least(draft, *incentive_terms(grants), held=_held(draft, [made], arrivals))
    return [round(float(x[grant.paid]), 4) for grant in grants]


# ------------------------------------------------------------------------- by unit


def test_an_incentive_pays_for_each_unit_finished_in_each_fiscal_year() -> None:
    draft, grants = _written(GRANT)
    assert [grant.months.tolist() for grant in grants] == [[0, 1, 2], [3, 4, 5]]
    assert _paid(draft, grants, (10.0, 20.0, 0.0, 0.0, 0.0, 5.0)) == [30_000.0, 5_000.0]


def test_what_is_made_is_paid_for_when_it_is_finished() -> None:
    draft, grants = _written(GRANT, recipes=tiny_rows("recipes", delay=2))
    assert _paid(draft, grants, (10.0, 20.0, 0.0, 5.0, 0.0, 0.0)) == [10_000.0, 25_000.0]


def test_what_is_bought_is_paid_for_as_far_as_it_is_usable_with_what_is_on_order() -> None:
    """Of 50 kg 40 are usable; a receipt is usable already."""
    receipts = [Receipt(offer="JL-magnet", month=FIRST.plus(3), quantity=7.0)]
    offers = tiny_rows("offers", "IREL-magnet", usable_yield=0.8)
    draft, grants = _written(_grant(item="magnet"), offers=offers, receipts=receipts)
    bought = (50.0, *NOTHING[1:]), (0.0, 10.0, *NOTHING[2:])
    assert _paid(draft, grants, NOTHING, *bought) == [50_000.0, 7_000.0]


def test_an_incentive_pays_in_its_own_months_alone() -> None:
    draft, grants = _written(_grant(first_month=FIRST.plus(1), last_month=FIRST.plus(3)))
    assert [grant.months.tolist() for grant in grants] == [[1, 2], [3]]
    assert _paid(draft, grants, (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)) == [6_000.0, 8_000.0]


@pytest.mark.parametrize("months", [{"first_month": FIRST.plus(6)}, {"last_month": FIRST.plus(-1)}])
def test_an_incentive_outside_the_horizon_is_none(months: dict[str, Value]) -> None:
    assert _written(_grant(**months))[1] == []


def test_no_more_than_the_cap_is_paid_in_a_fiscal_year() -> None:
    draft, grants = _written(_grant(cap=25_000.0))
    assert _paid(draft, grants, (10.0, 20.0, 0.0, 0.0, 0.0, 5.0)) == [25_000.0, 5_000.0]
    draft, grants = _written(_grant(cap=0.0))
    assert _paid(draft, grants, (10.0, 20.0, 0.0, 0.0, 0.0, 5.0)) == [0.0, 0.0]


def test_an_incentive_at_no_rate_pays_nothing() -> None:
    draft, grants = _written(_grant(rate=0.0, least_domestic=50.0))
    assert _paid(draft, grants, (10.0,) * 6, (20.0,) * 6) == [0.0, 0.0]


# ------------------------------------------------------------------------- by value


def test_a_share_of_the_value_is_of_what_goes_into_the_item_and_of_its_making() -> None:
    """10 kg at 5,000 INR, 10 kg at 3,200 INR and 5 motors begun at 100 INR are worth 82,500 INR."""
    draft, grants = _written(_grant(rate=10.0, rate_kind="% of value"))
    made = (5.0, *NOTHING[1:])
    assert _paid(draft, grants, made, (10.0, *NOTHING[1:]), (0.0, 10.0, *NOTHING[2:])) == [8_250.0, 0.0]


def test_making_is_worth_its_cost_in_the_month_in_which_it_is_begun() -> None:
    draft, grants = _written(_grant(rate=10.0, rate_kind="% of value"), recipes=tiny_rows("recipes", cost=1e4, delay=2))
    assert _paid(draft, grants, (0.0, 3.0, *NOTHING[2:])) == [3_000.0, 0.0]


def test_what_is_on_order_is_worth_what_it_costs_as_bought() -> None:
    """8 kg usable at a yield of 0.8 are 10 kg as bought."""
    receipts = [Receipt(offer="IREL-magnet", month=FIRST, quantity=8.0)]
    offers = tiny_rows("offers", "IREL-magnet", usable_yield=0.8)
    draft, grants = _written(_grant(rate=10.0, rate_kind="% of value"), offers=offers, receipts=receipts)
    assert _paid(draft, grants, NOTHING) == [5_000.0, 0.0]


def test_value_is_followed_through_every_recipe_and_to_nothing_else() -> None:
    """Magnets are made of alloy as well, which is made of oxide and of scrapped motors; wire goes into nothing."""
    names = ("alloy", "oxide", "wire")
    changed: dict[str, Sequence[Record]] = {
        "items": [*tiny_records()["items"], *(Item(id=name, kind="alloy", unit="kg") for name in names)],
        "offers": [
            *tiny_records()["offers"],
            *(Offer(id=f"IREL-{name}", source="IREL", item=name, price=10.0) for name in names),
        ],
        "recipes": [
            *tiny_records()["recipes"],
            Recipe(id="sintering", output="magnet", cost=30.0),
            Recipe(id="melting", output="alloy", cost=7.0),
            Recipe(id="drawing", output="wire", cost=900.0),
        ],
        "recipe_inputs": [
            *tiny_records()["recipe_inputs"],
            RecipeInput(recipe="sintering", item="alloy", quantity=1.1),
            RecipeInput(recipe="melting", item="oxide", quantity=1.2),
            RecipeInput(recipe="melting", item="motor", quantity=0.1),
            RecipeInput(recipe="drawing", item="alloy", quantity=1.0),
        ],
    }
    draft, (first, _) = _written(_grant(rate=100.0, rate_kind="% of value"), **changed)
    one = (1.0, *NOTHING[1:])
    x = least(draft, *incentive_terms([first]), held=_held(draft, [one] * 4, [one] * 5))
    assert x[first.paid] == pytest.approx(5000 + 3200 + 10 + 10 + 100 + 30 + 7)


def test_what_would_be_paid_follows_from_quantity_or_value_up_to_the_cap() -> None:
    for incentive, most in (
        (GRANT, 3000.0),
        (_grant(cap=2000.0), 2000.0),
        (_grant(rate=2.0, rate_kind="% of value"), 1600.0),
        (_grant(rate=2.0, rate_kind="% of value", cap=9e9), 1600.0),
    ):
        _, (grant, _) = _written(incentive)
        assert grant.most(3.0, 80_000.0) == pytest.approx(most)


# ------------------------------------------------------------------------- the cliff


def _cliff(domestic: float, **values: Value) -> tuple[Draft, list[Grant]]:
    """Half of the value has to be domestic; IREL's is so far, JL's not, and making is altogether."""
    offers = tiny_rows("offers", "IREL-magnet", domestic_value=domestic)
    return _written(_grant(least_domestic=50.0, **values), offers=offers)


@pytest.mark.parametrize(("domestic", "paid"), [(80.0, 0.0), (81.4, 0.0), (81.6, 5_000.0), (100.0, 5_000.0)])
def test_nothing_is_paid_where_too_little_of_the_value_is_domestic(domestic: float, paid: float) -> None:
    """Of 82,500 INR 500 are for making; of 50,000 INR paid to IREL 81.5 % are needed besides."""
    draft, grants = _cliff(domestic)
    bought = (10.0, *NOTHING[1:]), (0.0, 10.0, *NOTHING[2:])
    assert _paid(draft, grants, (5.0, *NOTHING[1:]), *bought) == [paid, 0.0]


@pytest.mark.parametrize(
    ("values", "paid"),
    [
        ({}, 5_000.0),
        ({"cap": 3_000.0}, 3_000.0),
        ({"rate": 10.0, "rate_kind": "% of value"}, 8_250.0),
        ({"rate": 10.0, "rate_kind": "% of value", "cap": 3_000.0}, 3_000.0),
        ({"rate": 1e-3}, 0.005),
        ({"rate": 1e7}, 5e7),
    ],
)
def test_beyond_the_cliff_all_is_paid_that_is_earned(values: dict[str, Value], paid: float) -> None:
    draft, grants = _cliff(90.0, **values)
    bought = (10.0, *NOTHING[1:]), (0.0, 10.0, *NOTHING[2:])
    assert _paid(draft, grants, (5.0, *NOTHING[1:]), *bought) == pytest.approx([paid, 0.0])


def test_each_fiscal_year_has_its_own_cliff() -> None:
    draft, grants = _cliff(90.0)
    from_jl = (10.0, *NOTHING[1:])
    from_irel = (0.0, 0.0, 0.0, 10.0, 0.0, 0.0)
    made = (5.0, 0.0, 0.0, 5.0, 0.0, 0.0)
    assert _paid(draft, grants, made, from_irel, from_jl) == [0.0, 5_000.0]


def test_what_is_on_order_counts_on_either_side() -> None:
    """8,200 INR of IREL at 90 % make up for 6,400 INR of JL; with what is on order they no longer do."""
    offers = tiny_rows("offers", "IREL-magnet", domestic_value=90.0)
    made, irel, jl = (1.0, *NOTHING[1:]), (1.64, *NOTHING[1:]), (2.0, *NOTHING[1:])
    receipt = Receipt(offer="JL-magnet", month=FIRST, quantity=1.0)
    for receipts, paid in (([], 1_000.0), ([receipt], 0.0), ([evolved(receipt, {"offer": "IREL-magnet"})], 1_000.0)):
        draft, grants = _written(_grant(least_domestic=50.0), offers=offers, receipts=receipts)
        assert _paid(draft, grants, made, irel, jl) == [paid, 0.0]


def test_relaxed_a_part_is_paid_short_of_the_cliff() -> None:
    offers = tiny_rows("offers", "IREL-magnet", domestic_value=80.0)
    draft = drafted(incentives=[_grant(least_domestic=50.0)], offers=offers)
    grants = add_incentives(draft)
    bought = (10.0, *NOTHING[1:]), (0.0, 10.0, *NOTHING[2:])
    part, nothing = _paid(draft, grants, (5.0, *NOTHING[1:]), *bought)
    assert 0.0 < part <= 5_000.0
    assert nothing == 0.0


def test_where_nothing_domestic_is_asked_nothing_is_decided() -> None:
    draft, grants = _written(GRANT)
    assert ([grant.reached for grant in grants], draft.decided().columns.size) == ([None, None], 0)
    draft, grants = _cliff(90.0)
    assert draft.decided().columns.tolist() == [grant.reached for grant in grants]
    assert (draft.decided().first.tolist(), draft.decided().last.tolist()) == ([0, 3], [2, 5])


def test_an_item_that_nobody_sells_or_makes_earns_nothing() -> None:
    items = [*tiny_records()["items"], Item(id="drawing", kind="component", unit="piece")]
    for kind in ("INR/unit", "% of value"):
        draft, grants = _written(_grant(item="drawing", rate_kind=kind, least_domestic=50.0), items=items)
        assert _paid(draft, grants, (10.0,) * 6, (20.0,) * 6) == [0.0, 0.0]


def test_value_in_tiers_is_no_difference_from_the_list_price() -> None:
    """What is bought in a tier far below the list price would else be worth what rounding leaves of that."""
    tiers = [Tier(offer="IREL-magnet", from_quantity=20.0, price=0.5)]
    draft = drafted_whole(incentives=[_grant(rate=20.0, rate_kind="% of value", least_domestic=50.0)], tiers=tiers)
    grant = add_incentives(draft, add_tiers(draft))[0]
    assert (grant.value.weights >= 0).all()
    assert (grant.domestic.weights >= 0).all()
    assert 0.5 in grant.value.weights
