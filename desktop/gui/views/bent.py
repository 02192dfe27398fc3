"""The rules and limits that gave way, as a table."""

from __future__ import annotations

from desktop.gui import rule_words
from desktop.gui.hub import Choice
from desktop.gui.tables.results import Column
from desktop.model.plan import Plan
from desktop.session import sentences
from desktop.text.messages import say


def table(plan: Plan, choice: Choice) -> tuple[Column, ...]:
    """One row for each window in which a limit gave way: what was asked, what was reached, by how much it gave way."""
    bent = plan.bent
    levels = [rule_words.asked_and_reached(each, choice) for each in bent]
    return (
        Column(say("column-rule"), tuple(rule_words.limit(plan.project, each, choice) for each in bent)),
        Column(say("column-months"), tuple(sentences.months(each) for each in bent)),
        Column(say("column-asked"), tuple(asked for asked, _ in levels), numeric=True),
        Column(say("column-reached"), tuple(reached for _, reached in levels), numeric=True),
        Column(
            say("column-missing"),
            tuple(rule_words.gap(each, choice) for each in bent),
            tuple(each.amount for each in bent),
            numeric=True,
        ),
    )
