"""The details at the right of the data page: they follow its current cell, can be hidden, and remember their width."""

from __future__ import annotations

import attrs
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from desktop.gui.hub import Hub
from desktop.gui.pages.data import DataPage
from desktop.gui.tables.details_panel import DetailsPanel
from desktop.gui.tables.grid import Grid
from desktop.gui.tables.month_grid import MonthGrid
from desktop.session.details import Place

_NARROWEST = 220


class DetailsSide(QObject):
    """Puts the panel beside the grids; ``toggle`` shows or hides it, ``go`` leads into it and back."""

    def __init__(self, hub: Hub, data: DataPage) -> None:
        super().__init__(data)
        self._hub, self._data = hub, data
        self.panel = DetailsPanel(hub)
        self.panel.setMinimumWidth(_NARROWEST)
        data.split.addWidget(self.panel)
        data.split.setStretchFactor(2, 0)
        self._place_at(hub.settings.details_width)
        self.panel.setVisible(hub.settings.details)
        self.panel.closed.connect(self.toggle)
        self.panel.wanted.connect(self._go_to)
        data.moved.connect(self.refresh)
        data.settling.connect(self.panel.keep_note)
        data.split.splitterMoved.connect(self._on_moved)

    def shown(self) -> bool:
        """Whether the details are shown."""
        return self._hub.settings.details

    def toggle(self) -> None:
        """Show or hide the details."""
        self._hub.settings = attrs.evolve(self._hub.settings, details=not self.shown())
        self.panel.setVisible(self.shown())
        if self.shown():
            self._place_at(self._hub.settings.details_width)
            self.refresh()
        else:
            self.panel.keep_note()
            self._data.shown.setFocus()

    def go(self) -> None:
        """Go from the grid to the details, or from there back."""
        focus = QApplication.focusWidget()
        if focus is not None and self.panel.isAncestorOf(focus):
            self._data.shown.setFocus()
            return
        if not self.shown():
            self.toggle()
        self.panel.evidence.adding.setFocus(Qt.FocusReason.ShortcutFocusReason)
        for first in (self.panel.problems, self.panel.evidence.lines):
            if first.isVisible():
                first.setFocus(Qt.FocusReason.ShortcutFocusReason)
                break

    def refresh(self) -> None:
        """Show the record of the current cell as it is now."""
        if self.shown():
            self.panel.show_place(place_of(self._data.shown))

    def _place_at(self, width: int) -> None:
        sizes = self._data.split.sizes()
        rest = max(sum(sizes[1:]), 2 * _NARROWEST)
        self._data.split.setSizes([sizes[0], max(rest - width, _NARROWEST), width])

    def _go_to(self, place: Place) -> None:
        self._data.show_table(place.table)
        self._data.go_to(place.row, place.field)

    def _on_moved(self) -> None:
        self._hub.settings = attrs.evolve(self._hub.settings, details_width=self._data.split.sizes()[2])


def place_of(view: Grid | MonthGrid) -> Place | None:
    """The record and field of a view's current cell, None where there is none."""
    index = view.currentIndex()
    if isinstance(view, MonthGrid):
        return view.lines.place_at(index)
    if not index.isValid():
        return None
    return Place(view.table.name, view.records.row_numbers()[index.row()], view.records.fields[index.column()].name)
