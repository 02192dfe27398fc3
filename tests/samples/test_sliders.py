"""The share sliders over the sample: they show what its mixes ask for, and what is asked with them is planned."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.analysis.figures import figures
from desktop.engine.goals import optimise
from desktop.gui.app import Parts
from desktop.model import edits
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Mix, Rule
from desktop.model.records.supply import CLASSES
from desktop.session import shares
from desktop.session.desk import Desk
from desktop.session.shares import Base
from tests.gui.window import opened
from tests.samples.conftest import Planned

ASKED = {
    "least-cost": {},
    "irel-first": {"domestic": 500},
    "china-35": {"licensed_chinese": 350},
    "no-china": {"licensed_chinese": 0},
    "40-35-25": {"domestic": 400, "licensed_chinese": 350, "other_foreign": 250},
}
MIX = "40-35-25"
CHINA_60 = {"domestic": 246, "licensed_chinese": 600, "other_foreign": 154}
"""40 and 25 give way in proportion."""


def _reached(plan: Plan) -> dict[str, float]:
    return {name: 100 * share.contained for name, share in figures(plan).share_by_class.items()}


@pytest.mark.parametrize("mix", ASKED)
def test_every_mix_shows_the_shares_that_its_rules_name(sample: Project, mix: str) -> None:
    assert shares.asked(sample, mix, Base()) == ASKED[mix]
    shown = shares.shares_of(sample, mix, Base(), dict(zip(CLASSES, (200, 700, 100), strict=True)))
    assert (shown is None) == (not ASKED[mix])
    assert ASKED[mix].items() <= (shown or {}).items()


def test_no_mix_is_forgotten(sample: Project) -> None:
    assert [mix.id for mix in sample.all(Mix)] == list(ASKED)


def test_the_share_of_dysprosium_alone_is_known_too(sample: Project) -> None:
    assert shares.asked(sample, "china-35", Base(element="Dy")) == {"licensed_chinese": 350}
    assert shares.asked(sample, MIX, Base(element="Dy")) == {}


def test_china_at_60_percent_is_planned_with_the_rules_that_the_mix_has(sample: Project, planned: Planned) -> None:
    assert _reached(planned(MIX, ""))["licensed_chinese"] == pytest.approx(37, abs=2)
    desk = Desk(sample)
    desk.apply(shares.edit(desk.project, MIX, Base(), CHINA_60))
    before, after = sample.all(Rule), desk.project.all(Rule)
    assert [rule.id for rule in after] == [rule.id for rule in before]
    assert [rule.limit for rule in after if rule.mix == MIX] == [24.6, 60, 15.4]
    moved = optimise(desk.project, MIX, "", Silent())
    assert moved.verified
    assert _reached(moved)["licensed_chinese"] == pytest.approx(60, abs=2)


@pytest.mark.parametrize("mix", ASKED)
def test_asking_twice_or_freeing_leaves_no_rule_behind(sample: Project, mix: str) -> None:
    once = edits.apply(sample, shares.edit(sample, mix, Base(), CHINA_60))
    twice = edits.apply(once, shares.edit(once, mix, Base(), CHINA_60))
    assert twice.content() == once.content()
    assert {name: len(rows) for name, rows in shares.rules_of(once, mix, Base()).items()} == dict.fromkeys(CLASSES, 1)
    freed = edits.apply(twice, shares.free(twice, mix, Base()))
    assert shares.rules_of(freed, mix, Base()) == {}
    kept = [rule for rule in sample.all(Rule) if rule.mix != mix or not rule.class_ or rule.element]
    assert list(freed.all(Rule)) == kept


def _ready(qtbot: QtBot, parts: Parts) -> Plan:
    qtbot.waitUntil(lambda: parts.planner.up_to_date, timeout=30_000)
    plan = parts.planner.plan
    assert plan is not None
    return plan


def test_in_the_window_a_drag_moves_the_rules_and_undo_brings_back_the_very_figures(
    qtbot: QtBot, sample: Project
) -> None:
    with opened(sample) as parts:
        parts.hub.choose(mix=MIX)
        parts.window.go_to("mix")
        before = figures(_ready(qtbot, parts)).as_json()
        assert parts.mix.sliders.shares == ASKED[MIX]
        slider = parts.mix.sliders.slider("licensed_chinese")
        slider.setSliderDown(True)
        slider.setValue(500)
        slider.setValue(600)
        slider.setSliderDown(False)
        assert parts.mix.sliders.shares == CHINA_60
        assert _reached(_ready(qtbot, parts))["licensed_chinese"] == pytest.approx(60, abs=2)
        assert (
            "At most 60.0 % of the rare earths contained from Licensed Chinese, each fiscal year from Apr 2027 on."
            in (parts.mix.rules.text)
        )
        assert parts.mix.rules.text.count("from Licensed Chinese") == 1
        parts.hub.undo()
        assert figures(_ready(qtbot, parts)).as_json() == before
        assert parts.mix.sliders.shares == ASKED[MIX]


def test_in_the_window_a_mix_with_one_share_shows_it_and_the_others_as_planned(qtbot: QtBot, sample: Project) -> None:
    with opened(sample) as parts:
        parts.hub.choose(mix="no-china")
        parts.window.go_to("mix")
        reached = _reached(_ready(qtbot, parts))
        shown = parts.mix.sliders.shares
        # Nothing from China is asked; what arrives before April 2027 still is.
        assert shown["licensed_chinese"] == 0 < reached["licensed_chinese"]
        part = reached["domestic"] / (reached["domestic"] + reached["other_foreign"])
        assert shown["domestic"] == pytest.approx(1000 * part, abs=1)
        assert parts.mix.free.isEnabled()
        notes = [label.text() for label in parts.mix.findChildren(QLabel)]
        assert any(note.startswith("The mix asks for the share of Licensed Chinese;") for note in notes)
