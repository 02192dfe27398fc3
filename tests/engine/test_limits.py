"""Each physical limit binds alone, on programs of a few rows whose answers are known beforehand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from desktop.engine import limits
from desktop.engine.draft import Draft
from desktop.engine.program import Sparse
from desktop.engine.vectors import FloatArray
from desktop.model.records import Commitment, Licence, Receipt, Recipe, RecipeInput, Target
from desktop.model.records.table import Record
from tests.engine.written import drafted, least, most
from tests.tiny import FIRST, MONTHS, tiny_records, tiny_rows


def _draft(**changed: Sequence[Record]) -> Draft:
    """A draft with the stock balance alone."""
    draft = drafted(**changed)
    limits.balance_stock(draft)
    return draft


def _least(draft: Draft, goal: Sparse) -> FloatArray:
    return least(draft, (goal.columns, goal.weights))


def test_stock_receipts_and_usable_arrivals_leave_as_finished_goods() -> None:
    items = tiny_rows("items", "magnet", opening_stock=30.0)
    offers = [
        *tiny_rows("offers", usable_yield=0.5)[:1],
        *tiny_rows("offers", capacity=0.0, usable_yield=0.25)[1:],
    ]
    receipts = [Receipt(offer="JL-magnet", month=FIRST, quantity=40.0)]
    draft = _draft(items=items, offers=offers, receipts=receipts)
    assert most(draft, draft.columns.deliver[:, 0]) == pytest.approx((30 + 40 + 60 * 0.5) / 2)


def test_a_delayed_recipe_gives_later_what_it_takes_now() -> None:
    offers = [*tiny_rows("offers")[:1], *tiny_rows("offers", capacity=0.0)[1:]]
    draft = _draft(offers=offers, recipes=tiny_rows("recipes", delay=2))
    assert most(draft, draft.columns.deliver[:, :2]) == 0.0
    assert most(draft, draft.columns.deliver) == pytest.approx(4 * 30)
    never = _draft(offers=offers, recipes=tiny_rows("recipes", delay=9))
    assert most(never, never.columns.deliver) == 0.0


def test_what_does_not_fit_the_store_is_told_as_over() -> None:
    items = tiny_rows("items", "magnet", opening_stock=100.0, storage_limit=80.0)
    draft = _draft(items=items, recipes=tiny_rows("recipes", capacity=0.0))
    x = _least(draft, limits.limit_storage(draft))
    assert x[draft.columns.over[0]].tolist() == pytest.approx([20.0] * 6)


def test_what_does_not_fit_the_store_of_all_items_is_told_by_the_space_it_takes() -> None:
    items = tiny_rows("items", "magnet", opening_stock=100.0, storage_use=0.5)
    settings = tiny_rows("settings", storage_limit=30.0)
    draft = _draft(settings=settings, items=items, recipes=tiny_rows("recipes", capacity=0.0))
    over, goal = limits.limit_all_storage(draft)
    x = _least(draft, goal)
    assert x[over].tolist() == pytest.approx([100 * 0.5 - 30.0] * 6)
    assert goal.value(x) == pytest.approx(6 * 20 / 100)  # in hundreds, as motors take a space each


def test_a_project_without_a_storage_limit_has_no_row_for_one() -> None:
    draft = _draft()
    rows = draft.program.row_count
    over, goal = limits.limit_all_storage(draft)
    assert (over.size, goal.columns.size, draft.program.row_count) == (0, 0, rows)


def test_items_that_take_no_space_fill_no_store() -> None:
    items = tiny_rows("items", storage_use=0.0, opening_stock=100.0)
    draft = _draft(settings=tiny_rows("settings", storage_limit=0.0), items=items)
    over, goal = limits.limit_all_storage(draft)
    assert _least(draft, goal)[over].tolist() == [0.0] * 6


def test_a_promise_is_delivered_late_or_lost() -> None:
    draft = _draft(recipes=tiny_rows("recipes", capacity=40.0))
    limits.promise_deliveries(draft)
    columns = draft.columns
    x = _least(draft, Sparse.of((columns.lost, 1.0)))
    assert x[columns.lost].sum() == pytest.approx(6 * 50 - 6 * 40)
    assert x[columns.late[0, -1]] == 0.0


@pytest.mark.parametrize(
    ("changed", "first", "rest"),
    [
        ({}, 15.0, 15.0),
        ({"receipts": [Receipt(offer="JL-magnet", month=FIRST, quantity=5.0)]}, 10.0, 15.0),
        ({"receipts": [Receipt(offer="JL-magnet", month=FIRST, quantity=50.0)]}, 0.0, 15.0),
        ({"commitments": [Commitment(id="c", source="JL", item="magnet", quantity=4.0)]}, 11.0, 11.0),
        ({"commitments": [Commitment(id="c", source="JL", item="motor", quantity=6.0)]}, 12.0, 12.0),
    ],
)
def test_a_joint_capacity_is_used_by_orders_receipts_and_commitments(
    changed: dict[str, Sequence[Record]], first: float, rest: float
) -> None:
    offers = tiny_rows("offers", "JL-magnet", capacity_use=2.0)
    draft = _draft(sources=tiny_rows("sources", "JL", capacity=30.0), offers=offers, **changed)
    limits.share_capacity(draft)
    assert most(draft, draft.columns.arrive[1, :1]) == pytest.approx(first)
    assert most(draft, draft.columns.arrive[1, 1:2]) == pytest.approx(rest)


def test_a_receipt_takes_the_joint_capacity_of_what_was_bought_for_it() -> None:
    """5 kg usable at a yield of 0.5 are 10 kg as bought, of 30."""
    offers = tiny_rows("offers", "JL-magnet", usable_yield=0.5)
    receipts = [Receipt(offer="JL-magnet", month=FIRST, quantity=5.0)]
    draft = _draft(sources=tiny_rows("sources", "JL", capacity=30.0), offers=offers, receipts=receipts)
    limits.share_capacity(draft)
    assert most(draft, draft.columns.arrive[1, :1]) == pytest.approx(20.0)


def test_a_committed_item_leaves_what_its_offers_have_beyond() -> None:
    draft = _draft(commitments=[Commitment(id="c", source="IREL", item="magnet", quantity=45.0)])
    limits.share_capacity(draft)
    assert most(draft, draft.columns.arrive[0, :1]) == pytest.approx(60 - 45)


def test_a_file_is_drawn_up_to_its_quantity_and_its_offer_up_to_its_capacity() -> None:
    licence = Licence(id="L1", regime="A18", offer="JL-magnet", quantity=30.0, status="granted")
    draft = _draft(licences=[licence], offers=tiny_rows("offers", "JL-magnet", capacity=20.0))
    limits.share_capacity(draft)
    assert most(draft, draft.columns.arrive[2]) == pytest.approx(30.0)
    assert most(draft, draft.columns.arrive[1:, 0]) == pytest.approx(20.0)


def test_a_recipe_makes_at_most_its_share() -> None:
    recipes = [
        Recipe(id="assembly", output="motor", largest_share=25.0),
        Recipe(id="other", output="motor", capacity=30.0),
    ]
    inputs = [*tiny_records()["recipe_inputs"], RecipeInput(recipe="other", item="magnet", quantity=2.0)]
    draft = _draft(recipes=recipes, recipe_inputs=inputs)
    limits.share_making(draft)
    assert most(draft, draft.columns.make[0, :1]) == pytest.approx(10.0)


def test_cover_is_asked_of_the_months_named_and_by_the_next_months_use() -> None:
    """In March cover is for April's use, in June for June's own; 1.5 times 40 and 30 kg, of which 25 are there."""
    targets = [Target(item="magnet", month=FIRST.plus(at), quantity=10.0 * (at + 1)) for at in range(6)]
    items = tiny_rows("items", "magnet", opening_stock=25.0)
    draft = _draft(items=items, targets=targets, offers=[], recipes=tiny_rows("recipes", capacity=0.0))
    short = draft.program.columns((2,), 1.0)
    limits.cover_use(draft, 0, np.array([2, 5]), 1.5, short)
    assert least(draft, (short, 1.0))[short].tolist() == pytest.approx([1.5 * 40 - 25, 1.5 * 60 - 25])


def test_a_stock_that_cannot_be_built_falls_short_of_its_days_of_use() -> None:
    targets = [Target(item="magnet", month=month, quantity=30.0) for month in MONTHS[1:]]
    draft = _draft(items=tiny_rows("items", "magnet", safety_days=60.0), offers=[], targets=targets)
    goal = limits.keep_safety(draft)
    x = _least(draft, goal)
    assert x[draft.columns.short[0]].tolist() == pytest.approx([60.0] * 6)
    assert goal.value(x) == pytest.approx(360.0 / 25)  # a month moves 150 / 6 kg; nothing has a price to weigh by


def test_safety_looks_at_what_the_next_month_makes_and_is_weighed_by_worth() -> None:
    items = tiny_rows("items", "magnet", safety_days=90.0, opening_stock=40.0)
    draft = _draft(items=items, offers=tiny_rows("offers", capacity=0.0))
    columns = draft.columns
    goal = limits.keep_safety(draft)
    x = _least(draft, Sparse.of((columns.short, 1.0), (columns.make[0, 1:2], -100.0)))
    assert x[columns.make[0]].tolist() == pytest.approx([0.0, 20.0, 0.0, 0.0, 0.0, 0.0])
    assert x[columns.short[0]].tolist() == pytest.approx([3 * 40.0 - 40.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    assert goal.value(x) == pytest.approx(80 * 3200.0)


@pytest.mark.parametrize(("closing", "opening", "off"), [("at least", 40.0, 60.0), ("exactly", 130.0, 30.0)])
def test_what_differs_from_the_closing_stock_is_told(closing: str, opening: float, off: float) -> None:
    items = tiny_rows("items", "magnet", closing=closing, closing_stock=100.0, opening_stock=opening)
    draft = _draft(items=items, offers=[], recipes=tiny_rows("recipes", capacity=0.0))
    x = _least(draft, limits.close_stock(draft))
    assert x[draft.columns.closing[0]].max() == pytest.approx(off)
    assert x[draft.columns.closing[0]].min() == 0.0
