"""The third step: which of the project's records the names of the list mean, where that is not plain."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.importing.boxes import AnswerBox
from desktop.gui.importing.step import Step, hint, row
from desktop.gui.importing.work import Work
from desktop.gui.words import counted, plain_label, set_state
from desktop.model.records import TABLE, Record
from desktop.session.importing.known import Named
from desktop.session.importing.layout import NEW
from desktop.text.messages import say

_HEADS = ("table", "name", "rows", "state", "answer")
_ORDER = {"asked": 0, "answered": 1, "new": 2, "known": 3}
_MOST = 200
_OPEN = "\0"
_STATE, _ANSWER = 3, 4


class NamesStep(Step):
    """Lists the names; those that may be known ones wait for an answer, and their rows with them."""

    name = "names"

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, parent)
        self.names: list[Named] = []
        self._called: dict[str, dict[str, str]] = {}
        self._order: dict[tuple[str, str], int] = {}
        self._told = plain_label()
        self.accept = QPushButton(theme.icon("check"), "")
        self.refuse = QPushButton(say("import-names-new"))
        self.grid = QTableWidget(0, len(_HEADS))
        self.grid.setHorizontalHeaderLabels([say(f"import-head-{head}") for head in _HEADS])
        self.grid.setAccessibleName(say("import-step-names"))
        self.grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.grid.setTabKeyNavigation(False)
        self.grid.verticalHeader().hide()
        self.grid.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.grid.verticalHeader().setDefaultSectionSize(34)
        for column, width in enumerate((76, 220, 52, 310)):
            self.grid.setColumnWidth(column, width)
        self.grid.horizontalHeader().setSectionResizeMode(_ANSWER, QHeaderView.ResizeMode.Stretch)
        for button in (self.accept, self.refuse):
            kept = button.sizePolicy()
            kept.setRetainSizeWhenHidden(True)  # else all moves up with the last answer
            button.setSizePolicy(kept)
        self.body.addLayout(row(self._told, 1, self.accept, self.refuse))
        self.body.addWidget(hint(say("import-names-hint")))
        self.body.addWidget(self.grid, 1)
        self.accept.clicked.connect(self._accept_sure)
        self.refuse.clicked.connect(self._refuse_all)
        work.drafted.connect(self._show)

    @property
    def can_go_on(self) -> bool:
        """Whether the names are there; open questions only hold back their rows."""
        return self.work.draft is not None

    @property
    def open(self) -> list[Named]:
        """The names without an answer."""
        return [each for each in self.names if each.state == "asked"]

    def enter(self) -> None:
        """Read the rows, to have their names; those with a question come first."""
        self._order = {}
        self.work.need_draft()

    def _show(self) -> None:
        if not self.isVisible() or self.work.draft is None:
            return
        for each in sorted(self.work.draft.names, key=_by_state):
            self._order.setdefault((each.table, each.name), len(self._order))
        self.names = sorted(self.work.draft.names, key=lambda each: self._order[each.table, each.name])
        shown = self.names[:_MOST]
        focused = self._focused()
        self.grid.setRowCount(len(shown))
        for at, named in enumerate(shown):
            texts = (TABLE[named.table].title, named.name, str(named.rows), self._found(named))
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if named.state == "asked" and column == _STATE:
                    item.setIcon(theme.icon("problem", theme.colours().warn))
                self.grid.setItem(at, column, item)
            self._put_answer(at, named)
        waiting = sum(each.rows for each in self.open)
        new = sum(each.state == "new" or (each.state == "answered" and self._said(each) == NEW) for each in self.names)
        told = (
            counted("import-names-open", len(self.open), rows=counted("import-rows-wait", waiting))
            if self.open
            else say("import-names-clear", new=new)
        )
        self._told.setText(told)
        set_state(self._told, "warn" if self.open else "good")
        sure = sum(each.sure for each in self.open)
        self.accept.setText(counted("import-names-sure", sure))
        self.accept.setVisible(bool(sure))
        self.refuse.setVisible(bool(self.open))
        self._focus(focused)
        self.completed.emit()

    def _focused(self) -> int:
        """The row of the answer that is being given, -1 for none: it keeps its place and the keyboard."""
        boxes = (self.grid.cellWidget(at, _ANSWER) for at in range(self.grid.rowCount()))
        return next((at for at, box in enumerate(boxes) if isinstance(box, AnswerBox) and box.hasFocus()), -1)

    def _focus(self, at: int) -> None:
        box = self.grid.cellWidget(at, _ANSWER)
        if isinstance(box, AnswerBox):
            box.setFocus()

    def _found(self, named: Named) -> str:
        """What the project has of a name."""
        key = "import-name-listed" if named.state == "asked" and named.like else f"import-name-{named.state}"
        return say(key, known=self._suggestion(named), score=round(named.score))

    def _suggestion(self, named: Named) -> str:
        """The record that a name may be: as the list calls it, where it is new itself."""
        return named.like or (self._title(named.table, named.suggested) if named.suggested else "")

    def _said(self, named: Named) -> str:
        layout = self.work.layout
        return layout.names.get((named.table, named.name), _OPEN) if layout else _OPEN

    def _put_answer(self, at: int, named: Named) -> None:
        """A box with what the name can be taken as: what it is now, the likely others, then all records there are."""
        titles, said = self._titles(named.table), self._said(named)
        known = named.state == "known"
        first: list[tuple[str, str | None]] = []
        if named.state == "asked" or (named.state == "answered" and named.suggested):
            first.append((say("import-answer-open"), None))
        if known or named.suggested:
            first.append((self._suggestion(named), named.suggested))
        made = named.state == "new" or said == NEW
        first.append((say("import-name-made", id=named.id) if made else say("import-answer-new"), NEW))
        if said not in (_OPEN, NEW, named.suggested) and not known:
            first.append((say("import-answer-other", name=titles.get(said, said)), said))
        box = AnswerBox(first, titles)
        box.setAccessibleName(say("import-answer-for", name=named.name))
        chosen = said if said != _OPEN and not known else named.suggested if known else NEW if made else None
        box.setCurrentIndex(max(box.findData(chosen), 0))
        box.activated.connect(lambda _: self._on_answer(named, box))
        self.grid.setCellWidget(at, _ANSWER, box)

    def _on_answer(self, named: Named, box: AnswerBox) -> None:
        self.work.answer({(named.table, named.name): box.currentData()})
        self.work.need_draft()

    def _accept_sure(self) -> None:
        """Only what differs in nothing but its writing is taken together; the rest is asked one by one."""
        self._answer({(each.table, each.name): each.suggested for each in self.open if each.sure})

    def _refuse_all(self) -> None:
        self._answer({(each.table, each.name): NEW for each in self.open})

    def _answer(self, answers: dict[tuple[str, str], str | None]) -> None:
        self.work.answer(answers)
        self.work.need_draft()

    def _title(self, table: str, own: str) -> str:
        return self._titles(table).get(own, own)

    def _titles(self, table: str) -> Mapping[str, str]:
        """What the project's records of a table are called, by id."""
        if table not in self._called:
            self._called[table] = dict(map(_called, self.work.project.tables[table].values()))
        return self._called[table]


def _by_state(named: Named) -> tuple[int, str, str]:
    return _ORDER[named.state], named.table, named.name.casefold()


def _called(record: Record) -> tuple[str, str]:
    own, name = str(getattr(record, "id", "")), str(getattr(record, "name", ""))
    return own, f"{name} ({own})" if name and name != own else own
