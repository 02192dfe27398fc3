"""The mixes of a project as cards side by side: chosen by arrows or mouse, renamed in place, coloured at the dot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QMenu, QWidget

from desktop.gui.choosers import dot
from desktop.gui.mix_figures import MixCard
from desktop.gui.mix_painting import CARD, SIZE, MixPainter, dot_of, widths_of
from desktop.gui.tables.editing import edit_current
from desktop.gui.words import tooltip
from desktop.session.mixes import COLOURS
from desktop.text.messages import say

_ID = Qt.ItemDataRole.UserRole + 1
_NAMES = ("blue", "green", "amber", "vermilion", "pink", "sky", "indigo", "brown", "teal", "slate")


class MixCards(QListWidget):
    """One card is always chosen.

    ``chosen``, ``opened`` (Enter) and ``dropped`` (Delete) carry the id of a mix, ``renamed`` and ``coloured`` also
    what it is to be called or coloured.
    """

    chosen = Signal(str)
    opened = Signal(str)
    dropped = Signal(str)
    renamed = Signal(str, str)
    coloured = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cards")
        self.setAccessibleName(say("mixes"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFlow(QListWidget.Flow.LeftToRight)
        self.setWrapping(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked)
        self.acts: list[QAction] = []
        self.popup: QMenu | None = None
        self._painter = MixPainter(self)
        self._painter.renamed.connect(self.renamed)
        self.setItemDelegate(self._painter)
        self.currentItemChanged.connect(self._on_current)

    def show_cards(self, cards: Sequence[MixCard], current: str) -> None:
        """Show these cards with one of them chosen; a name that is being typed stays where it is."""
        self.blockSignals(True)
        widths = widths_of(cards)
        if [self.item(at).data(_ID) for at in range(self.count())] != [card.mix for card in cards]:
            self.clear()
            for card in cards:
                item = QListWidgetItem(self)
                item.setData(_ID, card.mix)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        elif widths == self._painter.widths:  # where none moves the list need not be laid out again
            self.model().blockSignals(True)
        self._painter.widths = widths
        for at, card in enumerate(cards):
            item = self.item(at)
            if item.data(CARD) != card:
                item.setData(CARD, card)
                item.setText(card.name)
                item.setToolTip(tooltip(card.said))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, card.said)
                self.update(self.indexFromItem(item))
            if card.mix == current and self.currentRow() != at:
                self.setCurrentRow(at)
        self.model().blockSignals(False)
        self.blockSignals(False)

    def card(self, mix: str) -> MixCard | None:
        """The card of a mix as it is shown."""
        found = (self.item(at).data(CARD) for at in range(self.count()))
        return next((card for card in found if card.mix == mix), None)

    @property
    def mix(self) -> str:
        """The mix whose card is chosen, "" without any."""
        return str(self.currentItem().data(_ID)) if self.currentRow() >= 0 else ""

    def rename(self) -> None:
        """Edit the name of the chosen card in place."""
        self.setFocus()
        edit_current(self)

    def colour_menu(self, parent: QWidget) -> QMenu:
        """The colours to choose from for the chosen mix."""
        menu, mix, card = QMenu(say("mix-colour"), parent), self.mix, self.card(self.mix)
        for name, colour in zip(_NAMES, COLOURS, strict=True):
            act = menu.addAction(dot(colour), say(f"mix-colour-{name}"))
            act.setCheckable(True)
            act.setChecked(card is not None and card.colour.upper() == colour)
            act.triggered.connect(lambda _=False, chosen=colour: self.coloured.emit(mix, chosen))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the plan, Delete asks for the mix to be deleted; the rest is as in any list."""
        typing = self.state() is QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.mix and not typing:
            self.opened.emit(self.mix)
        elif event.key() == Qt.Key.Key_Delete and self.mix and not typing:
            self.dropped.emit(self.mix)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a dot offers colours."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        item = self.itemAt(at) if event.button() is Qt.MouseButton.LeftButton else None
        if item is not None and dot_of(self.visualItemRect(item)).adjusted(-5, -5, 5, 5).contains(at):
            self._pop_up(self.colour_menu(self), at)

    def contextMenuEvent(self, event: object) -> None:
        """What can be done with the chosen card, at the mouse or, by the keyboard, at the card."""
        if self.currentItem() is None:
            return
        menu = QMenu(self)
        menu.addActions(self.acts)
        menu.addMenu(self.colour_menu(menu))
        self._pop_up(menu, self.visualItemRect(self.currentItem()).center())

    def sizeHint(self) -> QSize:
        """As high as one card, with room for the bar below."""
        height = self.sizeHintForRow(0) if self.count() else SIZE.height()
        bar = self.horizontalScrollBar()
        return QSize(super().sizeHint().width(), height + (bar.sizeHint().height() if bar.maximum() else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for the bar where not all cards are seen."""
        super().resizeEvent(event)
        if self.height() != self.sizeHint().height():
            self.setFixedHeight(self.sizeHint().height())

    def _pop_up(self, menu: QMenu, at: QPoint) -> None:
        self.popup = menu
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(at))

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_ID))
