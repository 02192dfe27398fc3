"""Functions of a few tables remember what they returned, until one of these tables is another.

A project is never changed: an edit makes another one that shares all tables but those that it touched. So what is
worked out from some of the tables holds for every project that has the same ones, and ``reads`` says which they are.
The function is handed those tables alone: one that it does not name cannot be read, so that nothing can be out of date.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from desktop.model.project import Project
from desktop.model.records import Record

P = ParamSpec("P")
R = TypeVar("R")
Function = Callable[Concatenate[Project, P], R]

_MOST = 20_000
"""Results kept of one part of a project; beyond it they are all dropped, so that records long gone are not kept."""


def reads(*tables: type[Record]) -> Callable[[Function[P, R]], Function[P, R]]:
    """Remember the results of a pure function by its ``tables`` and by its other arguments, told apart by identity.

    Text is told apart by value. Nobody may change the arguments later, nor what is returned, which all callers share.
    """

    def remembering(function: Function[P, R]) -> Function[P, R]:
        @wraps(function)
        def remembered(project: Project, *args: P.args, **kwargs: P.kwargs) -> R:
            part = project.part(*tables)
            asked = (*args, *kwargs.values()) if kwargs else args
            key = (function, *kwargs, *[each if isinstance(each, str) else id(each) for each in asked])
            kept = part.memo.get(key)
            if kept is None:
                if len(part.memo) >= _MOST:
                    part.memo.clear()
                kept = asked, function(part, *args, **kwargs)  # the arguments too: nothing else may get their identity
                part.memo[key] = kept
            return cast("R", kept[1])

        return cast("Function[P, R]", remembered)

    return remembering
