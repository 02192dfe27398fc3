"""What can still be read of a damaged project file, for window and command line."""

from __future__ import annotations

from pathlib import Path

from desktop.session import documents
from desktop.store import salvage as store
from desktop.store.salvage import Salvaged, SalvagedTable

__all__ = ["Salvaged", "SalvagedTable", "salvage"]


def salvage(path: Path, into: Path) -> Salvaged:
    """Write what can be read of the damaged ``path`` to ``into``, of which a backup is made where it is there.

    Raises FileFault: "file-held" where somebody has ``into`` open, and what ``store.salvage`` raises.
    """
    with documents.held(into):
        documents.backed_up(into)
        return store.salvage(path, into)
