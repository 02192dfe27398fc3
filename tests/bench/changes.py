"""One change to a planned project: planned anew, and with the program kept in memory."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator

import attrs

from desktop.engine.goals import optimise
from desktop.engine.memory import Memory
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Offer, Price, Rule, Target
from tests.bench.clock import by_processor, middle
from tests.bench.company import S
from tests.bench.floor import SEED, reached
from tests.bench.projects import BALANCED, project
from tests.bench.table import Row

_ROUNDS = 7
_SAME = 1e-6
Change = Callable[[Project, int], Project]


def measure() -> Iterator[Row]:
    """Each kind of change on several records: the median time with a memory, against the median time without."""
    base = project(S, SEED)
    for name, change in _CHANGES.items():
        cold, warm = [], []
        for turn in range(_ROUNDS):
            memory = Memory()
            optimise(base, BALANCED, "", Silent(), memory)
            changed = change(base, turn)
            kept, anew = _timed(changed, memory), _timed(_read_anew(changed), Memory())
            if abs(reached(kept, "cost") - reached(anew, "cost")) > _SAME * reached(anew, "cost"):
                raise RuntimeError(f"{name}: {reached(kept, 'cost')} kept, {reached(anew, 'cost')} anew")
            warm.append(kept.effort.total)
            cold.append(anew.effort.total)
        figure, against = f"{middle(warm):.3f} s", f"planned anew: {middle(cold):.3f} s"
        yield Row(S.name, f"planned again after {name}", figure, against, middle(warm) / middle(cold))


def _read_anew(changed: Project) -> Project:
    """The same records in tables that nothing has been worked out of yet, as a file gives them."""
    return Project.of(changed.content())


def _timed(changed: Project, memory: Memory) -> Plan:
    gc.collect()
    with by_processor():
        plan = optimise(changed, BALANCED, "", Silent(), memory)
    if plan.faults:
        raise RuntimeError(plan.faults[0])
    return plan


def _price(base: Project, turn: int) -> Project:
    """One offer 6 % cheaper, in all its months."""
    rows, chosen = base.rows(Offer), base.all(Offer)[5 * turn]
    offers = {key: attrs.evolve(row, price=row.price * 0.94) for key, row in rows.items() if row is chosen}
    prices = {
        key: attrs.evolve(row, value=row.value * 0.94)
        for key, row in base.rows(Price).items()
        if row.offer == chosen.id
    }
    return base.put("offers", offers).put("prices", prices)


def _capacity(base: Project, turn: int) -> Project:
    """One offer with a quarter more to deliver."""
    chosen = base.all(Offer)[5 * turn + 1]
    key = next(key for key, row in base.rows(Offer).items() if row is chosen)
    return base.put("offers", {key: attrs.evolve(chosen, capacity=(chosen.capacity or 0.0) * 1.25)})


def _share(base: Project, turn: int) -> Project:
    """The least domestic share a few points lower or higher."""
    rows = {key: row for key, row in base.rows(Rule).items() if row.id == "domestic-least"}
    return base.put("rules", {key: attrs.evolve(row, limit=row.limit + turn - 3.5) for key, row in rows.items()})


def _target(base: Project, turn: int) -> Project:
    """One promise a tenth higher."""
    chosen = base.all(Target)[11 * turn + 3]
    key = next(key for key, row in base.rows(Target).items() if row is chosen)
    return base.put("targets", {key: attrs.evolve(chosen, quantity=round(chosen.quantity * 1.1))})


_CHANGES: dict[str, Change] = {
    "one changed price": _price,
    "one changed capacity": _capacity,
    "one changed share": _share,
    "one changed target": _target,
}
