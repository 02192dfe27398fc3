"""The words of months across: headers such as ``Apr 26`` and ``FY27``, what they mean, where values come from."""

from __future__ import annotations

from typing import Literal

from desktop.model.months import Month
from desktop.session.matrix import Line, Matrix
from desktop.text import formats
from desktop.text.messages import say

Headed = Month | int | Literal["line", "unit"]
"""A month, a fiscal year by the calendar year in which it ends, what a line speaks of, or its unit."""
_YEAR_LENGTH = 12


def header(matrix: Matrix, column: Headed) -> str:
    """The header of a column; a year says whether it averages, and of how many months where it has not all."""
    shape = matrix.shape
    if column == "line":
        return " / ".join(field.label for field in shape.keys)
    if column == "unit":
        return say("month-unit", field=shape.value.label)
    if isinstance(column, Month):
        return f"{formats.month(column).split(' ', maxsplit=1)[0]} {column.year % 100:02d}"
    year = int(column)
    name, planned = formats.fiscal_year(year), len(matrix.years[year])
    name = name if planned == _YEAR_LENGTH else say("month-part", year=name, months=planned)
    return name if shape.sums else say("month-average", year=name)


def explained(matrix: Matrix, column: Headed) -> str:
    """What a column holds, and what an entry in it does."""
    shape = matrix.shape
    if column == "line":
        return shape.keys[0].help
    if column == "unit":
        return shape.value.header
    if isinstance(column, Month):
        return f"{formats.month(column)}: {shape.value.header}\n{shape.value.help}"
    months = matrix.years[int(column)]
    key = "month-year-help" if shape.sums else "month-mean-help"
    return say(key, first=formats.month(months[0]), last=formats.month(months[-1]), count=len(months))


def carried_from(matrix: Matrix, line: Line, at: int) -> str:
    """Where the month at a place has its value from that it does not say itself."""
    since = next((month for month in range(at, -1, -1) if line.rows[month] is not None), None)
    if since is not None:
        return say("month-carried", month=formats.month(matrix.months[since]))
    return say("month-before" if line.values[at] is not None else "month-nothing")
