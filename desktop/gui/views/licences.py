"""The licence files that still have to go in, as a table by date."""

from __future__ import annotations

from desktop.analysis import licences
from desktop.gui.hub import Choice
from desktop.gui.tables.results import Column
from desktop.gui.views.measures import amount
from desktop.gui.views.orders import dated, named
from desktop.model.plan import Plan
from desktop.text import formats
from desktop.text.messages import say


def table(plan: Plan, choice: Choice) -> tuple[Column, ...]:
    """One row for each file."""
    files = licences.files(plan)
    amounts = [
        amount(float(quantity), str(unit), choice, 2)
        for quantity, unit in zip(files["quantity"], files["unit"], strict=True)
    ]
    return (
        dated(say("column-file-by"), list(files["file_by"]), ""),
        named(say("column-source"), list(files["source_name"]), list(files["offer"])),
        named(say("column-item"), list(files["item_name"]), list(files["offer"])),
        Column(say("column-regimes"), tuple(map(str, files["regimes"]))),
        Column(
            say("column-arrival"),
            tuple(formats.month(month) for month in files["month"]),
            tuple(month.index for month in files["month"]),
        ),
        Column(
            say("column-quantity"),
            tuple(text for text, _ in amounts),
            tuple(map(float, files["quantity"])),
            numeric=True,
        ),
        Column(say("column-unit"), tuple(unit for _, unit in amounts)),
        Column(say("column-files"), tuple(map(str, files["files"])), tuple(files["files"]), numeric=True),
        Column(say("column-offer"), tuple(map(str, files["offer"]))),
    )
