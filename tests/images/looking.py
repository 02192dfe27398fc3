"""What a machine can see of a picture: words that are cut, labels that lie over one another, what is outside."""

from collections.abc import Iterator
from contextlib import contextmanager

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPicture
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QStackedLayout,
    QStyledItemDelegate,
    QTabBar,
    QTableView,
    QWidget,
)

from desktop.gui.charts.plot import Plot
from desktop.gui.words import Elided

_ROUNDING = 2
_HEADER_ROOM = 8
_MOST_ROWS, _ARROW, _EDGES = 50, 24, 16


def cut(window: QWidget) -> list[str]:
    """The words that have less room than they need, and no tooltip that has them whole."""
    return [told for widget in _seen(window) for told in _cut(widget)]


@contextmanager
def shortening(window: QWidget) -> Iterator[list[str]]:
    """The texts that are cut with an ellipsis while something is painted, but for those of labels with a tooltip."""
    found: list[str] = []
    whole = QFontMetrics.elidedText

    def noting(metrics: QFontMetrics, text: str, mode: Qt.TextElideMode, width: int, flags: int = 0) -> str:
        shown = whole(metrics, text, mode, width, flags)
        if shown != text:
            found.append(text)
        return shown

    QFontMetrics.elidedText = noting  # type: ignore[assignment,method-assign]
    try:
        yield found
    finally:
        QFontMetrics.elidedText = whole  # type: ignore[method-assign]
    labels = {label.whole for label in window.findChildren(Elided)}
    found[:] = [text for text in dict.fromkeys(found) if text not in labels]


def shortened(window: QWidget) -> list[str]:
    """The labels that are cut with an ellipsis, though their tooltips have them whole."""
    labels = (widget for widget in _seen(window) if isinstance(widget, Elided))
    return [label.whole for label in labels if label.text() != label.whole]


def overlapping(window: QWidget) -> list[str]:
    """The labels of axes that lie over one another."""
    plots = [plot for plot in window.findChildren(Plot) if plot.isVisible()]
    return [
        f"{window.objectName()} {one} over {other}"
        for plot in plots
        for axis in ("left", "bottom")
        for one, other in _crossing(plot.axes[axis])
    ]


def over_one_another(window: QWidget) -> list[str]:
    """The parts of a layout that lie over one another: it had less room than they need."""
    found = []
    for holder in (window, *_seen(window)):
        parts = [widget for widget in _laid_out(holder.layout()) if widget.isVisible()]
        for at, widget in enumerate(parts):
            for other in parts[:at]:
                both = widget.geometry().intersected(other.geometry())
                if both.width() > _ROUNDING and both.height() > _ROUNDING:
                    found.append(f"{_named(widget)} over {_named(other)} by {both.size()}")
    return found


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


def _laid_out(layout: QLayout | None) -> Iterator[QWidget]:
    """The widgets of a layout and of those within it, but for those that share a place on purpose."""
    if layout is None or isinstance(layout, QStackedLayout):
        return
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget = item.widget() if item is not None else None
        if widget is not None:
            yield widget
        elif item is not None:
            yield from _laid_out(item.layout())


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
            yield from _cut_tabs(widget)
        case QHeaderView() if widget.orientation() is Qt.Orientation.Horizontal:
            yield from _cut_headers(widget)
        case QTableView() | QListWidget():
            yield from _cut_cells(widget)
        case QComboBox() | QLineEdit() if not widget.toolTip():
            yield from _cut_field(widget)


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


def _cut_field(field: QComboBox | QLineEdit) -> Iterator[str]:
    """What is chosen from a list, or what an empty field asks for; what somebody enters may be of any length."""
    if isinstance(field, QComboBox):
        text, beside = "" if field.isEditable() else field.currentText(), _ARROW
    else:
        text, beside = "" if field.text() else field.placeholderText(), _EDGES
    need = field.fontMetrics().horizontalAdvance(text)
    if text and need > field.width() - beside:
        yield f"{_named(field)} “{text}” in {field.width()} needs {need}"


def _cut_tabs(tabs: QTabBar) -> Iterator[str]:
    for at in range(tabs.count()):
        need = tabs.fontMetrics().horizontalAdvance(tabs.tabText(at))
        if tabs.isTabVisible(at) and need > tabs.tabRect(at).width():
            yield f"tab “{tabs.tabText(at)}”"


def _cut_cells(view: QAbstractItemView) -> Iterator[str]:
    """The cells in sight whose texts Qt cuts by itself, and no tooltip has whole."""
    if type(view.itemDelegate()) is not QStyledItemDelegate:
        return
    model = view.model()
    for row in range(min(model.rowCount(), _MOST_ROWS)):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            need, box = view.sizeHintForIndex(index), view.visualRect(index)
            if box.isEmpty() or not index.data() or index.data(Qt.ItemDataRole.ToolTipRole):
                continue
            if need.width() > box.width() + _ROUNDING or need.height() > box.height() + _ROUNDING:
                yield f"cell “{index.data()}” in {box.size()} needs {need}"


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
