"""The page that a plan is handed over on, as PDF: words on the left, two charts on the right; no window is needed."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QBuffer, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QPolygonF,
    QTextDocument,
)

from desktop.gui.theme import CLASS_COLOURS
from desktop.session.handout import Handout, Listing
from desktop.session.who import now
from desktop.text import formats
from desktop.text.messages import say

_DOTS = 144
"""Dots per inch: two for a point."""
_INK, _FAINT, _LINE, _COST, _COMES_IN = "#1F2933", "#52606D", "#D3DAE1", "#4C78A8", "#009E73"
_MARGIN, _WORDS, _BETWEEN = 12.0, 0.56, 0.03
"""In mm; the part of the page that words take, and the part left between them and the charts."""
_LARGEST, _SMALLEST, _STEP = 9.0, 5.0, 0.5
"""Sizes of print in points: the largest in which all fits is taken."""
_TICKS = 4


def pdf(page: Handout, file: str) -> bytes:
    """The finished document: one page of A4, lying; what does not fit is printed smaller. ``file`` is the project's."""
    room = QBuffer()
    room.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(room)
    writer.setTitle(page.title)
    writer.setResolution(_DOTS)
    size, margins = QPageSize(QPageSize.PageSizeId.A4), QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Landscape, margins, QPageLayout.Unit.Millimeter))
    painter = QPainter(writer)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paper = QRectF(0, 0, writer.width(), writer.height())
    _words(painter, page, QRectF(0, 0, paper.width() * _WORDS, paper.height() - _dots(14)))
    left, width = paper.width() * (_WORDS + _BETWEEN), paper.width() * (1 - _WORDS - _BETWEEN)
    middle = paper.height() * 0.52
    _supply(painter, page, QRectF(left, 0, width, middle - _dots(10)))
    _costs(painter, page, QRectF(left, middle, width, paper.height() - middle - _dots(20)))
    painter.setFont(_font(7))
    painter.setPen(QColor(_FAINT))
    foot = say("handout-foot", file=file, date=formats.date(now().date()))
    painter.drawText(paper, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, foot)
    painter.end()
    return bytes(room.data().data())


def _dots(points: float) -> float:
    return points * _DOTS / 72


def _font(points: float, *, bold: bool = False) -> QFont:
    """A font of a size in points, told in dots, because a painter of a PDF and a document count differently."""
    font = QFont("Noto Sans")
    font.setPixelSize(round(_dots(points)))
    font.setBold(bold)
    return font


def _words(painter: QPainter, page: Handout, room: QRectF) -> None:
    """All that is said, in the largest print in which it fits."""
    points = _LARGEST
    document = _document(page, points, room.width())
    while document.size().height() > room.height() and points > _SMALLEST:
        points -= _STEP
        document = _document(page, points, room.width())
    document.drawContents(painter, room)


def _document(page: Handout, points: float, width: float) -> QTextDocument:
    document = QTextDocument()
    document.setDefaultFont(_font(points))
    document.setDocumentMargin(0)
    document.setHtml(_html(page, round(_dots(points))))
    document.setTextWidth(width)
    return document


def _html(page: Handout, size: int) -> str:
    """The words; ``size`` is that of the print, in dots."""
    pairs = [page.figures[at : at + 2] for at in range(0, len(page.figures), 2)]
    figures = [tuple(cell for pair in line for cell in pair) for line in pairs]
    told = _table(Listing("", (), tuple(figures)), size, bold=(1, 3))
    lists = "".join(
        f'<p style="margin-top:{size}px; margin-bottom:{size // 4}px"><b>{escape(each.heading)}</b></p>'
        + _table(each, size)
        + (f'<p style="color:{_FAINT}; margin:0">{escape(each.more)}</p>' if each.more else "")
        for each in page.lists
    )
    return (
        f'<body style="color:{_INK}"><p style="font-size:{2 * size}px; margin:0"><b>{escape(page.title)}</b></p>'
        f'<p style="color:{_FAINT}; margin:0">{escape(page.subtitle)}</p>'
        f'<p style="margin-top:{size // 2}px; margin-bottom:{size // 2}px"><b>{escape(page.status)}</b></p>'
        f"{told}{lists}</body>"
    )


def _table(listing: Listing, size: int, bold: tuple[int, ...] = ()) -> str:
    """A table as wide as the words: texts on the left, numbers behind them on the right."""
    texts = 2 if listing.rows and len(listing.header) == len(listing.rows[0]) and _names_two(listing) else 1

    def cell(at: int, text: str, tag: str, strong: bool) -> str:
        side = "right" if at >= texts and len(listing.header) > 1 else "left"
        words = f"<b>{escape(text)}</b>" if strong else escape(text)
        return f'<{tag} align="{side}" style="padding-right:{size // 2}px; padding-top:{size // 8}px">{words}</{tag}>'

    heads = "".join(
        f'<td align="{"right" if at >= texts else "left"}" style="color:{_FAINT}; padding-right:{size // 2}px">'
        f"{escape(text)}</td>"
        for at, text in enumerate(listing.header)
    )
    rows = "".join(
        "<tr>" + "".join(cell(at, text, "td", at in bold) for at, text in enumerate(row)) + "</tr>"
        for row in listing.rows
    )
    head = f"<tr>{heads}</tr>" if heads else ""
    return f'<table width="100%" cellspacing="0" cellpadding="0">{head}{rows}</table>'


def _names_two(listing: Listing) -> bool:
    """Whether the second column is a name too."""
    return listing.header[:2] == (say("handout-source"), say("handout-item"))


def _supply(painter: QPainter, page: Handout, room: QRectF) -> None:
    """Arrivals by month, the classes on one another, and the need as a line."""
    shades = [QColor(shade) for shade in CLASS_COLOURS.values()]
    names = [(name, shade) for (name, _), shade in zip(page.arrivals, shades, strict=True)]
    plot = _frame(painter, room, say("handout-chart-supply"), [*names, (say("handout-chart-need"), QColor(_INK))])
    sums = [sum(values) for values in zip(*(series for _, series in page.arrivals), strict=True)]
    most = _nice(max([*sums, *page.need, 1e-9]))
    _axis(painter, plot, most)
    step = plot.width() / max(len(page.months), 1)
    for at in range(len(page.months)):
        floor = plot.bottom()
        for (_, series), shade in zip(page.arrivals, shades, strict=True):
            high = series[at] / most * plot.height()
            painter.fillRect(QRectF(plot.left() + (at + 0.1) * step, floor - high, 0.8 * step, high), shade)
            floor -= high
    painter.setPen(QPen(QColor(_INK), _dots(1)))
    spots = [
        (plot.left() + (at + 0.5) * step, plot.bottom() - x / most * plot.height()) for at, x in enumerate(page.need)
    ]
    painter.drawPolyline(QPolygonF([QPointF(*spot) for spot in spots]))
    painter.setFont(_font(6.5))
    every = max(1, round(_dots(34) / step))
    painter.setPen(QColor(_FAINT))
    for at in range(0, len(page.months) - every // 2, every):
        place = QRectF(plot.left() + at * step, plot.bottom() + _dots(2), every * step, _dots(10))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, formats.month(page.months[at]))


def _costs(painter: QPainter, page: Handout, room: QRectF) -> None:
    """The parts of the cost as bars, each with its amount."""
    plot = _frame(painter, room, say("handout-chart-cost"), [])
    font = _font(7.5)
    painter.setFont(font)
    wide = QFontMetricsF(font, painter.device())
    names = max([wide.horizontalAdvance(name) for name, _ in page.costs], default=0.0) + _dots(6)
    amounts = [formats.number(value, 2) for _, value in page.costs]
    figures = max(map(wide.horizontalAdvance, amounts), default=0.0) + _dots(6)
    step = min(plot.height() / max(len(page.costs), 1), _dots(20))
    most = max([abs(value) for _, value in page.costs], default=1.0)
    left, length = room.left() + names, room.width() - names - figures
    middle = Qt.AlignmentFlag.AlignVCenter
    for at, ((name, value), amount) in enumerate(zip(page.costs, amounts, strict=True)):
        line = QRectF(room.left(), plot.top() + at * step, room.width(), step)
        painter.setPen(QColor(_INK))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, name)
        bar = QRectF(left, line.top() + 0.2 * step, length * abs(value) / most, 0.6 * step)
        painter.fillRect(bar, QColor(_COST if value > 0 else _COMES_IN))
        painter.drawText(line.translated(bar.right() + _dots(4) - line.left(), 0), middle, amount)


def _frame(painter: QPainter, room: QRectF, title: str, legend: list[tuple[str, QColor]]) -> QRectF:
    """Title and legend of a chart; what is left for its plot."""
    painter.setFont(_font(9, bold=True))
    painter.setPen(QColor(_INK))
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, title)
    font = _font(7)
    painter.setFont(font)
    wide, across = QFontMetricsF(font, painter.device()), room.left()
    for name, shade in legend:
        painter.fillRect(QRectF(across, room.top() + _dots(17), _dots(7), _dots(7)), shade)
        painter.drawText(QPointF(across + _dots(9), room.top() + _dots(23.5)), name)
        across += _dots(19) + wide.horizontalAdvance(name)
    below = _dots(32 if legend else 18)
    return room.adjusted(_dots(28) if legend else 0, below, 0, -_dots(14))


def _axis(painter: QPainter, plot: QRectF, most: float) -> None:
    painter.setFont(_font(6.5))
    for tick in range(_TICKS + 1):
        down = plot.bottom() - tick / _TICKS * plot.height()
        painter.setPen(QPen(QColor(_LINE), _dots(0.5)))
        painter.drawLine(QPointF(plot.left(), down), QPointF(plot.right(), down))
        painter.setPen(QColor(_FAINT))
        place = QRectF(plot.left() - _dots(40), down - _dots(5), _dots(36), _dots(10))
        painter.drawText(
            place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{most * tick / _TICKS:g}"
        )


def _nice(value: float) -> float:
    """The next of 1, 2, 4, 6, 8 times a power of ten, which four ticks part evenly."""
    power = 10.0
    while power > value:
        power /= 10
    while power * 10 <= value:
        power *= 10
    return next(power * step for step in (1, 2, 4, 6, 8, 10) if power * step >= value)
