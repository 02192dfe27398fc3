"""What the cards of mixes say."""

import attrs
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.hub import Choice
from desktop.gui.mix_figures import cards
from desktop.gui.scenarios import states
from desktop.gui.views import supply, triangle
from desktop.model.edits import SetFields
from desktop.model.plan import Plan
from desktop.model.progress import Progress
from desktop.model.project import Project
from desktop.model.records import Mix, Offer, Rule
from desktop.session import jobs, mixes
from tests.analysis.plans import hand_plan
from tests.gui.window import opened
from tests.tiny import tiny_project, tiny_rows

BOTH = (("least", ""), ("slow", ""))


def _cards(parts: Parts) -> list[tuple[str, str]]:
    return [(card.status, card.state) for card in cards(parts.hub.project, parts.hub.choice, parts.planner)]


def _planned(qtbot: QtBot, parts: Parts) -> None:
    parts.planner.want(BOTH)
    qtbot.waitUntil(lambda: all(parts.planner.plan_of(*wanted) for wanted in BOTH))


def test_a_plan_gives_its_figures_and_one_that_is_missing_dashes(qtbot: QtBot, parts: Parts) -> None:
    shown = cards(parts.hub.project, parts.hub.choice, parts.planner)
    assert {(card.coverage, card.status) for card in shown[1:]} == {("–", "Being planned…")}
    _planned(qtbot, parts)
    least = cards(parts.hub.project, parts.hub.choice, parts.planner)[0]
    assert (least.name, least.coverage, least.licence) == ("Least cost", "100.0 %", "100.0 %")
    assert (least.status, least.state) == ("All targets on time", "good")
    assert least.cost.endswith(" lakh")


def test_a_mix_whose_colour_is_none_has_the_same_one_everywhere() -> None:
    project = tiny_project(mixes=[Mix(id="other"), Mix(id="least", colour="bluish")])
    colour = mixes.colours(project)["least"]
    assert colour not in ("bluish", mixes.colours(project)["other"])
    choice, split = Choice(), (400, 300, 300)
    assert states.matrix(project, choice, {}, frozenset()).mixes[1][2] == colour
    (dot,) = triangle.state(project, choice, (), {"least": split}, next(iter(triangle.MEASURES))).dots
    assert dot.colour == colour
    assert supply.mix_colour(attrs.evolve(hand_plan(project), mix="least")) == colour


def test_bent_rules_and_shortages_are_the_status(qtbot: QtBot) -> None:
    rules = [Rule(id="home", mix="least", kind="share at least", class_="domestic", limit=90.0)]
    law = attrs.evolve(rules[0], id="law", mix="slow", kind="share at most", country="China", class_="", rank="law")
    with opened(tiny_project(rules=[*rules, attrs.evolve(law, limit=0.0)])) as parts:
        _planned(qtbot, parts)
        assert _cards(parts) == [("On time, 1 rule gave way", "warn"), ("Short from Jan 2027", "bad")]


def test_problems_failures_and_no_promise_are_said(qtbot: QtBot) -> None:
    def fail(project: Project, mix: str, scenario: str, progress: Progress) -> Plan:
        if mix == "slow":
            raise RuntimeError
        return jobs.QuickPlans()(project, mix, scenario, progress)

    with opened(tiny_project(targets=[]), plan_job=fail) as parts:
        qtbot.waitUntil(lambda: parts.planner.up_to_date)
        assert _cards(parts)[0][1] == ""
        parts.hub.apply(SetFields("offers", {1: {"item": "nowhere"}}))
        assert _cards(parts) == [("Problems to correct first", "bad")] * 2


def test_mixes_of_no_colour_are_told_apart(parts: Parts) -> None:
    mixes = tiny_rows("mixes", colour="none")
    with opened(tiny_project(mixes=mixes, offers=list[Offer]())) as other:
        shown = cards(other.hub.project, other.hub.choice, other.planner)
        assert len({card.colour for card in shown}) == len(shown)


def test_a_card_that_waits_for_its_plan_keeps_its_figures_and_says_so(qtbot: QtBot, parts: Parts) -> None:
    parts.window.go_to("mix")
    qtbot.waitUntil(lambda: parts.mix.mixes.card("slow") is not None and _coverage(parts) == "100.0 %")
    parts.hub.apply(SetFields("offers", {1: {"price": 5100.0}}))
    waiting = parts.mix.mixes.card("slow")
    assert waiting is not None
    assert (waiting.coverage, waiting.status, waiting.old) == ("100.0 %", "Being planned…", True)
    parts.hub.undo()
    again = parts.mix.mixes.card("slow")
    assert again is not None
    assert (again.status, again.old) == ("All targets on time", False)
    parts.hub.choose(scenario="base")
    other = parts.mix.mixes.card("slow")
    assert other is not None
    assert other.coverage == "–"


def _coverage(parts: Parts) -> str:
    card = parts.mix.mixes.card("slow")
    return card.coverage if card else ""
