"""Paints the mix triangle: its ground, its dots with their names, and what is said of a place."""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from desktop.gui import theme
from desktop.gui.charts import triangle_names
from desktop.gui.charts.triangle_frame import EDGE, Frame
from desktop.gui.charts.triangle_state import Dot, Triangle
from desktop.session.shares import WHOLE, Split
from desktop.text import formats

_MAP = "cividis"
_RADIUS = 7.0
_TICKS = (200, 400, 600, 800)
_LIGHT, _INK, _SHADE = QColor("#FFFFFF"), QColor("#1B2330"), QColor(20, 24, 32, 150)
"""What is drawn over the colours of the cells, which are the same in every appearance."""


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
    taken = [_below(frame, state), *(_round(frame, dot) for dot in ordered)]
    triangle_names.paint(painter, frame, state, ordered[::-1], taken)
    for dot in ordered:
        _dot(painter, frame.where(dot.split), dot.colour, current=dot.mix == state.current)


def hover(painter: QPainter, frame: Frame, state: Triangle, pointer: QPointF) -> None:
    """What is said of the place under the pointer: the mixes there, its shares, and the nearest cell that is known."""
    if not frame.is_inside(pointer):
        return
    split = frame.split(pointer)
    here = [dot.name for dot in state.dots if _round(frame, dot).contains(pointer)]
    lines = [told(state, split)]
    if state.cells:
        near = min(state.cells, key=lambda cell: sum(abs(a - b) for a, b in zip(cell.split, split, strict=True)))
        lines += near.told
    font, shown = theme.sized(theme.SMALL), theme.colours()
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    most = max(int((frame.size.height() - 8) / metrics.height()) - len(lines), 1)
    more = [f"+{len(here) - most + 1}"] if len(here) > most else []
    lines = [*here[: most - len(more)], *more, *lines]
    width, height = max(map(metrics.horizontalAdvance, lines)) + 12, metrics.height() * len(lines) + 8
    left = pointer.x() + 16
    left = left if left + width <= frame.size.width() else max(pointer.x() - 16 - width, 0)
    top = max(min(pointer.y() + 16, frame.size.height() - height), 0)
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
    ends = box.adjusted(-EDGE, 0, EDGE, 0)
    more = metrics.horizontalAdvance(left) + metrics.horizontalAdvance(right) + EDGE - ends.width()
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


def _round(frame: Frame, dot: Dot) -> QRectF:
    radius = _RADIUS + 2
    return QRectF(-radius, -radius, 2 * radius, 2 * radius).translated(frame.where(dot.split))
