"""Random projects small enough to try every plan of: a seed makes the same one everywhere."""

from __future__ import annotations

from random import Random

from desktop.model.fields import Value
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Incentive, Mix, Price, Receipt, Record, Rule, Tier
from tests.engine.known.build import item, offer, project, settings, source

LOGICAL = ("if used then used", "at least one used", "not both used")
LIMITS = {
    "sources at least": (1, 2),
    "sources at most": (1, 2),
    "amount at most": (2, 9),
    "amount at least": (1, 4),
    "share at least": (30, 60),
    "share at most": (30, 70),
    "concentration at most": (0, 1),
}
"""Kinds of rules, with the least and the most of their limits."""
FEATURES = (
    "tiers",
    "minimum",
    "lots",
    "least",
    "take or pay",
    "cliff",
    "rules",
    "receipts",
    "prices",
    "yields",
    "joint",
    "goals",
)


class Draw:
    """One project of up to three offers and three months; each feature is in every second one."""

    def __init__(self, seed: int) -> None:
        self._draw = Random(seed)
        self._has = {feature: self._draw.random() < 0.4 for feature in FEATURES}
        self._months = self._draw.choice([2, 2, 3])
        self._first = Month.of(2028, self._draw.choice([1, 2, 3, 4]))
        self._offers = ["a", "b", "c"][: self._draw.choice([1, 2, 3] if self._months == 2 else [1, 2, 2])]
        self._sources = {name: self._draw.choice([name, "a"]) for name in self._offers}
        self._items = {name: self._draw.choice(["part", "part", "rod"]) for name in self._offers}
        self._items["a"] = "part"

    def project(self) -> Project:
        """The project, sound and without anything that the grid does not know."""
        items = sorted(set(self._items.values()))
        return project(
            {name: tuple(self._few(0, 6) for _ in range(self._months)) for name in items},
            [self._offer(name) for name in self._offers],
            settings=[
                settings(self._months, first_month=self._first, capital_rate=self._one_of(0.0, 60.0), near_months=12)
            ],
            items=[self._item(name) for name in items],
            sources=[self._source(name) for name in sorted({"a", *self._sources.values()})],
            tiers=[tier for name in self._offers for tier in self._tiers(name)],
            prices=[
                Price(offer=name, from_month=self._first.plus(1), value=float(self._few(2, 9)))
                for name in self._offers
                if self._has["prices"] and not self._has["tiers"]
            ],
            receipts=[
                Receipt(
                    offer=name, month=self._first.plus(self._draw.randrange(self._months)), quantity=self._few(1, 3)
                )
                for name in self._offers[:2]
                if self._has["receipts"]
            ],
            incentives=self._incentives(),
            rules=self._rules(),
            mixes=[self._mix()],
        )

    def _few(self, least: int, most: int) -> float:
        return float(self._draw.randint(least, most))

    def _one_of(self, *values: float) -> float:
        return self._draw.choice(values)

    def _if(self, feature: str, value: float, otherwise: float = 0.0) -> float:
        return value if self._has[feature] else otherwise

    def _item(self, name: str) -> Record:
        terms: dict[str, Value] = {
            "holding_cost": self._one_of(0.25, 1.0, 2.0),
            "opening_stock": self._one_of(0.0, 0.0, 2.0),
        }
        if self._draw.random() < 0.3:
            terms |= {"priority": "traded", "lost_cost": self._few(4, 15)}
        elif self._draw.random() < 0.2:
            terms |= {"priority": "should"}
        return item(name, **terms)

    def _mix(self) -> Record:
        goals = (
            self._draw.choice([(), ("rules",), ("rules", "cost"), ("targets", "cost")]) if self._has["goals"] else ()
        )
        return Mix(id="plan", goals=goals, shortage=self._draw.choice(["in proportion", "fair split"]))

    def _source(self, name: str) -> Record:
        return source(
            name,
            order_cost=self._one_of(0.0, 3.0, 8.0, 15.0),
            contract_cost=self._one_of(0.0, 0.0, 10.0),
            capacity=self._few(4, 8) if self._has["joint"] else None,
            least_per_year=self._if("least", self._few(3, 9)),
            take_or_pay_share=self._if("take or pay", 50.0),
            take_or_pay_quantity=self._if("take or pay", self._few(4, 16)),
        )

    def _offer(self, name: str) -> Record:
        lot = self._if("lots", self._one_of(1.0, 2.0, 3.0), 1.0)
        return offer(
            name,
            self._few(2, 9),
            self._items[name],
            source=self._sources[name],
            capacity=self._few(3, 5) * lot,
            capacity_use=self._one_of(1.0, 2.0) if self._has["joint"] else 1.0,
            lot_size=lot,
            minimum_order=self._if("minimum", self._few(2, 3)),
            usable_yield=self._if("yields", self._one_of(1.0, 0.5), 1.0),
            domestic_value=self._one_of(0.0, 40.0, 100.0),
        )

    def _tiers(self, name: str) -> list[Record]:
        if not self._has["tiers"]:
            return []
        basis, kind = (
            self._draw.choice(["order", "fiscal year", "horizon"]),
            self._draw.choice(["all units", "incremental"]),
        )
        if self._has["cliff"] and kind == "incremental":  # or what of a window is paid where would be free to choose
            basis = "order"
        return [
            Tier(
                offer=name,
                basis=basis,
                kind=kind,
                from_quantity=float(lower),
                price=self._draw.choice([None, self._few(1, 9)]),
                discount=self._one_of(10.0, 50.0, -20.0),
                charge=self._one_of(0.0, 0.0, 4.0),
            )
            for lower in sorted(self._draw.sample(range(7), self._draw.choice([1, 2])))
        ]

    def _incentives(self) -> list[Record]:
        if not self._has["cliff"]:
            return []
        percent = self._draw.random() < 0.4
        return [
            Incentive(
                id="i",
                item="part",
                rate=self._few(10, 60) if percent else self._few(1, 4),
                rate_kind="% of value" if percent else "INR/unit",
                cap=self._draw.choice([None, self._few(5, 20)]),
                least_domestic=self._one_of(30.0, 50.0, 80.0),
                first_month=self._draw.choice([None, self._first.plus(1)]),
            )
        ]

    def _rules(self) -> list[Record]:
        if not self._has["rules"]:
            return []
        ranks = self._draw.sample(["law", "high", "normal", "low"], self._draw.choice([1, 2]))
        return [self._rule(rank) for rank in ranks]

    def _rule(self, rank: str) -> Record:
        kind = self._draw.choice([*LOGICAL, *LIMITS])
        counted = kind in LOGICAL or kind.startswith("sources")
        low, high = LIMITS.get(kind, (0, 0))
        grouped = not kind.startswith(("sources", "concentration"))
        return Rule(
            id=rank,
            kind=kind,
            offer=self._draw.choice(self._offers) if grouped else "",
            other_offer=self._draw.choice(self._offers) if kind in LOGICAL else "",
            measure="quantity",
            window=self._draw.choice(["horizon", "fiscal year", "month"]) if counted else "horizon",
            limit=self._one_of(0.5, 0.52, 0.6, 0.68) if kind == "concentration at most" else self._few(low, high),
            rank=rank,
            counts_from=self._one_of(0.0, 5.0, 35.0, 50.0),
        )
