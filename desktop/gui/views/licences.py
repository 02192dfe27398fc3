"""The licence files that still have to go in, as a table by date."""

from __future__ import annotations

from desktop.analysis import licences
from desktop.gui.hub import Choice
from desktop.gui.tables.results import Column
from desktop.gui.views.orders import arriving, dated, named
from desktop.model.plan import Plan
from desktop.text.messages import say


def table(plan: Plan, choice: Choice) -> tuple[Column, ...]:
    """One row for each file."""
    files = licences.files(plan)
    return (
        dated(say("column-file-by"), list(files["file_by"]), ""),
        named(say("column-source"), list(files["source_name"]), list(files["offer"])),
        named(say("column-item"), list(files["item_name"]), list(files["offer"])),
        Column(say("column-regimes"), tuple(map(str, files["regimes"]))),
        *arriving(files, choice),
        Column(say("column-files"), tuple(map(str, files["files"])), tuple(files["files"]), numeric=True),
        Column(say("column-offer"), tuple(map(str, files["offer"]))),
    )
