"""The sheet of costs: what a bought unit of every offer comes to, part by part, above the terms it follows from."""

from __future__ import annotations

import attrs

from desktop.analysis.orders import PARTS
from desktop.model.plan import Plan
from desktop.model.records import Item, Source
from desktop.session.report.layout import FIRST, NAMES, class_marks, column, listed, sheet_of
from desktop.session.report.offers import Offers
from desktop.session.report.orders import Orders
from desktop.session.report.worth import Worth, terms_block
from desktop.store.sheets import Block, Cell, Column, Formula, Sheet, cell, letters
from desktop.text.messages import say

_LABELS = ("number", "offer", "source", "item", "unit", "class", "quantity")
_PRICE = len(_LABELS)
_LANDED = _PRICE + len(PARTS)


def costs_sheet(plan: Plan, offers: Offers, orders: Orders) -> Sheet:
    """Every offer's build-up, terms and the value of items in stock."""
    blocks = [_build_up(plan, offers, orders), terms_block(offers)]
    blocks += [Worth(offers, scenario).block for scenario in offers.worlds]
    return sheet_of(plan, "cost", *blocks, printed=_LANDED + 4)


def _build_up(plan: Plan, offers: Offers, orders: Orders) -> Block:
    """What is bought of each offer, and what a unit of it costs on average; nothing of what nothing is bought of."""
    lines = orders.lines.groupby("offer")[["quantity", "contained", "landed", "usable", *PARTS]].sum()
    bought = {str(name): dict(zip(lines.columns, row, strict=True)) for name, *row in lines.itertuples()}
    items, rows, means = plan.world.by_id(Item), [], offers.landed_in(plan.scenario)
    for row, offer in enumerate(offers.all, FIRST):
        source, mine = plan.world.by_id(Source)[offer.source], bought.get(offer.id, {})
        quantity = mine.get("quantity", 0.0)
        of = f"{letters(_PRICE - 1)}{row}"

        def each(key: str, of: str = of, row: int = row) -> str:
            return f'=IF({of}=0,"",{orders.total(key, "offer-number", f"$A{row}")}/{of})'

        units = {key: float(mine[key]) / quantity for key in mine} if quantity else {}
        parts: list[Cell] = [Formula(each(part), units.get(part, "")) for part in PARTS]
        landed = cell(_LANDED, row)
        usable = Formula(
            f'=IF({of}=0,"",{landed}/{offers.term("usable-yield", f"$A{row}")})',
            units["landed"] / offer.usable_yield if units else "",
        )
        kg = float(mine.get("contained", 0.0)) / quantity if quantity else 0.0
        content = offers.content_of(str(offers.item_number[offer.item]))
        per_kg = Formula(
            f'=IF({of}=0,"",IF({content}=0,"",{landed}/{content}))', units["landed"] / kg if units and kg else ""
        )
        total = Formula(
            f'=IF({of}=0,"",SUM({cell(_PRICE, row)}:{cell(_LANDED - 1, row)}))', units["landed"] if units else ""
        )
        name, item = source.name or source.id, items[offer.item]
        rows.append(
            (
                *(float(row - FIRST + 1), offer.id, name, item.name or item.id, item.unit),
                say(f"class-{source.class_}"),
                Formula(f"={orders.total('quantity', 'offer-number', f'$A{row}')}", quantity),
                *(*parts, total, usable, per_kg),
                Formula(f"={offers.mean_of(offer.id)}", float(means[row - FIRST].mean())),
            )
        )
    heads = [
        column(key, "quantity" if key == "quantity" else "count" if key == "number" else "text") for key in _LABELS
    ]
    heads = [attrs.evolve(head, width=NAMES) if head.kind == "text" else head for head in heads]
    heads += [Column(say("report-per-unit", name=say(f"part-{part}")), "inr") for part in PARTS]
    heads += [column("landed-per-unit", "inr"), column("landed-per-usable", "inr"), column("landed-per-kg", "inr")]
    heads.append(column("landed-mean", "inr"))
    return listed("", heads, rows, marks=class_marks(5, FIRST))
