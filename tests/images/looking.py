"""What a machine can see of a picture: words that are cut, labels that lie over one another, what is outside."""

from collections.abc import Iterator

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPicture
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTabBar,
    QWidget,
)

from desktop.gui.words import Elided

_ROUNDING = 2
_HEADER_ROOM = 8


def cut(window: QWidget) -> list[str]:
    """The words that have less room than they need, and no tooltip that has them whole."""
    return [told for widget in _seen(window) for told in _cut(widget)]


def overlapping(window: QWidget) -> list[str]:
    """The labels of axes that lie over one another."""
    plots = [plot for plot in window.findChildren(pg.PlotWidget) if plot.isVisible()]
    return [
        f"{window.objectName()} {one} over {other}"
        for plot in plots
        for axis in ("left", "bottom")
        for one, other in _crossing(plot.getPlotItem().getAxis(axis))
    ]


def outside(window: QWidget) -> list[str]:
    """The widgets that stick out of what holds them, where nothing scrolls."""
    found = []
    for widget in _seen(window):
        holder = widget.parentWidget()
        if holder is None or widget.isWindow() or _scrolls(widget):
            continue
        room = holder.rect().adjusted(-_ROUNDING, -_ROUNDING, _ROUNDING, _ROUNDING)
        if not room.contains(widget.geometry()) and not widget.geometry().isEmpty():
            found.append(f"{_named(widget)} at {widget.geometry().getRect()} in {_named(holder)} {holder.size()}")
    return found


def _seen(window: QWidget) -> Iterator[QWidget]:
    return (widget for widget in window.findChildren(QWidget) if widget.isVisible())


def _cut(widget: QWidget) -> Iterator[str]:
    match widget:
        case Elided():
            if widget.text() != widget.whole and not widget.toolTip():
                yield f"{_named(widget)} “{widget.whole}”"
        case QLabel() if widget.text() and not widget.toolTip() and not _fits(widget):
            yield f"{_named(widget)} “{widget.text()}” in {widget.size()} needs {widget.sizeHint()}"
        case QAbstractButton() if widget.text() and not widget.toolTip():
            if widget.sizeHint().width() > widget.width() + _ROUNDING:
                yield f"{_named(widget)} “{widget.text()}” in {widget.width()} needs {widget.sizeHint().width()}"
        case QTabBar() if not widget.usesScrollButtons():
            yield from (
                f"tab “{widget.tabText(at)}”"
                for at in range(widget.count())
                if widget.isTabVisible(at)
                and widget.fontMetrics().horizontalAdvance(widget.tabText(at)) > widget.tabRect(at).width()
            )
        case QHeaderView() if widget.orientation() is Qt.Orientation.Horizontal:
            yield from _cut_headers(widget)
        case QComboBox() if not widget.isEditable() and not widget.toolTip():
            need = widget.fontMetrics().horizontalAdvance(widget.currentText())
            if need > widget.width() - 24:
                yield f"{_named(widget)} “{widget.currentText()}” in {widget.width()} needs {need}"


def _fits(label: QLabel) -> bool:
    room = label.contentsRect()
    if label.wordWrap():
        return label.heightForWidth(label.width()) <= label.height() + _ROUNDING
    lines = label.text().split("\n")
    wide = max(label.fontMetrics().horizontalAdvance(line) for line in lines)
    high = label.fontMetrics().height() * len(lines)
    return wide <= room.width() + _ROUNDING and high <= room.height() + _ROUNDING


def _cut_headers(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    for at in range(header.count()):
        if header.isSectionHidden(at):
            continue
        text = str(model.headerData(at, Qt.Orientation.Horizontal) or "")
        told = model.headerData(at, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        need = max(QFontMetrics(header.font()).horizontalAdvance(line) for line in text.split("\n"))
        if need + _HEADER_ROOM > header.sectionSize(at) and not told:
            yield f"header “{text}” in {header.sectionSize(at)} needs {need}"


def _crossing(axis: pg.AxisItem) -> Iterator[tuple[str, str]]:
    picture = QPicture()
    painter = QPainter(picture)
    font = axis.style["tickFont"]
    if font is not None:
        painter.setFont(font)
    specs = axis.generateDrawSpecs(painter)
    painter.end()
    places = [(QRectF(place), text) for place, _, text in (specs[2] if specs else ()) if text]
    for at, (place, text) in enumerate(places):
        for other, words in places[:at]:
            both = place.intersected(other)
            if both.width() > 1 and both.height() > _ROUNDING:
                yield words, text


def _scrolls(widget: QWidget) -> bool:
    """Whether something between a widget and its window scrolls, or cuts it on purpose."""
    above = widget.parentWidget()
    while above is not None and not above.isWindow():
        if isinstance(above.parentWidget(), QScrollArea) or above.inherits("QAbstractScrollArea"):
            return True
        above = above.parentWidget()
    return widget.inherits("QAbstractScrollArea") or widget.geometry() == QRect(QPoint(), widget.size())


def _named(widget: QWidget) -> str:
    above = widget.parentWidget()
    own = f"{type(widget).__name__} {widget.objectName() or widget.accessibleName()}".strip()
    return f"{type(above).__name__}/{own}" if above else own
