from pathlib import Path
from typing import Any

import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.importing.wizard import ImportWizard
from desktop.model.records import Offer, Price, Source, Target
from desktop.session import jobs
from desktop.session.importing.slots import Slot
from tests.gui.importing import accept, copy_rows, load, on, to_preview
from tests.gui.window import answers, price
from tests.session.importing.lists import ACROSS, CONTINENTAL, TITLED, write_xlsx
from tests.tiny import tiny_project, tiny_rows


def test_a_planners_list_comes_in_as_one_step_that_can_be_taken_back(
    qtbot: QtBot, parts: Parts, wizard: ImportWizard, tmp_path: Path
) -> None:
    path = write_xlsx(tmp_path / "quotes.xlsx", TITLED)
    bytes_before, before = path.read_bytes(), parts.hub.desk.project
    load(qtbot, wizard, path)
    to_preview(qtbot, wizard)
    assert parts.hub.desk.project is before
    assert wizard.next.text() == "&Import 4 rows"
    wizard.go_on()
    offers = {offer.source: offer for offer in parts.hub.desk.project.all(Offer)}
    assert offers["baotou-jinshan-magnetics"].price == 720.0
    assert offers["baotou-jinshan-magnetics"].currency == "CNY"
    assert parts.hub.undo_words.startswith("import ")
    assert "4 offers" in parts.hub.undo_words
    assert path.read_bytes() == bytes_before
    wizard.done_.undo.click()
    assert parts.hub.desk.project is before


def test_a_list_behind_a_cover_and_before_a_hidden_sheet_is_what_is_shown_first(
    qtbot: QtBot, wizard: ImportWizard, tmp_path: Path
) -> None:
    path = tmp_path / "quotes.xlsx"
    rows = (("Vendor", "Material", "Price (USD/kg)"), ("Alpha Works", "NdPr oxide", 99))
    with xlsxwriter.Workbook(path) as book:
        cover, quotes, old = (book.add_worksheet(name) for name in ("Cover", "Quotes", "Old"))
        cover.write_column(0, 0, ["Supplier survey", "Contact: purchasing"])
        for at, row in enumerate(rows):
            quotes.write_row(at, 0, row)
            old.write_row(at, 0, (*row, ("Lead time (days)", 30)[at]))
        old.hide()
    load(qtbot, wizard, path)
    assert wizard.work.sheet == "Quotes"
    assert wizard.source.sheet.currentData() == "Quotes"
    assert wizard.source.sheet.count() == 3


def test_a_text_file_in_another_convention_comes_in(
    qtbot: QtBot, parts: Parts, wizard: ImportWizard, tmp_path: Path
) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(CONTINENTAL.encode("cp1252"))
    load(qtbot, wizard, path)
    to_preview(qtbot, wizard)
    wizard.go_on()
    assert parts.hub.desk.project.by_id(Source)["less-common-metals"].country == "UK"


def test_cells_copied_in_a_spreadsheet_come_in(qtbot: QtBot, parts: Parts, wizard: ImportWizard) -> None:
    copy_rows(qtbot, wizard, ACROSS)
    assert wizard.work.name == "clipboard"
    to_preview(qtbot, wizard)
    wizard.go_on()
    assert [step.value for step in parts.hub.desk.project.all(Price)][:3] == [104.0, 105.5, 106.0]


def test_what_the_user_changes_about_a_column_counts_and_is_remembered(
    qtbot: QtBot, parts: Parts, wizard: ImportWizard
) -> None:
    copy_rows(qtbot, wizard, TITLED)
    on(qtbot, wizard)
    box = wizard.columns.grid.cellWidget(12, 2)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert wizard.work.layout is not None
    assert wizard.work.layout.uses[13].slot is None
    on(qtbot, wizard)
    on(qtbot, wizard)
    wizard.go_on()
    wizard.go_on()
    parts.actions["import"].trigger()
    again = [each for each in parts.window.findChildren(ImportWizard) if each.isVisible()][-1]
    copy_rows(qtbot, again, TITLED)
    assert again.work.layout is not None
    assert again.work.layout.uses[13].slot is None
    again.close()


def test_the_currency_is_asked_for_where_the_unit_of_the_price_does_not_name_it(
    qtbot: QtBot, wizard: ImportWizard
) -> None:
    copy_rows(qtbot, wizard, (("Supplier", "Material", "Price per t"), ("Alpha Works", "NdPr oxide", 90_000)))
    on(qtbot, wizard)
    assert Slot("offers", "currency") in wizard.columns.panel.entries
    wizard.work.set_constant(Slot("offers", "currency"), "USD")
    assert wizard.work.layout is not None
    on(qtbot, wizard)
    accept(qtbot, wizard)
    on(qtbot, wizard)
    assert wizard.preview.lines.at(0, 3).text == "90"


def test_a_constant_is_entered_for_all_rows_and_shown_in_the_preview(qtbot: QtBot, wizard: ImportWizard) -> None:
    copy_rows(qtbot, wizard, [[*row[:4], *row[6:7]] for row in TITLED[3:]])
    on(qtbot, wizard)
    edit = wizard.columns.panel.entries[Slot("offers", "price_term")]
    edit.setText("FOB")
    edit.editingFinished.emit()
    assert wizard.work.layout is not None
    assert wizard.work.layout.constants == {Slot("offers", "price_term"): "FOB"}
    on(qtbot, wizard)
    accept(qtbot, wizard)
    on(qtbot, wizard)
    last = wizard.preview.lines.columnCount() - 1
    assert wizard.preview.lines.head(last).text == "Price term"
    assert (wizard.preview.lines.at(0, last).text, wizard.preview.lines.at(0, last).told) == (
        "FOB",
        "For all rows: FOB",
    )


def test_how_a_column_is_written_is_chosen_where_its_cells_leave_it_open(qtbot: QtBot, wizard: ImportWizard) -> None:
    copy_rows(qtbot, wizard, (("Supplier", "Material", "Capacity (t/year)"), ("Solvay", "NdPr oxide", "1.200")))
    on(qtbot, wizard)
    box = wizard.columns.grid.cellWidget(2, 4)
    assert isinstance(box, QComboBox)
    assert [box.itemText(at) for at in range(box.count())] == ["choose", "1,234.5", "1.234,5"]
    why = wizard.columns.grid.item(2, 6)
    assert why is not None
    assert "could be two figures" in why.text()
    box.setCurrentIndex(2)
    box.activated.emit(2)
    why = wizard.columns.grid.item(2, 6)
    assert why is not None
    assert "two figures" not in why.text()
    assert wizard.work.layout is not None
    assert wizard.work.layout.uses[3].decimal == ","


def test_what_nobody_has_to_choose_leaves_its_room_to_the_reasons(qtbot: QtBot, wizard: ImportWizard) -> None:
    asking = (("Supplier", "Material", "Capacity (t/year)"), ("Solvay", "NdPr oxide", "1.200"))
    for rows, hidden in ((asking, False), ((("Supplier", "Country"), ("Solvay", "France")), True)):
        copy_rows(qtbot, wizard, rows)
        on(qtbot, wizard)
        assert [wizard.columns.grid.isColumnHidden(place) for place in (4, 5)] == [hidden, hidden]
        wizard.go_back()


def test_what_becomes_of_a_range_is_chosen_and_shown_before_it_comes_in(qtbot: QtBot, wizard: ImportWizard) -> None:
    rows = (("Supplier", "Material", "Lead time"), ("Solvay", "NdPr oxide", "8-10 weeks"), ("Neo", "NdPr oxide", "TBA"))
    copy_rows(qtbot, wizard, rows)
    on(qtbot, wizard)
    why = wizard.columns.grid.item(2, 6)
    assert why is not None
    assert why.text() == "“8-10 weeks” names two figures, so its row waits: choose which end is taken"
    box = wizard.columns.grid.cellWidget(2, 5)
    assert isinstance(box, QComboBox)
    box.setCurrentText("higher end")
    box.activated.emit(box.currentIndex())
    why = wizard.columns.grid.item(2, 6)
    assert why is not None
    assert "of two figures the higher is taken" in why.text()
    assert wizard.work.layout is not None
    assert wizard.work.layout.uses[3].unclear == "high"
    on(qtbot, wizard)
    wizard.names.refuse.click()
    qtbot.waitUntil(lambda: not wizard.work.busy)
    on(qtbot, wizard)
    lines = wizard.preview.lines
    assert [lines.at(row, 3).text for row in (0, 1)] == ["70", "TBA → –"]
    assert lines.at(0, 3).told == "In the list: 8-10 weeks"
    assert lines.at(1, 3).told == "“TBA” is left empty, as you chose for its column."


def test_the_preview_can_be_narrowed_to_problems_and_saves_the_rows_not_taken(
    qtmodeltester: Any, qtbot: QtBot, parts: Parts, wizard: ImportWizard, tmp_path: Path
) -> None:
    answers(parts)
    copy_rows(qtbot, wizard, TITLED)
    to_preview(qtbot, wizard)
    everything = wizard.preview.lines.rowCount()
    qtmodeltester.check(wizard.preview.lines)
    wizard.preview.filter.setCurrentIndex(2)
    wizard.preview.filter.activated.emit(2)
    assert 0 < wizard.preview.lines.rowCount() < everything
    texts = [wizard.preview.lines.at(row, 0).text for row in range(wizard.preview.lines.rowCount())]
    assert any("on request" in text for text in texts)
    wizard.work.save_rejected(tmp_path / "back.csv")
    qtbot.waitUntil(lambda: not wizard.work.busy, timeout=30_000)
    assert "on request" in (tmp_path / "back.csv").read_text(encoding="utf-8-sig")


def test_a_workbook_of_our_own_goes_straight_to_its_differences(
    qtbot: QtBot, parts: Parts, wizard: ImportWizard, tmp_path: Path
) -> None:
    path = tmp_path / "inputs.xlsx"
    jobs.export_tables(tiny_project(offers=tiny_rows("offers", "IREL-magnet", price=5300.0)), path)
    wizard.work.open(path)
    qtbot.waitUntil(lambda: wizard.step is wizard.tables, timeout=30_000)
    assert wizard.tables.lines.rowCount() == 1
    wizard.go_on()
    assert parts.hub.desk.project.by_id(Offer)["IREL-magnet"].price == 5300.0
    assert parts.hub.desk.undo_name == "edit-import"


def test_only_what_the_step_shows_is_applied_once_a_workbook_of_our_own_is_taken_for_a_list(
    qtbot: QtBot, parts: Parts, wizard: ImportWizard, tmp_path: Path
) -> None:
    """Going back from the differences leaves them: the import is then that of the preview, not a whole new table."""
    path, before = tmp_path / "inputs.xlsx", parts.hub.desk.project
    changed = tiny_rows("offers", "IREL-magnet", price=5300.0)
    jobs.export_tables(tiny_project(offers=changed, targets=tiny_rows("targets", quantity=1.0)), path)
    wizard.work.open(path)
    qtbot.waitUntil(lambda: wizard.step is wizard.tables, timeout=30_000)
    wizard.go_back()
    assert wizard.step is wizard.source
    wizard.work.choose_sheet("Offers")
    qtbot.waitUntil(lambda: not wizard.work.busy)
    to_preview(qtbot, wizard)
    wizard.go_on()
    after = parts.hub.desk.project
    assert (after.by_id(Offer)["IREL-magnet"].price, after.all(Target)) == (5300.0, before.all(Target))


def test_a_workbook_of_our_own_that_would_break_the_project_says_where(
    qtbot: QtBot, parts: Parts, wizard: ImportWizard, tmp_path: Path
) -> None:
    path, before = tmp_path / "inputs.xlsx", parts.hub.desk.project
    jobs.export_tables(tiny_project(sources=[]), path)
    wizard.work.open(path)
    qtbot.waitUntil(lambda: "Sheet Offers, cell B2" in wizard.banner.text(), timeout=30_000)
    assert parts.hub.desk.project is before


def test_a_file_that_cannot_be_read_is_told_in_the_wizard(qtbot: QtBot, wizard: ImportWizard, tmp_path: Path) -> None:
    wizard.work.open(tmp_path / "gone.xlsx")
    qtbot.waitUntil(lambda: "gone.xlsx" in wizard.banner.text(), timeout=30_000)
    assert not wizard.next.isEnabled()


def test_the_keyboard_alone_leads_through(qtbot: QtBot, wizard: ImportWizard) -> None:
    copy_rows(qtbot, wizard, TITLED)
    for _ in range(3):
        QTest.keyClick(wizard, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: not wizard.work.busy, timeout=30_000)
    assert wizard.step.name == "preview"
    QTest.keyClick(wizard, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert wizard.step.name == "names"
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    assert not wizard.isVisible()


def test_control_and_enter_go_on_from_a_button_too(qtbot: QtBot, wizard: ImportWizard) -> None:
    copy_rows(qtbot, wizard, TITLED)
    wizard.source.clipboard.setFocus()
    QTest.keyClick(wizard.source.clipboard, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert wizard.step is wizard.columns


def test_an_edit_made_meanwhile_is_never_overwritten(qtbot: QtBot, parts: Parts, wizard: ImportWizard) -> None:
    copy_rows(qtbot, wizard, TITLED)
    to_preview(qtbot, wizard)
    parts.hub.apply(price(1, 5300.0))
    edited = parts.hub.desk.project
    wizard.go_on()
    assert parts.hub.desk.project is edited
    assert "Nothing was brought in" in wizard.banner.text()


def test_a_dropped_list_opens_the_wizard_on_it(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    parts.documents.open_dropped(str(write_xlsx(tmp_path / "quotes.xlsx", TITLED)))
    found = parts.window.findChild(ImportWizard)
    assert found is not None
    qtbot.waitUntil(lambda: found.work.book is not None and not found.work.busy, timeout=30_000)
    assert found.work.name == "quotes.xlsx"
    found.close()
