"""Price levels that the offers start from: quoted where a quote exists, carried forward by stated rules where not."""

from __future__ import annotations

from motor_group.composition import Y_METAL
from motor_group.facts import Figure, computed, estimate, grade, metal_share, price, row, yuan_per_dollar

CHINA, EXPORT = "China domestic", "export"

NDPR_OXIDE = price("NdPr oxide", CHINA, spec="Pr-Nd oxide")
DY_OXIDE = price("Dy oxide", EXPORT)
TB_OXIDE = price("Tb oxide", CHINA)
FLOOR = price("NdPr oxide", "Japan", spec="price floor, Lynas-JARE to 2038")
VAT_NOTE = "includes 13 % VAT [S167], taken as the export price because no refund is assumed"


def _carried(metal: str, oxide: str, now: Figure, spec: str, date: str) -> Figure:
    """The metal at today's oxide price: the ratio of the two on the last day that both were quoted."""
    then = price(metal, CHINA, spec=spec, date=date), price(oxide, CHINA, date=date)
    ratio = then[0].value / then[1].value
    note = f"{metal} over {oxide} on {date} was {ratio:.3f}, times the oxide of {now.proof.date}; {VAT_NOTE}"
    return Figure(round(now.value * ratio, 1), now.unit, computed(note))


NDPR_METAL = _carried("NdPr metal", "NdPr oxide", NDPR_OXIDE, "Pr-Nd alloy", "2025-12-31")
TB_METAL = _carried("Tb metal", "Tb oxide", TB_OXIDE, "Tb metal", "2025-05-09")
DY_METAL = Figure(
    round(DY_OXIDE.value / metal_share("Dy") / Y_METAL + 15, 1),
    "USD/kg",
    estimate("oxide FOB China [S77] over oxide factor and metal yield, plus 15 USD/kg of conversion"),
)

CNY = yuan_per_dollar()

AUTO_MAGNET = 42.5
"""USD/kg: middle of what India paid for car magnets in FY25 (facts.md 4.3: 306 crore over 800-900 t)."""
RAW_SHARE = 0.65
"""Share of the magnet's price that follows NdPr oxide (facts.md 4.3: 60-70 %)."""


def _relative(name: str) -> float:
    """The middle of a grade's price relative to N35."""
    low, _, high = grade(name)["relative_price_vs_N35"].partition("-")
    return (float(low) + float(high or low)) / 2


def magnet(name: str) -> Figure:
    """Price of a grade FOB China in USD/kg, carried from FY25 with NdPr oxide and the ladder of grades."""
    before = price("NdPr oxide", CHINA, date="2025-05-09").value
    rise = 1 + RAW_SHARE * (NDPR_OXIDE.value / before - 1)
    value = AUTO_MAGNET * rise * _relative(name) / _relative("H")
    ladder = row("magnet_grades", family="NdFeB", grade_class=name)["source_id"]
    note = (
        f"India's FY25 average {AUTO_MAGNET} USD/kg [S114][S115] taken as H class, {RAW_SHARE:.0%} of it moved with"
        f" NdPr oxide from May 2025 to February 2026, times {name} over H on the ladder of grades [{ladder}]"
    )
    return Figure(round(value, 1), "USD/kg", estimate(note))


MAGNETS = {"magnet_light": magnet("M"), "magnet_sh": magnet("SH"), "magnet_uh": magnet("UH")}
PREMIUM = "10-30 USD/kg or 15-20 % more outside China [S141][S142]"
