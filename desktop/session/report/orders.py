"""The sheets of orders: by order date, with what each costs live on its offer's terms and prices, and by arrival."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property

import attrs
import pandas as pd

from desktop.analysis import orders
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.records import Offer, Tier
from desktop.session.report.layout import (
    FIRST,
    class_marks,
    column,
    inr,
    listed,
    of_table,
    printed_days,
    sheet_name,
    sheet_of,
    totals,
)
from desktop.session.report.offers import Offers
from desktop.session.report.order_line import Line
from desktop.store.sheets import Cell, Column, Formula, Kind, Sheet, letters, prefix
from desktop.text import formats
from desktop.text.messages import say

NAME, BY_ARRIVAL = "tOrders", "tArrivals"
_PRINTED: dict[str, Kind] = {
    "number": "count",
    "order-date": "date",
    "arrival": "month",
    "item": "text",
    "source": "text",
    "class": "text",
    "quantity": "quantity",
    "unit": "text",
    "contained": "quantity",
    "landed": "inr",
    "licence": "text",
    "file-by": "date",
}
CONFIRMED: dict[str, Kind] = {"confirmed-quantity": "quantity", "confirmed-month": "month"}
"""The columns to be filled in by those who order; import reads them back."""
_ORDERS: dict[str, Kind] = {
    **_PRINTED,
    **CONFIRMED,
    "country": "text",
    "offer": "text",
    **dict.fromkeys(("offer-number", "item-number", "source-number", "month-number"), "count"),
    "usable": "quantity",
    "quoted": "level",
    "rate": "level",
    **dict.fromkeys(orders.PARTS, "inr"),
    "igst": "inr",
    "paid-month": "month",
    "tiers": "text",
}
"""The columns of the orders: what a reader of the print needs first, then what the cost is computed from."""
_AT = {key: at for at, key in enumerate(_ORDERS)}
_NAME = {key: letters(at) for key, at in _AT.items()}
_SUMMED = ("contained", "landed", *orders.PARTS, "igst")
_NEXT = 120
"""Arrivals print for so many days: the same orders print by order date."""
_ARRIVALS: dict[str, Kind] = {
    "arrival": "month",
    **dict.fromkeys(("item", "source", "class"), "text"),
    "quantity": "quantity",
    "unit": "text",
    "contained": "quantity",
    "landed": "inr",
    "order-date": "date",
    "licence": "text",
    "number": "count",
}


@attrs.frozen(eq=False, slots=False)
class Orders:
    """All orders of a plan, numbered by order date, and how formulas on other sheets add them up."""

    plan: Plan
    offers: Offers

    @cached_property
    def lines(self) -> pd.DataFrame:
        """By order date."""
        return orders.table(self.plan)

    @cached_property
    def each(self) -> tuple[Line, ...]:
        """The same, one by one."""
        fields = [name.rstrip("_") for name in Line._fields]
        return tuple(Line(*row) for row in self.lines[fields].itertuples(index=False, name=None))

    @cached_property
    def heads(self) -> dict[str, Column]:
        """The columns by key."""
        entered = {key: attrs.evolve(column(key, kind), look="input") for key, kind in CONFIRMED.items()}
        return {
            key: inr(say(f"part-{key}")) if key in orders.PARTS else column(key, kind) for key, kind in _ORDERS.items()
        } | entered

    def all(self, key: str) -> str:
        """A column in a formula."""
        return of_table(NAME, self.heads[key])

    def total(self, key: str, *conditions: str) -> str:
        """The sum of a column over the orders whose columns are as the cells say: key, cell, key, cell ..."""
        if not len(self.lines):
            return "0"
        if not conditions:
            return f"SUM({self.all(key)})"
        pairs = zip(conditions[::2], conditions[1::2], strict=True)
        return f"SUMIFS({self.all(key)},{','.join(f'{self.all(each)},{where}' for each, where in pairs)})"

    @cached_property
    def counted(self) -> tuple[str, ...]:
        """The condition that picks what shares are taken of: goods with rare earths, or all where none has any."""
        return ("contained", '">0"') if any(line.contained > 0 for line in self.each) else ()

    def of(self, key: str, number: str) -> str:
        """What a column has for the order whose number is in a cell."""
        return f"INDEX({self.all(key)},MATCH({number},{self.all('number')},0))"

    @cached_property
    def sheet(self) -> Sheet:
        """By order date, those placed before the plan first."""
        pairs = zip(self.each, self._quotes, strict=True)
        rows = [self._row(FIRST + at, line, quote) for at, (line, quote) in enumerate(pairs)]
        places = [_AT[key] for key in _SUMMED]
        sums = dict(zip(places, totals(rows, FIRST, places), strict=True))
        last = (say("report-total"), *(sums.get(at) for at in range(1, len(_ORDERS))))
        block = listed("", list(self.heads.values()), rows, name=NAME, marks=class_marks(_AT["class"], FIRST))
        within = printed_days(self.plan, [line.order_date for line in self.each])
        return sheet_of(
            self.plan,
            "orders",
            attrs.evolve(block, totals=last),
            printed=len(_PRINTED),
            printed_rows=within,
            fixed=4,
        )

    def summed(self, *keys: str) -> list[int]:
        """Where the sheet has columns."""
        return [_AT[key] for key in keys]

    @cached_property
    def _quotes(self) -> list[tuple[float, float, int]]:
        """Price, rate and the month's position of every line, at the offer's own price."""
        first, number, currencies = self.plan.months[0].index, self.offers.number, self.offers.currencies
        quoted, rates = self.offers.quoted, self.offers.rates
        found = []
        for line in self.each:
            at, place = number[line.offer] - 1, line.month.index - first
            currency = currencies.index(self.offers.all[at].currency)
            found.append((float(quoted[at, place]), float(rates[currency, place]), place))
        return found

    def _row(self, row: int, line: Line, quote: tuple[float, float, int]) -> tuple[Cell, ...]:
        """One order; what follows from terms and prices is computed in the row."""
        offer, place = self.offers.by_id[line.offer], {key: f"{name}{row}" for key, name in _NAME.items()}
        price, rate, month = quote
        world = self.offers.worlds[self.plan.scenario]
        own = self.offers.priced(world, "quoted", place["offer-number"], place["month-number"])
        currency = self.offers.term("currency-number", place["offer-number"])
        cif = f"{place['price']}+{place['freight']}+{place['insurance']}"
        quantity, number = place["quantity"], place["offer-number"]
        paid = Month.containing(line.month.first_day + dt.timedelta(days=offer.payment_days))
        ordered, licence = _said(line)
        text = f"={own}" if not line.tiers else self.tiered(offer, line.tiers, own)
        average = price if not line.tiers else self.average(offer, line.tiers, price)
        return (
            *(float(row - FIRST + 1), ordered, line.month, line.item_name or line.item),
            *(line.source_name or line.source, say(f"class-{line.class_}"), line.quantity, line.unit),
            Formula(f"={quantity}*{self.offers.content_of(place['item-number'])}", line.contained),
            Formula(f"=SUM({place['price']}:{place['inland']})", line.landed),
            *(licence, line.file_by, None, None, line.country, line.offer, float(self.offers.number[line.offer])),
            *(float(self.offers.item_number[line.item]), float(self.offers.source_number[line.source])),
            Formula(f"=MATCH({place['arrival']},{self._months},0)", float(month + 1)),
            Formula(f"={quantity}*{self.offers.term('usable-yield', number)}", line.usable),
            Formula(text, average),
            Formula(f"={self.offers.priced(world, 'rates', currency, place['month-number'])}", rate),
            Formula(f"={quantity}*{place['quoted']}*{place['rate']}", line.price),
            Formula(f"={quantity}*{self.offers.term('freight', number)}*{place['rate']}", line.freight),
            Formula(
                f"=({place['price']}+{place['freight']})*{self.offers.term('insurance-rate', number)}", line.insurance
            ),
            Formula(f"=({cif})*{self.offers.term('duty-rate', number)}", line.duty),
            Formula(f"={place['duty']}*{self.offers.term('surcharge-rate', number)}", line.surcharge),
            Formula(f"={quantity}*{self.offers.term('inland', number)}", line.inland),
            Formula(
                f"=({cif}+{place['duty']}+{place['surcharge']})*{self.offers.term('igst-rate', number)}", line.igst
            ),
            *(paid, _tiers(line.tiers, line.unit)),
        )

    @cached_property
    def _months(self) -> str:
        names, row = self.offers.timeline.names, self.offers.worlds[self.plan.scenario].rates - 1
        return f"{prefix(sheet_name('prices'))}${names[0]}${row}:${names[-1]}${row}"

    def tiered(self, offer: Offer, tiers: Sequence[tuple[float, float]], own: str) -> str:
        """The formula of the average price of what is bought in several tiers."""
        known = {tier.from_quantity: tier for tier in self._tiers.get(offer.id, ())}
        prices = [(quantity, self._tier_price(known.get(lower), own)) for lower, quantity in tiers]
        if len(prices) == 1:
            return f"={prices[0][1]}"
        parts = "+".join(f"{quantity!r}*{price}" for quantity, price in prices)
        return f"=({parts})/({'+'.join(repr(quantity) for quantity, _ in prices)})"

    def _tier_price(self, tier: Tier | None, own: str) -> str:
        if tier is None:
            return own
        if tier.price is not None:
            return self.offers.inputs.ref(tier, "price")
        return f"{own}*(1-{self.offers.inputs.ref(tier, 'discount')}/100)"

    def average(self, offer: Offer, tiers: Sequence[tuple[float, float]], own: float) -> float:
        """The average price of what is bought in several tiers, in the offer's currency."""
        known = {tier.from_quantity: tier for tier in self._tiers.get(offer.id, ())}
        prices = []
        for lower, quantity in tiers:
            tier = known.get(lower)
            discounted = own * (1 - tier.discount / 100) if tier else own
            prices.append(quantity * (tier.price if tier and tier.price is not None else discounted))
        return sum(prices) / sum(quantity for _, quantity in tiers)

    @cached_property
    def _tiers(self) -> dict[str, tuple[Tier, ...]]:
        return dict(self.plan.world.grouped(Tier, "offer"))

    @cached_property
    def by_arrival(self) -> Sheet:
        """The same orders by month of arrival, live on the first list."""
        lines = sorted(enumerate(self.each, 1), key=lambda entry: (entry[1].month.index, entry[1].item, entry[1].offer))
        number = letters(list(_ARRIVALS).index("number"))
        rows: list[tuple[Cell, ...]] = []
        for row, (at, line) in enumerate(lines, FIRST):
            live = [
                Formula(f"={self.of(key, f'{number}{row}')}", getattr(line, key))
                for key in ("quantity", "contained", "landed")
            ]
            ordered, licence = _said(line)
            rows.append(
                (
                    *(line.month, line.item_name or line.item, line.source_name or line.source),
                    *(say(f"class-{line.class_}"), live[0], line.unit, live[1], live[2]),
                    *(ordered, licence, float(at)),
                )
            )
        places = [list(_ARRIVALS).index(key) for key in ("contained", "landed")]
        sums = dict(zip(places, totals(rows, FIRST, places), strict=True))
        last = (say("report-total"), *(sums.get(at) for at in range(1, len(_ARRIVALS))))
        heads = [column(key, kind) for key, kind in _ARRIVALS.items()]
        block = listed("", heads, rows, name=BY_ARRIVAL, marks=class_marks(3, FIRST))
        within = printed_days(self.plan, [row[0] for row in rows], _NEXT)
        return sheet_of(self.plan, "arrivals", attrs.evolve(block, totals=last), printed_rows=within)


def _said(line: Line) -> tuple[Cell, str]:
    """When it is ordered, and under which licence."""
    ordered = say("report-placed") if line.placed else line.order_date
    return ordered, say("report-licence-new") if line.licence == "new" else line.licence


def _tiers(tiers: Sequence[tuple[float, float]], unit: str) -> str:
    """How much of an order is priced in which tier, by the tier's lower end."""
    parts = [(formats.quantity(lower, unit), formats.quantity(quantity, unit), lower) for lower, quantity in tiers]
    return "; ".join(
        say("tier-from", lower=text, quantity=quantity) if lower else say("tier-own", quantity=quantity)
        for text, quantity, lower in parts
    )
