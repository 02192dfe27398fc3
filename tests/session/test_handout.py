"""The page that a plan is handed over on: its figures are those of the plan, its lists are cut and say so."""

from pathlib import Path

import pytest

from desktop.analysis.figures import figures
from desktop.model.errors import FileFault, WrongCall
from desktop.session import handout
from tests.analysis.plans import hand_plan
from tests.session.test_report import bent


def test_the_page_tells_the_figures_of_the_plan() -> None:
    plan = hand_plan()
    page, found = handout.of_plan(plan), figures(plan)
    assert [series[0] for series in page.arrivals] == ["Domestic", "Licensed Chinese", "Other foreign"]
    arriving = sum(sum(series) for _, series in page.arrivals)
    assert arriving == pytest.approx(found.contained_kg / 1000)
    assert sum(value for _, value in page.costs) == pytest.approx(plan.cost.total / 1e7)
    assert len(page.need) == len(page.months) == len(plan.months)
    assert dict(page.figures)["Targets on time"] == f"{found.on_time_share * 100:.1f} %"
    assert page.title == found.project


def test_items_that_are_short_come_first_and_tell_since_when() -> None:
    plan = hand_plan()
    targets = handout.of_plan(plan).lists[0]
    short = {part.name for part in figures(plan).coverage.values() if part.on_time_share < 1 - 1e-9}
    assert short
    assert targets.rows[0][0] in short
    assert targets.rows[0][-1] != "–"


def test_limits_that_gave_way_are_told_once_with_their_worst_window() -> None:
    plan = bent()[0]
    told = [text for (text,) in handout.of_plan(plan).lists[-1].rows]
    assert len(told) == len(set(told))
    assert any("reached at worst" in text for text in told)


def test_what_does_not_fit_a_list_is_counted() -> None:
    page = handout._listing("short", (), [(f"Limit {at}",) for at in range(9)])
    assert len(page.rows) == 6
    assert page.more.startswith("and 3 more")


def test_the_page_is_never_written_over_the_project_or_into_a_missing_folder(tmp_path: Path) -> None:
    own = tmp_path / "group.pdf"
    own.write_bytes(b"mine")
    with pytest.raises(WrongCall):
        handout.keep(b"%PDF", own, own)
    with pytest.raises(FileFault):
        handout.keep(b"%PDF", tmp_path / "missing" / "plan.pdf", own)
    handout.keep(b"%PDF", tmp_path / "plan.pdf", own)
    assert own.read_bytes() == b"mine"
    assert (tmp_path / "plan.pdf").read_bytes() == b"%PDF"
