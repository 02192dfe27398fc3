"""Workbooks as another program computes them; one run for all, because starting it is what takes the time."""

import math
import warnings
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import attrs
import pytest
from openpyxl import load_workbook

from desktop.engine.goals import optimise
from desktop.model import scenario as scenarios
from desktop.model.edits import SetFields, apply
from desktop.model.plan import Bent, Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Capacity, Event, ExchangeRate, Mix, Offer, Price, Record, Rule, Scenario, Source, Tier
from desktop.session.report import sheets
from desktop.store import workbook_out
from tests.analysis.plans import JAN, JUN, hand_project, solved_rich
from tests.session.plants import APART, DUE, GROUPS, HEADLINE, MARGINS
from tests.session.recalculation import Values, changed, find, recalculated, results, values
from tests.session.recosted import recosted
from tests.session.test_report import bent, planned

pytestmark = pytest.mark.timeout(900)
COLUMNS = "whose sums are no longer as planned"
"""What the checks end with that tell every changed figure of a sheet; the others tell what it contradicts."""
ENTERED = {
    "dearer": ("Offers", "JL-magnet", "Price", 260.0),
    "taxed": ("Offers", "JL-magnet", "Customs duty", 20.0),
    "shipped": ("Offers", "JL-magnet", "Freight", 35.0),
    "weaker": ("Exchange rates", "USD / 2027-01", "Rate", 99.0),
}
"""What is entered on the sheet of assumptions in copies: table, record, figure and value."""


def rich() -> list[Plan]:
    """Tiers, incentives, agreements, a file in hand, and limits of odd kinds that gave way, of a whole answer."""
    gave = (
        Bent("concentration at most", "C", JAN, JUN, 0.07, "HHI", 0.45, 0.52),
        Bent("not both used", "N", JAN, JUN, 1.0, "", 1.0, 0.0),
    )
    plan = solved_rich()
    return [attrs.evolve(plan, bent=gave, answer="whole", bound=plan.cost.total - 1000.0), plan]


def nothing() -> list[Plan]:
    return planned(targets=[])


@cache
def priced() -> list[Plan]:
    """Two mixes and a scenario in which prices rise: agreements, tiers at prices of their own, capital in stock."""
    world = solved_rich().world.content()
    offers: list[Record] = [
        attrs.evolve(each, capacity=None) if isinstance(each, Offer) else each for each in world["offers"]
    ]
    project = hand_project(
        **{**{name: list(rows) for name, rows in world.items()}, "incentives": [], "offers": offers},
    )
    tables: dict[str, Sequence[Record]] = {name: list(rows) for name, rows in project.content().items()}
    tables["tiers"] = [Tier(offer="JL-magnet", basis="horizon", from_quantity=50.0, price=150.0, kind="incremental")]
    tables["mixes"] = [Mix(id="least"), Mix(id="own")]
    tables["rules"] = [Rule(id="R", mix="own", kind="share at least", class_="domestic", limit=70.0)]
    tables["scenarios"] = [Scenario(id="base"), Scenario(id="dear")]
    tables["events"] = [Event(scenario="dear", kind="price factor", item="magnet", value=1.3)]
    project = Project.of(tables)
    asked = (("least", "base"), ("own", "base"), ("least", "dear"))
    return [optimise(project, mix, scenario, Silent()) for mix, scenario in asked]


@cache
def stepped() -> list[Plan]:
    """Capacities that change along the months, of an offer and of a source for all its offers, and a price of old."""
    world = solved_rich().world.content()
    tables: dict[str, list[Record]] = {name: list(rows) for name, rows in world.items()}
    tables["sources"] = [
        attrs.evolve(each, capacity=28.0) if isinstance(each, Source) and each.id == "JL" else each
        for each in tables["sources"]
    ]
    tables["capacities"] = [
        Capacity(offer="IREL-magnet", from_month=JAN.plus(2), value=35.0),
        Capacity(source="JL", from_month=JAN.plus(3), value=12.0),
    ]
    tables["prices"] = [Price(offer="IREL-magnet", from_month=JAN.plus(-7), value=310.0)]
    return [optimise(hand_project(**tables), "least", "base", Silent())]


MAKERS: dict[str, Callable[[], list[Plan]]] = {
    "bent": bent,
    "rich": rich,
    "nothing": nothing,
    "priced": priced,
    "stepped": stepped,
}
LOWERED = {
    "an offer's step": ("IREL-magnet", "Capacity of 3 offers: months above it"),
    "a source's step": ("JL", "Capacity of JL Mag, all its offers together: months above it"),
}
"""Capacities of ``stepped`` that are made too small in copies, and the checks that tell it."""


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """Workbooks of plans, copies with planted numbers, and copies with other prices: as written, and recalculated."""
    folder = tmp_path_factory.mktemp("books")
    written: dict[str, Path] = {}
    for name, make in MAKERS.items():
        plans = make()
        written[name] = folder / f"{name}.xlsx"
        workbook_out.write(written[name], sheets(plans, plans[0]), "Tiny")
    alone = folder / "alone.xlsx"
    workbook_out.write(alone, sheets([solved_rich()], solved_rich()), "Hand")
    cells = values(alone)
    for at, group in enumerate(GROUPS):
        places = {plant.place(cells): plant.value(cells) for plant in group}
        written[f"plants-{at}"] = changed(alone, f"plants-{at}.xlsx", places)
    cells = values(written["priced"])
    for name, (table, record, figure, value) in ENTERED.items():
        place = ("Assumptions", find(cells, "Assumptions", table, record, figure), 6)
        written[name] = changed(written["priced"], f"{name}.xlsx", {place: value})
    cells = values(written["stepped"])
    for name, (owner, _) in LOWERED.items():
        row = next(
            row
            for (sheet, row, column), value in cells.items()
            if (sheet, column) == ("Assumptions", 2)
            and value == "Capacities"
            and owner in str(cells["Assumptions", row, 3])
        )
        written[name] = changed(written["stepped"], f"{name}.xlsx", {("Assumptions", row, 6): 1.0})
    again = recalculated(*written.values())
    return {name: (path, new) for (name, path), new in zip(written.items(), again, strict=True)}


Books = dict[str, tuple[Path, Path]]


@pytest.mark.parametrize("name", MAKERS)
def test_another_program_computes_what_the_workbook_shows(name: str, books: Books) -> None:
    path, new_path = books[name]
    again, shown = values(new_path), values(path)
    formulas = [place for place, value in values(path, computed=False).items() if str(value).startswith("=")]
    live = [place for place in formulas if shown.get(place) != "=1+1"]
    assert len(live) > 500
    for place in live:
        new, old = again.get(place), shown.get(place)
        if isinstance(old, int | float):
            assert isinstance(new, int | float), (place, new)
            assert math.isclose(new, old, rel_tol=1e-9, abs_tol=1e-7), (place, new, old)
        else:
            assert new == old, place
    texts = [str(value) for value in again.values()]
    assert [text for text in texts if text.startswith(("#", "Err:")) or text == "Differs"] == []


@pytest.mark.parametrize("at", range(len(GROUPS)))
def test_a_planted_number_is_told_by_the_checks_that_are_about_it_and_by_no_other(at: int, books: Books) -> None:
    red = {name for name, told in results(values(books[f"plants-{at}"][1])).items() if told != "OK"}
    wanted = {check for plant in GROUPS[at] for check in plant.checks}
    assert {name for name in red if not name.endswith(COLUMNS)} == {*wanted, "Checks of this workbook"}
    seen = {name.split(":")[0] for name in red if name.endswith(COLUMNS)}
    alone = {DUE, HEADLINE, APART, MARGINS}  # of a list of nothing, and of figures beside the verdict or the base
    assert {plant.sheet for plant in GROUPS[at] if alone.isdisjoint(plant.checks)} <= seen


@pytest.mark.parametrize("name", ENTERED)
def test_a_figure_that_is_changed_costs_what_the_engine_says_of_the_same_orders(name: str, books: Books) -> None:
    again = values(books[name][1])
    row, moved = find(again, "Compare", "Total cost (INR)") + 1, list[bool]()
    for at, plan in enumerate(priced()):
        wanted = recosted(plan, _entered(plan, name))
        moved.append(wanted.total != pytest.approx(plan.cost.total, rel=1e-6))
        assert again["Compare", row + at, 4] == pytest.approx(wanted.total, rel=1e-9)
        assert again["Compare", row + at, 6] == pytest.approx(wanted.landed, rel=1e-9)
    assert any(moved)
    chosen = recosted(priced()[0], _entered(priced()[0], name))
    assert _summary(again, "Total cost (INR)") == pytest.approx(chosen.total, rel=1e-9)
    assert _summary(again, "Landed cost of goods (INR)") == pytest.approx(chosen.landed, rel=1e-9)
    assert again["Summary", find(again, "Summary", "Total cost"), 4] == pytest.approx(chosen.total / 1e7, rel=1e-9)


def test_a_changed_figure_is_told_by_the_checks(books: Books) -> None:
    found = results(values(books["dearer"][1]))
    red = {name for name, told in found.items() if told != "OK"}
    assert {
        "Assumptions that are no longer as planned",
        "Landed cost: orders, and as planned and verified",
        "Total cost: the summary, and as planned and verified",
    } <= red
    assert "Landed cost: orders, and the cost by month" not in red


@pytest.mark.parametrize("name", LOWERED)
def test_a_capacity_that_is_lowered_is_told_to_be_exceeded(name: str, books: Books) -> None:
    found = results(values(books[name][1]))
    told = {"Assumptions that are no longer as planned", "Checks of this workbook", LOWERED[name][1]}
    red = {check for check, result in found.items() if result != "OK"}
    assert {check for check in red if not check.endswith(COLUMNS)} == told


def test_files_are_read_without_a_warning_and_their_parts_are_sound(books: Books) -> None:
    for path in books["rich"]:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            book = load_workbook(path)
        assert [len(getattr(book[name], "_charts", ())) for name in ("Summary", "Compare")] == [3, 4]
    with zipfile.ZipFile(books["rich"][0]) as parts:
        assert parts.testzip() is None
        for name in parts.namelist():
            ET.fromstring(parts.read(name))  # noqa: S314 - written by ourselves


def _entered(plan: Plan, name: str) -> Project:
    """The world of a plan in which the offer has the entered figure, of which its scenario makes what it does."""
    table, record, figure, value = ENTERED[name]
    field = {"Price": "price", "Customs duty": "customs_duty", "Freight": "freight", "Rate": "rate"}[figure]
    if table == "Exchange rates":
        rates = plan.project.rows(ExchangeRate).items()
        rows = {row: {field: value} for row, rate in rates if record.startswith(rate.currency)}
        return scenarios.apply(apply(plan.project, SetFields("exchange_rates", rows)), plan.scenario)
    row = next(row for row, offer in plan.project.rows(Offer).items() if offer.id == record)
    return scenarios.apply(apply(plan.project, SetFields("offers", {row: {field: value}})), plan.scenario)


def _summary(cells: Values, figure: str) -> object:
    return cells["Summary", find(cells, "Summary", figure), 2]
