"""The charts of a workbook to hand over: native ones, which follow the cells that they are drawn from."""

from __future__ import annotations

from xlsxwriter.chart import Chart as ChartObject
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from desktop.store import sheets, workbook_look, workbook_pages
from desktop.store.sheets import Area, Block, Chart, Series, Sheet

_INK, _GRID, _LINE = "#1F2933", "#E4E9EE", "#9AA5B1"
_FONT = {"name": workbook_look.FONT, "color": _INK}
_TOLD = {
    "data_labels": {
        "value": True,
        "num_format": "[>=1]#,##0.0;[>0]0.0##;",
        "position": "inside_base",
        "font": _FONT | {"size": 9},
    }
}
"""Values beside bars, none of those that are nothing."""
_SPACE = 16
"""Pixels between charts that stand side by side."""


def draw(book: Workbook, page: Worksheet, sheet: Sheet, printed: int) -> None:
    """Put the charts of a sheet on its page, ``printed`` pixels wide; of blocks without rows there are none."""
    below = 0
    for chart in sheet.charts:
        block = sheet.blocks[chart.block]
        if isinstance(chart.categories, int) and not block.rows:
            continue
        drawn = _chart(book, sheet, chart)
        _axes(drawn, block, chart)
        look: dict[str, str | int] = {"description": chart.title}
        if chart.place == "right":
            # Below the header, which prints again on every page.
            width, height = workbook_look.CHART_BESIDE
            page.insert_chart(sheets.top(sheet.blocks, 0) - 1, len(block.columns) + 1, drawn, look)
        elif chart.place == "below":
            width, height = workbook_look.CHART_BELOW[0], workbook_pages.chart_height(sheet)
            down, across = divmod(below, workbook_look.CHARTS_ABREAST)
            row = sheets.top(sheet.blocks) - 1 + down * workbook_pages.chart_rows(sheet)
            page.insert_chart(row, 0, drawn, look | {"x_offset": across * (width + _SPACE)})
            below += 1
        else:
            width, height = chart.size[0] or printed, chart.size[1]
            page.insert_chart(*chart.place, drawn, look | {"y_offset": chart.down})
        drawn.set_size({"width": width, "height": height})


def _chart(book: Workbook, sheet: Sheet, chart: Chart) -> ChartObject:
    """The series over their cells; lines are drawn over columns."""
    columns = {"type": "bar" if chart.lying else "column", **({"subtype": "stacked"} if chart.stacked else {})}
    drawn, over = book.add_chart(columns), book.add_chart({"type": "line"})
    across = _place(sheet, chart, chart.categories)
    for series in chart.series:
        cells = {"categories": across, "values": _place(sheet, chart, series.column)}
        told = _TOLD if chart.told and series.colour else {}
        (over if series.line else drawn).add_series({"name": series.name, **cells, **_look(series), **told})
    if any(series.line for series in chart.series):
        drawn.combine(over)
    return drawn


def _place(sheet: Sheet, chart: Chart, cells: int | Area) -> list[str | int]:
    """Sheet, first and last row and column of what a chart draws, as XlsxWriter wants them."""
    if isinstance(cells, Area):
        return [cells.sheet, *cells.first, *cells.last]
    first = sheets.top(sheet.blocks, chart.block) - 1
    return [sheet.name, first, cells, first + len(sheet.blocks[chart.block].rows) - 1, cells]


def _look(series: Series) -> dict[str, object]:
    if series.striped:
        drawn = {"pattern": "light_upward_diagonal", "fg_color": "#FFFFFF", "bg_color": series.colour}
        return {"pattern": drawn, "border": {"color": series.colour}, "gap": 40}
    if series.line:
        return {"line": {"color": series.colour, "width": 2.0}}
    return {"fill": {"color": series.colour} if series.colour else {"none": True}, "gap": 40}


def _axes(drawn: ChartObject, block: Block, chart: Chart) -> None:
    across: dict[str, object] = {"name": chart.across, "name_font": _FONT, "num_font": _FONT, "line": {"color": _LINE}}
    kind, largest, dates = chart.kind, chart.most, chart.dates
    at = chart.series[0].column
    if isinstance(at, int):
        kind, largest = block.columns[at].kind, max(sheets.worth(row[at]) for row in block.rows)
    if isinstance(chart.categories, int):
        dates = block.columns[chart.categories].kind == "month"
    if dates:
        across |= {"text_axis": True, "num_format": workbook_look.MONTH}
    drawn.set_title({"name": chart.title, "name_font": _FONT | {"size": 12}})
    up: dict[str, object] = {"name": chart.up, "min": 0, "name_font": _FONT, "num_font": _FONT}
    up["num_format"] = workbook_look.axis_code(kind, largest)
    if kind == "share":
        up["max"] = 1
    up["major_gridlines"] = {"visible": True, "line": {"color": _GRID}}
    if chart.lying:
        # The first name stands at the top, where the numbers would follow it.
        drawn.set_y_axis({**across, "reverse": True, "interval_unit": 1})
        drawn.set_x_axis({**up, "label_position": "high"})
    else:
        drawn.set_x_axis(across)
        drawn.set_y_axis(up)
    named = [at for at, series in enumerate(chart.series) if not series.colour]
    several = len(chart.series) - len(named) > 1 and not chart.told
    drawn.set_legend({"position": "bottom", "font": _FONT, "delete_series": named} if several else {"none": True})
