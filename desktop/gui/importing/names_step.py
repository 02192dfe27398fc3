"""The third step: which of the project's records the names of the list mean, where that is not plain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.gui import theme
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


class NamesStep(Step):
    """Lists the names; those that may be known ones wait for an answer, and their rows with them."""

    name = "names"

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, parent)
        self.names: list[Named] = []
        self._called: dict[str, dict[str, str]] = {}
        self._told = plain_label()
        self.accept = QPushButton(theme.icon("check"), say("import-names-accept"))
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
        self.grid.horizontalHeader().setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        self.body.addLayout(row(self._told, 1, self.accept, self.refuse))
        self.body.addWidget(hint(say("import-names-hint")))
        self.body.addWidget(self.grid, 1)
        self.accept.clicked.connect(lambda: self._answer_all(accepted=True))
        self.refuse.clicked.connect(lambda: self._answer_all(accepted=False))
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
        """Read the rows, to have their names."""
        self.work.need_draft()

    def _show(self) -> None:
        if not self.isVisible() or self.work.draft is None:
            return
        self.names = sorted(
            self.work.draft.names, key=lambda each: (_ORDER[each.state], each.table, each.name.casefold())
        )
        shown = self.names[:_MOST]
        self.grid.setRowCount(len(shown))
        for at, named in enumerate(shown):
            texts = (TABLE[named.table].title, named.name, str(named.rows), self._found(named))
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if named.state == "asked" and column == 3:  # noqa: PLR2004 - the state
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
        self.accept.setEnabled(bool(self.open))
        self.refuse.setEnabled(bool(self.open))
        self.completed.emit()

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
        if named.state in ("known", "new") and not named.suggested:
            self.grid.removeCellWidget(at, 4)
            self.grid.setItem(at, 4, QTableWidgetItem(say("import-name-made", id=named.id)))
            return
        if named.state == "known":
            self.grid.removeCellWidget(at, 4)
            self.grid.setItem(at, 4, QTableWidgetItem(self._title(named.table, named.id)))
            return
        first = [
            (say("import-answer-open"), None),
            (say("import-answer-same", name=self._suggestion(named)), named.suggested),
            (say("import-answer-new"), NEW),
        ]
        titles = self._titles(named.table)
        said = self._said(named)
        if said not in (_OPEN, NEW, named.suggested):
            first.append((say("import-answer-other", name=titles.get(said, said)), said))
        box = AnswerBox(first, titles)
        box.setAccessibleName(say("import-answer-for", name=named.name))
        box.setCurrentIndex(max(box.findData(said), 0) if said != _OPEN else 0)
        box.activated.connect(lambda _: self._on_answer(named, box))
        self.grid.setCellWidget(at, 4, box)

    def _on_answer(self, named: Named, box: QComboBox) -> None:
        self.work.answer({(named.table, named.name): box.currentData()})
        self.work.need_draft()

    def _answer_all(self, *, accepted: bool) -> None:
        self.work.answer({(each.table, each.name): each.suggested if accepted else NEW for each in self.open})
        self.work.need_draft()

    def _title(self, table: str, own: str) -> str:
        return self._titles(table).get(own, own)

    def _titles(self, table: str) -> Mapping[str, str]:
        """What the project's records of a table are called, by id."""
        if table not in self._called:
            self._called[table] = dict(map(_called, self.work.project.tables[table].values()))
        return self._called[table]


def _called(record: Record) -> tuple[str, str]:
    own, name = str(getattr(record, "id", "")), str(getattr(record, "name", ""))
    return own, f"{name} ({own})" if name and name != own else own


class AnswerBox(QComboBox):
    """Offers the likely answers, and the other records of the project once it is opened: there can be thousands."""

    def __init__(self, first: Sequence[tuple[str, str | None]], titles: Mapping[str, str]) -> None:
        super().__init__()
        self._titles, self._whole = titles, False
        for text, answer in first:
            self.addItem(text, answer)
        self.setMaxVisibleItems(18)

    def showPopup(self) -> None:
        """Offer all."""
        known = {self.itemData(at) for at in range(self.count())}
        for own, title in self._titles.items() if not self._whole else ():
            if own not in known:
                self.addItem(say("import-answer-other", name=title), own)
        self._whole = True
        super().showPopup()
