"""Where things come from: sources, their offers, and what changes over time."""

from __future__ import annotations

import datetime as dt

import attrs

from desktop.model import fields as f
from desktop.model.months import Month
from desktop.model.records.table import Record

CLASSES = ("domestic", "licensed_chinese", "other_foreign")
PRICE_TERMS = ("EXW", "FOB", "CIF", "DAP", "DDP")
FREIGHT_MODES = ("sea", "air", "road", "rail")
LICENCE_NEEDS = ("auto", "needed", "not needed")
COMMITMENT_STATES = ("in force", "suspended")


@attrs.frozen(kw_only=True)
class Source(Record):
    """A supplier."""

    id: str = f.key("Id", "Short name that other tables use.")
    name: str = f.text("Name", "Full name.")
    country: str = f.text("Country", "Where the goods are made; export controls go by it.", required=True)
    class_: str = f.choice("Class", "Domestic, licensed Chinese or other foreign.", CLASSES)
    order_cost: float = f.number("Order cost", "Paid for each month with any order.", "INR/month")
    contract_cost: float = f.number("Contract cost", "Paid once, if the source is used.", "INR")
    capacity: float | None = f.limit("Capacity", "Of all its offers together; empty: no joint limit.", "use/month")
    least_per_year: float = f.number("Smallest quantity", "Per fiscal year, if used at all.", "use/year")
    take_or_pay_share: float = f.number("Take-or-pay share", "Of the quantity that is paid in any case.", "%", most=100)
    take_or_pay_quantity: float = f.number("Take-or-pay quantity", "Agreed quantity a fiscal year.", "use/year")
    quote_date: dt.date | None = f.date("Quote date", "When its offers were quoted.")
    note: str = f.text("Note", "Anything worth knowing.")


@attrs.frozen(kw_only=True)
class Offer(Record):
    """One source's terms for one item."""

    id: str = f.key("Id", "Short name that other tables use.")
    source: str = f.ref("Source", "Who offers.", "sources")
    item: str = f.ref("Item", "What is offered.", "items")
    price: float = f.number("Price", "Quoted price; the price series replaces it from its months on.", "currency/unit")
    currency: str = f.text("Currency", "Currency of price and freight, such as USD.", "INR", required=True)
    price_term: str = f.choice("Price term", "What the price already holds (Incoterms).", PRICE_TERMS, "DDP")
    freight: float = f.number("Freight", "Main carriage, added to EXW and FOB prices.", "currency/unit")
    insurance: float = f.number("Insurance", "Of price and freight, added to EXW and FOB prices.", "%", most=100)
    customs_duty: float = f.number("Customs duty", "Basic customs duty on the CIF value.", "%", most=1000)
    surcharge: float = f.number("Social welfare surcharge", "On the customs duty.", "% of duty", most=100)
    igst: float = f.number("IGST", "On CIF and duty; creditable: cash, not cost.", "%", most=100)
    inland_cost: float = f.number("Inland cost", "From port or works to the plant.", "INR/unit")
    capacity: float | None = f.limit("Capacity", "Most a month; the capacity series replaces it.", "unit/month")
    capacity_use: float = f.number("Capacity use", "Of the source's joint capacity.", "use/unit", 1.0)
    minimum_order: float = f.number("Minimum order", "Smallest quantity of one order.", "unit")
    lot_size: float = f.number("Lot size", "Orders come in multiples of it; 0: any quantity.", "unit")
    lead_days: float = f.number(
        "Lead time", "From order (or licence) to arrival; a series can replace it.", "days", most=3650
    )
    usable_yield: float = f.number("Usable yield", "Usable share of what arrives.", "share", 1.0, 1e-6, 1.0)
    payment_days: int = f.whole("Payment days", "From arrival to payment; negative: in advance.", "days", 0, -365, 365)
    freight_mode: str = f.choice("Freight mode", "A licence fixes it.", FREIGHT_MODES)
    co2: float = f.number("CO2", "Emissions up to the plant.", "kg/unit")
    domestic_value: float = f.number("Domestic value", "Share of the value that is added in India.", "%", most=100)
    licence: str = f.choice("Licence", "'auto' goes by composition and dates.", LICENCE_NEEDS)
    first_month: Month | None = f.month("First month", "First month of arrival; empty: from the start.")
    last_month: Month | None = f.month("Last month", "Last month of arrival; empty: to the end.")


@attrs.frozen(kw_only=True)
class Price(Record):
    """A step of an offer's price: it holds from its month until the next step."""

    offer: str = f.ref("Offer", "The offer.", "offers")
    from_month: Month | None = f.month("From month", "First month of the price.", required=True)
    value: float = f.number("Price", "In the offer's currency.", "currency/unit")


@attrs.frozen(kw_only=True)
class Capacity(Record):
    """A step of the capacity of an offer, a source (all its offers together) or a recipe."""

    offer: str = f.ref("Offer", "The offer, or empty.", "offers", required=False)
    source: str = f.ref("Source", "The source, or empty.", "sources", required=False)
    recipe: str = f.ref("Recipe", "The recipe, or empty.", "recipes", required=False)
    from_month: Month | None = f.month("From month", "First month of the capacity.", required=True)
    value: float = f.number("Capacity", "Most in a month.", "unit/month")


@attrs.frozen(kw_only=True)
class LeadTime(Record):
    """A step of an offer's lead time, by month of arrival."""

    offer: str = f.ref("Offer", "The offer.", "offers")
    from_month: Month | None = f.month("From month", "First month of arrival it holds for.", required=True)
    value: float = f.number("Lead time", "From order (or licence) to arrival.", "days", most=3650)


@attrs.frozen(kw_only=True)
class Tier(Record):
    """A price tier of an offer; its lower end is inclusive."""

    offer: str = f.ref("Offer", "The offer.", "offers")
    basis: str = f.choice("Basis", "Which quantity counts.", ("order", "fiscal year", "horizon"))
    from_quantity: float = f.number("From quantity", "Lower end of the tier, inclusive.", "unit")
    price: float | None = f.limit("Price", "Price in the tier; empty: the discount holds.", "currency/unit")
    discount: float = f.number("Discount", "Off the offer's price.", "%", least=-1000, most=100)
    kind: str = f.choice("Kind", "For the whole quantity, or the part in the tier.", ("all units", "incremental"))
    charge: float = f.number("Charge", "Paid when the tier is used.", "INR")


@attrs.frozen(kw_only=True)
class Receipt(Record):
    """An order already placed: it arrives as said."""

    offer: str = f.ref("Offer", "The offer it was ordered from.", "offers")
    month: Month | None = f.month("Month", "Month of arrival.", required=True)
    quantity: float = f.number("Quantity", "What arrives, usable.", "unit")


@attrs.frozen(kw_only=True)
class Commitment(Record):
    """Tonnage that a source owes to somebody else; it lowers the source's capacity while in force."""

    id: str = f.key("Id", "Short name.")
    source: str = f.ref("Source", "Who owes.", "sources")
    item: str = f.ref("Item", "What is owed.", "items")
    to: str = f.text("To whom", "Who is owed.")
    quantity: float = f.number("Quantity", "Owed each month.", "unit/month")
    first_month: Month | None = f.month("First month", "Empty: from the start.")
    last_month: Month | None = f.month("Last month", "Empty: to the end.")
    status: str = f.choice("Status", "Suspended commitments leave the capacity free.", COMMITMENT_STATES)
    note: str = f.text("Note", "Anything worth knowing.")


@attrs.frozen(kw_only=True)
class ExchangeRate(Record):
    """A step of a currency's exchange rate."""

    currency: str = f.text("Currency", "Such as USD.", required=True)
    from_month: Month | None = f.month("From month", "First month of the rate.", required=True)
    rate: float = f.number("Rate", "Rupees for one unit of the currency.", "INR", 0.0, 1e-9, 1e9)


@attrs.frozen(kw_only=True)
class Incentive(Record):
    """Money the State pays for an item, if enough of its value is domestic."""

    id: str = f.key("Id", "Short name.")
    item: str = f.ref("Item", "The item it is paid for.", "items")
    rate: float = f.number("Rate", "Amount per unit, or share of the value.", "INR/unit or %")
    rate_kind: str = f.choice("Rate kind", "What the rate means.", ("INR/unit", "% of value"))
    cap: float | None = f.limit("Cap", "Most in a fiscal year; empty: no cap.", "INR/year")
    least_domestic: float = f.number("Least domestic value", "Share of the value needed.", "%", most=100)
    first_month: Month | None = f.month("First month", "Empty: from the start.")
    last_month: Month | None = f.month("Last month", "Empty: to the end.")
