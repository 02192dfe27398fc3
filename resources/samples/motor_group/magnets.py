"""Offers of magnets: Chinese makers, makers elsewhere at a premium, and the Indian scheme's plant from 2028."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.model.months import Month
from motor_group import levels
from motor_group.facts import Figure, estimate
from motor_group.standing import DOLLAR, PER_DOLLAR
from motor_group.terms import CHINA, DUTIES, OTHER, PORT_CHECK, Line, growing

CHINESE = (
    ("jlmag", 1.03, {"light": 9_000, "sh": 9_000, "uh": 5_500}),
    ("yunsheng", 1.00, {"light": 7_000, "sh": 7_000}),
    ("sanhuan", 1.02, {"light": 5_000, "sh": 5_000, "uh": 4_000}),
    ("zhenghai", 0.98, {"sh": 5_000, "uh": 3_000}),
)
"""Maker, its price beside the level of China, and kg a month by grade."""

ABROAD = (
    ("shinetsu_vn", 14, "USD", 63, {"light": 2_000, "sh": 4_500, "uh": 2_000}),
    ("japan", 18, "JPY", 63, {"sh": 3_000, "uh": 2_000}),
    ("neo", 22, "EUR", 56, {"light": 1_500, "sh": 2_000}),
    ("jslink", 12, "USD", 60, {"light": 3_000, "sh": 2_500}),
    ("evac", 28, "USD", 60, {"uh": 1_000}),
)
"""Maker, premium in USD/kg, currency, days to make, and kg a month by grade."""

SCHEME_FROM = Month.of(2028, 7)
SCHEME_MARK_UP = 1.06


def lines() -> list[Line]:
    """Every offer of magnets."""
    return [*_chinese(), *_abroad(), *_scheme()]


def _chinese() -> Iterator[Line]:
    for source, factor, grades in CHINESE:
        for grade, kg in grades.items():
            level = levels.MAGNETS[f"magnet_{grade}"]
            proof = level.proof.noted(f"{factor:g} for this maker")
            days = 35 + (PORT_CHECK if grade == "light" else 0)
            price = Figure(round(level.value * factor, 1), level.unit, proof)
            yield Line(source, f"magnet_{grade}", price, days, growing(kg, *CHINA), co2=28, minimum=200)


def _abroad() -> Iterator[Line]:
    for source, premium, currency, days, grades in ABROAD:
        for grade, kg in grades.items():
            level = levels.MAGNETS[f"magnet_{grade}"]
            value = round((level.value + premium) * PER_DOLLAR[currency], -1 if currency == "JPY" else 1)
            note = f"Chinese level {level.value:g} USD/kg plus a premium of {premium:g}; {levels.PREMIUM}"
            price = Figure(value, f"{currency}/kg", estimate(note))
            yield Line(source, f"magnet_{grade}", price, days, growing(kg, *OTHER), co2=22, minimum=200)


def _scheme() -> Iterator[Line]:
    duty = DUTIES["magnet"]
    with_duty = 1 + duty.customs / 100 * (1 + duty.surcharge / 100)
    for grade, kg in (("light", 5_000), ("sh", 5_000)):
        level = levels.MAGNETS[f"magnet_{grade}"]
        value = round(level.value * with_duty * DOLLAR * SCHEME_MARK_UP, -1)
        note = f"import parity of Chinese magnets with duty, times {SCHEME_MARK_UP:g}; sales incentive not passed on"
        price = Figure(value, "INR/kg", estimate(note))
        path = (0.0, 0.6 * kg, 1.0 * kg, 2.0 * kg)
        yield Line("repm", f"magnet_{grade}", price, 38, path, co2=22, minimum=200, first_month=SCHEME_FROM)
