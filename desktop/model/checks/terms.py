"""Terms that cannot be used: no exchange rate, a file for other freight, a row that belongs to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from desktop.model.checks.shape import problem
from desktop.model.composition import mass_share
from desktop.model.errors import Problem
from desktop.model.months import Month, span
from desktop.model.project import Project
from desktop.model.records import (
    TABLE,
    Capacity,
    Commitment,
    Event,
    Evidence,
    ExchangeRate,
    Item,
    Licence,
    Offer,
    Pin,
    Price,
    Regime,
    Rule,
    Source,
    Table,
)
from desktop.model.series import spread

_SIGNED_EVENTS = ("incentive rate", "lead time added")


def missing_exchange_rates(project: Project) -> Iterator[Problem]:
    """Offers in a currency that has no rate when the first month begins."""
    settings = project.settings
    known = {
        rate.currency
        for rate in project.all(ExchangeRate)
        if rate.from_month is not None and settings.first_month is not None and rate.from_month <= settings.first_month
    }
    for offer in project.all(Offer):
        if offer.currency not in {settings.currency, *known}:
            values = {"currency": offer.currency, "month": str(settings.first_month)}
            yield problem(project, offer, "rate-missing", "currency", values)


def prices_of_zero(project: Project) -> Iterator[Problem]:
    """Offers that cost nothing in some month that they deliver in: likely the price was forgotten."""
    settings = project.settings
    months = span(settings.first_month, settings.months) if settings.first_month else ()
    steps: dict[str, list[tuple[Month, float]]] = {}
    for row in project.all(Price):
        if row.from_month is not None:
            steps.setdefault(row.offer, []).append((row.from_month, row.value))
    for offer in project.all(Offer):
        for month, price in zip(months, spread(steps.get(offer.id, ()), months, offer.price), strict=True):
            begun = offer.first_month is None or offer.first_month <= month
            if price == 0 and begun and (offer.last_month is None or month <= offer.last_month):
                yield problem(project, offer, "price-zero", "price", {"month": str(month)}, note=True)
                break


def rows_of_one_owner(project: Project) -> Iterator[Problem]:
    """Capacities and pins that name none or several of what they could belong to."""
    for row in project.all(Capacity):
        if sum(map(bool, (row.offer, row.source, row.recipe))) != 1:
            yield problem(project, row, "capacity-owner", "offer")
    for pin in project.all(Pin):
        if bool(pin.offer) == bool(pin.recipe):
            yield problem(project, pin, "pin-owner", "offer")


def negative_event_values(project: Project) -> Iterator[Problem]:
    """Events whose factor or quantity is below zero."""
    for event in project.all(Event):
        if event.value < 0 and event.kind not in _SIGNED_EVENTS:
            yield problem(project, event, "event-negative", "value", {"kind": event.kind, "value": f"{event.value:g}"})
        if event.value == 0 and event.kind == "exchange rate factor":
            yield problem(project, event, "event-no-rate", "value")


def unknown_countries(project: Project) -> Iterator[Problem]:
    """Countries that no source has: regimes, rules and events that name one hit nothing."""
    known = {source.country for source in project.all(Source)}
    named: tuple[Rule | Event, ...] = (*project.all(Rule), *project.all(Event))
    for record in named:
        if record.country and record.country not in known:
            yield problem(project, record, "country-unknown", "country", {"country": record.country}, note=True)
    for regime in project.all(Regime):
        for country in regime.origins:
            if country not in known:
                yield problem(project, regime, "country-unknown", "origins", {"country": country}, note=True)


def classes_at_odds_with_regimes(project: Project) -> Iterator[Problem]:
    """Sources of the licensed class whose country no regime has for origin: no licence is asked for their goods.

    And domestic ones in a country that has: in shares their goods count as home-made.
    """
    origins = {country for regime in project.all(Regime) for country in regime.origins}
    for source in project.all(Source):
        if origins and source.class_ == "licensed_chinese" and source.country not in origins:
            values = {"country": source.country, "origins": ", ".join(sorted(origins))}
            yield problem(project, source, "source-outside-regimes", "country", values, note=True)
        elif source.class_ == "domestic" and source.country in origins:
            values = {"country": source.country}
            yield problem(project, source, "source-domestic-in-regime", "class_", values, note=True)


def commitments_without_offer(project: Project) -> Iterator[Problem]:
    """Commitments of an item that their source does not offer: they lower the joint capacity only."""
    offered = {(offer.source, offer.item) for offer in project.all(Offer)}
    for row in project.all(Commitment):
        if (row.source, row.item) not in offered:
            yield problem(
                project, row, "commitment-without-offer", "item", {"source": row.source, "item": row.item}, note=True
            )


def pieces_without_mass(project: Project) -> Iterator[Problem]:
    """Pieces from a country with a regime of which neither inputs nor contents are known: free of licence, for all."""
    items, sources = project.by_id(Item), project.by_id(Source)
    for offer in project.all(Offer):
        item, country = items[offer.item], sources[offer.source].country
        regimes = [regime for regime in project.all(Regime) if country in regime.origins]
        if item.unit == "piece" and offer.licence == "auto" and regimes and mass_share(project, item, ()) is None:
            values = {"item": item.id, "regime": regimes[0].name or regimes[0].id}
            yield problem(project, offer, "piece-without-mass", "licence", values, note=True)


def files_of_another_mode(project: Project) -> Iterator[Problem]:
    """Licence files that name another freight mode than their offer has, which cannot be used for it."""
    offers = project.by_id(Offer)
    for licence in project.all(Licence):
        mode = offers[licence.offer].freight_mode
        if licence.freight_mode != mode and licence.status not in ("refused", "expired"):
            values = {"mode": licence.freight_mode, "offer": licence.offer, "other": mode}
            yield problem(project, licence, "licence-other-mode", "freight_mode", values, note=True)


def lost_evidence(project: Project) -> Iterator[Problem]:
    """Evidence for a table, record or field that does not exist."""
    labels: dict[str, frozenset[str]] = {}
    for row in project.all(Evidence):
        table = TABLE.get(row.table)
        if table is None:
            yield problem(project, row, "evidence-lost", "table", {"what": row.table}, note=True)
            continue
        if row.table not in labels:
            labels[row.table] = _labels(project, table)
        if row.record not in labels[row.table]:
            yield problem(project, row, "evidence-lost", "record", {"what": row.record}, note=True)
        elif row.field and row.field not in table.field:
            yield problem(project, row, "evidence-lost", "field", {"what": row.field}, note=True)


def _labels(project: Project, table: Table) -> frozenset[str]:
    """What the records of a table are called."""
    part = project.part(table.record)
    kept = part.memo.get(_labels)
    if kept is None:
        found = frozenset(table.label(each) or table.title for each in part.tables[table.name].values())
        kept = part.memo[_labels] = (), found
    return cast("frozenset[str]", kept[1])


CHECKS = (
    missing_exchange_rates,
    rows_of_one_owner,
    negative_event_values,
    prices_of_zero,
    files_of_another_mode,
)
