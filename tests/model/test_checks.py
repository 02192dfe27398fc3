"""Every problem of a project is found, told once, with its place."""

import attrs
import pytest

from desktop.model.checks import check, errors
from desktop.model.errors import Problem
from desktop.model.months import Month
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import (
    Capacity,
    Commitment,
    Content,
    Event,
    Evidence,
    Issued,
    Item,
    Licence,
    Mix,
    Offer,
    Pin,
    Price,
    Recipe,
    RecipeInput,
    Record,
    Regime,
    Rule,
    Settings,
    Source,
    Target,
    Tier,
)
from desktop.model.records.table import evolved
from desktop.session import jobs
from desktop.text.messages import sentence
from tests.tiny import FIRST, tiny_project, tiny_records, tiny_rows


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


def test_a_sound_project_has_no_problem() -> None:
    assert check(tiny_project()) == ()


def test_a_field_out_of_its_limits_is_told_with_its_place() -> None:
    problem = _only(_changed("offers", 1, lead_days=-3.0))
    assert (problem.key, problem.table, problem.row, problem.field) == ("field-below-least", "offers", 2, "lead_days")
    assert problem.record == "JL-magnet"
    assert sentence(problem) == "Offers, JL-magnet, Lead time (days): -3.0 is below 0 days, the least there can be"


def test_all_problems_are_told_at_once() -> None:
    rows = [*tiny_records()["offers"], Offer(id="x", source="nobody", item="nothing", currency="")]
    found = errors(tiny_project(offers=rows, settings=[Settings(first_month=FIRST, months=0)]))
    assert sorted((p.key, p.field) for p in found) == [
        ("dangling", "item"),
        ("dangling", "source"),
        ("field-below-least", "months"),
        ("field-empty", "currency"),
        ("field-empty", "plan_date"),
    ]


def test_there_is_exactly_one_row_of_settings() -> None:
    assert "settings-rows" in _keys(tiny_project(settings=tiny_records()["settings"] * 2))


def test_a_record_that_is_there_twice_is_told() -> None:
    problem = _only(_with("mixes", Mix(id="least")))
    assert (problem.key, problem.row) == ("record-doubled", 3)


def test_a_fault_is_not_told_again_by_all_that_depends_on_it() -> None:
    project = _changed("items", 0, storage_limit=-1.0)
    assert [(p.key, p.table) for p in check(project)] == [("field-below-least", "items")]


@pytest.mark.parametrize(
    ("table", "record"),
    [
        ("offers", Offer(id="o", source="JL", item="magnet", first_month=FIRST.plus(2), last_month=FIRST)),
        ("commitments", Commitment(id="c", source="JL", item="magnet", first_month=FIRST.plus(2), last_month=FIRST)),
        ("rules", Rule(id="r", source="JL", first_month=FIRST.plus(2), last_month=FIRST)),
    ],
)
def test_a_window_that_ends_before_it_begins_is_told(table: str, record: Record) -> None:
    problem = _only(_with(table, record))
    assert (problem.key, problem.field, problem.severity) == ("window-reversed", "last_month", "error")


def test_days_that_end_before_they_begin_are_told() -> None:
    from datetime import date

    regime = Regime(id="r", origins=("China",), from_date=date(2027, 5, 1), until_date=date(2027, 4, 1))
    licence = Licence(
        id="l", regime="A18", offer="JL-magnet", valid_from=date(2027, 5, 1), valid_until=date(2027, 4, 1)
    )
    assert _keys(_with("regimes", regime)) == ["window-reversed"]
    assert _keys(_with("licences", licence)) == ["window-reversed"]


def test_what_lies_outside_the_horizon_is_noted() -> None:
    late, early = FIRST.plus(6), FIRST.plus(-1)
    assert _only(_with("targets", Target(item="motor", month=late, quantity=1))).severity == "note"
    pin = Pin(id="p", mix="least", offer="JL-magnet", month=late)
    assert (_only(_with("pins", pin)).table, _only(_with("pins", pin)).severity) == ("pins", "note")
    for first, last in ((late, None), (None, early)):
        offer = Offer(id="o", source="JL", item="magnet", first_month=first, last_month=last)
        problem = _only(_with("offers", offer))
        assert (problem.key, problem.severity) == ("outside-horizon", "note")


def test_a_plan_date_after_the_horizon_is_told() -> None:
    from datetime import date

    settings = attrs.evolve(tiny_project().settings, plan_date=date(2027, 7, 1))
    assert _only(tiny_project(settings=[settings])).key == "plan-date-late"


def test_a_regime_whose_usual_file_is_slower_than_the_slow_one_is_told() -> None:
    assert _only(_changed("regimes", days_p50=200.0)).key == "days-out-of-order"


def test_a_target_that_nothing_can_meet_is_told_once() -> None:
    project = tiny_project(recipe_inputs=[], recipes=[])
    assert [p.key for p in check(project)] == ["target-unmakeable"]
    without_magnets = tiny_project(offers=[])
    assert [p.key for p in errors(without_magnets)] == ["target-unmakeable"]


def test_an_item_in_stock_can_be_delivered() -> None:
    items = [attrs.evolve(item, opening_stock=5.0) for item in tiny_project().all(Item)]
    assert errors(tiny_project(items=items, offers=[])) == ()


def test_whether_a_target_can_be_met_is_not_guessed_while_supply_has_faults() -> None:
    rows = [evolved(row, {"price": float("nan")}) for row in tiny_records()["offers"]]
    assert set(_keys(tiny_project(offers=rows))) == {"field-not-finite"}


def test_a_recipe_circle_is_told_for_every_recipe_in_it() -> None:
    project = tiny_project(
        recipes=[*tiny_records()["recipes"], Recipe(id="back", output="magnet")],
        recipe_inputs=[*tiny_records()["recipe_inputs"], RecipeInput(recipe="back", item="motor", quantity=1.0)],
    )
    found = [p for p in check(project) if p.key == "recipe-circle"]
    assert [p.record for p in found] == ["assembly", "back"]


def test_a_recipe_that_takes_nothing_is_noted() -> None:
    assert _keys(_with("recipes", Recipe(id="magic", output="motor"))) == ["recipe-without-inputs"]


def test_contents_above_the_mass_are_told() -> None:
    problem = _only(_with("contents", Content(item="magnet", element="Pr", kg_per_unit=0.7)))
    assert (problem.key, problem.values["held"]) == ("contents-above-mass", "1.02")


def test_contents_that_no_piece_can_hold_are_told_and_the_most_it_can_hold_is_planned() -> None:
    content = Content(item="motor", element="Pr", kg_per_unit=1e6)
    problem = _only(_with("contents", evolved(content, {"kg_per_unit": 1.001e6})))
    assert (problem.key, problem.field) == ("contents-far-off", "kg_per_unit")
    assert jobs.plan(_with("contents", content), "least", "", Silent()).verified


def test_a_currency_without_a_rate_when_the_plan_begins_is_told() -> None:
    assert _only(_changed("offers", 1, currency="EUR")).key == "rate-missing"
    assert _only(_changed("exchange_rates", from_month=FIRST.plus(1))).key == "rate-missing"


def test_a_capacity_belongs_to_exactly_one_thing_and_so_does_a_pin() -> None:
    both = Capacity(offer="JL-magnet", source="JL", from_month=FIRST)
    assert _only(_with("capacities", both)).key == "capacity-owner"
    assert "pin-owner" in _keys(_with("pins", Pin(id="p", mix="least", month=FIRST)))


def test_a_negative_factor_is_told_and_a_negative_delay_is_not() -> None:
    assert _only(_with("events", Event(scenario="base", kind="price factor", value=-1.0))).key == "event-negative"
    assert check(_with("events", Event(scenario="base", kind="lead time added", value=-5.0))) == ()
    assert _only(_with("events", Event(scenario="base", kind="exchange rate factor", value=0.0))).key == "event-no-rate"


def test_a_pin_or_issued_arrival_of_something_unknown_is_told() -> None:
    pin = Pin(id="p", mix="some", scenario="other", offer="no-offer", recipe="no-recipe", month=FIRST)
    issued = Issued(mix="least", offer="no-offer", month=FIRST)
    found = errors(tiny_project(pins=[pin], issued=[issued]))
    assert {(problem.table, problem.key, problem.field) for problem in found} == {
        *(("pins", "dangling", field) for field in ("mix", "scenario", "offer", "recipe")),
        ("issued", "dangling", "offer"),
    }


def test_a_country_that_no_source_has_is_noted() -> None:
    assert _only(_with("rules", Rule(id="r", country="Chin"))).key == "country-unknown"
    assert _only(_with("regimes", Regime(id="r", origins=("Chin",)))).field == "origins"


def test_a_licensed_source_in_a_country_that_no_regime_names_is_noted() -> None:
    assert _keys(_changed("sources", 1, country="CN")) == ["source-outside-regimes", "country-unknown"]
    assert "source-outside-regimes" not in _keys(tiny_project(regimes=[]))


def test_a_domestic_source_in_a_country_that_a_regime_names_is_noted() -> None:
    assert _only(_changed("sources", 1, class_="domestic")).key == "source-domestic-in-regime"
    assert _keys(tiny_project(regimes=[], sources=tiny_rows("sources", "JL", class_="domestic"))) == []


def test_a_commitment_of_what_is_not_offered_is_noted() -> None:
    assert _only(_with("commitments", Commitment(id="c", source="IREL", item="motor"))).severity == "note"


def test_evidence_for_what_does_not_exist_is_noted() -> None:
    lost = (
        Evidence(table="offer", record="JL-magnet"),
        Evidence(table="offers", record="JL"),
        Evidence(table="offers", record="JL-magnet", field="prize"),
    )
    found = [_only(_with("evidence", row)) for row in lost]
    assert [problem.field for problem in found] == ["table", "record", "field"]
    assert check(_with("evidence", Evidence(table="offers", record="JL-magnet", field="price"))) == ()


def test_errors_come_before_notes_and_tables_in_their_order() -> None:
    project = tiny_project(
        tiers=[Tier(offer="JL-magnet")],
        prices=[Price(offer="nothing", from_month=FIRST)],
        sources=[*tiny_records()["sources"], Source(id="", country="India")],
    )
    assert [(p.severity, p.table) for p in check(project)] == [
        ("error", "sources"),
        ("error", "prices"),
        ("note", "tiers"),
    ]


def test_whatever_rules_are_asked_for_the_same_is_found_as_in_tables_that_were_never_checked() -> None:
    project = _with("offers", Offer(id="o", source="JL", item="magnet", price=0.0, lead_days=-1.0))
    project = project.put("pins", {1: Pin(mix="none", offer="o", month=None)})
    for country in ("Japan", "Nowhere"):
        rules = {
            1: Rule(id="most", kind="share at most", country=country, limit=150.0),
            2: Rule(id="spread", kind="sources at least", limit=9.0),
        }
        asked = project.put("rules", rules)
        assert check(asked) == check(Project.of(asked.content()))
        assert check(asked) == check(asked)
