"""What is likely forgotten, or kept without being counted, is noted; planning goes on."""

from collections.abc import Sequence

import attrs
import pytest

from desktop.model.checks import check
from desktop.model.errors import Problem
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Content, Item, Offer, Price, Recipe, RecipeInput, Record, Target, Tier
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


def test_what_plans_do_not_count_yet_is_noted() -> None:
    assert _only(_with("tiers", Tier(offer="JL-magnet"))).key == "uncounted-table"
    problem = _only(_changed("offers", 1, lot_size=5.0))
    assert (problem.key, problem.row, problem.field) == ("uncounted-field", None, "lot_size")


@pytest.mark.parametrize("field", ["order_cost", "contract_cost"])
def test_what_is_counted_in_the_cost_but_not_weighed_in_the_choice_is_noted(field: str) -> None:
    problem = _only(_changed("sources", 1, **{field: 5.0}))
    assert (problem.key, problem.table, problem.field, problem.severity) == (
        "unweighed-field",
        "sources",
        field,
        "note",
    )
    assert problem.values["count"] == 1


@pytest.mark.parametrize("field", ["least_per_year", "take_or_pay_share", "take_or_pay_quantity"])
def test_terms_of_a_source_that_plans_do_not_count_are_noted(field: str) -> None:
    assert _only(_changed("sources", 1, **{field: 5.0})).key == "uncounted-field"


def test_figures_for_information_are_not_noted() -> None:
    assert check(_changed("offers", 1, co2=5.0, domestic_value=40.0)) == ()
    assert check(_changed("items", 1, margin=7.0)) == ()
    assert check(_changed("regimes", 0, approval_chance=60.0)) == ()


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
