"""What a record and a table of records are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Protocol, cast

import attrs

from desktop.model.fields import Field, Value, declared


class Record:
    """One row of one table; every concrete record is a frozen attrs class whose attributes are fields."""

    __slots__ = ()


@attrs.frozen(slots=False)
class Table:
    """One table: its name in files, its title on screens, its record class and what identifies a record.

    ``identity`` names the fields whose values together may occur only once and serve as a record's name.
    """

    name: str
    title: str
    record: type[Record]
    identity: tuple[str, ...]

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields in the order of declaration."""
        return tuple(declared(self.record))

    @cached_property
    def field(self) -> dict[str, Field]:
        """The fields by name."""
        return {field.name: field for field in self.fields}

    @property
    def help(self) -> str:
        """What one record of the table is, in one sentence."""
        return (self.record.__doc__ or "").split("\n", 1)[0]

    def label(self, record: Record) -> str:
        """How people call ``record``: the parts of its identity that are filled, joined."""
        parts = (getattr(record, name) for name in self.identity)
        return " / ".join(str(part) for part in parts if part not in (None, ""))


class _Evolve(Protocol):
    """What ``attrs.evolve`` is for records."""

    def __call__(self, record: Record, /, **values: Value) -> Record: ...


def evolved(record: Record, values: Mapping[str, Value]) -> Record:
    """``record`` with some fields set; every concrete record is an attrs class, which its base cannot say."""
    return cast(_Evolve, attrs.evolve)(record, **values)
