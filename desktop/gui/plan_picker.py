"""Chooses which plans are compared: mixes, and under each the scenarios, in a list to check."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.words import plain_label, set_state
from desktop.text.messages import say

MOST = 20
Pair = tuple[str, str]
Choices = Sequence[tuple[str, str]]
_PAIR = Qt.ItemDataRole.UserRole + 1
_WIDTH, _HEIGHT = 380, 420


class PlanPicker(QToolButton):
    """A button that opens the list; ``chosen`` carries the (mix, scenario) pairs, () for the usual ones."""

    chosen = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(say("compare-plans"))
        self.setToolTip(say("compare-plans-help", most=MOST))
        self._filling = False
        self._popup = QFrame(self, Qt.WindowType.Popup)
        self._popup.setObjectName("popup")
        self._find = QLineEdit()
        self._find.setPlaceholderText(say("compare-plans-find"))
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(self._on_find)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(say("compare-plans"))
        self.tree.itemChanged.connect(self._on_checked)
        self._checked = QTimer(self)
        self._checked.setSingleShot(True)
        self._checked.timeout.connect(self._choose)
        self._count = plain_label(muted=True)
        self._count.setWordWrap(True)
        self._usual = QPushButton(say("compare-plans-usual"))
        self._usual.clicked.connect(lambda: self.chosen.emit(()))
        self._lay_out()
        self.clicked.connect(self._open)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Those that are checked, by mix and then by scenario."""
        leaves = [item for mix in self._mixes() for item in _children(mix)]
        return tuple(item.data(0, _PAIR) for item in leaves if item.checkState(0) is Qt.CheckState.Checked)

    def show_choices(self, mixes: Choices, scenarios: Choices, chosen: Sequence[Pair]) -> None:
        """Offer these mixes under these scenarios, by id and name, with some checked."""
        self._filling = True
        known = [(mix.data(0, _PAIR), mix.text(0)) for mix in self._mixes()]
        first = [(item.data(0, _PAIR)[1], item.text(0)) for mix in self._mixes()[:1] for item in _children(mix)]
        if known != list(mixes) or first != list(scenarios):
            self.tree.clear()
            for mix, name in mixes:
                self._add(mix, name, scenarios)
        for mix_item in self._mixes():
            for item in _children(mix_item):
                checked = tuple(item.data(0, _PAIR)) in chosen
                item.setCheckState(0, Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
        self._filling = False
        self._tell(full=False)

    def check(self, mix: str, scenario: str, *, on: bool = True) -> None:
        """Check one, as a click does."""
        item = next(
            item for each in self._mixes() for item in _children(each) if item.data(0, _PAIR) == (mix, scenario)
        )
        item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _add(self, mix: str, name: str, scenarios: Choices) -> None:
        top = QTreeWidgetItem(self.tree, [name])
        top.setData(0, _PAIR, mix)
        top.setFlags(top.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
        for scenario, words in scenarios:
            item = QTreeWidgetItem(top, [words])
            item.setData(0, _PAIR, (mix, scenario))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Unchecked)
        top.setExpanded(True)

    def _mixes(self) -> list[QTreeWidgetItem]:
        return [item for at in range(self.tree.topLevelItemCount()) if (item := self.tree.topLevelItem(at))]

    def _on_checked(self, item: QTreeWidgetItem) -> None:
        """Take what was checked, but no more than can be compared.

        It is told only when the tree is done with it: who is told may build the tree anew, under its hands.
        """
        if self._filling or item.childCount():  # a mix changes with its scenarios, which tell for themselves
            return
        full = len(self.pairs) > MOST
        if full:
            self._filling = True
            item.setCheckState(0, Qt.CheckState.Unchecked)
            self._filling = False
        self._tell(full=full)
        if not full:
            self._checked.start()

    def _choose(self) -> None:
        if self.pairs:
            self.chosen.emit(self.pairs)

    def _tell(self, *, full: bool) -> None:
        key = "compare-plans-full" if full else "compare-plans-count"
        self._count.setText(say(key, count=len(self.pairs), most=MOST))
        set_state(self._count, "warn" if full else "muted")

    def _on_find(self, text: str) -> None:
        wanted = text.casefold()
        for mix in self._mixes():
            own = wanted in mix.text(0).casefold()
            found = [own or wanted in item.text(0).casefold() for item in _children(mix)]
            for item, shown in zip(_children(mix), found, strict=True):
                item.setHidden(not shown)
            mix.setHidden(not any(found))

    def _open(self) -> None:
        self._popup.resize(_WIDTH, _HEIGHT)
        self._popup.move(self.mapToGlobal(QPoint(self.width() - _WIDTH, self.height() + 2)))
        self._popup.show()
        self._find.setFocus()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self._popup)
        layout.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self._usual)
        layout.addWidget(self._find)
        layout.addWidget(self.tree, 1)
        layout.addLayout(foot)


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [child for at in range(item.childCount()) if (child := item.child(at))]
