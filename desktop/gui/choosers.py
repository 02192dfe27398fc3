"""Lists to choose what is looked at: mix, scenario, material, units."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPixmap, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QWidget

from desktop.gui import theme
from desktop.gui.hub import Hub
from desktop.gui.words import plain_label
from desktop.model.composition import contents_of
from desktop.model.counts import counts
from desktop.model.project import Project
from desktop.model.records import Item, Mix, Offer, Scenario, Target
from desktop.session.mixes import colours
from desktop.text.messages import say

Choices = Sequence[tuple[str, str]]
_LIST_WIDTH = 150
_SWITCH_ROOM = 26
"""What the padding and border of a switch take beside its word."""


class ChoiceBox(QComboBox):
    """A drop-down list of (id, name); ``chosen`` carries the id when the user chooses."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumWidth(_LIST_WIDTH)
        self.setMaximumWidth(320)
        self.activated.connect(self._on_activated)

    def show_choices(self, choices: Choices, current: str, colours: Sequence[str] = ()) -> None:
        """Offer these, with ``current`` chosen; colours go before the names."""
        known = [(self.itemData(at), self.itemText(at)) for at in range(self.count())]
        if known != list(choices):
            self.clear()
            for identity, name in choices:
                self.addItem(name, identity)
        for at, colour in enumerate(colours):
            self.setItemIcon(at, dot(colour))
        self.setCurrentIndex(self.findData(current))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling over a list must not change the choice."""
        event.ignore()

    def _on_activated(self, at: int) -> None:
        self.chosen.emit(self.itemData(at))


class UnitSwitch(QWidget):
    """Two or more short words of which one is pressed; ``chosen`` carries its id."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for identity, label in choices:
            button = QPushButton(label)
            button.setCheckable(True)
            button.setProperty("switch", True)
            button.setMinimumWidth(_width_pressed(label))
            button.setAccessibleName(f"{name}: {label}")
            button.clicked.connect(self._on_clicked)
            self._buttons[identity] = button
            self._group.addButton(button)
            layout.addWidget(button)

    def show_choice(self, current: str) -> None:
        """Press one."""
        if current in self._buttons:
            self._buttons[current].setChecked(True)

    def _on_clicked(self) -> None:
        pressed = self._group.checkedButton()
        self.chosen.emit(next(name for name, button in self._buttons.items() if button is pressed))


def _width_pressed(label: str) -> int:
    """The width that a word needs once it is pressed, and bold."""
    return QFontMetrics(theme.sized(theme.BASE_POINT_SIZE, bold=True)).horizontalAdvance(label) + _SWITCH_ROOM


class TopBar(QWidget):
    """Mix, scenario and units: what all pages follow."""

    def __init__(self, hub: Hub, parent: QObject | None = None) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._hub = hub
        self._mix, self._scenario = ChoiceBox(say("mix")), ChoiceBox(say("scenario"))
        self._material = ChoiceBox(say("material-label"))
        self._mass = UnitSwitch(say("mass-unit"), (("t", say("unit-t")), ("kg", say("unit-kg"))))
        self._money = UnitSwitch(say("money-unit"), (("crore", say("unit-crore")), ("lakh", say("unit-lakh"))))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        layout.setSpacing(theme.GRID)
        for box in (self._mix, self._scenario, self._material):
            layout.addWidget(plain_label(box.accessibleName(), muted=True))
            layout.addWidget(box)
            layout.addSpacing(theme.GRID)
        layout.addStretch(1)
        layout.addWidget(self._mass)
        layout.addWidget(self._money)
        self._mix.chosen.connect(self._choose_mix)
        self._scenario.chosen.connect(self._choose_scenario)
        self._material.chosen.connect(self._choose_material)
        self._mass.chosen.connect(self._choose_mass)
        self._money.chosen.connect(self._choose_money)
        self.refresh()

    def refresh(self) -> None:
        """Show the project's mixes and scenarios and what is chosen."""
        project, choice = self._hub.project, self._hub.choice
        mixes, spots = project.all(Mix), colours(project)
        named = [(mix.id, mix.name or mix.id) for mix in mixes]
        self._mix.show_choices(named, choice.mix, [spots[mix.id] for mix in mixes])
        self._mix.setEnabled(bool(mixes))
        self._scenario.show_choices(scenarios_of(project), choice.scenario)
        self._material.show_choices(materials_of(project), choice.material)
        self._mass.show_choice(choice.mass_unit)
        self._money.show_choice(choice.money_unit)

    def _choose_mix(self, mix: str) -> None:
        self._hub.choose(mix=mix)

    def _choose_scenario(self, scenario: str) -> None:
        self._hub.choose(scenario=scenario)

    def _choose_material(self, material: str) -> None:
        self._hub.choose(material=material)

    def _choose_mass(self, unit: str) -> None:
        self._hub.choose(mass_unit=unit)

    def _choose_money(self, unit: str) -> None:
        self._hub.choose(money_unit=unit)


def scenarios_of(project: Project) -> list[tuple[str, str]]:
    """The scenarios by id and name; before them the project as it was entered, without any event."""
    known = [(scenario.id, scenario.name or scenario.id) for scenario in project.all(Scenario)]
    return [("", say("scenario-none")), *known]


def materials_of(project: Project) -> list[tuple[str, str]]:
    """What can be looked at: all rare earths, each element, each item that is bought or promised."""
    elements = dict.fromkeys(element for parts in contents_of(project).values() for element in parts)
    touched = {*counts(project, Offer, "item"), *counts(project, Target, "item")}
    items = [(f"item:{item.id}", item.name or item.id) for item in project.all(Item) if item.id in touched]
    return [
        ("", say("material-all")),
        *((f"element:{element}", say("material-element", element=element)) for element in elements),
        *items,
    ]


def dot(colour: str) -> QIcon:
    """A round spot of a colour."""
    pixmap = QPixmap(QSize(24, 24))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(3, 3, 18, 18)
    painter.end()
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)  # else tinted by the selection
    return icon
