"""What was computed from a plan is kept as long as the plan: every screen asks for the same frames."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import update_wrapper
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from desktop.model.plan import Plan

P = ParamSpec("P")
R = TypeVar("R")
_PLANS = 24
"""Plans of which the answers that depend on more than the plan are kept: some more than are shown side by side.

Many more plans are kept, for undo: each would fill up with the frames of all materials that were ever looked at.
"""


def remembered(function: Callable[Concatenate[Plan, P], R]) -> Callable[Concatenate[Plan, P], R]:
    """The same function, which computes once per plan and arguments; its frames must not be changed by callers.

    The arguments must be hashable, and the answer must not hold the plan, which would then live for ever. Answers with
    arguments are forgotten before their plan when many other plans were asked since.
    """
    alone: WeakKeyDictionary[Plan, dict[Hashable, R]] = WeakKeyDictionary()
    lately: WeakKeyDictionary[Plan, dict[Hashable, R]] = WeakKeyDictionary()
    lock = Lock()

    def known(plan: Plan, *, whole: bool) -> dict[Hashable, R]:
        if whole:
            return alone.setdefault(plan, {})
        with lock:
            answers = lately[plan] = lately.pop(plan, {})  # the last one stands last
            while len(lately) > _PLANS:
                lately.pop(next(lately.keys()), None)
        return answers

    def asked(plan: Plan, /, *args: P.args, **kwargs: P.kwargs) -> R:
        answers = known(plan, whole=not args and not kwargs)
        key = (args, tuple(sorted(kwargs.items())))
        if key not in answers:
            answers[key] = function(plan, *args, **kwargs)
        return answers[key]

    return update_wrapper(asked, function)
