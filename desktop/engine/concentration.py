"""Concentration (HHI) by tangents of the squared shares, more of them where an answer lies (model.md section 4.8)."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import numpy as np

from desktop.engine.draft import Draft
from desktop.engine.program import Matrix
from desktop.engine.rules_scope import Scope, members
from desktop.engine.scales import power_of_ten
from desktop.engine.vectors import FloatArray, IntArray

_GRID = np.array([0.01, 0.025, *np.linspace(0.05, 1.0, 20)])
"""The shares at which every square is touched to begin with; between twentieths it is told 0.000625 too low at most."""
_SPARE = 12
"""Tangents of each square that are laid where answers lie; until then they lie on the last of the grid."""
EXACT = 1e-9
"""How much of the index may hide behind the tangents; rows are kept to a tenth of it."""
_ADMITTED = 1e-6
"""How much of the index has to hide for a limit to count as bent (model.md section 5)."""
_UNEVEN, _ROUNDING = 2e-7, 1e-12
"""Shares that differ by no more than this are even; and what in a limit is rounding."""
_LEAST = 1e-5
"""The least share at which a square is touched: below it the square itself is next to nothing."""


@attrs.frozen(eq=False)
class Tangents:
    """The squared shares of one rule's members in one window, as columns of a program.

    ``parts`` (members,) are what is bought of each member in the rule's measure, ``total`` (1,) their sum,
    ``squares`` (members,) each part's square over the total, ``slack`` (1,) what their sum may be above the limit
    times the total. ``spare`` (members, tangents) are the rows that may be laid anew.
    """

    limit: float
    parts: IntArray
    total: IntArray
    squares: IntArray
    slack: IntArray
    spare: IntArray

    def hidden(self, x: FloatArray) -> float:
        """By how much the exact index at ``x`` (real units) is above what the rows ask for; 0 where all is told."""
        parts, total = x[self.parts], float(x[self.total[0]])
        if total <= 0:
            return 0.0
        return max(float(((parts / total) ** 2).sum() - self.limit - x[self.slack[0]] / total), 0.0)


def add_tangents(draft: Draft, scope: Scope) -> tuple[Tangents, float]:
    """The rows of a limit on concentration, and the size of a window's purchases: h >= 2 s X - s^2 Q for shares s.

    The square X^2 / Q is convex in the part X and the total Q, so that its tangents at any shares lie below it. Who
    can sell nothing in the window has none: the fewer members, the more a limit that they just keep says of them.
    """
    program, arrays = draft.program, draft.arrays
    heaviest = scope.heaviest
    counted = (scope.member > 0) & (heaviest != 0).any(axis=1)
    selling = (draft.bounds.possible | (arrays.receipts > 0))[:, scope.months].any(axis=1)
    counted &= selling | ~(counted & selling).any()
    groups = [own & counted for own in members(scope.rule, arrays) if (own & counted).any()]
    offers = np.flatnonzero(counted)
    usual = heaviest[np.ix_(offers, scope.months)] * draft.scales.item[arrays.item_of[offers]].reshape(-1, 1)
    scale = float(power_of_ten(np.array([usual.max(initial=0.0)]))[0] * len(scope.months))
    parts, total, squares, slack = (program.columns((size,), scale) for size in (len(groups), 1, len(groups), 1))
    for own, part in zip(groups, parts, strict=True):
        mine = np.flatnonzero(own)
        at = np.ix_(mine, scope.months)
        numbers, which = draft.arrivals(mine, scope.months)
        placed = float((scope.weights * arrays.receipts)[at].sum())
        row = program.rows((1,), scale, -placed, -placed)
        program.put(row, numbers, scope.weights[at][which])
        for ladder in (each for each in scope.ladders if own[each.offer]):
            program.put(row, ladder.part[:, scope.months], ladder.above[:, scope.months])
        program.put(row, np.array([part]), -1.0)
    row = program.rows((1,), scale, 0.0, 0.0)
    program.put(row, parts, 1.0)
    program.put(row, total, -1.0)
    shares = np.concatenate([_GRID, np.full(_SPARE, _GRID[-1])])
    rows = program.rows((len(groups), shares.size), scale, 0.0, np.inf)
    program.put(rows, parts.reshape(-1, 1), -2 * shares)
    program.put(rows, total, shares**2)
    program.put(rows, squares.reshape(-1, 1), 1.0)
    row = program.rows((1,), scale, -np.inf, 0.0)
    program.put(row, squares, 1.0)
    program.put(row, total, -scope.rule.limit)
    program.put(row, slack, -1.0)
    if len(groups) > 1 and scope.rule.limit * len(groups) <= 1 + _ROUNDING:
        _keep_even(draft, scope, (parts, total, slack), scale)
    return Tangents(scope.rule.limit, parts, total, squares, slack, rows[:, _GRID.size :]), scale


def _keep_even(draft: Draft, scope: Scope, columns: tuple[IntArray, IntArray, IntArray], scale: float) -> None:
    """Rows for a limit that n members keep only with even parts, or not at all: the squares there are flat.

    A share d above 1/n adds n / (n - 1) d^2 to the index at least, and d^2 >= 2 e d - e^2 for any small e. Solved for
    d that is a row that tells even parts from others e / 2 away, which the index itself does not show.
    """
    (parts, total, slack), program = columns, draft.program
    even, curved = 1 / parts.size, parts.size / (parts.size - 1)
    steep = 1 / (2 * curved * _UNEVEN)
    rows = program.rows((parts.size,), scale, -np.inf, 0.0)
    program.keep_scale(rows)
    program.put(rows, parts, 1.0)
    program.put(rows, total, -even - _UNEVEN / 2 + steep * max(even - scope.rule.limit, 0.0))
    program.put(rows, slack, -steep)


def most_hidden(laid: Iterable[Tangents], x: FloatArray) -> float:
    """The most by which an exact index at ``x`` (real units) is above what its rows ask for."""
    return max((tangents.hidden(x) for tangents in laid), default=0.0)


def admitting(laid: Iterable[Tangents], x: FloatArray) -> FloatArray:
    """``x`` (real units) with nothing hidden: each slack as large as the exact index asks, which every row allows."""
    told = x.copy()
    for tangents in laid:
        if (hidden := tangents.hidden(x)) > _ADMITTED:
            told[tangents.slack] += hidden * x[tangents.total]
    return told


def sharper(matrix: Matrix, laid: Iterable[Tangents], x: FloatArray) -> Matrix:
    """``matrix`` with tangents where ``x`` (real units) hides some of an index.

    Each square is touched at its share and half way to the tangents beside it, in place of the spare ones that lie
    farthest away. Only numbers change, so that a basis stays one.
    """
    value = matrix.value.copy()
    for tangents in laid:
        if tangents.hidden(x) > EXACT:
            total = float(x[tangents.total[0]])
            for part, spare in zip(x[tangents.parts].tolist(), tangents.spare, strict=True):
                _touch(value, matrix.start[spare].astype(np.int64), part / total)
    return attrs.evolve(matrix, value=value)


def _touch(value: FloatArray, first: IntArray, share: float) -> None:
    """Lay spare tangents around ``share``; ``first`` are the places of their first coefficients, of the part.

    The total's coefficient follows it: columns stand in the order in which they were written.
    """
    lying = -value[first] / 2
    known = np.concatenate([[0.0], _GRID, lying])
    before, after = known[known < share].max(initial=0.0), known[known > share].min(initial=1.0)
    wanted = np.unique([share, (before + share) / 2, (share + after) / 2])
    wanted = wanted[(wanted >= _LEAST) & ~np.isin(wanted, known)]
    farthest = np.argsort(-np.abs(lying - share), kind="stable")[: wanted.size]
    value[first[farthest]] = -2 * wanted
    value[first[farthest] + 1] = wanted**2
