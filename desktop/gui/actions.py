"""Every action of the window as data: one row each for menu, toolbar, shortcut and handler."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import attrs
from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QIcon, QKeySequence

from desktop.gui import theme
from desktop.text.messages import say

Handler = Callable[..., Any]


def always() -> bool:
    """The action can be used at any time."""
    return True


@attrs.frozen
class Action:
    """One action: its text is the message ``action-<id>``, or what ``text`` answers.

    ``checked`` makes it a choice that can be on or off. ``menu`` is the menu it stands in; a ``gap`` comes before
    it. ``local`` actions only work where the focus is in the widget they are added to.
    """

    id: str
    menu: str
    handler: Handler
    icon: str = ""
    shortcut: str = ""
    enabled: Callable[[], bool] = always
    text: Callable[[], str] | None = None
    checked: Callable[[], bool] | None = None
    gap: bool = False


class Actions(QObject):
    """The Qt actions made from the rows, kept up to date; ``before`` is called before any of them acts."""

    def __init__(self, rows: Iterable[Action], parent: QObject, before: Callable[[], None] = lambda: None) -> None:
        super().__init__(parent)
        self._before = before
        self.rows = tuple(rows)
        self._made = {row.id: self._make(row) for row in self.rows}
        self.refresh()

    def __getitem__(self, name: str) -> QAction:
        """The Qt action of a row."""
        return self._made[name]

    @Slot()
    def refresh(self) -> None:
        """Ask every row again whether it can be used and what it is called."""
        for row in self.rows:
            made = self._made[row.id]
            made.setEnabled(row.enabled())
            if row.text is not None:
                made.setText(row.text())
            if row.checked is not None:
                made.setChecked(row.checked())

    def recolour(self) -> None:
        """Draw the icons again in the theme's colours."""
        for row in self.rows:
            if row.icon:
                self._made[row.id].setIcon(theme.icon(row.icon))

    def _make(self, row: Action) -> QAction:
        made = QAction(theme.icon(row.icon) if row.icon else QIcon(), "", self)
        made.setText(row.text() if row.text else say(f"action-{row.id}"))
        made.setCheckable(row.checked is not None)
        if row.shortcut:
            made.setShortcut(QKeySequence(row.shortcut))
        handler = row.handler

        def act(*_: object) -> None:
            self._before()
            handler()

        made.triggered.connect(act)
        return made
