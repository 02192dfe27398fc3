"""The cards that a planner looks at first, in numbers worked out by hand."""

from functools import cache

import attrs

from desktop.engine.goals import optimise
from desktop.gui.hub import Choice
from desktop.gui.views import figures
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.records import Rule
from tests.analysis.plans import hand_plan, hand_project, idle_plan
from tests.tiny import tiny_project

KG = Choice(mix="least", mass_unit="kg", money_unit="lakh")


@cache
def bent_plan() -> Plan:
    """90 % domestic of 600 kg is asked, but IREL has 60 kg a month."""
    rule = Rule(id="home", mix="least", kind="share at least", class_="domestic", limit=90.0)
    return optimise(tiny_project(rules=[rule]), "least", "", Silent())


def test_cards_tell_coverage_first_shortage_cost_and_licences() -> None:
    cards = {card.name: card for card in figures.of_plan(hand_plan(), KG)}
    assert (cards["Coverage on time"].value, cards["Coverage on time"].state) == ("72.0 %", "bad")
    assert (cards["First short"].value, cards["First short"].note) == ("Mar 2027", "Motor: 20 pieces missing")
    # 18.65 lakh for 128 kg contained; 48 of them on licence, the 16 placed are here already
    assert cards["Cost of the plan"].value == "₹19.5 lakh"
    assert "14,570" in cards["Cost of the plan"].note
    assert cards["On licence, of kg contained"].value == "37.5 %"
    assert "16 Nov 2026" in cards["On licence, of kg contained"].note
    assert cards["Rules"].state == "good"


def test_cards_of_a_plan_without_promises_show_no_success() -> None:
    cards = figures.of_plan(idle_plan(), KG)
    assert {(card.value, card.note, card.state) for card in cards} == {("–", "Nothing promised yet", "")}


def test_one_licence_file_is_told_in_the_singular() -> None:
    plan = hand_plan()
    cards = {card.name: card for card in figures.of_plan(attrs.evolve(plan, orders=plan.orders[:2]), KG)}
    assert cards["On licence, of kg contained"].note.startswith("1 file, by ")


def test_cards_of_a_plan_that_keeps_all_promises_are_good_but_for_the_bent_rule() -> None:
    states = {card.name: card.state for card in figures.of_plan(bent_plan(), KG)}
    assert (states["Coverage on time"], states["First short"], states["Rules"]) == ("good", "good", "bad")


def test_rules_that_only_whole_answers_are_held_to_are_not_said_to_hold_before() -> None:
    rule = Rule(id="two", mix="least", kind="sources at least", limit=2.0)
    other = Rule(id="elsewhere", mix="home", kind="sources at least", limit=2.0)
    plan = hand_plan(hand_project(rules=[rule, other]))
    cards = {card.name: card for card in figures.of_plan(attrs.evolve(plan, answer="continuous"), KG)}
    assert (cards["Rules"].value, cards["Rules"].state) == ("Not all judged", "warn")
    assert cards["Rules"].note == "1 judged in whole lots only"
    cards = {card.name: card for card in figures.of_plan(attrs.evolve(plan, answer="whole"), KG)}
    assert (cards["Rules"].value, cards["Rules"].state) == ("All hold", "good")


def test_all_is_covered_only_where_nothing_is_missing() -> None:
    plan = bent_plan()
    nearly = attrs.evolve(plan, lost={"motor": (*plan.lost["motor"][:-1], 0.01)})
    nearly = attrs.evolve(nearly, delivered={"motor": (*plan.delivered["motor"][:-1], plan.target["motor"][-1] - 0.01)})
    (card,) = [card for card in figures.of_plan(nearly, KG) if card.name == "Coverage on time"]
    assert (card.value, card.state) == ("99.9 %", "warn")
