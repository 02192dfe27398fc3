"""The steps of the work: what each page shows, and that it follows what is done."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QTabWidget
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.choosers import ChoiceBox
from desktop.gui.pages.mix import MixPage
from desktop.gui.tables.results import ResultTable
from desktop.model.edits import AddRecords, SetFields
from desktop.model.errors import Problem
from desktop.model.records import Mix, Rule
from desktop.model.records.supply import CLASSES
from tests.gui.window import opened, price
from tests.tiny import tiny_project

HOME = Rule(id="home", mix="least", kind="share at least", class_="domestic", limit=90.0)
Figures = tuple[list[tuple[str, str, str]], object, dict[str, int]]


def ready(qtbot: QtBot, parts: Parts) -> None:
    qtbot.waitUntil(lambda: parts.planner.up_to_date)
    drawn(qtbot, parts)


def drawn(qtbot: QtBot, parts: Parts) -> None:
    """Pages draw in pieces: wait for the last."""
    pages = (parts.mix, parts.plan, parts.compare)
    qtbot.waitUntil(lambda: all(page.drawing.done for page in pages))


def mix_page(qtbot: QtBot, parts: Parts) -> MixPage:
    parts.window.go_to("mix")
    ready(qtbot, parts)
    return parts.mix


def _shown(page: MixPage) -> Figures:
    """Everything in numbers on the mix page."""
    return [view.texts for view in page.cards.views], page.supply.state, page.sliders.shares


def _drag(page: MixPage, name: str, *values: int) -> None:
    slider = page.sliders.slider(name)
    slider.setSliderDown(True)
    for value in values:
        slider.setValue(value)
    slider.setSliderDown(False)


def _column(table: ResultTable, header: str) -> list[str]:
    headers = [column.header for column in table.results.columns]
    at = headers.index(header)
    return [table.results.index(row, at).data() for row in range(table.results.rowCount())]


def _limits(parts: Parts) -> dict[str, float]:
    return {rule.class_: rule.limit for rule in parts.hub.desk.project.all(Rule)}


def test_free_shares_are_those_that_the_plan_reaches(qtbot: QtBot, parts: Parts) -> None:
    page = mix_page(qtbot, parts)
    assert page.sliders.shares == {"domestic": 0, "licensed_chinese": 1000, "other_foreign": 0}
    assert not page.free.isEnabled()


def test_a_drag_is_one_edit_with_a_name_to_undo(qtbot: QtBot, parts: Parts) -> None:
    page = mix_page(qtbot, parts)
    _drag(page, "domestic", 100, 250, 400)
    assert parts.hub.desk.undo_name == "edit-shares"
    assert _limits(parts) == {"domestic": 40.0, "licensed_chinese": 60.0}
    ready(qtbot, parts)
    assert parts.planner.plan is not None
    # 40 % of 600 kg from IREL at 5,000, the others from JL at 3,200
    assert parts.planner.plan.cost.landed == pytest.approx(240 * 5000 + 360 * 3200)
    parts.hub.undo()
    assert _limits(parts) == {}
    assert parts.hub.desk.undo_name is None


def test_figures_follow_while_a_slider_is_held_without_an_edit(qtbot: QtBot, parts: Parts) -> None:
    page = mix_page(qtbot, parts)
    before = _shown(page)
    slider = page.sliders.slider("domestic")
    slider.setSliderDown(True)
    slider.setValue(500)
    ready(qtbot, parts)
    assert _shown(page)[0] != before[0]
    assert not parts.hub.desk.modified
    slider.setSliderDown(False)
    assert parts.hub.desk.modified


def test_after_a_drag_and_undo_the_figures_are_exactly_the_earlier_ones(qtbot: QtBot, parts: Parts) -> None:
    page = mix_page(qtbot, parts)
    before = _shown(page)
    _drag(page, "domestic", 200, 500)
    ready(qtbot, parts)
    assert _shown(page) != before
    parts.hub.undo()
    ready(qtbot, parts)
    assert _shown(page) == before
    parts.hub.redo()
    ready(qtbot, parts)
    assert page.sliders.shares["domestic"] == 500


def test_a_drag_that_ends_where_it_began_leaves_a_finished_plan(qtbot: QtBot, parts: Parts) -> None:
    page = mix_page(qtbot, parts)
    _drag(page, "domestic", 400)
    ready(qtbot, parts)
    before = _shown(page)
    slider = page.sliders.slider("domestic")
    slider.setSliderDown(True)
    slider.setValue(450)
    slider.setValue(400)
    ready(qtbot, parts)
    slider.setSliderDown(False)
    qtbot.waitUntil(lambda: parts.planner.state == "ready")
    ready(qtbot, parts)
    assert _shown(page) == before
    parts.hub.undo()
    assert _limits(parts) == {}


def test_shares_set_can_be_left_free_again(qtbot: QtBot, parts: Parts) -> None:
    page = mix_page(qtbot, parts)
    _drag(page, "domestic", 400)
    page.free.click()
    ready(qtbot, parts)
    assert _limits(parts) == {}
    assert parts.hub.desk.undo_name == "edit-shares-free"
    assert page.sliders.shares == {"domestic": 0, "licensed_chinese": 1000, "other_foreign": 0}


def test_shares_are_those_of_the_chosen_mix_and_material(qtbot: QtBot, parts: Parts) -> None:
    page = mix_page(qtbot, parts)
    _drag(page, "domestic", 400)
    page.mixes.setCurrentRow(1)
    ready(qtbot, parts)
    assert parts.hub.choice.mix == "slow"
    assert page.sliders.shares["domestic"] == 0
    parts.hub.choose(material="element:Dy")
    _drag(page, "domestic", 300)
    assert {(rule.mix, rule.element) for rule in parts.hub.project.all(Rule)} == {("least", ""), ("slow", "Dy")}
    assert sum(page.sliders.shares[name] for name in CLASSES) == 1000


def test_a_rule_that_gave_way_is_told_with_the_tonnage_missing(qtbot: QtBot) -> None:
    with opened(tiny_project(rules=[HOME])) as parts:
        parts.hub.choose(mass_unit="kg")
        page = mix_page(qtbot, parts)
        assert "Gave way: reached 60.0 %, 57.6 kg missing (Jan 2027 – Jun 2027)." in page.rules.text
        parts.window.go_to("plan")
        drawn(qtbot, parts)
        assert _column(parts.plan.tabs.bent, "Missing or too much") == ["57.6 kg missing"]
        assert "Rules that gave way (1)" in _tab_titles(parts)


def _tab_titles(parts: Parts) -> list[str]:
    tabs = parts.plan.findChild(QTabWidget)
    assert tabs is not None
    return [tabs.tabText(at) for at in range(tabs.count()) if tabs.isTabVisible(at)]


def test_the_plan_page_shows_orders_and_files_with_their_dates(qtbot: QtBot, parts: Parts) -> None:
    parts.window.go_to("plan")
    ready(qtbot, parts)
    assert _tab_titles(parts) == [
        "Orders (6)",
        "Production (1)",
        "Licence files to put in (6)",
        "Rules that gave way (0)",
    ]
    assert _column(parts.plan.tabs.orders, "File by")[0] == "18 Sep 2026"
    files = parts.plan.tabs.licences
    assert [text[:13] for text in _column(files, "File by")] == ["▸ 18 Sep 2026"]
    files.activated.emit(files.results.index(0, 0))
    assert [text[:3] for text in _column(files, "File by")[:2]] == ["▾ 1", "   "]
    files.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert _column(files, "File by")[0].startswith("▾")
    files.activated.emit(files.results.index(0, 0))
    assert len(_column(files, "File by")) == 1
    assert parts.plan.cost.state is not None
    assert sum(sum(series.values) for series in parts.plan.cost.state.layers) == pytest.approx(0.192)


def test_the_plan_page_follows_an_edit_and_its_undo(qtbot: QtBot, parts: Parts) -> None:
    parts.window.go_to("plan")
    ready(qtbot, parts)
    before = [view.texts for view in parts.plan.cards.views], parts.plan.supply.state, parts.plan.cost.state
    parts.hub.apply(price(1, 1000.0))
    ready(qtbot, parts)
    assert parts.plan.cost.state != before[2]
    parts.hub.undo()
    ready(qtbot, parts)
    assert ([view.texts for view in parts.plan.cards.views], parts.plan.supply.state, parts.plan.cost.state) == before


def test_units_chosen_change_the_figures_and_not_the_plan(qtbot: QtBot, parts: Parts) -> None:
    parts.window.go_to("plan")
    ready(qtbot, parts)
    plan = parts.planner.plan
    parts.hub.choose(money_unit="lakh", mass_unit="kg", material="item:magnet")
    assert parts.planner.plan is plan
    drawn(qtbot, parts)
    assert parts.plan.cards.views[2].texts[1] == "₹19.5 lakh"
    assert parts.plan.supply.state is not None
    assert parts.plan.supply.state.unit == "kg a month"


def compared(qtbot: QtBot, parts: Parts) -> None:
    parts.window.go_to("compare")
    qtbot.waitUntil(lambda: all(parts.planner.plan_of(mix.id, "") for mix in parts.hub.project.all(Mix)))


def test_the_compare_page_marks_the_best_and_shows_differences_to_the_chosen_base(qtbot: QtBot) -> None:
    with opened(tiny_project(rules=[HOME])) as parts:
        parts.hub.choose(money_unit="lakh")
        compared(qtbot, parts)
        # least: 360 kg from IREL, 240 from JL = 25.68 lakh; slow: 600 from JL = 19.2; 300 motors at 100 = 0.3
        table = parts.compare.table
        qtbot.waitUntil(lambda: table.results.rowCount() == 2)
        assert _column(table, "Plan") == ["Least cost  (base)", "Slow files"]
        assert _column(table, "Cost (₹ lakh)") == ["26.0", "★ 19.5  (−6.5)"]
        assert _column(table, "Gave way") == ["1", "★ 0  (−1)"]
        base = next(box for box in parts.compare.findChildren(ChoiceBox) if box.isVisible())
        base.setCurrentIndex(1)
        base.activated.emit(1)
        assert _column(table, "Cost (₹ lakh)") == ["26.0  (+6.5)", "★ 19.5"]


def test_the_compare_page_asks_for_plans_only_while_it_is_looked_at(qtbot: QtBot, parts: Parts) -> None:
    ready(qtbot, parts)
    assert parts.planner.plan_of("slow", "") is None
    compared(qtbot, parts)
    assert len(parts.planner.wanted) == 2
    parts.window.go_to("plan")
    assert len(parts.planner.wanted) == 0


def test_a_mix_removed_is_no_longercompared(qtbot: QtBot, parts: Parts) -> None:
    compared(qtbot, parts)
    parts.hub.apply(AddRecords("mixes", [Mix(id="third", name="Third way")]))
    compared(qtbot, parts)
    qtbot.waitUntil(lambda: parts.compare.table.results.rowCount() == 3)
    parts.hub.undo()
    qtbot.waitUntil(lambda: parts.compare.table.results.rowCount() == 2)


@pytest.mark.parametrize("step", ["mix", "plan", "compare"])
def test_a_page_without_a_plan_says_what_to_do(step: str) -> None:
    with opened(tiny_project(mixes=[])) as parts:
        parts.window.go_to(step)
        page = parts.window.pages.currentWidget()
        assert page is not None
        texts = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
        assert any(text.startswith("There is no plan yet. Enter at least one mix") for text in texts)


def test_an_empty_table_says_how_to_fill_it(parts: Parts) -> None:
    parts.window.go_to("data")
    parts.data.show_table("licences")
    assert parts.data.grid.accessibleDescription().startswith("Nothing here yet. Add a row")
    parts.data.show_table("offers")
    assert parts.data.grid.accessibleDescription() == ""


def test_finding_shows_the_rows_that_match_or_says_that_none_does(parts: Parts) -> None:
    parts.window.go_to("data")
    parts.data.show_table("offers")
    field = parts.data.findChild(QLineEdit)
    assert field is not None
    field.setText("IREL")
    assert parts.data.grid.records.rowCount() == 1
    field.setText("nobody")
    assert parts.data.grid.accessibleDescription() == "No row contains “nobody”."
    field.clear()
    assert parts.data.grid.records.rowCount() == 2


def test_a_problem_leads_to_its_cell(parts: Parts) -> None:
    parts.window.go_to("data")
    parts.hub.apply(SetFields("offers", {1: {"source": "nobody"}}))
    problem = next(problem for problem in parts.hub.problems if problem.table == "offers")
    assert isinstance(problem, Problem)
    parts.data.show_problem(problem)
    assert parts.data.grid.currentIndex().data() == "nobody"


def test_a_table_not_on_the_screen_catches_up_when_it_is_shown(parts: Parts) -> None:
    parts.window.go_to("data")
    parts.data.show_table("mixes")
    parts.data.show_table("offers")
    parts.hub.apply(AddRecords("mixes", [Mix(id="third", name="Third way")]))
    parts.data.show_table("mixes")
    assert parts.data.grid.records.rowCount() == 3
