from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

import attrs
import pytest
from openpyxl import load_workbook

from desktop.engine.goals import optimise
from desktop.model.plan import Bent, Cost, Fault, Plan
from desktop.model.progress import Silent
from desktop.model.records import Content, Item, Record, Rule, Settings, Source, Target
from desktop.session.report import sheets
from desktop.store import workbook_out
from tests.tiny import FIRST, PLAN_DATE, tiny_project, tiny_records


def planned(**changed: Sequence[Record]) -> list[Plan]:
    project = tiny_project(**changed)
    return [optimise(project, mix, "", Silent()) for mix in ("least", "slow")]


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


def values(path: Path, *, computed: bool = True) -> dict[tuple[str, int, int], object]:
    """What every cell holds by sheet, row and column; formulas themselves where not computed."""
    book = load_workbook(path, data_only=computed, read_only=True)
    found: dict[tuple[str, int, int], object] = {
        (name, row, column): value
        for name in book.sheetnames
        for row, line in enumerate(book[name].iter_rows(values_only=True), 1)
        for column, value in enumerate(line, 1)
        if value is not None
    }
    book.close()
    return found


def lines_of(plans: Sequence[Plan], folder: Path, sheet: str, heading: str = "") -> list[dict[str, object]]:
    """The rows of the table below a heading of a sheet, by header, down to the first empty row."""
    book = load_workbook(written(plans, folder), data_only=True)
    rows = list(book[sheet].iter_rows(min_row=4, values_only=True))
    start = [row[0] for row in rows].index(heading) + 1 if heading else 0
    lines = takewhile(lambda row: any(value is not None for value in row), rows[start + 1 :])
    return [
        {str(header): value for header, value in zip(rows[start], line, strict=True) if header is not None}
        for line in lines
    ]


def test_the_sheets_stand_in_the_order_of_reading(tmp_path: Path) -> None:
    plans = planned()
    names = [sheet.name for sheet in sheets(plans, plans[0])]
    assert names == ["Summary", "Supply", "Orders", "Licences", "Coverage", "Cost", "Sources", "Compare", "Checks"]
    assert load_workbook(written(plans, tmp_path)).sheetnames == names


def test_every_sheet_says_whose_plan_it_is() -> None:
    plans = planned()
    assert {(sheet.title, sheet.subtitle) for sheet in sheets(plans, plans[1])} == {
        (f"Tiny: {sheet.name}", "Mix: Slow files. Scenario: As entered. Months: Jan 2027 to Jun 2027.")
        for sheet in sheets(plans, plans[1])
    }


def test_a_project_without_a_name_leaves_the_name_out_of_the_titles() -> None:
    plan = planned(settings=[Settings(name="", first_month=FIRST, months=6, plan_date=PLAN_DATE)])[0]
    assert sheets([plan], plan)[0].title == "Summary"


def test_the_summary_opens_with_what_the_plan_is(tmp_path: Path) -> None:
    project = tiny_project()
    plan = optimise(project, "slow", "base", Silent())
    lines = [tuple(line.values()) for line in lines_of([plan], tmp_path, "Summary", "The plan")]
    assert [(name, str(value)) for name, value in lines] == [
        ("Project", "Tiny"),
        ("Mix", "Slow files"),
        ("Scenario", "As planned"),
        ("Plan date", "2026-06-01 00:00:00"),
        ("First month", "2027-01-01 00:00:00"),
        ("Last month", "2027-06-01 00:00:00"),
        ("Status", "All targets met on time, no rule bent"),
        ("Answer", "Continuous, without whole lots"),
        ("Verified by a second computation", "Yes"),
        ("Checks of this workbook", "OK"),
    ]


def test_a_plan_that_does_not_add_up_says_so(tmp_path: Path) -> None:
    plan = attrs.evolve(planned()[0], faults=(Fault("verify-cost", "Tiny", 0.1),), cost=Cost(landed=1.0))
    lines = {line["Figure"]: line["Value"] for line in lines_of([plan], tmp_path, "Summary", "The plan")}
    assert lines["Verified by a second computation"] == "No"
    assert lines["Checks of this workbook"] == "Differs"


def test_the_cost_is_the_live_sum_of_its_parts(tmp_path: Path) -> None:
    plans = bent()
    lines = lines_of(plans, tmp_path, "Summary", "Cost over all months")
    # 360 kg at 5,000 and 240 kg at 3,200; 6 months with orders at 1,000, all that IREL has; 5 gears lost at 300.
    assert [tuple(line.values()) for line in lines] == [
        ("Landed cost of goods", pytest.approx(2568000.0)),
        ("Order costs", pytest.approx(6000.0)),
        ("Contract costs", pytest.approx(7000.0)),
        ("Tier charges", 0),
        ("Take-or-pay", 0),
        ("Own making", pytest.approx(30000.0)),
        ("Stock holding", pytest.approx(0.0)),
        ("Capital in stock", pytest.approx(0.0)),
        ("Penalties", pytest.approx(1500.0)),
        ("Incentives", 0),
        ("Total cost", pytest.approx(2612500.0)),
    ]
    assert lines[-1]["Cost (INR)"] == pytest.approx(plans[0].cost.total, rel=1e-12)
    formulas = values(tmp_path / "plan.xlsx", computed=False)
    assert formulas["Summary", 29, 2] == "=SUM($B$19:$B$28)"
    assert formulas["Summary", 19, 2] == "='Orders'!I17"


def test_every_target_has_its_fate(tmp_path: Path) -> None:
    lines = lines_of(bent(), tmp_path, "Summary", "Targets")
    assert [tuple(line.values()) for line in lines] == [
        ("motor", "motor", "piece", 300, pytest.approx(300), 0, 0, pytest.approx(1.0)),
        ("*=>0", "*=>0", "piece", 5, 0, 0, pytest.approx(5), 0),
    ]


def test_the_month_by_month_fate_of_targets_adds_up(tmp_path: Path) -> None:
    lines = lines_of(bent(), tmp_path, "Coverage")
    assert len(lines) == 12
    # The gears: promised in the third month, never delivered, written off at once as nothing may be late.
    assert list(lines[8].values())[4:] == [5, 0, 0, 0, pytest.approx(5), 0]


def test_classes_have_their_shares_of_kilograms_and_rupees(tmp_path: Path) -> None:
    lines = lines_of(bent(), tmp_path, "Summary", "Shares by class")
    # Of 600 kg of magnet 32 % are rare earths; 1,800,000 of 2,568,000 INR are IREL's.
    assert [tuple(line.values()) for line in lines] == [
        ("Domestic", pytest.approx(115.2), pytest.approx(0.6), pytest.approx(1.8e6), pytest.approx(1.8 / 2.568)),
        (
            "Licensed Chinese",
            pytest.approx(76.8),
            pytest.approx(0.4),
            pytest.approx(0.768e6),
            pytest.approx(0.768 / 2.568),
        ),
        ("Other foreign", 0, 0, 0, 0),
        ("Total", pytest.approx(192), None, pytest.approx(2.568e6), None),
    ]


def test_rules_that_gave_way_are_listed_with_what_is_missing(tmp_path: Path) -> None:
    (line,) = lines_of(bent(), tmp_path, "Summary", "Rules that gave way")
    assert (line["Rule or item"], line["Limit"], line["Asked and reached in"]) == ("R1", "share at least", "%")
    assert (line["Asked"], line["Reached"]) == (70, pytest.approx(60))
    # 10 % of 192 kg contained.
    assert (line["Missing or too much (in the unit)"], line["Unit"]) == (pytest.approx(19.2), "kg")


def test_a_limit_of_an_item_is_told_in_the_items_unit(tmp_path: Path) -> None:
    gave = Bent("storage limit", "magnet", FIRST, FIRST.plus(1), 5.0, "kg", 20.0, 25.0)
    (line,) = lines_of([attrs.evolve(planned()[0], bent=(gave,))], tmp_path, "Summary", "Rules that gave way")
    assert list(line.values())[4:] == [20, 25, "kg", 5, "kg", "The store of magnet holds 20.0 kg."]


@pytest.mark.parametrize(
    ("kind", "unit", "asked", "reached", "level", "words"),
    [
        (
            "concentration at most",
            "HHI",
            0.45,
            0.52,
            "HHI",
            "Concentration (HHI) of the rare earths contained by source",
        ),
        ("cover at least", "kg", 45.0, 12.0, "days", "Stock of magnet for at least 45.0 days of use"),
        ("sources at least", "sources", 2.0, 1.0, "sources", "At least 2 sources of magnet"),
        ("not both used", None, 1.0, 0.0, None, "JL Mag and IREL are not both used for magnet"),
    ],
)
def test_every_kind_of_rule_is_told_in_its_own_terms(
    tmp_path: Path, kind: str, unit: str | None, asked: float, reached: float, level: str | None, words: str
) -> None:
    item = "" if kind.startswith("concentration") else "magnet"
    rule = Rule(id="R", kind=kind, limit=asked, item=item)
    if kind == "not both used":
        rule = attrs.evolve(rule, limit=0.0, source="JL", other_source="IREL")
    plan = attrs.evolve(planned()[0], world=tiny_project(rules=[rule]))
    gave = Bent(kind, "R", FIRST, FIRST.plus(1), 0.07, unit or "", asked, reached)
    (line,) = lines_of([attrs.evolve(plan, bent=(gave,))], tmp_path, "Summary", "Rules that gave way")
    levels = [asked, reached, level, unit] if unit else [None] * 4  # two groups hold together or do not
    assert [line["Asked"], line["Reached"], line["Asked and reached in"], line["Unit"]] == levels
    assert str(line["In words"]).startswith(words)


def test_the_store_of_all_items_has_a_name(tmp_path: Path) -> None:
    gave = Bent("total storage", "", FIRST, FIRST, 5.0, "space", 20.0, 25.0)
    (line,) = lines_of([attrs.evolve(planned()[0], bent=(gave,))], tmp_path, "Summary", "Rules that gave way")
    assert (line["Rule or item"], line["Limit"]) == ("All stores together", "total storage")


def test_a_whole_answer_tells_what_it_costs_above_the_bound(tmp_path: Path) -> None:
    plan = planned()[0]
    whole = attrs.evolve(plan, answer="whole", bound=plan.cost.total - 50_000.0)
    lines = [tuple(line.values()) for line in lines_of([whole], tmp_path, "Summary", "How far from the best")]
    assert lines == [
        ("Total cost", pytest.approx(plan.cost.total)),
        ("No plan in whole lots costs less than", pytest.approx(plan.cost.total - 50_000)),
        ("Gap: the plan costs at most this much more than the best", pytest.approx(50_000)),
    ]
    told = {line["Figure"]: line["Value"] for line in lines_of([whole], tmp_path, "Summary", "The plan")}
    assert told["Answer"] == "In whole lots"


def test_lists_that_are_empty_say_so(tmp_path: Path) -> None:
    (line,) = lines_of(planned(), tmp_path, "Summary", "Rules that gave way")
    assert list(line.values()) == ["None", *[None] * 9]


def test_supply_is_shown_by_month_class_and_fiscal_year(tmp_path: Path) -> None:
    plans = bent()
    lines = [list(line.values()) for line in lines_of(plans, tmp_path, "Supply")]
    assert lines[0][1:6] == ["FY27", pytest.approx(19.2), pytest.approx(12.8), 0, pytest.approx(32)]
    assert lines[-1][2:6] == [pytest.approx(115.2), pytest.approx(76.8), 0, pytest.approx(192)]
    years = [list(line.values()) for line in lines_of(plans, tmp_path, "Supply", "By fiscal year (April to March)")]
    # January to March, and April to June.
    assert [(line[0], line[-2]) for line in years] == [
        ("FY27", pytest.approx(96)),
        ("FY28", pytest.approx(96)),
        ("Total", pytest.approx(192)),
    ]


def test_the_need_is_what_the_targets_contain(tmp_path: Path) -> None:
    held = [*tiny_records()["contents"], Content(item="motor", element="Nd", kg_per_unit=0.5)]
    lines = lines_of(planned(contents=held), tmp_path, "Supply")
    assert [line["Needed for the targets (kg contained)"] for line in lines] == [*[25] * 6, 150]


def test_a_plan_that_buys_nothing_has_sums_of_nothing(tmp_path: Path) -> None:
    plans = planned(targets=[])
    assert lines_of(plans, tmp_path, "Orders")[0]["Landed cost (INR)"] == 0
    assert lines_of(plans, tmp_path, "Summary", "Cost over all months")[-1]["Cost (INR)"] == 0
    assert lines_of(plans, tmp_path, "Summary", "Targets") == []
    assert lines_of(plans, tmp_path, "Summary", "Shares by class")[0]["Share of contained (%)"] == 0
    assert values(tmp_path / "plan.xlsx")["Summary", 15, 2] == "OK"


def test_every_number_on_a_sheet_has_a_unit_in_its_header() -> None:
    plans = bent()
    bare = {
        column.header
        for sheet in sheets(plans, plans[0])
        for block in sheet.blocks
        for column in block.columns
        if column.kind in {"inr", "share", "quantity", "level", "count"} and "(" not in column.header
    }
    # These two are in what the column beside them says.
    assert bare == {"Asked", "Reached"}
