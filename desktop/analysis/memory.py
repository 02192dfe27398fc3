"""What was computed from a plan is kept as long as the plan: every screen asks for the same frames."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import update_wrapper
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from desktop.model.plan import Plan

P = ParamSpec("P")
R = TypeVar("R")


def remembered(function: Callable[Concatenate[Plan, P], R]) -> Callable[Concatenate[Plan, P], R]:
    """The same function, which computes once per plan and arguments; its frames must not be changed by callers.

    The arguments must be hashable, and the answer must not hold the plan, which would then live for ever.
    """
    known: WeakKeyDictionary[Plan, dict[Hashable, R]] = WeakKeyDictionary()

    def asked(plan: Plan, /, *args: P.args, **kwargs: P.kwargs) -> R:
        answers = known.setdefault(plan, {})
        key = (args, tuple(sorted(kwargs.items())))
        if key not in answers:
            answers[key] = function(plan, *args, **kwargs)
        return answers[key]

    return update_wrapper(asked, function)
