"""Delivery terms, payment, lead times and missing prices: what would cost otherwise is refused."""

from __future__ import annotations

import attrs
import pytest

from desktop.model.records import Offer
from desktop.session.importing import columns as columns_of
from desktop.session.importing.guessing import with_its_term
from desktop.session.importing.layout import Header, Layout, Use
from desktop.session.importing.slots import Slot
from tests.session.importing.bringing import after, layout_of, outcome_of
from tests.session.importing.lists import Rows, Value, rows_of

TERM = Slot("offers", "price_term")
HEADS = ("Supplier", "Material", "Price (USD/kg)")


def offer_of(header: str, cell: Value) -> Offer | str:
    """The offer of a row with one more column, or the key of why it waits."""
    rows: Rows = ((*HEADS, header), ("Alpha Works", "NdPr oxide", 98, cell))
    result = outcome_of(rows, layout_of(rows))
    fault = next((fault.key for fault in result.draft.lines[0].faults), "")
    return fault or after(result).all(Offer)[-1]


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("Ex-works Aluva", "EXW"),
        ("EXW Aluva", "EXW"),
        ("ex factory", "EXW"),
        ("FOB Ningbo", "FOB"),
        ("Incoterms 2020: CIF Nhava Sheva", "CIF"),
        ("Delivered Duty Paid, Pune", "DDP"),
        ("dap Pune", "DAP"),
        ("FCA Sillamäe", "import-term-unknown"),
        ("FAS Tianjin", "import-term-unknown"),
        ("CIP Mumbai", "import-term-unknown"),
        ("CFR Mumbai", "import-term-unknown"),
        ("DPU Pune", "import-term-unknown"),
        ("FOR destination", "import-term-unknown"),
        ("FOB or CIF", "import-term-unknown"),
        ("FCA (was EXW)", "import-term-unknown"),
    ],
)
def test_only_delivery_terms_that_mean_ours_are_taken_for_them(written: str, term: str) -> None:
    offer = offer_of("Incoterm", written)
    assert (offer if isinstance(offer, str) else offer.price_term) == term


@pytest.mark.parametrize(
    ("header", "cell", "field", "value"),
    [
        ("L/T", "8 weeks", "lead_days", 56.0),
        ("L/T (weeks)", 8, "lead_days", 56.0),
        ("Lead time (weeks ARO)", 8, "lead_days", 56.0),
        ("Lead time", "10 weeks from PO", "lead_days", 70.0),
        ("Payment", "LC 60 days", "payment_days", 60),
        ("Payment", "L/C 90 days from B/L date", "payment_days", 90),
        ("Payment", "30 days net", "payment_days", 30),
    ],
)
def test_days_are_read_beside_words_on_how_they_count(header: str, cell: Value, field: str, value: float) -> None:
    offer = offer_of(header, cell)
    assert isinstance(offer, Offer)
    assert getattr(offer, field) == value


def test_days_beside_other_words_wait() -> None:
    assert isinstance(offer_of("Lead time", "8 weeks per lot"), str)


@pytest.mark.parametrize("price", ["n/a", "-", None])
def test_a_new_offer_without_a_price_is_not_free(price: Value) -> None:
    rows: Rows = (
        (*HEADS, "MOQ (kg)"),
        ("Alpha Works", "NdPr oxide", price, 500),
        ("Bravo Works", "NdPr oxide", 98, 500),
        ("Lynas Rare Earths", "NdPr oxide", price, 500),
    )
    result = outcome_of(rows, layout_of(rows))
    assert [[fault.key for fault in line.faults] for line in result.draft.lines] == [["import-no-price"], [], []]
    assert after(result).by_id(Offer)["lynas-ndpr"].minimum_order == 500.0
    assert not [offer for offer in after(result).all(Offer) if offer.source == "alpha-works"]


def test_a_list_without_a_column_of_prices_may_bring_offers_all_the_same() -> None:
    rows: Rows = (("Supplier", "Material", "MOQ (kg)"), ("Alpha Works", "NdPr oxide", 500))
    layout = layout_of(rows, "offers")
    assert layout.uses[3].slot == Slot("offers", "minimum_order")
    assert not outcome_of(rows, layout).draft.lines[0].faults


PAID_AHEAD: Rows = (
    ("Supplier", "Material", "Price (USD/kg)", "Payment terms"),
    ("IREL", "NdPr oxide", 88, "100% advance"),
    ("JL Mag", "NdPr oxide", 89, "TT in advance"),
    ("Lynas Rare Earths", "Dysprosium oxide", 90, "30 days"),
)


def test_payment_in_advance_is_asked_for_in_days_and_can_be_left_empty() -> None:
    layout = layout_of(PAID_AHEAD)
    refused = [fault.key for line in outcome_of(PAID_AHEAD, layout).draft.lines for fault in line.faults]
    assert refused == ["import-no-payment"] * 2
    left = layout.with_use(4, attrs.evolve(layout.uses[4], unclear="empty"))
    offers = {offer.id: offer.payment_days for offer in after(outcome_of(PAID_AHEAD, left)).all(Offer)}
    assert [days for name, days in offers.items() if name.endswith("oxide")] == [0, 0, 30]


def test_a_price_term_that_no_column_tells_is_told_with_the_new_offer() -> None:
    rows = [row[:3] for row in PAID_AHEAD]
    made = [dict(pending.made) for pending in outcome_of(rows, layout_of(rows)).draft.pending["offers"]]
    assert [each["price_term"] for each in made] == ["import-made-term"] * 3


@pytest.mark.parametrize(
    ("header", "term"),
    [
        ("FOB price (USD/kg)", "FOB"),
        ("Price (USD/kg)\nCIF Nhava Sheva", "CIF"),
        ("FOB价(美元/公斤)", "FOB"),
        ("Price (USD/kg)", "DDP"),
    ],
)
def test_a_term_that_the_header_of_the_price_names_holds_for_all_rows_and_is_shown(header: str, term: str) -> None:
    rows: Rows = (("Supplier", "Material", header), ("Alpha Works", "NdPr oxide", 98))
    layout = layout_of(rows)
    assert layout.constants == ({Slot("offers", "price_term"): term} if term != "DDP" else {})
    assert after(outcome_of(rows, layout)).all(Offer)[-1].price_term == term


def test_a_column_of_terms_comes_before_the_header_of_the_price() -> None:
    rows: Rows = (("Supplier", "Material", "FOB price (USD/kg)", "Incoterm"), ("Alpha Works", "NdPr oxide", 98, "CIF"))
    assert layout_of(rows).constants == {}
    assert after(outcome_of(rows, layout_of(rows))).all(Offer)[-1].price_term == "CIF"


def test_a_term_of_another_kind_in_the_header_of_the_price_holds_its_rows_back() -> None:
    rows: Rows = (("Supplier", "Material", "CFR price (USD/kg)"), ("Alpha Works", "NdPr oxide", 98))
    assert [fault.key for fault in outcome_of(rows, layout_of(rows)).draft.lines[0].faults] == ["import-term-unknown"]


def test_the_term_follows_the_price_that_is_chosen_unless_the_user_entered_one() -> None:
    heads = ("Supplier", "Material", "FOB price (USD/kg)", "CIF price (USD/kg)")
    rows: Rows = (heads, ("Alpha Works", "NdPr oxide", 98, 101))
    columns = columns_of.columns(rows_of(rows), Header(1, 1))
    asked = layout_of(rows)
    assert asked.constants == {}

    def chosen(before: Layout, at: int) -> Layout:
        uses = {**before.uses, 3: Use(), 4: Use(), at: Use(Slot("offers", "price"), "USD/kg")}
        return with_its_term(columns, before, attrs.evolve(before, uses=uses))

    fob = chosen(asked, 3)
    assert fob.constants == {TERM: "FOB"}
    assert chosen(fob, 4).constants == {TERM: "CIF"}
    assert after(outcome_of(rows, chosen(fob, 4))).all(Offer)[-1].price_term == "CIF"
    entered = attrs.evolve(fob, constants={TERM: "DAP"})
    assert chosen(entered, 4).constants == {TERM: "DAP"}
    told = with_its_term(columns, fob, fob.with_use(4, Use(TERM)))
    assert told.constants == {TERM: ""}
