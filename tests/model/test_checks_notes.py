"""What is likely forgotten is noted; planning goes on."""

from collections.abc import Sequence

import attrs

from desktop.model.checks import check
from desktop.model.errors import Problem
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Content, Incentive, Item, Licence, Offer, Price, Recipe, RecipeInput, Record, Target
from desktop.model.records.table import evolved
from desktop.text.messages import sentence
from tests.tiny import FIRST, tiny_project, tiny_records


def _with(table: str, *records: Record) -> Project:
    return tiny_project(**{table: [*tiny_records()[table], *records]} if table in tiny_records() else {table: records})


def _changed(table: str, at: int = 0, **values: str | float | Month | None) -> Project:
    rows = list(tiny_records()[table])
    rows[at] = evolved(rows[at], values)
    return tiny_project(**{table: rows})


def _keys(project: Project) -> list[str]:
    return [problem.key for problem in check(project)]


def _only(project: Project) -> Problem:
    found = check(project)
    assert len(found) == 1, [sentence(problem) for problem in found]
    return found[0]


def test_figures_for_information_are_not_noted() -> None:
    assert check(_changed("offers", 1, co2=5.0, domestic_value=40.0)) == ()
    assert check(_changed("items", 1, margin=7.0)) == ()
    assert check(_changed("regimes", 0, approval_chance=60.0)) == ()


def test_an_incentive_for_what_is_neither_bought_nor_made_is_noted() -> None:
    assert check(_with("incentives", Incentive(id="pli", item="motor"), Incentive(id="magnet", item="magnet"))) == ()
    items = [*tiny_records()["items"], Item(id="stator")]
    problem = _only(tiny_project(items=items, incentives=[Incentive(id="pli", item="stator")]))
    assert (problem.key, problem.field, problem.severity) == ("incentive-of-nothing", "item", "note")


def test_a_file_for_other_freight_than_the_offer_comes_by_is_noted() -> None:
    file = Licence(id="f", regime="A18", offer="JL-magnet", freight_mode="air")
    problem = _only(_with("licences", file))
    assert (problem.key, problem.field, problem.severity) == ("licence-other-mode", "freight_mode", "note")
    assert sentence(problem).endswith("is for air, but JL-magnet comes by sea: plans cannot use this file")
    assert check(_with("licences", attrs.evolve(file, freight_mode="sea"))) == ()
    assert check(_with("licences", attrs.evolve(file, status="refused"))) == ()


def test_a_project_that_promises_nothing_is_noted() -> None:
    problem = _only(tiny_project(targets=[]))
    assert (problem.key, problem.table, problem.severity) == ("no-targets", "settings", "note")
    faulty = tiny_project(targets=[Target(item="nothing", month=FIRST, quantity=1.0)])
    assert _keys(faulty) == ["dangling"]


def test_an_item_whose_targets_are_all_zero_is_noted_once() -> None:
    zeros = [Target(item="magnet", month=FIRST.plus(month)) for month in range(2)]
    problem = _only(_with("targets", *zeros))
    assert (problem.key, problem.row, problem.field) == ("targets-zero", 7, "quantity")
    assert check(_with("targets", *zeros, Target(item="magnet", month=FIRST.plus(2), quantity=1.0))) == ()


def test_an_offer_that_costs_nothing_in_a_month_of_its_own_is_noted() -> None:
    problem = _only(_changed("offers", 1, price=0.0))
    assert (problem.key, problem.row, problem.values["month"]) == ("price-zero", 2, "2027-01")
    free = _changed("offers", 1, price=0.0)
    second = Price(offer="JL-magnet", from_month=FIRST.plus(1), value=40.0)
    assert _only(free.put("prices", {1: second})).values["month"] == "2027-01"
    assert check(free.put("prices", {1: attrs.evolve(second, from_month=FIRST)})) == ()
    later = _changed("offers", 1, price=0.0, first_month=FIRST.plus(1))
    assert check(later.put("prices", {1: second})) == ()
    ended = _changed("offers", 1, last_month=FIRST)
    assert check(ended.put("prices", {1: attrs.evolve(second, value=0.0)})) == ()


def test_a_piece_from_a_country_with_a_regime_of_which_nothing_is_known_is_noted() -> None:
    part = Item(id="part", unit="piece")
    items = [*tiny_records()["items"], part]
    offer = Offer(id="JL-part", source="JL", item="part", price=9.0)

    def found(offer: Offer, **tables: Sequence[Record]) -> list[str]:
        return _keys(tiny_project(items=items, offers=[*tiny_records()["offers"], offer], **tables))

    assert found(offer) == ["piece-without-mass"]
    assert found(attrs.evolve(offer, source="IREL")) == []
    assert found(attrs.evolve(offer, licence="not needed")) == []
    assert found(attrs.evolve(offer, item="motor")) == []
    held = Content(item="part", element="Nd", kg_per_unit=0.3)
    assert found(offer, contents=[*tiny_records()["contents"], held]) == []
    faulty = attrs.evolve(held, kg_per_unit=-1.0)
    assert found(offer, contents=[*tiny_records()["contents"], faulty]) == ["field-below-least"]
    recipe, put_in = Recipe(id="wind", output="part"), RecipeInput(recipe="wind", item="magnet", quantity=1.0)
    recipes, inputs = [*tiny_records()["recipes"], recipe], [*tiny_records()["recipe_inputs"], put_in]
    assert found(offer, recipes=recipes, recipe_inputs=inputs) == []
