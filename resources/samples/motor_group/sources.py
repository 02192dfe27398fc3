"""The suppliers: Indian, Chinese and others, and the joint capacity of those that have one."""

from __future__ import annotations

import datetime as dt

from desktop.model.months import Month
from desktop.model.records import Capacity, Commitment, Source
from motor_group.book import Book
from motor_group.facts import estimate, nameplate

QUOTED = dt.date(2026, 11, 15)
_CHINA, _OTHER = "licensed_chinese", "other_foreign"

SOURCES = (
    ("irel", "IREL (India)", "India", "domestic", "IREL (India) - NdPr oxide for REPM scheme"),
    ("attero", "Attero recycling", "India", "domestic", "Attero"),
    ("repm", "Magnet scheme plant, winner to be named", "India", "domestic", "REPM scheme winners (up to five)"),
    ("northern", "China Northern Rare Earth", "China", _CHINA, "China Northern Rare Earth (NdPr oxide and metal)"),
    ("heavy_cn", "Chinese exporter of heavy rare earths, to be named", "China", _CHINA, ""),
    ("jlmag", "JL Mag Rare-Earth", "China", _CHINA, "JL Mag Rare-Earth"),
    ("yunsheng", "Ningbo Yunsheng", "China", _CHINA, "Ningbo Yunsheng"),
    ("sanhuan", "Beijing Zhong Ke San Huan", "China", _CHINA, "Beijing Zhong Ke San Huan"),
    ("zhenghai", "Yantai Zhenghai", "China", _CHINA, "Yantai Zhenghai"),
    ("motors_cn", "Chinese motor maker, to be named", "China", _CHINA, ""),
    ("lynas", "Lynas Rare Earths", "Malaysia", _OTHER, "Lynas Rare Earths"),
    ("iluka", "Iluka Eneabba", "Australia", _OTHER, "Iluka Eneabba"),
    ("energy_fuels", "Energy Fuels, White Mesa", "USA", _OTHER, "Energy Fuels White Mesa phase 1"),
    ("neo", "Neo, Narva and Silmet", "Estonia", _OTHER, "Neo Narva"),
    ("shinetsu_vn", "Shin-Etsu Vietnam", "Vietnam", _OTHER, "Shin-Etsu Vietnam"),
    (
        "japan",
        "Japanese makers (Proterial, TDK)",
        "Japan",
        _OTHER,
        "Japan NdFeB makers (Proterial Shin-Etsu TDK) and other non-China",
    ),
    ("jslink", "JS Link Yesan", "South Korea", _OTHER, "JS Link Yesan"),
    ("evac", "eVAC Sumter", "USA", _OTHER, "eVAC Sumter (Vacuumschmelze)"),
    ("motors_kr", "Korean motor maker, to be named", "South Korea", _OTHER, ""),
)

COUNTRY = {source: country for source, _, country, *_ in SOURCES}
KNOWN_AS = {source: known for source, *_, known in SOURCES}
"""The name of each source in suppliers.csv; empty where the facts name none."""

IREL_OUTPUT = {2027: 350, 2028: 375, 2029: 450, 2030: 550, 2031: 700}
"""t of NdPr oxide a fiscal year: the base of facts.md 1.2 (350 t in FY27), doubled by 2030 as announced."""
IREL_OPEN = 0.5
"""Share of IREL's output that is open to this group and to Japan; the rest goes to other Indian users."""
JAPAN_SHARE = 1_000 / 2_900
"""What went to Japan in 2024 over what IREL made: more than 1,000 of 2,900 t of oxides (facts.md 1.1, 1.3)."""

IREL_PATH = estimate(
    "350 t NdPr oxide in FY27 is the base between low 200 and high 500; doubled by FY31 after the announced doubling"
    " by 2030 [S01]; half of it open to this group and Japan, the rest to other Indian users and the scheme's winners,"
    " to whom 500 t are promised [S04][S19][S21]; override with a letter from IREL",
)
JAPAN = estimate(
    "more than 1,000 of 2,900 t went to Japan in 2024 [S01]: that share of 350 t NdPr oxide; suspension was asked for"
    " in June 2025 [S02], nothing found that confirms it",
)


def write(book: Book) -> None:
    """Write suppliers, IREL's path and what it owes to Japan."""
    for key, name, country, class_, known in SOURCES:
        note = "" if known else "No supplier is named in the facts; replace by a real one."
        record = Source(id=key, name=name, country=country, class_=class_, quote_date=QUOTED, note=note)
        unnamed = estimate("placeholder for a supplier that the facts do not name")
        book.add(record, nameplate(known, "an example supplier of the group") if known else unnamed)
    for year, tonnes in IREL_OUTPUT.items():
        start = Month.of(2027, 1) if year == min(IREL_OUTPUT) else Month.of(year - 1, 4)
        book.add(Capacity(source="irel", from_month=start, value=per_month(tonnes)), IREL_PATH)
    commitment = Commitment(
        id="japan-2012",
        source="irel",
        item="ndpr_oxide",
        to="Toyotsu Rare Earths India, for Japan",
        quantity=round(IREL_OUTPUT[2027] * JAPAN_SHARE * 1000 / 12),
        note="Agreement of November 2012 between the governments; restricted, unconfirmed.",
    )
    book.add(commitment, JAPAN)


def per_month(tonnes: float) -> float:
    """What is open to the group and Japan when IREL makes ``tonnes`` a year, kg a month."""
    return float(round(tonnes * IREL_OPEN * 1000 / 12))
