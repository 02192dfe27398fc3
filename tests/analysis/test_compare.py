"""Plans side by side: every figure labelled, the best marked, differences to one of them."""

import math

import attrs
import pandas as pd
import pytest

from desktop.analysis import compare, cost
from desktop.analysis.figures import figures
from desktop.model.edits import SetFields, apply
from desktop.model.plan import Bent, Cost, Plan
from desktop.model.records import Regime
from desktop.text.messages import say
from tests.analysis.plans import JAN, JUN, hand_plan, idle_plan, solved_rich, solved_tiny


def _values(**rows: list[float]) -> pd.DataFrame:
    """A table in which every figure is 0 but for those given, by key with _ for -."""
    width = len(next(iter(rows.values())))
    found = {row.key: [0.0] * width for row in compare.ROWS} | {key.replace("_", "-"): row for key, row in rows.items()}
    return pd.DataFrame.from_dict(found, orient="index", columns=range(width))


def _best(key: str, *values: float) -> list[bool]:
    marks = compare.best(_values(**{key: list(values)}))
    return [bool(mark) for mark in marks.T[key.replace("_", "-")]]


@pytest.mark.parametrize("row", compare.ROWS, ids=lambda row: row.key)
def test_every_figure_has_a_label(row: compare.Row) -> None:
    assert row.label == say(f"figure-{row.key}")
    assert row.head == say(f"head-{row.key}")


def test_every_label_is_of_a_different_figure() -> None:
    assert len({row.key for row in compare.ROWS}) == len({row.label for row in compare.ROWS}) == len(compare.ROWS)


@pytest.mark.parametrize("part", cost.COLUMNS)
def test_every_part_of_the_cost_has_a_label(part: str) -> None:
    assert say(f"part-{part}")


def test_the_table_holds_the_figures_of_every_plan_in_order() -> None:
    table = compare.table([hand_plan(), solved_tiny()])
    assert table.index.tolist() == [row.key for row in compare.ROWS]
    assert list(table) == [0, 1]
    by_plan = table.T
    assert by_plan["on-time"].tolist() == pytest.approx([0.72, 1])
    assert by_plan["targets-short"].tolist() == [1, 0]
    assert by_plan["cost"].tolist() == pytest.approx([1953300, 1950000])
    assert by_plan["landed"].tolist() == pytest.approx([1865000, 1920000])
    assert by_plan["landed-per-kg"].tolist() == pytest.approx([1865000 / 128, 10000])
    assert by_plan["contained"].tolist() == pytest.approx([128, 192])
    assert by_plan["share-domestic"].tolist() == pytest.approx([0.25, 0])
    assert by_plan["share-licensed-chinese"].tolist() == pytest.approx([0.5, 1])
    assert by_plan["share-other-foreign"].tolist() == pytest.approx([0.25, 0])
    assert by_plan["hhi-source"].tolist() == pytest.approx([0.375, 1])
    assert by_plan["hhi-country"].tolist() == pytest.approx([0.375, 1])
    assert by_plan["effective-sources"].tolist() == pytest.approx([8 / 3, 1])
    assert by_plan["on-licence"].tolist() == pytest.approx([48, 192])
    assert by_plan["on-licence-share"].tolist() == pytest.approx([0.375, 1])
    assert by_plan["files"].tolist() == [1, 6]
    assert by_plan["orders-due"].tolist() == [0, 0]
    assert by_plan["bent"].tolist() == [0, 0]


def test_the_classes_of_a_solved_plan_share_all_of_it() -> None:
    table = compare.table([solved_rich()])
    shares = [table[0][row.key] for row in compare.ROWS if row.key.startswith("share-")]
    assert sum(shares) == pytest.approx(1)
    assert table[0]["cost"] == solved_rich().cost.total


def test_a_rule_that_is_bent_in_many_windows_counts_once_and_limits_count_like_rules() -> None:
    capped = Bent("share at most", "magnet", JAN, JUN, 1.0, "kg", 30.0, 42.0)
    closed = Bent("closing stock", "magnet", JUN, JUN, 5.0, "kg", 5.0, 0.0)
    stored = attrs.evolve(closed, kind="storage limit")
    counted = compare.table([attrs.evolve(idle_plan(), bent=(capped, capped, closed, stored))])
    assert counted[0]["bent"] == 3  # a rule that is called like the item of two limits is another one


def test_a_rate_of_nothing_is_not_a_number() -> None:
    assert math.isnan(compare.table([idle_plan()])[0]["landed-per-kg"])


def test_every_file_that_a_shipment_needs_is_counted() -> None:
    plan = hand_plan()
    once = figures(plan).files_to_put_in
    regimes = {row: {"files_per_shipment": 2} for row in plan.project.rows(Regime)}
    twice = apply(plan.project, SetFields("regimes", regimes))
    assert figures(attrs.evolve(plan, project=twice)).files_to_put_in == 2 * once > 0


@pytest.mark.parametrize("key", ["cost", "landed", "landed_per_kg"])
def test_a_plan_that_delivers_less_is_not_the_best_by_cost(key: str) -> None:
    values = _values(on_time=[0.9, 1.0, 1.0 - 1e-9, 1.0], **{key: [1.0, 4.0, 2.0, 3.0]})
    row = key.replace("_", "-")
    assert compare.best(values).T[row].tolist() == [False, False, True, False]
    assert compare.less_delivered(values).T[row].tolist() == [True, False, False, False]
    assert compare.best(_values(on_time=[0.9, 1.0], **{key: [2.0, 2.0]})).T[row].tolist() == [False, True]
    assert compare.best(_values(on_time=[0.9, 1.0], **{key: [2.0, math.nan]})).T[row].tolist() == [False, False]


def test_only_costs_are_of_less_delivered() -> None:
    values = _values(on_time=[0.9, 1.0], on_licence=[1.0, 2.0])
    less = compare.less_delivered(values).T
    assert [row.key for row in compare.ROWS if less[row.key][0]] == ["cost", "landed", "landed-per-kg"]
    assert compare.best(values).T["on-licence"].tolist() == [True, False]
    assert compare.best(values).T["on-time"].tolist() == [False, True]


def test_the_lowest_cost_and_the_highest_coverage_are_best() -> None:
    assert _best("cost", 3.0, 1.0, 2.0) == [False, True, False]
    assert _best("on_time", 0.5, 0.9, 1.0) == [False, False, True]


def test_plans_that_share_the_best_figure_are_all_best() -> None:
    assert _best("cost", 1e6, 2e6, 1e6 + 0.1) == [True, False, True]
    assert _best("on_licence", 0.0, 1.0, 0.0) == [True, False, True]


def test_no_plan_is_best_where_all_are_equal_or_no_direction_is_better() -> None:
    assert _best("cost", 2.0, 2.0) == [False, False]
    assert _best("cost", 2.0) == [False]
    assert _best("contained", 1.0, 2.0) == [False, False]


def test_an_unknown_figure_is_never_best() -> None:
    assert _best("landed_per_kg", math.nan, 5.0, 7.0) == [False, True, False]
    assert _best("landed_per_kg", math.nan, 5.0) == [False, True]
    assert _best("landed_per_kg", math.nan, math.nan) == [False, False]


def test_marks_have_the_shape_of_the_table() -> None:
    values = compare.table([hand_plan(), solved_tiny(), idle_plan()])
    marks = compare.best(values)
    assert marks.index.equals(values.index)
    assert marks.columns.equals(values.columns)
    assert marks.T["files"].tolist() == [False, False, True]


def test_differences_are_taken_from_the_base() -> None:
    table = compare.differences(_values(cost=[10.0, 7.0, 15.0], on_time=[0.5, 0.75, 1.0]), base=1)
    assert table.T["cost"].tolist() == [3, 0, 8]
    assert table.T["on-time"].tolist() == [-0.25, 0, 0.25]


def _named(mix: str, scenario: str) -> Plan:
    return attrs.evolve(hand_plan(), mix=mix, scenario=scenario, cost=Cost())


def test_plans_are_called_by_what_tells_them_apart() -> None:
    least, slow, base = _named("least", ""), _named("slow", ""), _named("least", "base")
    assert compare.labels([least, slow]) == ["Least cost", "Slow files"]
    assert compare.labels([least, base]) == ["As entered", "As planned"]
    assert compare.labels([slow, base]) == ["Slow files · As entered", "Least cost · As planned"]
    assert compare.labels([least]) == ["Least cost"]
    assert compare.labels([]) == []


def test_the_table_reads_the_figures_that_are_shown_elsewhere() -> None:
    found = figures(solved_rich())
    table = compare.table([solved_rich()])
    assert table[0]["on-time"] == found.on_time_share
    assert table[0]["effective-sources"] == found.effective_number["source"]
