"""What can still be read of a damaged project file, for window and command line."""

from __future__ import annotations

from desktop.store.salvage import Salvaged, SalvagedTable, salvage

__all__ = ["Salvaged", "SalvagedTable", "salvage"]
