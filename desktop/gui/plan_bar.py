"""How the plan is looked at: by class, country, source or element, by period, in which currency."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.analysis.lens import ALL
from desktop.gui import theme
from desktop.gui.choosers import UnitSwitch
from desktop.gui.hub import Choice, Hub
from desktop.gui.views import measures
from desktop.gui.words import Elided, plain_label
from desktop.model.plan import Plan
from desktop.session.settings import CURRENCIES, GROUPS, PERIODS
from desktop.text import formats
from desktop.text.messages import say

_COUNTS = ("own", "contained")


class PlanBar(QWidget):
    """Switches above the charts, whose choices are the hub's; ``lists_wanted`` asks for the tables below them.

    ``issue_wanted`` asks to issue the plan.
    """

    lists_wanted = Signal()
    issue_wanted = Signal()

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._by = UnitSwitch(say("plan-by"), [(name, say(f"by-{name}")) for name in GROUPS])
        self._per = UnitSwitch(say("plan-per"), [(name, say(f"period-{name}")) for name in PERIODS])
        self._money = UnitSwitch(say("plan-money"), [(name, say(f"currency-{name}")) for name in CURRENCIES])
        self._count = UnitSwitch(say("plan-count"), [(name, say(f"count-{name}")) for name in _COUNTS])
        self._count_name = plain_label(say("plan-count"), muted=True)
        self._note = Elided()
        self._note.setProperty("muted", True)
        self._note.setFont(theme.sized(theme.SMALL))
        lists = QPushButton(say("plan-lists"))
        lists.setFlat(True)
        issue = self.issue = QPushButton(say("plan-issue"))
        issue.setToolTip(say("plan-issue-help"))
        theme.set_icon(issue, "export")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        for name, switch in (("plan-by", self._by), ("plan-per", self._per), ("plan-money", self._money)):
            layout.addWidget(plain_label(say(name), muted=True))
            layout.addWidget(switch)
            layout.addSpacing(theme.GRID)
        layout.addWidget(self._count_name)
        layout.addWidget(self._count)
        layout.addWidget(self._note, 1)
        layout.addWidget(lists)
        layout.addWidget(issue)
        self._by.chosen.connect(self._choose_by)
        self._per.chosen.connect(self._choose_period)
        self._money.chosen.connect(self._choose_currency)
        self._count.chosen.connect(self._choose_count)
        lists.clicked.connect(self.lists_wanted)
        issue.clicked.connect(self.issue_wanted)

    def show_choice(self, choice: Choice, plan: Plan | None) -> None:
        """Press what is chosen; dollars can be chosen only where the project has their rate, which is said."""
        self._by.show_choice(choice.by)
        self._per.show_choice(choice.period)
        rates = measures.dollars(plan) if plan is not None else ()
        self._money.setEnabled(bool(rates))
        self._money.setToolTip("" if rates else say("currency-USD-none"))
        self._money.show_choice(choice.currency if rates else "INR")
        lens = measures.lens_of(plan.world, choice) if plan is not None else ALL
        for part in (self._count_name, self._count):
            part.setVisible(plan is not None and lens.kind == "item" and lens.id in measures.contained(plan.world))
        self._count.show_choice(choice.counted)
        told = rate_note(rates) if choice.currency == "USD" else ""
        self._note.show_text(told or say("why-hint"))

    def _choose_by(self, by: str) -> None:
        self._hub.choose(by=by)

    def _choose_period(self, period: str) -> None:
        self._hub.choose(period=period)

    def _choose_count(self, counted: str) -> None:
        self._hub.choose(counted=counted)

    def _choose_currency(self, currency: str) -> None:
        self._hub.choose(currency=currency)


def rate_note(rates: tuple[float, ...]) -> str:
    """At which rates dollars are reckoned; "" without any."""
    if not rates:
        return ""
    least, most = (formats.number(rate, 2) for rate in (min(rates), max(rates)))
    if least == most:
        return say("currency-USD-note", least=least)
    return say("currency-USD-notes", least=least, most=most)
