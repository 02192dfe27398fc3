"""Paints the mix triangle: its ground, its dots with their names, and what is said of a place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property

import attrs
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from desktop.gui import theme
from desktop.gui.charts.triangle_state import HEIGHT, Dot, Place, Triangle, place, split_at
from desktop.session.shares import WHOLE, Split
from desktop.text import formats

_MAP = "cividis"
_RADIUS, _NEAR = 7.0, 12.0
_EDGE = 8
_TICKS = (200, 400, 600, 800)
_AROUND = tuple((across, down) for down in (0, 1, -1, 2, -2, 3, -3) for across in (1, -1))
"""Where a name may stand: right or left of its dot, then lower or higher by its lines."""
_LONGEST_NAME = 130.0
"""More of a name is told under the pointer."""
_MOST_NAMED = 8
"""How many mixes that lie at one place are named there."""
_LIGHT, _INK, _SHADE = QColor("#FFFFFF"), QColor("#1B2330"), QColor(20, 24, 32, 150)
"""What is drawn over the colours of the cells, which are the same in every appearance."""


@attrs.frozen(slots=False)
class Frame:
    """Where the triangle lies in a widget of a size: as large as there is room beside its words."""

    size: QSize

    @cached_property
    def box(self) -> QRectF:
        """What the triangle just fits into."""
        line = QFontMetricsF(theme.sized(theme.SMALL)).height()
        width, height = self.size.width() - 2 * _EDGE, self.size.height() - 2 * line - 2 * _EDGE
        side = max(min(width, height / HEIGHT), 1.0)
        return QRectF((self.size.width() - side) / 2, line + _EDGE, side, side * HEIGHT)

    @property
    def outline(self) -> QPolygonF:
        """The triangle itself."""
        return QPolygonF([self.point(corner) for corner in ((0.0, 0.0), (0.5, HEIGHT), (1.0, 0.0))])

    def point(self, spot: Place) -> QPointF:
        """A place of the triangle in the widget."""
        box = self.box
        return QPointF(box.left() + spot[0] * box.width(), box.bottom() - spot[1] * box.width())

    def where(self, split: Split) -> QPointF:
        """Where shares lie in the widget."""
        return self.point(place(split))

    def split(self, position: QPointF) -> Split:
        """The shares at a position, or at the edge nearest to it."""
        box = self.box
        return split_at(((position.x() - box.left()) / box.width(), (box.bottom() - position.y()) / box.width()))

    def is_inside(self, position: QPointF) -> bool:
        """Whether a position is in the triangle."""
        return self.outline.containsPoint(position, Qt.FillRule.OddEvenFill)

    def dot_at(self, state: Triangle, position: QPointF) -> Dot | None:
        """The dot at a position; of several the nearest, of those in the same place the chosen one."""
        near = {dot.mix: QLineF(self.where(dot.split), position).length() for dot in state.dots}
        found = [dot for dot in state.dots if near[dot.mix] <= _NEAR]
        return min(found, key=lambda dot: (near[dot.mix], dot.mix != state.current), default=None)


def colour_map() -> pg.ColorMap:
    """The colours from the least to the greatest value, which everybody tells apart."""
    return pg.colormap.get(_MAP)


def ground(painter: QPainter, frame: Frame, state: Triangle) -> None:
    """Cells, the lines of the shares, contours, the region in which every target is met, and the corners."""
    outline = QPainterPath()
    outline.addPolygon(frame.outline)
    outline.closeSubpath()
    painter.fillPath(outline, QColor(theme.colours().sunken))
    painter.setClipPath(outline)
    _cells(painter, frame, state)
    _grid(painter, frame)
    _met(painter, frame, state)
    _contours(painter, frame, state)
    painter.setClipping(False)
    painter.strokePath(outline, QPen(QColor(theme.colours().muted), 1.2))
    _corners(painter, frame, state)


def dots(painter: QPainter, frame: Frame, state: Triangle) -> None:
    """Every mix, the chosen one on top, with its name."""
    ordered = sorted(state.dots, key=lambda dot: dot.mix == state.current)
    _names(painter, frame, state, ordered[::-1])
    for dot in ordered:
        _dot(painter, frame.where(dot.split), dot.colour, current=dot.mix == state.current)


def hover(painter: QPainter, frame: Frame, state: Triangle, pointer: QPointF) -> None:
    """What is said of the place under the pointer: the mixes there, its shares, and the nearest cell that is known."""
    if not frame.is_inside(pointer):
        return
    split = frame.split(pointer)
    here = [dot.name for dot in state.dots if _round(frame, dot).contains(pointer)]
    lines = [*here[:_MOST_NAMED], *(["…"] if len(here) > _MOST_NAMED else []), told(state, split)]
    if state.cells:
        near = min(state.cells, key=lambda cell: sum(abs(a - b) for a, b in zip(cell.split, split, strict=True)))
        lines += near.told
    font, shown = theme.sized(theme.SMALL), theme.colours()
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    width, height = max(map(metrics.horizontalAdvance, lines)) + 12, metrics.height() * len(lines) + 8
    left = pointer.x() + 16
    left = left if left + width <= frame.size.width() else max(pointer.x() - 16 - width, 0)
    top = min(pointer.y() + 16, frame.size.height() - height)
    box = QRectF(left, top, width, height)
    painter.setPen(QPen(QColor(shown.border), 1))
    painter.setBrush(QColor(shown.surface))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(shown.text))
    painter.drawText(box.adjusted(6, 4, -6, -4), Qt.AlignmentFlag.AlignLeft, "\n".join(lines))


def told(state: Triangle, split: Split) -> str:
    """Shares in words."""
    shares = (f"{name} {formats.percent(share / WHOLE)}" for name, share in zip(state.corners, split, strict=True))
    return ", ".join(shares)


def _cells(painter: QPainter, frame: Frame, state: Triangle) -> None:
    colours = colour_map()
    low, high = state.span
    for step, cells in state.levels():
        for cell in cells:
            path = _cell(frame, cell.split, step)
            if not cell.reached:
                painter.fillPath(path, QColor(theme.colours().sunken))
                painter.fillPath(path, QBrush(QColor(theme.colours().border), Qt.BrushStyle.BDiagPattern))
                continue
            share = (cell.value - low) / (high - low) if high > low and math.isfinite(cell.value) else 0.5
            colour = colours.map(share, mode="qcolor")
            painter.setPen(QPen(colour, 1))  # over the hairline that smoothing leaves between neighbours
            painter.setBrush(colour)
            painter.drawPath(path)


def _met(painter: QPainter, frame: Frame, state: Triangle) -> None:
    """The outline of the region in which every target is met."""
    step, cells = state.whole
    region = QPainterPath()
    for cell in cells:
        region = region.united(_cell(frame, cell.split, step)) if cell.met else region
    region = region.simplified()
    painter.strokePath(region, QPen(_LIGHT, 5))
    painter.strokePath(region, QPen(_INK, 2))


def _cell(frame: Frame, split: Split, step: int) -> QPainterPath:
    """All places that are nearer to a split of a grid than to any other."""
    middle, radius = frame.where(split), frame.box.width() * step / WHOLE / math.sqrt(3)
    angles = [math.pi / 6 + number * math.pi / 3 for number in range(6)]
    path = QPainterPath()
    path.addPolygon(
        QPolygonF([middle + QPointF(radius * math.cos(angle), radius * math.sin(angle)) for angle in angles])
    )
    path.closeSubpath()
    return path


def _grid(painter: QPainter, frame: Frame) -> None:
    line = QColor(theme.colours().text)
    line.setAlpha(40)
    painter.setPen(QPen(line, 0.8))
    for tick in _TICKS:
        rest = WHOLE - tick
        for one, other in (
            ((tick, rest, 0), (tick, 0, rest)),
            ((rest, tick, 0), (0, tick, rest)),
            ((rest, 0, tick), (0, rest, tick)),
        ):
            painter.drawLine(frame.where(one), frame.where(other))


def _contours(painter: QPainter, frame: Frame, state: Triangle) -> None:
    font = theme.sized(theme.SMALL - 1)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    for contour in state.contours():
        painter.setPen(QPen(QColor(255, 255, 255, 170), 1.2))
        for one, other in contour.pieces:
            painter.drawLine(frame.point(one), frame.point(other))
        one, other = contour.pieces[len(contour.pieces) // 2]
        middle = frame.point(((one[0] + other[0]) / 2, (one[1] + other[1]) / 2))
        text = formats.number(contour.value, state.decimals)
        box = metrics.boundingRect(text).adjusted(-3, -1, 3, 1)
        box.moveCenter(middle)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_SHADE)
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(_LIGHT)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _corners(painter: QPainter, frame: Frame, state: Triangle) -> None:
    font = theme.sized(theme.SMALL, bold=True)
    painter.setFont(font)
    painter.setPen(QColor(theme.colours().text))
    metrics, box = QFontMetricsF(font), frame.box
    line = metrics.height()
    top, left, right = state.corners
    flags = Qt.AlignmentFlag
    painter.drawText(QRectF(0, box.top() - line - 3, frame.size.width(), line), flags.AlignHCenter, top)
    below = _below(frame, state)
    painter.drawText(below, flags.AlignLeft, left)
    painter.drawText(below, flags.AlignRight, right)


def _below(frame: Frame, state: Triangle) -> QRectF:
    """Where the names of the lower corners stand."""
    metrics, box = QFontMetricsF(theme.sized(theme.SMALL, bold=True)), frame.box
    _, left, right = state.corners
    ends = box.adjusted(-_EDGE, 0, _EDGE, 0)
    more = metrics.horizontalAdvance(left) + metrics.horizontalAdvance(right) + _EDGE - ends.width()
    ends.adjust(-max(more, 0) / 2, 0, max(more, 0) / 2, 0)
    strip = QRectF(ends.left(), box.bottom() + 4, ends.width(), metrics.height())
    return strip & QRectF(QRect(QPoint(0, 0), frame.size))


def _dot(painter: QPainter, middle: QPointF, colour: str, *, current: bool) -> None:
    radius = _RADIUS + (2 if current else 0)
    painter.setPen(QPen(_LIGHT, 2.5))
    painter.setBrush(QColor(colour))
    painter.drawEllipse(middle, radius, radius)
    if current:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.colours().text), 1.5))
        painter.drawEllipse(middle, radius + 2, radius + 2)


def _names(painter: QPainter, frame: Frame, state: Triangle, ordered: Sequence[Dot]) -> None:
    """The names beside their dots, where they cover neither dots, corners nor names before them; else there is none."""
    plate = QColor(theme.colours().surface)
    taken = [_below(frame, state), *(_round(frame, dot) for dot in ordered)]
    plate.setAlpha(215)
    for dot in ordered:
        font = theme.sized(theme.SMALL, bold=dot.mix == state.current)
        measure = QFontMetricsF(font)
        name = measure.elidedText(dot.name, Qt.TextElideMode.ElideRight, _LONGEST_NAME)
        box = _name_box(frame, measure.boundingRect(name).adjusted(-4, -1, 4, 1), dot, taken)
        if box is None:
            continue
        taken.append(box)
        lead(painter, frame.where(dot.split), box)
        painter.setFont(font)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(plate)
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QColor(theme.colours().text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)


def lead(painter: QPainter, middle: QPointF, box: QRectF) -> None:
    """A thin line from a dot to its name, where that does not stand right beside it."""
    if box.top() <= middle.y() <= box.bottom():
        return
    end = QPointF(box.left() if box.left() > middle.x() else box.right(), box.center().y())
    for colour, width in ((theme.colours().surface, 3.0), (theme.colours().muted, 1.0)):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawLine(middle, end)


def _name_box(frame: Frame, box: QRectF, dot: Dot, taken: Sequence[QRectF]) -> QRectF | None:
    """The first place around a dot that is free, and in the widget; None where none is."""
    middle, room = frame.where(dot.split), QRectF(QRect(QPoint(0, 0), frame.size))
    away = _RADIUS + 7 + box.width() / 2
    for across, down in _AROUND:
        spot = QRectF(box)
        spot.moveCenter(middle + QPointF(across * away, down * box.height()))
        if room.contains(spot) and not any(spot.intersects(other) for other in taken):
            return spot
    return None


def _round(frame: Frame, dot: Dot) -> QRectF:
    radius = _RADIUS + 2
    return QRectF(-radius, -radius, 2 * radius, 2 * radius).translated(frame.where(dot.split))
