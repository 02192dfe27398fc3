"""Charts as pictures: on the clipboard, as PNG at twice or three times the size of the screen, as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QBuffer, QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsView, QWidget

from desktop.gui import theme
from desktop.session import documents

FINE = 2.0
FINER = 3.0


def picture(view: QWidget, scale: float = FINE) -> QImage:
    """What a widget shows, with so many pixels for each of its own; text and lines are drawn anew, not enlarged."""
    image = QImage(view.size() * scale, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor(theme.colours().surface))
    view.render(image)
    return image


def save(view: QWidget, path: Path) -> None:
    """Write what a widget shows, by the ending of the name as SVG or as PNG, whole or not at all; raises FileFault."""
    room = QBuffer()
    room.open(QBuffer.OpenModeFlag.WriteOnly)
    if path.suffix.lower() == ".svg":
        _draw(view, room)
    else:
        picture(view, FINER).save(room, "PNG")  # type: ignore[call-overload]
    documents.keep(path, bytes(room.data().data()))


@contextmanager
def bare(view: QWidget, *beside: QWidget) -> Iterator[None]:
    """Show a widget as pictures do: without what is ``beside`` the chart, and no edge that tells where the keys go."""
    shown = [each for each in beside if not each.isHidden()]
    focused = next((each for each in shown if each.hasFocus()), None)
    for each in shown:
        each.hide()
    _set_edge(view, plain=True)
    try:
        yield
    finally:
        _set_edge(view, plain=False)
        for each in shown:
            each.show()
        if focused is not None:  # with it hidden the keys went elsewhere
            focused.setFocus()


def _set_edge(view: QWidget, plain: bool) -> None:
    view.setProperty("pictured", plain)
    view.style().unpolish(view)
    view.style().polish(view)


def _draw(view: QWidget, room: QBuffer) -> None:
    """Qt would put what a scene shows into the drawing as an image: scenes are drawn by themselves."""
    paper = QSvgGenerator()
    paper.setOutputDevice(room)
    paper.setTitle(view.accessibleName())
    paper.setSize(view.size())
    paper.setResolution(view.logicalDpiX())  # else axes, which are drawn ahead, come out smaller than the rest
    paper.setViewBox(view.rect())
    painter = QPainter(paper)
    scenes = [scene for scene in view.findChildren(QGraphicsView) if scene.isVisibleTo(view)]
    places = [QRect(scene.mapTo(view, QPoint()), scene.size()) for scene in scenes]
    beside = QRegion(view.rect())
    for place in places:
        beside -= place
    painter.fillRect(view.rect(), QColor(theme.colours().surface))
    view.render(painter, QPoint(), beside)
    for scene, place in zip(scenes, places, strict=True):
        scene.render(painter, QRectF(place), scene.viewport().rect())
    painter.end()
