"""Offers of oxides and metals: Indian, Chinese and others, with what each price rests on."""

from __future__ import annotations

import attrs

from desktop.model.months import Month
from motor_group import levels
from motor_group.facts import Figure, estimate
from motor_group.terms import CHINA, OTHER, Line, growing

IREL_PRICE = estimate("no IREL selling price is published: set a tenth under what Chinese oxide costs landed")
_ILUKA_FROM = Month.of(2028, 1)


def lines() -> list[Line]:
    """Every offer of oxide or metal."""
    return [*_at_home(), *_from_china(), *_from_malaysia_and_australia(), *_from_the_west()]


def _at_home() -> list[Line]:
    note = "recycled oxide near the landed price of imports; no published figure"
    recycled = Figure(10_100, "INR/kg", estimate(note))
    return [
        Line("irel", "ndpr_oxide", Figure(8_800, "INR/kg", IREL_PRICE), 14, (), co2=22),
        Line("attero", "ndpr_oxide", recycled, 21, growing(800, 1.5, 2.5, 3.5), co2=8),
        Line("attero", "dy_oxide", attrs.evolve(recycled, value=31_500), 21, growing(30, 1.5, 2.5, 3.5), co2=10),
    ]


def _from_china() -> list[Line]:
    ndpr, tb = (
        attrs.evolve(figure, proof=figure.proof.noted(levels.VAT_NOTE))
        for figure in (levels.NDPR_OXIDE, levels.TB_OXIDE)
    )
    return [
        Line("northern", "ndpr_oxide", ndpr, 21, growing(12_000, *CHINA), co2=30),
        Line("northern", "ndpr_metal", levels.NDPR_METAL, 21, growing(8_000, *CHINA), co2=45),
        Line("heavy_cn", "dy_oxide", levels.DY_OXIDE, 21, growing(1_000, *CHINA), co2=60),
        Line("heavy_cn", "tb_oxide", tb, 21, growing(150, *CHINA), co2=90),
        Line("heavy_cn", "dy_metal", levels.DY_METAL, 21, growing(400, *CHINA), co2=75),
        Line("heavy_cn", "tb_metal", levels.TB_METAL, 21, growing(60, *CHINA), co2=110),
    ]


def _from_malaysia_and_australia() -> list[Line]:
    dy, tb = levels.DY_OXIDE.value, levels.TB_OXIDE.value / levels.CNY.value
    free, late = _above_floor(4, "free volume is small"), _above_floor(3, "the start in 2027 slips by months")
    iluka = (1.0, 1.7, 2.5)
    return [
        Line("lynas", "ndpr_oxide", free, 35, growing(3_500, 1.15, 1.4, 1.6), co2=25),
        Line("lynas", "dy_oxide", _dearer(dy, 1.5), 35, growing(220, *OTHER), co2=40),
        Line("lynas", "tb_oxide", _dearer(tb, 1.5), 35, growing(40, *OTHER), co2=60),
        Line("iluka", "ndpr_oxide", late, 35, growing(3_000, *iluka), co2=25, first_month=_ILUKA_FROM),
        Line("iluka", "dy_oxide", _dearer(dy, 1.4), 35, growing(300, *iluka), co2=40, first_month=_ILUKA_FROM),
        Line("iluka", "tb_oxide", _dearer(tb, 1.4), 35, growing(30, *iluka), co2=60, first_month=_ILUKA_FROM),
    ]


def _from_the_west() -> list[Line]:
    small, dy = _above_floor(12, "small lots"), _dearer(levels.DY_OXIDE.value, 1.7)
    return [
        Line("energy_fuels", "ndpr_oxide", small, 30, growing(1_000, 1.0, 1.5, 2.0), co2=28),
        Line("neo", "dy_oxide", dy, 40, growing(90, *OTHER), co2=45),
    ]


def _above_floor(extra: float, reason: str) -> Figure:
    """A price of NdPr oxide outside China, where a floor has been agreed."""
    floor = levels.FLOOR.value
    note = f"{extra:g} USD/kg above the floor of {floor:g} agreed by Lynas and JARE [S82]; {reason}"
    return Figure(floor + extra, "USD/kg", estimate(note))


def _dearer(china: float, times: float) -> Figure:
    """A price of heavy rare earths outside China."""
    note = f"{times:g} times the Chinese level; European asks went to several times it [S51][S54][S143]"
    return Figure(float(round(china * times)), "USD/kg", estimate(note))
