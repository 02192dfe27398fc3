"""A record that rows of a list give."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from desktop.model.fields import Value
from desktop.model.records import Record

_NOTHING_MADE: Mapping[str, str] = {}


@attrs.define(eq=False)
class Pending:
    """A record that rows give: its row in the project (None: new), what it was, and what rows say of it.

    ``names`` and ``told`` are the fields and values that rows say, side by side. ``made`` holds the message key of
    where a value comes from that no row said; ``row`` is the first row of the list that named it.
    """

    table: str
    key: tuple[Value, ...]
    at: int | None
    before: Record | None
    row: int
    names: tuple[str, ...] = ()
    told: tuple[Value, ...] = ()
    made: Mapping[str, str] = _NOTHING_MADE

    @property
    def values(self) -> dict[str, Value]:
        """What rows say of it, and what follows from that."""
        return dict(zip(self.names, self.told, strict=True))

    @property
    def changes(self) -> dict[str, Value]:
        """The fields in which a known record becomes another."""
        told = zip(self.names, self.told, strict=True)
        return {name: value for name, value in told if getattr(self.before, name) != value}

    @property
    def label(self) -> str:
        """How people call it: its name, else its identity."""
        name = self.values.get("name") or getattr(self.before, "name", "")
        return str(name) if name else " / ".join(str(part) for part in self.key if part not in (None, ""))
