"""Composition, country and dates decide who needs a licence; stops push back the day on which a file goes in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.licensing import FREE, Days, Permit, contents_of, file_by, in_force, mass_share, order_date, permits
from desktop.model.months import Month, span
from desktop.model.records import Content, Item, Offer, Regime
from tests.tiny import FIRST, MONTHS, tiny_project

A18 = Regime(id="A18", origins=("China",), elements=("Dy", "Tb"), threshold=0.001, days_p50=60.0, days_p90=120.0)
JL = Offer(id="JL-magnet", source="JL", item="magnet")
DAY = dt.date(2027, 3, 1)


def _permits(offer: Offer, regimes: Sequence[Regime], days: Days = "P50") -> list[Permit]:
    return permits(tiny_project(regimes=regimes), offer, MONTHS, days)


def test_contents_of_the_same_element_add_up() -> None:
    project = tiny_project(
        contents=[
            Content(item="magnet", element="Dy", kg_per_unit=0.01),
            Content(item="magnet", element="Nd", kg_per_unit=0.3),
            Content(item="magnet", element="Dy", kg_per_unit=0.02),
        ]
    )
    assert contents_of(project) == {"magnet": {"Dy": pytest.approx(0.03), "Nd": 0.3}}


@pytest.mark.parametrize(
    ("unit", "contents", "share"),
    [
        ("kg", {"Nd": 0.28, "Dy": 0.04}, 0.04),
        ("t", {"Nd": 280.0, "Dy": 40.0}, 0.04),
        ("piece", {"Nd": 0.28, "Dy": 0.04}, 0.125),
        ("piece", {}, 0.0),
        ("kg", {"Nd": 0.3}, 0.0),
    ],
)
def test_the_mass_share_is_taken_of_the_unit_or_of_what_a_piece_contains(
    unit: str, contents: dict[str, float], share: float
) -> None:
    assert mass_share(Item(id="x", unit=unit), contents, ("Dy", "Tb")) == pytest.approx(share)


def test_a_magnet_with_dysprosium_from_china_needs_a_licence() -> None:
    assert _permits(JL, [A18]) == [Permit(regimes=("A18",), days=60.0)] * 6
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
    assert _permits(needed, [above]) == [Permit(regimes=("A18",), days=60.0)] * 6
    assert _permits(needed, []) == [Permit(regimes=("",))] * 6
    assert _permits(attrs.evolve(needed, source="IREL"), [A18]) == [Permit(regimes=("",))] * 6


def test_a_needed_licence_is_needed_before_its_regime_begins() -> None:
    late = attrs.evolve(A18, from_date=dt.date(2027, 3, 31))
    asked = _permits(attrs.evolve(JL, licence="needed"), [late])
    assert [permit.regimes for permit in asked] == [("",)] * 2 + [("A18",)] * 4


def test_the_strictest_of_all_regimes_counts() -> None:
    stop = attrs.evolve(
        A18, id="stop", status="stopped", from_date=dt.date(2027, 2, 10), until_date=dt.date(2027, 3, 5), days_p50=10.0
    )
    closed_files = attrs.evolve(A18, id="no files", from_date=dt.date(2027, 6, 1), new_files=False, days_p50=80.0)
    asked = _permits(JL, [A18, stop, closed_files])
    stops = ((dt.date(2027, 2, 10), dt.date(2027, 3, 5)),)
    usual = Permit(("A18",), closed=False, files=True, days=60.0, stops=stops)
    stopped = Permit(("A18", "stop"), closed=True, files=True, days=60.0, stops=stops)
    last = Permit(("A18", "no files"), closed=False, files=False, days=80.0, stops=stops)
    assert asked == [usual, stopped, stopped, usual, usual, last]


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


def test_goods_are_ordered_their_lead_time_before_the_month_begins() -> None:
    assert order_date(Month.of(2027, 3), 45.0) == dt.date(2027, 1, 15)
    assert order_date(Month.of(2027, 3), 0.4) == DAY


def _stop(first: int, last: int) -> tuple[dt.date, dt.date]:
    """A stop from ``first`` to ``last`` days before DAY, both inclusive."""
    return DAY - dt.timedelta(days=first), DAY - dt.timedelta(days=last)


@pytest.mark.parametrize(
    ("stops", "before"),
    [
        ((), 10),
        ((_stop(9, 5),), 15),
        ((_stop(30, 11),), 10),
        ((_stop(30, 10),), 31),
        ((_stop(5, -20),), 15),
        ((_stop(0, -20),), 10),
        ((_stop(20, 18), _stop(9, 5)), 15),
        ((_stop(15, 12), _stop(9, 5)), 19),
        ((_stop(30, 5), _stop(20, 15)), 36),
    ],
)
def test_days_inside_a_stop_do_not_count_for_a_file(stops: tuple[tuple[dt.date, dt.date], ...], before: int) -> None:
    assert file_by(DAY, Permit(("A18",), days=10.0, stops=stops)) == DAY - dt.timedelta(days=before)


def test_a_file_that_could_never_be_granted_is_dated_at_the_beginning_of_time() -> None:
    permit = Permit(("A18",), closed=True, days=10.0, stops=((dt.date.min, dt.date.max),))
    assert file_by(DAY, permit) == dt.date.min


def _counted(ready: dt.date, days: int, stops: Sequence[tuple[dt.date, dt.date]]) -> dt.date:
    """The filing day found by counting back day by day."""
    day = ready
    while days:
        day -= dt.timedelta(days=1)
        days -= not any(first <= day <= last for first, last in stops)
    return day


@given(
    st.integers(1, 40),
    st.lists(st.tuples(st.integers(-10, 60), st.integers(0, 30)).map(lambda s: _stop(s[0], s[0] - s[1])), max_size=4),
)
def test_the_filing_day_is_what_counting_day_by_day_gives(days: int, stops: list[tuple[dt.date, dt.date]]) -> None:
    permit = Permit(("A18",), days=float(days), stops=tuple(stops))
    assert file_by(DAY, permit) == _counted(DAY, days, stops)
