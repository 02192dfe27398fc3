"""A random session over the grids: after every step model, screen and file are equal.

Short in the suite; `pytest tests/gui/test_tables.py --steps 2000 -o timeout=0 -o faulthandler_timeout=0` goes on for
longer, which takes minutes, and `--seed N` goes another way.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.tables.blocks import Making
from desktop.gui.tables.grid import Grid
from desktop.gui.tables.sheet_acts import Ask
from desktop.model.errors import ProblemsFound
from desktop.model.plan import Plan
from desktop.model.project import Project
from desktop.session import jobs
from desktop.session.arranging import Among, Arrangement, Containing, Filled, Key, arranged, shown
from desktop.session.reading import Decimals
from tests.gui.window import answers, opened
from tests.tiny import tiny_project

TABLES = ("items", "offers", "sources", "targets", "rules", "regimes", "scenarios", "settings")
ENTRIES = (
    *("", "12", "-3", "1,23,456.5", "1.234,5", "12 t", "50%", "₹ 5", "JL", "magnet", "Jan 2027", "2027-03-04"),
    *("Dy, Tb", "kg", "=1+1", "naïve “x”", "मैग्नेट", "two\nlines", "a\tb", '"', "0", "domestic", "1e5", "IREL", "yes"),
)


class Seat:
    """Where a user sits before the grids: what can be seen, and what can be pointed at."""

    def __init__(self, qtbot: QtBot, parts: Parts, path: Path, seed: int) -> None:
        self.qtbot, self.parts, self.path = qtbot, parts, path
        self.chance = random.Random(seed)
        self._testers: dict[str, QAbstractItemModelTester] = {}
        self.switch()

    @property
    def grid(self) -> Grid:
        return self.parts.data.grid

    @property
    def project(self) -> Project:
        return self.parts.hub.project

    def look(self) -> None:
        """Screen and file are what the project is."""
        grid, table = self.grid, self.grid.table
        rows, there = grid.records.row_numbers(), self.project.tables[table.name]
        assert len(set(rows)) == len(rows)
        assert set(rows) <= set(there)
        asked = grid.records.arrangement
        if not grid.records.outdated:
            faulty = {p.row for p in self.parts.hub.problems if p.table == table.name and p.row is not None}
            if not asked.problems:
                assert rows == arranged(there, table.fields, asked, faulty)
        for at in range(min(len(rows), 40)):
            for column, field in enumerate(table.fields):
                told = grid.records.index(at, column).data()
                assert told == shown(getattr(there[rows[at]], field.name), field)
        assert [grid.verticalHeader().logicalIndex(at) for at in range(len(rows))] == list(range(len(rows)))
        assert grid.verticalHeader().count() == len(rows)
        copy = self.path.with_name("copy.dhatu")
        jobs.save_project(self.project, copy)
        assert jobs.open_project(copy).content() == self.project.content()

    def switch(self) -> None:
        name = self.chance.choice(TABLES)
        self.parts.data.show_table(name)
        if name not in self._testers:
            warn = QAbstractItemModelTester.FailureReportingMode.Warning
            self._testers[name] = QAbstractItemModelTester(self.grid.records, warn, self.grid)

    def _cell(self) -> tuple[int, int] | None:
        count = self.grid.records.rowCount()
        columns = self.grid.columns_shown()
        return (self.chance.randrange(count), self.chance.choice(columns)) if count else None

    def _select(self) -> None:
        first, last = self._cell(), self._cell()
        if first is None or last is None:
            return
        index = self.grid.records.index
        block = QItemSelection(
            index(min(first[0], last[0]), min(first[1], last[1])), index(max(first[0], last[0]), max(first[1], last[1]))
        )
        self.grid.setCurrentIndex(index(*first))
        self.grid.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)


class Session(Seat):
    """A user who does anything at all, by chance; ``step`` does one thing and looks whether all is well."""

    def __init__(self, qtbot: QtBot, parts: Parts, path: Path, seed: int) -> None:
        super().__init__(qtbot, parts, path, seed)
        self.done: list[str] = []
        self._acts: tuple[Callable[[], None], ...] = (
            *(self.edit, self.edit, self.type_in, self.paste, self.paste, self.cells, self.cells, self.rows, self.rows),
            *(self.arrange, self.arrange, self.lay_out, self.replace, self.go, self.undo, self.undo, self.redo),
            *(self.save, self.reopen, self.keys, self.months),
        )
        answers(parts, path)

    def step(self) -> None:
        act = self.chance.choice(self._acts)
        self.done.append(act.__name__)
        act()
        self.look()

    def go(self) -> None:
        self.switch()

    def edit(self) -> None:
        spot = self._cell()
        if spot:
            self.grid.records.setData(self.grid.records.index(*spot), self.chance.choice(ENTRIES))

    def type_in(self) -> None:
        """Open an editor, type, and leave it in some way; what is refused is left by Escape."""
        spot = self._cell()
        if not spot:
            return
        grid = self.grid
        grid.setCurrentIndex(grid.records.index(*spot))
        grid.edit(grid.currentIndex())
        editors = grid.viewport().findChildren(QLineEdit)
        if not editors:
            return
        editor = editors[-1]
        QTest.keyClicks(editor, self.chance.choice(("12", "JL", "Feb 2027", "x y")))
        QTest.keyClick(editor, self.chance.choice((Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape)))
        QApplication.processEvents()  # a commit is queued
        if grid.state() is grid.State.EditingState:
            QTest.keyClick(editor, Qt.Key.Key_Escape)
        self.qtbot.waitUntil(lambda: grid.state() is not grid.State.EditingState)

    def paste(self) -> None:
        width, height = self.chance.randint(1, 4), self.chance.randint(1, 4)
        if self.chance.random() < 0.3:
            self.grid.cells.copy()
        else:
            lines = ["\t".join(self.chance.choices(ENTRIES[:13], k=width)) for _ in range(height)]
            QGuiApplication.clipboard().setText("\n".join(lines))
        self._select()
        self.grid.cells.paste()

    def cells(self) -> None:
        self._select()
        acts = self.grid.cells
        self.chance.choice((acts.cut, acts.clear, acts.fill_down, acts.fill_right, acts.fill_all, acts.copy))()

    def rows(self) -> None:
        self._select()
        acts = self.grid.rows
        ways = (acts.add, acts.insert_above, acts.insert_below, acts.duplicate, acts.delete, acts.move_up)
        self.chance.choice((*ways, acts.move_down))()
        if self.grid.records.rowCount() > 60:
            self.grid.selectAll()
            acts.delete()

    def arrange(self) -> None:
        fields = self.grid.records.fields
        field = self.chance.choice(fields).name
        values = [getattr(record, field) for record in self.grid.all_records()]
        conditions = (
            Among(field, frozenset(values[: self.chance.randint(0, 4)])),
            Containing(field, self.chance.choice(("1", "a", "JL")), self.chance.random() < 0.5),
            Filled(field, filled=self.chance.random() < 0.5),
        )
        asked = self.grid.records.arrangement
        wishes = (
            Arrangement(),
            asked,
            asked.cycled(field, more=True),
            asked.sorted_by((Key(field, descending=self.chance.random() < 0.5),)),
            asked.having(field, self.chance.choice(conditions)),
            Arrangement(find=self.chance.choice(("JL", "5", "2027", "nothing"))),
            Arrangement(problems=True),
        )
        self.grid.arrange(self.chance.choice(wishes))

    def lay_out(self) -> None:
        grid, count = self.grid, self.grid.columns.count()
        column, place = self.chance.randrange(count), self.chance.randrange(count)
        ways: tuple[Callable[[], None], ...] = (
            lambda: grid.columns.moveSection(column, place),
            lambda: grid.show_column(column, shown=self.chance.random() < 0.7),
            lambda: grid.freeze(self.chance.randint(0, 3)),
            lambda: grid.setColumnWidth(column, self.chance.randint(30, 300)),
            grid.reset_layout,
        )
        self.chance.choice(ways)()
        grid.grab()

    def months(self) -> None:
        """Enter something in the months of a table, and see it as a table again."""
        self.parts.data.show_table(self.chance.choice(("targets", "prices", "capacities")))
        self.parts.data.show_months(shown=True)
        grid = self.parts.data.months.grid
        top, left = self.chance.randrange(3), self.chance.randrange(2, 8)
        grid.cells.ask = _decided(self.chance)
        grid.select(top, left, top + 1, left + self.chance.randint(0, 4))
        QGuiApplication.clipboard().setText(self.chance.choice(("7\t8", "12 t", "x", "1,23,456\n3")))
        self.chance.choice((grid.cells.paste, grid.cells.clear, grid.cells.fill_right))()
        self.parts.data.show_months(shown=False)
        self.switch()

    def replace(self) -> None:
        self._select()
        bar = self.parts.data.replacing
        bar.where.setCurrentIndex(self.chance.randrange(3))
        bar.sought.setText(self.chance.choice(("1", "JL", "magnet", "a")))
        bar.replacement.setText(self.chance.choice(("2", "", "x")))
        bar.replace()

    def undo(self) -> None:
        before = self.parts.hub.desk.undo_name
        project = self.project
        for _ in range(self.chance.randint(1, 4)):
            self.parts.hub.undo()
        if before is None:
            assert self.project is project

    def redo(self) -> None:
        """What was taken back last comes back as it was."""
        hub = self.parts.hub
        if hub.desk.undo_name is not None:
            was = hub.project
            hub.undo()
            hub.redo()
            assert hub.project is was
        else:
            hub.redo()

    def save(self) -> None:
        self.parts.documents.save()
        self.qtbot.waitUntil(lambda: not self.parts.hub.desk.modified and self.path.exists())
        assert jobs.open_project(self.path).content() == self.project.content()

    def reopen(self) -> None:
        """Save, open the file again, and find the same."""
        self.save()
        was, document = self.project.content(), self.parts.hub.document
        self.parts.documents.open_path(self.path)
        self.qtbot.waitUntil(lambda: self.parts.hub.document != document)
        assert self.project.content() == was

    def keys(self) -> None:
        if self._cell():
            self._select()
            keys = (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Return)
            held = [Qt.KeyboardModifier[name] for name in ("NoModifier", "ControlModifier", "ShiftModifier")]
            for _ in range(5):
                QTest.keyClick(self.grid, self.chance.choice((*keys, Qt.Key.Key_Space)), self.chance.choice(held))


def _no_plan(*_: object) -> Plan:
    raise ProblemsFound("project-problems", [])


def test_a_random_session_leaves_model_screen_and_file_equal_after_every_step(
    qtbot: QtBot, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    steps, seed = int(pytestconfig.getoption("--steps")), int(pytestconfig.getoption("--seed"))
    with opened(tiny_project(), plan_job=_no_plan) as parts:
        parts.window.go_to("data")
        session = Session(qtbot, parts, tmp_path / "session.dhatu", seed)
        for table in TABLES:
            parts.data.show_table(table)
            parts.data.grid.cells.ask = _decided(session.chance)
            parts.data.grid.rows.ask = lambda *_: session.chance.choice(("all", "only", ""))
        for _ in range(steps):
            try:
                session.step()
            except BaseException as error:
                error.add_note(f"step {len(session.done)} of seed {seed}, after {', '.join(session.done[-6:])}")
                raise


def _decided(chance: random.Random) -> Ask:
    """A user who takes the rest, all that is clear, or nothing."""

    def ask(_: QWidget, read: Making, make: Callable[[Decimals], Making]) -> Making | None:
        return chance.choice((read, make(","), make("."), None))

    return ask
