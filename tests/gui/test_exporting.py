"""What goes out of the File menu: inputs and plans as workbooks, CSV files and one page, never over the project."""

import zipfile
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.text.messages import say
from tests.gui.window import answers, price


def test_the_inputs_are_written_to_a_workbook(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    path = tmp_path / "inputs.xlsx"
    user = answers(parts, path)
    with qtbot.waitSignal(parts.hub.said) as said:
        parts.documents.export_inputs()
    assert said.args == ["Written to inputs.xlsx."]
    assert user.asked[0].endswith("Tiny-inputs.xlsx")
    assert path.read_bytes().startswith(b"PK")


def test_the_plan_on_the_screen_is_written_to_a_workbook(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    user = answers(parts, path)
    qtbot.waitUntil(lambda: parts.planner.state == "ready")
    with qtbot.waitSignal(parts.hub.said) as said:
        parts.documents.export_plan()
    assert said.args == ["Written to plan.xlsx."]
    assert user.asked[0].endswith("Tiny-plan.xlsx")
    assert path.read_bytes().startswith(b"PK")


def test_a_plan_is_written_without_formulas_where_that_kind_is_chosen(
    qtbot: QtBot, parts: Parts, tmp_path: Path
) -> None:
    user = answers(parts, tmp_path / "plan.xlsx")
    user.kind = say("kind-plan-values")
    qtbot.waitUntil(lambda: parts.planner.state == "ready")
    with qtbot.waitSignal(parts.hub.said):
        parts.documents.export_plan()
    with zipfile.ZipFile(tmp_path / "plan.xlsx") as book:
        assert b"<f>" not in b"".join(map(book.read, book.namelist()))


def test_a_plan_is_written_as_csv_files_where_the_name_says_so(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    answers(parts, tmp_path / "figures.zip")
    qtbot.waitUntil(lambda: parts.planner.state == "ready")
    with qtbot.waitSignal(parts.hub.said):
        parts.documents.export_plan()
    assert "orders.csv" in zipfile.ZipFile(tmp_path / "figures.zip").namelist()


def test_a_plan_is_written_on_one_page_where_the_name_says_so(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    answers(parts, tmp_path / "plan.pdf")
    qtbot.waitUntil(lambda: parts.planner.state == "ready")
    with qtbot.waitSignal(parts.hub.said) as said:
        parts.documents.export_plan()
    assert said.args == ["Written to plan.pdf."]
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")


def test_what_cannot_be_written_there_can_be_written_elsewhere(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    user = answers(parts, tmp_path / "none" / "inputs.xlsx", choice="export-elsewhere")
    with qtbot.waitSignal(parts.hub.said) as said:
        parts.documents.export_inputs()
        user.path = tmp_path / "copy.xlsx"
    assert "could not be written: there is no such folder" in user.asked[1]
    assert user.asked[2].endswith("inputs (2).xlsx")
    assert said.args == ["Written to copy.xlsx."]
    assert [found.name for found in tmp_path.iterdir()] == ["copy.xlsx"]


def test_a_workbook_never_takes_the_place_of_the_open_project(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    own = tmp_path / "motors.dhatu"
    answers(parts, own)
    with qtbot.waitSignal(parts.hub.said):
        parts.documents.save()
    before = own.read_bytes()
    with qtbot.waitSignal(parts.hub.alerted) as alerted:
        parts.documents.export_inputs()
    assert "it is the project's own file" in alerted.args[0]
    qtbot.waitUntil(lambda: parts.planner.state == "ready")
    with qtbot.waitSignal(parts.hub.alerted) as alerted:
        parts.documents.export_plan()
    assert "it is the project's own file" in alerted.args[0]
    assert own.read_bytes() == before


def test_a_plan_that_is_not_ready_is_not_exported(parts: Parts, tmp_path: Path) -> None:
    user = answers(parts, tmp_path / "plan.xlsx")
    parts.hub.apply(price(1, 5300.0))
    parts.documents.export_plan()
    assert user.asked == []
    assert parts.window.alert_bar.text.startswith("There is no finished plan to export.")
