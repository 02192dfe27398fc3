"""The columns of a plan, and the draft of a program that limits, rules and goals are written into."""

from __future__ import annotations

import attrs
import numpy as np

from desktop.engine.arrays import Arrays
from desktop.engine.bounds import BEYOND, Bounds, bounds
from desktop.engine.program import Program
from desktop.engine.scales import Scales, scales
from desktop.engine.vectors import FloatArray, IntArray


@attrs.frozen(eq=False)
class Columns:
    """Where each quantity of the plan stands in the program; every array holds column numbers.

    arrive (lanes, t), make (recipes, t), stock (items, t), deliver/late/lost (target items, t), short (items with
    safety stock, t), over (items with a storage limit, t), closing (items with a closing stock, 2: under, over).
    ``targets``, ``safe``, ``limited`` and ``closed`` say which item each row of these is.
    """

    arrive: IntArray
    make: IntArray
    stock: IntArray
    targets: IntArray
    deliver: IntArray
    late: IntArray
    lost: IntArray
    safe: IntArray
    short: IntArray
    limited: IntArray
    over: IntArray
    closed: IntArray
    closing: IntArray


@attrs.frozen(eq=False)
class Decided:
    """The whole columns of a program, and what each decides on: its months, its source and item, -1 for none or all."""

    columns: IntArray
    first: IntArray
    last: IntArray
    source: IntArray
    item: IntArray


@attrs.frozen(eq=False)
class Draft:
    """A program in the writing: what it is written from, and where its columns stand.

    ``whole`` says whether the answer is to keep whole orders and every yes or no, or to relax them.
    """

    program: Program
    arrays: Arrays
    scales: Scales
    bounds: Bounds
    columns: Columns
    whole: bool
    _decided: list[tuple[IntArray, ...]] = attrs.field(factory=list)

    def decide(
        self, upper: float | FloatArray, months: IntArray, *, source: int = -1, item: int = -1, each: bool = False
    ) -> IntArray:
        """New columns that count yes or no, or lots, up to ``upper``: one over ``months``, or one for ``each`` of them.

        Several, as many as ``upper`` has numbers, where it has any and they are not one for each month. They are
        whole in a draft that is.
        """
        count = len(months) if each else np.size(upper)
        columns = self.program.decisions((count,), upper, whole=self.whole)
        if self.whole:
            first, last = (months, months) if each else (np.full(count, months[0]), np.full(count, months[-1]))
            self._decided.append((columns, first, last, np.full(count, source), np.full(count, item)))
        return columns

    def decided(self) -> Decided:
        """All whole columns, in the order in which they were written."""
        none = np.zeros(0, dtype=np.int64)
        parts = zip(*self._decided, strict=True) if self._decided else [[none]] * 5
        return Decided(*(np.concatenate(list(part)).astype(np.int64) for part in parts))

    def arrivals(self, offers: IntArray, months: IntArray) -> tuple[IntArray, IntArray]:
        """The columns of all ways in of ``offers``, (ways, months), and which of the ``offers`` each way is of."""
        position = np.full(self.arrays.item_of.size, -1, dtype=np.int64)
        position[offers] = np.arange(len(offers))
        ways = np.flatnonzero(position[self.arrays.lanes.offer] >= 0)
        return self.columns.arrive[ways][:, months], position[self.arrays.lanes.offer[ways]]

    def of_source(self, source: int) -> IntArray:
        """The offers of a source, by position."""
        return np.flatnonzero(self.arrays.source_of == source)


def start(arrays: Arrays, *, whole: bool = False, beyond: float = BEYOND, before: Draft | None = None) -> Draft:
    """A draft with the columns of section 4 and the limits that are plain bounds on them.

    ``beyond`` is how often over whole orders may bring what the targets ask for, where rules or incentives want it.
    The scales are those of a draft ``before`` that was started from what is read here.
    """
    program = Program()
    sizes = before.scales if before and arrays.read_with(before.arrays) else scales(arrays)
    return Draft(
        program,
        arrays,
        sizes,
        bounds(arrays, sizes, whole=whole, beyond=beyond),
        _add_columns(program, arrays, sizes),
        whole,
    )


def _add_columns(program: Program, arrays: Arrays, scales: Scales) -> Columns:
    """The columns, bounded by capacity, qualification and months late."""
    months, items, lanes = arrays.size, arrays.items, arrays.lanes
    targets = np.flatnonzero(arrays.target.any(axis=1))
    safe = np.array([i for i, item in enumerate(items) if item.safety_days > 0], dtype=np.int64)
    limited = np.array([i for i, item in enumerate(items) if item.storage_limit is not None], dtype=np.int64)
    closed = np.array([i for i, item in enumerate(items) if item.closing != "free"], dtype=np.int64)

    def block(of: IntArray, upper: float | FloatArray = np.inf, width: int = months) -> IntArray:
        return program.columns((len(of), width), scales.item[of].reshape(-1, 1), 0.0, upper)

    return Columns(
        arrive=block(arrays.item_of[lanes.offer], np.where(lanes.open, arrays.offer_capacity[lanes.offer], 0.0)),
        make=block(arrays.output_of, arrays.recipe_capacity),
        stock=block(np.arange(len(items))),
        targets=targets,
        deliver=block(targets),
        late=block(targets, _latest(arrays, targets)),
        lost=block(targets),
        safe=safe,
        short=block(safe),
        limited=limited,
        over=block(limited),
        closed=closed,
        closing=block(closed, width=2),
    )


def _latest(arrays: Arrays, targets: IntArray) -> FloatArray:
    """Most that may be late at each month's end: the targets of the months late allowed; nothing at the end (4.2)."""
    total = np.cumsum(arrays.target[targets], axis=1)
    most = np.zeros_like(total)
    for row, item in enumerate(targets):
        allowed = arrays.items[item].months_late
        most[row] = total[row]
        most[row, allowed:] -= total[row, : max(arrays.size - allowed, 0)]
    most[:, -1:] = 0.0
    return most
