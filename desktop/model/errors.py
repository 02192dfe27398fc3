"""Every kind of error a user can meet, and the problems that a project or a file can have.

    AppError                 a key of the message catalogue and the values its sentence needs
    +-- ProblemsFound        a project or file has problems; carries all of them
    +-- FileFault            a file cannot be read or written
    +-- SolverFault          the solver gave no answer that can be trusted
    +-- WrongCall            the command line was called with words that mean nothing

Words come last: ``text.messages`` turns a key and its values into a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Literal

import attrs

Value = str | int | float | None
Values = Mapping[str, Value]


@attrs.frozen
class Problem:
    """One thing that is wrong with a project or an imported file, with its place.

    ``key`` names the message, ``values`` fill it. In a project the place is table, row and field; in a
    workbook it is sheet and cell. A ``note`` does not stop planning, an ``error`` does.
    """

    key: str
    values: Values = attrs.field(factory=dict)
    table: str = ""
    row: int | None = None
    field: str = ""
    record: str = ""
    sheet: str = ""
    cell: str = ""
    severity: Literal["error", "note"] = "error"


class AppError(Exception):
    """Something the user has to know, as a message key and its values."""

    def __init__(self, key: str, **values: Value) -> None:
        super().__init__(key)
        self.key = key
        self.values: Values = values


class ProblemsFound(AppError):
    """A project or file has problems; ``problems`` holds every one of them."""

    def __init__(self, key: str, problems: Sequence[Problem], **values: Value) -> None:
        super().__init__(key, count=len(problems), **values)
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[partial[ProblemsFound], tuple[()]]:
        """Goes to another process with its problems, which the way of all exceptions would leave behind."""
        values = {name: value for name, value in self.values.items() if name != "count"}
        return partial(ProblemsFound, self.key, self.problems, **values), ()


class FileFault(AppError):
    """A file cannot be read or written; values hold ``path`` and what can be done."""


class SolverFault(AppError):
    """The solver refused the program or gave an answer that does not hold."""


class WrongCall(AppError):
    """A name given on the command line does not exist in the project, or options do not fit."""
