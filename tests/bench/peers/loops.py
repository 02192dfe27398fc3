"""The model for libraries of single variables: columns, rows and goals in loops over items, lanes and months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import Generic, Protocol, TypeVar

from tests.bench.peers.given import Given, Table

V = TypeVar("V")
Terms = list[tuple[V, float]]
Block = list[list[V]]

NOTHING = 1e-9
"""A goal that comes to no more than this is met."""
KEPT = 1e-6
"""What later goals may take from a reached one, as a share of it (model.md section 5)."""
RANKS = ("high", "normal", "low")
PRIORITIES = ("must", "should", "nice")


class Library(Protocol[V]):
    """What a modelling library has to offer; a row's sum lies between its two limits."""

    def block(self, name: str, most: Table) -> Block[V]:
        """Variables from 0 to ``most``, one for each entry."""

    def row(self, terms: Terms[V], least: float, most: float) -> None:
        """One constraint."""

    def minimise(self, terms: Terms[V]) -> None:
        """Solve for the least sum, after which variables have values."""

    def value(self, variable: V) -> float:
        """The value in the last answer."""


class Loops(Generic[V]):
    """The model in one library."""

    def __init__(self, library: Library[V], given: Given) -> None:
        self._library, self._given = library, given
        months = given.months

        def free(count: int, width: int = months) -> Table:
            return [[inf] * width for _ in range(count)]

        self._arrive = library.block("arrive", given.lane_most)
        self._make = library.block("make", given.recipe_most)
        self._stock = library.block("stock", free(given.items))
        self._deliver = library.block("deliver", free(len(given.targets)))
        self._late = library.block("late", given.late_most)
        self._lost = library.block("lost", free(len(given.targets)))
        self._short = library.block("short", free(len(given.safe)))
        self._over = library.block("over", free(len(given.stored)))
        self._closing = library.block("closing", free(len(given.closed), 2))
        self._slack = library.block("slack", free(len(given.shares), 1))
        self._write()

    def solve(self) -> tuple[dict[str, float], int]:
        """What each goal came to, solved in turn and frozen by a row, and how many solves it took."""
        goals = [(name, terms) for name, terms in self._goals() if terms]
        reached: dict[str, float] = {}
        solves = 0
        for name, terms in goals:
            last = name == goals[-1][0]
            size = max(weight for _, weight in terms)
            fit = [(variable, weight / size) for variable, weight in terms]
            if not solves or last or self._sum(terms) > NOTHING:
                self._library.minimise(fit)
                solves += 1
            reached[name] = max(self._sum(terms), 0.0)
            if not last:
                self._library.row(fit, -inf, reached[name] / size * (1 + KEPT))
        return reached, solves

    def _sum(self, terms: Terms[V]) -> float:
        return sum(weight * self._library.value(variable) for variable, weight in terms)

    def _write(self) -> None:
        self._balance()
        self._promise()
        self._share_capacity()
        self._keep_stock()
        self._share_purchases()

    def _balance(self) -> None:
        """Stock = last stock + what comes + usable arrivals + finished output - inputs - deliveries."""
        given = self._given
        bought: list[list[int]] = [[] for _ in range(given.items)]
        for lane, item in enumerate(given.lane_item):
            bought[item].append(lane)
        promised = {item: row for row, item in enumerate(given.targets)}
        for item in range(given.items):
            for month in range(given.months):
                terms = [(self._stock[item][month], 1.0)]
                if month:
                    terms.append((self._stock[item][month - 1], -1.0))
                terms += [(self._arrive[lane][month], -given.lane_yield[lane]) for lane in bought[item]]
                terms += self._making(item, month)
                if item in promised:
                    terms.append((self._deliver[promised[item]][month], 1.0))
                self._library.row(terms, given.coming[item][month], given.coming[item][month])

    def _making(self, item: int, month: int) -> Iterator[tuple[V, float]]:
        given = self._given
        for recipe, output in enumerate(given.recipe_output):
            if output == item and month >= given.recipe_delay[recipe]:
                yield self._make[recipe][month - given.recipe_delay[recipe]], -1.0
            if item in given.inputs[recipe]:
                yield self._make[recipe][month], given.inputs[recipe][item]

    def _promise(self) -> None:
        """Late = last late + target - delivered - lost."""
        for row, target in enumerate(self._given.target):
            for month, quantity in enumerate(target):
                terms = [(block[row][month], 1.0) for block in (self._late, self._deliver, self._lost)]
                if month:
                    terms.append((self._late[row][month - 1], -1.0))
                self._library.row(terms, quantity, quantity)

    def _share_capacity(self) -> None:
        for hold in self._given.holds:
            for month, most in enumerate(hold.most):
                pairs = zip(hold.lanes, hold.weights, strict=True)
                self._library.row([(self._arrive[lane][month], weight) for lane, weight in pairs], -inf, most)
        for lane, quantity in self._given.quotas:
            self._library.row([(arrival, 1.0) for arrival in self._arrive[lane]], -inf, quantity)

    def _keep_stock(self) -> None:
        """Storage limits, safety stock of the next month's use, closing stock."""
        given = self._given
        for row, (item, most) in enumerate(given.stored):
            for stock, over in zip(self._stock[item], self._over[row], strict=True):
                self._library.row([(stock, 1.0), (over, -1.0)], -inf, most)
        wanted = dict(zip(given.targets, given.target, strict=True))
        for row, (item, cover) in enumerate(given.safe):
            for month in range(given.months):
                after = min(month + 1, given.months - 1)
                terms = [(self._stock[item][month], 1.0), (self._short[row][month], 1.0)]
                for recipe, inputs in enumerate(given.inputs):
                    if item in inputs:
                        terms.append((self._make[recipe][after], -cover * inputs[item]))
                self._library.row(terms, cover * wanted[item][after] if item in wanted else 0.0, inf)
        for row, (item, quantity, exactly) in enumerate(given.closed):
            under, above = self._closing[row]
            terms = [(self._stock[item][-1], 1.0), (under, 1.0), (above, -1.0)]
            self._library.row(terms, quantity, quantity if exactly else inf)

    def _share_purchases(self) -> None:
        for row, share in enumerate(self._given.shares):
            terms = [(self._slack[row][0], 1.0 if share.at_least else -1.0)]
            for lane, weights in zip(share.lanes, share.weights, strict=True):
                own = self._arrive[lane]
                terms += [(own[month], weight) for month, weight in zip(share.months, weights, strict=True) if weight]
            self._library.row(terms, share.rest if share.at_least else -inf, inf if share.at_least else share.rest)

    def _goals(self) -> Iterator[tuple[str, Terms[V]]]:
        """The goals in order, each a weighted sum."""
        given = self._given
        yield "storage limits", self._weighted(self._over, [1 / given.scale[item] for item, _ in given.stored])
        yield "law rules", self._broken("law")
        for priority in PRIORITIES:
            yield f"{priority} targets", self._unmet(priority)
        yield "early shortage", self._early_shortage()
        for rank in RANKS:
            yield f"{rank} rules", self._broken(rank)
        yield "closing stock", self._weighted(self._closing, [given.worth[item] for item, _, _ in given.closed])
        yield "safety stock", self._weighted(self._short, [given.worth[item] for item, _ in given.safe])
        yield "cost", self._cost()
        yield "early arrival", self._early_arrival()

    def _weighted(self, block: Block[V], weights: Sequence[float]) -> Terms[V]:
        return [(variable, weight) for row, weight in zip(block, weights, strict=True) for variable in row if weight]

    def _broken(self, rank: str) -> Terms[V]:
        return [
            (self._slack[row][0], 1 / each.scale) for row, each in enumerate(self._given.shares) if each.rank == rank
        ]

    def _unmet(self, priority: str) -> Terms[V]:
        """Lost and late of one priority, in months' worth of each target; lost weighs more than any lateness."""
        given = self._given
        parts = [
            1 / sum(target) if own == priority else 0.0
            for target, own in zip(given.target, given.priority, strict=True)
        ]
        lost = self._weighted(self._lost, [(given.months + 1) * part for part in parts])
        return lost + self._weighted(self._late, parts)

    def _early_shortage(self) -> Terms[V]:
        """What is late or lost weighs more the earlier it is."""
        given = self._given
        terms: Terms[V] = []
        for row, target in enumerate(given.target):
            if given.priority[row] != "traded":
                for month in range(given.months):
                    weight = (given.months - month) / given.months / sum(target)
                    terms += [(self._lost[row][month], weight), (self._late[row][month], weight)]
        return terms

    def _cost(self) -> Terms[V]:
        """Landed cost, making, storing, and penalties of what is traded."""
        given = self._given
        terms: Terms[V] = []
        for own, costs in zip(self._arrive, given.lane_cost, strict=True):
            terms += zip(own, costs, strict=True)
        terms += self._weighted(self._make, given.recipe_cost)
        terms += self._weighted(self._stock, given.storing)
        terms += self._weighted(self._late, [late for late, _ in given.penalty])
        terms += self._weighted(self._lost, [lost for _, lost in given.penalty])
        return terms

    def _early_arrival(self) -> Terms[V]:
        """Of equally good plans the one that buys earliest; ties go to the lane listed first."""
        given, lanes = self._given, len(self._arrive)
        return [
            (variable, month * (1 + lane / (1000 * lanes)) / given.scale[given.lane_item[lane]])
            for lane, own in enumerate(self._arrive)
            for month, variable in enumerate(own, start=1)
        ]
