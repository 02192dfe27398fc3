"""A panel over the right side of a page: where a bar or cell comes from, and what limits it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.page import scrolling
from desktop.gui.views.why import Told
from desktop.gui.words import plain_label
from desktop.session.pins import Figure
from desktop.text.messages import say

_WIDTH = 380
_FIRST = 5
"""So many lines are shown at first, that what limits a figure is in sight with what it is made of."""
Line = tuple[str, str, Figure | None]
"""A name, an amount, and what it can be held by."""


class WhyPanel(QFrame):
    """Lies over its parent, pinned to its right edge, below the bar ``under``; Escape or the cross hides it.

    ``hold_wanted`` carries the figure (of ``session.pins``) of a row that is to be held; ``left`` tells that it is
    hidden. Who asked by keys goes into it, and back when it is hidden.
    """

    hold_wanted = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget, under: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page, self._under = parent, under
        self.setProperty("card", True)
        self.setAccessibleName(say("why"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._heading = plain_label()
        self._heading.setFont(theme.sized(theme.TITLE, bold=True))
        self._heading.setWordWrap(True)
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setToolTip(say("why-close"))
        self._close.setAccessibleName(say("why-close"))
        self._close.clicked.connect(self.hide)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._area: QScrollArea | None = None
        self._asker: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(2 * theme.GRID, theme.GRID + 4, theme.GRID, theme.GRID)
        self._layout.addLayout(head)
        self.told: Told | None = None
        parent.installEventFilter(self)
        self.hide()

    def show_told(self, told: Told, asker: QWidget | None = None) -> None:
        """Show this, over what was shown before; ``asker`` gives the keys to it until it is hidden."""
        self.told = told
        theme.set_icon(self._close, "close")
        self._heading.setText(told.heading)
        if self._area is not None:
            self._layout.removeWidget(self._area)
            self._area.hide()
            self._area.deleteLater()
        self._area = scrolling(self._content(told))
        self._layout.addWidget(self._area, 1)
        self._place()
        self.show()
        self.raise_()
        if asker is not None:
            self._asker = asker
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the keys back."""
        super().hideEvent(event)
        asker, self._asker = self._asker, None
        if asker is not None and asker.isVisible() and (self.hasFocus() or self.isAncestorOf(self._page.focusWidget())):
            asker.setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the right edge of the page; hide at an Escape that nothing on the page had a use for."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.isVisible():
            return self._leaves(event)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hide at Escape."""
        if not self._leaves(event):
            super().keyPressEvent(event)

    def _leaves(self, event: QKeyEvent) -> bool:
        """Hide if the key is Escape; whether it was."""
        escape = event.key() == Qt.Key.Key_Escape
        if escape:
            self.hide()
        return escape

    def _place(self) -> None:
        width = min(_WIDTH, self._page.width())
        top = self._under.geometry().bottom() + theme.GRID if self._under is not None else 0
        self.setGeometry(self._page.width() - width, top, width, self._page.height() - top)

    def _content(self, told: Told) -> QWidget:
        """The rows under their heading, then the limits under theirs."""
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, theme.GRID, 0)
        layout.setSpacing(theme.GRID)
        above = say(told.rows_heading)
        layout.addWidget(_small_heading(say("head-unit", name=above, unit=told.unit) if told.unit else above))
        layout.addLayout(self._list(_rows(told)))
        if told.limited:
            layout.addSpacing(theme.GRID)
            held = any(told.held)
            above = say("why-limits-held", unit=told.held_unit) if held else say("why-limits")
            layout.addWidget(_small_heading(above))
            layout.addLayout(self._list(_limits(told)))
        layout.addStretch(1)
        return content

    def _list(self, lines: Sequence[Line]) -> QGridLayout:
        """Lines beneath one another: the first few, and the others once they are asked for."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GRID)
        grid.setColumnStretch(0, 1)
        first = _FIRST if len(lines) > _FIRST + 1 else len(lines)
        self._add(grid, lines[:first], 0)
        if first < len(lines):
            more = QToolButton()
            more.setText(say("why-show-more", count=len(lines) - first))
            more.setAutoRaise(True)

            def show_others() -> None:
                more.hide()
                self._add(grid, lines[first:], first)

            more.clicked.connect(show_others)
            grid.addWidget(more, first, 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
        return grid

    def _add(self, grid: QGridLayout, lines: Sequence[Line], start: int) -> None:
        """Names and amounts, and a lock beside what can be held."""
        for at, (name, value, figure) in enumerate(lines, start):
            label = plain_label(name)
            label.setWordWrap(True)
            grid.addWidget(label, at, 0)
            grid.addWidget(plain_label(value), at, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            if figure is not None:
                grid.addWidget(self._lock(figure, name), at, 2, Qt.AlignmentFlag.AlignTop)

    def _lock(self, figure: Figure, name: str) -> QToolButton:
        """The button that holds the figure of a row."""
        button = QToolButton()
        button.setAutoRaise(True)
        theme.set_icon(button, "lock")
        button.setToolTip(say("pin-act"))
        button.setAccessibleName(f"{say('pin-act')} {name}")
        button.clicked.connect(lambda: self.hold_wanted.emit(figure))
        return button


def _rows(told: Told) -> Sequence[Line]:
    """What it is made of, with what each row can be held by."""
    lines = [(name, value, figure) for (name, value), figure in zip_longest(told.rows, told.figures)]
    return lines or [(say("why-nothing"), "", None)]


def _limits(told: Told) -> Sequence[Line]:
    """A sentence for each limit, those on which the most hangs first, with how much that is."""
    lines = [(sentence, held, None) for sentence, held in zip_longest(told.limits, told.held, fillvalue="")]
    return lines or [(say("why-no-limit"), "", None)]


def _small_heading(text: str) -> QWidget:
    label = plain_label(text, muted=True)
    label.setWordWrap(True)
    label.setFont(theme.sized(theme.SMALL, bold=True))
    return label
