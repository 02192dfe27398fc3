"""The second computation of decisions: each is one that the project asks for, in its months, told once."""

from __future__ import annotations

from collections.abc import Container, Iterator
from math import isfinite

from desktop.engine.ledger import Ledger
from desktop.engine.verify_tiers import ladders
from desktop.engine.verify_told import TOLERANCE
from desktop.model.plan import Decision, Fault
from desktop.model.records import Incentive, Source

Months = tuple[int, int]
SPREAD = ("order", "contract")
"""What is spread over all that could come where it is not whole: there more than one yes can be told."""


def decisions(ledger: Ledger) -> Iterator[Fault]:
    """Every decision is of a kind, an owner and a window of the project, above zero, whole where it must be."""
    asked = _asked(ledger) if ledger.plan.decisions else {}
    seen: set[tuple[str, str, int]] = set()
    for each in ledger.plan.decisions:
        key = (each.kind, each.of, each.first_month.index)
        windows = asked.get(each.kind, {}).get(each.of, ())
        if key in seen or not _known(ledger, each, windows) or not _possible(ledger, each):
            yield Fault("verify-decision", f"{each.kind} {each.of} {each.first_month}", each.value)
        seen.add(key)


def _asked(ledger: Ledger) -> dict[str, dict[str, frozenset[Months]]]:
    """The decisions that there can be: by kind and owner, the first and last months."""
    horizon = _ends(ledger.terms.windows("horizon"))
    months, sources = _ends(ledger.terms.windows("month")), ledger.world.by_id(Source)
    return {
        "order": dict.fromkeys(sources, months),
        "contract": dict.fromkeys(sources, horizon),
        "tier": {
            level.name: _ends(ledger.terms.windows(ladder.basis))
            for ladder in ladders(ledger.terms).values()
            for level in ladder.levels
        },
        "incentive": {
            incentive.id: _ends(ledger.terms.windows("fiscal year", incentive.first_month, incentive.last_month))
            for incentive in ledger.world.all(Incentive)
        },
    }


def _ends(windows: list[list[int]]) -> frozenset[Months]:
    return frozenset((window[0], window[-1]) for window in windows)


def _known(ledger: Ledger, each: Decision, windows: Container[Months]) -> bool:
    return (ledger.terms.place(each.first_month), ledger.terms.place(each.last_month)) in windows


def _possible(ledger: Ledger, each: Decision) -> bool:
    """Whether a value is above zero, no more than one yes, and one yes where answers are whole."""
    if not isfinite(each.value) or each.value <= 0:
        return False
    far = each.kind == "order" and ledger.terms.place(each.first_month) >= ledger.near
    if ledger.whole and not far:
        return abs(each.value - 1) <= TOLERANCE
    return each.kind in SPREAD or each.value <= 1 + TOLERANCE
