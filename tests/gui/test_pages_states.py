"""Pages in hard times: data with errors, nothing promised, plans that fail, little room."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.model.edits import SetFields
from desktop.model.errors import WrongCall
from desktop.model.plan import Plan
from desktop.model.progress import Progress
from desktop.model.project import Project
from desktop.model.records.supply import CLASSES
from desktop.session import jobs
from tests.gui.test_pages import compared, mix_page, ready
from tests.gui.window import opened, price
from tests.tiny import tiny_project, tiny_rows

BROKEN = SetFields("offers", {1: {"source": "nobody"}})
OLD = "These figures are of the data before the error. Correct 1 problem (F8) to plan again."


def _texts(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize("step", ["mix", "plan", "compare"])
def test_figures_from_before_an_error_are_marked_as_old_until_it_is_corrected(
    qtbot: QtBot, parts: Parts, step: str
) -> None:
    compared(qtbot, parts)
    parts.window.go_to(step)
    ready(qtbot, parts)
    page = parts.window.pages.currentWidget()
    assert page is not None
    assert OLD not in _texts(page)
    parts.hub.apply(BROKEN)
    qtbot.waitUntil(lambda: parts.planner.state == "problems")
    assert OLD in _texts(page)
    assert not any("being made" in text for text in _texts(page))
    parts.hub.undo()
    assert OLD not in _texts(page)


def test_another_project_shows_no_shares_of_the_one_before(qtbot: QtBot, parts: Parts) -> None:
    page = mix_page(qtbot, parts)
    parts.hub.adopt(tiny_project(contents=[]))
    ready(qtbot, parts)
    assert set(page.sliders.shares.values()) == {0}
    assert not page.triangle.view.state.dots
    assert page.supply.state is not None
    assert page.supply.state.empty.startswith("No item is known to contain this material.")
    parts.hub.choose(material="item:magnet")
    ready(qtbot, parts)
    assert page.sliders.shares["licensed_chinese"] == 1000


def test_shares_stay_until_the_plan_of_another_mix_is_there(qtbot: QtBot, parts: Parts) -> None:
    page = mix_page(qtbot, parts)
    shown, note = page.sliders.shares, page._note.text()
    page.deck.new()
    assert parts.planner.plan is None or not parts.planner.up_to_date
    assert (page.sliders.shares, page._note.text()) == (shown, note)


def test_comparing_a_project_that_begins_with_errors_says_so_in_place_of_charts(parts: Parts) -> None:
    parts.hub.apply(BROKEN)
    parts.window.go_to("compare")
    assert not parts.compare.table.isVisible()
    assert any(text.startswith("There is no plan yet") for text in _texts(parts.compare))


def test_a_mix_that_cannot_be_planned_is_not_waited_for(qtbot: QtBot) -> None:
    def plan_some(project: Project, mix: str, scenario: str, progress: Progress) -> Plan:
        if mix == "slow":
            raise WrongCall("cli-no-mix")
        return jobs.plan(project, mix, scenario, progress)

    with opened(plan_job=plan_some) as parts:
        parts.window.go_to("compare")
        qtbot.waitUntil(lambda: "1 plan could not be made" in _texts(parts.compare))


def test_a_project_without_promises_is_told_the_next_step(qtbot: QtBot) -> None:
    with opened(tiny_project(targets=[])) as parts:
        parts.window.go_to("plan")
        ready(qtbot, parts)
        assert any(text.startswith("Nothing is promised yet") for text in _texts(parts.plan))


def test_an_edit_draws_the_plan_page_once_when_its_plan_is_there(qtbot: QtBot, parts: Parts) -> None:
    parts.window.go_to("plan")
    ready(qtbot, parts)
    supply = parts.plan.supply.state
    parts.hub.apply(price(1, 1000.0))
    assert parts.plan.drawing.done
    assert parts.plan.supply.state is supply
    ready(qtbot, parts)
    assert parts.plan.supply.state is not supply


@pytest.mark.parametrize("panel", [False, True])
def test_nothing_overlaps_on_the_mix_page_where_there_is_little_room(
    qtbot: QtBot, parts: Parts, *, panel: bool
) -> None:
    parts.window.resize(1024, 640)
    parts.window.problems.setVisible(panel)
    parts.hub.alerted.emit("Nothing was pasted.", ("Row 1",) * 40)
    page = mix_page(qtbot, parts)
    parts.window.grab()
    for name in CLASSES:
        for control in (page.sliders.slider(name), page.sliders.box(name)):
            assert control.height() >= control.fontMetrics().height()
    parts_of = (page.deck, page.sliders)
    tops = [widget.mapTo(page, widget.rect().topLeft()).y() for widget in parts_of]
    assert tops[0] + page.deck.height() <= tops[1]
    assert page.mixes.height() >= page.mixes.sizeHintForRow(0)
    assert page.supply.height() >= 200


def test_a_material_with_a_long_name_pushes_no_control_out_of_sight(qtbot: QtBot) -> None:
    long = tiny_rows("items", "magnet", name="Magnet of the kind with no heavy rare earths at all, Sintered" * 2)
    with opened(tiny_project(items=long)) as parts:
        page = mix_page(qtbot, parts)
        parts.hub.choose(material="item:magnet")
        ready(qtbot, parts)
        for control in (page.add_rule, *(page.sliders.lock(name) for name in CLASSES)):
            assert control.visibleRegion().boundingRect().width() == control.width()


def test_all_mixes_are_seen_at_once_when_compared_where_there_is_little_room(qtbot: QtBot, parts: Parts) -> None:
    parts.window.resize(1024, 640)
    parts.window.problems.show()
    compared(qtbot, parts)
    ready(qtbot, parts)
    qtbot.waitUntil(lambda: parts.compare.table.results.rowCount() == 2)
    parts.window.grab()
    table = parts.compare.table
    assert table.rowViewportPosition(1) + table.rowHeight(1) <= table.viewport().height()


def test_with_two_shares_locked_it_is_said_why_the_third_stays(qtbot: QtBot, parts: Parts) -> None:
    page = mix_page(qtbot, parts)
    page.sliders.lock("domestic").click()
    assert not any("third cannot move" in text for text in _texts(page))
    page.sliders.lock("other_foreign").click()
    assert any("third cannot move" in text for text in _texts(page))


def test_an_empty_project_says_where_to_begin_and_a_begun_one_only_how(parts: Parts) -> None:
    parts.window.go_to("data")
    parts.data.show_table("pins")
    assert "A plan needs" not in parts.data.grid.accessibleDescription()
    parts.hub.adopt(jobs.new_project(sample=False))
    assert "A plan needs Items, Sources, Offers of these sources" in parts.data.grid.accessibleDescription()
