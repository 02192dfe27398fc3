"""What the document is: its file, how large it is, who has it open, and how many records each table holds."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.gui.hub import Hub
from desktop.gui.list_dialog import ListDialog, Row
from desktop.gui.saving import read_only_words
from desktop.model.records import TABLES
from desktop.session.desk import Desk
from desktop.text import formats
from desktop.text.messages import say

_KILO = 1000


def show(hub: Hub, window: QWidget, name: str) -> ListDialog:
    """Open the window of properties."""
    desk = hub.desk
    titles = [say("property-table"), say("property-records")]
    dialog = ListDialog(window, say("properties-title", name=name), "\n".join(_lines(desk)), titles, ())
    tables = desk.project.tables
    dialog.show_rows([Row((table.title, formats.number(len(tables[table.name]))), table) for table in TABLES])
    dialog.open()
    return dialog


def _lines(desk: Desk) -> list[str]:
    place = desk.place
    if place.path is None:
        return [say("property-nowhere")]
    lines = [say("property-path", path=str(place.path))]
    if place.stamp is not None:
        lines.append(say("property-size", size=formats.number(place.stamp.size / _KILO)))
    if desk.saved_at is not None:
        lines.append(say("property-saved", at=formats.moment(desk.saved_at)))
    if place.read_only:
        lines.append(read_only_words(place))
    return lines
