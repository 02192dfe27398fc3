"""Lists brought into a small project: what is proposed for them, and what becomes of it."""

import attrs

from desktop.model.edits import apply
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Item, Offer, Source
from desktop.session.importing import columns as columns_of
from desktop.session.importing import guessing
from desktop.session.importing.draft import draft
from desktop.session.importing.layout import Layout
from desktop.session.importing.outcome import Outcome, outcome
from desktop.session.importing.scoring import Known
from tests.session.importing.lists import Rows, lines_of, rows_of
from tests.tiny import tiny_records


def _project() -> Project:
    records = tiny_records()
    records["items"] += [
        Item(id="ndpr_oxide", name="NdPr oxide", kind="oxide"),
        Item(id="dy_oxide", name="Dysprosium oxide", kind="oxide"),
        Item(id="magnet_sh", name="Magnet, SH class", kind="magnet"),
    ]
    records["sources"] += [Source(id="lynas", name="Lynas Rare Earths", country="Malaysia", class_="other_foreign")]
    records["offers"] += [
        Offer(
            id="lynas-ndpr",
            source="lynas",
            item="ndpr_oxide",
            price=114.0,
            currency="USD",
            price_term="FOB",
            freight=2.0,
        )
    ]
    return Project.of(records)


PROJECT = _project()


def layout_of(rows: Rows, kind: str = "") -> Layout:
    """The layout that is proposed for a list."""
    found = rows_of(rows)
    header = columns_of.guess_header(found)
    return guessing.guess(columns_of.columns(found, header), header, Known.of(PROJECT), kind)[0]


def outcome_of(rows: Rows, layout: Layout, *, accepted: bool = True, project: Project = PROJECT) -> Outcome:
    lines = lines_of(rows)
    first = draft(project, layout, lines, lines[-1][0], Silent())
    if accepted:
        names = {(each.table, each.name): each.suggested for each in first.names if each.state == "asked"}
        first = draft(project, attrs.evolve(layout, names={**names, **layout.names}), lines, lines[-1][0], Silent())
    return outcome(first, Silent())


def after(result: Outcome) -> Project:
    """The project with what an outcome brings."""
    assert result.edit is not None
    return apply(result.draft.project, result.edit)
