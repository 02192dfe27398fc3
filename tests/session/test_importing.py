import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import attrs
import pytest

from desktop.model.errors import WrongCall
from desktop.model.months import Month
from desktop.model.progress import Silent
from desktop.model.records import Capacity, Content, Item, Offer, Price, Source, Target
from desktop.session.importing import columns as columns_of
from desktop.session.importing import memory, rejected
from desktop.session.importing.draft import draft
from desktop.session.importing.layout import NEW
from desktop.session.importing.slots import Slot
from desktop.store.reading.cells import Line
from desktop.text.messages import say
from tests.session.importing.bringing import PROJECT, after, layout_of, outcome_of
from tests.session.importing.lists import ACROSS, CONTINENTAL, TITLED, rows_of, split


def test_a_list_with_titles_above_its_header_comes_in_with_two_columns_of_prices() -> None:
    result = outcome_of(TITLED, layout_of(TITLED))
    (chinese,) = after(result).grouped(Offer, "source")["baotou-jinshan-magnetics"]
    assert (chinese.price, chinese.currency, chinese.price_term) == (720.0, "CNY", "FOB")
    assert chinese.capacity == pytest.approx(50_000)
    assert (chinese.minimum_order, chinese.lead_days) == (2000.0, 70.0)
    source = after(result).by_id(Source)["baotou-jinshan-magnetics"]
    assert (source.class_, source.quote_date) == ("licensed_chinese", dt.date(2026, 11, 4))
    assert result.lines == Counter(added=4, changed=1, refused=2)


def test_a_known_offer_keeps_its_currency_and_what_the_list_does_not_say() -> None:
    now = after(outcome_of(TITLED, layout_of(TITLED))).by_id(Offer)["lynas-ndpr"]
    assert (now.price, now.currency, now.price_term, now.freight) == (104.0, "USD", "CIF", 2.0)


def test_a_price_in_another_currency_than_the_known_offer_goes_by_the_rate_of_the_project() -> None:
    rows = (("Supplier", "Material", "Price (INR/kg)"), ("Lynas Rare Earths", "NdPr oxide", 8800))
    assert after(outcome_of(rows, layout_of(rows))).by_id(Offer)["lynas-ndpr"].price == pytest.approx(110.0)


def test_a_price_in_a_currency_without_rate_is_refused_for_a_known_offer() -> None:
    rows = (("Supplier", "Material", "Price (CNY/t)"), ("Lynas Rare Earths", "NdPr oxide", 720000))
    (line,) = outcome_of(rows, layout_of(rows)).draft.lines
    assert [fault.key for fault in line.faults] == ["import-no-rate"]


def test_a_list_with_continental_numbers_and_a_unit_and_currency_in_each_row_comes_in() -> None:
    rows = split(CONTINENTAL, ";")
    now = after(outcome_of(rows, layout_of(rows)))
    assert now.by_id(Item)["ndpr-metal"].unit == "kg"
    chinese, british = [offer for offer in now.all(Offer) if offer.item == "ndpr-metal"]
    assert (chinese.price, chinese.currency, chinese.payment_days) == (585.0, "CNY", -15)
    assert (british.price, british.currency, british.capacity) == (92.75, "USD", 12_500.0)
    assert {source.country for source in now.all(Source)} >= {"UK", "South Korea", "Estonia"}


def test_months_and_fiscal_years_across_become_one_record_each() -> None:
    result = outcome_of(ACROSS, layout_of(ACROSS))
    now = after(result)
    assert [(p.from_month, p.value) for p in now.all(Price) if p.offer == "lynas-ndpr"] == [
        (Month.of(2027, 4), 104.0),
        (Month.of(2027, 5), 105.5),
        (Month.of(2027, 6), 106.0),
    ]
    assert [(c.from_month, c.value) for c in now.all(Capacity) if c.offer == "lynas-ndpr"] == [
        (Month.of(2027, 4), 150_000.0),
        (Month.of(2028, 4), 200_000.0),
    ]


def test_what_a_year_needs_is_spread_evenly_over_its_months() -> None:
    rows = (("Item", "FY28 demand", "FY29 demand"), ("motor", 1200, 2400))
    layout = layout_of(rows, "targets")
    now = after(outcome_of(rows, layout)).all(Target)
    assert [t.quantity for t in now if Month.of(2027, 7) <= (t.month or Month(0)) < Month.of(2028, 4)] == [100.0] * 9
    assert sum(t.quantity for t in now if (t.month or Month(0)) >= Month.of(2028, 4)) == 2400.0


def test_contents_across_by_element_are_mass_shares() -> None:
    rows = (("Material", "Nd %", "Pr %", "Dy %"), ("New magnet", 22, 7, 3.5))
    now = after(outcome_of(rows, layout_of(rows)))
    found = {row.element: row.kg_per_unit for row in now.all(Content) if row.item == "new-magnet"}
    assert found == {"Nd": 0.22, "Pr": 0.07, "Dy": 0.035}


def test_a_name_that_is_nearly_a_known_one_waits_for_an_answer() -> None:
    result = outcome_of(TITLED, layout_of(TITLED), accepted=False)
    asked = {each.name: each.suggested for each in result.draft.names if each.state == "asked"}
    assert asked["IREL (India) Ltd"] == "IREL"
    faults = [fault.key for line in result.draft.lines for fault in line.faults if line.row == 5]
    assert set(faults) == {"import-name-open"}


def test_a_name_that_is_told_to_be_new_makes_a_record_of_its_own() -> None:
    layout = attrs.evolve(layout_of(TITLED), names={("sources", "IREL (India) Ltd"): NEW})
    assert after(outcome_of(TITLED, layout)).by_id(Source)["irel-india"].country == "India"


def test_rows_that_cannot_be_taken_say_why_and_leave_nothing_behind() -> None:
    result = outcome_of(TITLED, layout_of(TITLED))
    refused = {line.row: [fault.key for fault in line.faults] for line in result.draft.lines if line.faults}
    assert refused == {10: ["import-no-figure"], 11: ["import-row-sum"]}
    assert not any("ganzhou" in source.id for source in after(result).all(Source))


def test_two_rows_that_differ_about_one_offer_are_not_both_taken() -> None:
    rows = (("Supplier", "Item", "Price (USD/kg)"), ("Solvay", "NdPr oxide", 90), ("Solvay", "NdPr oxide", 95))
    result = outcome_of(rows, layout_of(rows))
    assert [fault.key for fault in result.draft.lines[1].faults] == ["import-contradicts"]
    assert [offer.price for offer in after(result).all(Offer) if offer.source == "solvay"] == [90.0]


def test_a_capacity_without_a_time_is_asked_about_not_guessed() -> None:
    rows = (("Supplier", "Item", "Capacity (t)"), ("Solvay", "NdPr oxide", 90))
    layout = layout_of(rows)
    assert [f.key for f in outcome_of(rows, layout).draft.lines[0].faults] == ["import-unit-time"]
    told = layout.with_use(3, attrs.evolve(layout.uses[3], unit="t/quarter"))
    assert after(outcome_of(rows, told)).all(Offer)[-1].capacity == 30_000.0


def test_constants_fill_what_the_list_lacks() -> None:
    rows = (("Item", "Price (USD/kg)"), ("NdPr oxide", 90))
    layout = layout_of(rows, "offers")
    constants = {
        Slot("sources", "name"): "Solvay",
        Slot("sources", "country"): "FR",
        Slot("offers", "price_term"): "cif",
    }
    now = after(outcome_of(rows, attrs.evolve(layout, constants=constants)))
    assert now.by_id(Source)["solvay"].country == "France"
    assert now.all(Offer)[-1].price_term == "CIF"


def test_only_adding_leaves_known_records_as_they_are() -> None:
    result = outcome_of(TITLED, attrs.evolve(layout_of(TITLED), mode="add"))
    assert after(result).by_id(Offer)["lynas-ndpr"] == PROJECT.by_id(Offer)["lynas-ndpr"]
    assert {count.table: count.left for count in result.counts}["offers"] == 1


def test_replacing_deletes_what_the_list_does_not_name_with_what_hangs_on_it() -> None:
    project = PROJECT.put("prices", {1: Price(offer="JL-magnet", from_month=Month.of(2027, 1), value=1.0)})
    result = outcome_of(TITLED, attrs.evolve(layout_of(TITLED), mode="replace"), project=project)
    now = after(result)
    assert "JL-magnet" not in now.by_id(Offer)
    assert result.dropped["offers"] == ("IREL-magnet", "JL-magnet")
    assert len(now.all(Price)) == 0


def test_the_problems_that_an_import_brings_are_told_with_their_place() -> None:
    result = outcome_of(TITLED, layout_of(TITLED))
    missing = [problem for problem in result.problems if problem.key == "rate-missing"]
    assert missing
    assert {pending.row for pending, told in result.troubled.items() if missing[0] in told} <= {6, 7}
    assert any(missing[0] in told for told in result.troubled.values())


def test_a_second_import_of_the_same_list_changes_nothing() -> None:
    layout = layout_of(TITLED)
    first = outcome_of(TITLED, layout)
    again = outcome_of(TITLED, first.draft.layout, project=after(first))
    assert again.edit is None
    assert again.lines == Counter(same=5, refused=2)


def test_what_was_decided_for_a_list_comes_back_for_one_with_the_same_headers() -> None:
    found = rows_of(TITLED)
    cols = columns_of.columns(found, columns_of.guess_header(found))
    layout = layout_of(TITLED)
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
    layout = layout_of(TITLED)
    assert memory.recalled(layout, ()) == layout


def test_refused_rows_are_saved_with_their_reasons(tmp_path: Path) -> None:
    result = outcome_of(TITLED, layout_of(TITLED))
    headers = {4: "Material", 6: "Quote (RMB/MT)"}
    rejected.write(tmp_path / "back.csv", result.draft, headers, "list.xlsx", "Quotes")
    rejected.write(tmp_path / "back.xlsx", result.draft, headers, "list.xlsx", "Quotes")
    with (tmp_path / "back.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1][:3] == ["Dysprosium oxide", "on request", "10"]
    assert "Quote (RMB/MT)" in rows[1][3]
    with pytest.raises(WrongCall):
        rejected.write(tmp_path / "back.txt", result.draft, headers, "list.xlsx", "Quotes")


def test_a_formula_without_result_is_told_and_saved_as_it_was_typed(tmp_path: Path) -> None:
    columns = (1, 2, 3)
    lines: list[Line] = [
        (1, columns, ("Supplier", "Material", "Price (USD/kg)"), None),
        (2, columns, ("IREL", "=1+1 oxide", 5), {2: "cell-formula"}),
    ]
    rows = (("Supplier", "Material", "Price (USD/kg)"), ("IREL", "NdPr oxide", 5))
    found = draft(PROJECT, layout_of(rows), lines, 2, Silent())
    (fault,) = found.lines[0].faults
    assert "=1+1 oxide" in say(fault.key, **fault.values)
    rejected.write(tmp_path / "left.csv", found, {1: "Supplier", 2: "Material", 3: "Price"}, "quotes.xlsx", "Quotes")
    assert "'=1+1 oxide" in (tmp_path / "left.csv").read_text(encoding="utf-8-sig")
