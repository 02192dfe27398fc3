"""Which decisions lie near one another, by month, source, item or answer: what a neighbourhood frees."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from desktop.engine.draft import Decided
from desktop.engine.vectors import BoolArray, FloatArray, IntArray

WIDE = ("spread", "relaxed", "met")
"""Kinds that free all in which the best answer is not as another one: few decisions, but those that matter."""
KINDS = ("months", "sources", "items", "months of sources", "apart", "contracts", *WIDE)
"""What decisions can be near to one another in."""
_FEWEST = 20
_FAR = 1e3
"""More months than there are."""
_ROUNDING = 1e-6


class Nearness:
    """Draws something, a month or sources or items, and frees the decisions nearest to it."""

    def __init__(self, decided: Decided, relaxed: FloatArray) -> None:
        """``relaxed`` are the values of the relaxed answer, in real units."""
        self._decided = decided
        self._relaxed = self._spread = self._met = relaxed
        self._random = np.random.default_rng(0)
        self._new = False

    def begin_anew(self, best: FloatArray) -> None:
        """Draw from now on as the decisions of ``best`` (real units) say, so that each start leads elsewhere."""
        self._random = np.random.default_rng(np.round(best[self._decided.columns]).astype(np.int64))

    def compare(self, spread: FloatArray) -> None:
        """Compare with this relaxed answer (real units) too, in which charges are spread over what they carry."""
        self._spread = spread

    def meet(self, other: FloatArray) -> None:
        """Compare with this whole answer (real units) too, in place of the last one that was met."""
        self._met, self._new = other, True

    def newly_met(self) -> bool:
        """Whether an answer was met since this was asked last."""
        new, self._new = self._new, False
        return new

    def kind(self, paid: dict[str, float]) -> str:
        """A kind, drawn the more often the more it ``paid``."""
        weights = np.array([paid[kind] for kind in KINDS])
        return KINDS[int(self._random.choice(len(KINDS), p=weights / weights.sum()))]

    def freed(self, kind: str, size: float, best: FloatArray) -> BoolArray:
        """The decisions that a neighbourhood of ``best`` frees: those nearest to something drawn.

        They are a share of all, ``size``; of wide kinds, a share of those that are not as in the other answer.
        """
        ways: dict[str, Callable[[], FloatArray]] = {
            "months": self._from_month,
            "sources": self._from_sources,
            "items": self._from_items,
            "months of sources": self._from_months_of_sources,
            "apart": lambda: self._from_other(best, self._relaxed),
            "contracts": self._from_contracts,
            "spread": lambda: self._from_other(best, self._spread),
            "relaxed": lambda: self._from_other(best, self._relaxed),
            "met": lambda: self._from_other(best, self._met),
        }
        distance = ways[kind]()
        among = int((distance < 1).sum()) if kind in WIDE else distance.size
        free = np.zeros(distance.size, dtype=bool)
        free[np.argsort(distance, kind="stable")[: max(_FEWEST, round(size * among))]] = True
        return free

    def _from_month(self) -> FloatArray:
        """Months from a month that is drawn; what is decided for more than a year is farthest from all."""
        first, last = self._decided.first, self._decided.last
        month = self._random.integers(0, int(last.max(initial=0)) + 1)
        distance = np.maximum(np.maximum(first - month, month - last), 0)
        return np.where(self._long(), _FAR, distance).astype(float)

    def _long(self) -> BoolArray:
        """Decisions on more than a fiscal year, such as contracts."""
        return self._decided.last - self._decided.first >= 12  # noqa: PLR2004 - the months of a year

    def _from_sources(self) -> FloatArray:
        """Source by source in an order that is drawn, of the last one the months near one that is drawn."""
        return _FAR * self._turn(self._decided.source) + self._from_month()

    def _from_items(self) -> FloatArray:
        """Item by item, each with the sources that deliver it."""
        source, item = self._decided.source, self._decided.item
        turn = self._turn(item)
        of_source = np.full(int(source.max(initial=0)) + 2, np.inf)
        np.minimum.at(of_source, source[item >= 0], turn[item >= 0])
        turn = np.where(item >= 0, turn, of_source[source])
        return _FAR * np.where(np.isfinite(turn), turn, 0.0) + self._from_month()

    def _from_months_of_sources(self) -> FloatArray:
        """Months from a month that is drawn, of half the sources."""
        turn = self._turn(self._decided.source)
        return self._from_month() + 2 * _FAR * (turn > np.median(turn))

    def _from_other(self, best: FloatArray, other: FloatArray) -> FloatArray:
        """First decisions in which the best answer is not the other one, below 1, then any."""
        columns = self._decided.columns
        apart = np.abs(best[columns] - other[columns]) > _ROUNDING
        return self._random.random(columns.size) + ~apart

    def _from_contracts(self) -> FloatArray:
        """First decisions on more than a year, then those near a month that is drawn."""
        return np.where(self._long(), -1.0, self._from_month())

    def _turn(self, of: IntArray) -> FloatArray:
        """A turn that is drawn for each different value; none of them, -1, has the first."""
        turns = np.concatenate([self._random.permutation(int(of.max(initial=-1)) + 1), [0]])
        return turns[of].astype(float)
