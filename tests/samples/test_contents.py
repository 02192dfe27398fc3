"""What the sample holds: the group, its sources and the world it plans in."""

import datetime as dt
from collections import Counter

from desktop.model.checks import check
from desktop.model.licensing import permits
from desktop.model.months import Month, span
from desktop.model.project import Project
from desktop.model.records import (
    Content,
    ExchangeRate,
    Item,
    Mix,
    Offer,
    Recipe,
    RecipeInput,
    Regime,
    Scenario,
    Source,
    Target,
)

MIXES = ("Least cost", "IREL first", "China at most 35 %", "No China", "40/35/25")
SCENARIOS = (
    "Japan exports suspended",
    "Dy and Tb licences stop for six months",
    "China tightens and Japan with it",
    "IREL doubles early",
    "IREL delivers half",
)


def test_it_passes_every_check(sample: Project) -> None:
    assert [problem for problem in check(sample) if problem.severity == "error"] == []


def test_it_plans_51_months_from_january_2027_as_seen_on_1_december_2026(sample: Project) -> None:
    settings = sample.settings
    assert (settings.first_month, settings.months) == (Month.of(2027, 1), 51)
    assert settings.plan_date == dt.date(2026, 12, 1)


def test_it_has_the_mixes_and_scenarios_that_are_spoken_of(sample: Project) -> None:
    assert tuple(mix.name for mix in sample.all(Mix)) == MIXES
    assert tuple(scenario.name for scenario in sample.all(Scenario))[: len(SCENARIOS)] == SCENARIOS


def test_it_has_sources_of_every_class(sample: Project) -> None:
    classes = Counter(source.class_ for source in sample.all(Source))
    assert classes["domestic"] >= 3
    assert classes["licensed_chinese"] >= 4
    assert classes["other_foreign"] >= 5


def test_it_goes_from_oxide_to_motor_with_four_elements(sample: Project) -> None:
    assert {row.element for row in sample.all(Content)} == {"Nd", "Pr", "Dy", "Tb"}
    kinds = Counter(item.kind for item in sample.all(Item))
    assert kinds == {"oxide": 3, "metal": 3, "alloy": 1, "magnet": 3, "product": 4}
    assert {row.item for row in sample.all(Target)} == {i.id for i in sample.all(Item) if i.kind == "product"}


def test_a_diffused_recipe_takes_less_dysprosium_than_the_bulk_one(sample: Project) -> None:
    need = {(row.recipe, row.item): row.quantity for row in sample.all(RecipeInput)}
    for grade in ("sh", "uh"):
        assert need[f"make_{grade}_diffused", "dy_metal"] < 0.4 * need[f"make_{grade}_bulk", "dy_metal"]


def test_magnets_and_one_motor_are_both_made_and_bought(sample: Project) -> None:
    bought = {offer.item for offer in sample.all(Offer)}
    made = {recipe.output for recipe in sample.all(Recipe)}
    assert {"magnet_light", "magnet_sh", "magnet_uh", "ev_motor"} <= bought & made


def test_only_chinese_goods_with_dysprosium_or_terbium_need_a_licence(sample: Project) -> None:
    months = span(Month.of(2027, 1), 1)
    needing = {offer.id for offer in sample.all(Offer) if permits(sample, offer, months, "P50")[0].needed}
    heavy = {"dy_oxide", "tb_oxide", "dy_metal", "tb_metal", "magnet_sh", "magnet_uh"}
    chinese = {source.id for source in sample.all(Source) if source.country == "China"}
    assert needing == {o.id for o in sample.all(Offer) if o.source in chinese and o.item in heavy}


def test_the_regimes_of_october_2025_are_suspended_and_announcement_18_is_in_force(sample: Project) -> None:
    assert {regime.id: regime.status for regime in sample.all(Regime)} == {
        "ann-18": "in force",
        "ann-57": "suspended",
        "ann-61": "suspended",
    }


def test_quotes_come_in_four_foreign_currencies(sample: Project) -> None:
    used = {offer.currency for offer in sample.all(Offer)}
    assert used == {"INR", "USD", "CNY", "EUR", "JPY"}
    assert {rate.currency for rate in sample.all(ExchangeRate)} == used - {"INR"}
