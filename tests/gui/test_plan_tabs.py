"""The lists of a plan: orders by date or by arrival, only those due, and of the material that is looked at."""

from collections.abc import Callable, Sequence

import attrs
import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.hub import Choice
from desktop.gui.plan_tabs import PlanTabs
from desktop.gui.tables.results import Column
from desktop.gui.views import orders, production, why
from desktop.gui.views.why import Told
from desktop.model.plan import Plan
from desktop.model.records import Recipe, Settings
from tests.analysis.plans import hand_plan, hand_project
from tests.tiny import FIRST, PLAN_DATE, tiny_rows

KG = Choice(mix="least", mass_unit="kg", money_unit="lakh")


def _cells(columns: Sequence[Column]) -> dict[str, tuple[str, ...]]:
    return {column.header: column.texts for column in columns}


@pytest.mark.parametrize("which", ["licences", "held"])
def test_a_row_of_licence_files_is_asked_about_as_its_row_of_the_timeline_is(qtbot: QtBot, which: str) -> None:
    tabs, asked = PlanTabs(), list[Callable[[Plan, Choice], Told]]()
    qtbot.addWidget(tabs)
    tabs.asked.connect(asked.append)
    plan = hand_plan()
    tabs.show_orders(plan, KG)
    tabs.show_licences(plan, KG)
    tabs.show_others(plan, KG)
    table = {"licences": tabs.licences, "held": tabs.held}[which]
    index = table.results.index(0, 0)
    table.selectRow(0)
    table.clicked.emit(index)
    assert len(asked) == 1
    assert asked[0](plan, KG) == why.files(plan, KG, "JL/magnet")


def test_orders_stand_by_date_or_by_arrival(qtbot: QtBot) -> None:
    tabs = PlanTabs()
    qtbot.addWidget(tabs)
    tabs.show_orders(hand_plan(), KG)
    assert tabs.orders.results.columns[0].texts[0] == "placed"
    tabs.sorting._buttons["arrival"].click()
    months = _cells(tabs.orders.results.columns)["Arrives"]
    assert months == ("Jan 2027", "Jan 2027", "Feb 2027", "Mar 2027", "Apr 2027")


def test_only_orders_of_the_next_days_are_listed_when_asked_for(qtbot: QtBot) -> None:
    settings = [attrs.evolve(hand_project().settings, plan_date=PLAN_DATE.replace(month=11, day=1))]
    plan = hand_plan(hand_project(settings=settings))
    tabs = PlanTabs()
    qtbot.addWidget(tabs)
    tabs.show_orders(plan, KG)
    assert tabs.tabText(0) == "Orders (5)"
    tabs.due.click()
    assert tabs.tabText(0) == "Orders (3)"
    assert _cells(tabs.orders.results.columns)["Order by"] == ("16 Nov 2026", "2 Dec 2026", "18 Dec 2026")


@pytest.mark.parametrize("due", [False, True])
def test_a_plan_without_orders_lists_none(due: bool) -> None:
    columns = orders.table(attrs.evolve(hand_plan(), orders=()), KG, due=due)
    assert _cells(columns)["Order by"] == ()
    assert "Landed cost (₹ lakh)" in _cells(columns) or "Landed cost (₹)" in _cells(columns)


def test_orders_follow_the_material_and_the_currency() -> None:
    motor = attrs.evolve(KG, material="item:motor")
    assert _cells(orders.table(hand_plan(), motor))["Order by"] == ()
    dollars = attrs.evolve(KG, material="element:Dy", currency="USD")
    cells = _cells(orders.table(hand_plan(), dollars))
    # 1.6, 3.2, 5.01, 1.84 and 7 lakh at 80 INR a dollar, in millions
    shown = [float(text) for text in cells["Landed cost (US$ million)"]]
    assert shown == pytest.approx([0.002, 0.004, 0.0063, 0.0023, 0.0088], abs=0.005)


def test_orders_of_little_money_are_told_in_rupees() -> None:
    assert _cells(orders.table(hand_plan(), KG))["Landed cost (₹ lakh)"][0] == "1.60"
    few = attrs.evolve(hand_plan(), orders=hand_plan().orders[:1])
    assert _cells(orders.table(few, KG))["Landed cost (₹ lakh)"] == ("7.00",)
    assert _cells(orders.table(few, attrs.evolve(KG, money_unit="crore")))["Landed cost (₹)"] == ("7,00,000",)


def test_orders_beyond_the_near_months_are_marked_as_estimates() -> None:
    settings = [Settings(name="Near", first_month=FIRST, months=6, plan_date=PLAN_DATE, near_months=2)]
    project = hand_project(settings=settings, offers=tiny_rows("offers", lot_size=5.0))
    told = [order for order in hand_plan().orders if order.offer != "VAC-magnet"]
    planned = attrs.evolve(hand_plan(project), orders=tuple(told))
    cells = _cells(orders.table(planned, KG))
    assert dict(zip(cells["Arrives"], cells["Firmness"], strict=True)) == {
        "Jan 2027": "",
        "Feb 2027": "",
        "Mar 2027": "estimate",
    }
    assert "Firmness" not in _cells(orders.table(hand_plan(), KG))


def test_production_is_told_by_recipe_and_period_with_the_busiest_month() -> None:
    recipes = [Recipe(id="assembly", name="Assembly", output="motor", cost=100.0, capacity=80.0)]
    plan = hand_plan(hand_project(recipes=recipes))
    cells = _cells(production.table(plan, attrs.evolve(KG, period="quarter")))
    assert (cells["Recipe"], cells["Makes"], cells["Unit"]) == (("Assembly",), ("Motor",), ("piece",))
    # 50 in each of January to April
    assert (cells["All months"], cells["Q4 FY27"], cells["Q1 FY28"]) == (("200",), ("150",), ("50",))
    assert cells["Busiest month"] == ("62 %",)
    assert _cells(production.table(hand_plan(), KG))["Busiest month"] == ("–",)
    assert production.table(plan, attrs.evolve(KG, material="item:magnet"))[0].texts == ()


def test_production_is_stacked_by_recipe_in_the_unit_of_the_item() -> None:
    chart = production.stack(hand_plan(), attrs.evolve(KG, material="item:motor"))
    assert chart.unit == "pieces a month"
    assert [series.values for series in chart.layers] == [pytest.approx((50, 50, 50, 50, 0, 0))]
    assert chart.layers[0].key == "assembly"
    assert production.stack(hand_plan(), attrs.evolve(KG, material="item:magnet")).is_empty
