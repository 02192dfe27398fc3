"""Which purchases a rule speaks of, what they count, in which windows, and who is a member of whom."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.engine.rules_scope import Scope, in_base, in_group, in_other, members, weights_of, windows_of
from desktop.model.fields import Value
from desktop.model.records import Content, Item, Offer, Rule
from desktop.model.records.table import evolved
from tests.engine.written import tiny_arrays
from tests.tiny import FIRST, MONTHS, tiny_records, tiny_rows

RULE = Rule(id="r", kind="share at least")


def _rule(**values: Value) -> Rule:
    rule = evolved(RULE, values)
    assert isinstance(rule, Rule)
    return rule


def _windows(**values: Value) -> list[list[int]]:
    return [[int(month) for month in months] for months in windows_of(_rule(**values), MONTHS)]


@pytest.mark.parametrize(
    ("window", "spans"),
    [
        ("horizon", [[0, 1, 2, 3, 4, 5]]),
        ("fiscal year", [[0, 1, 2], [3, 4, 5]]),
        ("month", [[0], [1], [2], [3], [4], [5]]),
    ],
)
def test_a_rule_is_taken_in_each_of_its_windows(window: str, spans: list[list[int]]) -> None:
    assert _windows(window=window) == spans


def test_a_rule_holds_from_its_first_to_its_last_month() -> None:
    first, last = FIRST.plus(1), FIRST.plus(3)
    assert _windows(window="fiscal year", first_month=first, last_month=last) == [[1, 2], [3]]
    assert _windows(first_month=FIRST.plus(-9), last_month=FIRST.plus(99)) == [[0, 1, 2, 3, 4, 5]]
    assert _windows(first_month=FIRST.plus(6)) == []


def test_cover_is_told_for_all_its_months_together_whatever_its_window() -> None:
    cover = {"kind": "cover at least", "window": "month"}
    assert _windows(**cover, first_month=FIRST.plus(2)) == [[2, 3, 4, 5]]
    assert _windows(**cover, last_month=FIRST.plus(-1)) == []


@pytest.mark.parametrize(
    ("values", "irel", "jl"),
    [
        ({}, 0.32, 0.32),
        ({"element": "Dy"}, 0.04, 0.04),
        ({"element": "Sm"}, 0.0, 0.0),
        ({"measure": "quantity"}, 1.0, 1.0),
        ({"measure": "quantity", "element": "Dy"}, 1.0, 1.0),
        ({"measure": "quantity", "element": "Sm"}, 0.0, 0.0),
        ({"measure": "value"}, 5000.0, 3200.0),
        ({"measure": "co2"}, 12.0, 30.0),
        ({"measure": "co2", "item": "motor"}, 0.0, 0.0),
    ],
)
def test_purchases_count_in_the_measure_of_the_rule(values: dict[str, Value], irel: float, jl: float) -> None:
    offers = [*tiny_rows("offers", co2=12.0)[:1], *tiny_rows("offers", co2=30.0)[1:]]
    weights = weights_of(_rule(**values), tiny_arrays(offers=offers))
    assert weights == pytest.approx(np.repeat([[irel], [jl]], 6, axis=1))


def test_what_is_contained_are_the_rare_earths_unless_one_element_is_named() -> None:
    contents = [*tiny_records()["contents"], Content(item="magnet", element="Fe", kg_per_unit=0.6)]
    data = tiny_arrays(contents=contents)
    assert weights_of(_rule(), data)[0, 0] == pytest.approx(0.32)
    assert weights_of(_rule(element="Fe"), data)[0, 0] == pytest.approx(0.6)


def test_the_base_is_of_the_rules_item_and_holds_its_element() -> None:
    items = [*tiny_records()["items"], Item(id="wire", kind="component", unit="kg")]
    data = tiny_arrays(items=items, offers=[*tiny_records()["offers"], Offer(id="wire", source="IREL", item="wire")])
    bases = {
        (item, element): in_base(_rule(item=item, element=element), data).tolist()
        for item in ("", "magnet", "wire")
        for element in ("", "Dy", "Co")
    }
    magnets, wire, nothing = [True, True, False], [False, False, True], [False] * 3
    assert bases == {
        ("", ""): [True] * 3,
        ("", "Dy"): magnets,
        ("", "Co"): nothing,
        ("magnet", ""): magnets,
        ("magnet", "Dy"): magnets,
        ("magnet", "Co"): nothing,
        ("wire", ""): wire,
        ("wire", "Dy"): nothing,
        ("wire", "Co"): nothing,
    }


@pytest.mark.parametrize(
    ("group", "inside"),
    [
        ({"class_": "domestic"}, [1.0, 0.0]),
        ({"class_": "licensed_chinese"}, [0.0, 1.0]),
        ({"country": "India"}, [1.0, 0.0]),
        ({"source": "JL"}, [0.0, 1.0]),
        ({"offer": "IREL-magnet"}, [1.0, 0.0]),
        ({"class_": "domestic", "source": "JL"}, [0.0, 0.0]),
        ({}, [1.0, 1.0]),
    ],
)
def test_a_group_holds_what_satisfies_every_selection(group: dict[str, Value], inside: list[float]) -> None:
    assert in_group(_rule(**group), tiny_arrays()).tolist() == inside


@pytest.mark.parametrize(
    ("group", "inside"),
    [
        ({"other_source": "JL"}, [False, True]),
        ({"other_offer": "IREL-magnet"}, [True, False]),
        ({"other_source": "JL", "other_offer": "IREL-magnet"}, [False, False]),
        ({"source": "JL"}, [True, True]),
    ],
)
def test_the_second_group_is_chosen_by_its_own_fields(group: dict[str, Value], inside: list[bool]) -> None:
    assert in_other(_rule(**group), tiny_arrays()).tolist() == inside


def test_members_are_sources_or_countries_with_all_their_offers() -> None:
    second = evolved(tiny_records()["sources"][0], {"id": "NFTDC"})
    offers = [*tiny_records()["offers"], Offer(id="other", source="NFTDC", item="magnet")]
    data = tiny_arrays(sources=[*tiny_records()["sources"], second], offers=offers)
    by_source = [own.tolist() for own in members(_rule(by="source"), data)]
    assert by_source == [[True, False, False], [False, True, False], [False, False, True]]
    assert [own.tolist() for own in members(_rule(by="country"), data)] == [[True, False, True], [False, True, False]]


def test_amounts_are_sums_over_the_window_of_the_group_and_of_the_base() -> None:
    scope = Scope(RULE, np.array([0, 2]), np.array([[1.0] * 3, [10.0] * 3]), np.array([0.0, 1.0]))
    bought = np.array([[1.0, 2.0, 4.0], [1.0, 1.0, 1.0]])
    assert scope.amounts(bought, np.zeros(0)) == (20.0, 25.0)
