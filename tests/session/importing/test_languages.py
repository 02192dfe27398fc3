"""Lists in the languages of those who sell rare earths, each of which says the same of its first row."""

import pytest

from desktop.model.months import Month
from desktop.model.records import Item, Offer, Source, Target
from desktop.session.importing.slots import Slot
from tests.session.importing.bringing import after, layout_of, outcome_of
from tests.session.importing.lists import Rows

GERMAN: Rows = (
    ("Lieferant", "Ursprungsland", "Werkstoff", "Preis EUR/kg", "Kapazität t/Quartal", "Mindestabnahme kg",
     "Lieferfrist Wochen", "Zollsatz %", "Angebot gültig bis"),
    ("Solvay", "Frankreich", "NdPr oxide", "1.098,50", "30", "500", "9", "2,5", "31.03.2027"),
)  # fmt: skip
FRENCH: Rows = (
    ("Fournisseur", "Pays", "Matière", "Offre du", "Prix (€/kg)", "Capacité (t/an)", "Commande minimale (kg)",
     "Délai (jours)", "Droits de douane (%)"),
    ("Solvay", "Autriche", "NdPr oxide", "28/11/2026", "1098,50", "120", "500", "63", "2,5"),
)  # fmt: skip
SPANISH: Rows = (
    ("Proveedor", "País de origen", "Material", "Precio (EUR/kg)", "Capacidad anual (t)", "Pedido mínimo (kg)",
     "Plazo de entrega (semanas)", "Arancel (%)"),
    ("Solvay", "Francia", "NdPr oxide", "1.098,50", "120", "500", "9", "2,5"),
)  # fmt: skip
JAPANESE: Rows = (
    ("仕入先", "国", "品名", "単価 (EUR/kg)", "月産能力 (トン)", "最小発注量 (kg)", "納期 (日)", "関税率 (%)"),
    ("Solvay", "フランス", "NdPr oxide", "\uff11\uff0c\uff10\uff19\uff18.5", 10, 500, 63, 2.5),
)  # fmt: skip


@pytest.mark.parametrize("rows", [GERMAN, FRENCH, SPANISH, JAPANESE])
def test_a_list_in_another_language_says_what_it_says(rows: Rows) -> None:
    found = after(outcome_of(rows, layout_of(rows)))
    offer = found.all(Offer)[-1]
    assert (offer.source, offer.item, offer.price, offer.currency) == ("solvay", "ndpr_oxide", 1098.5, "EUR")
    assert (offer.capacity, offer.minimum_order, offer.lead_days, offer.customs_duty) == (10_000.0, 500.0, 63.0, 2.5)
    assert found.by_id(Source)["solvay"].country in ("France", "Austria")


def test_yen_are_not_the_yuan_of_the_same_sign() -> None:
    rows: Rows = (("仕入先", "品名", "単価(円/kg)"), ("信越化学工業", "NdPr oxide", 15_800))
    offer = after(outcome_of(rows, layout_of(rows))).all(Offer)[-1]
    assert (offer.price, offer.currency) == (15_800.0, "JPY")


def test_a_column_of_days_below_the_word_for_an_offer_tells_its_day_and_names_none() -> None:
    rows: Rows = (("Supplier", "Offer", "Material", "Price (USD/kg)"), ("Solvay", "28/11/2026", "NdPr oxide", 98))
    assert layout_of(rows).uses[2].slot == Slot("sources", "quote_date")


def test_what_is_priced_by_the_piece_is_counted_in_pieces() -> None:
    rows: Rows = (
        ("Vendor", "Part", "Price per piece (INR)", "Weight per pc (g)", "Monthly capacity (pcs)"),
        ("Alpha Works", "Arc segment 30x20x5", 85.5, 22, "1,50,000"),
    )
    layout = layout_of(rows)
    assert layout.uses[4].slot is None
    found = after(outcome_of(rows, layout))
    assert found.all(Item)[-1].unit == "piece"
    assert (found.all(Offer)[-1].price, found.all(Offer)[-1].capacity) == (85.5, 150_000.0)


@pytest.mark.parametrize(("header", "cell"), [("Fiscal year", "FY 27-28"), ("Quarter", "Q3 FY27")])
def test_a_year_in_a_row_is_refused_with_what_to_do_and_nothing_else_is_told_of_it(header: str, cell: str) -> None:
    rows: Rows = (("Item", header, "Quantity (t)"), ("NdPr oxide", cell, 1200), ("NdPr oxide", "Apr 2027", 100))
    layout = layout_of(rows, "targets")
    assert layout.uses[2].slot == Slot("targets", "month")
    result = outcome_of(rows, layout)
    assert [fault.key for line in result.draft.lines for fault in line.faults] == ["import-months-several"]
    assert after(result).all(Target)[-1].month == Month.of(2027, 4)


def test_months_without_their_year_say_what_they_lack() -> None:
    rows: Rows = (("Product", "Apr", "May", "Jun"), ("NdPr oxide", 10, 10, 10))
    told = [use.guess.reason for at, use in layout_of(rows).uses.items() if at > 1 and use.guess]
    assert told == ["import-apart-yearless"] * 3
