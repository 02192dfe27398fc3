"""Orders that were confirmed on the sheet Orders of a plan workbook, as receipts of the project: one edit.

    confirmed.is_plan(book)                  whether a workbook is one that a plan was written to
    confirmed.read(book, path, project)      the edit, and how many orders it confirms

A row counts when its confirmed quantity or confirmed month is filled in; what of the two is empty is as planned, and
a quantity of 0 is an order that will not come. Of every offer and month that such a row brings or takes something,
the receipt becomes the sum of all that the sheet has as placed or confirmed: reading a workbook again changes nothing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs

from desktop.model import checks
from desktop.model.edits import AddRecords, DropRecords, Edit, SetFields, Several, apply
from desktop.model.errors import FileFault, Problem, ProblemsFound, Values
from desktop.model.fields import Field, Value
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import TABLE, Offer, Receipt
from desktop.session.report.layout import column, sheet_name
from desktop.store.reading.book import Book
from desktop.store.reading.cells import Cell, Row, place
from desktop.text import entry
from desktop.text.messages import say

_KEYS = ("offer", "order-date", "arrival", "quantity", "confirmed-quantity", "confirmed-month")
_ENTERED = _KEYS[-2:]
_FIELDS = TABLE["receipts"].field
_SAME = 1e-9
"""What two quantities may differ in, of their size: the sheet has them as bought, receipts as usable."""
Key = tuple[str, Month]
Totals = Mapping[Key, float]


@attrs.frozen
class Confirmed:
    """What a workbook confirms: the edit (None where the project has it all already), and of how many orders."""

    edit: Edit | None
    orders: int


@attrs.frozen
class _Line:
    """One order of the sheet: as bought, in the item's unit; ``told`` is what was filled in, None for nothing."""

    planned: Key
    quantity: float
    placed: bool
    told: tuple[Month, float] | None


def is_plan(book: Book) -> bool:
    """Whether the workbook has a sheet of orders with room for what is confirmed."""
    return any(_header(head.first) for head in book.sheets if head.title == sheet_name("orders"))


def read(book: Book, path: Path, project: Project) -> Confirmed:
    """The receipts that the sheet of orders confirms, sound beside the rest of ``project``.

    Raises ProblemsFound with every cell that cannot be read and every error that the project would then have, and
    FileFault when nothing is confirmed.
    """
    problems: list[Problem] = []
    lines = list(_lines(book, project, problems))
    count = sum(line.told is not None for line in lines)
    if not problems and not count:
        raise FileFault("nothing-confirmed", path=str(path), sheet=sheet_name("orders"), column=_head(_ENTERED[0]))
    edit = _edit(project, _totals(lines, project))
    if edit is not None:
        before = checks.errors(project)
        problems.extend(each for each in checks.errors(apply(project, edit)) if each not in before)
    if problems:
        key = "tables-problem" if len(problems) == 1 else "tables-problems"
        raise ProblemsFound(key, problems, path=str(path))
    return Confirmed(edit, count)


def _head(key: str) -> str:
    return str(column(key).header)


def _header(rows: tuple[Row, ...]) -> dict[str, int] | None:
    """The columns of the orders by key, from the row that holds all their headers."""
    wanted = {_head(key): key for key in _KEYS}
    for row in rows:
        found = {
            wanted[cell.value]: cell.column for cell in row if isinstance(cell.value, str) and cell.value in wanted
        }
        if len(found) == len(_KEYS):
            return {**found, "": row[0].row}
    return None


def _lines(book: Book, project: Project, problems: list[Problem]) -> Iterator[_Line]:
    """The orders of the sheet; what cannot be read is added to ``problems``."""
    title = sheet_name("orders")
    columns = _header(book.head(title).first) or {}
    at = {number: key for key, number in columns.items() if key}
    offers = project.by_id(Offer)
    for row in book.rows(title):
        if row[0].row <= columns[""]:
            continue
        cells = {at[cell.column]: cell for cell in row if cell.column in at and not cell.blank}
        entered = [cells[key] for key in _ENTERED if key in cells]
        name = str(cells["offer"].value) if "offer" in cells else ""
        if name in offers and {"arrival", "quantity"} <= cells.keys():
            if (line := _line(name, cells, problems)) is not None:
                yield line
        elif entered:
            where = place(row[0].row, columns["offer"])
            key = "confirmed-unknown" if name else "confirmed-nameless"
            problems.append(Problem(key, {"name": name}, sheet=title, cell=where))


def _line(offer: str, cells: Mapping[str, Cell], problems: list[Problem]) -> _Line | None:
    """The order of a row; None, with its problems, where a cell cannot be read."""
    month, quantity = _FIELDS["month"], _FIELDS["quantity"]
    arrives = _value(cells["arrival"], month, problems)
    planned = _value(cells["quantity"], quantity, problems)
    comes = _value(cells["confirmed-month"], month, problems) if "confirmed-month" in cells else arrives
    told = _value(cells["confirmed-quantity"], quantity, problems) if "confirmed-quantity" in cells else planned
    if not (isinstance(arrives, Month) and isinstance(comes, Month)):
        return None
    if not (isinstance(planned, float | int) and isinstance(told, float | int)):
        return None
    placed = "order-date" in cells and cells["order-date"].value == say("report-placed")
    filled = any(key in cells for key in _ENTERED)
    return _Line((offer, arrives), float(planned), placed, (comes, float(told)) if filled else None)


def _value(cell: Cell, field: Field, problems: list[Problem]) -> Value:
    """What a cell holds for a field of receipts; None, with a problem, where it is none of its values."""
    wrong: tuple[str, Values] = (cell.fault, {"entry": str(cell.value)})
    if not cell.fault:
        try:
            value = entry.read(field, cell.value)
        except entry.EntryFault as refused:
            wrong = refused.key, refused.values
        else:
            fault = field.fault(value)
            if fault is None:
                return value
            values: Values = {"least": field.least, "most": field.most, "unit": field.unit}
            wrong = fault, {"value": entry.show(value), **values}
    problems.append(Problem(*wrong, sheet=sheet_name("orders"), cell=cell.name))
    return None


def _totals(lines: list[_Line], project: Project) -> Totals:
    """What the receipts of the offers and months that are told of come to, usable."""
    offers = project.by_id(Offer)
    touched: set[Key] = set()
    totals: defaultdict[Key, list[float]] = defaultdict(list)
    for line in lines:
        offer = line.planned[0]
        if line.told is not None:
            month, quantity = line.told
            touched |= {(offer, month), *([line.planned] if line.placed else ())}
            totals[offer, month].append(quantity)
        elif line.placed:
            totals[line.planned].append(line.quantity)
    return {key: math.fsum(totals[key]) * offers[key[0]].usable_yield for key in sorted(touched, key=_in_order)}


def _in_order(key: Key) -> tuple[int, str]:
    return key[1].index, key[0]


def _edit(project: Project, totals: Totals) -> Edit | None:
    """The edit that gives the receipts these quantities; None where they have them."""
    known = {(row.offer, row.month): (at, row.quantity) for at, row in project.rows(Receipt).items()}
    changed: dict[int, dict[str, Value]] = {}
    dropped: list[int] = []
    added: list[Receipt] = []
    for key, quantity in totals.items():
        row, before = known.get(key, (None, 0.0))
        if math.isclose(quantity, before, rel_tol=_SAME, abs_tol=_SAME):
            continue
        if row is None:
            added.append(Receipt(offer=key[0], month=key[1], quantity=quantity))
        elif quantity > 0:
            changed[row] = {"quantity": quantity}
        else:
            dropped.append(row)
    edits: list[Edit] = []
    if changed:
        edits.append(SetFields("receipts", changed))
    if added:
        edits.append(AddRecords("receipts", added))
    if dropped:
        edits.append(DropRecords("receipts", dropped))
    return Several(edits, "edit-import") if edits else None
