"""What the wizard asks and shows: names, merged cells, faults and figures, and what a user answers."""

from pathlib import Path

import attrs
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.importing.preview_step import cells
from desktop.gui.importing.tables import Shown
from desktop.gui.importing.wizard import ImportWizard
from desktop.model.edits import AddRecords, apply
from desktop.model.records import Item, Offer, Source
from desktop.session.importing.layout import ABOVE, Use
from desktop.session.importing.shapes import Fault
from desktop.session.importing.slots import Slot
from tests.gui.importing import answer_box, copy_rows, on, to_preview
from tests.session.importing.lists import Rows


def test_a_name_judged_new_can_be_taken_for_a_record_by_typing_a_part_of_it(
    qtbot: QtBot, parts: Parts, wizard: ImportWizard
) -> None:
    copy_rows(qtbot, wizard, (("Supplier", "Material", "Price (USD/kg)"), ("Bayan Obo Group", "NdPr oxide", 98)))
    on(qtbot, wizard)
    on(qtbot, wizard)
    known = next(iter(parts.hub.desk.project.all(Source)))
    box = answer_box(wizard, "Bayan Obo Group")
    line = box.lineEdit()
    assert line is not None
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, known.id.casefold())
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not wizard.work.busy)
    assert wizard.work.layout is not None
    assert wizard.work.layout.names["sources", "Bayan Obo Group"] == known.id
    assert [named.state for named in wizard.names.names if named.name == "Bayan Obo Group"] == ["answered"]
    on(qtbot, wizard)
    wizard.go_on()
    assert parts.hub.desk.project.all(Offer)[-1].source == known.id


def test_a_name_the_project_has_can_be_a_new_record_all_the_same(
    qtbot: QtBot, parts: Parts, wizard: ImportWizard
) -> None:
    known = next(iter(parts.hub.desk.project.all(Source)))
    copy_rows(qtbot, wizard, (("Supplier", "Material", "Price (USD/kg)"), (known.id, "NdPr oxide", 98)))
    on(qtbot, wizard)
    on(qtbot, wizard)
    box = answer_box(wizard, known.id)
    box.choose(box.findData(""))
    qtbot.waitUntil(lambda: not wizard.work.busy)
    on(qtbot, wizard)
    wizard.go_on()
    assert parts.hub.desk.project.all(Offer)[-1].source not in ("", known.id)


def test_a_text_that_is_no_answer_changes_nothing(qtbot: QtBot, wizard: ImportWizard) -> None:
    copy_rows(qtbot, wizard, (("Supplier", "Material", "Price (USD/kg)"), ("Bayan Obo Group", "NdPr oxide", 98)))
    on(qtbot, wizard)
    on(qtbot, wizard)
    box = answer_box(wizard, "Bayan Obo Group")
    before, line = box.currentText(), box.lineEdit()
    assert line is not None
    line.setText("nobody of that name")
    line.editingFinished.emit()
    assert (box.currentText(), wizard.work.layout and wizard.work.layout.names) == (before, {})


def test_suggestions_that_may_be_wrong_are_not_accepted_together(
    qtbot: QtBot, parts: Parts, wizard: ImportWizard
) -> None:
    more = AddRecords("items", [Item(id="ndpr_metal", name="NdPr metal", kind="metal")])
    wizard.work.project = apply(parts.hub.desk.project, more)
    head = ("Supplier", "Material", "Price (USD/kg)")
    copy_rows(qtbot, wizard, (head, ("IREL", "Nd metal", 98), ("IREL Ltd.", "NdPr metal", 99)))
    on(qtbot, wizard)
    on(qtbot, wizard)
    assert {(named.name, named.sure) for named in wizard.names.open} == {("Nd metal", False), ("IREL Ltd.", True)}
    wizard.names.accept.click()
    qtbot.waitUntil(lambda: not wizard.work.busy)
    assert [named.name for named in wizard.names.open] == ["Nd metal"]
    assert not wizard.names.accept.isVisible()


def test_merged_names_are_filled_down_once_that_is_chosen_and_the_preview_shows_it(
    qtbot: QtBot, wizard: ImportWizard
) -> None:
    head = ("Supplier", "Material", "Price (USD/kg)")
    copy_rows(qtbot, wizard, (head, ("Solvay", "NdPr oxide", 98), (None, "Terbium oxide", 900)))
    on(qtbot, wizard)
    why = wizard.columns.grid.item(0, 6)
    assert why is not None
    assert why.text().startswith("1 row has nothing here")
    box = wizard.columns.grid.cellWidget(0, 5)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(ABOVE))
    box.activated.emit(box.currentIndex())
    on(qtbot, wizard)
    on(qtbot, wizard)
    filled = wizard.preview.lines.at(1, 1)
    assert (filled.text, filled.told) == (
        "↑ Solvay",
        "Empty in the list: taken from a row above, as you chose for the column.",
    )


def test_two_faults_of_one_column_and_faults_of_none_are_all_told(qtbot: QtBot, wizard: ImportWizard) -> None:
    copy_rows(qtbot, wizard, (("Supplier", "Material", "Price (USD/kg)"), ("Solvay", "NdPr oxide", 98)))
    to_preview(qtbot, wizard)
    found, layout = wizard.work.outcome, wizard.work.layout
    assert found is not None
    assert layout is not None
    faults = (Fault(3, "import-row-sum"), Fault(3, "import-none-items"), Fault(0, "import-none-sources"))
    line = attrs.evolve(found.draft.lines[0], faults=faults, records=())
    wrong = attrs.evolve(found, draft=attrs.evolve(found.draft, lines=(line,)), states=("refused",))
    outcome, price_cell = cells(wrong, 0, [(3, layout.uses[3])])
    assert outcome.told.count("\n") == 2
    assert price_cell == Shown(
        "98",
        "refused",
        "This row is a total.\nThe row names no item. Map a column to the item's name, or enter it for all rows.",
    )


def test_a_row_refused_for_another_reason_does_not_show_its_range_as_left_empty(
    qtbot: QtBot, wizard: ImportWizard
) -> None:
    rows = (("Supplier", "Material", "Lead time"), ("Solvay", "NdPr oxide", "8-10 weeks"), ("Neo", None, "8-10 weeks"))
    copy_rows(qtbot, wizard, rows)
    on(qtbot, wizard)
    box = wizard.columns.grid.cellWidget(2, 5)
    assert isinstance(box, QComboBox)
    box.setCurrentText("higher end")
    box.activated.emit(box.currentIndex())
    on(qtbot, wizard)
    on(qtbot, wizard)
    assert [wizard.preview.lines.at(row, 3).text for row in (0, 1)] == ["70", "8-10 weeks"]


def test_rows_not_taken_are_saved_with_the_columns_that_begin_late(
    qtbot: QtBot, wizard: ImportWizard, tmp_path: Path
) -> None:
    head, late = ("Supplier", "Material", "Price (USD/kg)"), ("Neo", "NdPr oxide", "TBA", "late remark")
    rows: Rows = (head, *(("Solvay", "NdPr oxide", 98) for _ in range(210)), late)
    copy_rows(qtbot, wizard, rows)
    to_preview(qtbot, wizard)
    wizard.work.save_rejected(tmp_path / "back.csv")
    qtbot.waitUntil(lambda: not wizard.work.busy, timeout=30_000)
    head_line, row = (tmp_path / "back.csv").read_text(encoding="utf-8-sig").splitlines()[:2]
    assert head_line.split(",")[3] == "D"
    assert "late remark" in row


def test_figures_are_shown_without_the_digits_of_a_conversion(qtbot: QtBot, wizard: ImportWizard) -> None:
    rows = (("Supplier", "Material", "Capacity (t/year)"), ("Solvay", "NdPr oxide", 500))
    copy_rows(qtbot, wizard, rows)
    to_preview(qtbot, wizard)
    cell = wizard.preview.lines.at(0, 3)
    assert (cell.text, cell.told.splitlines()[1]) == ("41,666.7", "Exactly 41,666.6666667")


def test_a_part_that_one_record_alone_has_is_enough_though_the_new_record_is_called_so_too(
    qtbot: QtBot, parts: Parts, wizard: ImportWizard
) -> None:
    more = AddRecords("sources", [Source(id="neo", name="Neo, Narva and Silmet", country="Estonia")])
    wizard.work.project = apply(parts.hub.desk.project, more)
    copy_rows(qtbot, wizard, (("Supplier", "Material", "Price (USD/kg)"), ("Performance Silmet", "NdPr oxide", 98)))
    on(qtbot, wizard)
    on(qtbot, wizard)
    box = answer_box(wizard, "Performance Silmet")
    line = box.lineEdit()
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, "silmet")
    line.editingFinished.emit()
    qtbot.waitUntil(lambda: not wizard.work.busy)
    assert wizard.work.layout is not None
    assert wizard.work.layout.names["sources", "Performance Silmet"] == "neo"


def test_a_column_left_out_that_holds_figures_is_told_to(qtbot: QtBot, wizard: ImportWizard) -> None:
    copy_rows(qtbot, wizard, (("Supplier", "Material", "Price (USD/kg)", "Xyz"), ("Solvay", "NdPr oxide", 98, 1200)))
    on(qtbot, wizard)
    why = wizard.columns.grid.item(3, 6)
    assert why is not None
    assert why.text() == "left out, though it holds figures: choose what it fills if they are wanted"


def test_the_wheel_over_a_box_decides_nothing(qtbot: QtBot, wizard: ImportWizard) -> None:
    copy_rows(qtbot, wizard, (("Supplier", "Material", "Price (USD/kg)"), ("Solvay", "NdPr oxide", 98)))
    on(qtbot, wizard)
    box, before = wizard.columns.grid.cellWidget(0, 2), wizard.work.layout
    assert isinstance(box, QComboBox)
    turned = QWheelEvent(
        QPointF(4, 4),
        QPointF(box.mapToGlobal(QPoint(4, 4))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, turned)
    assert wizard.work.layout is before


def test_the_delivery_term_shown_for_all_rows_is_that_of_the_price_that_is_chosen(
    qtbot: QtBot, wizard: ImportWizard
) -> None:
    heads = ("Supplier", "Material", "FOB price (USD/kg)", "CIF price (USD/kg)")
    copy_rows(qtbot, wizard, (heads, ("Alpha Works", "NdPr oxide", 98, 101)))
    on(qtbot, wizard)
    entry = wizard.columns.panel.entries[Slot("offers", "price_term")]
    assert (entry.text(), wizard.columns.grid.wrong) == ("", 2)
    for column, term in ((3, "FOB"), (4, "CIF")):
        wizard.work.set_use(7 - column, Use())
        wizard.work.set_use(column, Use(Slot("offers", "price"), "USD/kg"))
        assert entry.text() == term
    entry.setText("DAP")
    entry.editingFinished.emit()
    wizard.work.set_use(4, Use())
    assert entry.text() == "DAP"
