"""The mix page: choose a mix, move the shares of its classes, see what follows at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.gui import rule_words, theme
from desktop.gui.cards import CardRow, heading
from desktop.gui.charts.stack import StackView
from desktop.gui.filler import Filler
from desktop.gui.hub import Choice, Hub
from desktop.gui.mix_deck import MixDeck
from desktop.gui.mix_goals import MixGoals
from desktop.gui.mix_issue import Issuing
from desktop.gui.mix_licences import MixLicences
from desktop.gui.page import Page, Pieces, scrolling
from desktop.gui.planner import Planner
from desktop.gui.rule_builder import RuleBuilder
from desktop.gui.rule_list import RuleList
from desktop.gui.share_sliders import ShareSliders
from desktop.gui.triangle_card import TriangleCard
from desktop.gui.views import figures, supply
from desktop.gui.waiting import Waiting
from desktop.gui.words import plain_label
from desktop.model.edits import Changes, Edit
from desktop.model.plan import Plan
from desktop.model.project import Project
from desktop.model.records import Mix, Regime, Rule
from desktop.model.records.supply import CLASSES
from desktop.session import goal_order, mixes, rule_edits, rule_forms, shares
from desktop.text.messages import say

_LEFT, _CHART_HEIGHT = 352, 300


class MixPage(Page):
    """Mixes as cards above all; shares, rules and goals at the left; figures and supply, which follow, at the right.

    ``wanted`` asks for another page by its name.
    """

    wanted = Signal(str)

    def __init__(
        self, hub: Hub, planner: Planner, filler: Filler, issuing: Issuing, parent: QWidget | None = None
    ) -> None:
        super().__init__(hub, parent)
        self._planner = planner
        self.drawing = Pieces(self)
        self._drawn: tuple[Plan, Choice] | None = None
        self._reaches, self._document = False, hub.document
        self.deck = MixDeck(hub, planner, issuing)
        self.deck.compare_wanted.connect(lambda: self.wanted.emit("compare"))
        self.deck.plan_wanted.connect(lambda: self.wanted.emit("plan"))
        self.mixes = self.deck.cards
        self.sliders = ShareSliders()
        self.sliders.dragged.connect(self._on_dragged)
        self.sliders.settled.connect(self._on_settled)
        for name in CLASSES:
            self.sliders.lock(name).toggled.connect(self._on_lock)
        self.free = QPushButton(say("shares-free"))
        self.free.clicked.connect(self._on_free)
        self._base, self._note = heading(""), plain_label(muted=True)
        for label in (self._base, self._note):
            label.setWordWrap(True)
            label.setMinimumWidth(1)  # a long word is cut before it pushes all else out of sight
        self.rules, self.builder, self.goals = RuleList(), RuleBuilder(hub), MixGoals()
        self.licences = MixLicences()
        self.add_rule = QPushButton(say("rule-add"))
        theme.set_icon(self.add_rule, "add")
        self._connect_rules()
        self.cards, self.supply = CardRow(), StackView()
        self.supply.answered = True
        self.triangle = TriangleCard(hub, planner, filler, self._held)
        self._waiting = Waiting(planner, self._results())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.deck)
        layout.addWidget(self.builder)
        below = QHBoxLayout()
        below.setSpacing(theme.GRID)
        below.addWidget(self._controls())
        below.addWidget(self._waiting, 1)
        layout.addLayout(below, 1)

    def follow(self, changes: Changes) -> None:
        """Show mixes, shares and rules as they are, and the plan that follows from them.

        While something is dragged, only what the hand moves goes with it at once, and only what follows from the plan
        with each plan that comes.
        """
        dragged = self.hub.is_previewing
        self._show_shares()
        for shown in (self.cards, self.supply):
            shown.show_old(self._planner.passing)
        if dragged and not changes.plans:
            self.triangle.follow()
            return
        self._waiting.refresh()
        if not dragged:
            self._show_goals()
            if changes.tables or changes.plans:
                self.builder.follow()
        plan, choice = self._planner.plan, self.hub.choice
        if plan is not None and (plan, choice) != self._drawn:
            self._drawn = plan, choice
            self.drawing.start(
                self._show_mixes,
                lambda: self.cards.show_cards(figures.of_plan(plan, choice)),
                lambda: self.supply.show_state(supply.stack(plan, choice)),
                self.triangle.follow,
            )
        else:
            self._show_mixes()
            self.triangle.follow()

    def _show_mixes(self) -> None:
        """The cards of the mixes, and the rules of the chosen one with what became of them."""
        self.deck.follow()
        self.rules.show_rules(rule_words.rules(self.hub.project, self.hub.choice, self._planner.plan))

    def showEvent(self, event: QShowEvent) -> None:
        """Have the triangle filled again when the page is seen again."""
        self._missed = self._missed or Changes(plans=True)
        super().showEvent(event)

    @property
    def _share_base(self) -> shares.Base:
        return shares.Base.of(self.hub.choice.material)

    def _held(self, split: shares.Split) -> dict[str, int]:
        """Shares near a split in which those that are locked stay."""
        locked = {name for name in CLASSES if self.sliders.lock(name).isChecked()}
        return shares.held(self.sliders.shares, shares.by_class(split), locked)

    def _show_goals(self) -> None:
        mix = self.hub.project.by_id(Mix).get(self.hub.choice.mix)
        self.goals.setEnabled(mix is not None)
        self.add_rule.setEnabled(mix is not None)
        self.licences.show_mix(mix, controlled=bool(self.hub.project.all(Regime)))
        self.goals.show_order(goal_order.order_of(mix or Mix()))

    def _show_shares(self) -> None:
        project, choice = self.hub.project, self.hub.choice
        reached = supply.class_shares(self._planner.plan, choice) if self._planner.plan else None
        asked = shares.shares_of(project, choice.mix, self._share_base, reached)
        self._base.setText(say("shares-heading", material=rule_words.material(project, choice.material)))
        shown = asked or reached
        if shown is None and (self._planner.plan is not None or self.hub.document != self._document):
            shown = dict.fromkeys(CLASSES, 0)
        self._document = self.hub.document
        if shown is not None:  # else those before stay until the plan that is being made is there
            self._reaches = any(shown.values())
        self._show_note()
        self.free.setEnabled(bool(shares.rules_of(project, choice.mix, self._share_base)))
        self.sliders.setEnabled(bool(choice.mix))
        if shown is not None and not self.sliders.is_dragged:
            self.sliders.show_shares(shown)

    def _show_note(self) -> None:
        """What the shares shown are and what moving one does, or why none can be moved."""
        locked = sum(self.sliders.lock(name).isChecked() for name in CLASSES)
        self._note.setText(say("shares-two-locked") if locked >= len(CLASSES) - 1 else self._shares_note())

    def _shares_note(self) -> str:
        project, mix, base = self.hub.project, self.hub.choice.mix, self._share_base
        named = shares.asked(project, mix, base)
        if not shares.rules_of(project, mix, base):
            return say("shares-free-now" if self._reaches else "shares-free-none")
        if shares.shares_of(project, mix, base) is None:
            return say("shares-no-split")
        if len(named) == len(CLASSES) or sum(named.values()) == shares.WHOLE:
            return say("shares-asked")
        return say("shares-asked-some", names=", ".join(say(f"class-{name}") for name in CLASSES if name in named))

    def _on_lock(self, _: bool) -> None:
        self._show_note()

    def _connect_rules(self) -> None:
        """What is done to rules, days of licence files and goals, each one edit."""
        shown = self.rules
        self.add_rule.clicked.connect(self._on_add_rule)
        self.builder.closed.connect(self.add_rule.setFocus)
        shown.switched.connect(lambda row, off: self._on_rule(row, lambda _: rule_edits.switch(row, off=off)))
        shown.edited.connect(self._on_edit_rule)
        shown.dropped.connect(lambda row: self._on_rule(row, lambda project: rule_edits.drop(project, row)))
        self.goals.ordered.connect(
            lambda order: self.hub.apply(goal_order.edit(self.hub.desk.project, self.hub.choice.mix, order))
        )
        self.licences.chosen.connect(
            lambda days: self.hub.apply(mixes.plan_with(self.hub.desk.project, self.hub.choice.mix, days))
        )

    def _on_rule(self, row: int, edit: Callable[[Project], Edit]) -> None:
        """Change a rule of the project; one that only what is dragged would give cannot be changed yet."""
        if row in self.hub.desk.project.rows(Rule):
            self.hub.apply(edit(self.hub.desk.project))

    def _on_edit_rule(self, row: int) -> None:
        rule = self.hub.desk.project.rows(Rule).get(row)
        if rule is not None:
            self.builder.begin(rule, row)

    def _on_add_rule(self) -> None:
        self.builder.begin(rule_forms.fresh(self.hub.choice.mix, self.hub.choice.material))

    def _on_dragged(self, wanted: dict[str, int]) -> None:
        self.hub.preview(shares.edit(self.hub.desk.project, self.hub.choice.mix, self._share_base, wanted))

    def _on_settled(self, wanted: dict[str, int]) -> None:
        self.hub.apply(shares.edit(self.hub.desk.project, self.hub.choice.mix, self._share_base, wanted))

    def _on_free(self) -> None:
        self.hub.apply(shares.free(self.hub.desk.project, self.hub.choice.mix, self._share_base))

    def _controls(self) -> QWidget:
        card = QFrame()
        card.setProperty("card", True)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(2 * theme.GRID, 4, 2 * theme.GRID, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self._base)
        layout.addWidget(self._note)
        layout.addWidget(self.sliders)
        layout.addWidget(self.free, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addSpacing(theme.GRID)
        head = QHBoxLayout()
        head.addWidget(heading(say("rules-heading")), 1)
        head.addWidget(self.add_rule)
        layout.addLayout(head)
        layout.addWidget(self.rules)
        layout.addSpacing(theme.GRID)
        layout.addWidget(self.licences)
        layout.addWidget(heading(say("goals-heading")))
        layout.addWidget(self.goals)
        layout.addStretch(1)
        area = QVBoxLayout(card)
        area.setContentsMargins(0, theme.GRID, 0, theme.GRID)
        area.addWidget(scrolling(inside))
        card.setFixedWidth(_LEFT)
        return card

    def _results(self) -> QWidget:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.cards)
        charts = QHBoxLayout()
        charts.setSpacing(theme.GRID)
        self.supply.setMinimumHeight(_CHART_HEIGHT)
        for chart in (self.triangle, self.supply):
            charts.addWidget(chart, 1)
        layout.addLayout(charts, 1)
        return scrolling(inside)
