"""Shares always add up, locked ones never move, and a mix asks for exactly what was set."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.model import edits
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


def test_shares_that_do_not_add_up_are_not_shown_as_shares() -> None:
    lone = project(Rule(id="A", mix=MIX, class_="domestic", limit=40))
    assert shares.shares_of(lone, MIX, Base()) is None
