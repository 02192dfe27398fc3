"""The hub: what it announces, and how it says what went wrong."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.hub import Hub
from desktop.model.edits import Changes, DropRecords, ReplaceTables, SetFields
from desktop.model.errors import FileFault, Problem, ProblemsFound
from desktop.model.progress import Cancelled, Progress
from tests.gui.window import price
from tests.tiny import tiny_project


def _announced(hub: Hub) -> list[Changes]:
    heard: list[Changes] = []
    hub.changed.connect(heard.append)
    return heard


def _alerted(hub: Hub) -> list[tuple[str, tuple[str, ...]]]:
    heard: list[tuple[str, tuple[str, ...]]] = []
    hub.alerted.connect(lambda sentence, details: heard.append((sentence, details)))
    return heard


def test_an_edit_announces_the_table_it_changed_and_the_file(parts: Parts) -> None:
    heard = _announced(parts.hub)
    assert parts.hub.apply(price(1, 5500.0))
    assert heard == [Changes(frozenset({"offers"}), file=True)]


def test_an_edit_that_changes_nothing_is_not_announced(parts: Parts) -> None:
    heard = _announced(parts.hub)
    assert parts.hub.apply(price(1, 5000.0))
    assert heard == []
    assert not parts.hub.desk.modified


def test_undo_brings_back_the_same_project_and_its_plan(qtbot: QtBot, parts: Parts) -> None:
    qtbot.waitUntil(lambda: parts.planner.state == "ready")
    project, plan = parts.hub.project, parts.planner.plan
    parts.hub.apply(price(1, 1000.0))
    qtbot.waitUntil(lambda: parts.planner.state == "ready")
    assert parts.planner.plan is not plan
    parts.hub.undo()
    assert parts.hub.project is project
    assert parts.planner.plan is plan
    assert parts.planner.state == "ready"
    parts.hub.redo()
    assert parts.hub.project.tables["offers"][1] != project.tables["offers"][1]
    assert parts.planner.up_to_date


def test_a_preview_that_ends_in_no_change_is_announced(parts: Parts) -> None:
    parts.hub.preview(price(1, 1000.0))
    heard = _announced(parts.hub)
    assert parts.hub.apply(price(1, 5000.0))
    assert heard == [Changes(frozenset({"offers"}))]
    assert parts.hub.project is parts.hub.desk.project


@pytest.mark.stray_logs
def test_a_preview_that_ends_in_an_edit_that_fails_is_announced(parts: Parts, caplog: pytest.LogCaptureFixture) -> None:
    parts.hub.preview(price(1, 1000.0))
    heard = _announced(parts.hub)
    assert not parts.hub.apply(SetFields("offers", {99: {"price": 1.0}}))
    assert heard == [Changes(frozenset({"offers"}))]
    assert caplog.messages == ["unforeseen KeyError"]


def test_steps_taken_back_keep_their_words(parts: Parts) -> None:
    hub = parts.hub
    assert (hub.undo_words, hub.redo_words) == ("", "")
    hub.apply(price(1, 1000.0))
    hub.apply(DropRecords("mixes", [2]))
    hub.undo()
    assert (hub.undo_words, hub.redo_words) == ("change price of IREL-magnet", "delete rows (Mixes)")
    hub.undo()
    assert hub.redo_words == "change price of IREL-magnet"
    hub.redo()
    assert (hub.undo_words, hub.redo_words) == ("change price of IREL-magnet", "delete rows (Mixes)")


@pytest.mark.stray_logs
def test_an_edit_that_cannot_be_made_is_said_and_leaves_the_project(
    parts: Parts, caplog: pytest.LogCaptureFixture
) -> None:
    heard, before = _alerted(parts.hub), parts.hub.project
    assert not parts.hub.apply(SetFields("offers", {99: {"price": 1.0}}))
    assert caplog.messages == ["unforeseen KeyError"]
    assert parts.hub.project is before
    assert [sentence.split(",")[0] for sentence, _ in heard] == ["Something went wrong inside Dhatu"]


@pytest.mark.parametrize(
    ("then", "cleared"),
    [("export", True), ("import", False), ("", False)],
)
def test_an_alert_goes_when_the_same_kind_of_job_goes_well(parts: Parts, then: str, cleared: bool) -> None:
    heard: list[bool] = []
    parts.hub.cleared.connect(lambda: heard.append(True))
    parts.hub.alert(FileFault("file-missing", path="motors.dhatu"), "export")
    parts.hub.alert(Cancelled(), "import")
    parts.hub.succeeded(then)
    parts.hub.succeeded(then)
    assert heard == [True] * cleared


def test_what_was_said_since_stays_when_an_earlier_job_goes_well(parts: Parts) -> None:
    heard: list[bool] = []
    parts.hub.cleared.connect(lambda: heard.append(True))
    parts.hub.alert(FileFault("file-missing", path="motors.dhatu"), "export")
    parts.hub.alerted.emit("Something else.", ())
    parts.hub.succeeded("export")
    assert heard == []


def test_a_job_that_goes_well_after_it_failed_takes_its_alert_away(parts: Parts, qtbot: QtBot) -> None:
    heard: list[bool] = []
    parts.hub.cleared.connect(lambda: heard.append(True))

    def broken(_: Progress) -> None:
        raise FileFault("file-missing", path="motors.dhatu")

    with qtbot.waitSignal(parts.hub.alerted):
        parts.hub.run("Exporting", broken, lambda _: None)
    with qtbot.waitSignal(parts.hub.cleared):
        parts.hub.run("Exporting", lambda _: None, lambda _: None)
    assert heard == [True]


def test_a_preview_shows_another_project_and_leaves_the_desk_alone(parts: Parts) -> None:
    before, heard = parts.hub.project, _announced(parts.hub)
    parts.hub.preview(price(1, 1000.0))
    assert parts.hub.project is not before
    assert parts.hub.desk.project is before
    parts.hub.preview(None)
    assert parts.hub.project is before
    assert [changes.tables for changes in heard] == [{"offers"}, {"offers"}]
    assert parts.hub.desk.undo_name is None


def test_the_choice_moves_on_when_what_was_chosen_goes(parts: Parts) -> None:
    parts.hub.choose(mix="slow", scenario="base")
    assert (parts.hub.choice.mix, parts.hub.choice.scenario) == ("slow", "base")
    assert (parts.hub.settings.mix, parts.hub.settings.scenario) == ("slow", "base")
    parts.hub.apply(DropRecords("mixes", [2]))
    assert parts.hub.choice.mix == "least"
    parts.hub.apply(ReplaceTables({"scenarios": []}))
    assert parts.hub.choice.scenario == ""


def test_another_document_is_announced_whole_and_ends_undo(parts: Parts) -> None:
    parts.hub.apply(price(1, 5500.0))
    heard, other = _announced(parts.hub), tiny_project(scenarios=[])
    parts.hub.adopt(other)
    assert parts.hub.project is other
    assert parts.hub.document == 1
    assert heard[0] == Changes(frozenset(other.tables), plans=True, file=True)
    assert parts.hub.desk.undo_name is None


def test_errors_become_sentences_and_problems_lines(parts: Parts) -> None:
    heard = _alerted(parts.hub)
    said: list[str] = []
    parts.hub.said.connect(said.append)
    parts.hub.alert(FileFault("file-missing", path="motors.dhatu"))
    problem = Problem("file-missing", {"path": "here"}, sheet="Offers", cell="B2")
    parts.hub.alert(ProblemsFound("project-problems", [problem, problem]))
    parts.hub.alert(Cancelled())
    assert heard[0] == ("There is no file motors.dhatu.", ())
    assert len(heard[1][1]) == 2
    assert "There is no file here." in heard[1][1][0]
    assert len(heard) == 2
    assert len(said) == 1
