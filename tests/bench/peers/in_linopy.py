"""The model in linopy, written in whole arrays and handed to HiGHS in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import linopy
import numpy as np
import xarray

from desktop.engine.vectors import FloatArray
from tests.bench.peers.given import Given
from tests.bench.peers.loops import KEPT, NOTHING, PRIORITIES, RANKS

Parts = list[tuple[linopy.Variable, FloatArray]]
"""Blocks of variables, each with what one unit of every variable weighs."""


class Linopy:
    """The model: one variable for each block, one constraint for each kind of row."""

    def __init__(self, given: Given) -> None:
        linopy.options["semantics"] = "v1"
        self._given, self._model = given, linopy.Model()

        def free(rows: int, width: int = given.months) -> FloatArray:
            return np.full((rows, width), np.inf)

        self._arrive = self._block("lane", "arrive", np.array(given.lane_most))
        self._make = self._block("recipe", "make", np.array(given.recipe_most))
        self._stock = self._block("item", "stock", free(given.items))
        self._deliver = self._block("target", "deliver", free(len(given.targets)))
        self._late = self._block("target", "late", np.array(given.late_most))
        self._lost = self._block("target", "lost", free(len(given.targets)))
        self._short = self._block("safe", "short", free(len(given.safe)))
        self._over = self._block("stored", "over", free(len(given.stored)))
        self._closing = self._block("closed", "closing", free(len(given.closed), 2), "side")
        self._slack = self._block("share", "slack", free(len(given.shares), 1), "one")
        self._balance()
        self._promise()
        self._share_capacity()
        self._keep_stock()
        self._share_purchases()

    def solve(self) -> tuple[dict[str, float], int]:
        """What each goal came to, solved in turn and frozen by a row, and how many solves it took."""
        goals = [(name, parts) for name, parts in self._goals() if any(weights.any() for _, weights in parts)]
        reached: dict[str, float] = {}
        solves = 0
        for name, parts in goals:
            last = name == goals[-1][0]
            size = max(float(weights.max()) for _, weights in parts if weights.size)
            total = sum((_table(each / size, *block.dims) * block).sum() for block, each in parts if each.any())
            if not solves or last or _sum(parts) > NOTHING:
                self._minimise(total)
                solves += 1
            reached[name] = max(_sum(parts), 0.0)
            if not last:
                self._model.add_constraints(total <= reached[name] / size * (1 + KEPT), name=f"keep {name}")
        return reached, solves

    def _block(self, index: str, name: str, most: FloatArray, across: str = "month") -> linopy.Variable:
        return self._model.add_variables(0, _table(most, index, across), name=name)

    def _minimise(self, total: linopy.LinearExpression) -> None:
        self._model.add_objective(total, overwrite=True)
        status, condition = self._model.solve("highs", io_api="direct", threads=1, output_flag=False)
        if status != "ok":
            raise RuntimeError(condition)

    def _balance(self) -> None:
        """Stock = last stock + what comes + usable arrivals + finished output - inputs - deliveries."""
        given = self._given
        usable = self._arrive * xarray.DataArray(given.lane_yield, dims="lane")
        item = xarray.DataArray(given.lane_item, dims="lane", name="item")
        change = self._stock - self._stock.shift(month=1).fillna(0) - usable.groupby(item).sum()
        for delay in sorted(set(given.recipe_delay)):
            own = [recipe for recipe, late in enumerate(given.recipe_delay) if late == delay]
            makes = _table(np.array(given.recipe_output)[own][:, None] == np.arange(given.items), "recipe", "item")
            made = self._make.isel(recipe=own).shift(month=delay).fillna(0)
            change = change - (made * makes.assign_coords(recipe=own)).sum("recipe")
        change = change + (self._make * self._inputs()).sum("recipe")
        promised = _table(np.array(given.targets)[:, None] == np.arange(given.items), "target", "item")
        change = change + (self._deliver * promised).sum("target")
        self._model.add_constraints(change == _table(np.array(given.coming), "item", "month"), name="balance")

    def _inputs(self) -> xarray.DataArray:
        rows = [[inputs.get(item, 0.0) for item in range(self._given.items)] for inputs in self._given.inputs]
        return _table(np.array(rows), "recipe", "item")

    def _promise(self) -> None:
        """Late = last late + target - delivered - lost."""
        change = self._late - self._late.shift(month=1).fillna(0) + self._deliver + self._lost
        self._model.add_constraints(change == _table(np.array(self._given.target), "target", "month"), name="promise")

    def _share_capacity(self) -> None:
        given = self._given
        lanes = list(chain.from_iterable(hold.lanes for hold in given.holds))
        weights = list(chain.from_iterable(hold.weights for hold in given.holds))
        hold = [row for row, each in enumerate(given.holds) for _ in each.lanes]
        entries = self._picked(lanes) * xarray.DataArray(weights, dims="entry")
        shared = entries.groupby(xarray.DataArray(hold, dims="entry", name="hold")).sum()
        most = _table(np.array([each.most for each in given.holds]), "hold", "month")
        self._model.add_constraints(shared <= most, name="capacity")
        if given.quotas:
            drawn = self._picked([lane for lane, _ in given.quotas]).sum("month")
            self._model.add_constraints(
                drawn <= xarray.DataArray([most for _, most in given.quotas], dims="entry"), name="licences"
            )

    def _picked(self, lanes: Sequence[int]) -> linopy.LinearExpression:
        return (1 * self._arrive).isel(lane=xarray.DataArray(lanes, dims="entry")).drop_vars("lane")

    def _keep_stock(self) -> None:
        """Storage limits, safety stock of the next month's use, closing stock."""
        given = self._given
        held = self._held("stored", [item for item, _ in given.stored])
        most = xarray.DataArray([most for _, most in given.stored], dims="stored")
        self._model.add_constraints(held - self._over <= most, name="storage")
        items = [item for item, _ in given.safe]
        cover = xarray.DataArray([cover for _, cover in given.safe], dims="safe")
        after = np.minimum(np.arange(given.months) + 1, given.months - 1)
        made = (1 * self._make.isel(month=after)).assign_coords(month=np.arange(given.months))
        inputs = self._inputs().isel(item=items).rename(item="safe").drop_vars("safe")
        use = (made * (inputs * cover)).sum("recipe")
        target = np.zeros((given.items, given.months))
        target[given.targets] = given.target
        wanted = _table(target[items][:, after], "safe", "month") * cover
        self._model.add_constraints(self._held("safe", items) + self._short - use >= wanted, name="safety")
        for row, (item, quantity, exactly) in enumerate(given.closed):
            end = self._stock.isel(item=item, month=-1, drop=True)
            under, above = (self._closing.isel(closed=row, side=side, drop=True) for side in (0, 1))
            left = end + under - above
            self._model.add_constraints(left == quantity if exactly else left >= quantity, name=f"closing {row}")

    def _held(self, index: str, items: Sequence[int]) -> linopy.LinearExpression:
        return (1 * self._stock).isel(item=xarray.DataArray(items, dims=index)).drop_vars("item")

    def _share_purchases(self) -> None:
        """All windows of all rules at once, those that ask for at least something apart from the others."""
        arrive = 1 * self._arrive
        for at_least in (True, False):
            rows = [row for row, share in enumerate(self._given.shares) if share.at_least == at_least]
            chosen = [self._given.shares[row] for row in rows]
            if not chosen:
                continue
            lane = np.concatenate([np.repeat(share.lanes, len(share.months)) for share in chosen])
            month = np.concatenate([np.tile(share.months, len(share.lanes)) for share in chosen])
            weight = np.concatenate([np.ravel(share.weights) for share in chosen])
            share = np.repeat(rows, [len(each.lanes) * len(each.months) for each in chosen])
            where = {"lane": xarray.DataArray(lane, dims="entry"), "month": xarray.DataArray(month, dims="entry")}
            entries = arrive.isel(where).drop_vars(["lane", "month"]) * xarray.DataArray(weight, dims="entry")
            total = entries.groupby(xarray.DataArray(share, dims="entry", name="share")).sum()
            slack = self._slack.isel(share=rows, one=0, drop=True)
            rest = xarray.DataArray([each.rest for each in chosen], dims="share", coords={"share": rows})
            row = total + slack >= rest if at_least else total - slack <= rest
            self._model.add_constraints(row, name=f"shares {'at least' if at_least else 'at most'}")

    def _goals(self) -> Iterator[tuple[str, Parts]]:
        """The goals in order."""
        given = self._given
        scale, worth = np.array(given.scale), np.array(given.worth)
        totals = np.array(given.target).sum(axis=1)
        priority = np.array(given.priority)
        yield "storage limits", [_by_row(self._over, 1 / scale[[item for item, _ in given.stored]])]
        yield "law rules", self._broken("law")
        for each in PRIORITIES:
            part = (priority == each) / totals
            yield f"{each} targets", [_by_row(self._lost, (given.months + 1) * part), _by_row(self._late, part)]
        early = np.arange(given.months, 0, -1) / given.months
        shortage = ((priority != "traded") / totals)[:, None] * early
        yield "early shortage", [(self._lost, shortage), (self._late, shortage)]
        for rank in RANKS:
            yield f"{rank} rules", self._broken(rank)
        yield "closing stock", [_by_row(self._closing, worth[[item for item, _, _ in given.closed]])]
        yield "safety stock", [_by_row(self._short, worth[[item for item, _ in given.safe]])]
        penalty = np.array(given.penalty)
        yield (
            "cost",
            [
                (self._arrive, np.array(given.lane_cost)),
                _by_row(self._make, np.array(given.recipe_cost)),
                _by_row(self._stock, np.array(given.storing)),
                _by_row(self._late, penalty[:, 0]),
                _by_row(self._lost, penalty[:, 1]),
            ],
        )
        lanes = len(given.lane_item)
        turn = (1 + np.arange(lanes) / (1000 * lanes)) / scale[given.lane_item]
        yield "early arrival", [(self._arrive, turn[:, None] * np.arange(1, given.months + 1))]

    def _broken(self, rank: str) -> Parts:
        weights = [1 / share.scale if share.rank == rank else 0.0 for share in self._given.shares]
        return [_by_row(self._slack, np.array(weights))]


def _table(values: FloatArray, *dims: str) -> xarray.DataArray:
    return xarray.DataArray(values, dims=dims, coords=[np.arange(length) for length in values.shape])


def _by_row(block: linopy.Variable, weights: FloatArray) -> tuple[linopy.Variable, FloatArray]:
    return block, np.broadcast_to(weights[:, None], block.shape)


def _sum(parts: Parts) -> float:
    return sum(float((weights * block.solution.values).sum()) for block, weights in parts if weights.any())


def solve(given: Given) -> tuple[dict[str, float], int]:
    """What each goal came to, and how many solves it took."""
    return Linopy(given).solve()
