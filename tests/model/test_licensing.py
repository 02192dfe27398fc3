"""Composition, country and dates decide who needs a licence; a stop, the day on which goods leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs
import pytest

from desktop.model.licensing import FREE, Ask, Days, Permit, in_force, leaving, permits
from desktop.model.months import span
from desktop.model.records import Content, LeadTime, Offer, Regime
from tests.tiny import FIRST, MONTHS, tiny_project

A18 = Regime(id="A18", origins=("China",), elements=("Dy", "Tb"), threshold=0.001, days_p50=60.0, days_p90=120.0)
JL = Offer(id="JL-magnet", source="JL", item="magnet")
OWN_WORD = Permit((Ask("", ""),))


def _asked(days: float) -> Permit:
    """What A18 alone asks."""
    return Permit((Ask("A18", "A18", days),))


def _permits(offer: Offer, regimes: Sequence[Regime], days: Days = "P50") -> list[Permit]:
    return [*permits(tiny_project(regimes=regimes), offer, MONTHS, days)]


def test_a_magnet_with_dysprosium_from_china_needs_a_licence() -> None:
    assert _permits(JL, [A18]) == [_asked(60.0)] * 6
    assert _permits(JL, [A18], "P90")[0].days == 120.0
    assert _permits(JL, [A18])[0].needed


@pytest.mark.parametrize(
    ("source", "regime"),
    [
        ("IREL", A18),
        ("JL", attrs.evolve(A18, threshold=0.04)),
        ("JL", attrs.evolve(A18, elements=("Tb",))),
        ("JL", attrs.evolve(A18, status="suspended")),
        ("JL", attrs.evolve(A18, until_date=dt.date(2026, 12, 31))),
    ],
)
def test_another_country_composition_or_time_needs_none(source: str, regime: Regime) -> None:
    assert _permits(attrs.evolve(JL, source=source), [regime]) == [FREE] * 6
    assert not FREE.needed


def test_the_offers_own_word_stands_above_the_composition() -> None:
    above = attrs.evolve(A18, threshold=1.0)
    needed = attrs.evolve(JL, licence="needed")
    assert _permits(attrs.evolve(JL, licence="not needed"), [A18]) == [FREE] * 6
    assert _permits(needed, [above]) == [_asked(60.0)] * 6
    assert _permits(needed, []) == [OWN_WORD] * 6
    assert _permits(attrs.evolve(needed, source="IREL"), [A18]) == [OWN_WORD] * 6


def test_what_is_asked_remembers_how_the_goods_travel() -> None:
    flown = attrs.evolve(JL, freight_mode="air")
    assert _permits(flown, [A18]) == [attrs.evolve(_asked(60.0), freight_mode="air")] * 6
    assert _permits(attrs.evolve(flown, licence="needed"), [])[0].freight_mode == "air"


def test_a_needed_licence_is_needed_before_its_regime_begins() -> None:
    late = attrs.evolve(A18, from_date=dt.date(2027, 3, 31))
    asked = _permits(attrs.evolve(JL, licence="needed"), [late])
    assert [permit.regimes for permit in asked] == [("",)] * 2 + [("A18",)] * 4


def test_all_regimes_that_hold_ask_and_the_strictest_counts() -> None:
    other = attrs.evolve(A18, id="other", from_date=dt.date(2027, 4, 1), new_files=False, days_p50=80.0)
    asked = _permits(JL, [A18, other])
    both = Permit((Ask("A18", "A18", 60.0), Ask("other", "other", 80.0, files=False)))
    assert asked == [_asked(60.0)] * 3 + [both] * 3
    assert (both.regimes, both.days, both.files) == (("A18", "other"), 80.0, False)
    assert both.under("other") == Permit((Ask("other", "other", 80.0, files=False),))
    assert both.beside("other") == _asked(60.0)
    assert not both.under("third").needed
    assert both.beside("third") == both


def test_a_stop_counts_for_the_goods_that_leave_in_it() -> None:
    """Lead time 45 days: what arrives in March leaves on 15 January, in April on 15 February, in May on 17 March."""
    first, last = dt.date(2027, 1, 16), dt.date(2027, 2, 15)
    stop = attrs.evolve(A18, id="stop", status="stopped", days_p50=10.0, from_date=first, until_date=last)
    asked = _permits(attrs.evolve(JL, lead_days=45.0), [A18, stop])
    stops = ((first, last),)
    stopped = Permit((Ask("A18", "A18", 60.0), Ask("stop", "stop", 10.0)), closed=True, stops=stops)
    moving = Permit((Ask("A18", "A18", 60.0),), stops=stops)
    assert asked == [moving] * 3 + [stopped] + [moving] * 2


def test_a_lead_time_that_changes_moves_the_goods_out_of_the_stop() -> None:
    stop = attrs.evolve(A18, status="stopped", from_date=dt.date(2027, 2, 1), until_date=dt.date(2027, 2, 28))
    steps = [
        LeadTime(offer="JL-magnet", from_month=FIRST.plus(3), value=20.0),
        LeadTime(offer="JL-magnet", from_month=None, value=1.0),
        LeadTime(offer="IREL-magnet", from_month=FIRST, value=1.0),
    ]
    offer = attrs.evolve(JL, lead_days=40.0)
    project, steady = tiny_project(regimes=[stop], lead_times=steps), tiny_project(regimes=[stop])
    assert leaving(steady, offer, MONTHS)[3] == dt.date(2027, 2, 20)
    assert [permit.closed for permit in permits(steady, offer, MONTHS, "P50")] == [False] * 3 + [True] + [False] * 2
    assert leaving(project, offer, MONTHS)[2:4] == (dt.date(2027, 1, 20), dt.date(2027, 3, 12))
    assert not any(permit.closed for permit in permits(project, offer, MONTHS, "P50"))


def test_a_stop_without_dates_reaches_from_the_first_day_to_the_last() -> None:
    asked = _permits(JL, [attrs.evolve(A18, status="stopped")])
    assert asked[0].closed
    assert asked[0].stops == ((dt.date.min, dt.date.max),)


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [
        (None, None, "111111"),
        (dt.date(2027, 2, 28), None, "011111"),
        (None, dt.date(2027, 3, 1), "111000"),
        (dt.date(2027, 2, 28), dt.date(2027, 3, 1), "011000"),
    ],
)
def test_a_regime_is_in_force_in_every_month_it_touches(
    first: dt.date | None, last: dt.date | None, holds: str
) -> None:
    regime = attrs.evolve(A18, from_date=first, until_date=last)
    assert [in_force(regime, month) for month in span(FIRST, 6)] == [mark == "1" for mark in holds]


def test_a_piece_from_china_needs_a_licence_when_the_magnets_inside_do() -> None:
    motor = Offer(id="JL-motor", source="JL", item="motor")
    weak = [
        Content(item="magnet", element="Nd", kg_per_unit=0.3),
        Content(item="magnet", element="Dy", kg_per_unit=5e-4),
    ]
    listed = [
        Content(item="motor", element="Nd", kg_per_unit=0.6),
        Content(item="motor", element="Dy", kg_per_unit=1e-3),
    ]
    assert _permits(motor, [A18]) == [_asked(60.0)] * 6
    assert permits(tiny_project(regimes=[A18], contents=[*weak, *listed]), motor, MONTHS, "P50") == (FREE,) * 6
    assert permits(tiny_project(regimes=[A18], contents=[]), motor, MONTHS, "P50") == (FREE,) * 6
