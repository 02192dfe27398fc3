"""How slow the licence files are that a mix plans with: as usual, or slow."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.cards import heading
from desktop.gui.choosers import UnitSwitch
from desktop.gui.words import plain_label
from desktop.model.records import TABLE, Mix
from desktop.text.messages import say

_DAYS = TABLE["mixes"].field["licence_days"].choices


class MixLicences(QWidget):
    """A switch between the days of files; ``chosen`` carries the other. Where nothing is under control it is away."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.switch = UnitSwitch(say("mix-licences"), [(days, say(f"mix-licences-{days}")) for days in _DAYS])
        self.switch.chosen.connect(self.chosen)
        said = plain_label(say("mix-licences-help"), muted=True)
        said.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.GRID)
        layout.setSpacing(theme.GRID)
        layout.addWidget(heading(say("mix-licences")))
        layout.addWidget(said)
        layout.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)

    def show_mix(self, mix: Mix | None, *, controlled: bool) -> None:
        """Show how a mix plans; ``controlled`` tells whether any goods need files."""
        self.setVisible(controlled)
        self.setEnabled(mix is not None)
        if mix is not None:
            self.switch.show_choice(mix.licence_days)
