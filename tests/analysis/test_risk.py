"""Shares, concentration, and what hangs on a licence."""

from collections.abc import Callable

import attrs
import pytest

from desktop.analysis import orders, risk
from desktop.analysis.lens import ALL, Lens
from desktop.model.plan import Plan
from desktop.model.records import Content, Source
from desktop.model.records.supply import CLASSES
from tests.analysis.plans import hand_plan, hand_project, hand_records, idle_plan, solved_rich, solved_tiny


def test_classes_share_what_is_contained_and_what_is_paid() -> None:
    table = risk.shares(hand_plan())
    assert tuple(table.columns) == risk.SHARE_COLUMNS
    assert table.index.tolist() == list(CLASSES)
    assert table["contained"].tolist() == pytest.approx([32, 64, 32])
    assert table["contained_share"].tolist() == pytest.approx([0.25, 0.5, 0.25])
    assert table["value"].tolist() == [501000, 664000, 700000]
    assert table["value_share"].tolist() == pytest.approx([501 / 1865, 664 / 1865, 700 / 1865])


def test_sources_and_countries_stand_by_size() -> None:
    assert risk.shares(hand_plan(), "source").index.tolist() == ["JL", "IREL", "VAC"]
    assert risk.shares(hand_plan(), "country").index.tolist() == ["China", "Germany", "India"]


def test_an_items_shares_are_in_its_own_unit() -> None:
    table = risk.shares(hand_plan(), "class", Lens("item", "magnet"))
    assert table["contained"].tolist() == [100, 200, 100]
    assert risk.shares(hand_plan(), "source", Lens("item", "motor")).empty


def test_a_class_that_sells_nothing_has_a_share_of_nothing() -> None:
    table = risk.shares(solved_tiny())
    assert table["contained_share"].tolist() == [0, 1, 0]
    assert risk.shares(idle_plan()).to_numpy().tolist() == [[0.0] * 4] * 3


@pytest.mark.parametrize("plan", [hand_plan, solved_tiny, solved_rich], ids=["hand", "tiny", "rich"])
def test_classes_sources_and_countries_add_up_alike(plan: Callable[[], Plan]) -> None:
    groups: tuple[risk.Group, ...] = ("class", "source", "country")
    for table in (risk.shares(plan(), group) for group in groups):
        assert table["contained"].sum() == pytest.approx(orders.table(plan())["contained"].sum())
        assert table["value"].sum() == pytest.approx(plan().cost.landed)
        assert table[["contained_share", "value_share"]].sum().tolist() == pytest.approx([1, 1])


def test_concentration_is_the_sum_of_squared_shares() -> None:
    table = risk.concentration(hand_plan())
    assert tuple(table.columns) == risk.CONCENTRATION_COLUMNS
    assert table.index.tolist() == ["source", "country"]
    assert table["hhi"].tolist() == pytest.approx([0.375, 0.375])
    assert table["effective"].tolist() == pytest.approx([8 / 3, 8 / 3])


def test_a_single_source_is_full_concentration() -> None:
    assert risk.concentration(solved_tiny()).to_numpy().tolist() == [[1, 1], [1, 1]]


def test_two_sources_of_one_country_are_one_country() -> None:
    records = [source for source in hand_records()["sources"] if isinstance(source, Source)]
    sources = [attrs.evolve(source, country="China") for source in records]
    table = risk.concentration(hand_plan(hand_project(sources=sources)))
    assert table["hhi"].tolist() == pytest.approx([0.375, 1])


def test_goods_without_rare_earths_are_shared_by_value() -> None:
    plain = hand_plan(hand_project(contents=[]))
    table = risk.shares(plain)
    assert table["contained_share"].tolist() == [0, 0, 0]
    assert table["value_share"].tolist() == pytest.approx([501 / 1865, 664 / 1865, 700 / 1865])
    hhi = (501**2 + 664**2 + 700**2) / 1865**2
    assert risk.concentration(plain)["hhi"].tolist() == pytest.approx([hhi, hhi])
    assert risk.concentration(plain, Lens("element", "Dy"))["hhi"].tolist() == [0, 0]


def test_nothing_bought_is_no_concentration() -> None:
    assert risk.concentration(idle_plan()).to_numpy().tolist() == [[0, 0], [0, 0]]


def test_what_hangs_on_a_licence_is_told_for_each_element_bought() -> None:
    # 150 of 400 kg come under a licence; the receipt needs none any more.
    table = risk.on_licence(hand_plan())
    assert tuple(table.columns) == risk.LICENCE_COLUMNS
    assert table.index.tolist() == ["all", "Nd", "Dy"]
    assert table["licensed"].tolist() == pytest.approx([48, 42, 6])
    assert table["contained"].tolist() == pytest.approx([128, 112, 16])
    assert table["share"].tolist() == pytest.approx([0.375] * 3)


def test_an_element_of_something_not_bought_is_not_listed() -> None:
    contents = [
        Content(item="magnet", element="Nd", kg_per_unit=0.3),
        Content(item="motor", element="Tb", kg_per_unit=1),
    ]
    table = risk.on_licence(hand_plan(hand_project(contents=contents)))
    assert table.index.tolist() == ["all", "Nd"]


def test_nothing_bought_hangs_on_no_licence() -> None:
    assert risk.on_licence(idle_plan()).to_numpy().tolist() == [[0, 0, 0]]
    assert risk.on_licence(idle_plan()).index.tolist() == ["all"]


def test_all_of_the_tiny_plan_hangs_on_licences() -> None:
    assert risk.on_licence(solved_tiny())["share"].tolist() == [1, 1, 1]
    assert risk.shares(solved_tiny(), lens=ALL)["contained"].sum() == pytest.approx(192)
