"""After a crash the next start offers what was left, and does with it what the user says."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.list_dialog import ListDialog
from desktop.model.project import Project
from desktop.session import documents, jobs, recovery
from tests.gui.window import answers, opened, price
from tests.session.crashes import crashed
from tests.tiny import tiny_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "motors.dhatu"
    jobs.save_project(tiny_project(), made)
    return made


@pytest.fixture
def left(path: Path) -> Project:
    """A crash left an edit of a file, and one of a document that has none."""
    crashed(documents.opened(path), price(1, 7777.0))
    return crashed((tiny_project(scenarios=[]), documents.NOWHERE), price(1, 8888.0))


@pytest.fixture
def after(left: Project) -> Iterator[Parts]:
    """The next start."""
    with opened() as parts:
        parts.files.recovering.offer()
        yield parts


def dialog(parts: Parts) -> ListDialog:
    assert parts.files.recovering.dialog is not None
    return parts.files.recovering.dialog


def test_nothing_is_offered_when_nothing_was_left(parts: Parts) -> None:
    parts.files.recovering.offer()
    assert parts.files.recovering.dialog is None
    said: list[str] = []
    parts.hub.said.connect(said.append)
    parts.actions["recover"].trigger()
    assert said == ["There is no unsaved work to recover."]


def test_all_that_was_left_is_listed_with_what_differs(qtbot: QtBot, after: Parts, path: Path) -> None:
    qtbot.waitUntil(lambda: "1 record in 1 table" in str(dialog(after).lines))
    names = [(name, differs, where) for name, _, differs, where in dialog(after).lines]
    assert sorted(names) == [("Tiny", "Never saved", "–"), ("motors.dhatu", "1 record in 1 table", str(path.parent))]
    dialog(after).choose([name for name, *_ in dialog(after).lines].index("motors.dhatu"))
    dialog(after).press("differences")
    assert dialog(after).details == "Offers, IREL-magnet: Price 5,000 → 7,777"
    dialog(after).choose([name for name, *_ in dialog(after).lines].index("Tiny"))
    dialog(after).press("differences")
    assert "There is no saved file to compare with.\nSettings: 1 record\nItems: 2 records\n" in dialog(after).details


def test_what_differs_is_shown_as_soon_as_it_is_known(
    qtbot: QtBot, left: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at, compare = threading.Event(), recovery.compared

    def slowly(found: recovery.Left) -> recovery.Comparison:
        looked_at.wait()
        return compare(found)

    monkeypatch.setattr(recovery, "compared", slowly)
    with opened() as after:
        after.files.recovering.offer()
        dialog(after).choose([name for name, *_ in dialog(after).lines].index("motors.dhatu"))
        dialog(after).press("differences")
        before = dialog(after).details
        looked_at.set()
        assert before == "Comparing with the saved file …"
        qtbot.waitUntil(lambda: dialog(after).details == "Offers, IREL-magnet: Price 5,000 → 7,777")


def test_recovered_work_is_unsaved_and_knows_its_file_which_stays_as_it_is(
    qtbot: QtBot, after: Parts, path: Path
) -> None:
    before = path.read_bytes()
    dialog(after).choose([name for name, *_ in dialog(after).lines].index("motors.dhatu"))
    with qtbot.waitSignal(after.documents.opened):
        dialog(after).press("recover")
    desk = after.hub.desk
    assert (desk.path, desk.modified) == (path, True)
    assert getattr(desk.project.tables["offers"][1], "price") == 7777.0  # noqa: B009 - of any record
    assert path.read_bytes() == before
    assert len(dialog(after).lines) == 1
    with qtbot.waitSignal(after.hub.said):
        after.documents.save()
    assert len(recovery.left_behind()) == 1


def test_what_is_discarded_is_asked_about_and_gone(after: Parts) -> None:
    answers(after, choice="cancel")
    dialog(after).press("discard")
    assert len(recovery.left_behind()) == 2
    answers(after, choice="discard")
    dialog(after).press("discard")
    assert len(recovery.left_behind()) == 1
    assert len(dialog(after).lines) == 1


def test_what_is_left_for_later_is_offered_again(after: Parts) -> None:
    dialog(after).close()
    after.files.recovering.show()
    assert len(dialog(after).lines) == 2


def test_unsaved_work_on_the_desk_is_asked_about_first(after: Parts) -> None:
    after.hub.apply(price(1, 1.0))
    mine = after.hub.project
    answers(after, leave="cancel")
    dialog(after).press("recover")
    assert after.hub.project is mine
    assert len(recovery.left_behind()) == 2


def test_a_damaged_file_gives_what_can_be_read_and_is_kept_aside(qtbot: QtBot, left: Project) -> None:
    for found in recovery.left_behind():
        content = bytearray(found.path.read_bytes())
        content[content.index(b"assembly")] ^= 1
        found.path.write_bytes(content)
    assert all(found.fault == "" for found in recovery.left_behind())
    with opened() as parts:
        parts.files.recovering.offer()
        with qtbot.waitSignal(parts.hub.alerted) as alerted:
            dialog(parts).press("recover")
        said, details = alerted.args
        assert "lost: 1." in said
        assert details == ("Recipes: 1 lost",)
        assert parts.hub.desk.modified
        assert len(list(recovery.folder().glob("*.damaged"))) == 1
        assert len(dialog(parts).lines) == 1


def test_an_edit_made_while_a_file_is_taken_is_asked_about(qtbot: QtBot, after: Parts) -> None:
    user = answers(after, leave="cancel")
    dialog(after).press("recover")
    after.hub.apply(price(1, 5300.0))
    mine = after.hub.project
    qtbot.waitUntil(lambda: user.asked == ["Tiny"])
    assert after.hub.project is mine
    qtbot.waitUntil(lambda: len(recovery.left_behind()) == 2)
