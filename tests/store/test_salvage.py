"""What can be read of a damaged project file is read, and what is lost is named."""

from __future__ import annotations

from desktop.store.salvage import Salvaged, SalvagedTable
from tests.tiny import tiny_project


def test_what_was_lost_is_summed_over_the_tables() -> None:
    found = Salvaged(
        tiny_project(),
        (SalvagedTable("offers", 2, 0, certain=True), SalvagedTable("items", 1, None, certain=False)),
    )
    assert (found.read, found.lost, found.whole) == (3, 0, False)
