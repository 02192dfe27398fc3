"""The columns of what a plan buys say the same as the frame of its orders."""

from collections.abc import Callable

import numpy as np
import pytest

from desktop.analysis import licences, orders, risk
from desktop.analysis.bought import Group, bought
from desktop.analysis.lens import ALL, weights
from desktop.model.plan import Plan
from tests.analysis.plans import hand_plan, idle_plan, solved_rich, solved_tiny

PLANS = pytest.mark.parametrize("plan", [hand_plan, idle_plan, solved_tiny, solved_rich])
GROUPS: tuple[Group, ...] = ("class", "source", "offer", "country", "item")


@PLANS
@pytest.mark.parametrize("group", GROUPS)
def test_groups_have_the_sums_of_the_frame(plan: Callable[[], Plan], group: Group) -> None:
    lines, seen = bought(plan()), np.ones(len(plan().orders), dtype=bool)
    names, places = lines.grouped(group, seen)
    frame = orders.table(plan()).groupby(group)[["quantity", "usable", "landed"]].sum()
    assert names == frame.index.tolist()
    for name in frame:
        sums = np.bincount(places, getattr(lines, str(name)), len(names))
        assert sums.tolist() == pytest.approx(frame[name].tolist())


@PLANS
def test_orders_contain_what_the_frame_says(plan: Callable[[], Plan]) -> None:
    lines, frame = bought(plan()), orders.table(plan())
    kg = lines.quantity * lines.counted(weights(plan().world, ALL))
    assert sorted(kg.tolist()) == pytest.approx(sorted(frame["contained"].tolist()))
    months = sorted(month.index - plan().months[0].index for month in frame["month"])
    assert sorted(lines.month.tolist()) == months


def test_only_groups_of_what_is_seen_are_named() -> None:
    lines = bought(hand_plan())
    assert lines.grouped("source", lines.landed > lines.landed.min())[0] == ["IREL", "JL", "VAC"]
    names, places = lines.grouped("source", lines.landed == lines.landed.max())
    assert (names, places.tolist()) == (["VAC"], [0])
    assert lines.grouped("source", lines.landed < 0)[0] == []


@PLANS
def test_what_hangs_on_a_licence_is_the_same_in_short(plan: Callable[[], Plan]) -> None:
    table, files = risk.on_licence(plan()), licences.files(plan())
    assert risk.licensed_share(plan()) == pytest.approx(table["share"]["all"])
    assert risk.licensed_and_all(plan()) == pytest.approx(tuple(table.loc["all", ["licensed", "contained"]]))
    assert licences.to_put_in(plan()) == files["files"].sum()
    assert licences.next_file_by(plan()) == min(files["file_by"], default=None)
