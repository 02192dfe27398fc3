"""The licence files in hand, each with what is left of it."""

from __future__ import annotations

import datetime as dt

from desktop.analysis import licences
from desktop.gui.hub import Choice
from desktop.gui.tables.results import Column
from desktop.gui.views.measures import amount
from desktop.gui.views.orders import dated
from desktop.model.plan import Plan
from desktop.session.sentences import file_status
from desktop.text import formats
from desktop.text.messages import say


def table(plan: Plan, choice: Choice) -> tuple[Column, ...]:
    """One row for each file of the project."""
    files = licences.held(plan)
    units = [str(unit) for unit in files["unit"]]
    opening = licences.opening(plan)
    standing = zip(files["status"], files["obstacle"], (due for _, due in opening), strict=True)
    files["standing"] = [_standing(*each) for each in standing]
    return (
        *(
            Column(say(f"column-{head}"), tuple(map(str, files[name])))
            for head, name in (
                ("licence", "licence"),
                ("under", "regime"),
                ("source", "source_name"),
                ("item", "item_name"),
                ("status", "standing"),
            )
        ),
        *(_quantities(name, list(files[name]), units, choice) for name in ("allowed", "used", "left")),
        Column(say("column-unit"), tuple(amount(0.0, unit, choice)[1] for unit in units)),
        dated(say("column-usable-from"), [first for first, _ in opening], say("never-usable")),
        dated(say("column-valid-until"), list(files["valid_until"]), say("valid-open")),
        Column(say("column-offer"), tuple(map(str, files["offer"]))),
    )


def _standing(status: str, obstacle: str, due: dt.date | None) -> str:
    """The status of a file, and why nothing leaves under it, or since when its grant is overdue."""
    said = file_status(status, obstacle)
    return say("file-overdue", status=said, day=formats.date(due)) if due is not None and not obstacle else said


def offers(plan: Plan) -> tuple[str, ...]:
    """The offer that each file is for, in the order of the rows."""
    return tuple(map(str, licences.held(plan)["offer"]))


def _quantities(name: str, values: list[float], units: list[str], choice: Choice) -> Column:
    texts = tuple(amount(value, unit, choice, 2)[0] for value, unit in zip(values, units, strict=True))
    return Column(say(f"column-{name}"), texts, tuple(map(float, values)), numeric=True)
