"""What if licence files are late: one press plans the mix with slow ones."""

from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.model.edits import ReplaceTables
from desktop.model.records import Mix
from tests.gui.test_pages import ready


def test_a_press_plans_the_mix_with_slow_files_and_can_be_taken_back(qtbot: QtBot, parts: Parts) -> None:
    parts.window.go_to("mix")
    ready(qtbot, parts)
    shown = parts.mix.licences
    assert shown.isVisible()
    usual = parts.hub.project.by_id(Mix)["least"].licence_days
    other = {"P50": "P90", "P90": "P50"}[usual]
    shown.switch._buttons[other].click()
    assert parts.hub.project.by_id(Mix)["least"].licence_days == other
    ready(qtbot, parts)
    plan = parts.planner.plan
    assert plan is not None
    assert plan.project is parts.hub.project
    assert parts.hub.undo_words == "plan with other licence days"
    parts.hub.undo()
    assert parts.hub.project.by_id(Mix)["least"].licence_days == usual
    assert shown.switch._buttons[usual].isChecked()


def test_a_project_without_controls_is_not_asked(parts: Parts) -> None:
    parts.window.go_to("mix")
    parts.hub.apply(ReplaceTables({"regimes": [], "licences": []}))
    assert parts.mix.licences.isHidden()
