"""What the suppliers offer: oxides and metals, magnets, and whole motors."""

from __future__ import annotations

import attrs

from desktop.model.months import Month
from desktop.model.records import Price
from motor_group import levels
from motor_group.book import Book
from motor_group.facts import Figure, Proof, estimate, nameplate
from motor_group.sources import SOURCES
from motor_group.terms import Line, growing, write_offer

COUNTRY = {source: country for source, _, country, *_ in SOURCES}
KNOWN = {source: known for source, *_, known in SOURCES}
IREL_PRICES = {Month.of(2028, 4): 9_000.0, Month.of(2029, 4): 9_200.0, Month.of(2030, 4): 9_400.0}
IREL_PRICE = estimate("10", "no IREL selling price is published: set a tenth under what Chinese oxide costs landed")
_FLAT = (1.0,)
_CHINA, _OTHER = (1.15, 1.3, 1.45), (1.3, 1.7, 2.2)


def write(book: Book) -> None:
    """Write every offer, and the yearly revision of IREL's price."""
    for line in _oxides_at_home() + _oxides_from_china() + _oxides_from_others():
        write_offer(book, line, COUNTRY[line.source], "oxide" if line.item.endswith("oxide") else "metal")
    for line in _magnets():
        write_offer(book, line, COUNTRY[line.source], "magnet")
    for line in _motors():
        write_offer(book, line, COUNTRY[line.source], "motor")
    for month, value in IREL_PRICES.items():
        book.add(Price(offer="irel-ndpr-oxide", from_month=month, value=value), IREL_PRICE)


def _share(source: str) -> Proof:
    """The proof of a capacity that is assumed to be open to the group."""
    note = "monthly tonnage open to this group, an assumption"
    return nameplate(KNOWN[source], note) if KNOWN[source] else estimate("3", note)


def _rupees(value: float, note: str) -> Figure:
    return Figure(value, "INR/kg", estimate("4", note))


def _oxides_at_home() -> list[Line]:
    irel = Figure(8_800.0, "INR/kg", IREL_PRICE)
    recycled = "recycled oxide near the landed price of imports; no published figure"
    return [
        Line("irel-ndpr-oxide", "irel", "ndpr_oxide", irel, 14, (), _share("irel"), co2=22),
        Line(
            "attero-ndpr-oxide",
            "attero",
            "ndpr_oxide",
            _rupees(10_100, recycled),
            21,
            growing(800, 1.5, 2.5, 3.5),
            _share("attero"),
            co2=8,
        ),
        Line(
            "attero-dy-oxide",
            "attero",
            "dy_oxide",
            _rupees(31_500, recycled),
            21,
            growing(30, 1.5, 2.5, 3.5),
            _share("attero"),
            co2=10,
        ),
    ]


def _oxides_from_china() -> list[Line]:
    def quoted(figure: Figure, note: str) -> Figure:
        return attrs.evolve(figure, proof=figure.proof.noted(note))

    light, heavy = _share("northern"), _share("heavy_cn")
    domestic = levels.VAT_NOTE
    return [
        Line(
            "northern-ndpr-oxide",
            "northern",
            "ndpr_oxide",
            quoted(levels.NDPR_OXIDE, domestic),
            21,
            growing(12_000, *_CHINA),
            light,
            co2=30,
        ),
        Line(
            "northern-ndpr-metal",
            "northern",
            "ndpr_metal",
            levels.NDPR_METAL,
            21,
            growing(8_000, *_CHINA),
            light,
            co2=45,
        ),
        Line("heavy-cn-dy-oxide", "heavy_cn", "dy_oxide", levels.DY_OXIDE, 21, growing(1_000, *_CHINA), heavy, co2=60),
        Line(
            "heavy-cn-tb-oxide",
            "heavy_cn",
            "tb_oxide",
            quoted(levels.TB_OXIDE, domestic),
            21,
            growing(150, *_CHINA),
            heavy,
            co2=90,
        ),
        Line("heavy-cn-dy-metal", "heavy_cn", "dy_metal", levels.DY_METAL, 21, growing(400, *_CHINA), heavy, co2=75),
        Line("heavy-cn-tb-metal", "heavy_cn", "tb_metal", levels.TB_METAL, 21, growing(60, *_CHINA), heavy, co2=110),
    ]


def _oxides_from_others() -> list[Line]:
    floor = levels.FLOOR.value

    def above_floor(extra: float, who: str) -> Figure:
        note = f"{extra:g} USD/kg above the floor of {floor:g} agreed by Lynas and JARE [S82]; {who}"
        return Figure(floor + extra, "USD/kg", estimate("4.1", note))

    def heavy(china: float, times: float) -> Figure:
        note = f"{times:g} times the Chinese export level; European asks went to several times it [S51][S54][S143]"
        return Figure(float(round(china * times)), "USD/kg", estimate("4.2", note))

    dy, tb = levels.DY_OXIDE.value, levels.TB_OXIDE.value / levels.CNY.value
    mid_2028 = Month.of(2028, 1)
    return [
        Line(
            "lynas-ndpr-oxide",
            "lynas",
            "ndpr_oxide",
            above_floor(4, "free volume is small"),
            35,
            growing(3_500, 1.15, 1.4, 1.6),
            _share("lynas"),
            co2=25,
        ),
        Line("lynas-dy-oxide", "lynas", "dy_oxide", heavy(dy, 1.5), 35, growing(220, *_OTHER), _share("lynas"), co2=40),
        Line("lynas-tb-oxide", "lynas", "tb_oxide", heavy(tb, 1.5), 35, growing(40, *_OTHER), _share("lynas"), co2=60),
        Line(
            "iluka-ndpr-oxide",
            "iluka",
            "ndpr_oxide",
            above_floor(3, "start in 2027 slips by months"),
            35,
            growing(3_000, 1.0, 2.0, 2.5),
            _share("iluka"),
            mid_2028,
            co2=25,
        ),
        Line(
            "iluka-dy-oxide",
            "iluka",
            "dy_oxide",
            heavy(dy, 1.4),
            35,
            growing(300, 1.0, 1.7, 2.5),
            _share("iluka"),
            mid_2028,
            co2=40,
        ),
        Line(
            "iluka-tb-oxide",
            "iluka",
            "tb_oxide",
            heavy(tb, 1.4),
            35,
            growing(30, 1.0, 2.0, 2.5),
            _share("iluka"),
            mid_2028,
            co2=60,
        ),
        Line(
            "energy-fuels-ndpr-oxide",
            "energy_fuels",
            "ndpr_oxide",
            above_floor(12, "small lots"),
            30,
            growing(1_000, 1.0, 1.5, 2.0),
            _share("energy_fuels"),
            co2=28,
        ),
        Line("neo-dy-oxide", "neo", "dy_oxide", heavy(dy, 1.7), 40, growing(90, *_OTHER), _share("neo"), co2=45),
    ]


def _magnets() -> list[Line]:
    """Magnets by source: maker, months of production, and per grade the price factor or premium and kg a month."""
    lines = []
    for source, factor, kg in (
        ("jlmag", 1.03, {"light": 9_000, "sh": 9_000, "uh": 5_500}),
        ("yunsheng", 1.00, {"light": 7_000, "sh": 7_000}),
        ("sanhuan", 1.02, {"light": 5_000, "sh": 5_000, "uh": 4_000}),
        ("zhenghai", 0.98, {"sh": 5_000, "uh": 3_000}),
    ):
        for grade, start in kg.items():
            level = levels.MAGNETS[f"magnet_{grade}"]
            price = Figure(round(level.value * factor, 1), level.unit, level.proof.noted(f"{factor:g} for this maker"))
            free = 10 if grade == "light" else 0
            lines.append(_magnet(source, grade, price, 35 + free, growing(start, *_CHINA)))
    for source, premium, made_in, kg, currency in (
        ("shinetsu_vn", 14.0, 63, {"light": 2_000, "sh": 4_500, "uh": 2_000}, "USD"),
        ("japan", 18.0, 63, {"sh": 3_000, "uh": 2_000}, "JPY"),
        ("neo", 22.0, 56, {"light": 1_500, "sh": 2_000}, "EUR"),
        ("jslink", 12.0, 60, {"light": 3_000, "sh": 2_500}, "USD"),
        ("evac", 28.0, 60, {"uh": 1_000}, "USD"),
    ):
        for grade, start in kg.items():
            price = _abroad(grade, premium, currency)
            lines.append(_magnet(source, grade, price, made_in, growing(start, *_OTHER)))
    for grade, start in (("light", 5_000), ("sh", 5_000)):
        level = levels.MAGNETS[f"magnet_{grade}"]
        note = "import parity of Chinese magnets with duty, plus 6 %; sales incentive not passed on"
        parity = _rupees(10.0 * round(level.value * 1.0825 * 90 * 1.06 / 10), note)
        lines.append(
            attrs.evolve(
                _magnet("repm", grade, parity, 38, (0.0, start * 0.6, start, start * 2.0)),
                first_month=Month.of(2028, 7),
            )
        )
    return lines


def _magnet(source: str, grade: str, price: Figure, made_in: int, capacity: tuple[float, ...]) -> Line:
    co2 = 28.0 if COUNTRY[source] == "China" else 22.0
    name = f"{source.replace('_', '-')}-{grade}"
    return Line(name, source, f"magnet_{grade}", price, made_in, capacity, _share(source), co2=co2, minimum=200)


def _abroad(grade: str, premium: float, currency: str) -> Figure:
    """A grade outside China: the Chinese level plus a premium, in the maker's currency."""
    level = levels.MAGNETS[f"magnet_{grade}"]
    per_dollar = {"USD": 1.0, "EUR": 0.86, "JPY": 150.0}[currency]
    value = (level.value + premium) * per_dollar
    note = f"Chinese level {level.value:g} USD/kg plus a premium of {premium:g}; {levels.PREMIUM}"
    return Figure(round(value, 1 if currency != "JPY" else -1), f"{currency}/kg", estimate("4.3", note))


def _motors() -> list[Line]:
    def whole(value: float) -> Figure:
        note = "price of a whole traction motor of the class; no published figure, replace by a quote"
        return Figure(value, "USD/piece", estimate("8", note))

    return [
        Line(
            "motors-cn-ev",
            "motors_cn",
            "ev_motor",
            whole(415.0),
            45,
            growing(2_000, *_CHINA),
            _share("motors_cn"),
            co2=310,
            minimum=100,
        ),
        Line(
            "motors-kr-ev",
            "motors_kr",
            "ev_motor",
            whole(465.0),
            60,
            growing(1_200, *_OTHER),
            _share("motors_kr"),
            co2=260,
            minimum=100,
        ),
    ]
