"""Random mills that make magnets of oxide or buy them: as a project, and as a program of their own."""

from __future__ import annotations

from random import Random

import attrs

from desktop.model.months import Month, span
from desktop.model.project import Project
from desktop.model.records import Incentive, Recipe, Tier
from tests.engine.known.build import item, offer, project, settings, source, takes, traded

BELOW = 1 - 2e-7
"""A quantity this little below a tier's lower end is still in the tier before it."""


@attrs.frozen
class Supplier:
    """One source with one offer; the terms of a tier, (from quantity, price, charge), where it has one."""

    name: str
    makes: str
    price: float
    capacity: float
    gain: float = 1.0
    order_cost: float = 0.0
    contract_cost: float = 0.0
    minimum_order: float = 0.0
    least: float = 0.0
    domestic: float = 0.0
    tier: tuple[float, float, float] | None = None
    tier_kind: str = ""
    tier_basis: str = ""


@attrs.frozen
class Mill:
    """Magnets promised by month, made of oxide or bought; all quantities may be broken."""

    first: Month
    near: int
    demand: tuple[float, ...]
    suppliers: tuple[Supplier, ...]
    oxide: float
    wage: float
    delay: int
    most: float
    holding: tuple[float, float]
    opening: float
    months_late: int
    late_cost: float
    lost_cost: float
    incentive: tuple[float, float, float] | None
    """INR a magnet, the least domestic share, the cap."""

    @property
    def months(self) -> tuple[Month, ...]:
        """The months of the plan."""
        return span(self.first, len(self.demand))

    def project(self) -> Project:
        """The mill as a project."""
        tiers = [
            Tier(
                offer=each.name,
                basis=each.tier_basis,
                kind=each.tier_kind,
                from_quantity=each.tier[0],
                price=each.tier[1],
                charge=each.tier[2],
            )
            for each in self.suppliers
            if each.tier
        ]
        incentives = [
            Incentive(id="i", item="magnet", rate=rate, least_domestic=100 * share, cap=cap)
            for rate, share, cap in ([self.incentive] if self.incentive else [])
        ]
        return project(
            {"magnet": self.demand},
            [
                offer(
                    each.name,
                    each.price,
                    each.makes,
                    capacity=each.capacity,
                    usable_yield=each.gain,
                    minimum_order=each.minimum_order,
                    domestic_value=100 * each.domestic,
                )
                for each in self.suppliers
            ],
            settings=[settings(len(self.demand), first_month=self.first, near_months=self.near)],
            items=[
                item("oxide", holding_cost=self.holding[0]),
                traded(
                    "magnet",
                    self.lost_cost,
                    holding_cost=self.holding[1],
                    opening_stock=self.opening,
                    months_late=self.months_late,
                    late_cost=self.late_cost,
                ),
            ],
            sources=[
                source(
                    each.name,
                    order_cost=each.order_cost,
                    contract_cost=each.contract_cost,
                    least_per_year=each.least,
                )
                for each in self.suppliers
            ],
            recipes=[Recipe(id="make", output="magnet", cost=self.wage, delay=self.delay, capacity=self.most)],
            recipe_inputs=takes("make", oxide=self.oxide),
            tiers=tiers,
            incentives=incentives,
        )


def drawn(seed: int) -> Mill:
    """A mill with at most nine yes or no decisions, so that all their patterns can be tried."""
    draw = Random(seed)
    size = draw.choice([3, 3, 4])
    near = draw.randint(0, 2)
    suppliers = [
        _supplier(draw, "a", "oxide", 10.0, 5.0),
        _supplier(draw, "b", "oxide", 10.0, 5.0),
        _supplier(draw, "c", "magnet", 30.0, 15.0),
    ][: draw.choice([1, 2, 3, 3])]
    ordering = draw.sample(range(len(suppliers)), min(len(suppliers), draw.choice([0, 1, 2])))
    for at in ordering:
        cost, least = float(draw.choice([0, 20, 60])), float(draw.choice([0, 5, 8]))
        suppliers[at] = attrs.evolve(suppliers[at], order_cost=cost, minimum_order=least)
    more = draw.choice(["contract", "least", "tier", "tier", "none"])
    if more == "contract":
        suppliers = [attrs.evolve(each, contract_cost=float(draw.randint(10, 90))) for each in suppliers]
    if more == "least":
        suppliers[0] = attrs.evolve(suppliers[0], least=float(draw.randint(10, 30)))
    if more == "tier":
        suppliers[0] = _with_tier(draw, suppliers[0])
    return Mill(
        first=Month.of(2028, draw.choice([2, 3, 4])),
        near=near,
        demand=(*(float(draw.choice([0, 4, 7, 10, 15])) for _ in range(size - 1)), 10.0),
        suppliers=tuple(suppliers),
        oxide=draw.choice([1.0, 1.5, 2.2]),
        wage=float(draw.randint(1, 8)),
        delay=draw.choice([0, 0, 1]),
        most=float(draw.choice([8, 12, 30])),
        holding=(draw.choice([0.1, 0.5, 1.0]), draw.choice([0.3, 1.0, 2.5])),
        opening=float(draw.choice([0, 3, 6])),
        months_late=draw.choice([0, 1, 2]),
        late_cost=float(draw.choice([0.5, 2, 6])),
        lost_cost=float(draw.choice([15, 40, 100])),
        incentive=draw.choice([None, (draw.choice([3.0, 8.0, 15.0]), draw.choice([0.3, 0.5, 0.7]), 90.0)]),
    )


def _supplier(draw: Random, name: str, makes: str, price: float, spread: float) -> Supplier:
    return Supplier(
        name=name,
        makes=makes,
        price=price + draw.choice([-1, -0.5, 0, 0.25, 1]) * spread,
        capacity=float(draw.choice([9, 14, 40])),
        gain=draw.choice([1.0, 0.9]),
        domestic=draw.choice([0.0, 0.4, 1.0]),
    )


def _with_tier(draw: Random, supplier: Supplier) -> Supplier:
    """One tier: cheaper, or dearer with the quantity."""
    lower, price = float(draw.choice([6, 13, 20])), supplier.price * draw.choice([0.6, 0.8, 1.3])
    return attrs.evolve(
        supplier,
        tier=(lower, price, float(draw.choice([0, 0, 12]))),
        tier_kind=draw.choice(["all units", "incremental"]),
        tier_basis=draw.choice(["fiscal year", "horizon"]),
    )
