"""How a timeline of events is drawn: fiscal years and months at the top, lanes of bars below."""

from __future__ import annotations

import attrs
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from desktop.gui import theme
from desktop.gui.scenarios.timeline_state import PAD, Placed, Timeline
from desktop.text import formats

YEARS, MONTHS, LANE, BAR = 22, 20, 30, 24
HEAD = YEARS + MONTHS
_NAMED, _LETTERED, _QUARTER = 30.0, 13.0, 3
_FAMILIES = {"licences": 5, "capacity": 2, "money": 1, "time": 6, "need": 3, "agreement": 4}
"""The series colour of each family of events."""
_STRIP, _ROUND = 4, 4
_ARROW = 5


@attrs.frozen
class Look:
    """What is drawn besides the events: how wide a month is, how far it is scrolled, what is chosen."""

    month: float
    scrolled: QPointF
    chosen: int | None
    focused: bool


def paint_months(painter: QPainter, state: Timeline, look: Look, size: QRectF, chosen: Placed | None) -> None:
    """The lines between months, and above them their names; those of the chosen event are marked."""
    shown = theme.colours()
    shift = -look.scrolled.x()
    painter.fillRect(QRectF(0, 0, size.width(), HEAD), QColor(shown.sunken))
    if chosen is not None:
        span = QRectF(chosen.left + shift, YEARS, chosen.right - chosen.left, MONTHS)
        painter.fillRect(span, QColor(shown.accent_soft))
        painter.fillRect(QRectF(span.left(), HEAD - 2, span.width(), 2), QColor(shown.accent))
    for at in range(state.months + 1):
        month, x = state.month(at), at * look.month + shift
        year, quarter = month.month == 4, month.month in (1, 7, 10)  # noqa: PLR2004 - April begins a fiscal year
        if year or quarter:
            painter.setPen(QPen(QColor(shown.border), 1))
            painter.drawLine(QPointF(x, 0 if year else YEARS), QPointF(x, size.height() if state.bars else HEAD))
    painter.setPen(QColor(shown.border))
    painter.drawLine(QPointF(0, HEAD), QPointF(size.width(), HEAD))
    _name_months(painter, state, look)


def _name_months(painter: QPainter, state: Timeline, look: Look) -> None:
    shown, shift = theme.colours(), -look.scrolled.x()
    painter.setFont(theme.sized(theme.SMALL, bold=True))
    painter.setPen(QColor(shown.text))
    metrics = QFontMetricsF(painter.font())
    for year, first, count in state.fiscal_years:
        name, room = formats.fiscal_year(year), count * look.month - 2 * PAD
        box = QRectF(first * look.month + shift + PAD, 0, room, YEARS)
        visible = box.intersected(QRectF(PAD, 0, 1e6, YEARS))
        if metrics.horizontalAdvance(name) <= visible.width():
            painter.drawText(visible, Qt.AlignmentFlag.AlignVCenter, name)
    painter.setFont(theme.sized(theme.SMALL))
    painter.setPen(QColor(shown.muted))
    for at in range(state.months):
        name, width = _month_name(state, at, look.month)
        if name:
            box = QRectF(at * look.month + shift, YEARS, width, MONTHS)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)


def _month_name(state: Timeline, at: int, month: float) -> tuple[str, float]:
    """What stands over a month and over how many pixels; narrow ones are named by quarter of the fiscal year."""
    name = formats.month(state.month(at))
    if month >= _NAMED:
        return name[:3], month
    if month >= _LETTERED:
        return name[:1], month
    number = (state.month(at).month - 4) % 12
    if number % _QUARTER or at + _QUARTER > state.months:
        return "", 0.0
    return f"Q{number // _QUARTER + 1}", _QUARTER * month


def bar_box(bar: Placed, look: Look) -> QRectF:
    """Where a bar is on the screen."""
    top = HEAD + PAD + bar.lane * LANE - look.scrolled.y()
    return QRectF(bar.left - look.scrolled.x() + 1, top, max(bar.right - bar.left - 2, 3), BAR)


def paint_bar(painter: QPainter, bar: Placed, look: Look) -> None:
    """One event: soft, with a strip of its family's colour; the chosen one in the accent, open ends with an arrow."""
    shown, box, chosen = theme.colours(), bar_box(bar, look), bar.bar.row == look.chosen
    colour = QColor(theme.series_colour(_FAMILIES.get(bar.bar.family, 6)))
    fill = QColor(shown.accent) if chosen else theme.mixed(colour.name(), shown.surface, 0.82)
    painter.setPen(QPen(QColor(shown.accent) if chosen else colour, 1))
    painter.setBrush(QColor(shown.surface) if bar.outside else fill)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
    if not chosen and not bar.outside:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRect(QRectF(box.left() + 1, box.top() + 1, min(_STRIP, box.width() - 2), box.height() - 2))
    ink = QColor(shown.on_accent if chosen else colour)
    if bar.bar.first is None or bar.outside:
        _arrow(painter, QPointF(box.left() + _STRIP + 3, box.center().y()), -1, ink)
    if bar.bar.last is None:
        _arrow(painter, QPointF(box.right() - 4, box.center().y()), 1, ink)
    if chosen and look.focused:
        painter.setPen(QPen(QColor(shown.text), 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), _ROUND + 2, _ROUND + 2)
    painter.setFont(theme.sized(theme.SMALL))
    painter.setPen(QColor(shown.on_accent if chosen and (bar.inside or bar.cut) else shown.text))
    text = _text_box(bar, box, look)
    metrics = QFontMetricsF(painter.font())
    words = metrics.elidedText(bar.bar.text, Qt.TextElideMode.ElideRight, text.width())
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, words)


def _text_box(bar: Placed, box: QRectF, look: Look) -> QRectF:
    """Where the text stands; one inside its bar stays in sight while that begins outside of it."""
    left = bar.text_left - look.scrolled.x() + PAD + 2
    text = QRectF(left, box.top(), bar.text_right - bar.text_left - PAD, BAR)
    return text.intersected(QRectF(PAD, 0, 1e6, 1e6)) if bar.inside else text


def _arrow(painter: QPainter, at: QPointF, side: int, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    tip = QPointF(at.x() + side * _ARROW, at.y())
    painter.drawPolygon(QPolygonF([tip, QPointF(at.x(), at.y() - _ARROW), QPointF(at.x(), at.y() + _ARROW)]))
