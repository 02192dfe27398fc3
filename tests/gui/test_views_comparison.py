"""Mixes side by side on the screen: the figures that the command line and the workbook have, with their marks."""

import math
from collections.abc import Sequence

import attrs

from desktop.analysis import compare
from desktop.gui.hub import Choice
from desktop.gui.tables.results import Column
from desktop.gui.views import comparison
from desktop.model.plan import Cost
from tests.analysis.plans import hand_plan, solved_rich, solved_tiny

LEAST, SLOW = ("least", ""), ("slow", "")
KG = Choice(mix="least", mass_unit="kg", money_unit="lakh")


def _cells(columns: Sequence[Column]) -> dict[str, tuple[str, ...]]:
    return {column.header: column.texts for column in columns}


def test_the_comparison_marks_the_best_and_shows_differences_to_the_base() -> None:
    plan = hand_plan()
    plans = [plan, attrs.evolve(plan, mix="slow", cost=Cost(landed=1e6))]
    columns = comparison.table(plans, LEAST, KG)
    cells = _cells(columns)
    assert cells["Plan"] == ("Least cost  (base)", "Slow files")
    assert cells["Cost (₹ lakh)"] == ("19.5", "★ 10.0  (−9.5)")
    assert cells["On time (%)"] == ("72.0", "72.0  (=)")
    marked = {column.header: column.marked for column in columns if column.marked}
    assert marked == {"Cost (₹ lakh)": {1}, "Landed (₹ lakh)": {1}}
    assert comparison.note(plans) == ""
    other = _cells(comparison.table(plans, SLOW, KG))
    assert other["Cost (₹ lakh)"] == ("19.5  (+9.5)", "★ 10.0")


def test_the_cost_of_a_mix_that_delivers_less_has_a_dagger_and_no_star() -> None:
    plans = [hand_plan(), attrs.evolve(solved_tiny(), mix="slow")]
    columns = {column.header: column for column in comparison.table(plans, SLOW, KG)}
    # 19.533 lakh with 72 % on time, 19.5 with all of it
    assert columns["On time (%)"].texts == ("72.0  (−28.0)", "★ 100.0")
    assert columns["Landed (₹ lakh)"].texts == ("18.7 †  (−0.55)", "★ 19.2")
    assert columns["Landed (₹ lakh)"].marked == {1}
    assert columns["Landed (₹ lakh)"].help.splitlines() == ["Landed cost of goods", comparison.note(plans)]
    assert comparison.note(plans).startswith("† of a plan that delivers less on time")


def test_targets_that_are_not_all_on_time_are_never_rounded_to_all() -> None:
    late = {"motor": (0.01,) + (0.0,) * 5}
    whole, short = solved_tiny(), attrs.evolve(solved_tiny(), mix="slow", late=late)
    table = {column.header: column for column in comparison.table([whole, short], LEAST, KG)}
    assert table["On time (%)"].texts == ("★ 100.0", "99.9  (−0.0033)")
    assert not any("<0.001" in text for column in table.values() for text in column.texts)


def test_the_window_compares_what_the_command_line_and_the_workbook_do() -> None:
    plans = [hand_plan(), solved_rich(), solved_tiny()]
    _, *columns, _, _ = comparison.table(plans, None, KG)
    assert [column.keys for column in columns] == [tuple(row) for row in compare.table(plans).to_numpy(float)]
    assert [column.help.splitlines()[0] for column in columns] == [row.label for row in compare.ROWS]
    assert not any("(+" in text for column in columns for text in column.texts)


def test_whole_answers_tell_how_far_from_the_best_they_may_be() -> None:
    plan = hand_plan()
    whole = attrs.evolve(plan, mix="slow", answer="whole", bound=plan.cost.total - 97_665.0)
    plans = [plan, whole, attrs.evolve(whole, bound=None), attrs.evolve(whole, bound=plan.cost.total)]
    column = comparison.table(plans, LEAST, KG)[-1]
    tries = "a first try: may bend more than it must"
    assert column.texts == ("no, continuous", "gap ₹97,665 (5.0 %)", tries, "proven best")
    assert column.keys == (math.inf, 97_665, math.inf, 0)


def test_quick_answers_are_marked_where_whole_ones_are_beside_them() -> None:
    quick = hand_plan()
    whole = attrs.evolve(quick, mix="slow", answer="whole")
    marked = comparison.table([quick, whole], None, KG)[0].texts
    assert [text.startswith("≈ ") for text in marked] == [True, False]
    assert comparison.note([quick, whole]).startswith("≈ quick answer")
    assert not any("≈" in text for text in comparison.table([quick, quick], None, KG)[0].texts)
    assert "≈" not in comparison.note([whole, whole])


def test_a_mix_that_buys_nothing_takes_no_part_in_the_price_per_kg() -> None:
    dearer = attrs.evolve(hand_plan(orders=hand_plan().orders[:1]), mix="slow")
    plans = [attrs.evolve(hand_plan(orders=()), mix="slow"), hand_plan(), dearer]
    column = next(column for column in comparison.table(plans, LEAST, KG) if column.header == "Landed (₹/kg)")
    assert math.isnan(column.keys[0])
    # 7 lakh for 32 kg contained is dearer by 7,305 than 18.65 lakh for 128
    assert column.texts == ("–", "★ 14,570", "21,875  (+7,305)")
    assert column.marked == {1}
