"""A program written beside the last one is the one written afresh, number for number, whatever has changed."""

from __future__ import annotations

from random import Random

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.engine.blocks import Blocks
from desktop.engine.draft import Draft
from desktop.engine.goals import optimise, write_program
from desktop.engine.memory import Memory
from desktop.engine.objectives import Written
from desktop.engine.rules import add_rules
from desktop.model.checks import errors
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import TABLE_OF, TABLES, Offer, Rule, Target
from desktop.model.records.table import evolved
from tests.engine.drawn import MIXES, SCENARIO, drawn_project
from tests.engine.written import drafted
from tests.tiny import tiny_project, tiny_rows

RULES = (Rule(id="of value", kind="share at least", class_="domestic", limit=40.0, measure="value"),)
CHANGES = {
    "price": (Offer, {"price": 70.0}, {"_add_rule", "keep_safety", "close_stock"}),  # what is missing weighs its worth
    "capacity": (Offer, {"capacity": 33.0}, {"share_capacity"}),
    "share": (Rule, {"limit": 41.0}, {"_add_rule"}),
    "promise": (Target, {"quantity": 11.0}, {"promise_deliveries", "keep_safety"}),
    "nothing": (Offer, {}, set()),
}


def _changed(project: Project, chance: Random) -> Project:
    """The project with one number of one record halved, raised or set to one."""
    table = chance.choice([each for each in TABLES if project.tables[each.name]])
    key, row = chance.choice([*project.tables[table.name].items()])
    numbers = [field.name for field in table.fields if isinstance(getattr(row, field.name), float)]
    if not numbers:
        return project
    name = chance.choice(numbers)
    value = chance.choice([getattr(row, name) / 2, getattr(row, name) * 1.3, 1.0])
    return project.put(table.name, {key: evolved(row, {name: value})})


def _assert_same(one: Written, other: Written, before: Blocks | None = None) -> None:
    sorted_before = before.draft.program if before else None
    matrices = [attrs.asdict(each.draft.program.matrix(known)) for each, known in ((one, sorted_before), (other, None))]
    for part, numbers in matrices[0].items():
        np.testing.assert_array_equal(numbers, matrices[1][part], err_msg=part)
    assert [name for name, _ in one.goals] == [name for name, _ in other.goals]
    for (name, goal), (_, again) in zip(one.goals, other.goals, strict=True):
        np.testing.assert_array_equal(goal.columns, again.columns, err_msg=name)
        np.testing.assert_array_equal(goal.weights, again.weights, err_msg=name)


@given(seed=st.integers(0, 10**6))
@settings(max_examples=60)
def test_after_one_change_after_another_a_program_is_the_one_written_afresh(seed: int) -> None:
    project, chance = drawn_project(seed), Random(seed)
    choice = chance.choice([*zip(MIXES, ("", SCENARIO), strict=True)])
    before: Blocks | None = None
    for _ in range(4):
        if not errors(project):
            written = write_program(project, *choice, before=before)
            _assert_same(written, write_program(project, *choice), before)
            before = written.blocks
        project = _changed(project, chance)


@given(seed=st.integers(0, 10**6))
@settings(max_examples=15)
def test_after_one_change_after_another_plans_reach_what_plans_from_cold_reach(seed: int) -> None:
    project, chance, memory = drawn_project(seed), Random(seed), Memory()
    for _ in range(3):
        if not errors(project):
            warm, cold = (optimise(project, MIXES[0], "", Silent(), kept) for kept in (memory, None))
            assert warm.verified, warm.faults
            reached = {goal.name: goal.value for goal in cold.goals}
            assert {goal.name: goal.value for goal in warm.goals} == pytest.approx(reached, rel=1e-6, abs=1e-6)
        project = _changed(project, chance)


@pytest.mark.parametrize(("record", "values", "steps"), CHANGES.values(), ids=CHANGES)
def test_only_what_reads_something_that_has_changed_is_written_anew(
    record: type[Offer | Rule | Target], values: dict[str, float], steps: set[str]
) -> None:
    project = tiny_project(rules=RULES, items=tiny_rows("items", "magnet", safety_days=20.0))
    key, row = next((key, row) for key, row in project.rows(record).items())
    changed = project.put(TABLE_OF[record].name, {key: evolved(row, values)})
    first = write_program(project, "least", "").blocks
    second = write_program(changed, "least", "", before=first).blocks
    pairs = zip(first.written, second.written, strict=True)
    assert {getattr(new.step, "__name__", "") for old, new in pairs if new is not old} == steps


def test_steps_that_stand_elsewhere_in_the_program_are_written_anew() -> None:
    first = write_program(tiny_project(), "least", "").blocks
    longer = tiny_project(settings=tiny_rows("settings", months=5))
    assert write_program(longer, "least", "", before=first).blocks.taken_over < len(first.written)


def test_whole_orders_are_always_written_afresh() -> None:
    first = write_program(tiny_project(), "least", "", whole=True).blocks
    assert write_program(tiny_project(), "least", "", whole=True, before=first).blocks.taken_over == 0


def test_a_step_may_read_what_the_draft_works_out_of_itself() -> None:
    """Methods and properties are watched by what they read: a month more, another offer, and the step is another."""

    def step(draft: Draft, first: int) -> tuple[int, int]:
        return draft.arrays.size + first, draft.of_source(0).size

    draft, again, longer = drafted(), drafted(), drafted(settings=tiny_rows("settings", months=5))
    blocks = Blocks(draft)
    assert blocks.write(step, 1) == (draft.arrays.size + 1, draft.of_source(0).size)
    assert Blocks(again, blocks).write(step, 1) is blocks.written[0].returned
    assert Blocks(longer, blocks).write(step, 1) == (6, longer.of_source(0).size)
    assert Blocks(again, blocks).write(step, 2)[0] == draft.arrays.size + 2


def test_rules_are_written_without_any_before_them() -> None:
    assert [row.rule for row in add_rules(drafted(rules=RULES))] == [*RULES]


def test_a_program_that_nobody_goes_on_from_is_the_same_and_notes_nothing_down() -> None:
    project = tiny_project(rules=list(RULES))
    forgotten = write_program(project, "least", "", remember=False)
    assert forgotten.blocks.written == []
    again = write_program(project, "least", "", before=forgotten.blocks)
    assert again.blocks.taken_over == 0
    _assert_same(forgotten, again)
