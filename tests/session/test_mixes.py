"""Another mix like one has its rules and pins, a name and a colour of its own, and the shares that were asked for."""

from desktop.model import checks
from desktop.model.edits import AddRecords, apply
from desktop.model.months import Month
from desktop.model.records import Mix, Pin, Rule
from desktop.session import mixes, shares
from desktop.session.shares import Base
from tests.tiny import tiny_project

BASE = Base()


def test_a_copy_has_the_rules_and_pins_of_its_like_under_ids_of_its_own() -> None:
    project = tiny_project(
        rules=[Rule(id="own", mix="least", limit=50.0, source="JL"), Rule(id="common", limit=90.0, source="JL")],
        pins=[Pin(id="held", mix="least", offer="JL-magnet", month=Month.of(2027, 3), quantity=5.0)],
    )
    edit, mix = mixes.duplicate(project, "least", "Another")
    copied = apply(project, edit)
    assert copied.by_id(Mix)[mix].name == "Another"
    assert [rule.limit for rule in copied.all(Rule) if rule.mix == mix] == [50.0]
    assert [pin.quantity for pin in copied.all(Pin) if pin.mix == mix] == [5.0]
    assert len({rule.id for rule in copied.all(Rule)}) == 3
    assert not checks.errors(copied)


def test_copies_of_a_mix_differ_in_name_and_colour() -> None:
    project = tiny_project()
    for _ in range(3):
        project = apply(project, mixes.duplicate(project, "least", "Another")[0])
    copies = project.all(Mix)[-3:]
    assert len({mix.name for mix in copies}) == len({mix.colour for mix in copies}) == 3
    assert project.all(Mix)[0].colour not in {mix.colour for mix in copies}


def test_a_mix_at_shares_asks_for_them_and_is_named_after_them() -> None:
    project = tiny_project()
    edit, mix = mixes.with_shares(project, "least", BASE, (400, 355, 245))
    found = apply(project, edit)
    assert shares.shares_of(found, mix, BASE) == shares.by_class((400, 355, 245))
    assert shares.shares_of(found, "least", BASE) is None
    assert found.by_id(Mix)[mix].name == "40/35.5/24.5"


def test_a_mix_at_shares_replaces_those_that_its_like_asks_for() -> None:
    project = tiny_project()
    project = apply(project, shares.edit(project, "least", BASE, shares.by_class((500, 500, 0))))
    edit, mix = mixes.with_shares(project, "least", BASE, (100, 200, 700))
    found = apply(project, edit)
    assert shares.shares_of(found, mix, BASE) == shares.by_class((100, 200, 700))
    assert shares.shares_of(found, "least", BASE) == shares.by_class((500, 500, 0))


def test_an_id_that_is_taken_is_counted_on() -> None:
    project = apply(tiny_project(), AddRecords("mixes", [Mix(id="least-2")]))
    assert mixes.duplicate(project, "least", "x")[1] == "least-3"


def test_a_new_mix_has_a_colour_that_no_other_has_and_no_rules() -> None:
    project = tiny_project()
    once = apply(project, mixes.fresh(project, "Least cost")[0])
    edit, identity = mixes.fresh(once, "Least cost")
    made = apply(once, edit).by_id(Mix)[identity]
    assert (made.id, made.name, made.goals) == ("mix-2", "Least cost-3", ())
    assert [mix.colour for mix in apply(once, edit).all(Mix)[2:]] == ["#009E73", "#E69F00"]


def test_mixes_without_a_colour_are_told_apart_by_ones_that_no_other_has() -> None:
    colours = ("#0072B2", "", "green", "#009E73")
    project = tiny_project(mixes=[Mix(id=f"m{at}", colour=colour) for at, colour in enumerate(colours)])
    assert mixes.colours(project) == {"m0": "#0072B2", "m1": "#E69F00", "m2": "#D55E00", "m3": "#009E73"}


def test_a_mix_is_given_another_name_or_colour() -> None:
    project = tiny_project()
    after = apply(project, mixes.change(project, "slow", "edit-mix-name", name="Slower", colour="#CC79A7"))
    assert (after.by_id(Mix)["slow"].name, after.by_id(Mix)["slow"].colour) == ("Slower", "#CC79A7")
    assert after.by_id(Mix)["least"] == project.by_id(Mix)["least"]
