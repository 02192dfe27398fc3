"""What an event hits: sources, items, offers, regimes and months; empty fields of the event mean all."""

from __future__ import annotations

from desktop.model.composition import contents_of
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Event, Offer, Regime, Source


def hits_source(project: Project, event: Event, name: str) -> bool:
    """Whether an event hits what a source sells."""
    source = project.by_id(Source)[name]
    return (
        event.source in ("", source.id)
        and event.class_ in ("", source.class_)
        and event.country in ("", source.country)
    )


def hits_item(project: Project, event: Event, item: str) -> bool:
    """Whether an event hits an item, by its name or what it contains."""
    if event.item not in ("", item):
        return False
    held = contents_of(project).get(item, {}) if event.elements else {}
    return not event.elements or any(held.get(element, 0.0) > 0 for element in event.elements)


def offers_hit(project: Project, event: Event) -> list[Offer]:
    """The offers that an event hits."""
    return [
        offer
        for offer in project.all(Offer)
        if hits_source(project, event, offer.source) and hits_item(project, event, offer.item)
    ]


def regimes_hit(project: Project, event: Event) -> list[Regime]:
    """The regimes that an event hits."""
    return [
        regime
        for regime in project.all(Regime)
        if event.regime in ("", regime.id)
        and (not event.country or event.country in regime.origins)
        and (not event.elements or set(event.elements) & set(regime.elements))
    ]


def holds_in(event: Event, month: Month | None) -> bool:
    """Whether a month lies in the window of an event."""
    begun = month is not None and (event.first_month is None or event.first_month <= month)
    return begun and (event.last_month is None or month is None or month <= event.last_month)
