"""A plan in one screen of text and as JSON."""

import json
import re
from itertools import pairwise

import attrs
import pytest

from desktop.analysis.compare import Row
from desktop.model.months import Month
from desktop.model.plan import Bent, IncentivePaid
from desktop.model.progress import Silent
from desktop.model.records import Incentive, Licence, Rule
from desktop.session import jobs, summary
from tests.tiny import FIRST, tiny_project, tiny_rows


def test_the_text_tells_figures_coverage_files_and_orders() -> None:
    text = summary.of_plan(jobs.plan(tiny_project(), "least", "base", Silent()))
    lines = text.splitlines()
    assert lines[0] == "Tiny: Least cost, As planned"
    assert lines[1] == "All targets met on time, no rule gave way"
    assert "  Targets on time                 100.0 %" in lines
    assert any(line.startswith("  motor: 100.0 % on time") for line in lines)
    assert "Licence files to put in" in lines
    assert "Orders to place next" in lines
    assert "Limits that gave way" not in lines


def test_what_gave_way_is_told_with_the_amount_missing() -> None:
    rule = Rule(id="all-irel", kind="share at least", class_="domestic", limit=90.0)
    text = summary.of_plan(jobs.plan(tiny_project(rules=[rule]), "least", "", Silent()))
    # Six months take 600 kg of magnet, of which IREL sells 360: 180 kg less than 90 %, with 32 % of rare earths.
    start = text.splitlines().index("Limits that gave way")
    assert text.splitlines()[start + 1 : start + 3] == [
        "  all-irel: At least 90.0 % of the rare earths contained from Domestic, over the whole plan.",
        "    Jan 2027 to Jun 2027: 57.6 kg missing (90.0 % asked, 60.0 % reached)",
    ]


def test_a_limit_of_an_item_that_gave_way_is_told_in_its_unit_with_its_name() -> None:
    items = tiny_rows("items", only="magnet", name="Magnet N48", closing="at least", closing_stock=100_000.0)
    offers = tiny_rows("offers", only="JL-magnet", capacity=100.0)
    text = summary.of_plan(jobs.plan(tiny_project(items=items, offers=offers), "least", "", Silent()))
    lines = text.splitlines()
    at = lines.index("  Magnet N48 (magnet): The stock of Magnet N48 ends at 1,00,000.0 kg or more.")
    assert lines[at + 1].startswith("    Jun 2027: ")
    assert "(1,00,000.0 kg asked, " in lines[at + 1]


def test_money_that_a_rule_misses_is_told_as_money() -> None:
    rule = Rule(id="all-irel", kind="share at least", measure="value", class_="domestic", limit=99.0)
    text = summary.of_plan(jobs.plan(tiny_project(rules=[rule]), "least", "", Silent()))
    lines = text.splitlines()
    (line,) = [after for before, after in pairwise(lines) if "all-irel" in before]
    assert " lakh missing (99.0 % asked, " in line


def test_a_rule_that_speaks_of_two_groups_simply_does_not_hold() -> None:
    rule = Rule(id="one", kind="not both used", source="JL", other_source="IREL")
    bent = Bent("not both used", "one", FIRST, FIRST.plus(5), 1.0, "", 1.0, 0.0)
    plan = attrs.evolve(jobs.plan(tiny_project(rules=[rule]), "least", "", Silent()), bent=(bent,))
    lines = summary.of_plan(plan).splitlines()
    at = lines.index("  one: JL Mag and IREL are not both used, over the whole plan.")
    assert lines[at + 1] == "    Jan 2027 to Jun 2027: does not hold"


def test_what_a_rule_asks_for_is_said_once_for_all_windows_that_bend_it() -> None:
    rule = Rule(id="all-irel", kind="share at least", class_="domestic", limit=90.0, window="month")
    text = summary.of_plan(jobs.plan(tiny_project(rules=[rule]), "least", "", Silent()))
    assert text.count("  all-irel: ") == 1
    assert text.count(" kg missing (90.0 % asked, ") == 6
    assert "    Jan 2027: " in text


def test_the_answer_is_named_and_a_whole_one_with_its_gap() -> None:
    plan = jobs.plan(tiny_project(), "least", "", Silent())
    assert summary.of_plan(plan).splitlines()[2].startswith("Continuous, without whole lots")
    whole = attrs.evolve(plan, answer="whole", bound=plan.cost.total - 50_000.0)
    (line,) = [line for line in summary.of_plan(whole).splitlines() if line.startswith("In whole lots; ")]
    assert line.endswith("; gap ₹50,000 (2.6 %), no such plan costs less than ₹19.0 lakh")
    unknown = summary.of_plan(attrs.evolve(whole, bound=None)).splitlines()[2]
    assert unknown == "In whole lots; gap not known yet"
    best = summary.of_plan(attrs.evolve(whole, bound=plan.cost.total)).splitlines()[2]
    assert best == "In whole lots; proven best"
    tries = attrs.evolve(whole, bound=None, bent=(Bent("pin", "p", FIRST, FIRST, 10.0, "kg", 60.0, 50.0),))
    assert summary.of_plan(tries).splitlines()[2].startswith("In whole lots; a first try: may bend more than it must")
    assert [summary.as_json(one)["first_try"] for one in (whole, tries)] == [False, True]
    assert summary.as_json(whole)["gap_inr"] == pytest.approx(50_000)


def test_incentives_tell_what_is_paid_and_what_is_missed() -> None:
    records = [
        Incentive(id="PLI", item="motor", rate=5.0),
        Incentive(id="DVA", item="magnet", rate=2.0, rate_kind="% of value", least_domestic=60.0),
    ]
    plan = jobs.plan(tiny_project(incentives=records), "least", "", Silent())
    lines = (
        IncentivePaid("PLI", 2027, 150.0, 9.75e5, 15e3, 750.0, 0.0),
        IncentivePaid("DVA", 2027, 300.0, 9.6e5, 0.0, 0.0, 19_200.0),
        IncentivePaid("DVA", 2028, 300.0, 9.6e5, 0.0, 4000.0, 15_200.0),
    )
    text = summary.of_plan(attrs.evolve(plan, incentives=lines)).splitlines()
    start = text.index("Incentives")
    assert text[start + 1 : start + 4] == [
        "  PLI, FY27: ₹750 paid (1.5 % domestic, 0.0 % needed)",
        "  DVA, FY27: ₹0 paid, ₹19,200 missed (0.0 % domestic, 60.0 % needed: ₹5.76 lakh more)",
        "  DVA, FY28: ₹4,000 counted though only 0.0 % is domestic, 60.0 % needed: whole answers pay all or nothing",
    ]


def test_what_is_paid_for_nothing_and_left_of_files_is_told() -> None:
    irel = tiny_rows("sources", "IREL", take_or_pay_share=50.0, take_or_pay_quantity=200.0)
    file = Licence(id="F1", regime="A18", offer="JL-magnet", quantity=150.0, status="granted")
    project = tiny_project(sources=irel, licences=[file], mixes=tiny_rows("mixes"))
    text = summary.of_plan(jobs.plan(project, "least", "", Silent())).splitlines()
    paid = [line for line in text if line.startswith("  IREL, FY2")]
    assert all(" agreed" in line for line in paid)
    held = text.index("Licence files in hand")
    assert text[held + 1].startswith("  F1 (JL-magnet, granted): ")
    assert text[held + 1].endswith(" kg left of 150.0 kg")


def test_names_stand_with_the_ids_that_commands_take() -> None:
    items = tiny_rows("items", only="motor", name="Traction motor")
    lines = summary.of_plan(jobs.plan(tiny_project(items=items), "least", "", Silent())).splitlines()
    assert any(line.startswith("  Traction motor (motor): 100.0 % on time") for line in lines)
    files, orders = lines.index("Licence files to put in"), lines.index("Orders to place next")
    assert ": JL-magnet (JL Mag: magnet), " in lines[files + 1]
    assert any(": JL-magnet (JL Mag: magnet), " in line for line in lines[orders:])


def test_a_plan_of_nothing_promised_does_not_boast_of_targets_met() -> None:
    plan = jobs.plan(tiny_project(targets=[], settings=tiny_rows("settings", name="")), "least", "", Silent())
    lines = summary.of_plan(plan).splitlines()
    assert lines[0] == "Untitled: Least cost, As entered"
    assert lines[1] == "Nothing is promised: there are no targets"
    assert "Targets" not in lines
    assert "nothing promised" in summary.of_several([plan]).splitlines()[3]
    assert summary.as_json(plan)["status"] == "met"


def test_long_lists_are_cut_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "_ORDERS_SHOWN", 2)
    text = summary.of_plan(jobs.plan(tiny_project(), "least", "", Silent()))
    assert "  and 4 more: --json and --xlsx list them all" in text


def test_orders_beyond_the_near_months_are_told_as_estimates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "_ORDERS_SHOWN", 20)
    near, lots = tiny_rows("settings", near_months=4), tiny_rows("offers", "JL-magnet", lot_size=6.0)
    text = summary.of_plan(jobs.plan(tiny_project(settings=near, offers=lots), "least", "", Silent()))
    orders = [line for line in text.splitlines() if ": JL-magnet (JL Mag: magnet), 100.0 kg" in line]
    assert any(line.endswith(" (estimate)") and "May 2027" in line for line in orders)
    assert not any(line.endswith(" (estimate)") and "Apr 2027" in line for line in orders)
    assert "Arrivals from May 2027 on are estimates" in text
    assert "estimate" not in summary.of_plan(jobs.plan(tiny_project(), "least", "", Silent()))


def test_files_of_one_month_are_not_told_from_it_to_itself() -> None:
    file = Licence(id="F1", regime="A18", offer="JL-magnet", quantity=50.0, status="granted", freight_mode="air")
    text = summary.of_plan(jobs.plan(tiny_project(licences=[file]), "least", "", Silent()))
    assert "F1 (JL-magnet, granted, but cannot be used: the goods travel in another way): 0.0 kg left" in text
    months = re.findall(r"[A-Z][a-z]{2} \d{4} to [A-Z][a-z]{2} \d{4}", text)
    assert all(first != last for first, last in (months_.split(" to ") for months_ in months))


def test_several_plans_stand_side_by_side() -> None:
    lines = summary.of_several(jobs.compare(tiny_project(), [], [], Silent())).splitlines()
    assert lines[0] == "Tiny: As entered"
    assert lines[2].split("  ")[-2:] == ["Least cost", "Slow files"]
    assert all(len(line) <= 120 for line in lines)


def test_plans_side_by_side_tell_which_are_in_whole_lots() -> None:
    plan, other = jobs.compare(tiny_project(), [], [], Silent())
    whole = attrs.evolve(other, answer="whole", bound=other.cost.total)
    line = summary.of_several([plan, whole]).splitlines()[-1]
    assert (line.split()[:3], line.split()[3:]) == (["In", "whole", "lots"], ["no", "proven", "best"])


def test_plans_of_several_scenarios_name_them() -> None:
    text = summary.of_several(jobs.compare(tiny_project(), ["least"], ["", "base"], Silent()))
    assert "Least cost / As entered  Least cost / As planned" in text


def test_json_has_the_figures_that_scripts_ask_for() -> None:
    found = summary.as_json(jobs.plan(tiny_project(), "least", "", Silent()))
    wanted = "status cost_inr coverage share_by_class hhi first_month_short licences orders bent_rules verified"
    assert set(wanted.split()) <= set(found)
    assert json.loads(json.dumps(found, allow_nan=False)) == found


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("share", 0.5, "50.0 %"),
        ("money", 2.5e7, "₹2.5 crore"),
        ("rate", 1234567.0, "₹12,34,567/kg"),
        ("mass", 1500.0, "1.5 t"),
        ("number", 0.1234, "0.123"),
        ("count", 3.0, "3"),
        ("count", float("nan"), "–"),
    ],
)
def test_figures_are_shown_with_their_units(kind: str, value: float, text: str) -> None:
    row = Row("cost", kind, "", lambda _: value)  # type: ignore[arg-type]
    assert summary.shown(row, value) == text


def test_a_plan_that_is_not_verified_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.model.plan import Fault

    plan = jobs.plan(tiny_project(), "least", "", Silent())
    faulty = attrs.evolve(plan, faults=(Fault("verify-cost", str(Month.of(2027, 1)), 0.5),))
    assert "NOT VERIFIED" in summary.of_plan(faulty)
    assert summary.of_several([faulty]).splitlines()[-2].split() == ["Verified", "no"]
