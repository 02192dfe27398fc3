"""The licence files as a timeline: when the next of each group goes in, and how long those in hand are good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from desktop.analysis import timeline
from desktop.gui import theme
from desktop.gui.charts.states import Series
from desktop.gui.charts.timeline_state import Course, Mark, Row, Timeline, Window, place
from desktop.gui.hub import Choice
from desktop.gui.rule_words import material
from desktop.gui.views.measures import lens_of, told
from desktop.gui.words import counted
from desktop.model.months import Month, span
from desktop.model.plan import Plan
from desktop.text import formats
from desktop.text.messages import say

_SHOWN_BEHIND = 3
"""Months after the last that is anything of which are shown, for what stands behind it."""


def chart(plan: Plan, choice: Choice) -> Timeline:
    """A row for each source and item with files, those that ask for something first on top."""
    groups = timeline.groups(plan, lens_of(plan.world, choice))
    months = _months(plan, groups)
    return Timeline(
        title=say("chart-timeline", material=material(plan.project, choice.material)),
        unit=counted("timeline-files", sum(len(group.courses) for group in groups)),
        empty=say("chart-timeline-empty"),
        months=months,
        lanes=tuple(_row(group, months, choice) for group in groups),
        marks=_marks(plan, months),
        legend=_legend(),
    )


def _months(plan: Plan, groups: Sequence[timeline.Group]) -> tuple[Month, ...]:
    """From the plan date to where courses and windows end and some months more, at most to the end of the plan."""
    first = Month.containing(_today(plan))
    ends = [Month.containing(course.slow) for group in groups for course in group.courses[:1]]
    ends += [Month.containing(course.arrives) for group in groups for course in group.courses[:1]]
    ends += [Month.containing(file.until) for group in groups for file in group.held if file.until is not None]
    last = max([*ends, first.plus(11)]).plus(_SHOWN_BEHIND)
    return span(first, min(last, max(plan.months[-1], first.plus(11))).index - first.index + 1)


def _row(group: timeline.Group, months: Sequence[Month], choice: Choice) -> Row:
    course = group.courses[0] if group.courses else None
    days = [place(each.file_by, months) for each in group.courses[1:]]
    return Row(
        label=group.name,
        windows=tuple(_window(file, months, choice) for file in group.held),
        course=_course(course, months) if course else None,
        files=tuple(day for day in days if day < len(months)),
        told="\n".join(_told(group, choice)),
        key=f"{group.source}/{group.item}",
    )


def _course(course: timeline.Course, months: Sequence[Month]) -> Course:
    days = (course.file_by, course.fast, course.usual, course.slow, course.leaves, course.arrives)
    return Course(*(place(day, months) for day in days))


def _window(file: timeline.Held, months: Sequence[Month], choice: Choice) -> Window:
    first = max(file.since, months[0].first_day)
    last = min(file.until or months[-1].last_day, months[-1].last_day)
    return Window(place(first, months), place(max(first, last), months), _left(file, choice), alarm=bool(file.alarm))


def _left(file: timeline.Held, choice: Choice) -> str:
    """What is left of a file, and what is wrong with it."""
    if not file.left:
        return say("timeline-used", file=file.licence)
    left = say("timeline-left", file=file.licence, left=told(file.left, file.unit, choice))
    if not file.alarm or file.until is None:
        return left
    return say(f"timeline-{file.alarm}", left=left, date=formats.date(file.until))


def _told(group: timeline.Group, choice: Choice) -> list[str]:
    """What is said of a group under the pointer."""
    lines = [group.name]
    if group.courses:
        next_ = group.courses[0]
        lines += [
            say("timeline-file-by", date=formats.date(next_.file_by), amount=told(next_.quantity, next_.unit, choice)),
            say("timeline-review", fast=formats.date(next_.fast), slow=formats.date(next_.slow)),
            say("timeline-usual", date=formats.date(next_.usual)),
            say("timeline-shipping", leaves=formats.date(next_.leaves), arrives=formats.date(next_.arrives)),
        ]
        if len(group.courses) > 1:
            lines.append(counted("timeline-more", len(group.courses) - 1))
    return [*lines, *(_left(file, choice) for file in group.held)]


def _marks(plan: Plan, months: Sequence[Month]) -> tuple[Mark, ...]:
    today = Mark(place(_today(plan), months), say("timeline-today", date=formats.date(_today(plan))), today=True)
    turns = [turn for turn in timeline.turns(plan) if turn.day <= months[-1].last_day]
    return (
        today,
        *(
            Mark(
                place(turn.day, months),
                say("timeline-begins" if turn.begins else "timeline-ends", name=turn.name, date=formats.date(turn.day)),
            )
            for turn in turns
        ),
    )


def _legend() -> tuple[Series, ...]:
    shown = theme.colours()
    return (
        Series(say("timeline-key-review"), (), shown.accent, key="review"),
        Series(say("timeline-key-shipping"), (), shown.muted, key="shipping"),
        Series(say("timeline-key-window"), (), shown.good, key="window"),
        Series(say("timeline-key-alarm"), (), shown.bad, key="alarm"),
    )


def _today(plan: Plan) -> dt.date:
    return plan.world.settings.plan_date or plan.months[0].first_day
