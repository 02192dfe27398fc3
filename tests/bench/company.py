"""How large a benchmark's company is, and what its tables are drawn from."""

from __future__ import annotations

import attrs
import numpy as np

from desktop.model.months import Month, span
from tests.bench.goods import Good, asked, goods

FIRST = Month.of(2027, 4)


@attrs.frozen
class Size:
    """How large a company is; ``offers`` is their number, or 0 for two to five of each source, as drawn."""

    name: str
    sources: int
    items: int
    months: int
    offers: int = 0
    near: int = 12


S, M, L = Size("S", 12, 6, 36), Size("M", 50, 17, 60), Size("L", 200, 17, 120)
SIZES = {size.name: size for size in (S, M, L)}
ALL_NEAR = attrs.evolve(S, name="S, all months whole", near=36)
NEAR = Size("30 offers, 12 months whole", 12, 6, 36, offers=30)


@attrs.frozen(eq=False)
class Company:
    """One company in the drawing: its tables are drawn in a fixed order from ``random``.

    ``asked`` is what a usual month asks of each good, in its unit.
    """

    size: Size
    random: np.random.Generator
    months: tuple[Month, ...]
    goods: tuple[Good, ...]
    asked: dict[str, float]

    @classmethod
    def of(cls, size: Size, seed: int) -> Company:
        """The company of ``seed``, before anything is drawn."""
        random = np.random.default_rng([seed, size.sources, size.items, size.months])
        chosen = goods(size.items)
        return cls(size, random, span(FIRST, size.months), chosen, asked(chosen))

    def between(self, least: float, most: float) -> float:
        """A number between the two, each as likely."""
        return float(self.random.uniform(least, most))

    def chance(self, share: float) -> bool:
        """True in ``share`` of all cases."""
        return bool(self.random.random() < share)

    def walk(self, count: int, step: float) -> list[float]:
        """Factors around 1, each the last with a random step of the size ``step``."""
        return [float(factor) for factor in np.exp(np.cumsum(self.random.normal(0.0, step, count)))]
