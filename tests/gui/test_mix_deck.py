"""What can be done to mixes on their cards."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.mix_deck import MixDeck
from desktop.gui.tables.deletion import Answer
from desktop.model.edits import AddRecords
from desktop.model.records import Mix, Rule
from desktop.model.records.supply import CLASSES
from desktop.session import shares
from desktop.text import formats

HOME = Rule(id="home", mix="least", kind="share at least", class_="domestic", limit=60.0)


def _deck(parts: Parts) -> MixDeck:
    parts.window.go_to("mix")
    return parts.mix.deck


def _mixes(parts: Parts) -> Sequence[str]:
    return [mix.name for mix in parts.hub.desk.project.all(Mix)]


def _type_name(qtbot: QtBot, deck: MixDeck, name: str) -> None:
    editor = deck.cards.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, name)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: deck.cards.findChild(QLineEdit) is None)


def test_a_new_mix_is_chosen_and_named_at_once(qtbot: QtBot, parts: Parts) -> None:
    deck = _deck(parts)
    deck.buttons["new"].click()
    assert parts.hub.choice.mix == "mix"
    _type_name(qtbot, deck, "Dy at home")
    assert _mixes(parts) == ["Least cost", "Slow files", "Dy at home"]
    assert parts.hub.desk.project.by_id(Mix)["mix"].colour == "#009E73"
    parts.hub.undo()
    parts.hub.undo()
    assert _mixes(parts) == ["Least cost", "Slow files"]
    assert parts.hub.choice.mix == "least"


def test_a_duplicate_has_the_rules_of_the_mix(parts: Parts) -> None:
    deck = _deck(parts)
    parts.hub.apply(AddRecords("rules", [HOME]))
    deck.buttons["duplicate"].click()
    assert parts.hub.choice.mix == "least-2"
    assert {rule.mix for rule in parts.hub.desk.project.all(Rule)} == {"least", "least-2"}


def test_a_mix_on_which_nothing_hangs_is_deleted_at_once_and_comes_back_by_undo(parts: Parts) -> None:
    deck = _deck(parts)
    parts.hub.choose(mix="slow")
    QTest.keyClick(deck.cards, Qt.Key.Key_Delete)
    assert _mixes(parts) == ["Least cost"]
    parts.hub.undo()
    assert _mixes(parts) == ["Least cost", "Slow files"]


def test_a_mix_with_rules_is_deleted_as_the_user_decides(parts: Parts) -> None:
    deck, answers = _deck(parts), list[Answer](["all", ""])

    def decide(*_: object) -> Answer:
        return answers.pop()

    deck.ask = decide
    parts.hub.apply(AddRecords("rules", [HOME]))
    deck.buttons["delete"].click()
    assert len(_mixes(parts)) == 2
    deck.buttons["delete"].click()
    assert _mixes(parts) == ["Slow files"]
    assert parts.hub.desk.project.all(Rule) == ()


def test_names_and_colours_are_one_edit_each(qtbot: QtBot, parts: Parts) -> None:
    deck = _deck(parts)
    deck.cards.rename()
    _type_name(qtbot, deck, "Cheapest")
    assert parts.hub.undo_words == "rename mix"
    deck.cards.coloured.emit("least", "#CC79A7")
    assert parts.hub.undo_words == "colour mix"
    assert parts.hub.desk.project.by_id(Mix)["least"].colour == "#CC79A7"
    deck.cards.coloured.emit("gone", "#CC79A7")


def test_compare_and_enter_lead_to_other_pages(parts: Parts) -> None:
    deck = _deck(parts)
    deck.buttons["compare"].click()
    assert parts.window.pages.currentWidget() is parts.compare
    parts.window.go_to("mix")
    QTest.keyClick(deck.cards, Qt.Key.Key_Return)
    assert parts.window.pages.currentWidget() is parts.plan


def test_without_a_mix_there_is_only_a_new_one_to_make(qtbot: QtBot, parts: Parts) -> None:
    deck = _deck(parts)
    deck.buttons["delete"].click()
    deck.buttons["delete"].click()
    assert [name for name, button in deck.buttons.items() if button.isEnabled()] == ["new"]
    deck.delete()
    deck.duplicate()
    deck.issuing.start()
    qtbot.waitUntil(lambda: parts.planner.state == "problems")
    assert not parts.mix.add_rule.isEnabled()


def test_the_menu_of_a_card_offers_all_that_can_be_done(parts: Parts) -> None:
    deck = _deck(parts)
    words = [act.text().split("\t")[0] for act in deck.cards.acts]
    assert words == ["Show plan", "Rename", "Duplicate", "Compare", "Issue…", "Delete"]


def test_while_a_mix_is_dragged_the_others_keep_their_figures(qtbot: QtBot, parts: Parts) -> None:
    deck, hub = _deck(parts), parts.hub
    qtbot.waitUntil(lambda: all(parts.planner.plan_of(mix, "") for mix in ("least", "slow")), timeout=20_000)
    qtbot.waitUntil(lambda: parts.mix.drawing.done)
    before = {mix: deck.cards.card(mix) for mix in ("least", "slow")}
    split = dict(zip(CLASSES, (700, 300, 0), strict=True))
    hub.preview(shares.edit(hub.desk.project, "least", shares.Base(), split))
    qtbot.waitUntil(lambda: parts.planner.up_to_date and parts.mix.drawing.done, timeout=20_000)
    assert deck.cards.card("slow") == before["slow"]
    moved, plan = deck.cards.card("least"), parts.planner.plan
    assert moved is not None
    assert plan is not None
    assert (moved.old, moved.cost) == (True, formats.money(plan.cost.total, hub.choice.money_unit))
    assert moved != before["least"]
    hub.preview(None)
    assert deck.cards.card("least") == before["least"]
