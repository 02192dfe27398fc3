"""Wrong numbers planted in the workbook of one plan, and the checks that have to tell each."""

from __future__ import annotations

import attrs

from tests.session.recalculation import Values, find

MONTH = 9
"""The column of the first month: labels, the total, two fiscal years come before."""


@attrs.frozen
class Plant:
    """A cell, found by its sheet, words in its row and its column, that is made larger, and the checks that see it."""

    sheet: str
    words: tuple[str, ...]
    column: int
    checks: tuple[str, ...]
    by: float = 1000.0

    def place(self, cells: Values) -> tuple[str, int, int]:
        """Where it is."""
        return (self.sheet, find(cells, self.sheet, *self.words), self.column)

    def value(self, cells: Values) -> float:
        """What stands there instead."""
        was = cells.get(self.place(cells), 0.0)
        assert isinstance(was, int | float)
        return was + self.by


_LANDED = "Landed cost: orders, and as planned and verified"
_BY_MONTH = "Landed cost: orders, and the cost by month"
_BY_CLASS = "Landed cost: orders, and the summary"
_TOTAL = "Total cost: the summary, and as planned and verified"
_SUMMARY = "Total cost: by month, and the summary"
_YEARS = "Total cost: by fiscal year, and by month"
_HOLDING = "Stock holding: by month, and as planned and verified"
_CAPITAL = "Capital in stock: by month, and as planned and verified"
_PENALTIES = "Penalties: by month, and as planned and verified"
_INCENTIVES = "Incentives: by month, and as planned and verified"
_MAKING = "Own making: by month, and as planned and verified"
_CONTRACTS = "Contract costs: by month, and as planned and verified"
_CONTAINED = "Rare earths contained: orders, and as planned"
_KG_BY_ARRIVAL = "Rare earths contained: orders by arrival, and by order date"
_INR_BY_ARRIVAL = "Landed cost: orders by arrival, and by order date"
_KG_BY_CLASS = "Rare earths contained: by month and class, and orders"
_KG_BY_SOURCE = "Rare earths contained: by source and month, and by class"
_KG_OF_SOURCES = "Rare earths contained: by source, and by month and class"
_KG_OF_COUNTRIES = "Rare earths contained: by country, and by month and class"
_KG_BY_YEAR = "Rare earths contained: by fiscal year, and by month"
_ORDERED = "Quantities ordered, and as planned"
_USABLE = "Usable quantities, and as planned"
_MONTHS = "Months of arrival weighed by quantity, and as planned"
_MAGNETS = "Stock of Magnet: every balance, and as planned and verified"
_MOTORS = "Stock of Motor: every balance, and as planned and verified"
_CAPACITY = "Capacity of 3 offers: months above it"
_MADE = "Made by assembly, and as planned"
_TARGET = "Target of Motor, and as planned"
_LATE = "Late of Motor at month ends, and as planned"
_DELIVERED = "Delivered of Motor, and as planned"
_LOST = "Lost of Motor, and as planned"
_FATE = "Target of Motor: promised, and delivered, lost or late at the end"
_CASH = "Cash: all payments, and the cost without capital, with IGST"
_INDEX = "Concentration: recomputed from the kilograms"
DUE = "Act now: orders due, and the list of orders"
_FILES = "Licence files in hand: overdrawn"
_BELOW = "Closing stock of 2 items: months below nothing"
HEADLINE = "Summary: figures that are not as on their sheets"
_UNITS = "Cost: unit costs times quantities, and the orders"
_ON_LICENCE = "Share on licence: dependence, and the orders"
APART = "Compare: differences that are not those of the figures"
MARGINS = "Checks: sizes and margins that are no longer as planned"

GROUPS: tuple[tuple[Plant, ...], ...] = (
    (
        Plant("Orders", ("IREL", "Magnet"), 9, (_CONTAINED,)),
        Plant("Orders by arrival", ("IREL", "Magnet"), 8, (_INR_BY_ARRIVAL,)),
        Plant("Supply", ("JL Mag", "Licensed Chinese"), MONTH, (_KG_BY_SOURCE,)),
        Plant("Supply", ("All classes",), 7, (_KG_BY_YEAR,), by=5000.0),
        Plant("Cash", ("Goods",), 12, (_CASH,)),
        Plant("Cost by month", ("Total cost",), 7, (_YEARS,)),
        Plant("Summary", ("Domestic",), 4, (_BY_CLASS,)),
        Plant("Dependence", ("India", "Domestic"), 4, (_KG_OF_COUNTRIES,), by=5000.0),
        Plant("Dependence", ("By source",), 2, (_INDEX,)),
        Plant("Act now", ("Total",), 8, (DUE,)),
        Plant("Licences", ("F1", "JL Mag"), 7, (_FILES,)),
        Plant("Summary", ("Targets on time (%)",), 2, (HEADLINE,)),
        Plant("Cost", ("IREL-magnet", "Domestic"), 14, (_UNITS,)),
        Plant("Dependence", ("All rare earths",), 4, (_ON_LICENCE,), by=0.5),
        Plant("Compare", ("Base: choose a plan",), 3, (APART,)),
        Plant("Checks", (_LANDED,), 7, (MARGINS,), by=1.0),
    ),
    (
        Plant(
            "Orders",
            ("IREL", "Magnet"),
            10,
            (
                _LANDED,
                _BY_MONTH,
            ),
        ),
        Plant("Orders by arrival", ("IREL", "Magnet"), 7, (_KG_BY_ARRIVAL,)),
        Plant(
            "Deliveries",
            ("Motor", "Target"),
            MONTH,
            (
                _PENALTIES,
                _TOTAL,
                _TARGET,
                _LATE,
            ),
        ),
        Plant("Cash", ("IGST, creditable",), 12, (_CASH,)),
        Plant(
            "Terms",
            ("Contract costs", "IREL"),
            7,
            (
                _CONTRACTS,
                _TOTAL,
            ),
        ),
        Plant("Summary", ("Own making",), 2, (_SUMMARY,)),
    ),
    (
        Plant(
            "Supply",
            ("Domestic", "Rare earths contained"),
            MONTH,
            (
                _KG_BY_CLASS,
                _KG_BY_SOURCE,
                _KG_OF_SOURCES,
                _KG_OF_COUNTRIES,
            ),
        ),
        Plant(
            "Cost by month",
            ("Own making",),
            MONTH,
            (
                _MAKING,
                _TOTAL,
            ),
        ),
        Plant("Dependence", ("IREL", "Domestic"), 4, (_KG_OF_SOURCES,), by=5000.0),
    ),
    (
        Plant(
            "Orders",
            ("IREL", "Magnet"),
            7,
            (
                _LANDED,
                _HOLDING,
                _CAPITAL,
                _TOTAL,
                _CONTAINED,
                _ORDERED,
                _USABLE,
                _MONTHS,
                _MAGNETS,
                _CAPACITY,
            ),
        ),
    ),
    (
        Plant(
            "Stock and cover",
            ("Motor", "Closing stock"),
            MONTH,
            (
                _HOLDING,
                _CAPITAL,
                _TOTAL,
                _MOTORS,
            ),
        ),
        Plant(
            "Deliveries",
            ("Motor", "Lost"),
            MONTH,
            (
                _PENALTIES,
                _TOTAL,
                _LOST,
                _LATE,
            ),
        ),
    ),
    (
        Plant(
            "Orders",
            ("IREL", "Magnet"),
            21,
            (
                _HOLDING,
                _CAPITAL,
                _TOTAL,
                _USABLE,
                _MAGNETS,
            ),
        ),
        Plant(
            "Deliveries",
            ("Motor", "Late at month end"),
            MONTH + 1,
            (
                _PENALTIES,
                _TOTAL,
                _FATE,
                _LATE,
            ),
        ),
    ),
    (
        Plant(
            "Production",
            ("assembly", "Started"),
            MONTH,
            (
                _MAKING,
                _HOLDING,
                _CAPITAL,
                _TOTAL,
                _MAGNETS,
                _MOTORS,
                _MADE,
                _INCENTIVES,
                _BELOW,
            ),
        ),
    ),
    (
        Plant(
            "Deliveries",
            ("Motor", "Delivered"),
            MONTH,
            (
                _HOLDING,
                _CAPITAL,
                _PENALTIES,
                _TOTAL,
                _MOTORS,
                _DELIVERED,
                _LATE,
                _BELOW,
            ),
        ),
    ),
)
"""Plants that share a workbook, because to recalculate one is what takes the time."""
