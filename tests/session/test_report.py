import datetime as dt
from collections.abc import Sequence
from functools import cache
from importlib import metadata
from itertools import pairwise
from pathlib import Path

import attrs
import pytest
from openpyxl import load_workbook

from desktop import __version__
from desktop.engine.goals import optimise
from desktop.model.plan import Cost, Fault, Plan
from desktop.model.progress import Silent
from desktop.model.records import Content, Issued, Item, Licence, Record, Rule, Settings, Source, Target
from desktop.session.report import sheets
from desktop.store import workbook_out
from desktop.store.sheets import Cell, Formula, Link, Sheet
from tests.tiny import FIRST, MONTHS, PLAN_DATE, tiny_project, tiny_records

MONTHS_ACROSS = {*map(str, MONTHS), "FY27", "FY28", "Average", "Total"}
"""Headers of prices along the months, whose rows say in what currency they are."""


def planned(**changed: Sequence[Record]) -> list[Plan]:
    project = tiny_project(**changed)
    return [optimise(project, mix, "", Silent()) for mix in ("least", "slow")]


@cache
def bent() -> list[Plan]:
    """IREL, under a name that looks like a formula, can give 60 of 100 kg a month, where 70 % are asked.

    Five gears, under an id that looks like a condition, are promised that nobody sells.
    """
    records = tiny_records()
    irel = Source(id="IREL", name="=1+1", country="India", class_="domestic", order_cost=1000.0, contract_cost=7000.0)
    gear = Item(id="*=>0", kind="product", unit="piece", priority="traded", late_cost=10.0, lost_cost=300.0)
    return planned(
        sources=[irel, records["sources"][1]],
        items=[*records["items"], gear],
        targets=[*records["targets"], Target(item="*=>0", month=FIRST.plus(2), quantity=5.0)],
        rules=[Rule(id="R1", mix="least", kind="share at least", class_="domestic", limit=70.0, window="horizon")],
    )


def written(plans: Sequence[Plan], folder: Path) -> Path:
    path = folder / "plan.xlsx"
    workbook_out.write(path, sheets(plans, plans[0]), "Tiny")
    return path


def sheet(plans: Sequence[Plan], name: str) -> Sheet:
    return next(each for each in sheets(plans, plans[0]) if each.name == name)


def lines_of(plans: Sequence[Plan], name: str, block: int = 0) -> list[dict[str, object]]:
    """The rows of a block by header, formulas as the values they have now."""
    found = sheet(plans, name).blocks[block]
    return [
        {str(head.header): _shown(entry) for head, entry in zip(found.columns, line, strict=True)}
        for line in found.rows
    ]


def _shown(entry: Cell) -> object:
    return entry.value if isinstance(entry, Formula) else entry.text if isinstance(entry, Link) else entry


def figures_of(plans: Sequence[Plan]) -> dict[object, object]:
    return {line["Figure"]: line["Value"] for line in lines_of(plans, "Summary")}


def test_the_sheets_stand_in_the_order_of_reading(tmp_path: Path) -> None:
    plans = planned()
    names = [each.name for each in sheets(plans, plans[0])]
    assert names == [
        *("Cover", "Summary", "Act now", "Orders", "Orders by arrival", "Supply", "Stock and cover", "Production"),
        *("Deliveries", "Cash", "Licences", "Dependence", "Cost", "Prices", "Cost by month", "Terms", "Rules"),
        *("Compare", "Other plans", "Assumptions", "Checks"),
    ]
    assert load_workbook(written(plans, tmp_path)).sheetnames == names


def test_a_plan_alone_has_no_sheet_of_others() -> None:
    plan = planned()[0]
    assert "Other plans" not in [each.name for each in sheets([plan], plan)]


def test_every_sheet_says_whose_plan_it_is() -> None:
    plans = planned()
    for each in sheets(plans, plans[1]):
        assert each.title == f"Tiny: {each.name}"
        assert each.subtitle.startswith("Mix: Slow files. Scenario: As entered. Months: Jan 2027 to Jun 2027.")


def test_a_project_without_a_name_leaves_the_name_out_of_the_titles() -> None:
    plan = planned(settings=[Settings(name="", first_month=FIRST, months=6, plan_date=PLAN_DATE)])[0]
    assert sheets([plan], plan)[1].title == "Summary"


def test_the_cover_leads_to_every_other_sheet_and_tells_who_made_it_from_what() -> None:
    plans = planned()
    cover, *others = sheets(plans, plans[0])
    assert [row[0] for row in cover.blocks[1].rows] == [Link(each.name, each.name) for each in others]
    told = {str(row[0]): _shown(row[1]) for row in cover.blocks[0].rows}
    assert told["Made with"] == f"Dhatu {__version__}, XlsxWriter {metadata.version('XlsxWriter')}"
    assert told["Checks of this workbook"] == "OK"
    assert told["Verified by a second computation"] == "Yes"
    digest = str(told["Fingerprint of the project (SHA-256)"])
    assert len(digest) == 64


def test_the_fingerprint_is_another_for_another_project() -> None:
    first, second = planned()[0], planned(targets=[])[0]
    prints = {str(_shown(sheets([plan], plan)[0].blocks[0].rows[12][1])) for plan in (first, first, second)}
    assert len(prints) == 2


def test_the_summary_opens_with_what_the_plan_is() -> None:
    found = figures_of(bent())
    # 360 kg at 5,000 and 240 kg at 3,200; 6 months with orders at 1,000, all that IREL has; 5 gears lost at 300.
    assert found["Total cost (INR)"] == pytest.approx(2612500.0)
    assert found["Total cost (INR crore)"] == pytest.approx(0.26125)
    assert found["Landed cost of goods (INR)"] == pytest.approx(2568000.0)
    assert found["Targets on time (%)"] == pytest.approx(0.5)
    assert found["Rare earths bought (kg contained)"] == pytest.approx(192.0)
    assert found["First short"] == "Mar 2027, *=>0"
    assert found["Checks of this workbook"] == "OK"


def test_a_plan_that_does_not_add_up_says_so() -> None:
    plan = attrs.evolve(planned()[0], faults=(Fault("verify-cost", "Tiny", 0.1),), cost=Cost(landed=1.0))
    found = figures_of([plan])
    assert (found["Verified by a second computation"], found["Checks of this workbook"]) == ("No", "Differs")


def test_the_waterfall_climbs_from_part_to_part_to_the_total() -> None:
    block = sheet(bent(), "Summary").blocks[1]
    assert [row[0] for row in block.rows] == ["Price", "Order costs", "Contract costs", "Own making", "Penalties"]
    steps = [[float(str(_shown(entry))) for entry in row[2:]] for row in block.rows]
    for (start, up, down), (following, *_) in pairwise(steps):
        assert start + up - down == pytest.approx(following)
    assert [_shown(entry) for entry in block.totals][1:] == pytest.approx([2612500.0, 0.0, 0.26125, 0.0])


def test_every_target_has_its_fate_month_by_month() -> None:
    rows = {(line["Name"], line["Line"]): line for line in lines_of(bent(), "Deliveries")}
    assert rows["motor", "Delivered"]["Total"] == pytest.approx(300)
    # The gears: promised in the third month, never delivered, written off at once as nothing may be late.
    gears = rows["*=>0", "Lost"]
    assert [gears["Total"], gears["FY27"], gears["FY28"]] == [pytest.approx(5), pytest.approx(5), 0]
    assert rows["*=>0", "Share"]["Total"] == 0


def test_classes_have_their_shares_of_kilograms_and_rupees() -> None:
    # Of 600 kg of magnet 32 % are rare earths; 1,800,000 of 2,568,000 INR are IREL's.
    first = sheet(bent(), "Summary").blocks[2].rows[0]
    assert [_shown(entry) for entry in first[1:]] == pytest.approx([115.2, 0.6, 1.8e6, 1.8 / 2.568])


def test_rules_stand_with_what_is_asked_and_reached_and_those_that_gave_way_are_told() -> None:
    asked, pins, gave = (lines_of(bent(), "Rules", at) for at in range(3))
    assert [(line["Rule or item"], line["Asked"], line["Result"]) for line in asked] == [("R1", 70, "Gave way")]
    assert asked[0]["Reached (worst window)"] == pytest.approx(60)
    assert pins[0]["Pin"] == "None"
    # 10 % of 192 kg contained.
    assert [(line["Limit"], line["Missing or too much"]) for line in gave] == [("share at least", "19.2 kg")]


def test_supply_is_shown_by_month_class_and_fiscal_year() -> None:
    lines = {(line["Name"], line["Line"]): line for line in lines_of(bent(), "Supply")}
    all_ = lines["All classes", "Rare earths contained"]
    # January to March, and April to June.
    assert [all_[key] for key in ("Total", "FY27", "FY28")] == pytest.approx([192, 96, 96])
    assert lines["Domestic", "Share"]["Total"] == pytest.approx(0.6)


def test_the_need_is_what_is_bought_for_the_targets() -> None:
    held = [*tiny_records()["contents"], Content(item="motor", element="Nd", kg_per_unit=0.5)]
    lines = {line["Name"]: line for line in lines_of(planned(contents=held), "Supply")}
    assert lines["Needed for the targets"]["Total"] == pytest.approx(192)


def test_a_plan_that_buys_nothing_has_sums_of_nothing() -> None:
    plans = planned(targets=[])
    assert figures_of(plans)["Total cost (INR)"] == 0
    assert figures_of(plans)["Checks of this workbook"] == "OK"
    assert next(iter(lines_of(plans, "Orders")[0].values())) == "None"


def test_an_order_stands_with_all_that_buying_needs() -> None:
    line = lines_of(planned(), "Orders")[0]
    assert [line[key] for key in ("Offer", "Source", "Class", "Country", "Item")] == [
        *("JL-magnet", "JL Mag", "Licensed Chinese", "China", "magnet")
    ]
    # 45 days on the way and 60 in the ministry before 1 January 2027: 105 days, 18 September 2026.
    assert [str(line[key]) for key in ("Order by (day)", "Arrives (month)", "File by (day)")] == [
        *("2026-09-18", "2027-01", "2026-09-18")
    ]
    assert (line["Quoted price (currency/unit)"], line["Rate (INR/currency)"]) == (40.0, 80.0)
    assert line["Landed cost (INR)"] == pytest.approx(320000)


def test_what_is_due_in_sixty_days_stands_with_room_for_who_does_it() -> None:
    plan = planned(settings=[Settings(name="Tiny", first_month=FIRST, months=6, plan_date=dt.date(2026, 9, 1))])[0]
    lines = lines_of([plan], "Act now")
    assert [(line["What"], str(line["By (day)"])) for line in lines] == [
        ("Licence file", "2026-09-18"),
        ("Order", "2026-09-18"),
        ("Licence file", "2026-10-19"),
        ("Order", "2026-10-19"),
    ]
    assert [lines[1][key] for key in ("Owner", "Status", "Note")] == [None] * 3
    status = next(head for head in sheet([plan], "Act now").blocks[0].columns if head.header == "Status")
    assert status.choices == ("Open", "Started", "Done", "Dropped")


def test_licence_files_stand_by_source_and_item() -> None:
    by_source, new = (lines_of(planned(), "Licences", at) for at in range(2))
    assert {line["Source"] for line in new} == {"JL Mag"}
    assert [(line["Item"], line["Files (number)"], str(line["First file by (day)"])) for line in by_source] == [
        ("magnet", 6.0, "2026-09-18")
    ]


def test_files_in_hand_stand_before_those_to_put_in_with_what_is_left() -> None:
    file = Licence(id="F=1", regime="A18", offer="JL-magnet", quantity=150.0, status="granted")
    plan = planned(licences=[file])[0]
    (line,) = lines_of([plan], "Licences", 1)
    assert line["Used by the plan (in the unit)"] == pytest.approx(150)
    assert line["Left (in the unit)"] == pytest.approx(0)


def test_changes_stand_against_what_was_issued_before() -> None:
    issued = [Issued(mix="least", offer="IREL-magnet", month=FIRST, quantity=7.0)]
    issued += [Issued(mix="least", offer="JL-magnet", month=FIRST.plus(at), quantity=100.0 - at) for at in range(2)]
    lines = lines_of(planned(issued=issued), "Changes")
    words = [line["Change"] for line in lines]
    assert words[:2] == ["Dropped", "More"]
    assert words[-1] == "Same"
    assert words.count("Same") == 1
    assert sheet(planned(issued=issued), "Changes").printed_rows == len(words) - 1


def test_every_number_on_a_sheet_has_a_unit_in_its_header_or_its_row() -> None:
    plans = bent()
    bare = {
        str(column.header)
        for each in sheets(plans, plans[0])
        for block in each.blocks
        if "Unit" not in {head.header for head in block.columns}
        for column in block.columns
        if column.kind in {"inr", "share", "quantity", "level"} and "(" not in str(column.header)
    }
    # What was asked is in what the column beside it says, the others are pure numbers.
    assert bare <= {"Asked", "Reached", "Times", "Landed per INR of price and freight"} | MONTHS_ACROSS


def test_a_table_of_a_sheet_has_no_header_twice() -> None:
    plans = bent()
    for each in sheets(plans, plans[0]):
        for block in each.blocks:
            heads = [str(column.header).casefold() for column in block.columns]
            assert not block.name or len({*heads}) == len(heads), each.name


def test_every_defined_name_stands_on_the_summary(tmp_path: Path) -> None:
    book = load_workbook(written(bent(), tmp_path), data_only=True)
    for name, defined in book.defined_names.items():
        ((title, place),) = defined.destinations
        assert title == "Summary", name
        assert book[title][place].value is not None, name
    assert book["Summary"][next(iter(book.defined_names["Total_cost"].destinations))[1]].value == pytest.approx(2612500)
