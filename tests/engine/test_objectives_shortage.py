"""How what cannot be delivered is spread over targets: in proportion, by margin, or as a fair split."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from desktop.engine.goals import optimise
from desktop.engine.objectives import write
from desktop.model.fields import Value
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Item, Mix, Recipe, RecipeInput, Record, Target
from desktop.model.records.table import evolved
from tests.engine.written import drafted
from tests.tiny import FIRST, tiny_project, tiny_rows

Terms = Mapping[str, Value]
NONE: Terms = {}


def _two_products(shortage: str, motor: Terms, fan: Terms) -> Project:
    """100 motors in January and 200 fans in February, of 2 kg of magnets each; 300 kg are all there is."""
    items = [
        *tiny_rows("items", "magnet", opening_stock=300.0)[:1],
        evolved(Item(id="motor", kind="product", unit="piece"), motor),
        evolved(Item(id="fan", kind="product", unit="piece"), fan),
    ]
    return tiny_project(
        items=items,
        offers=[],
        recipes=[Recipe(id="motors", output="motor"), Recipe(id="fans", output="fan")],
        recipe_inputs=[RecipeInput(recipe=name, item="magnet", quantity=2.0) for name in ("motors", "fans")],
        targets=[
            Target(item="motor", month=FIRST, quantity=100.0),
            Target(item="fan", month=FIRST.plus(1), quantity=200.0),
        ],
        mixes=[Mix(id="least", shortage=shortage)],
    )


def _lost(shortage: str, motor: Terms = NONE, fan: Terms = NONE) -> list[float]:
    plan = optimise(_two_products(shortage, motor, fan), "least", "", Silent())
    assert plan.verified, plan.faults
    return [round(sum(plan.lost[item]), 4) for item in ("motor", "fan")]


def test_in_proportion_the_least_part_of_the_targets_is_lost() -> None:
    """Of 150 that lack, a fan is half a hundredth of its target, a motor a whole one."""
    assert _lost("in proportion") == [0.0, 150.0]
    assert _lost("in proportion", {"margin": 1.0}, {"margin": 99.0}) == [0.0, 150.0]


@pytest.mark.parametrize(
    ("motor", "fan", "lost"),
    [(1.0, 99.0, [100.0, 50.0]), (99.0, 1.0, [0.0, 150.0]), (-5.0, 1.0, [100.0, 50.0]), (0.0, 0.0, [0.0, 150.0])],
)
def test_by_margin_what_earns_least_is_lost_first(motor: float, fan: float, lost: list[float]) -> None:
    assert _lost("by margin", {"margin": motor}, {"margin": fan}) == lost


def test_by_margin_the_loss_of_all_that_earns_most_counts_as_all_of_a_target() -> None:
    project = _two_products("by margin", {"margin": 30.0}, {"margin": 20.0})
    (_, goal), *_ = write(drafted(**_tables(project))).goals
    assert max(goal.weights) == pytest.approx(7 * 30.0 / (200 * 20.0))


def _tables(project: Project) -> dict[str, list[Record]]:
    return {name: list(rows) for name, rows in project.content().items()}


def test_a_fair_split_loses_the_same_share_of_every_target_of_a_priority() -> None:
    assert _lost("fair split") == [50.0, 100.0]
    assert _lost("fair split", {"margin": 1.0}, {"margin": 99.0}) == [50.0, 100.0]
    assert _lost("fair split", {}, {"priority": "should"}) == [0.0, 150.0]


def test_a_fair_split_stands_before_what_it_splits_where_there_is_more_than_one() -> None:
    names = [name for name, _ in write(drafted(**_tables(_two_products("fair split", {}, {})))).goals]
    assert names[:3] == ["must fair split", "must targets", "early shortage"]
    alone = write(drafted(mixes=[Mix(id="least", shortage="fair split")])).goals
    assert "must fair split" not in dict(alone)


def test_a_priority_is_split_before_the_next_is_looked_at() -> None:
    """Half of the motors and of the fans are lost, which must be delivered, and every one of the pumps."""
    project = _two_products("fair split", NONE, NONE)
    pump = Item(id="pump", kind="product", unit="piece", priority="nice")
    tables = _tables(project)
    plan = optimise(
        tiny_project(
            **{
                **tables,
                "items": [*tables["items"], pump],
                "recipes": [*tables["recipes"], Recipe(id="pumps", output="pump")],
                "recipe_inputs": [
                    *tables["recipe_inputs"],
                    RecipeInput(recipe="pumps", item="magnet", quantity=2.0),
                ],
                "targets": [*tables["targets"], Target(item="pump", month=FIRST, quantity=10.0)],
            }
        ),
        "least",
        "",
        Silent(),
    )
    assert plan.verified
    lost = {item: sum(series) for item, series in plan.lost.items()}
    assert lost == pytest.approx({"motor": 50.0, "fan": 100.0, "pump": 10.0})
