"""The card of the mix triangle: its grid as it is filled, every mix in it, moved by hand or made anew."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.gui import rule_words, theme
from desktop.gui.cards import heading
from desktop.gui.charts.triangle import TriangleView
from desktop.gui.charts.triangle_key import TriangleKey
from desktop.gui.choosers import ChoiceBox
from desktop.gui.filler import Filler
from desktop.gui.hub import Hub
from desktop.gui.planner import Planner
from desktop.gui.views import supply, triangle
from desktop.gui.words import Elided
from desktop.model.edits import Edit
from desktop.model.records import Mix, Target
from desktop.session import mixes, shares
from desktop.session.shares import Base, Split
from desktop.session.triangle import Ground
from desktop.text.messages import say

Held = Callable[[Split], dict[str, int]]
"""From the shares that somebody asks for to those that locks allow, by class."""


class TriangleCard(QFrame):
    """The mix triangle of the chosen mix, scenario and material; ``measure`` names what its cells are coloured by."""

    def __init__(self, hub: Hub, planner: Planner, filler: Filler, held: Held, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._hub, self._planner, self._filler, self._held = hub, planner, filler, held
        self._reached: dict[str, Split] = {}
        self._looked = hub.document, hub.choice.material
        self.measure = next(iter(triangle.MEASURES))
        self.view, self.key = TriangleView(), TriangleKey()
        self.title, self._stand = heading(say("triangle")), Elided()
        self._stand.setProperty("muted", True)
        self.measures = ChoiceBox(say("triangle-by"))
        self.measures.show_choices([(key, each.name) for key, each in triangle.MEASURES.items()], self.measure)
        self.measures.chosen.connect(self._on_measure)
        self.button = QPushButton()
        self.button.clicked.connect(self._on_button)
        self._lay_out()
        self.view.chosen.connect(lambda mix: hub.choose(mix=mix))
        self.view.dragged.connect(lambda mix, split: hub.preview(self._edit(mix, split)))
        self.view.settled.connect(lambda mix, split: hub.apply(self._edit(mix, split)))
        self.view.placed.connect(self._on_placed)
        filler.changed.connect(self._on_filled)

    @property
    def said(self) -> str:
        """How the grid stands, in words."""
        return self._stand.whole

    def follow(self) -> None:
        """Have the grid filled, the other mixes planned unless something is dragged, and show all that is known."""
        project, choice = self._hub.desk.project, self._hub.choice
        if self._hub.project is project:
            asked = choice.mix in project.by_id(Mix) and bool(project.all(Target))  # of nothing, nothing follows
            self._filler.look_at(Ground.of(project, choice.mix, choice.scenario, self._base) if asked else None)
            self._planner.want(tuple((mix.id, choice.scenario) for mix in project.all(Mix)))
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more: no grid is filled, and no other mix planned."""
        self._filler.look_at(None)
        self._planner.want(())
        super().hideEvent(event)

    @property
    def _base(self) -> Base:
        return Base.of(self._hub.choice.material)

    def _show(self) -> None:
        project, choice = self._hub.project, self._hub.choice
        looked = self._hub.document, choice.material
        if looked != self._looked:
            self._looked = looked
            self._reached.clear()
        self.title.setToolTip(say("triangle-of", material=rule_words.material(project, choice.material)))
        splits = {mix.id: found for mix in project.all(Mix) if (found := self._split_of(mix.id)) is not None}
        state = triangle.state(project, choice, self._filler.points, splits, self.measure)
        self.view.show_state(state)
        self.key.show_ends(*triangle.ends(state, self.measure, choice))
        stand = self._filler.stand
        self._stand.show_text(say(f"triangle-{stand}", count=len(self._filler.points)))
        self.button.setText(say("triangle-stop" if stand == "filling" else "triangle-go-on"))
        self.button.setVisible(stand in ("filling", "stopped", "failed"))

    def _split_of(self, mix: str) -> Split | None:
        """Where a mix lies: at what it asks for, or at what its plan reaches, the last one while none is ready."""
        project, choice = self._hub.project, self._hub.choice
        plan = self._planner.plan_of(mix, choice.scenario)
        if plan is None and mix == choice.mix:
            plan = self._planner.plan
        reached = supply.class_shares(plan, choice) if plan is not None else None
        if reached is not None:
            self._reached[mix] = shares.split_of(reached)
        elif plan is not None:
            self._reached.pop(mix, None)
        asked = shares.shares_of(project, mix, self._base, reached)
        return shares.split_of(asked) if asked else self._reached.get(mix)

    def _edit(self, mix: str, split: Split) -> Edit:
        return shares.edit(self._hub.desk.project, mix, self._base, self._held(split))

    def _on_placed(self, split: Split) -> None:
        """Another mix, like the chosen one, at these shares."""
        edit, mix = mixes.with_shares(self._hub.desk.project, self._hub.choice.mix, self._base, split)
        if self._hub.apply(edit):
            self._hub.choose(mix=mix)

    def _on_filled(self) -> None:
        if self.isVisible():
            self._show()

    def _on_measure(self, measure: str) -> None:
        self.measure = measure
        self._show()

    def _on_button(self) -> None:
        if self._filler.stand == "filling":
            self._filler.stop()
        else:
            self._filler.go_on()

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.measures)
        foot.addWidget(self._stand, 1)
        foot.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        layout.setSpacing(theme.GRID // 2)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.key)
        layout.addLayout(foot)
