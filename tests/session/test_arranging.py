"""Sorting, filtering and finding rows, told without a screen."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.model.months import Month
from desktop.model.records import TABLE, TABLES, Item, Offer, Record, Regime, Source, Target
from desktop.session.arranging import (
    Among,
    Arrangement,
    Between,
    Condition,
    Containing,
    Filled,
    Key,
    arranged,
    counted,
    in_order,
    kept_in_place,
    shown,
)
from tests.strategies import records

OFFERS = {
    1: Offer(id="a", source="JL", price=12345.5, capacity=60.0, first_month=Month.of(2027, 3)),
    2: Offer(id="B", source="irel", price=40.0, first_month=Month.of(2026, 12)),
    3: Offer(id="c", source="JL", price=40.0, capacity=7.0),
}
FIELDS = TABLE["offers"].fields


def _shown(asked: Arrangement, faulty: tuple[int, ...] = ()) -> list[int]:
    return arranged(OFFERS, FIELDS, asked, faulty)


@pytest.mark.parametrize(
    ("keys", "rows"),
    [
        ((), [1, 2, 3]),
        ((Key("id"),), [1, 2, 3]),
        ((Key("id", descending=True),), [3, 2, 1]),
        ((Key("price"),), [2, 3, 1]),
        ((Key("price", descending=True),), [1, 2, 3]),
        ((Key("source"), Key("price")), [2, 3, 1]),
        ((Key("source", descending=True), Key("price", descending=True)), [1, 3, 2]),
        ((Key("capacity"),), [3, 1, 2]),
        ((Key("capacity", descending=True),), [1, 3, 2]),
        ((Key("first_month"),), [2, 1, 3]),
    ],
)
def test_rows_are_sorted_by_keys_in_turn_and_empty_ones_come_last(keys: tuple[Key, ...], rows: list[int]) -> None:
    assert _shown(Arrangement(keys=keys)) == rows


@pytest.mark.parametrize(
    ("condition", "rows"),
    [
        (Among("source", frozenset({"JL"})), [1, 3]),
        (Among("capacity", frozenset({None, 7.0})), [2, 3]),
        (Among("source", frozenset()), []),
        (Between("price", 40.0, 100.0), [2, 3]),
        (Between("price", None, 40.0), [2, 3]),
        (Between("capacity", 0.0, None), [1, 3]),
        (Between("first_month", Month.of(2027, 1), Month.of(2027, 3)), [1]),
        (Containing("id", "b"), [2]),
        (Containing("price", "12,345"), [1]),
        (Containing("first_month", "mar", negated=True), [2, 3]),
        (Filled("capacity"), [1, 3]),
        (Filled("capacity", filled=False), [2]),
    ],
)
def test_a_condition_on_a_field_hides_the_other_rows(condition: Condition, rows: list[int]) -> None:
    assert _shown(Arrangement().having(condition.field, condition)) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("jl", [1, 3]),
        ("12,345", [1]),
        ("12345.5", [1]),
        ("Dec 2026", [2]),
        ("7", [1, 3]),
        ("nobody", []),
        ("INR", [1, 2, 3]),
    ],
)
def test_any_field_may_show_the_text_that_is_found(text: str, rows: list[int]) -> None:
    assert _shown(Arrangement(find=text)) == rows


def test_conditions_text_and_problems_hold_together() -> None:
    asked = Arrangement("JL", (Key("price"),), (Between("price", 0.0, 1e6),), problems=True)
    assert _shown(asked, (1, 2)) == [1]
    assert asked.filters
    assert asked.without_filters() == Arrangement(keys=(Key("price"),))
    assert not asked.without_filters().filters


def test_a_field_has_one_condition_at_most() -> None:
    asked = (
        Arrangement().having("id", Filled("id")).having("price", Filled("price")).having("id", Containing("id", "a"))
    )
    assert asked.conditions == (Filled("price"), Containing("id", "a"))
    assert asked.condition("id") == Containing("id", "a")
    assert asked.having("id", None).condition("id") is None


def test_a_field_sorts_up_then_down_then_not_and_up_to_three_sort_together() -> None:
    asked, seen = Arrangement(), []
    for _ in range(3):
        asked = asked.cycled("price")
        seen.append(asked.keys)
    assert seen == [(Key("price"),), (Key("price", descending=True),), ()]
    for field in ("source", "price", "id", "co2"):
        asked = asked.cycled(field, more=True)
    assert asked.keys == (Key("source"), Key("price"), Key("co2"))
    asked = asked.cycled("price", more=True)
    assert asked.keys == (Key("source"), Key("price", descending=True), Key("co2"))
    assert asked.cycled("price", more=True).keys == (Key("source"), Key("co2"))
    assert asked.cycled("source").keys == (Key("source", descending=True),)


@pytest.mark.parametrize(
    ("before", "now", "rows"),
    [
        ([3, 1], [1, 2, 3], [3, 1]),
        ([3, 1], [1, 2], [1]),
        ([3, 1], [1, 9, 2, 3], [3, 1, 9]),
        ([3, 1], [9, 1, 2, 3, 8], [9, 3, 8, 1]),
        ([2], [1, 9, 8, 3], [9, 8]),
        ([], [1, 9], [9]),
    ],
)
def test_after_an_edit_rows_stay_and_new_ones_follow_their_own(
    before: list[int], now: list[int], rows: list[int]
) -> None:
    offer = Offer()
    assert kept_in_place(before, dict.fromkeys((1, 2, 3), offer), dict.fromkeys(now, offer)) == rows


@settings(max_examples=60)
@given(data=st.data())
def test_any_table_can_be_sorted_and_filtered_by_any_field(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(TABLES))
    field = data.draw(st.sampled_from(table.fields))
    there: dict[int, Record] = dict(enumerate(data.draw(st.lists(records(table), max_size=4)), start=1))
    values = [getattr(record, field.name) for record in there.values()]
    up = arranged(there, table.fields, Arrangement(keys=(Key(field.name),)))
    assert sorted(up) == list(there)
    order = in_order(dict.fromkeys(values))
    places = [order.index(getattr(there[row], field.name)) for row in up]
    texts = [shown(value, field).casefold() for value in order]
    assert places == sorted(places) or len(set(texts)) < len(texts)
    for value in values:
        only = arranged(there, table.fields, Arrangement(conditions=(Among(field.name, frozenset({value})),)))
        assert only == [row for row in there if getattr(there[row], field.name) == value]
        text = shown(value, field)
        assert not text or set(only) <= set(arranged(there, table.fields, Arrangement(find=text)))


def test_values_are_counted_and_listed_in_order_with_the_empty_one_last() -> None:
    counts = counted(OFFERS.values(), "capacity")
    assert counts == {60.0: 1, None: 1, 7.0: 1}
    assert in_order(counts) == [7.0, 60.0, None]
    assert in_order(["b", "", "A"]) == ["A", "b", ""]


def test_values_are_shown_as_people_read_them() -> None:
    class_ = TABLE["sources"].field["class_"]
    assert shown(Source(class_="licensed_chinese").class_, class_) == "Licensed Chinese"
    assert shown("licensed_chinese", TABLE["sources"].field["note"]) == "licensed_chinese"
    assert shown(1234567.125) == "12,34,567.125"
    assert shown(Target(month=Month.of(2027, 1)).month) == "Jan 2027"
    assert shown(dt.date(2027, 1, 12)) == "12 Jan 2027"
    assert (shown(Regime(elements=("Dy", "Tb")).elements), shown(True), shown(None)) == ("Dy, Tb", "yes", "")
    assert shown(Item(margin=1e-20).margin) == "1e-20"
