"""How the matrix is drawn: names in two lines where one is too short, figures above verdicts, the chosen framed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView, QWidget

from desktop.gui import theme
from desktop.gui.scenarios.matrix_model import Cell, CellRole, ChosenRole
from desktop.gui.tables.column_header import ColumnHeader
from desktop.gui.tables.editing import EnteringDelegate
from desktop.gui.tables.table_list import Index

ROW, NARROWEST = 40, 118
_PAD, _DOT = 8, 12


class MatrixHeader(ColumnHeader):
    """The names of the mixes, each with its colour; nothing is sorted or moved here."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.frozen = 1
        self.setSectionsClickable(False)
        self.setSectionsMovable(False)
        self.setMouseTracking(False)
        self.setMinimumSectionSize(NARROWEST)

    def sizeHint(self) -> QSize:
        """As high as a row."""
        return QSize(super().sizeHint().width(), ROW)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """A spot of the mix's colour, and its name."""
        shown, model = theme.colours(), self.model()
        role, across = Qt.ItemDataRole, Qt.Orientation.Horizontal
        painter.save()
        painter.fillRect(rect, QColor(shown.sunken))
        painter.setPen(QColor(shown.border))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inside = rect.adjusted(_PAD, 0, -_PAD, 0)
        spot = model.headerData(logicalIndex, across, role.DecorationRole)
        if spot is not None:
            spot.paint(painter, QRect(inside.left(), inside.center().y() - _DOT // 2, _DOT, _DOT))
            inside.setLeft(inside.left() + _DOT + _PAD // 2)
        painter.setPen(QColor(shown.muted))
        painter.setFont(theme.sized(theme.BASE_POINT_SIZE))
        _name(painter, inside, str(model.headerData(logicalIndex, across, role.DisplayRole) or ""))
        painter.restore()


class MatrixPainter(EnteringDelegate):
    """A name, or two lines of figures; the chosen row is soft, the chosen plan has a frame."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """What any cell needs."""
        return QSize(NARROWEST, ROW)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """A line in the middle of the row."""
        editor.setGeometry(option.rect.adjusted(2, 6, -2, -6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        shown, box, view = theme.colours(), option.rect, option.widget
        current = isinstance(view, QTableView) and view.hasFocus() and view.currentIndex() == index
        row_chosen = index.model().index(index.row(), 0).data(ChosenRole)
        painter.save()
        painter.fillRect(box, QColor(shown.accent_soft if row_chosen else shown.surface))
        painter.setPen(QColor(shown.border))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if index.column() and index.data(ChosenRole):
            painter.setPen(QPen(QColor(shown.accent), 2))
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -3), 4, 4)
        if current:
            painter.setPen(QPen(QColor(shown.text), 1, Qt.PenStyle.DotLine))
            painter.drawRect(box.adjusted(1, 1, -1, -2))
        inside = box.adjusted(_PAD, 0, -_PAD, 0)
        if index.column():
            _cell(painter, inside, index.data(CellRole))
        else:
            painter.setPen(QColor(shown.text))
            painter.setFont(theme.sized(theme.BASE_POINT_SIZE, bold=bool(row_chosen)))
            _name(painter, inside, index.data())
        painter.restore()


def needed(cells: Sequence[Sequence[Cell]]) -> int:
    """The width at which no cell is cut."""
    figures, verdicts = (QFontMetrics(theme.sized(size)) for size in (theme.BASE_POINT_SIZE, theme.SMALL))
    above = {figures.horizontalAdvance(text) for text in {cell.figures for row in cells for cell in row}}
    below = {verdicts.horizontalAdvance(text) for text in {cell.verdict for row in cells for cell in row}}
    return max([NARROWEST, *(width + 2 * _PAD + 1 for width in above | below)])


def name_lines(metrics: QFontMetrics, text: str, width: int) -> list[str]:
    """A name in one line, or in two of which the second is cut where it is too long."""
    words = text.split()
    first = next((n for n in range(len(words), 0, -1) if metrics.horizontalAdvance(" ".join(words[:n])) <= width), 0)
    lines = [" ".join(words[:first]), " ".join(words[first:])] if first else [text]
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines if line]


def _name(painter: QPainter, box: QRect, text: str) -> None:
    lines = name_lines(painter.fontMetrics(), text, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "\n".join(lines))


def _cell(painter: QPainter, box: QRect, cell: Cell) -> None:
    shown = theme.colours()
    painter.setFont(theme.sized(theme.BASE_POINT_SIZE))
    height = QFontMetrics(painter.font()).height()
    if not cell.figures:
        painter.setFont(theme.sized(theme.SMALL))
        painter.setPen(QColor(getattr(shown, cell.state or "muted")))
        _line(painter, box, cell.verdict)
        return
    painter.setPen(QColor(shown.text if cell.state else shown.muted))
    _line(painter, QRect(box.left(), box.center().y() - height, box.width(), height), cell.figures)
    painter.setFont(theme.sized(theme.SMALL))
    painter.setPen(QColor(getattr(shown, cell.state or "muted")))
    _line(painter, QRect(box.left(), box.center().y(), box.width(), height), cell.verdict)


def _line(painter: QPainter, box: QRect, text: str) -> None:
    words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
