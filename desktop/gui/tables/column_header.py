"""The header of columns: marks what sorts and filters, opens the menu of a column, keeps the first ones in sight."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.gui import theme

_SIGN, _WIDEST_FROZEN = 15, 0.7


class ColumnHeader(QHeaderView):
    """A click is ``sectionClicked``; ``chosen`` carries a column clicked with Ctrl.

    ``menu_wanted`` carries a column and the place on the screen where its menu opens.
    """

    chosen = Signal(int)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.frozen = 0
        self._sorts: Mapping[int, tuple[int, bool]] = {}
        self._filtered: frozenset[int] = frozenset()
        self._over = -1
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMouseTracking(True)

    @property
    def in_sight(self) -> tuple[int, ...]:
        """The columns that stay in sight; none when they would leave too little room for others."""
        if not self.frozen:
            return ()
        seen = (self.logicalIndex(at) for at in range(self.count()))
        found = tuple(column for column in seen if not self.isSectionHidden(column))[: self.frozen]
        wide = sum(map(self.sectionSize, found))
        return found if wide <= _WIDEST_FROZEN * self.viewport().width() else ()

    @property
    def covered(self) -> int:
        """The width of the columns that stay in sight."""
        return sum(map(self.sectionSize, self.in_sight))

    def show_marks(self, sorts: Mapping[int, tuple[int, bool]], filtered: frozenset[int]) -> None:
        """Mark columns as sorting, by their place among the keys and whether downwards, and as filtered."""
        self._sorts, self._filtered = sorts, filtered
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sections, then those that stay in sight over what scrolled beneath them."""
        super().paintEvent(event)
        if not self.offset() or not self.covered:
            return
        painter = QPainter(self.viewport())
        painter.fillRect(QRect(0, 0, self.covered, self.height()), QColor(theme.colours().sunken))
        at = 0
        for column in self.in_sight:
            self.paintSection(painter, QRect(at, 0, self.sectionSize(column), self.height()), column)
            at += self.sectionSize(column)
        painter.setPen(QColor(theme.colours().muted))
        painter.drawLine(at - 1, 0, at - 1, self.height())
        painter.end()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """The header's text; over its right end the signs of sorting and filtering, and under the mouse of its menu."""
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        signs = [
            sign
            for sign, there in (
                ("menu", logicalIndex == self._over),
                ("filter", logicalIndex in self._filtered),
                ("sort", logicalIndex in self._sorts),
            )
            if there
        ]
        if not signs:
            return
        painter.save()
        if marks := sum(sign != "menu" for sign in signs):  # what stands at the right end moves out of their way
            super().paintSection(painter, rect.adjusted(0, 0, -_SIGN * marks, 0), logicalIndex)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRect(rect.right() - _SIGN * len(signs) - 1, rect.top(), _SIGN * len(signs) + 1, rect.height() - 1)
        painter.fillRect(room, QColor(theme.colours().sunken))
        for place, sign in enumerate(signs, start=1):
            box = QRect(rect.right() - _SIGN * place - 2, rect.top(), _SIGN, rect.height())
            self._paint_sign(painter, box, sign, logicalIndex)
        painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The button at the right of a section opens its menu, Ctrl selects the column, else a click will sort."""
        event = self._over_frozen(event)
        at = event.position().toPoint().x()
        column = self.logicalIndexAt(at)
        left = event.button() is Qt.MouseButton.LeftButton and column >= 0
        edge = self.sectionViewportPosition(column) + self.sectionSize(column)
        if left and column == self._over and edge - _SIGN - 2 <= at < edge - 4:
            self._open_menu(column)
        elif left and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.chosen.emit(column)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the button of the section under the mouse."""
        event = self._over_frozen(event)
        self._show_button(self.logicalIndexAt(event.position().toPoint().x()))
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What Qt does, for the section that is seen there."""
        super().mouseReleaseEvent(self._over_frozen(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """What Qt does, for the section that is seen there; the second click is one too."""
        event = self._over_frozen(event)
        super().mouseDoubleClickEvent(event)
        if self.cursor().shape() is not Qt.CursorShape.SplitHCursor:
            super().mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """No section is under the mouse any more."""
        self._show_button(-1)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the section under the mouse."""
        at = event.pos().x()
        column = self.logicalIndexAt(at - self.offset() if at < self.covered else at)
        if column >= 0:
            self.menu_wanted.emit(column, event.globalPos())

    def _open_menu(self, column: int) -> None:
        left = self.sectionViewportPosition(column) + (self.offset() if column in self.in_sight else 0)
        self.menu_wanted.emit(column, self.mapToGlobal(QPoint(left, self.height())))

    def _show_button(self, column: int) -> None:
        if column != self._over:
            self._over = column
            self.viewport().update()

    def _over_frozen(self, event: QMouseEvent) -> QMouseEvent:
        """The event where the section that is painted under the mouse really lies."""
        place = event.position()
        if not self.offset() or not 0 <= place.x() < self.covered:
            return event
        moved = place - QPointF(self.offset(), 0)
        return QMouseEvent(
            event.type(), moved, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
        )

    def _paint_sign(self, painter: QPainter, box: QRect, sign: str, column: int) -> None:
        shown, middle = theme.colours(), QPointF(box.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shown.muted if sign == "menu" else shown.accent))
        if sign == "filter":
            funnel = ((-4.5, -4), (4.5, -4), (1, 0.5), (1, 4.5), (-1, 3), (-1, 0.5))
            painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in funnel]))
        elif sign == "menu":
            painter.drawPolygon(_triangle(middle, 3.5))
        else:
            place, down = self._sorts[column]
            several = len(self._sorts) > 1
            painter.drawPolygon(_triangle(middle - QPointF(3, 0) * several, 4.0 if down else -4.0))
            if several:
                painter.setPen(QColor(shown.accent))
                painter.setFont(theme.sized(theme.SMALL - 2))
                painter.drawText(box.adjusted(8, 0, 2, 0), Qt.AlignmentFlag.AlignCenter, str(place))


def _triangle(middle: QPointF, size: float) -> QPolygonF:
    """A triangle that points down, or up for a negative size."""
    corners = ((-abs(size), -size / 2), (abs(size), -size / 2), (0, size / 2))
    return QPolygonF([middle + QPointF(x, y) for x, y in corners])
