"""Reading texts as entries of a matrix: single months, and yearly figures that are spread over theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from desktop.model.errors import AppError
from desktop.model.months import Month
from desktop.session import reading
from desktop.session.clips import Cell
from desktop.session.matrix import Key, Matrix
from desktop.session.month_edits import Entries
from desktop.session.reading import Decimals
from desktop.session.spreading import Method, split, weights

Column = Month | int
"""A month, or a fiscal year by the calendar year in which it ends."""
Spot = tuple[Key, Column]


@attrs.frozen
class Read:
    """What texts say: entries by month, why some cannot be taken, and what is to be said of those converted."""

    entries: Entries
    refused: Mapping[Spot, AppError]
    notes: tuple[str, ...]


def read(matrix: Matrix, cells: Mapping[Spot, Cell], method: Method, decimals: Decimals = "") -> Read:
    """The entries that cells stand for; an empty cell empties its month.

    A yearly figure counts where none of its months is among the cells: beside them it is their total, told again.
    """
    entries: dict[Key, dict[Month, float | None]] = {}
    refused: dict[Spot, AppError] = {}
    notes: list[str] = []
    told = {(key, column.fiscal_year) for key, column in cells if isinstance(column, Month)}
    for (key, column), cell in cells.items():
        if isinstance(column, int) and (key, column) in told:
            continue
        try:
            number = _number(matrix, key, column, cell, decimals, notes)
            found = {column: number} if isinstance(column, Month) else yearly(matrix, key, column, number, method)
        except AppError as error:
            refused[key, column] = error
        else:
            entries.setdefault(key, {}).update(found)
    return Read(entries, refused, tuple(dict.fromkeys(notes)))


def yearly(matrix: Matrix, key: Key, year: int, figure: float | None, method: Method) -> dict[Month, float | None]:
    """The months of a fiscal year, as far as they are planned, of which ``figure`` is the sum, or the average.

    Raises AppError where the year before has nothing to take a shape from.
    """
    months = matrix.years[year]
    if figure is None:
        return dict.fromkeys(months)
    if not matrix.shape.sums and method == "days":
        method = "even"
    before = matrix.values(key, tuple(month.plus(-12) for month in months))
    shares = weights(method, months, before)
    if not matrix.shape.sums:
        mean = sum(shares) / len(shares)
        return {month: float(f"{figure * share / mean:.12g}") for month, share in zip(months, shares, strict=True)}
    whole = matrix.unit(key).split("/", maxsplit=1)[0] == "piece"
    return dict(zip(months, split(figure, shares, whole=whole), strict=True))


def spread_again(matrix: Matrix, spots: Iterable[Spot], method: Method) -> Read:
    """The totals of fiscal years spread anew over their months; a year without a total stays as it is."""
    entries: dict[Key, dict[Month, float | None]] = {}
    refused: dict[Spot, AppError] = {}
    for key, year in spots:
        if isinstance(year, Month):
            continue
        total = matrix.total(matrix.values(key, matrix.years[year]))
        if total is None:
            continue
        try:
            entries.setdefault(key, {}).update(yearly(matrix, key, year, total, method))
        except AppError as error:
            refused[key, year] = error
    return Read(entries, refused, ())


def _number(matrix: Matrix, key: Key, column: Column, cell: Cell, decimals: Decimals, notes: list[str]) -> float | None:
    if not cell.text.strip():
        return None
    month = column if isinstance(column, Month) else matrix.years[column][0]
    raw = cell.text if cell.figure is None else cell.figure
    found = reading.read(matrix.shape.value, raw, matrix.record(key, month), matrix.project, decimals)
    if found.note:
        notes.append(found.note)
    return float(found.value) if isinstance(found.value, int | float) else None
