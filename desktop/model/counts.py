"""How many records of a table hold each value of a field, counted anew only where an edit touched them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import TypeVar, cast

from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import TABLE_OF, Record

R = TypeVar("R", bound=Record)
Counts = Mapping[Value, int]
"""No value is in it of which there is none."""


def counts(project: Project, record: type[Record], field: str) -> Counts:
    """How many records of a table hold each value of ``field``."""
    memo, key = project.part(record).memo, (counts, field)
    if key not in memo:
        read = attrgetter(field)
        memo[key] = (), _after_step(project, record, key, read) or Counter(map(read, project.rows(record).values()))
    return cast(Counts, memo[key][1])


def _after_step(project: Project, record: type[R], key: object, read: Callable[[R], Value]) -> Counts | None:
    """The counts of the project before with what one step changed; None where these or the step are not known."""
    touched = project.touched
    before = touched.before() if touched is not None and touched.table == TABLE_OF[record].name else None
    known = before.part(record).memo.get(key) if before is not None else None
    if touched is None or before is None or known is None:
        return None
    found = Counter(cast(Counts, known[1]))
    old, now = before.rows(record), project.rows(record)
    found.subtract(Counter(read(old[row]) for row in touched.rows if row in old))
    found.update(read(now[row]) for row in touched.rows if row in now)
    return +found
