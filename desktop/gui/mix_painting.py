"""Draws the card of a mix and edits its name in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionViewItem, QWidget

from desktop.gui import theme
from desktop.gui.mix_figures import MixCard
from desktop.gui.tables.editing import EnteringDelegate
from desktop.text.messages import say

Index = QModelIndex | QPersistentModelIndex
CARD = Qt.ItemDataRole.UserRole + 2
SIZE = QSize(236, 88)
_GAP, _EDGE, _DOT, _LINE = 4, 8, 12, 20
_FIGURES = {"coverage": "100.0 %", "cost": "₹9,999.9 crore", "licence": "99.9 %"}
"""The figures, each with one as long as most are: five cards fit beside each other in a small window."""


class MixPainter(EnteringDelegate):
    """A card: dot and name, three figures with their names, how the plan stands. ``renamed`` carries mix and name."""

    renamed = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.widths = widths_of(())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All cards are of one size, which grows with the font."""
        line = QFontMetrics(theme.sized(theme.BASE_POINT_SIZE)).height()
        width = sum(self.widths) + 2 * _EDGE + 2 * _GAP
        return QSize(max(SIZE.width(), width), max(SIZE.height(), 4 * line + 16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one card; the chosen one has a border in the accent colour, and its name is bold."""
        card, shown = index.data(CARD), theme.colours()
        if not isinstance(card, MixCard):
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
        box = option.rect.adjusted(0, 1, -2 * _GAP, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(shown.accent if chosen else shown.border), 2 if focused else 1))
        painter.setBrush(QColor(shown.accent_soft if chosen else shown.surface))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(card.colour))
        painter.drawEllipse(dot_of(option.rect))
        _write(painter, name_of(option.rect), card.name, shown.text, theme.sized(theme.BASE_POINT_SIZE, bold=True))
        self._figures(painter, box, card)
        colour = {"good": shown.good, "warn": shown.warn, "bad": shown.bad}.get(card.state, shown.muted)
        line = QRect(box.left() + _EDGE, box.bottom() - _LINE - 2, box.width() - 2 * _EDGE, _LINE)
        _write(painter, line, card.status, colour, theme.sized(theme.SMALL))
        painter.restore()

    def _figures(self, painter: QPainter, box: QRect, card: MixCard) -> None:
        shown, left = theme.colours(), box.left() + _EDGE
        figures = (card.coverage, card.cost, card.licence)
        for name, value, width in zip(_FIGURES, figures, self.widths, strict=True):
            place = QRect(left, box.top() + 27, width - _GAP, _LINE)
            colour = shown.muted if card.old else shown.text
            _write(painter, place, value, colour, theme.sized(theme.BASE_POINT_SIZE))
            place.translate(0, _LINE - 4)
            _write(painter, place, say(f"mix-figure-{name}"), shown.muted, theme.sized(theme.SMALL - 1))
            left += width

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line for the name."""
        editor = QLineEdit(parent)
        editor.setAccessibleName(say("mix-rename"))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with the name as it is; what was typed stays when figures of the card change meanwhile."""
        card = index.data(CARD)
        if isinstance(editor, QLineEdit) and isinstance(card, MixCard) and not editor.isModified():
            editor.setText(card.name)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Tell the new name; an empty one changes nothing."""
        card = index.data(CARD)
        if isinstance(editor, QLineEdit) and isinstance(card, MixCard):
            name = editor.text().strip()
            if name and name != card.name:
                self.renamed.emit(card.mix, name)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Stand where the name stands."""
        editor.setGeometry(name_of(option.rect).adjusted(-7, -3, 4, 3))


def widths_of(cards: Sequence[MixCard]) -> list[int]:
    """The room of each figure with its name, in which none of any card is cut."""
    names, values = QFontMetrics(theme.sized(theme.SMALL - 1)), QFontMetrics(theme.sized(theme.BASE_POINT_SIZE))
    found = []
    for name, usual in _FIGURES.items():
        texts = {usual, *(str(getattr(card, name)) for card in cards)}
        widest = max(map(values.horizontalAdvance, texts))
        found.append(max(widest, names.horizontalAdvance(say(f"mix-figure-{name}"))) + _GAP + 1)
    return found


def dot_of(rect: QRect) -> QRect:
    """Where the dot of a card in ``rect`` is."""
    return QRect(rect.left() + _EDGE, rect.top() + 10, _DOT, _DOT)


def name_of(rect: QRect) -> QRect:
    """Where the name of a card in ``rect`` stands."""
    left = rect.left() + _EDGE + _DOT + 8
    return QRect(left, rect.top() + 6, rect.right() - 2 * _GAP - _EDGE - left, _LINE)


def _write(painter: QPainter, place: QRect, text: str, colour: str, font: QFont) -> None:
    """A line of text, cut with an ellipsis where it does not fit."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
