"""What can be done on the data page: its rows of actions, when they can be used, and the menus of its cells."""

from __future__ import annotations

from operator import attrgetter

from PySide6.QtCore import Qt

from desktop.gui.actions import Action, Actions, Handler
from desktop.gui.details_side import DetailsSide
from desktop.gui.main_window import MainWindow
from desktop.gui.pages.data import DataPage
from desktop.session.matrix import SHAPES
from desktop.session.spreading import METHODS, Method

_CELLS = (
    *("cut", "copy", "paste", "paste-rows", "clear", ""),
    *("fill-down", "fill-right", "fill-all", ""),
    *("insert-above", "insert-below", "duplicate", "move-up", "move-down", "delete-rows", ""),
    *("column", "only-problems", "show-all"),
)
_MONTHS = (*(name for name in _CELLS[:10] if name != "paste-rows"), *(f"spread-{method}" for method in METHODS))


class DataActs:
    """When actions on the data page can be used, and what they do."""

    def __init__(self, window: MainWindow, data: DataPage, details: DetailsSide) -> None:
        self._window, self._data, self._details = window, data, details

    def rows(self) -> list[Action]:
        """The actions on cells, rows and what is shown, in the order of the menu."""
        data, on_data, on_table = self._data, self.on_data, self.on_table
        some, rows = self.has_rows, self.can_change_rows
        return [
            Action("cut", "edit", self._act("cells.cut"), "", "Ctrl+X", on_data, gap=True),
            Action("copy", "edit", self._act("cells.copy"), "", "Ctrl+C", on_data),
            Action("paste", "edit", self._act("cells.paste"), "", "Ctrl+V", on_data),
            Action("paste-rows", "edit", self._act("cells.paste_rows"), "", "Ctrl+Shift+V", rows),
            Action("clear", "edit", self._act("cells.clear"), "", "", on_data),
            Action("fill-down", "edit", self._act("cells.fill_down"), "", "Ctrl+D", on_data, gap=True),
            Action("fill-right", "edit", self._act("cells.fill_right"), "", "Ctrl+R", on_data),
            Action("fill-all", "edit", self._act("cells.fill_all"), "", "Ctrl+Return", on_data),
            *(
                Action(f"spread-{method}", "edit", self._spreading(method), enabled=self.on_months, gap=at == 0)
                for at, method in enumerate(METHODS)
            ),
            Action("add-row", "edit", self._act("rows.add"), "add", "Ctrl++", rows, gap=True),
            Action("insert-above", "edit", self._act("rows.insert_above"), "", "Ctrl+Shift+I", rows),
            Action("insert-below", "edit", self._act("rows.insert_below"), "", "Ctrl+Shift+B", rows),
            Action("duplicate", "edit", self._act("rows.duplicate"), "duplicate", "Ctrl+Shift+D", some),
            Action("move-up", "edit", self._act("rows.move_up"), "", "Alt+Shift+Up", some),
            Action("move-down", "edit", self._act("rows.move_down"), "", "Alt+Shift+Down", some),
            Action("delete-rows", "edit", self._act("rows.delete"), "delete", "Ctrl+-", some),
            Action("find", "edit", data.start_find, "", "Ctrl+F", on_data, gap=True),
            Action("replace", "edit", data.replacing.open, "", "Ctrl+H", on_table),
            Action("column", "edit", self._act("column_menu"), "filter", "Ctrl+Shift+L", on_table, gap=True),
            Action("only-problems", "edit", data.toggle_problems, "", "Shift+F8", on_table, checked=self.only_problems),
            Action("show-all", "edit", data.show_all, "", "Ctrl+Shift+A", self.has_filters),
        ]

    def view_rows(self) -> list[Action]:
        """The actions on how the page looks."""
        details, on_data = self._details, self.on_data
        return [
            Action("months", "view", self.toggle_months, "", "Ctrl+M", self.has_months, checked=self.on_months),
            Action("table-before", "view", self._stepping(-1), "", "Ctrl+PgUp", on_data),
            Action("table-after", "view", self._stepping(1), "", "Ctrl+PgDown", on_data),
            Action("details", "view", details.toggle, "", "F4", on_data, checked=details.shown),
            Action("go-details", "view", details.go, "", "F6", on_data),
        ]

    def fill_menus(self, actions: Actions) -> None:
        """Offer actions in the menus of cells, and of months; "" is a line between them."""
        self._data.cell_actions = [actions[name] if name else None for name in _CELLS]
        self._data.month_actions = [actions[name] if name else None for name in _MONTHS]

    def on_data(self) -> bool:
        """Whether the data page is shown."""
        return self._window.pages.currentWidget() is self._data

    def on_table(self) -> bool:
        """Whether a table is shown record by record."""
        return self.on_data() and not self._data.in_months

    def on_months(self) -> bool:
        """Whether a table is shown as months across."""
        return self.on_data() and self._data.in_months

    def has_months(self) -> bool:
        """Whether the table shown can be seen as months across."""
        return self.on_data() and self._data.grid.table.name in SHAPES

    def toggle_months(self) -> None:
        """See the table as months across, or as a table again."""
        self._data.show_months(shown=not self._data.in_months)

    def can_change_rows(self) -> bool:
        """Whether rows can be added to or taken from the grid shown."""
        return self.on_table() and self._data.grid.can_change_rows

    def has_rows(self) -> bool:
        """Whether rows are selected that can go."""
        return self.can_change_rows() and self._data.grid.selectionModel().hasSelection()

    def only_problems(self) -> bool:
        """Whether the grid shows only rows with problems."""
        return self._data.grid.records.arrangement.problems

    def has_filters(self) -> bool:
        """Whether the grid may hide rows."""
        return self.on_table() and self._data.grid.records.arrangement.filters

    def _act(self, name: str) -> Handler:
        """What the grid or the months shown have by a name; after an act on rows the keys go to them."""

        def act() -> None:
            attrgetter(name)(self._data.shown)()
            if name.startswith("rows."):
                self._data.shown.setFocus(Qt.FocusReason.OtherFocusReason)

        return act

    def _stepping(self, by: int) -> Handler:
        """Go to another table, and to its cells."""

        def act() -> None:
            self._data.tables.step(by)
            self._data.shown.setFocus(Qt.FocusReason.OtherFocusReason)

        return act

    def _spreading(self, method: Method) -> Handler:
        return lambda: self._data.months.grid.cells.spread(method)
