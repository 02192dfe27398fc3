"""Invented companies of three sizes, drawn from a seed: the same project on every machine."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from desktop.model.project import Project
from desktop.model.records import (
    Content,
    Item,
    Mix,
    Recipe,
    RecipeInput,
    Record,
    Rule,
    Settings,
    Target,
)
from tests.bench import order_form, supply
from tests.bench.company import FIRST, Company, Size
from tests.bench.goods import Good

INR_PER_USD = 86.0
BALANCED, CAUTIOUS = "balanced", "cautious"


def project(size: Size, seed: int, *, whole: bool = False) -> Project:
    """The company of ``seed``; a ``whole`` one has minimum orders, lots, tiers, order and contract costs.

    The order form is drawn last, so that everything else is the same with and without it.
    """
    company = Company.of(size, seed)
    suppliers = supply.sources(company)
    quotes = supply.offers(company, suppliers)
    suppliers = supply.joined(company, suppliers, quotes)
    contents = {good.id: frozenset(element for element, _ in good.contents) for good in company.goods}
    records: dict[str, list[Record]] = {
        "settings": [_settings(size)],
        "items": [_item(company, good) for good in company.goods],
        "contents": [*_contents(company)],
        "prices": [*supply.prices(company, quotes)],
        "capacities": [*supply.ramps(company, quotes)],
        "recipes": [*_recipes(company)],
        "recipe_inputs": [*_inputs(company)],
        "targets": [*_targets(company)],
        "receipts": [*supply.receipts(company, quotes)],
        "commitments": [*supply.commitments(company, quotes)],
        "regimes": [supply.regime()],
        "licences": [*supply.licences(company, quotes, contents)],
        "mixes": [Mix(id="least-cost"), Mix(id=BALANCED), Mix(id=CAUTIOUS, licence_days="P90")],
        "rules": [*_rules()],
        "exchange_rates": [*supply.exchange_rates(company)],
    }
    if whole:
        quotes = order_form.lots(company, quotes)
        suppliers = order_form.costed(company, suppliers)
        records["tiers"] = [*order_form.tiers(company, quotes)]
    return Project.of({**records, "sources": [*suppliers], "offers": [*quotes]})


def _settings(size: Size) -> Settings:
    return Settings(
        name=f"Bench {size.name}",
        first_month=FIRST,
        months=size.months,
        plan_date=supply.PLAN_DATE,
        capital_rate=9.0,
        near_months=size.near,
    )


def _item(company: Company, good: Good) -> Item:
    worth, usual = good.price * INR_PER_USD, company.asked[good.id]
    traded = good.priority == "traded" and good.monthly > 0
    return Item(
        id=good.id,
        name=good.id,
        kind=good.kind,
        unit=good.unit,
        holding_cost=float(f"{0.006 * worth:.3g}"),
        opening_stock=float(round(usual * company.between(0.2, 1.2))),
        closing="at least" if good.kind == "oxide" else "free",
        closing_stock=float(round(usual * 0.5)),
        safety_days=20.0 if good.kind in ("metal", "magnet") else 0.0,
        storage_limit=float(round(usual * 6)) if good.kind == "product" else None,
        priority=good.priority,
        months_late=2 if good.monthly else 0,
        late_cost=float(round(0.04 * worth)) if traded else 0.0,
        lost_cost=float(round(1.6 * worth)) if traded else 0.0,
    )


def _contents(company: Company) -> Iterator[Content]:
    for good in company.goods:
        for element, kg in good.contents:
            yield Content(item=good.id, element=element, kg_per_unit=round(kg, 6))


def _recipes(company: Company) -> Iterator[Recipe]:
    """One recipe for each good that is made; metals and magnets have a capacity below what is asked of them."""
    for good in company.goods:
        if good.takes:
            own = good.kind in ("metal", "magnet")
            yield Recipe(
                id=f"make-{good.id}",
                output=good.id,
                cost=float(f"{0.06 * good.price * INR_PER_USD:.3g}"),
                capacity=float(round(company.asked[good.id] * company.between(0.5, 0.9))) if own else None,
                qualified_from=FIRST.plus(6) if good.kind == "metal" else None,
                delay=good.delay,
            )


def _inputs(company: Company) -> Iterator[RecipeInput]:
    for good in company.goods:
        for item, quantity in good.takes:
            yield RecipeInput(recipe=f"make-{good.id}", item=item, quantity=round(quantity, 6))


def _targets(company: Company) -> Iterator[Target]:
    """Promises that grow, follow the season and vary."""
    for good in company.goods:
        if good.monthly:
            growth, phase = company.between(-0.02, 0.12), company.between(0.0, 6.0)
            noise = company.random.normal(1.0, 0.08, company.size.months).tolist()
            for number, (month, factor) in enumerate(zip(company.months, noise, strict=True)):
                season = 1 + 0.12 * float(np.sin(number * np.pi / 6 + phase))
                quantity = good.monthly * (1 + growth * number / 12) * season * factor
                yield Target(item=good.id, month=month, quantity=float(max(round(quantity), 0)))


def _rules() -> Iterator[Rule]:
    """Shares by class and country for two mixes, by fiscal year, month and over the horizon."""
    yield _share("domestic-least", BALANCED, "at least", 30.0, class_="domestic", measure="value", rank="high")
    yield _share("china-most", BALANCED, "at most", 40.0, class_="licensed_chinese", measure="contained")
    yield _share("sh-china-most", BALANCED, "at most", 50.0, country="China", item="magnet-SH", window="month")
    yield _share("dy-china-most", CAUTIOUS, "at most", 25.0, country="China", element="Dy", rank="law")
    yield _share("japan-least", CAUTIOUS, "at least", 10.0, country="Japan", measure="value", window="horizon")


def _share(
    name: str,
    mix: str,
    side: str,
    limit: float,
    *,
    class_: str = "",
    country: str = "",
    item: str = "",
    element: str = "",
    measure: str = "contained",
    window: str = "fiscal year",
    rank: str = "normal",
) -> Rule:
    return Rule(
        id=name,
        mix=mix,
        kind=f"share {side}",
        class_=class_,
        country=country,
        item=item,
        element=element,
        measure=measure,
        window=window,
        limit=limit,
        rank=rank,
    )
