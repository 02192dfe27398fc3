"""Pins that ask for more of an offer than a rule allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.model.clashes.clash import Clash
from desktop.model.clashes.scope import Scope, exceeds
from desktop.model.records import Offer, Pin, Rule
from desktop.model.rule_windows import windows_of, within


def pin_clashes(scope: Scope, rule: Rule, others: Sequence[Rule]) -> Iterator[Clash]:  # noqa: ARG001 - asked as all are
    """The pins of the mix, under every scenario, of an offer of which no more than a limit may be bought.

    Shares are compared where nothing at all is allowed; of value, which prices make, nothing is told.
    """
    amount = rule.kind == "amount at most" and rule.measure in ("contained", "quantity", "co2")
    if not amount and not (rule.kind == "share at most" and rule.limit == 0):
        return
    group, offers = scope.group(rule), scope.project.by_id(Offer)
    windows = list(windows_of(rule, scope.horizon))
    for pin in scope.project.all(Pin):
        if pin.mix != scope.mix or pin.scenario or pin.bound == "at most" or pin.offer not in group or not pin.month:
            continue
        inside = any(within((pin.month, pin.month), window) for window in windows)
        asked = pin.quantity * scope.weight(rule, offers[pin.offer])
        if inside and exceeds(asked, rule.limit):
            yield Clash("pin", (pin.id,), asked, rule.limit)
