"""What sets two plans apart: the way from one cost to the other and the inputs, or how to choose two."""

import attrs
import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.hub import Choice
from desktop.gui.pair_panel import PairPanel
from desktop.gui.views import comparing
from desktop.model.plan import Plan
from tests.analysis.plans import hand_orders, hand_plan

CHOICE = Choice(mix="least", money_unit="lakh")


@pytest.fixture
def panel(qtbot: QtBot) -> PairPanel:
    made = PairPanel()
    qtbot.addWidget(made)
    made.show()
    return made


def _show(panel: PairPanel, base: Plan, plan: Plan) -> None:
    panel.show_pair(base, plan, CHOICE)
    panel.show_inputs(base, plan, comparing.inputs_table(base, plan, CHOICE))


def test_the_way_leads_from_one_cost_to_the_other(panel: PairPanel) -> None:
    plan = hand_plan()
    cheaper = attrs.evolve(hand_plan(plan.project, hand_orders()[1:]), mix="slow")
    panel.show_pair(plan, cheaper, CHOICE)
    state = panel.way.state
    assert state is not None
    assert [step.label for step in state.steps] == ["Least cost", "Volume", "Mix of sources", "Slow files"]
    assert state.steps[0].value == pytest.approx(plan.cost.total / 1e5)
    assert state.steps[-1].value == pytest.approx(plan.cost.total / 1e5 - 7.0)
    assert state.gap < 1e-9


def test_the_inputs_that_differ_are_listed_with_both_sides(panel: PairPanel) -> None:
    plan = hand_plan()
    _show(panel, plan, attrs.evolve(plan, mix="slow"))
    assert panel._count.whole == "Least cost → Slow files: 1 difference"
    results = panel.inputs.results
    assert [results.index(0, at).data() for at in range(4)] == ["Mix", "Licence days", "P50", "P90"]


def test_without_two_plans_it_is_said_how_to_choose_them(panel: PairPanel) -> None:
    panel.show_pair(hand_plan(), None, CHOICE)
    assert panel._pages.currentIndex() == 1
    assert "Choose a row" in panel._none.text()
    _show(panel, hand_plan(), hand_plan())
    assert panel._none.text() == "Nothing differs in the inputs of these two plans."


def test_inputs_that_come_late_are_not_shown_beside_another_pair(panel: PairPanel) -> None:
    plan = hand_plan()
    slow = attrs.evolve(plan, mix="slow")
    panel.show_pair(plan, slow, CHOICE)
    panel.show_pair(plan, None, CHOICE)
    panel.show_inputs(plan, slow, comparing.inputs_table(plan, slow, CHOICE))
    assert panel._pages.currentIndex() == 1
