import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.model.edits import apply
from desktop.model.errors import WrongCall
from desktop.model.months import Month
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Capacity, Content, Item, Offer, Price, Source, Target
from desktop.session.importing import columns as columns_of
from desktop.session.importing import guessing, memory, rejected
from desktop.session.importing.draft import draft
from desktop.session.importing.layout import NEW, Layout
from desktop.session.importing.outcome import Outcome, outcome
from desktop.session.importing.scoring import Known
from desktop.session.importing.slots import Slot
from tests.session.importing.lists import ACROSS, CONTINENTAL, TITLED, Rows, rows_of, split
from tests.tiny import tiny_records


def _project() -> Project:
    records = tiny_records()
    records["items"] += [
        Item(id="ndpr_oxide", name="NdPr oxide", kind="oxide"),
        Item(id="dy_oxide", name="Dysprosium oxide", kind="oxide"),
        Item(id="magnet_sh", name="Magnet, SH class", kind="magnet"),
    ]
    records["sources"] += [Source(id="lynas", name="Lynas Rare Earths", country="Malaysia", class_="other_foreign")]
    records["offers"] += [
        Offer(
            id="lynas-ndpr",
            source="lynas",
            item="ndpr_oxide",
            price=114.0,
            currency="USD",
            price_term="FOB",
            freight=2.0,
        )
    ]
    return Project.of(records)


PROJECT = _project()


def _layout(rows: Rows, kind: str = "") -> Layout:
    found = rows_of(rows)
    header = columns_of.guess_header(found)
    return guessing.guess(columns_of.columns(found, header), header, Known.of(PROJECT), kind)[0]


def _outcome(rows: Rows, layout: Layout, *, accepted: bool = True, project: Project = PROJECT) -> Outcome:
    found = rows_of(rows)
    first = draft(project, layout, found, found[-1][0].row, Silent())
    if accepted:
        names = {(each.table, each.name): each.suggested for each in first.names if each.state == "asked"}
        first = draft(project, attrs.evolve(layout, names={**names, **layout.names}), found, found[-1][0].row, Silent())
    return outcome(first, Silent())


def _after(result: Outcome) -> Project:
    assert result.edit is not None
    return apply(result.draft.project, result.edit)


def test_a_list_with_titles_above_its_header_comes_in_with_two_columns_of_prices() -> None:
    result = _outcome(TITLED, _layout(TITLED))
    (chinese,) = _after(result).grouped(Offer, "source")["baotou-jinshan-magnetics"]
    assert (chinese.price, chinese.currency, chinese.price_term) == (720.0, "CNY", "FOB")
    assert chinese.capacity == pytest.approx(50_000)
    assert (chinese.minimum_order, chinese.lead_days) == (2000.0, 70.0)
    source = _after(result).by_id(Source)["baotou-jinshan-magnetics"]
    assert (source.class_, source.quote_date) == ("licensed_chinese", dt.date(2026, 11, 4))
    assert result.lines == Counter(added=4, changed=1, refused=2)


def test_a_known_offer_keeps_its_currency_and_what_the_list_does_not_say() -> None:
    after = _after(_outcome(TITLED, _layout(TITLED))).by_id(Offer)["lynas-ndpr"]
    assert (after.price, after.currency, after.price_term, after.freight) == (104.0, "USD", "CIF", 2.0)


def test_a_price_in_another_currency_than_the_known_offer_goes_by_the_rate_of_the_project() -> None:
    rows = (("Supplier", "Material", "Price (INR/kg)"), ("Lynas Rare Earths", "NdPr oxide", 8800))
    assert _after(_outcome(rows, _layout(rows))).by_id(Offer)["lynas-ndpr"].price == pytest.approx(110.0)


def test_a_price_in_a_currency_without_rate_is_refused_for_a_known_offer() -> None:
    rows = (("Supplier", "Material", "Price (CNY/t)"), ("Lynas Rare Earths", "NdPr oxide", 720000))
    (line,) = _outcome(rows, _layout(rows)).draft.lines
    assert [fault.key for fault in line.faults] == ["import-no-rate"]


def test_a_list_with_continental_numbers_and_a_unit_and_currency_in_each_row_comes_in() -> None:
    rows = split(CONTINENTAL, ";")
    after = _after(_outcome(rows, _layout(rows)))
    assert after.by_id(Item)["ndpr-metal"].unit == "t"
    chinese, british = [offer for offer in after.all(Offer) if offer.item == "ndpr-metal"]
    assert (chinese.price, chinese.currency, chinese.payment_days) == (585_000.0, "CNY", -15)
    assert (british.price, british.currency, british.capacity) == (92_750.0, "USD", 12.5)
    assert {source.country for source in after.all(Source)} >= {"UK", "South Korea", "Estonia"}


def test_months_and_fiscal_years_across_become_one_record_each() -> None:
    result = _outcome(ACROSS, _layout(ACROSS))
    after = _after(result)
    assert [(p.from_month, p.value) for p in after.all(Price) if p.offer == "lynas-ndpr"] == [
        (Month.of(2027, 4), 104.0),
        (Month.of(2027, 5), 105.5),
        (Month.of(2027, 6), 106.0),
    ]
    assert [(c.from_month, c.value) for c in after.all(Capacity) if c.offer == "lynas-ndpr"] == [
        (Month.of(2027, 4), 150_000.0),
        (Month.of(2028, 4), 200_000.0),
    ]


def test_what_a_year_needs_is_spread_evenly_over_its_months() -> None:
    rows = (("Item", "FY28 demand", "FY29 demand"), ("motor", 1200, 2400))
    layout = _layout(rows, "targets")
    after = _after(_outcome(rows, layout)).all(Target)
    assert [t.quantity for t in after if Month.of(2027, 7) <= (t.month or Month(0)) < Month.of(2028, 4)] == [100.0] * 9
    assert sum(t.quantity for t in after if (t.month or Month(0)) >= Month.of(2028, 4)) == 2400.0


def test_contents_across_by_element_are_mass_shares() -> None:
    rows = (("Material", "Nd %", "Pr %", "Dy %"), ("New magnet", 22, 7, 3.5))
    after = _after(_outcome(rows, _layout(rows)))
    found = {row.element: row.kg_per_unit for row in after.all(Content) if row.item == "new-magnet"}
    assert found == {"Nd": 0.22, "Pr": 0.07, "Dy": 0.035}


def test_a_name_that_is_nearly_a_known_one_waits_for_an_answer() -> None:
    result = _outcome(TITLED, _layout(TITLED), accepted=False)
    asked = {each.name: each.suggested for each in result.draft.names if each.state == "asked"}
    assert asked["IREL (India) Ltd"] == "IREL"
    faults = [fault.key for line in result.draft.lines for fault in line.faults if line.row == 5]
    assert set(faults) == {"import-name-open"}


def test_a_name_that_is_told_to_be_new_makes_a_record_of_its_own() -> None:
    layout = attrs.evolve(_layout(TITLED), names={("sources", "IREL (India) Ltd"): NEW})
    assert _after(_outcome(TITLED, layout)).by_id(Source)["irel-india"].country == "India"


def test_rows_that_cannot_be_taken_say_why_and_leave_nothing_behind() -> None:
    result = _outcome(TITLED, _layout(TITLED))
    refused = {line.row: [fault.key for fault in line.faults] for line in result.draft.lines if line.faults}
    assert refused == {10: ["entry-number"], 11: ["import-row-sum"]}
    assert not any("ganzhou" in source.id for source in _after(result).all(Source))


def test_two_rows_that_differ_about_one_offer_are_not_both_taken() -> None:
    rows = (("Supplier", "Item", "Price (USD/kg)"), ("Solvay", "NdPr oxide", 90), ("Solvay", "NdPr oxide", 95))
    result = _outcome(rows, _layout(rows))
    assert [fault.key for fault in result.draft.lines[1].faults] == ["import-contradicts"]
    assert [offer.price for offer in _after(result).all(Offer) if offer.source == "solvay"] == [90.0]


def test_a_capacity_without_a_time_is_asked_about_not_guessed() -> None:
    rows = (("Supplier", "Item", "Capacity (t)"), ("Solvay", "NdPr oxide", 90))
    layout = _layout(rows)
    assert [f.key for f in _outcome(rows, layout).draft.lines[0].faults] == ["import-unit-time"]
    told = layout.with_use(3, attrs.evolve(layout.uses[3], unit="t/quarter"))
    assert _after(_outcome(rows, told)).all(Offer)[-1].capacity == 30_000.0


def test_constants_fill_what_the_list_lacks() -> None:
    rows = (("Item", "Price (USD/kg)"), ("NdPr oxide", 90))
    layout = _layout(rows, "offers")
    constants = {
        Slot("sources", "name"): "Solvay",
        Slot("sources", "country"): "FR",
        Slot("offers", "price_term"): "cif",
    }
    after = _after(_outcome(rows, attrs.evolve(layout, constants=constants)))
    assert after.by_id(Source)["solvay"].country == "France"
    assert after.all(Offer)[-1].price_term == "CIF"


def test_only_adding_leaves_known_records_as_they_are() -> None:
    result = _outcome(TITLED, attrs.evolve(_layout(TITLED), mode="add"))
    assert _after(result).by_id(Offer)["lynas-ndpr"] == PROJECT.by_id(Offer)["lynas-ndpr"]
    assert {count.table: count.left for count in result.counts}["offers"] == 1


def test_replacing_deletes_what_the_list_does_not_name_with_what_hangs_on_it() -> None:
    project = PROJECT.put("prices", {1: Price(offer="JL-magnet", from_month=Month.of(2027, 1), value=1.0)})
    result = _outcome(TITLED, attrs.evolve(_layout(TITLED), mode="replace"), project=project)
    after = _after(result)
    assert "JL-magnet" not in after.by_id(Offer)
    assert result.dropped["offers"] == ("IREL-magnet", "JL-magnet")
    assert len(after.all(Price)) == 0


def test_the_problems_that_an_import_brings_are_told_with_their_place() -> None:
    result = _outcome(TITLED, _layout(TITLED))
    missing = [problem for problem in result.problems if problem.key == "rate-missing"]
    assert missing
    assert result.places["offers", missing[0].row or 0].row in {6, 7}


def test_a_second_import_of_the_same_list_changes_nothing() -> None:
    layout = _layout(TITLED)
    first = _outcome(TITLED, layout)
    again = _outcome(TITLED, first.draft.layout, project=_after(first))
    assert again.edit is None
    assert again.lines == Counter(same=5, refused=2)


def test_what_was_decided_for_a_list_comes_back_for_one_with_the_same_headers() -> None:
    found = rows_of(TITLED)
    cols = columns_of.columns(found, columns_of.guess_header(found))
    layout = _layout(TITLED)
    changed = attrs.evolve(
        layout.with_use(5, attrs.evolve(layout.uses[2], slot=Slot("offers", "id"))),
        constants={Slot("offers", "igst"): "18"},
        names={("sources", "IREL (India) Ltd"): "IREL"},
    )
    memory.note(changed, cols)
    back = memory.recalled(layout, cols)
    assert back.uses[5].slot == Slot("offers", "id")
    assert back.uses[5].guess is not None
    assert back.uses[5].guess.reason == "import-why-before"
    assert (back.constants, back.names) == (changed.constants, changed.names)


def test_a_damaged_memory_is_an_empty_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DHATU_HOME", str(tmp_path))
    (tmp_path / "imports.json").write_text('[{"headers": 3, "kind": [], "uses": {"material": 7}, "names": 1}, 4')
    layout = _layout(TITLED)
    assert memory.recalled(layout, ()) == layout


def test_refused_rows_are_saved_with_their_reasons(tmp_path: Path) -> None:
    result = _outcome(TITLED, _layout(TITLED))
    headers = {4: "Material", 6: "Quote (RMB/MT)"}
    rejected.write(tmp_path / "back.csv", result.draft, headers, "list.xlsx", "Quotes")
    rejected.write(tmp_path / "back.xlsx", result.draft, headers, "list.xlsx", "Quotes")
    with (tmp_path / "back.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1][:3] == ["Dysprosium oxide", "on request", "10"]
    assert "Quote (RMB/MT)" in rows[1][3]
    with pytest.raises(WrongCall):
        rejected.write(tmp_path / "back.txt", result.draft, headers, "list.xlsx", "Quotes")


@settings(max_examples=15)
@given(st.permutations(range(13)))
def test_columns_are_found_in_whatever_order_they_stand(order: list[int]) -> None:
    moved = [[row[at] if at < len(row) else None for at in order] for row in TITLED[3:]]
    straight, layout = _layout(TITLED[3:], "offers"), _layout(moved, "offers")
    assert {order[at - 1] + 1: use.slot for at, use in layout.uses.items()} == {
        at: use.slot for at, use in straight.uses.items()
    }


def test_nothing_in_a_list_of_numbers_is_taken_for_names() -> None:
    rows = ((1, 2, 3), (4, 5, 6))
    assert all(use.slot is None for use in _layout(rows).uses.values())


def test_a_column_that_does_not_tell_its_decimals_goes_by_the_others_or_by_the_user() -> None:
    rows = rows_of((("Supplier", "Price", "Capacity"), ("Solvay", "81,40", "3.000"), ("Neo", "92,75", "1.200")))
    header = columns_of.guess_header(rows)
    assert [column.decimal for column in columns_of.columns(rows, header)] == [",", ",", ","]
    assert [column.decimal for column in columns_of.columns(rows, header, ".")] == [".", ".", "."]
