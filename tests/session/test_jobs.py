"""The jobs that window and command line share."""

import datetime as dt
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import attrs
import openpyxl
import pytest

from desktop.model.errors import ProblemsFound, WrongCall
from desktop.model.months import Month
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Mix, Offer, Target
from desktop.session import jobs
from desktop.text.messages import place
from tests.tiny import FIRST, tiny_project, tiny_rows


def test_an_empty_project_plans_a_year_from_next_month() -> None:
    project = jobs.new_project(sample=False, today=dt.date(2026, 12, 5))
    assert project.settings.first_month == Month.of(2027, 1)
    assert project.settings.plan_date == dt.date(2026, 12, 5)
    assert [mix.id for mix in project.all(Mix)] == ["least-cost"]
    assert [(problem.key, problem.severity) for problem in jobs.check(project)] == [("no-targets", "note")]


def test_an_empty_project_starts_from_the_clock() -> None:
    assert [problem.key for problem in jobs.check(jobs.new_project(sample=False))] == ["no-targets"]


def test_an_empty_project_has_a_plan_that_costs_nothing() -> None:
    plan = jobs.plan(jobs.new_project(sample=False), "least-cost", "", Silent())
    assert (plan.verified, plan.status, plan.cost.total) == (True, "met", 0.0)


def test_a_project_with_errors_is_not_planned_but_told_about() -> None:
    project = tiny_project(offers=[Offer(id="x", source="nobody", item="magnet")])
    with pytest.raises(ProblemsFound) as found:
        jobs.plan(project, "least", "", Silent())
    assert [problem.key for problem in found.value.problems] == ["dangling"]
    assert found.value.key == "project-problem"
    project = tiny_project(offers=[Offer(id="x", source="nobody", item="nothing")])
    with pytest.raises(ProblemsFound, match="project-problems"):
        jobs.plan(project, "least", "", Silent())


def test_quick_plans_are_those_of_a_fresh_start_whatever_was_planned_before() -> None:
    quick = jobs.QuickPlans()
    for price in (5000.0, 6000.0, 2500.0, 5000.0):
        project = tiny_project(offers=tiny_rows("offers", "IREL-magnet", price=price))
        for mix in ("least", "slow"):
            seen, fresh = (plan(project, mix, "", Silent()) for plan in (quick, jobs.plan))
            assert seen.verified
            assert seen.cost.total == pytest.approx(fresh.cost.total, rel=1e-9)
            assert {name: pytest.approx(series) for name, series in seen.arrivals.items()} == fresh.arrivals
            assert seen.certificate is None
            assert fresh.certificate == pytest.approx(0.0, abs=1e-9)


def test_quick_plans_refuse_what_cannot_be_planned() -> None:
    with pytest.raises(WrongCall, match="unknown-mix"):
        jobs.QuickPlans()(tiny_project(), "none", "", Silent())


@pytest.mark.parametrize(("mix", "scenario", "key"), [("no", "", "unknown-mix"), ("least", "no", "unknown-scenario")])
def test_an_unknown_name_is_a_wrong_call(mix: str, scenario: str, key: str) -> None:
    with pytest.raises(WrongCall) as found:
        jobs.plan(tiny_project(), mix, scenario, Silent())
    assert found.value.key == key


def test_comparing_plans_every_mix_under_every_scenario() -> None:
    plans = jobs.compare(tiny_project(), [], ["", "base"], Silent())
    assert [(plan.mix, plan.scenario) for plan in plans] == [
        ("least", ""),
        ("slow", ""),
        ("least", "base"),
        ("slow", "base"),
    ]
    assert [plan.mix for plan in jobs.compare(tiny_project(), ["slow"], [], Silent())] == ["slow"]


def test_inputs_go_out_and_come_back_equal(tmp_path: Path) -> None:
    project = tiny_project()
    jobs.export_tables(project, tmp_path / "inputs.xlsx")
    back = jobs.import_tables(tmp_path / "inputs.xlsx", jobs.new_project(sample=False))
    assert back.content() == project.content()


def edited(path: Path, sheet: str, changes: Mapping[str, str | None]) -> Path:
    """The tiny project's workbook with some cells of one sheet changed."""
    jobs.export_tables(tiny_project(), path)
    book = openpyxl.load_workbook(path)
    for cell, value in changes.items():
        book[sheet][cell] = value
    book.save(path)
    return path


def refused(path: Path, project: Project) -> list[tuple[str, str]]:
    """The key and the place of everything that keeps a workbook out of a project."""
    with pytest.raises(ProblemsFound) as found:
        jobs.read_tables(path, project)
    assert found.value.key == ("tables-problem" if len(found.value.problems) == 1 else "tables-problems")
    return [(problem.key, place(problem)) for problem in found.value.problems]


def test_only_the_tables_of_the_workbook_are_read(tmp_path: Path) -> None:
    path = edited(tmp_path / "in.xlsx", "Offers", {"D2": "5300"})
    book = openpyxl.load_workbook(path)
    for title in book.sheetnames:
        if title != "Offers":
            del book[title]
    book.save(path)
    read = jobs.read_tables(path, tiny_project())
    assert read == {"offers": tuple(tiny_rows("offers", "IREL-magnet", price=5300.0))}


def test_a_workbook_whose_offers_lack_their_price_makes_nothing_free(tmp_path: Path) -> None:
    path = edited(tmp_path / "in.xlsx", "Offers", {"D1": None, "D2": None, "D3": None})
    assert refused(path, tiny_project()) == [("header-missing", "Sheet Offers, cell A1")]


def test_errors_that_a_project_would_have_are_told_at_their_cells_with_those_of_reading(tmp_path: Path) -> None:
    path = edited(tmp_path / "in.xlsx", "Offers", {"B2": "nobody", "D3": "free", "N2": "-3"})
    assert refused(path, jobs.new_project(sample=False)) == [
        ("entry-number", "Sheet Offers, cell D3"),
        ("field-below-least", "Sheet Offers, cell N2"),
        ("dangling", "Sheet Offers, cell B2"),
    ]


def test_references_into_a_sheet_that_is_lost_are_not_told_besides(tmp_path: Path) -> None:
    path = edited(tmp_path / "in.xlsx", "Offers", {})
    book = openpyxl.load_workbook(path)
    book["Sources"].title = "Suppliers"
    book.save(path)
    assert refused(path, jobs.new_project(sample=False)) == [("sheet-unknown", "Suppliers")]


def test_a_reference_from_a_table_that_stays_is_told_by_its_record(tmp_path: Path) -> None:
    path = edited(tmp_path / "in.xlsx", "Sources", {"A2": "IREL-2"})
    book = openpyxl.load_workbook(path)
    del book["Offers"]
    book.save(path)
    assert refused(path, tiny_project()) == [("dangling", "Offers, IREL-magnet, Source")]


def test_errors_that_were_there_before_do_not_keep_other_tables_out(tmp_path: Path) -> None:
    path = edited(tmp_path / "in.xlsx", "Offers", {})
    book = openpyxl.load_workbook(path)
    del book["Targets"]
    book.save(path)
    broken = tiny_project(targets=[Target(item="motor", month=FIRST, quantity=-1.0)])
    assert "targets" not in jobs.read_tables(path, broken)
    assert [problem.table for problem in jobs.check(jobs.import_tables(path, broken))] == ["targets"]


@pytest.mark.parametrize("name", ["plan", "plan.xls", "plan.csv", "other.dhatu"])
def test_workbooks_are_written_only_under_their_ending(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    target.write_bytes(b"precious")
    plans = jobs.compare(tiny_project(), [], [], Silent())
    for write in (partial(jobs.export_tables, tiny_project()), partial(jobs.export_plan, plans)):
        with pytest.raises(WrongCall) as found:
            write(target)
        assert found.value.key == "target-not-xlsx"
    assert target.read_bytes() == b"precious"


def test_workbooks_are_never_written_over_the_project_itself(tmp_path: Path) -> None:
    own, linked = tmp_path / "own.xlsx", tmp_path / "linked.xlsx"
    jobs.save_project(tiny_project(), own)
    linked.hardlink_to(own)
    before = own.read_bytes()
    plans = jobs.compare(tiny_project(), [], [], Silent())
    for target in (own, linked):
        with pytest.raises(WrongCall, match="target-is-project"):
            jobs.export_tables(tiny_project(), target, own)
        with pytest.raises(WrongCall, match="target-is-project"):
            jobs.export_plan(plans, target, own)
    assert own.read_bytes() == before
    jobs.export_tables(tiny_project(), tmp_path / "OUT.XLSX", own)
    assert (tmp_path / "OUT.XLSX").is_file()


def test_a_quick_plan_is_certified_as_it_is_where_it_reaches_what_can_be_reached() -> None:
    quick = jobs.QuickPlans()(tiny_project(), "least", "", Silent())
    sure = jobs.certified(quick, Silent())
    assert quick.certificate is None
    assert sure.certificate is not None
    assert sure.certificate <= 1e-6
    assert attrs.evolve(sure, certificate=None).arrivals is quick.arrivals
    assert jobs.certified(sure, Silent()) is sure


def test_a_quick_plan_that_misses_the_best_gives_way_to_the_certified_one() -> None:
    quick = jobs.QuickPlans()(tiny_project(), "least", "", Silent())
    dear = attrs.evolve(quick, cost=attrs.evolve(quick.cost, landed=quick.cost.landed * 1.01))
    sure = jobs.certified(dear, Silent())
    assert sure.cost.total == pytest.approx(quick.cost.total)
    assert sure.certificate is not None


def test_a_whole_plan_needs_no_certificate() -> None:
    whole = attrs.evolve(jobs.QuickPlans()(tiny_project(), "least", "", Silent()), answer="whole")
    assert jobs.certified(whole, Silent()) is whole


def test_plans_are_certified_before_they_are_exported(tmp_path: Path) -> None:
    quick = jobs.QuickPlans()(tiny_project(), "least", "", Silent())
    jobs.export_plan([quick], tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    rows = {row[0]: row[1] for row in book.worksheets[0].iter_rows(min_col=1, max_col=2, values_only=True)}
    assert str(rows["Certified in exact arithmetic"]).startswith("Yes: ")


def test_a_new_project_has_the_ending_of_projects(tmp_path: Path) -> None:
    jobs.refuse_project(tmp_path / "A.DHATU")
    with pytest.raises(WrongCall, match="target-not-project"):
        jobs.refuse_project(tmp_path / "a.xlsx")


def test_what_may_not_be_looked_at_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert jobs.exists(tmp_path)

    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", refuse)
    assert not jobs.exists(tmp_path)


def test_a_project_goes_to_its_file_and_back(tmp_path: Path) -> None:
    jobs.save_project(tiny_project(), tmp_path / "a.dhatu")
    assert jobs.open_project(tmp_path / "a.dhatu").content() == tiny_project().content()


def test_a_plan_goes_to_a_workbook(tmp_path: Path) -> None:
    plans = jobs.compare(tiny_project(), [], [], Silent())
    jobs.export_plan(plans, tmp_path / "plan.xlsx")
    assert (tmp_path / "plan.xlsx").stat().st_size > 5_000
