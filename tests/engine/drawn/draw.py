"""What the random records of one project are drawn with: names, sizes, months and chances."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from desktop.model.months import Month

FIRST = Month.of(2027, 1)
FEATURES = (
    "order form",
    "contracts",
    "tiers",
    "licences",
    "incentives",
    "rules",
    "pins",
    "storage",
    "shortage",
    "issued",
    "events",
)
_T = TypeVar("_T")


class Draw:
    """A seeded source of chance, with the names that the records of the project share.

    ``features`` are those of FEATURES that the project has: about half of them, sometimes none or all.
    """

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.size = self.chance.randint(1, 9)
        self.items = [f"item{number}" for number in range(self.chance.randint(1, 5))]
        self.sources = [f"source{number}" for number in range(self.chance.randint(1, 4))]
        self.offers = [f"offer{number}" for number in range(self.chance.randint(0, 6))]
        self.recipes = [f"recipe{number}" for number in range(self.upto(4) if len(self.items) > 1 else 0)]
        share = self.chance.choice([0.0, 0.3, 0.5, 0.7, 1.0])
        self.features = {feature for feature in FEATURES if self.chance.random() < share}

    def of(self, *values: _T) -> _T:
        """One of the values."""
        return self.chance.choice(values)

    def one(self, names: Sequence[str]) -> str:
        """One of the names."""
        return self.chance.choice(names)

    def maybe(self, names: Sequence[str]) -> str:
        """One of the names, or as likely none."""
        return self.chance.choice(["", self.chance.choice([*names, ""])])

    def upto(self, most: int) -> int:
        """A number from nothing to ``most``."""
        return self.chance.randint(0, most)

    def has(self, feature: str) -> bool:
        """Whether one more record has a feature: never where the project has it not, mostly where it has."""
        return feature in self.features and self.chance.random() < 0.8

    def some(self) -> float:
        """A quantity: nothing, little, much or odd."""
        return self.of(0.0, 1.0, 7.3, 100.0, 1_234.567, 1e4)

    def lot(self) -> float:
        """A quantity that orders come in or reach."""
        return self.of(0.0, 1.0, 7.3, 50.0, 400.0)

    def money(self) -> float:
        """What something costs."""
        return self.of(0.0, 0.5, 40.0, 3_000.0, 5e5)

    def limit(self) -> float | None:
        """A quantity that limits, or no limit."""
        return self.of(None, self.some())

    def share(self) -> float:
        """A percentage."""
        return self.of(0.0, 35.0, 60.0, 100.0)

    def month(self) -> Month:
        """A month about the horizon."""
        return FIRST.plus(self.chance.randint(-2, self.size + 1))

    def inside(self) -> Month:
        """A month of the horizon."""
        return FIRST.plus(self.upto(self.size - 1))

    def window(self) -> tuple[Month | None, Month | None]:
        """A first and a last month, either open."""
        first = self.of(None, None, self.month())
        return first, self.of(None, (first or FIRST).plus(self.upto(3)))
