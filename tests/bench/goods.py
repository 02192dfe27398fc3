"""What the benchmark's companies buy and make: oxides, metals, magnets and motors, as fixed figures."""

from __future__ import annotations

import attrs


@attrs.frozen
class Good:
    """One item: USD for one unit, whether it is promised and how, and kg of elements in one unit.

    ``monthly`` is the usual promise of a month (0: none), ``priority`` the item's, ``takes`` what one unit is made
    of (nothing: it is only bought), ``delay`` the months from start to finish.
    """

    id: str
    kind: str
    price: float
    unit: str = "kg"
    monthly: float = 0.0
    priority: str = "must"
    takes: tuple[tuple[str, float], ...] = ()
    delay: int = 0
    contents: tuple[tuple[str, float], ...] = ()


def _magnet(grade: str, price: float, neodymium: float, dysprosium: float, terbium: float, monthly: float) -> Good:
    """A magnet grade by the share of its elements; what is sold of it as it is may be late or lost for money."""
    takes = (("NdPr-metal", 1.18 * neodymium), ("Dy-metal", 1.1 * dysprosium), ("Tb-metal", 1.1 * terbium))
    shares = (("Nd", 0.8 * neodymium), ("Pr", 0.2 * neodymium), ("Dy", dysprosium), ("Tb", terbium))
    return Good(
        f"magnet-{grade}",
        "magnet",
        price,
        monthly=monthly,
        priority="traded",
        takes=tuple(each for each in takes if each[1]),
        delay=1,
        contents=tuple(each for each in shares if each[1]),
    )


def _motor(use: str, price: float, monthly: float, priority: str, **magnets: float) -> Good:
    takes = tuple((f"magnet-{grade}", kg) for grade, kg in magnets.items())
    return Good(f"motor-{use}", "product", price, "piece", monthly, priority, takes)


GOODS = (
    Good("NdPr-oxide", "oxide", 70.0, contents=(("Nd", 0.69), ("Pr", 0.17))),
    Good("Dy-oxide", "oxide", 280.0, contents=(("Dy", 0.87),)),
    Good("Tb-oxide", "oxide", 950.0, contents=(("Tb", 0.85),)),
    Good("NdPr-metal", "metal", 92.0, takes=(("NdPr-oxide", 1.2),), delay=1, contents=(("Nd", 0.8), ("Pr", 0.2))),
    Good("Dy-metal", "metal", 370.0, takes=(("Dy-oxide", 1.19),), delay=1, contents=(("Dy", 1.0),)),
    Good("Tb-metal", "metal", 1240.0, takes=(("Tb-oxide", 1.2),), contents=(("Tb", 1.0),)),
    _magnet("N42", 58.0, 0.30, 0.0, 0.0, 0.0),
    _magnet("N48M", 66.0, 0.31, 0.004, 0.0, 900.0),
    _magnet("SH", 78.0, 0.29, 0.02, 0.0, 700.0),
    _magnet("UH", 96.0, 0.28, 0.035, 0.002, 0.0),
    _magnet("EH", 128.0, 0.27, 0.05, 0.005, 250.0),
    _magnet("AH", 165.0, 0.26, 0.07, 0.01, 0.0),
    _motor("car", 840.0, 4000.0, "must", SH=1.6, EH=0.3),
    _motor("wind", 61000.0, 14.0, "should", SH=600.0),
    _motor("scooter", 105.0, 26000.0, "must", N48M=0.4),
    _motor("steering", 52.0, 30000.0, "should", UH=0.12, AH=0.02),
    _motor("pump", 34.0, 9000.0, "nice", N42=0.15, UH=0.03),
)
FEW = ("NdPr-oxide", "NdPr-metal", "Dy-metal", "magnet-SH", "motor-car", "motor-wind")
"""The goods of the smallest size; a car's motor is then made of the one magnet."""


def goods(count: int) -> tuple[Good, ...]:
    """The goods of a size: all, or the few with what they take of one another."""
    chosen = GOODS if count == len(GOODS) else tuple(good for good in GOODS if good.id in FEW)
    if len(chosen) != count:
        raise ValueError(count)
    known = {good.id for good in chosen}
    return tuple(attrs.evolve(good, takes=tuple(each for each in good.takes if each[0] in known)) for good in chosen)


def asked(chosen: tuple[Good, ...]) -> dict[str, float]:
    """What a usual month asks of each good, its own promises and what others take; those come later in the list."""
    total = {good.id: good.monthly for good in chosen}
    for good in reversed(chosen):
        for item, quantity in good.takes:
            total[item] += quantity * total[good.id]
    return total
