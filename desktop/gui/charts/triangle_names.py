"""The names of the dots of the mix triangle: each where it covers nothing, tied to its dot where that is away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from desktop.gui import theme
from desktop.gui.charts.triangle_frame import Frame
from desktop.gui.charts.triangle_state import Dot, Triangle

_BESIDE = 14.0
"""From the middle of a dot to its name."""
_LINES = (0, 1, -1, 2, -2, 3, -3)
"""By how many lines a name may stand lower or higher than its dot; one that finds no place there goes to an edge."""
_SAME = 4.0
"""Dots no further apart than so are one for the eye; the pointer tells them apart."""
_CROWD = 3
"""More of them at one place are named together."""
_LONGEST = 130.0
"""More of a name is told under the pointer."""
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


def paint(painter: QPainter, frame: Frame, state: Triangle, dots: Sequence[Dot], taken: Sequence[QRectF]) -> None:
    """The names, those of the first dots in the best places; many dots at one place have that of the first for all."""
    named = gathered([frame.where(dot.split) for dot in dots])
    counts, dots = list(named.values()), [dots[at] for at in named]
    fonts = [theme.sized(theme.SMALL, bold=dot.mix == state.current) for dot in dots]
    measures = [QFontMetricsF(font) for font in fonts]
    names = [
        each.elidedText(dot.name, Qt.TextElideMode.ElideRight, _LONGEST) + (f" +{more}" if more else "")
        for each, dot, more in zip(measures, dots, counts, strict=True)
    ]
    sizes = [(each.horizontalAdvance(name) + 8, each.height() + 2) for each, name in zip(measures, names, strict=True)]
    spots = [frame.where(dot.split) for dot in dots]
    room = QRectF(QRect(QPoint(0, 0), frame.size))
    plate = QColor(theme.colours().surface)
    plate.setAlpha(215)
    found = places(spots, sizes, room, taken)
    for spot, box in zip(spots, found, strict=True):
        if box is not None:
            lead(painter, spot, box)
    for font, name, box in zip(fonts, names, found, strict=True):
        if box is not None:
            painter.setFont(font)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(plate)
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(QColor(theme.colours().text))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)


def gathered(spots: Sequence[QPointF]) -> dict[int, int]:
    """Which spots are named, by number, with how many others that lie at the same place each name stands for."""
    found: dict[int, list[int]] = {}
    for at, spot in enumerate(spots):
        near = (one for one in found if (spots[one] - spot).manhattanLength() <= _SAME)
        found.setdefault(next(near, at), []).append(at)
    crowds = {one: len(all_) - 1 for one, all_ in found.items() if len(all_) > _CROWD}
    few = [at for all_ in found.values() if len(all_) <= _CROWD for at in all_]
    return dict(sorted({**crowds, **dict.fromkeys(few, 0)}.items()))


def places(
    spots: Sequence[QPointF], sizes: Sequence[tuple[float, float]], room: QRectF, taken: Sequence[QRectF]
) -> list[QRectF | None]:
    """Where each name stands: in the room, over nothing that is taken and no other name; None where there is no place.

    First as near to its spot as it can, else at the left or right edge of the room.
    """
    full: list[Box] = [(each.left(), each.top(), each.right(), each.bottom()) for each in taken]
    found: list[QRectF | None] = []
    for spot, (width, height) in zip(spots, sizes, strict=True):
        tried = _tried(spot.x(), spot.y(), width, height, room)
        free = next((box for box in tried if _is_free(box, room, full)), None)
        if free is not None:
            full.append(free)
        found.append(None if free is None else QRectF(free[0], free[1], width, height))
    return found


def lead(painter: QPainter, middle: QPointF, box: QRectF) -> None:
    """A thin line from a dot to its name, where that does not stand right beside it."""
    away = max(box.left() - middle.x(), middle.x() - box.right())
    if box.top() <= middle.y() <= box.bottom() and away <= 3 * _BESIDE:
        return
    end = QPointF(box.left() if box.left() > middle.x() else box.right(), box.center().y())
    for colour, width in ((theme.colours().surface, 3.0), (theme.colours().muted, 1.0)):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawLine(middle, end)


def _tried(x: float, y: float, width: float, height: float, room: QRectF) -> Iterator[Box]:
    """Beside the spot, right and left, then line by line away from it; then at the edges, the nearest line first."""
    for line in _LINES:
        top = y - height / 2 + line * height
        for left in (x + _BESIDE, x - _BESIDE - width):
            yield left, top, left + width, top + height
    count = int(room.height() // height)
    tops = sorted((room.top() + at * height for at in range(count)), key=lambda top: abs(top + height / 2 - y))
    edges = sorted((room.left(), room.right() - width), key=lambda left: abs(left + width / 2 - x))
    for left in edges:
        for top in tops:
            yield left, top, left + width, top + height


def _is_free(box: Box, room: QRectF, full: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    if left < room.left() or top < room.top() or right > room.right() or bottom > room.bottom():
        return False
    return not any(left < r and l < right and top < b and t < bottom for l, t, r, b in full)  # noqa: E741 - a box
