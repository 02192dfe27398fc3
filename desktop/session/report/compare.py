"""The sheet with all plans side by side: figures, their differences from the chosen plan, and charts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import attrs

from desktop.analysis import compare, stock
from desktop.analysis.figures import figures
from desktop.model.plan import Plan
from desktop.model.records.supply import CLASSES
from desktop.session.report.layout import BLUE, CLASS_COLOURS, CRORE, FIRST, STRIPED, column, sheet_of
from desktop.store.sheets import (
    Block,
    Cell,
    Chart,
    Column,
    Formula,
    Kind,
    Mark,
    Series,
    Sheet,
    cell,
    prefix,
    reach,
    top,
    worth,
)
from desktop.text.messages import say

_BASE_ROW = Block((), ((),))
"""A block as high as that of the base."""
BASE = f"$C${FIRST}"
"""Where the position of the base stands, which the differences are from."""
_WORDS = 24.0
_SAME = "0.000001"
"""The relative difference within which figures are equally good, as in the comparison itself."""
_KINDS: dict[compare.Kind, Kind] = {
    "share": "share",
    "money": "inr",
    "rate": "inr",
    "mass": "quantity",
    "number": "number",
    "count": "count",
}
_ROWS = {row.key: row for row in compare.ROWS}
_ON_TIME, _COST, _CRORES, _LANDED, _STOCK = 1, 3, 4, 5, 7
_COSTS = ("on-time", "targets-short", "cost", "landed", "landed-per-kg")
_TOTAL, _SHARES = 1 + len(CLASSES), 2 + len(CLASSES)
_BY_CLASS = ("contained", *(f"share-{name.replace('_', '-')}" for name in CLASSES))
_REST = tuple(key for key in _ROWS if key not in (*_COSTS, *_BY_CLASS))
"""What stands in the third block, and so whatever else plans are compared by."""


@attrs.frozen
class _Part:
    """One column of a block: its cells, and the figure whose best is highlighted."""

    head: Column
    cells: Sequence[Cell]
    key: str = ""


@attrs.frozen
class _Plans:
    """What all blocks draw on: the plans, what they are called, their figures, and formulas for some of these."""

    plans: Sequence[Plan]
    names: Sequence[str]
    base: int
    values: dict[str, list[float]]
    live: Mapping[str, Mapping[int, str]]

    def part(self, key: str, cells: Sequence[Cell] = ()) -> _Part:
        """The column of a figure; ``cells`` where it is computed from others."""
        row = _ROWS[key]
        kind = "index" if key.startswith("hhi") else _KINDS[row.kind]
        head = Column(say(f"report-unit-{row.kind}", name=row.label), kind)
        return _Part(head, cells or self.cells(key, self.values[key]), key)

    def cells(self, key: str, values: Sequence[float]) -> list[Cell]:
        """A figure of every plan: as a formula where the workbook has what it is made of."""
        known = self.live.get(key, {})
        return [Formula(f"={known[at]}", value) if at in known else value for at, value in enumerate(values)]


def compare_sheet(plans: Sequence[Plan], chosen: Plan, live: Mapping[str, Mapping[int, str]]) -> Sheet:
    """All plans with the figures that they are compared by; ``live`` has formulas by figure and plan."""
    table = compare.table(plans)
    base = next(at for at, plan in enumerate(plans) if plan is chosen)
    values = {row.key: [float(value) for value in table.loc[row.key].to_numpy(float)] for row in compare.ROWS}
    found = _Plans(plans, names_of(plans), base, values, live)
    sizes = [len(plans) + 3] * 3  # heading, header, rows, an empty row
    first = top([_BASE_ROW]) + 2
    starts = [first + sum(sizes[:at]) for at in range(len(sizes))]
    names = reach(0, starts[0], starts[0] + len(plans) - 1)
    place = base_of(starts[0], len(plans))
    heads = (column("compared-with"), Column(say("report-column-plan"), "text", "input", f"={names}"))
    row: tuple[Cell, ...] = (say("report-base"), found.names[base], Formula(f"={place}", float(base + 1)))
    blocks = [
        Block((*heads, column("base-position", "count")), (row,)),
        _block(found, "cost", _costs(found, starts[0], starts[1]), starts[0]),
        _block(found, "classes", _classes(found, starts[1]), starts[1]),
        _block(found, "risk", _rest(found, starts[1], starts[2]), starts[2]),
    ]
    apart = [_difference(found, block, start) for block, start in zip(blocks[1:], starts, strict=True)]
    return sheet_of(chosen, "compare", *blocks, *apart, charts=_charts(), table=False)


def base_of(first: int, count: int, sheet: str = "") -> str:
    """The position of the base among ``count`` plans that stand from row ``first`` on, as a formula."""
    names, where = reach(0, first, first + count - 1, sheet), prefix(sheet)
    return f"SUMPRODUCT(EXACT({names},{where}$B${FIRST})*ROW({names}))-ROW({cell(0, first, sheet)})+1"


def names_of(plans: Sequence[Plan]) -> list[str]:
    """What the plans are called side by side, each differently."""
    names: list[str] = []
    for name in compare.labels(plans):
        same = sum(other == name or other.startswith(f"{name} (") for other in names)
        names.append(f"{name} ({same + 1})" if same else name)
    return names


def _costs(found: _Plans, first: int, classes: int) -> list[_Part]:
    crores = [
        Formula(f"={cell(_COST, row)}/{CRORE}", value / CRORE) for row, value in enumerate(found.values["cost"], first)
    ]
    rates = [
        Formula(
            f'=IF({cell(_TOTAL, classes + at)}=0,"",{cell(_LANDED, first + at)}/{cell(_TOTAL, classes + at)})',
            "" if math.isnan(value) else value,
        )
        for at, value in enumerate(found.values["landed-per-kg"])
    ]
    stocks = found.cells("stock", [float(stock.value(plan).mean()) / CRORE for plan in found.plans])
    return [
        *(found.part(key) for key in _COSTS[:3]),
        _Part(_in_crore(say("figure-cost")), crores, "cost"),
        found.part("landed"),
        found.part("landed-per-kg", rates),
        _Part(_in_crore(say("report-average-stock")), stocks),
        _Part(Column(say("report-status"), width=_WORDS), [say(f"status-{plan.status}") for plan in found.plans]),
        _Part(Column(say("report-answer"), width=_WORDS), [say(f"answer-{plan.answer}") for plan in found.plans]),
        _Part(Column(say("report-unit-money", name=say("report-plan-gap")), "inr"), [plan.gap for plan in found.plans]),
    ]


def _classes(found: _Plans, first: int) -> list[_Part]:
    """Kilograms of each class, their sum, and what part of it each class is."""
    names = [say(f"class-{name}") for name in CLASSES]
    kg = [[figures(plan).share_by_class[name].contained_kg for plan in found.plans] for name in CLASSES]
    heads = [Column(say("report-contained", name=name), "quantity") for name in names]
    sums = [
        Formula(f"=SUM({cell(1, row)}:{cell(_TOTAL - 1, row)})", math.fsum(line))
        for row, line in enumerate(zip(*kg, strict=True), first)
    ]
    parts = [_Part(head, line) for head, line in zip(heads, kg, strict=True)]
    parts.append(_Part(column("bought", "quantity"), sums, "contained"))
    for at, key in enumerate(_BY_CLASS[1:], 1):
        parts.append(found.part(key, [_share(row, at, _TOTAL, row, value) for row, value in _at(found, key, first)]))
    return parts


def _rest(found: _Plans, classes: int, first: int) -> list[_Part]:
    places = {key: at for at, key in enumerate(_REST, 1)}
    parts = []
    for key in _REST:
        cells: list[Cell] = []
        for row, value in _at(found, key, first):
            if key == "effective-sources":
                index = cell(places["hhi-source"], row)
                cells.append(Formula(f"=IF({index}=0,0,1/{index})", value))
            elif key == "on-licence-share":
                cells.append(_share(row, places["on-licence"], _TOTAL, classes + row - first, value))
            else:
                cells.append(value)
        parts.append(found.part(key, cells))
    return parts


def _at(found: _Plans, key: str, first: int) -> list[tuple[int, float]]:
    return list(enumerate(found.values[key], first))


def _share(row: int, part: int, whole: int, below: int, value: float) -> Formula:
    """A part, in the same row, of a whole in the row ``below``."""
    return Formula(f"=IF({cell(whole, below)}=0,0,{cell(part, row)}/{cell(whole, below)})", value)


def _in_crore(name: str) -> Column:
    return Column(say("report-unit-crore", name=name), "number")


def _block(found: _Plans, key: str, parts: Sequence[_Part], first: int) -> Block:
    rows = tuple(zip(found.names, *(part.cells for part in parts), strict=True))
    marks = [
        Mark(at, _best(at, _ROWS[part.key], first, len(rows)))
        for at, part in enumerate(parts, 1)
        if part.key and _ROWS[part.key].better
    ]
    columns = (column("plan"), *(part.head for part in parts))
    return Block(columns, rows, heading=say(f"report-heading-compare-{key}"), marks=tuple(marks))


def _best(at: int, row: compare.Row, first: int, plans: int) -> str:
    """That no other plan is better, and not all are as good; of costs only where as much is delivered on time."""
    mine, all_ = cell(at, first), reach(at, first, first + plans - 1)
    value = f"N({mine})"  # 0 where there is no figure
    margin = f"{_SAME}*MAX(ABS({value}),{_SAME})"
    above, below = f'">"&({value}+{margin})', f'"<"&({value}-{margin})'
    better, worse = (above, below) if row.better == "high" else (below, above)
    differs = f"COUNTIF({all_},{worse})>0,COUNT({all_})<ROWS({all_})"
    if not row.is_cost:
        return f"AND(ISNUMBER({mine}),COUNTIF({all_},{better})=0,OR({differs}))"
    prompt = reach(_ON_TIME, first, first + plans - 1)
    least = f"MAX({prompt})-{_SAME}"
    return (
        f"AND(ISNUMBER({mine}),{cell(_ON_TIME, first)}>={least},"
        f'COUNTIFS({all_},{better},{prompt},">="&({least}))=0,OR({differs},MIN({prompt})<{least}))'
    )


def _difference(found: _Plans, block: Block, first: int) -> Block:
    """Every number of a block less that of the base, whichever is chosen."""
    rows: list[tuple[Cell, ...]] = []
    base = block.rows[found.base]
    numbers = [at for at, head in enumerate(block.columns) if head.kind != "text"]
    for row, line in enumerate(block.rows, first):
        cells: list[Cell] = []
        for at in numbers:
            mine, other = cell(at, row), f"INDEX({reach(at, first, first + len(block.rows) - 1)},{BASE})"
            known = all(_is_known(entry) for entry in (line[at], base[at]))
            value = worth(line[at]) - worth(base[at]) if known else ""
            cells.append(Formula(f'=IF(COUNT({mine},{other})=2,{mine}-{other},"")', value))
        rows.append((line[0], *cells))
    columns = (block.columns[0], *(block.columns[at] for at in numbers))
    return Block(columns, tuple(rows), heading=say("report-heading-difference", heading=block.heading))


def _is_known(entry: Cell) -> bool:
    return entry is not None and not (isinstance(entry, Formula) and entry.value == "")


def _charts() -> tuple[Chart, ...]:
    """Cost, classes, targets and stock of every plan."""
    names = [say(f"class-{name}") for name in CLASSES]
    series = [
        Series(name, at, colour, striped=key == STRIPED)
        for at, (key, name, colour) in enumerate(zip(CLASSES, names, CLASS_COLOURS, strict=True), _SHARES)
    ]
    return (
        _chart("cost", 1, Series(say("figure-cost"), _CRORES, BLUE)),
        _chart("classes", 2, *series),
        _chart("on-time", 1, Series(say("report-chart-on-time"), _ON_TIME, BLUE)),
        _chart("stock", 1, Series(say("report-average-stock"), _STOCK, BLUE)),
    )


def _chart(key: str, block: int, *series: Series) -> Chart:
    title, up = say(f"report-chart-{key}"), say(f"report-chart-{key}-up")
    return Chart(title, "", up, 0, series, place="below", block=block, lying=True)
