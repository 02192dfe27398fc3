"""What the step Columns says of a column: nothing is taken in a unit, a currency or a scale that is not told there."""

from __future__ import annotations

import attrs
import pytest

from desktop.gui.importing.column_words import told
from desktop.session.importing import columns as columns_of
from desktop.session.importing.layout import Header, Layout, Use
from desktop.session.importing.slots import Slot
from tests.session.importing.bringing import layout_of
from tests.session.importing.lists import Rows, Value, rows_of


def said(header: str, cell: Value, layout: Layout | None = None, **more: Value) -> tuple[str, bool]:
    """What is said of the third column of a list of offers, and whether it is wrong."""
    rows: Rows = (("Supplier", "Material", header, *more), ("Alpha Works", "NdPr oxide", cell, *more.values()))
    layout = layout or layout_of(rows, "offers")
    return told(columns_of.columns(rows_of(rows), Header(1, 1))[2], layout.uses[3], layout)


@pytest.mark.parametrize(
    ("header", "cell", "words"),
    [
        ("Price", 90, "In which currency, and per what?"),
        ("Price (USD)", 90, "In which currency, and per what?"),
        ("Price per t", 90, "In which currency, and per what?"),
        ("Price (USD/drum)", 90, "“USD/drum” is no unit that is known here."),
        ("Capacity", 90, "in how much time?"),
        ("Capacity (t/day)", 90, "“t/day” is no unit that is known here."),
        ("Customs duty", 0.075, "half a percent, or 50 %?"),
        ("Price (¥/kg)", 90, "“¥” can be CNY or JPY"),
    ],
)
def test_a_column_whose_unit_is_open_is_marked_wrong(header: str, cell: Value, words: str) -> None:
    text, wrong = said(header, cell)
    assert wrong
    assert words in text


@pytest.mark.parametrize(
    ("header", "cell", "words"),
    [
        ("Price (USD/t)", 90, "to USD/item's unit"),
        ("MOQ", 500, "no unit told: taken as item's unit."),
        ("Lead time", 8, "no unit told: taken as days."),
        ("Annual capacity (t)", 90, "to item's unit/month"),
    ],
)
def test_a_column_that_can_be_read_says_in_what(header: str, cell: Value, words: str) -> None:
    text, wrong = said(header, cell)
    assert not wrong
    assert words in text


def test_a_bare_price_is_in_the_unit_that_its_row_or_the_user_tells() -> None:
    assert said("Price", 90, Unit="CNY/t") == ("no unit of its own: each row tells it; header like “price”", False)
    rows: Rows = (("Supplier", "Material", "Price"), ("Alpha Works", "NdPr oxide", 90))
    layout = layout_of(rows, "offers")
    dollars = attrs.evolve(layout, constants={Slot("offers", "currency"): "USD"})
    assert said("Price", 90, dollars)[1]
    for chosen in (layout.with_use(3, attrs.evolve(layout.uses[3], unit="currency/unit")), _per_kg(dollars)):
        assert not said("Price", 90, chosen)[1]


def _per_kg(layout: Layout) -> Layout:
    return layout.with_use(3, attrs.evolve(layout.uses[3], unit="per kg"))


def test_a_column_that_is_one_of_several_prices_is_marked_until_one_is_chosen() -> None:
    more: dict[str, Value] = {"New price (USD/kg)": 101}
    text, wrong = said("Old price (USD/kg)", 98, None, **more)
    assert wrong
    assert "several columns could be the price" in text
    rows: Rows = (("Supplier", "Material", "Old price (USD/kg)", *more), ("Alpha Works", "NdPr oxide", 98, 101))
    chosen = layout_of(rows, "offers").with_use(4, Use(Slot("offers", "price"), "USD/kg"))
    assert not said("Old price (USD/kg)", 98, chosen, **more)[1]
