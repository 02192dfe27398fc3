"""The window as a whole: title, steps, problems, closing, what is dropped on it."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.importing.wizard import ImportWizard
from desktop.gui.page import Page
from desktop.gui.sidebar import STEPS
from desktop.model.edits import SetFields
from desktop.model.project import Project
from desktop.model.records import Item
from desktop.session import jobs, settings
from tests.gui.window import answers, opened, price
from tests.tiny import tiny_project


def _red_number(parts: Parts) -> object:
    return parts.window.sidebar.item(STEPS.index("data")).data(Qt.ItemDataRole.UserRole + 1)


def test_the_title_names_the_file_and_marks_unsaved_work(tmp_path: Path) -> None:
    with opened(path=tmp_path / "motors.dhatu") as parts:
        assert parts.window.windowTitle() == "motors.dhatu[*] – Dhatu"
        assert not parts.window.isWindowModified()
        parts.hub.apply(price(1, 5500.0))
        assert parts.window.isWindowModified()
        parts.hub.undo()
        assert not parts.window.isWindowModified()


def test_a_document_without_a_file_is_called_by_its_name(parts: Parts) -> None:
    assert parts.window.windowTitle() == "Tiny[*] – Dhatu"


def test_each_step_shows_its_page(parts: Parts) -> None:
    pages: dict[str, Page] = {"data": parts.data, "mix": parts.mix, "plan": parts.plan, "compare": parts.compare}
    for step, page in pages.items():
        parts.window.go_to(step)
        assert parts.window.pages.currentWidget() is page
        assert page.isVisible()


def test_a_project_with_nothing_to_plan_yet_begins_with_its_data(qtbot: QtBot, parts: Parts) -> None:
    parts.window.go_to("plan")
    parts.documents.new()
    qtbot.waitUntil(lambda: not parts.hub.project.by_id(Item))
    assert parts.window.pages.currentWidget() is parts.data
    parts.window.go_to("mix")
    parts.documents.open_sample()
    qtbot.waitUntil(lambda: bool(parts.hub.project.by_id(Item)))
    assert parts.window.pages.currentWidget() is parts.mix


def test_the_red_number_counts_errors_and_not_notes(parts: Parts) -> None:
    notes = [problem for problem in parts.hub.problems if problem.severity == "note"]
    assert len(notes) == len(parts.hub.problems)
    assert _red_number(parts) == 0
    parts.hub.apply(SetFields("offers", {1: {"source": "nobody"}}))
    errors = [problem for problem in parts.hub.problems if problem.severity == "error"]
    assert errors
    assert _red_number(parts) == len(errors)


def test_closing_with_unsaved_work_asks_and_stays_when_told(parts: Parts) -> None:
    user = answers(parts, leave="cancel")
    parts.hub.apply(price(1, 5500.0))
    assert not parts.window.close()
    assert user.asked == ["Tiny"]
    assert parts.window.isVisible()
    user.leave = "discard"
    assert parts.window.close()


def test_closing_without_changes_does_not_ask(parts: Parts) -> None:
    user = answers(parts, leave="cancel")
    assert parts.window.close()
    assert user.asked == []


def test_closing_with_saving_writes_the_file_and_then_closes(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "motors.dhatu"
    with opened(path=path) as parts:
        answers(parts, leave="save")
        parts.hub.apply(price(1, 5500.0))
        parts.window.close()
        qtbot.waitUntil(lambda: not parts.window.isVisible())
        assert jobs.open_project(path).tables == parts.hub.project.tables


def test_the_window_stands_where_it_stood() -> None:
    with opened() as parts:
        parts.window.problems.show()
        parts.window.close()
        settings.store(parts.hub.settings)
        height = parts.window.height()
    with opened() as parts:
        assert parts.window.problems.isVisible()
        assert parts.window.height() == height


def _drop(parts: Parts, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    parts.window.dropEvent(QDropEvent(QPoint(5, 5), copy, data, left, none))


def test_a_project_file_dropped_on_the_window_is_opened(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    path = tmp_path / "dropped.dhatu"
    jobs.save_project(_other(), path)
    with qtbot.waitSignal(parts.documents.opened):
        _drop(parts, path)
    assert parts.hub.desk.path == path
    assert parts.window.windowTitle() == "dropped.dhatu[*] – Dhatu"


def test_any_other_file_dropped_on_the_window_is_looked_into_as_a_list(
    qtbot: QtBot, parts: Parts, tmp_path: Path
) -> None:
    _drop(parts, tmp_path / "notes.txt")
    wizard = parts.window.findChild(ImportWizard)
    assert wizard is not None
    qtbot.waitUntil(lambda: "notes.txt" in wizard.banner.text())
    assert parts.hub.document == 0
    wizard.close()


def test_a_click_on_the_number_of_problems_lists_them(parts: Parts) -> None:
    assert not parts.window.problems.isVisible()
    parts.window.status.problems_wanted.emit()
    assert parts.window.problems.isVisible()
    parts.window.toggle_problems()
    assert not parts.window.problems.isVisible()


def _other() -> Project:
    return tiny_project(scenarios=[])
