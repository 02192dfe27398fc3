"""Shares always add up, locked ones never move, and a mix asks for exactly what was set."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model import edits
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Mix, Rule
from desktop.model.records.supply import CLASSES
from desktop.session import shares
from desktop.session.shares import Base, rebalance

MIX = "M"


@st.composite
def whole(draw: st.DrawFn) -> dict[str, int]:
    first = draw(st.integers(0, 1000))
    second = draw(st.integers(0, 1000 - first))
    return dict(zip(CLASSES, (first, second, 1000 - first - second), strict=True))


def project(*rules: Rule) -> Project:
    return Project.of({"mixes": [Mix(id=MIX)], "rules": rules})


@given(whole(), st.sampled_from(CLASSES), st.integers(-50, 1100), st.sets(st.sampled_from(CLASSES)))
def test_shares_always_add_up_and_locked_ones_stay(
    before: dict[str, int], moved: str, wanted: int, locked: set[str]
) -> None:
    after = rebalance(before, moved, wanted, locked)
    assert sum(after.values()) == 1000
    assert all(0 <= share <= 1000 for share in after.values())
    assert all(after[name] == before[name] for name in locked if name != moved)


@given(whole(), whole(), st.sets(st.sampled_from(CLASSES), max_size=2))
def test_shares_that_are_asked_for_together_leave_locked_ones_as_they_are(
    before: dict[str, int], wanted: dict[str, int], locked: set[str]
) -> None:
    after = shares.held(before, wanted, locked)
    assert sum(after.values()) == 1000
    assert min(after.values()) >= 0
    assert all(after[name] == before[name] for name in locked)
    assert locked or after == wanted


def test_with_all_locked_nothing_moves() -> None:
    before = dict(zip(CLASSES, (400, 400, 200), strict=True))
    assert shares.held(before, dict(zip(CLASSES, (0, 0, 1000), strict=True)), CLASSES) == before


def test_the_others_give_way_in_proportion() -> None:
    before = dict(zip(CLASSES, (400, 400, 200), strict=True))
    assert list(rebalance(before, CLASSES[0], 700, ()).values()) == [700, 200, 100]


def test_with_both_others_locked_nothing_moves() -> None:
    before = dict(zip(CLASSES, (400, 400, 200), strict=True))
    assert rebalance(before, CLASSES[0], 700, CLASSES[1:]) == before


@given(whole(), whole(), st.sampled_from([Base(), Base(item="X"), Base(element="Dy")]))
def test_what_was_set_is_what_the_mix_asks_for(first: dict[str, int], second: dict[str, int], base: Base) -> None:
    start = project(Rule(id=f"{MIX}-all-domestic", mix="other"), Rule(id="own", mix=MIX, source="S", limit=7))
    once = edits.apply(start, shares.edit(start, MIX, base, first))
    twice = edits.apply(once, shares.edit(once, MIX, base, second))
    assert shares.shares_of(once, MIX, base) == first
    assert shares.shares_of(twice, MIX, base) == second
    assert len({rule.id for rule in twice.all(Rule)}) == len(twice.all(Rule))
    freed = edits.apply(twice, shares.free(twice, MIX, base))
    assert shares.shares_of(freed, MIX, base) is None
    assert freed.content() == start.content()


def cap(limit: float, class_: str = "licensed_chinese") -> Rule:
    return Rule(id=f"cap-{class_}-{limit}", mix=MIX, kind="share at most", class_=class_, limit=limit)


def test_classes_without_a_rule_divide_the_rest_as_they_do_in_the_plan() -> None:
    capped = project(cap(35))
    reached = dict(zip(CLASSES, (300, 600, 100), strict=True))
    assert shares.asked(capped, MIX, Base()) == {"licensed_chinese": 350}
    # 650 in proportion 3 : 1
    assert shares.shares_of(capped, MIX, Base(), reached) == dict(zip(CLASSES, (488, 350, 162), strict=True))
    assert shares.shares_of(capped, MIX, Base()) == dict(zip(CLASSES, (325, 350, 325), strict=True))
    assert shares.shares_of(project(cap(100)), MIX, Base(), reached) == dict(zip(CLASSES, (0, 1000, 0), strict=True))


@pytest.mark.parametrize(
    "rules",
    [
        [],
        [cap(70), cap(70, "domestic")],
        [cap(20), cap(20, "domestic"), cap(20, "other_foreign")],
        [cap(20), cap(30)],
    ],
)
def test_rules_that_name_no_shares_that_add_up_are_not_shown_as_shares(rules: list[Rule]) -> None:
    assert shares.shares_of(project(*rules), MIX, Base()) is None


def test_moving_shares_gives_the_rules_new_limits_and_nothing_else() -> None:
    april = Month.of(2027, 4)
    rules = [
        attrs.evolve(cap(35), window="fiscal year", rank="law"),
        Rule(id="home", mix=MIX, class_="domestic", limit=40, window="fiscal year", first_month=april, rank="high"),
        Rule(id="late", mix=MIX, class_="domestic", limit=60, window="fiscal year", first_month=april.plus(12)),
    ]
    start = project(*rules)
    wanted = dict(zip(CLASSES, (250, 600, 150), strict=True))
    moved = edits.apply(start, shares.edit(start, MIX, Base(), wanted))
    *kept, fresh = moved.all(Rule)
    assert kept == [attrs.evolve(rule, limit=limit) for rule, limit in zip(rules, (60, 25, 25), strict=True)]
    assert fresh == Rule(id="M-all-other_foreign", mix=MIX, class_="other_foreign", limit=15, window="fiscal year")
    again = dict(zip(CLASSES, (1000, 0, 0), strict=True))
    last = edits.apply(moved, shares.edit(moved, MIX, Base(), again))
    assert [rule.limit for rule in last.all(Rule)] == [0, 100, 100, 0]
    assert edits.apply(last, shares.free(last, MIX, Base())).all(Rule) == ()


def test_rules_of_another_group_base_or_measure_are_left_alone() -> None:
    others = [
        attrs.evolve(cap(1), source="S"),
        attrs.evolve(cap(2), country="China"),
        attrs.evolve(cap(3), offer="O"),
        attrs.evolve(cap(4), element="Dy"),
        attrs.evolve(cap(5), item="X"),
        attrs.evolve(cap(6), measure="value"),
        attrs.evolve(cap(7), measure="quantity"),
        Rule(id="all", mix=MIX, limit=8),
        attrs.evolve(cap(9), mix="other"),
    ]
    start = project(*others)
    assert shares.rules_of(start, MIX, Base()) == {}
    assert shares.asked(start, MIX, Base(element="Dy")) == {"licensed_chinese": 40}
    assert shares.asked(start, MIX, Base(item="X")) == {"licensed_chinese": 50}
    # of one item the share of the quantity is that of the content
    weighed = project(attrs.evolve(cap(12), item="X", measure="quantity"))
    assert shares.asked(weighed, MIX, Base(item="X")) == {"licensed_chinese": 120}
