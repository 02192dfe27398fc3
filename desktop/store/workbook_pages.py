"""How a sheet of a workbook to hand over prints: its paper, which part of it, and where its pages end."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from desktop.store import sheets
from desktop.store.sheets import Sheet
from desktop.store.workbook_look import CHART_BELOW, CHART_BESIDE, CHARTS_ABREAST, LINE

ROW = 21
"""The height of a row of one line, in pixels."""
_PAPER_A4 = 9
_PAGE_WIDTH, _PAGE_HEIGHT = 960.0, 490.0
"""What an A4 page takes between its margins: pixels across, points down."""
_BAR, _BESIDE_BARS = 22, 110
"""The height of a bar that lies, and of title, axis and legend, in pixels."""
_GAP = 64.0
"""The empty column before a chart, in pixels."""
_FEW, _TOGETHER = 15, 3
"""Up to so many rows a table stays on one page; a longer one begins on a page that takes its header and three rows."""
_SEVERAL = 2
_SMALLEST, _LEGIBLE, _SQUEEZED = 35, 50, 0.75
"""The least size of print, in %, what is read with ease, and the least part that print keeps to save a page."""
_LONGEST = 110
"""How many characters of a text a page takes above or below."""


def set_up(page: Worksheet, sheet: Sheet, wide: Sequence[float], high: Mapping[int, float]) -> None:
    """Paper, what stands above and below every page, what prints, and where a new page begins.

    ``wide`` are the widths of the columns in characters, ``high`` the heights of rows, counted from 0, in points.
    """
    page.set_landscape()
    page.set_paper(_PAPER_A4)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    page.set_header(f"&L&9{_plain(sheet.title)}&R&9{_plain(sheet.subtitle)}")
    page.set_footer(f"&L&9{_plain(sheet.footer) or '&F'}&R&9&P / &N")
    if sheet.pages:
        page.set_v_pagebreaks(sheet.pages)
        page.repeat_columns(0, sheet.fixed - 1)
    if sheet.fits or (len(_pieces(sheet)) < _SEVERAL and not sheet.pages):
        page.fit_to_pages(1, int(sheet.fits))
    else:
        scale = scale_of(sheet, wide, high)
        page.set_print_scale(scale)
        page.set_h_pagebreaks(breaks(sheet, high, scale))
    if _repeats(sheet):
        page.repeat_rows(_last_header(sheet))
    if sheet.printed is not None or sheet.printed_rows is not None:
        page.print_area(0, 0, _last_row(sheet), (sheet.printed or len(wide)) - 1)


def printed_width(sheet: Sheet, wide: Sequence[float]) -> int:
    """How many pixels the columns take that print."""
    return round(_pixels(wide[: sheet.printed]))


def _plain(text: str) -> str:
    """A text above or below a page, where & begins a command."""
    return "".join(each for each in text if each.isprintable())[:_LONGEST].replace("&", "&&")


def _repeats(sheet: Sheet) -> bool:
    """Whether pages after the first of the last table begin with its header; no other header ever repeats."""
    below = any(chart.place == "below" for chart in sheet.charts)
    return bool(sheet.blocks) and not sheet.fits and not below


def _last_header(sheet: Sheet) -> int:
    return sheets.top(sheet.blocks, len(sheet.blocks) - 1) - 2


def _last_row(sheet: Sheet) -> int:
    """The last row that prints, counted from 0: of the blocks, or of a chart below them."""
    if sheet.printed_rows == 0:
        return sheets.top(sheet.blocks[:-1]) - 3
    if sheet.printed_rows is not None:
        return sheets.top(sheet.blocks, len(sheet.blocks) - 1) - 2 + sheet.printed_rows
    ends = [
        chart.place[0] + math.ceil((chart.down + chart.size[1]) / ROW)
        for chart in sheet.charts
        if not isinstance(chart.place, str)
    ]
    return max([sheets.top(sheet.blocks) - 3, *ends])


def breaks(sheet: Sheet, high: Mapping[int, float], scale: int) -> list[int]:
    """The rows, counted from 0, that begin a new page, so that no heading or chart is torn from what it belongs to.

    ``scale`` is the size of print, in %.

    A sheet of one table needs none: it flows from page to page. Elsewhere every page is told, for pages that a
    program ends by itself are elsewhere with every font.
    """
    pieces = _pieces(sheet)
    if len(pieces) < _SEVERAL:
        return []
    room = _PAGE_HEIGHT / (scale / 100)
    repeated = _last_header(sheet) if _repeats(sheet) else math.inf
    header = high[_last_header(sheet)]
    found: list[int] = []
    used, before = 0.0, 0
    for start, few, end in pieces:
        # Only the last table has its header again on the next page; another begins on a page that takes all of it.
        above = start if found or used else 0
        whole = end <= repeated and _height(above, end, high) <= room
        keep = end if whole else few
        used += _height(before, start, high)
        row = start
        while row < end:
            together = keep if row == start else row + 1 if row < end - 2 else end
            if row and used + _height(row, together, high) > room:
                found.append(row)
                used = header if row > repeated else 0.0
            used += _height(row, together, high)
            row = together
        before = end
    return found


def _pieces(sheet: Sheet) -> list[tuple[int, int, int]]:
    """What should stay on one page: its first row, the row after what must stay together, and after all of it."""
    found = []
    for at, block in enumerate(sheet.blocks):
        start, height = sheets.top(sheet.blocks, at) - 1 - block.above, block.height
        if sheet.printed_rows is not None and at == len(sheet.blocks) - 1:
            height = block.above + sheet.printed_rows
        whole = height if height <= _FEW else block.above + _TOGETHER
        found.append((start, start + whole, start + height))
    below = sum(chart.place == "below" for chart in sheet.charts)
    rows = chart_rows(sheet)
    for row in range(-(-below // CHARTS_ABREAST)):
        start = sheets.top(sheet.blocks) - 1 + row * rows
        found.append((start, start + rows, start + rows))
    return found


def chart_height(sheet: Sheet) -> int:
    """How high, in pixels, the charts below the blocks are: every bar that lies has room for its name."""
    bars = [len(sheet.blocks[chart.block].rows) for chart in sheet.charts if chart.lying]
    return max([CHART_BELOW[1], *(_BESIDE_BARS + _BAR * count for count in bars)])


def chart_rows(sheet: Sheet) -> int:
    """How many rows of the sheet the charts below the blocks take that stand side by side, with the space below."""
    return chart_height(sheet) // ROW + 1


def _height(first: int, end: int, high: Mapping[int, float]) -> float:
    return sum(high.get(row, LINE) for row in range(first, end))


def _pixels(wide: Sequence[float]) -> float:
    return sum(7 * width + 5 for width in wide)


def scale_of(sheet: Sheet, wide: Sequence[float], high: Mapping[int, float]) -> int:
    """How small, in %, a sheet has to be so that the widest of its pages fits.

    It is smaller where that saves a page downwards, as far as it can be read.
    """
    widest = max(_widths(sheet, wide))
    scale = max(int(100 * min(1.0, _PAGE_WIDTH / max(widest, 1.0))) - 1, _SMALLEST)
    least = min(scale, max(round(_SQUEEZED * scale), _LEGIBLE))
    return min(range(scale, least - 1, -1), key=lambda size: (_count(sheet, high, size), -size))


def _count(sheet: Sheet, high: Mapping[int, float], scale: int) -> int:
    """How many pages a sheet takes downwards."""
    if len(_pieces(sheet)) < _SEVERAL:
        return math.ceil(_height(0, sheets.top(sheet.blocks), high) * scale / 100 / _PAGE_HEIGHT)
    return len(breaks(sheet, high, scale))


def _widths(sheet: Sheet, wide: Sequence[float]) -> list[float]:
    """How many pixels each of its pages across takes, with what repeats on every one."""
    if sheet.pages:
        ends = [*sheet.pages, sheet.printed or len(wide)]
        spans = [_pixels(wide[start:end]) for start, end in zip([0, *sheet.pages], ends, strict=True)]
        return [spans[0], *(_pixels(wide[: sheet.fixed]) + span for span in spans[1:])]
    pixels = _pixels(wide[: sheet.printed])
    if any(chart.place == "right" for chart in sheet.charts):
        pixels += _GAP + CHART_BESIDE[0]
    if any(chart.place == "below" for chart in sheet.charts):
        pixels = max(pixels, CHARTS_ABREAST * CHART_BELOW[0])
    return [pixels]
