"""The rows and columns of a plan as they grow, each in a scale of its own, and the goals over them."""

from __future__ import annotations

from functools import cached_property
from typing import TypeVar, cast

import attrs
import numpy as np
import numpy.typing as npt

from desktop.engine.vectors import BoolArray, FloatArray, IntArray

Bound = float | FloatArray
T = TypeVar("T", np.float64, np.int64, np.bool_)

_STEEP = 1e4
"""A row whose coefficients reach beyond this many times its scale is scaled by its largest instead."""
TRACE = 1e-12
"""A coefficient of no more than this share of its row's scale is nothing: HiGHS would drop it too."""
_BOUNDLESS = 1e9
"""An upper limit of this many times what a month asks for limits nothing."""


@attrs.frozen(eq=False)
class Sparse:
    """A weighted sum of columns, in real units."""

    columns: IntArray
    weights: FloatArray

    @classmethod
    def of(cls, *terms: tuple[IntArray, Bound]) -> Sparse:
        """The sum of ``weight x column`` over all terms; weights are broadcast to their columns, zeros left out."""
        columns = np.concatenate([index.reshape(-1) for index, _ in terms])
        weights = np.concatenate([_filled(index.shape, weight, np.float64) for index, weight in terms])
        kept = weights != 0.0
        return cls(columns[kept], weights[kept])

    @classmethod
    def sum(cls, *sums: Sparse) -> Sparse:
        """All of ``sums`` together."""
        return cls.of(*((each.columns, each.weights) for each in sums)) if sums else cls.none()

    @classmethod
    def none(cls) -> Sparse:
        """The sum of nothing."""
        return cls(np.zeros(0, dtype=np.int64), np.zeros(0))

    def times(self, factor: float) -> Sparse:
        """The same sum, ``factor`` times."""
        return Sparse(self.columns, self.weights * factor)

    def value(self, x: FloatArray) -> float:
        """The sum at ``x``, one real value per column."""
        return float((self.weights * x[self.columns]).sum())  # a long dot product would be shared out among threads


@attrs.frozen(eq=False)
class Matrix:
    """The finished program in solver's scale, rows compressed: what is handed over, and how to read the answer.

    ``whole`` marks the columns that are yes or no, or a number of lots.
    """

    column_lower: FloatArray
    column_upper: FloatArray
    column_scale: FloatArray
    whole: npt.NDArray[np.bool_]
    row_lower: FloatArray
    row_upper: FloatArray
    start: npt.NDArray[np.int32]
    index: npt.NDArray[np.int32]
    value: FloatArray

    @cached_property
    def row(self) -> IntArray:
        """The row of each coefficient."""
        return np.repeat(np.arange(self.row_lower.size), np.diff(self.start))


Merging = tuple[IntArray, IntArray, IntArray]
"""How coefficients are put in order: where each belongs as written, their order, where each place begins in it."""
Mark = tuple[int, ...]
"""How far a program is written: the numbers of its columns and rows, and of the pieces of each kind."""


@attrs.frozen(eq=False)
class Part:
    """What was written into a program from a mark on: its pieces by kind, and the columns and rows they come to."""

    pieces: tuple[list[object], ...]
    columns: int
    rows: int


class Program:
    """A linear program under construction.

    Every column and row has a scale: the real quantity of which one unit is seen by the solver, so that what it
    works with stays near 1 whether a project counts grams or kilotonnes.
    """

    def __init__(self) -> None:
        self._columns: list[tuple[FloatArray, ...]] = []
        self._whole: list[npt.NDArray[np.bool_]] = []
        self._rows: list[tuple[FloatArray, ...]] = []
        self._firm: list[IntArray] = []
        self._entries: list[tuple[IntArray, IntArray, FloatArray]] = []
        self.column_count = 0
        self.row_count = 0
        self.merging: Merging | None = None

    def columns(self, shape: tuple[int, ...], scale: Bound, lower: Bound = 0.0, upper: Bound = np.inf) -> IntArray:
        """New columns with bounds in real units; returns their numbers in the given shape."""
        block = _block(shape, lower, upper, scale)
        self._columns.append(block)
        self._whole.append(np.zeros(block[0].size, dtype=bool))
        numbers = np.arange(self.column_count, self.column_count + block[0].size, dtype=np.int64).reshape(shape)
        self.column_count += block[0].size
        return numbers

    def decisions(self, shape: tuple[int, ...], upper: Bound, *, whole: bool | npt.NDArray[np.bool_]) -> IntArray:
        """New columns that count yes or no, or lots, from 0 to ``upper``; ``whole`` says which must be whole."""
        numbers = self.columns(shape, 1.0, 0.0, upper)
        self._whole[-1] = _filled(shape, whole, np.bool_)
        return numbers

    def scale_of(self, columns: IntArray) -> FloatArray:
        """The real quantity of one solver unit of each of ``columns``."""
        return np.asarray(np.concatenate([scale for _, _, scale in self._columns])[columns])

    def rows(self, shape: tuple[int, ...], scale: Bound, lower: Bound, upper: Bound) -> IntArray:
        """New rows with limits in real units; returns their numbers in the given shape."""
        block = _block(shape, lower, upper, scale)
        self._rows.append(block)
        numbers = np.arange(self.row_count, self.row_count + block[0].size, dtype=np.int64).reshape(shape)
        self.row_count += block[0].size
        return numbers

    def keep_scale(self, rows: IntArray) -> None:
        """Let ``rows`` keep their scale however steep they are: what they must be true to is small in them."""
        self._firm.append(rows)

    def put(self, rows: IntArray, columns: IntArray, values: Bound) -> None:
        """Coefficients in real units; the three are broadcast against each other, zeros are left out."""
        shape = np.broadcast(rows, columns, values).shape
        value = _filled(shape, values, np.float64)
        row, column = _filled(shape, rows, np.int64), _filled(shape, columns, np.int64)
        if np.count_nonzero(value) < value.size:
            kept = value.nonzero()[0]
            row, column, value = row[kept], column[kept], value[kept]
        self._entries.append((row, column, value))

    def mark(self) -> Mark:
        """How far the program is written by now."""
        return self.column_count, self.row_count, *map(len, self._pieces())

    def since(self, mark: Mark) -> Part:
        """What was written since ``mark``."""
        columns, rows, *lengths = mark
        pieces = tuple(kind[length:] for kind, length in zip(self._pieces(), lengths, strict=True))
        return Part(pieces, self.column_count - columns, self.row_count - rows)

    def add(self, part: Part) -> None:
        """Write again what was written from a mark like this one on."""
        for kind, pieces in zip(self._pieces(), part.pieces, strict=True):
            kind.extend(pieces)
        self.column_count += part.columns
        self.row_count += part.rows

    def _pieces(self) -> tuple[list[object], ...]:
        kinds = (self._columns, self._whole, self._rows, self._firm, self._entries)
        return cast("tuple[list[object], ...]", kinds)

    def matrix(self, before: Program | None = None) -> Matrix:
        """The program in the solver's scale; coefficients of the same row and column add up.

        A program that was merged ``before`` and has its coefficients in the same places need not be sorted again.
        """
        column_lower, column_upper, column_scale = _joined(self._columns)
        row_lower, row_upper, row_scale = _joined(self._rows)
        row, column, value = self._merged(before.merging if before else None)
        value = value * column_scale[column]
        largest, begin = np.zeros(self.row_count), _begins(row)
        largest[row[begin]] = np.maximum.reduceat(np.abs(value), begin) if begin.size else 0.0
        steep = largest > _STEEP * row_scale
        for rows in self._firm:
            steep[rows] = False
        row_scale = np.where(steep, largest, row_scale)
        value /= row_scale[row]
        kept = np.abs(value) > TRACE
        counts = np.bincount(row[kept], minlength=self.row_count)
        return Matrix(
            column_lower / column_scale,
            _open(column_upper / column_scale),
            column_scale,
            np.concatenate(self._whole),
            row_lower / row_scale,
            _open(row_upper / row_scale),
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
            column[kept].astype(np.int32),
            value[kept],
        )

    def _merged(self, known: Merging | None) -> tuple[IntArray, IntArray, FloatArray]:
        """Row, column and value of every coefficient, by row and column; those of the same place added up."""
        row, column, value = (np.concatenate(parts) for parts in zip(*self._entries, strict=True))
        place = row * self.column_count + column
        if known is None or not np.array_equal(known[0], place):
            order = np.argsort(place, kind="stable")
            known = place, order, _begins(place[order])
        self.merging = known
        _, order, first = known
        total = np.add.reduceat(value[order], first) if first.size else value
        return row[order[first]], column[order[first]], total


def _block(shape: tuple[int, ...], lower: Bound, upper: Bound, scale: Bound) -> tuple[FloatArray, ...]:
    return _filled(shape, lower, np.float64), _filled(shape, upper, np.float64), _filled(shape, scale, np.float64)


def _filled(shape: tuple[int, ...], part: Bound | IntArray | BoolArray, kind: type[T]) -> npt.NDArray[T]:
    """``part`` in every place of ``shape``, as one row of numbers; an array that fills it already is not copied."""
    if isinstance(part, np.ndarray) and part.shape == shape and part.dtype == kind:
        return cast("npt.NDArray[T]", part).reshape(-1)
    full = np.empty(shape, kind)
    full[...] = part
    return full.reshape(-1)


def _begins(numbers: IntArray) -> IntArray:
    """Where each number begins, of numbers in order."""
    new = np.ones(numbers.size, dtype=bool)
    np.not_equal(numbers[1:], numbers[:-1], out=new[1:])
    return np.flatnonzero(new)


def _joined(blocks: list[tuple[FloatArray, ...]]) -> tuple[FloatArray, ...]:
    return tuple(np.concatenate(parts) for parts in zip(*blocks, strict=True))


def _open(upper: FloatArray) -> FloatArray:
    return np.where(upper > _BOUNDLESS, np.inf, upper)
