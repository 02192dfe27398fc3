"""What was chosen for one list does not silently decide what the figures of another are in."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from desktop.model.records import Offer
from desktop.session.importing import columns as columns_of
from desktop.session.importing import memory
from desktop.session.importing.layout import Layout, Use
from desktop.session.importing.slots import Slot
from desktop.text.figures import Decimal
from tests.session.importing.bringing import after, layout_of, outcome_of
from tests.session.importing.lists import Rows, rows_of

PRICE = Slot("offers", "price")
BARE: Rows = (("Supplier", "Material", "Price"), ("Alpha Works", "NdPr oxide", 98_000))


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DHATU_HOME", str(tmp_path))


def noted(rows: Rows, layout: Layout) -> None:
    """Bring in a list with a layout, as far as memory goes."""
    memory.note(layout, columns_of.columns(rows_of(rows), layout.header))


def recalled(rows: Rows) -> Layout:
    """The layout that is proposed for a list after others came in."""
    layout = layout_of(rows)
    return memory.recalled(layout, columns_of.columns(rows_of(rows), layout.header))


def with_unit(rows: Rows, unit: str, decimal: Decimal = "") -> Layout:
    """The layout of a list whose third column is said to be prices in a unit."""
    layout = layout_of(rows)
    return layout.with_use(3, attrs.evolve(layout.uses[3], slot=PRICE, unit=unit, decimal=decimal))


def test_a_title_that_names_the_unit_wins_over_what_was_chosen_for_the_same_headers() -> None:
    noted(BARE, with_unit(BARE, "CNY/t"))
    rows: Rows = (("All prices in USD/kg",), *BARE[:1], ("Alpha Works", "NdPr oxide", 98))
    layout = recalled(rows)
    assert (layout.uses[3].slot, layout.uses[3].unit) == (PRICE, "USD/kg")
    offer = after(outcome_of(rows, layout)).all(Offer)[-1]
    assert (offer.price, offer.currency) == (98.0, "USD")


def test_the_same_headers_without_a_unit_recall_the_one_that_was_chosen() -> None:
    noted(BARE, with_unit(BARE, "CNY/t"))
    assert recalled(BARE).uses[3].unit == "CNY/t"


def test_the_same_headers_whose_unit_was_open_recall_how_it_was_settled() -> None:
    rows: Rows = (("Supplier", "Material", "Price (¥/kg)"), ("Alpha Works", "NdPr oxide", 350))
    noted(rows, with_unit(rows, "CNY/kg"))
    assert recalled(rows).uses[3].unit == "CNY/kg"


def test_another_list_with_a_header_of_the_same_name_takes_its_field_but_no_unit_and_no_way_of_writing() -> None:
    noted(BARE, with_unit(BARE, "CNY/t", decimal=","))
    rows: Rows = (("Supplier", "Material", "Price", "Country"), ("Alpha Works", "NdPr oxide", 98, "Japan"))
    use = recalled(rows).uses[3]
    assert (use.slot, use.unit, use.decimal) == (PRICE, "", "")
    assert [fault.key for fault in outcome_of(rows, recalled(rows)).draft.lines[0].faults] == ["import-price-open"]


def test_what_a_user_called_a_column_is_recalled_for_other_lists() -> None:
    rows: Rows = (("Supplier", "Material", "Quantum", "Price (USD/kg)"), ("Alpha Works", "NdPr oxide", 350, 98))
    noted(rows, layout_of(rows).with_use(3, Use(Slot("offers", "minimum_order"), "kg")))
    other: Rows = (("Supplier", "Item", "Quantum", "Price (USD/kg)"), ("Alpha Works", "NdPr oxide", 350, 98))
    assert recalled(other).uses[3].slot == Slot("offers", "minimum_order")


def test_replacing_is_never_recalled() -> None:
    layout = attrs.evolve(with_unit(BARE, "USD/kg"), mode="replace")
    noted(BARE, layout)
    assert recalled(BARE).mode == "update"
    noted(BARE, attrs.evolve(layout, mode="add"))
    assert recalled(BARE).mode == "add"


def test_a_landed_cost_left_out_beside_a_price_is_still_asked_about_where_it_is_alone() -> None:
    heads = ("Supplier", "Material", "Landed cost (INR/kg)")
    both: Rows = ((*heads, "Price (INR/kg)"), ("Alpha Works", "NdPr oxide", 9_900, 8_800))
    noted(both, layout_of(both))
    alone: Rows = (heads, ("Alpha Works", "NdPr oxide", 9_900))
    faults = outcome_of(alone, recalled(alone)).draft.lines[0].faults
    assert [fault.key for fault in faults] == ["import-asked-landed"]
