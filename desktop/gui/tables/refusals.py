"""Asks what to do when some cells of a block cannot be taken: each is listed with its place and reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.tables.blocks import Making
from desktop.gui.words import counted, plain_label
from desktop.session.reading import Decimals
from desktop.text.messages import say

_LISTED = 1000
_CHOICES: tuple[Decimals, ...] = ("", ".", ",")


class RefusalDialog(QDialog):
    """Lists what is refused; ``making`` is the block as it would be taken now, ``read`` as it was at first.

    Where numbers can be read in two ways the user may say what decimals follow, and the block is read anew.
    """

    def __init__(self, parent: QWidget, read: Making, make: Callable[[Decimals], Making]) -> None:
        super().__init__(parent)
        self._make, self.making = make, read
        self.setWindowTitle(say("refused-title"))
        self.resize(720, 420)
        self._head = plain_label()
        self._head.setWordWrap(True)
        self._list = _list()
        self.decimals = QComboBox()
        self.decimals.addItems(
            [say("refused-decimals-none"), say("refused-decimals-point"), say("refused-decimals-comma")]
        )
        self.decimals.currentIndexChanged.connect(self._read_anew)
        decimals = QHBoxLayout()
        label = plain_label(say("refused-decimals"))
        label.setBuddy(self.decimals)
        decimals.addWidget(label)
        decimals.addWidget(self.decimals)
        decimals.addStretch(1)
        unclear = QWidget()
        unclear.setLayout(decimals)
        decimals.setContentsMargins(0, 0, 0, 0)
        unclear.setVisible(self.making.unclear)
        buttons = QDialogButtonBox()
        self.rest = buttons.addButton(say("refused-rest"), QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(say("refused-none"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GRID)
        for part in (self._head, self._list, unclear, buttons):
            layout.addWidget(part)
        self._show()

    def _read_anew(self, at: int) -> None:
        self.making = self._make(_CHOICES[at])
        self._show()

    def _show(self) -> None:
        refused = self.making.refused
        self._head.setText(counted("refused-head", len(refused)) if refused else say("refused-nothing"))
        self.rest.setEnabled(self.making.edit is not None)
        self.rest.setText(say("refused-rest" if refused else "refused-all"))
        self._list.setRowCount(min(len(refused), _LISTED))
        for row, refusal in enumerate(refused[:_LISTED]):
            self._list.setItem(row, 0, QTableWidgetItem(refusal.place))
            self._list.setItem(row, 1, QTableWidgetItem(refusal.reason))


def ask_refused(parent: QWidget, read: Making, make: Callable[[Decimals], Making]) -> Making | None:
    """What is to be taken of a block of which some cells are refused, or None for nothing."""
    dialog = RefusalDialog(parent, read, make)
    taken = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.making if taken else None


def _list() -> QTableWidget:
    table = QTableWidget(0, 2)
    table.setHorizontalHeaderLabels([say("refused-place"), say("refused-reason")])
    table.setAccessibleName(say("refused-title"))
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setWordWrap(False)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setStretchLastSection(True)
    return table
