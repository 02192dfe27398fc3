"""The charts of a workbook to hand over: native ones, which follow the cells that they are drawn from."""

from __future__ import annotations

from xlsxwriter.chart import Chart as ChartObject
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from desktop.store import sheets, workbook_look
from desktop.store.sheets import Block, Chart, Series, Sheet

_INK, _GRID, _LINE = "#1F2933", "#E4E9EE", "#9AA5B1"
_SPACE = 16
"""Pixels between charts that stand side by side."""


def draw(book: Workbook, page: Worksheet, sheet: Sheet) -> None:
    """Put the charts of a sheet on its page; of blocks without rows there are none."""
    below = 0
    for chart in sheet.charts:
        block = sheet.blocks[chart.block]
        if not block.rows:
            continue
        drawn = _chart(book, sheet, chart)
        _axes(drawn, block, chart)
        look: dict[str, str | int] = {"description": chart.title}
        if chart.place == "right":
            # Below the header, which prints again on every page.
            width, height = workbook_look.CHART_BESIDE
            page.insert_chart(sheets.top(sheet.blocks, 0) - 1, len(block.columns) + 1, drawn, look)
        else:
            width, height = workbook_look.CHART_BELOW
            down, across = divmod(below, workbook_look.CHARTS_ABREAST)
            row = sheets.top(sheet.blocks) - 1 + down * workbook_look.CHART_ROWS
            page.insert_chart(row, 0, drawn, look | {"x_offset": across * (width + _SPACE)})
            below += 1
        drawn.set_size({"width": width, "height": height})


def _chart(book: Workbook, sheet: Sheet, chart: Chart) -> ChartObject:
    """The series over their cells; lines are drawn over columns."""
    block, first = sheet.blocks[chart.block], sheets.top(sheet.blocks, chart.block) - 1
    columns = {"type": "column", "subtype": "stacked"} if chart.stacked else {"type": "column"}
    drawn, over = book.add_chart(columns), book.add_chart({"type": "line"})
    last = first + len(block.rows) - 1
    for series in chart.series:
        (over if series.line else drawn).add_series(
            {
                "name": series.name,
                "categories": [sheet.name, first, chart.categories, last, chart.categories],
                "values": [sheet.name, first, series.column, last, series.column],
                **_look(series),
            }
        )
    if any(series.line for series in chart.series):
        drawn.combine(over)
    return drawn


def _look(series: Series) -> dict[str, int | dict[str, str | float]]:
    if series.line:
        return {"line": {"color": series.colour, "width": 2.0}}
    return {"fill": {"color": series.colour}, "gap": 40}


def _axes(drawn: ChartObject, block: Block, chart: Chart) -> None:
    across: dict[str, object] = {"name": chart.across, "num_font": {"color": _INK}, "line": {"color": _LINE}}
    if block.columns[chart.categories].kind == "month":
        across |= {"text_axis": True, "num_format": workbook_look.MONTH}
    drawn.set_title({"name": chart.title, "name_font": {"size": 12, "color": _INK}})
    drawn.set_x_axis(across)
    at = chart.series[0].column
    largest = max(sheets.worth(row[at]) for row in block.rows)
    up: dict[str, object] = {"name": chart.up, "min": 0, "num_font": {"color": _INK}}
    up["num_format"] = workbook_look.axis_code(block.columns[at].kind, largest)
    if block.columns[at].kind == "share":
        up["max"] = 1
    drawn.set_y_axis({**up, "major_gridlines": {"visible": True, "line": {"color": _GRID}}})
    drawn.set_legend({"position": "bottom"} if len(chart.series) > 1 else {"none": True})
