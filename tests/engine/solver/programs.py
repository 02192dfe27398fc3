"""Programs whose answers are known beforehand, and a HiGHS that does not do as it should."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import highspy
import numpy as np
import pytest

from desktop.engine.program import Matrix, Program, Sparse

LOST = highspy.HighsModelStatus.kUnknown
"""What HiGHS says when it gave up without an answer."""


def two_sources(most: float = 10.0, least: float = 8.0, price: float = 1.0) -> tuple[Program, Sparse]:
    """A need of ``least`` met from two columns that cost 2 and 3, the first up to 5; the second counts ``price``."""
    program = Program()
    columns = program.columns((2,), 1.0, 0.0, np.array([5.0, most]))
    program.put(program.rows((1,), 1.0, least, np.inf), columns, np.array([1.0, price]))
    return program, Sparse.of((columns, np.array([2.0, 3.0])))


def lots() -> tuple[Matrix, Sparse]:
    """At least 15 from lots of 6 at 7 and lots of 4 at 5: 17.5 in parts of lots, 19 in one of each kind and one more.

    The columns are what comes, counted in tens, and the lots of either kind, five at most.
    """
    program = Program()
    comes = program.columns((1,), 10.0, 0.0, 100.0)
    taken = program.decisions((2,), 5.0, whole=True)
    row = program.rows((1,), 10.0, 0.0, 0.0)
    program.put(row, comes, 1.0)
    program.put(row, taken, np.array([-6.0, -4.0]))
    program.put(program.rows((1,), 10.0, 15.0, np.inf), comes, 1.0)
    return program.matrix(), Sparse.of((taken, np.array([7.0, 5.0])))


def long_search() -> tuple[Matrix, Sparse]:
    """Twenty sorts of lots in three stores, for which HiGHS has to branch; to take nothing is possible."""
    chance = np.random.default_rng(3)
    room = chance.integers(10, 100, (3, 20)).astype(float)
    program = Program()
    taken = program.decisions((20,), 1.0, whole=True)
    rows = program.rows((3,), 1.0, -np.inf, np.floor(room.sum(axis=1) / 3))
    program.put(rows.reshape(-1, 1), taken, room)
    return program.matrix(), Sparse.of((taken, -(room.sum(axis=0) + chance.integers(0, 50, 20))))


def crowd(seed: int) -> tuple[Matrix, Sparse]:
    """A hundred and fifty needs, each met from all of as many columns, which all cost the same: a long solve."""
    program, size = Program(), 150
    columns = program.columns((size,), 1.0)
    rows = program.rows((size,), 1.0, 1.0, np.inf)
    program.put(rows.reshape(-1, 1), columns, np.random.default_rng(seed).random((size, size)))
    return program.matrix(), Sparse.of((columns, 1.0))


def spoilt(matrix: Matrix, part: str, value: float) -> Matrix:
    """``matrix`` with the first number of a part replaced."""
    array = getattr(matrix, part).copy()
    array[:1] = value
    return attrs.evolve(matrix, **{part: array})


class Wayward(highspy.Highs):
    """A HiGHS that ends its first runs as it is told to, and says on which options it ran."""

    endings: Iterator[highspy.HighsModelStatus | highspy.HighsStatus]
    ran: list[tuple[str, str]]

    def run(self) -> highspy.HighsStatus:
        """One run, and how it is said to have ended."""
        self.ran.append((str(self.getOptionValue("presolve")[1]), str(self.getOptionValue("solver")[1])))
        status, self.ending = super().run(), next(self.endings, None)
        return self.ending if isinstance(self.ending, highspy.HighsStatus) else status

    def getModelStatus(self) -> highspy.HighsModelStatus:  # noqa: N802 - the name that HiGHS gives it
        """What the run came to."""
        return self.ending if isinstance(self.ending, highspy.HighsModelStatus) else super().getModelStatus()


def wayward(
    monkeypatch: pytest.MonkeyPatch, *endings: highspy.HighsModelStatus | highspy.HighsStatus
) -> list[tuple[str, str]]:
    """Every HiGHS ends its next runs like this; returns presolve and solver of every run, as they come."""
    Wayward.endings, Wayward.ran = iter(endings), []
    monkeypatch.setattr(highspy, "Highs", Wayward)
    return Wayward.ran
