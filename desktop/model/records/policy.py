"""What limits and steers: regimes, licences, rules, mixes, scenarios, evidence."""

from __future__ import annotations

import datetime as dt

import attrs

from desktop.model import fields as f
from desktop.model.months import Month
from desktop.model.records.goods import ELEMENTS
from desktop.model.records.supply import CLASSES, FREIGHT_MODES
from desktop.model.records.table import Record

REGIME_STATES = ("in force", "stopped", "suspended")
LICENCE_STATES = ("draft", "submitted", "granted", "refused", "expired")
RULE_KINDS = (
    "share at least",
    "share at most",
    "amount at least",
    "amount at most",
    "sources at least",
    "sources at most",
    "concentration at most",
    "cover at least",
    "if used then used",
    "at least one used",
    "not both used",
)
MEASURES = ("contained", "quantity", "value", "co2")
MEMBERS = ("source", "country")
SHORTAGES = ("in proportion", "by margin", "fair split")
WINDOWS = ("horizon", "fiscal year", "month")
RANKS = ("law", "high", "normal", "low")
GOALS = ("targets", "rules", "safety stock", "cost", "fewest changes")
EVENT_KINDS = (
    "capacity factor",
    "capacity value",
    "price factor",
    "exchange rate factor",
    "lead time added",
    "licences stopped",
    "licences slower",
    "commitment suspended",
    "demand factor",
    "regime in force",
    "regime suspended",
    "incentive rate",
)


@attrs.frozen(kw_only=True)
class Regime(Record):
    """An export-control rule of the countries of origin."""

    id: str = f.key("Id", "Short name that other tables use.")
    name: str = f.text("Name", "Full name.")
    origins: tuple[str, ...] = f.names("Origins", "Countries whose goods it controls.")
    elements: tuple[str, ...] = f.names("Elements", "The elements it lists.", ELEMENTS)
    threshold: float = f.number(
        "Threshold", "Controlled above this mass share of the listed elements.", "kg/kg", most=1
    )
    status: str = f.choice("Status", "Stopped: in force, and no licence is granted or usable.", REGIME_STATES)
    from_date: dt.date | None = f.date("From", "First day in force; empty: always.")
    until_date: dt.date | None = f.date("Until", "Last day in force; empty: open.")
    approval_chance: float = f.number("Approval chance", "Of a first file.", "%", 100.0, most=100)
    days_p10: float = f.number("Days P10", "One file in ten is faster.", "days", 60.0, most=3650)
    days_p50: float = f.number("Days P50", "Every second file is faster.", "days", 90.0, most=3650)
    days_p90: float = f.number("Days P90", "One file in ten is slower.", "days", 150.0, most=3650)
    files_per_shipment: int = f.whole(
        "Files per shipment",
        "New files that a shipment needs; those in hand count by quantity.",
        "files",
        1,
        1,
        20,
    )
    new_files: bool = f.flag("New files", "Whether the plan may count on new applications.", default=True)
    note: str = f.text("Note", "Anything worth knowing.")


@attrs.frozen(kw_only=True)
class Licence(Record):
    """One file under a regime."""

    id: str = f.key("Id", "Short name, such as the file's number.")
    regime: str = f.ref("Regime", "The regime it is filed under.", "regimes")
    offer: str = f.ref("Offer", "The offer it covers.", "offers")
    quantity: float = f.number("Quantity", "What it allows in total, in one shipment or several.", "unit")
    status: str = f.choice("Status", "Where the file stands.", LICENCE_STATES)
    submitted: dt.date | None = f.date("Submitted", "Day the file went in.")
    valid_from: dt.date | None = f.date("Valid from", "First day of validity; empty: from the grant.")
    valid_until: dt.date | None = f.date("Valid until", "Last day of validity; empty: open.")
    freight_mode: str = f.choice("Freight mode", "As named in the file.", FREIGHT_MODES)


@attrs.frozen(kw_only=True)
class Rule(Record):
    """A limit on what is bought of a group (the four fields after kind) in a base (item, element).

    ``limit`` is in % for shares, in days for cover, 0-1 for concentration (HHI), a number of members for sources,
    and in the measure's unit for amounts; the kinds that speak of two groups being used have none. Where a rule asks
    for use ('sources at least', 'then used', 'at least one used') it is use from ``counts_from`` on, so that no crumb
    satisfies it; where use is limited, whatever is bought counts.
    """

    id: str = f.key("Id", "Short name.")
    mix: str = f.ref("Mix", "The mix it belongs to; empty: every mix.", "mixes", required=False)
    kind: str = f.choice("Kind", "What is limited.", RULE_KINDS)
    class_: str = f.choice("Class", "Group: sources of this class.", CLASSES, "")
    country: str = f.text("Country", "Group: sources of this country.")
    source: str = f.ref("Source", "Group: this source.", "sources", required=False)
    offer: str = f.ref("Offer", "Group: this offer.", "offers", required=False)
    item: str = f.ref("Item", "Base: purchases of this item; empty: all.", "items", required=False)
    element: str = f.choice("Element", "Base: purchases containing this element.", ELEMENTS, "")
    other_source: str = f.ref("Other source", "Second group: this source.", "sources", required=False)
    other_offer: str = f.ref("Other offer", "Second group: this offer.", "offers", required=False)
    by: str = f.choice("By", "What 'sources' and 'concentration' count: sources or countries.", MEMBERS)
    counts_from: float = f.number(
        "Counts from",
        "Where use is asked: the least share of what is bought of an item in the window at which a source counts as "
        "used. Unless some is on order already, it has to be that share of what a usual month needs of the item as "
        "well, or a hundredth where that is less.",
        "%",
        5.0,
        most=100,
    )
    measure: str = f.choice(
        "Measure",
        "Kilograms contained, quantity, landed value (in a price tier what it costs there), or CO2.",
        MEASURES,
    )
    window: str = f.choice("Window", "Over which time it is taken.", WINDOWS)
    limit: float = f.number("Limit", "How much; shares in %, concentration 0-1, cover in days.", "by kind")
    first_month: Month | None = f.month("First month", "Empty: from the start.")
    last_month: Month | None = f.month("Last month", "Empty: to the end.")
    rank: str = f.choice("Rank", "Law stands before every target; the others in turn after.", RANKS, "normal")
    off: bool = f.flag("Off", "Switched off: it stays here, and no plan is held to it.", default=False)


@attrs.frozen(kw_only=True)
class Pin(Record):
    """A quantity that the planner holds fixed."""

    id: str = f.key("Id", "Short name.")
    mix: str = f.ref("Mix", "The mix it belongs to.", "mixes")
    scenario: str = f.ref("Scenario", "Empty: every scenario.", "scenarios", required=False)
    offer: str = f.ref("Offer", "The offer held, or empty.", "offers", required=False)
    recipe: str = f.ref("Recipe", "The recipe held, or empty.", "recipes", required=False)
    month: Month | None = f.month("Month", "Month of arrival or production.", required=True)
    bound: str = f.choice("Bound", "How it is held.", ("at least", "at most", "exactly"))
    quantity: float = f.number("Quantity", "The quantity held.", "unit")
    reason: str = f.text("Reason", "Why it is held.")


@attrs.frozen(kw_only=True)
class Issued(Record):
    """One arrival of the plan that was issued last: later plans change as little of it as they can."""

    mix: str = f.ref("Mix", "The mix that was issued.", "mixes")
    offer: str = f.ref("Offer", "The offer bought.", "offers")
    month: Month | None = f.month("Month", "Month of arrival.", required=True)
    quantity: float = f.number("Quantity", "What arrives, as bought.", "unit")


@attrs.frozen(kw_only=True)
class Mix(Record):
    """A named way of sourcing: its own rules on top of the common ones."""

    id: str = f.key("Id", "Short name that other tables use.")
    name: str = f.text("Name", "Full name.")
    colour: str = f.text("Colour", "Colour in charts, such as #0072B2.", "#0072B2")
    licence_days: str = f.choice("Licence days", "Plan with usual (P50) or slow (P90) files.", ("P50", "P90"))
    goals: tuple[str, ...] = f.names("Goals", "What stands first; those not named follow as usual.", GOALS)
    shortage: str = f.choice(
        "Shortage",
        "What is least of all that is lost: the sum of the shares of each promise (in proportion), the margin, or the "
        "share of the worst-served item (fair split).",
        SHORTAGES,
    )
    note: str = f.text("Note", "Anything worth knowing.")


@attrs.frozen(kw_only=True)
class Scenario(Record):
    """A named list of dated events that change the project."""

    id: str = f.key("Id", "Short name that other tables use.")
    name: str = f.text("Name", "Full name.")
    note: str = f.text("Note", "Anything worth knowing.")


@attrs.frozen(kw_only=True)
class Event(Record):
    """One dated change of the world; empty fields mean that it hits all."""

    scenario: str = f.ref("Scenario", "The scenario it belongs to.", "scenarios")
    kind: str = f.choice("Kind", "What changes.", EVENT_KINDS)
    source: str = f.ref("Source", "Hits this source's offers.", "sources", required=False)
    class_: str = f.choice("Class", "Hits sources of this class.", CLASSES, "")
    country: str = f.text("Country", "Hits sources or regimes of this country.")
    item: str = f.ref("Item", "Hits this item.", "items", required=False)
    elements: tuple[str, ...] = f.names("Elements", "Hits items or regimes with these elements.", ELEMENTS)
    regime: str = f.ref("Regime", "Hits this regime.", "regimes", required=False)
    recipe: str = f.ref("Recipe", "Hits this recipe's capacity.", "recipes", required=False)
    currency: str = f.text("Currency", "Hits this currency's rate.")
    first_month: Month | None = f.month("First month", "Empty: from the start.")
    last_month: Month | None = f.month("Last month", "Empty: to the end.")
    value: float = f.number("Value", "Factor, quantity, days or rate, by kind.", default=1.0, least=-1e12)
    note: str = f.text("Note", "Anything worth knowing.")


@attrs.frozen(kw_only=True)
class Evidence(Record):
    """Where a figure comes from, and how good it is."""

    table: str = f.text("Table", "The table of the record.", required=True)
    record: str = f.text("Record", "The record's name.", required=True)
    field: str = f.text("Field", "The field; empty: the whole record.")
    basis: str = f.choice(
        "Basis", "What sort of figure it is.", ("estimate", "quote", "contract", "published", "computed")
    )
    date: dt.date | None = f.date("Date", "When the figure was true.")
    origin: str = f.text("Origin", "Who says so.")
    grade: str = f.choice("Grade", "A best, D weak.", ("A", "B", "C", "D"), "D")
    note: str = f.text("Note", "Reasoning, conflicts.")
