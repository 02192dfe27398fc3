"""Random regimes, licences, mixes, rules, pins, incentives, issued plans and events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from desktop.model.records import (
    Event,
    Incentive,
    Issued,
    Licence,
    Mix,
    Pin,
    Record,
    Regime,
    Rule,
    Scenario,
)
from desktop.model.records.policy import (
    EVENT_KINDS,
    GOALS,
    LICENCE_STATES,
    MEASURES,
    MEMBERS,
    RANKS,
    REGIME_STATES,
    RULE_KINDS,
    SHORTAGES,
    WINDOWS,
)
from desktop.model.records.supply import CLASSES, FREIGHT_MODES
from tests.engine.drawn.draw import Draw

MIXES, SCENARIO = ("m0", "m1"), "s"


def tables(draw: Draw) -> dict[str, list[Record]]:
    """What limits and steers."""
    licensed = draw.has("licences")
    regimes: list[Record] = [_regime(draw, number) for number in range(draw.chance.randint(1, 2) if licensed else 0)]
    return {
        "regimes": regimes,
        "licences": [_licence(draw, number) for number in range(draw.upto(2)) if regimes and draw.offers],
        "mixes": [_mix(draw, name) for name in MIXES],
        "rules": [_rule(draw, number) for number in range(draw.upto(6)) if draw.has("rules")],
        "pins": [_pin(draw, number) for number in range(draw.upto(3)) if draw.offers and draw.has("pins")],
        "issued": list(_issued(draw)),
        "incentives": [_incentive(draw, number) for number in range(draw.upto(2)) if draw.has("incentives")],
        "scenarios": [Scenario(id=SCENARIO)],
        "events": [_event(draw) for _ in range(draw.upto(4)) if draw.has("events")],
    }


def _regime(draw: Draw, number: int) -> Regime:
    return Regime(
        id=f"g{number}",
        origins=("China", "Japan"),
        elements=("Dy", "Nd"),
        threshold=draw.of(0.0, 0.1),
        status=draw.one(REGIME_STATES),
        from_date=draw.of(None, dt.date(2027, 2, 10)),
        files_per_shipment=draw.of(1, 1, 3),
        new_files=draw.of(True, True, False),
    )


def _licence(draw: Draw, number: int) -> Licence:
    return Licence(
        id=f"l{number}",
        regime="g0",
        offer=draw.one(draw.offers),
        quantity=draw.some(),
        status=draw.one(LICENCE_STATES),
        submitted=dt.date(2026, 11, 1),
        valid_until=draw.of(None, dt.date(2027, 4, 30)),
        freight_mode=draw.one(FREIGHT_MODES[:2]),
    )


def _mix(draw: Draw, name: str) -> Mix:
    return Mix(
        id=name,
        licence_days=draw.of("P50", "P90"),
        goals=tuple(draw.chance.sample(GOALS, draw.upto(len(GOALS)))),
        shortage=draw.one(SHORTAGES) if draw.has("shortage") else SHORTAGES[0],
    )


def _rule(draw: Draw, number: int) -> Rule:
    kind = draw.one(RULE_KINDS)
    first, last = draw.window()
    return Rule(
        id=f"r{number}",
        mix=draw.of("", *MIXES),
        kind=kind,
        class_=draw.maybe(CLASSES),
        country=draw.of("", "", "China"),
        source=_first_group(draw, kind),
        offer=draw.of("", "", "", draw.maybe(draw.offers)),
        item=draw.one(draw.items) if kind == "cover at least" else draw.maybe(draw.items),
        element=draw.of("", "", "Dy"),
        other_source=draw.one(draw.sources) if "used" in kind else "",
        by=draw.one(MEMBERS),
        measure=draw.one(MEASURES),
        window=draw.one(WINDOWS),
        limit=_limit(draw, kind),
        first_month=first,
        last_month=last,
        rank=draw.one(RANKS),
    )


def _first_group(draw: Draw, kind: str) -> str:
    return draw.one(draw.sources) if "used" in kind else draw.of("", "", draw.maybe(draw.sources))


def _limit(draw: Draw, kind: str) -> float:
    """A limit of the size that the kind speaks of."""
    if kind.startswith("share"):
        return draw.share()
    if kind.startswith("sources"):
        return float(draw.upto(3))
    if kind.startswith("concentration"):
        return draw.of(0.0, 0.2, 0.5, 1.0)
    if kind.startswith("cover"):
        return draw.of(0.0, 15.0, 90.0)
    return 0.0 if "used" in kind else draw.of(draw.some(), draw.money())


def _pin(draw: Draw, number: int) -> Pin:
    recipe = draw.maybe(draw.recipes)
    return Pin(
        id=f"p{number}",
        mix=draw.one(MIXES),
        scenario=draw.of("", "", SCENARIO),
        offer="" if recipe else draw.one(draw.offers),
        recipe=recipe,
        month=draw.month(),
        bound=draw.of("at least", "at most", "exactly"),
        quantity=draw.some(),
    )


def _issued(draw: Draw) -> Iterator[Issued]:
    """A plan issued before, of a mix or both; some of it outside the horizon."""
    for mix in MIXES:
        if draw.offers and draw.has("issued"):
            places = [(draw.one(draw.offers), draw.month()) for _ in range(draw.upto(5))]
            for offer, month in dict.fromkeys(places):
                yield Issued(mix=mix, offer=offer, month=month, quantity=draw.some())


def _incentive(draw: Draw, number: int) -> Incentive:
    first, last = draw.window()
    kind = draw.of("INR/unit", "% of value")
    return Incentive(
        id=f"i{number}",
        item=draw.one(draw.items),
        rate=draw.of(0.0, 4.0, 20.0) if kind == "% of value" else draw.money(),
        rate_kind=kind,
        cap=draw.of(None, None, 1e4, 1e7),
        least_domestic=draw.share(),
        first_month=first,
        last_month=last,
    )


def _event(draw: Draw) -> Event:
    first, last = draw.window()
    kind = draw.one(EVENT_KINDS)
    return Event(
        scenario=SCENARIO,
        kind=kind,
        class_=draw.maybe(CLASSES),
        country=draw.of("", "", "China"),
        source=draw.of("", "", draw.maybe(draw.sources)),
        item=draw.of("", "", draw.maybe(draw.items)),
        recipe=draw.maybe(draw.recipes) if kind.startswith("capacity") else "",
        elements=draw.of((), ("Dy",)),
        first_month=first,
        last_month=last,
        value=draw.of(0.5, 2.0) if kind == "exchange rate factor" else draw.of(0.0, 0.5, 2.0, 90.0),
    )
