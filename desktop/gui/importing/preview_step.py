"""The last step before the edit: every row and cell with what becomes of it, counted, and the problems it brings."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.importing.step import Step, card, row
from desktop.gui.importing.tables import Lines, Shown, fit, table
from desktop.gui.importing.work import Work
from desktop.gui.words import counted, plain_label, set_state
from desktop.model.errors import Problem
from desktop.model.fields import Field, Value
from desktop.model.records import TABLE
from desktop.session.arranging import shown as displayed
from desktop.session.importing.draft import Line
from desktop.session.importing.layout import LEAVING, MODES, Use
from desktop.session.importing.outcome import STATES, Count, Outcome
from desktop.session.importing.pending import Pending
from desktop.session.importing.reading import nothing
from desktop.session.importing.slots import UNIT
from desktop.session.intake import column_name
from desktop.text import entry, formats
from desktop.text.messages import say, sentence

_FILTERS = ("all", "changes", "problems")
_MOST_NAMES, _MOST_PROBLEMS = 12, 40
_OUTCOME, _WHY_LINES = 320, 3
_SIDE = Qt.Orientation.Vertical
_WHOLE_FROM, _DIGITS = 1e5, 6
"""Figures of that size are shown without decimals, smaller ones with so many digits; the cell tells all of them."""
_ALL_ROWS = 0
"""In place of a column, for what holds in all rows."""


class PreviewStep(Step):
    """Shows the outcome, all of it or only changes or problems; how known records are treated is chosen here."""

    name = "preview"

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, parent)
        self.mode, self.filter = QComboBox(), QComboBox()
        for mode in MODES:
            self.mode.addItem(say(f"import-mode-{mode}"), mode)
        for name in _FILTERS:
            self.filter.addItem(say(f"import-filter-{name}"), name)
        self.mode.setAccessibleName(say("import-mode"))
        self.filter.setAccessibleName(say("import-filter"))
        self.save = QPushButton(theme.icon("export"), say("import-save-rejected"))
        self.lines = Lines(self)
        self.view = table(say("import-step-preview"), self.lines)
        self.summary = QTextBrowser()
        self.summary.setAccessibleName(say("import-summary"))
        self.summary.setFrameShape(QTextBrowser.Shape.NoFrame)
        self._told, self.why = plain_label(), plain_label()
        self._shown: Outcome | None = None
        self._lay_out()
        self.mode.activated.connect(self._on_mode)
        self.filter.activated.connect(lambda _: self._show_lines())
        self.view.selectionModel().currentChanged.connect(lambda index, _: self._show_why(index))
        work.judged.connect(self._show)

    @property
    def can_go_on(self) -> bool:
        """Whether there is anything to bring in."""
        return self.work.outcome is not None and self.work.outcome.edit is not None

    def enter(self) -> None:
        """Judge what the list would do."""
        self.work.need_outcome()

    def _on_mode(self) -> None:
        self.work.set_mode(self.mode.currentData())
        self.work.need_outcome()

    def _show(self) -> None:
        found = self.work.outcome
        if found is None or not self.isVisible():
            return
        self._shown = found
        self.mode.setCurrentIndex(self.mode.findData(found.draft.layout.mode))
        states = found.lines
        told = [counted(f"import-rows-{state}", states[state]) for state in STATES if states[state]]
        self._told.setText(" · ".join(told) or say("import-nothing"))
        self.save.setVisible(bool(states["refused"]))
        self.summary.setPlainText("\n".join(summary(found)))
        self._show_lines()
        self.completed.emit()

    def _show_lines(self) -> None:
        found = self._shown
        if found is None:
            return
        layout = found.draft.layout
        fields = [(column.at, layout.uses[column.at]) for column in self.work.columns
                  if layout.uses.get(column.at, Use()).slot]  # fmt: skip
        fields += [(_ALL_ROWS, Use(slot)) for slot, text in layout.constants.items() if text]
        headers = {column.at: column.header or column_name(column.at) for column in self.work.columns}
        heads = [
            Shown(say("import-head-outcome")),
            *(Shown(_head(use), told=headers.get(at, say("import-constants"))) for at, use in fields),
        ]
        shown = _wanted(found, self.filter.currentData())
        lines = found.draft.lines
        self.lines.show_lines(heads, [lines[at].row for at in shown], lambda row: cells(found, shown[row], fields))
        fit(self.view, self.lines, _OUTCOME)
        self._show_why(self.view.currentIndex())

    def _show_why(self, index: QModelIndex) -> None:
        """Tell in full what the current cell, or else its row, is marked for."""
        told = ""
        if index.isValid() and index.row() < self.lines.rowCount():
            looked_at = (self.lines.at(index.row(), column) for column in (index.column(), 0))
            told = next((cell.told for cell in looked_at if cell.told), self.lines.at(index.row(), 0).text)
            told = say("import-row-told", row=self.lines.headerData(index.row(), _SIDE), told=told) if told else ""
        self.why.setText(told or say("import-row-choose"))
        set_state(self.why, "" if told else "muted")

    def _lay_out(self) -> None:
        mode, kept = plain_label(say("import-mode")), plain_label(say("import-filter"))
        mode.setBuddy(self.mode)
        kept.setBuddy(self.filter)
        self.body.addLayout(row(mode, self.mode, kept, self.filter, 1, self.save))
        self.body.addWidget(self._told)
        frame, column = card()
        heading = plain_label(say("import-summary"))
        heading.setFont(theme.sized(theme.BASE_POINT_SIZE, bold=True))
        column.addWidget(heading)
        column.addWidget(self.summary, 1)
        frame.setFixedWidth(280)
        self.why.setWordWrap(True)
        self.why.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.why.setFixedHeight(_WHY_LINES * self.fontMetrics().lineSpacing())
        side = QVBoxLayout()
        side.setSpacing(theme.GRID)
        side.addWidget(self.view, 1)
        side.addWidget(self.why)
        middle = row()
        middle.addLayout(side, 1)
        middle.addWidget(frame)
        self.body.addLayout(middle, 1)


def _head(use: Use) -> str:
    """The field a column fills, with its unit and its month."""
    if use.slot is None:
        return ""
    whole = use.slot.table == UNIT.table or use.slot.field in ("id", "name")
    label = use.slot.label if whole else use.slot.declared.header
    part = use.element or (formats.month(use.period.first) if use.period else "")
    return f"{label} {part}".strip()


def _wanted(found: Outcome, wanted: str) -> Sequence[int]:
    """The positions of the lines that a filter leaves."""
    if wanted == "all":
        return range(len(found.states))
    if wanted == "changes":
        return [at for at, state in enumerate(found.states) if state in ("added", "changed", "refused")]
    return found.doubtful


def cells(found: Outcome, at: int, fields: Sequence[tuple[int, Use]]) -> list[Shown]:
    """A row: what becomes of it, then of each of its cells."""
    line, state = found.draft.lines[at], found.states[at]
    faults: dict[int, list[str]] = {}
    for fault in line.faults:
        faults.setdefault(fault.column, []).append(say(fault.key, **fault.values))
    brought = [problem for pending in line.pending for problem in found.troubled.get(pending, ())]
    why = "\n".join([*chain(*faults.values()), *map(_told, brought)])
    shown = "refused" if line.faults else "problem" if brought else "unused" if state == "unused" else ""
    first = Shown(say(f"import-state-{state}") + (f": {why.splitlines()[0]}" if why else ""), shown, why)
    return [first, *(_cell(found, line, column, use, faults, brought) for column, use in fields)]


def _told(problem: Problem) -> str:
    """A problem of the row, with the field that it is of."""
    field = TABLE[problem.table].field.get(problem.field)
    said = say(problem.key, **problem.values)
    return f"{field.label}: {said}" if field else said


def _cell(
    found: Outcome, line: Line, column: int, use: Use, faults: Mapping[int, Sequence[str]], brought: Sequence[Problem]
) -> Shown:
    slot = use.slot
    raw = found.draft.layout.constants.get(slot, "") if slot and column == _ALL_ROWS else entry.show(line.raw(column))
    if column in faults and column != _ALL_ROWS:
        return Shown(raw, "refused", "\n".join(faults[column]))
    if column in found.draft.filled.get(line.row, ()):
        return Shown(f"↑ {raw}", "unused", say("import-cell-filled"))
    outcome = found.cell(line, column, use)
    if outcome is None or slot is None:
        left = bool(use.unclear in LEAVING and raw and not nothing(raw) and not line.faults)
        return Shown(f"{raw} → –", "unused", say("import-left-empty", entry=raw)) if left else Shown(raw, "unused")
    if not raw:
        return Shown()
    value = _rounded(outcome.value, slot.declared)
    told = [say("import-cell-constant" if column == _ALL_ROWS else "import-cell-was", entry=raw)]
    if value != (exact := displayed(outcome.value, slot.declared)):
        told.append(say("import-cell-exact", value=exact))
    if (rate := found.rate(line, column, use)) is not None:
        told.append(_conversion(found, *rate))
    wrong = [say(each.key, **each.values) for each in brought if (each.table, each.field) == (slot.table, slot.field)]
    state = "problem" if wrong else "" if outcome.state == "added" else outcome.state
    if outcome.state in ("changed", "left"):
        value = f"{_rounded(outcome.before, slot.declared) or '–'} → {value}"
    return Shown(value, state, "\n".join([*told, *wrong]), slot.declared.kind in ("number", "whole"))


def _rounded(value: Value, field: Field) -> str:
    """A value as the grid has it, figures without the digits that a conversion leaves behind."""
    if isinstance(value, float) and math.isfinite(value):
        value = round(value) if abs(value) >= _WHOLE_FROM else float(f"{value:.{_DIGITS}g}")
    return displayed(value, field)


def _conversion(found: Outcome, given: str, wanted: str, rate: float) -> str:
    month = formats.month(found.rate_month)
    return say("import-cell-rate", given=given, wanted=wanted, rate=f"{rate:.6g}", month=month)


def summary(found: Outcome) -> list[str]:
    """What the import does, table by table, with the names of what is new or deleted, and the problems it brings."""
    told = [] if found.edit else [say("import-changes-nothing")]
    for count in found.counts:
        told.append(f"{TABLE[count.table].title}: {_counts(count)}")
        pendings = found.draft.pending.get(count.table, ())
        new = islice((pending for pending in pendings if pending.before is None), _MOST_NAMES)
        told += _names(new, count.added) if count.table in ("sources", "items", "offers", "recipes") else []
        gone = found.dropped.get(count.table, ())
        told += [f"  − {name}" for name in gone[:_MOST_NAMES]]
    told += [_conversion(found, *each) for each in found.conversions]
    errors = [problem for problem in found.problems if problem.severity == "error"]
    if found.problems:
        told += ["", say("import-problems", errors=len(errors), notes=len(found.problems) - len(errors))]
        told += [f"  • {sentence(problem)}" for problem in found.problems[:_MOST_PROBLEMS]]
    return told


def _counts(count: Count) -> str:
    pairs = (
        ("added", count.added),
        ("changed", count.changed),
        ("same", count.same),
        ("left", count.left),
        ("dropped", count.dropped),
        ("kept", count.kept),
    )
    return ", ".join(say(f"import-count-{name}", count=number) for name, number in pairs if number)


def _names(first: Iterable[Pending], count: int) -> list[str]:
    names = [f"  + {pending.label}{_made(pending)}" for pending in first]
    return [*names, say("import-more", count=count - _MOST_NAMES)] if count > _MOST_NAMES else names


def _made(pending: Pending) -> str:
    """What a new record got that no cell says."""
    fields = TABLE[pending.table].field
    told = [
        f"{fields[name].label} {displayed(pending.values[name], fields[name])}: {say(key)}"
        for name, key in pending.made.items()
        if name not in ("name", "note")
    ]
    return f" ({'; '.join(told)})" if told else ""
