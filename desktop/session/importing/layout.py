"""What was decided about a list: where its header is, what its columns are used for, what it lacks, how it comes in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import attrs

from desktop.session.importing.periods import Period
from desktop.session.importing.slots import ACROSS, KIND, Kind, Slot
from desktop.text.days import Order
from desktop.text.figures import Decimal

Mode = Literal["add", "update", "replace"]
Unclear = Literal["", "empty", "low", "high", "above"]
UNCLEAR: tuple[Unclear, ...] = ("", "empty", "low", "high")
"""What becomes of a cell that is no figure or day, such as TBA or 8-10 weeks.

Its row is refused; it is left empty; of a range the lower or the higher end is taken, and what is no range left empty.
"""
LEAVING: tuple[Unclear, ...] = ("empty", "low", "high")
"""With these a cell that is no figure or day may be left empty."""
ABOVE: Unclear = "above"
"""Of a column of names: its empty cells mean the cell above, as merged cells leave them."""
MODES: tuple[Mode, ...] = ("update", "add", "replace")
"""Add and change; only add; add, change and delete what the list does not name."""
OPEN_SHARE = "% or share"
"""In place of the unit of a column whose figures are 0 to 1, as long as nobody says whether 0.5 is 0.5 % or 50 %."""
TAXED = "incl. tax"
"""Behind the unit of a column whose header says that tax is in its figures: they wait until that is cleared."""
NEW = ""
"""The answer to "is it one of these?" that says no."""


@attrs.frozen
class Header:
    """The rows that hold the headers, mostly one; ``reason`` is the message key of why they were guessed."""

    first: int
    last: int
    reason: str = ""


@attrs.frozen
class Guess:
    """How sure a proposal is, 0-100, and the message key and values of why."""

    score: float
    reason: str
    value: str = ""


@attrs.frozen
class Use:
    """What a column is used for: the field it fills (None: nothing), and how its cells are read.

    ``unit`` is the unit as people write it. ``period`` or ``element`` is what the header stands for where the field
    is the value of a series. ``decimal`` and ``order`` are the user's word on what marks decimals, and on whether
    3/4/2027 is in March; "" leaves it to what the cells of the column tell. ``unclear`` is their word on cells that are
    no figure or day, and on empty ones of a column of names.
    """

    slot: Slot | None = None
    unit: str = ""
    period: Period | None = None
    element: str = ""
    decimal: Decimal = ""
    order: Order = ""
    unclear: Unclear = ""
    guess: Guess | None = None

    @property
    def across(self) -> bool:
        """Whether each of its cells is a record of its own."""
        return self.slot is not None and bool(self.element or self.period) and self.slot.table in ACROSS


@attrs.frozen
class Layout:
    """All that was decided about one list.

    ``uses`` are by column number, ``constants`` what holds for all rows, ``names`` the answers to which known record
    a name means, by table and name: its id, or ``NEW``. Names that are not there and not known are open questions.
    """

    kind: str
    header: Header
    uses: Mapping[int, Use]
    constants: Mapping[Slot, str] = attrs.field(factory=dict)
    names: Mapping[tuple[str, str], str] = attrs.field(factory=dict)
    mode: Mode = "update"

    @property
    def of(self) -> Kind:
        """The kind of list."""
        return KIND[self.kind]

    def with_use(self, column: int, use: Use) -> Layout:
        """The layout with another use of a column."""
        return attrs.evolve(self, uses={**self.uses, column: use})

    def fills(self, slot: Slot) -> bool:
        """Whether a column or a constant fills a field."""
        return bool(self.constants.get(slot)) or any(use.slot == slot for use in self.uses.values())
