"""Rules in words, with what was reached where they gave way."""

import attrs
import pytest

from desktop.gui import rule_words
from desktop.gui.hub import Choice
from desktop.gui.rule_list import RuleLine
from desktop.model.clashes import clashes
from desktop.model.months import Month
from desktop.model.plan import Bent
from desktop.model.records import Item, Pin, Rule
from tests.analysis.plans import JAN, MAR, hand_plan, hand_project
from tests.tiny import tiny_project

KG = Choice(mix="least", mass_unit="kg", money_unit="lakh")
HOME = Rule(id="home", mix="least", kind="share at least", class_="domestic", limit=90.0)
CHINA = Rule(
    id="china", kind="share at most", country="China", item="magnet", measure="value", window="month", limit=40.0
)
OTHER = Rule(id="other", mix="slow", kind="share at most", source="JL", element="Dy", limit=12.5)


def _bent(amount: float, first: Month = JAN, last: Month = MAR, unit: str = "kg") -> Bent:
    return Bent("share at least", "home", first, last, amount, unit, 90.0, 60.0)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (HOME, "At least 90.0 % of the rare earths contained from Domestic, over the whole plan."),
        (CHINA, "At most 40.0 % of the value of Magnet from China, each month."),
        (OTHER, "At most 12.5 % of the Dy contained from JL Mag, over the whole plan."),
        (
            Rule(id="all", kind="share at most", offer="JL-magnet", measure="quantity", window="fiscal year", limit=5),
            "At most 5.0 % of the quantity of everything bought from JL-magnet, each fiscal year.",
        ),
        (
            attrs.evolve(HOME, country="India", source="IREL"),
            "At least 90.0 % of the rare earths contained from Domestic, India, IREL, over the whole plan.",
        ),
    ],
)
def test_a_rule_is_one_sentence(rule: Rule, said: str) -> None:
    assert rule_words.sentence(hand_project(rules=[rule]), rule, KG) == said


def test_an_amount_is_asked_in_the_units_chosen() -> None:
    rule = Rule(id="cap", kind="amount at most", class_="licensed_chinese", limit=57600.0)
    tonnes = attrs.evolve(KG, mass_unit="t")
    said = rule_words.sentence(hand_project(), rule, tonnes)
    assert said == "At most 57.6 t of the rare earths contained from Licensed Chinese, over the whole plan."
    spent = attrs.evolve(rule, measure="value", limit=5e5)
    assert "₹5.0 lakh of landed cost" in rule_words.sentence(hand_project(), spent, tonnes)


def test_the_rules_of_the_mix_come_first_then_those_of_all_mixes() -> None:
    lines = rule_words.rules(hand_project(rules=[CHINA, OTHER, HOME]), KG, None)
    assert [line.sentence.split(" %")[0] for line in lines] == ["At least 90.0", "At most 40.0"]
    assert [line.result for line in lines] == ["", ""]


def test_a_rule_that_gave_way_tells_the_tonnage_missing() -> None:
    plan = attrs.evolve(hand_plan(hand_project(rules=[HOME, CHINA])), bent=(_bent(57.6),))
    bent, held = rule_words.rules(plan.project, KG, plan)
    assert bent.result == "Gave way: reached 60.0 %, 57.6 kg missing (Jan 2027 – Mar 2027)."
    assert held.result == ""


def test_stocks_and_pins_that_gave_way_are_listed_after_the_rules() -> None:
    items = [
        Item(id="home", name="Oxide", unit="kg", closing="at least", closing_stock=300.0),
        Item(id="motor", name="", unit="piece", closing="exactly", closing_stock=40.0),
    ]
    off = (
        Bent("closing stock", "home", MAR, MAR, 250.0, "kg", 300.0, 50.0),
        Bent("closing stock", "motor", MAR, MAR, 10.0, "piece", 40.0, 50.0),
        Bent("storage limit", "home", JAN, MAR, 20.0, "kg", 1000.0, 1020.0),
        Bent("pin", "hold", MAR, MAR, 20.0, "kg", 50.0, 30.0),
        Bent("total storage", "", JAN, JAN, 1.0, "space", 10.0, 11.0),
        Bent("share at least", "gone", JAN, MAR, 20.0, "kg", 50.0, 40.0),
    )
    plan = attrs.evolve(hand_plan(), bent=off)
    pin = Pin(id="hold", mix="least", offer="JL-magnet", month=MAR, quantity=50.0)
    lines = rule_words.rules(tiny_project(items=items, rules=[HOME], pins=[pin]), KG, plan)
    assert lines == [
        RuleLine("At least 90.0 % of the rare earths contained from Domestic, over the whole plan.", row=1),
        RuleLine(
            "The stock of Oxide ends at 300.0 kg or more.",
            "Gave way: reached 50.0 kg, 250.0 kg missing (Mar 2027).",
        ),
        RuleLine(
            "The stock of motor ends at 40 pieces.", "Gave way: reached 50 pieces, 10 pieces too much (Mar 2027)."
        ),
        RuleLine(
            "The store of Oxide holds 1,000.0 kg.",
            "Gave way: reached 1,020.0 kg, 20.0 kg too much (Jan 2027 – Mar 2027).",
        ),
        RuleLine(
            "Held: JL-magnet, at least 50.0 kg in Mar 2027.", "Gave way: reached 30.0 kg, 20.0 kg missing (Mar 2027)."
        ),
        RuleLine(
            "The stores of all items together have room for 10.0.",
            "Gave way: reached 11.0, 1.0 too much (Jan 2027).",
        ),
    ]


def test_two_groups_that_do_not_agree_have_no_amount() -> None:
    rule = Rule(id="home", kind="not both used", source="JL", other_source="VAC")
    bent = Bent("not both used", "home", JAN, JAN, 1.0, "", 1.0, 0.0)
    plan = attrs.evolve(hand_plan(hand_project(rules=[rule])), bent=(bent,), answer="whole")
    (line,) = rule_words.rules(plan.project, KG, plan)
    assert line == RuleLine(
        "JL Mag and VAC are not both used, over the whole plan.", "Gave way (Jan 2027).", "In every mix.", row=1
    )
    assert rule_words.asked_and_reached(bent, KG) == ("", "")
    assert rule_words.gap(bent, KG) == "does not hold"


def test_of_rules_about_use_a_continuous_answer_says_nothing() -> None:
    rules = [
        HOME,
        Rule(id="many", mix="least", kind="sources at least", limit=3.0),
        Rule(id="wide", mix="least", kind="sources at most", limit=9.0),
    ]
    project = hand_project(rules=rules)
    plan = hand_plan(project)
    said = "Judged in whole answers only."
    assert [line.note for line in rule_words.rules(project, KG, plan)] == ["", said, said]
    for other in (attrs.evolve(plan, answer="whole"), None):
        assert {line.note for line in rule_words.rules(project, KG, other)} == {""}


def test_tonnes_are_shown_when_they_are_chosen() -> None:
    plan = attrs.evolve(hand_plan(hand_project(rules=[HOME])), bent=(_bent(57600.0),))
    (line,) = rule_words.rules(plan.project, attrs.evolve(KG, mass_unit="t"), plan)
    assert "57.6 t missing" in line.result


def test_of_many_windows_the_worst_is_told_and_the_others_are_counted() -> None:
    plan = attrs.evolve(
        hand_plan(hand_project(rules=[HOME])), bent=(_bent(5.0), _bent(8.0, MAR, MAR), _bent(1.0, JAN, JAN))
    )
    (line,) = rule_words.rules(plan.project, KG, plan)
    assert line == RuleLine(
        rule_words.sentence(plan.project, HOME, KG),
        "Gave way: reached 60.0 %, 8.0 kg missing (Mar 2027). So in 2 more windows.",
        row=1,
    )


def test_one_window_more_is_told_in_the_singular() -> None:
    plan = attrs.evolve(hand_plan(hand_project(rules=[HOME])), bent=(_bent(5.0), _bent(8.0, MAR, MAR)))
    (line,) = rule_words.rules(plan.project, KG, plan)
    assert line.result.endswith("So in 1 more window.")


def test_quantities_follow_the_units_chosen_and_pieces_and_rupees_stay() -> None:
    assert rule_words.quantity(1500.0, "kg", attrs.evolve(KG, mass_unit="t")) == ("1.5", "t")
    assert rule_words.quantity(1.5, "t", KG) == ("1,500.0", "kg")
    assert rule_words.quantity(3.0, "piece", KG) == ("3", "pieces")
    assert rule_words.quantity(1.0, "piece", KG) == ("1", "piece")
    assert rule_words.quantity(250000.0, "INR", KG) == ("₹2.5 lakh", "")


def test_missing_money_reads_as_a_sentence() -> None:
    said = rule_words.missing(_bent(250000.0, JAN, JAN, "INR"), KG)
    assert said == "Gave way: reached 60.0 %, ₹2.5 lakh missing (Jan 2027)."


def test_a_material_is_called_by_its_name_or_its_id() -> None:
    project = tiny_project(items=[Item(id="magnet", name="Magnet SH"), Item(id="motor", name="")])
    assert rule_words.material(project, "item:magnet") == "Magnet SH"
    assert rule_words.material(project, "item:motor") == "motor"
    assert rule_words.material(project, "element:Dy") == "Dy"
    assert rule_words.material(project, "") == "All rare earths"


def test_rules_that_are_switched_off_or_of_every_mix_say_so() -> None:
    off = attrs.evolve(HOME, off=True)
    own, every = rule_words.rules(hand_project(rules=[CHINA, off]), KG, None)
    assert (own.note, own.off, own.row) == ("Switched off.", True, 2)
    assert (every.note, every.off, every.row) == ("In every mix.", False, 1)


def test_a_clash_is_told_in_the_units_chosen() -> None:
    least = attrs.evolve(HOME, kind="amount at least", limit=5000.0)
    most = attrs.evolve(HOME, id="most", kind="amount at most", limit=4000.0)
    project = hand_project(rules=[most])
    (found,) = clashes(project, least)
    assert "At least 5.0 t is asked where at most 4.0 t" in rule_words.clash(
        project, least, found, attrs.evolve(KG, mass_unit="t")
    )
