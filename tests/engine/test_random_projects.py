"""Five hundred random projects, contradictory ones too: each has a verified plan or a named problem."""

import datetime as dt
from random import Random

import pytest

from desktop.engine.goals import optimise
from desktop.model import scenario
from desktop.model.checks import errors
from desktop.model.months import Month
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import (
    Capacity,
    Commitment,
    Content,
    Event,
    ExchangeRate,
    Item,
    Licence,
    Mix,
    Offer,
    Price,
    Receipt,
    Recipe,
    RecipeInput,
    Record,
    Regime,
    Rule,
    Scenario,
    Settings,
    Source,
    Target,
)
from desktop.model.records.goods import CLOSINGS, PRIORITIES, UNITS
from desktop.model.records.policy import (
    EVENT_KINDS,
    GOALS,
    LICENCE_STATES,
    MEASURES,
    RANKS,
    REGIME_STATES,
    RULE_KINDS,
    WINDOWS,
)
from desktop.model.records.supply import CLASSES, COMMITMENT_STATES, LICENCE_NEEDS, PRICE_TERMS
from desktop.text.messages import sentence

FIRST = Month.of(2027, 1)
COUNTRIES = ("India", "China", "Japan", "Vietnam")
BATCHES, BATCH = 10, 50


class _World:
    """Draws the records of one project; whatever is drawn may be missing, closed, zero or against something else."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)  # noqa: S311 - a seed makes the same project everywhere
        self.size = self.draw.randint(1, 9)
        self.items = [f"item{number}" for number in range(self.draw.randint(1, 5))]
        self.sources = [f"source{number}" for number in range(self.draw.randint(1, 4))]
        self.offers = [f"offer{number}" for number in range(self.draw.randint(0, 6))]
        self.recipes = [f"recipe{number}" for number in range(self.draw.randint(0, 4) if len(self.items) > 1 else 0)]

    def project(self) -> Project:
        few = self.draw.randint
        settings = Settings(
            name="Random",
            first_month=FIRST,
            months=self.size,
            plan_date=dt.date(2026, few(3, 12), 1),
            capital_rate=self.draw.choice([0.0, 12.0]),
        )
        records: dict[str, list[Record]] = {
            "settings": [settings],
            "items": [self.item(name) for name in self.items],
            "contents": [
                Content(item=name, element=element, kg_per_unit=self.draw.choice([0.0, 0.04, 0.3]))
                for name in self.items
                for element in ("Nd", "Dy")
                if few(0, 1)
            ],
            "sources": [self.source(name) for name in self.sources],
            "offers": [self.offer(name) for name in self.offers],
            "prices": [Price(offer=name, from_month=self.month(), value=self.size_of()) for name in self.offers[:2]],
            "capacities": [
                Capacity(offer=name, from_month=self.month(), value=self.some()) for name in self.offers[1:3]
            ],
            "recipes": [self.recipe(name, at) for at, name in enumerate(self.recipes)],
            "recipe_inputs": [self.input(name, at) for at, name in enumerate(self.recipes)],
            "targets": self.targets(),
            "receipts": [self.receipt() for _ in range(few(0, 2)) if self.offers],
            "commitments": [self.commitment(number) for number in range(few(0, 2))],
            "regimes": [self.regime(number) for number in range(few(0, 2))],
            "mixes": [self.mix(number) for number in range(2)],
            "rules": [self.rule(number) for number in range(few(0, 5))],
            "exchange_rates": [ExchangeRate(currency="USD", from_month=FIRST, rate=88.0)] * few(0, 1),
            "scenarios": [Scenario(id="s")],
            "events": [self.event() for _ in range(few(0, 4))],
        }
        if records["regimes"]:
            records["licences"] = [self.licence(number) for number in range(few(0, 2)) if self.offers]
        return Project.of(records)

    def some(self) -> float:
        """A quantity: nothing, little, much or odd."""
        return self.draw.choice([0.0, 1.0, 7.3, 100.0, 1_234.567, 1e4])

    def size_of(self) -> float:
        return self.draw.choice([0.0, 0.5, 40.0, 3_000.0, 5e5])

    def maybe(self, value: float) -> float | None:
        return self.draw.choice([None, value])

    def month(self) -> Month:
        return FIRST.plus(self.draw.randint(-2, self.size + 1))

    def window(self) -> tuple[Month | None, Month | None]:
        first = self.draw.choice([None, None, self.month()])
        return first, self.draw.choice([None, (first or FIRST).plus(self.draw.randint(0, 3))])

    def item(self, name: str) -> Item:
        return Item(
            id=name,
            unit=self.draw.choice(UNITS),
            holding_cost=self.size_of(),
            opening_stock=self.some(),
            closing=self.draw.choice(CLOSINGS),
            closing_stock=self.some(),
            safety_days=self.draw.choice([0.0, 30.0, 200.0]),
            storage_limit=self.maybe(self.some()),
            priority=self.draw.choice(PRIORITIES),
            months_late=self.draw.randint(0, 3),
            late_cost=self.size_of(),
            lost_cost=self.size_of(),
        )

    def source(self, name: str) -> Source:
        return Source(
            id=name,
            country=self.draw.choice(COUNTRIES),
            class_=self.draw.choice(CLASSES),
            order_cost=self.size_of(),
            contract_cost=self.size_of(),
            capacity=self.maybe(self.some()),
        )

    def offer(self, name: str) -> Offer:
        first, last = self.window()
        return Offer(
            id=name,
            source=self.draw.choice(self.sources),
            item=self.draw.choice(self.items),
            price=self.size_of(),
            currency=self.draw.choice(["INR", "INR", "USD"]),
            price_term=self.draw.choice(PRICE_TERMS),
            freight=self.size_of(),
            insurance=self.draw.choice([0.0, 1.0]),
            customs_duty=self.draw.choice([0.0, 7.5]),
            surcharge=10.0,
            igst=18.0,
            capacity=self.maybe(self.some()),
            lead_days=self.draw.choice([0.0, 45.0, 400.0]),
            usable_yield=self.draw.choice([1.0, 0.9]),
            licence=self.draw.choice(LICENCE_NEEDS),
            first_month=first,
            last_month=last,
        )

    def recipe(self, name: str, at: int) -> Recipe:
        return Recipe(
            id=name,
            output=self.items[(at % (len(self.items) - 1)) + 1],
            cost=self.size_of(),
            capacity=self.maybe(self.some()),
            qualified_from=self.draw.choice([None, self.month()]),
            largest_share=self.draw.choice([None, 0.0, 40.0]),
            delay=self.draw.randint(0, 2),
        )

    def input(self, name: str, at: int) -> RecipeInput:
        earlier = self.items[: (at % (len(self.items) - 1)) + self.draw.choice([1, 1, 1, 2])]
        return RecipeInput(recipe=name, item=self.draw.choice(earlier), quantity=self.draw.choice([0.5, 1.0, 2.2]))

    def targets(self) -> list[Record]:
        chosen = self.draw.sample(self.items, self.draw.randint(1, len(self.items)))
        return [
            Target(item=item, month=FIRST.plus(month), quantity=self.some())
            for item in chosen
            for month in range(self.size)
            if self.draw.randint(0, 2)
        ]

    def receipt(self) -> Receipt:
        return Receipt(offer=self.draw.choice(self.offers), month=self.month(), quantity=self.some())

    def commitment(self, number: int) -> Commitment:
        first, last = self.window()
        return Commitment(
            id=f"c{number}",
            source=self.draw.choice(self.sources),
            item=self.draw.choice(self.items),
            quantity=self.some(),
            first_month=first,
            last_month=last,
            status=self.draw.choice(COMMITMENT_STATES),
        )

    def regime(self, number: int) -> Regime:
        return Regime(
            id=f"g{number}",
            origins=("China", "Japan"),
            elements=("Dy", "Nd"),
            threshold=self.draw.choice([0.0, 0.1]),
            status=self.draw.choice(REGIME_STATES),
            from_date=self.draw.choice([None, dt.date(2027, 2, 10)]),
            new_files=self.draw.choice([True, True, False]),
        )

    def licence(self, number: int) -> Licence:
        return Licence(
            id=f"l{number}",
            regime="g0",
            offer=self.draw.choice(self.offers),
            quantity=self.some(),
            status=self.draw.choice(LICENCE_STATES),
            submitted=dt.date(2026, 11, 1),
            valid_until=self.draw.choice([None, dt.date(2027, 4, 30)]),
        )

    def mix(self, number: int) -> Mix:
        goals = tuple(self.draw.sample(GOALS, self.draw.randint(0, len(GOALS))))
        return Mix(id=f"m{number}", licence_days=self.draw.choice(["P50", "P90"]), goals=goals)

    def rule(self, number: int) -> Rule:
        first, last = self.window()
        return Rule(
            id=f"r{number}",
            mix=self.draw.choice(["", "m0", "m1"]),
            kind=self.draw.choice(RULE_KINDS),
            class_=self.draw.choice(["", *CLASSES]),
            country=self.draw.choice(["", "", "China"]),
            item=self.draw.choice(["", *self.items]),
            element=self.draw.choice(["", "", "Dy"]),
            measure=self.draw.choice(MEASURES),
            window=self.draw.choice(WINDOWS),
            limit=self.draw.choice([0.0, 35.0, 60.0, 100.0]),
            first_month=first,
            last_month=last,
            rank=self.draw.choice(RANKS),
        )

    def event(self) -> Event:
        first, last = self.window()
        return Event(
            scenario="s",
            kind=self.draw.choice(EVENT_KINDS),
            class_=self.draw.choice(["", *CLASSES]),
            country=self.draw.choice(["", "China"]),
            elements=self.draw.choice([(), ("Dy",)]),
            first_month=first,
            last_month=last,
            value=self.draw.choice([0.0, 0.5, 2.0, 90.0]),
        )


def _outcome(seed: int) -> str:
    """Whether it was "planned" or "refused"; fails when a plan is not verified or a problem has no sentence."""
    project = _World(seed).project()
    if found := errors(project):
        assert all(sentence(problem) for problem in found)
        return "refused"
    for mix, chosen in (("m0", ""), ("m1", "s")):
        plan = optimise(project, mix, chosen, Silent())
        assert plan.verified, (seed, mix, chosen, plan.faults[:3])
    scenario.apply(project, "s")
    return "planned"


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_random_project_has_a_verified_plan_or_a_named_problem(batch: int) -> None:
    outcomes = [_outcome(seed) for seed in range(batch * BATCH, (batch + 1) * BATCH)]
    assert outcomes.count("planned") >= BATCH // 4
