"""The rules and limits that gave way, as a table."""

from __future__ import annotations

from desktop.gui import rule_words
from desktop.gui.hub import Choice
from desktop.gui.tables.results import Column
from desktop.model.plan import Plan
from desktop.session import sentences
from desktop.text.messages import say


def table(plan: Plan, choice: Choice) -> tuple[Column, ...]:
    """One row for each window in which a limit gave way: what was asked, what was reached, by how much it gave way.

    Laws that are kept by buying nothing stand before them, with why.
    """
    bent = plan.bent
    levels = [rule_words.asked_and_reached(each, choice) for each in bent]
    halted = sentences.of_halted(plan)
    none = ("",) * len(halted)
    said = (*halted, *(rule_words.limit(plan.project, each, choice) for each in bent))
    return (
        Column(say("column-rule"), said),
        Column(say("column-months"), (*none, *(sentences.months(each) for each in bent))),
        Column(say("column-asked"), (*none, *(asked for asked, _ in levels)), numeric=True),
        Column(say("column-reached"), (*none, *(reached for _, reached in levels)), numeric=True),
        Column(
            say("column-missing"),
            (*none, *(rule_words.gap(each, choice) for each in bent)),
            (*(0.0 for _ in halted), *(each.amount for each in bent)),
            numeric=True,
        ),
    )
