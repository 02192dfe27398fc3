"""Slips of the pen in the rows, one at a time: the verifier, or a solver left without an answer, gives each away."""

from __future__ import annotations

import inspect
import sys
from functools import cache
from importlib import import_module

import attrs
import pytest

from desktop.engine.goals import optimise
from desktop.engine.whole import Enough, improve
from desktop.model.errors import SolverFault
from desktop.model.progress import Silent
from desktop.model.project import Project
from tests.engine.crowded import crowded_project
from tests.engine.drawn import drawn_project

SEEDS = (3009, 3011, 3017, 3018, 3023, 3045, 3047, 3049, 3064, 3090, 3100, 3157)
"""Drawn projects that ask much of the rows; with the crowded one they are thirteen."""


@attrs.frozen
class Slip:
    """A piece of a function of the engine as it is, and as somebody might have written it."""

    function: str
    right: str
    wrong: str
    whole: bool = False


SIGNS = (
    Slip("limits.balance_stock", "columns.stock[:, :-1], -1.0", "columns.stock[:, :-1], 1.0"),
    Slip("limits.balance_stock", "-yields[arrays.lanes.offer]", "yields[arrays.lanes.offer]"),
    Slip("limits.balance_stock", "columns.deliver, 1.0", "columns.deliver, -1.0"),
    Slip("limits.promise_deliveries", "columns.late[:, :-1], -1.0", "columns.late[:, :-1], 1.0"),
    Slip("limits.limit_storage", "columns.over, -1.0", "columns.over, 1.0"),
    Slip("limits._hold", "-np.inf, np.maximum(most[limited], 0.0)", "np.maximum(most[limited], 0.0), np.inf"),
    Slip("limits.share_making", "scales.item[output], -np.inf, 0.0", "scales.item[output], 0.0, np.inf"),
    Slip("limits.cover_use", "-covered * arrays.need", "covered * arrays.need"),
    Slip("limits.close_stock", "columns.closing[:, 1], -1.0", "columns.closing[:, 1], 1.0"),
    Slip("arrays._committed", "+= path", "-= path"),
    Slip("ordering._take_or_pay", "agreed - placed, np.inf", "-np.inf, agreed - placed"),
    Slip("ordering._order_in_steps", "rows, used, -least", "rows, used, least", whole=True),
    Slip("ordering._keep_yearly_quantities", "used, -max(", "used, max(", whole=True),
    Slip("tiers._for_all_units", "used, -fewest", "used, fewest", whole=True),
    Slip("tiers._for_units_in_tier", "used[1:], -width", "used[1:], width", whole=True),
    Slip("incentives._grant", "-asked * value.weights", "asked * value.weights", whole=True),
    Slip("rules._linear", "slack, 1.0 if at_least else -1.0", "slack, -1.0 if at_least else 1.0"),
)
PLACES = (
    Slip("limits.balance_stock", "rows[inputs], columns.make[recipe]", "rows[inputs], columns.make[recipe - 1]"),
    Slip("limits.balance_stock", "summed(arrays.item_of", "summed(arrays.item_of[::-1]"),
    Slip("paths.paths", "begins - months[0].index, -1) + 1", "begins - months[0].index, -1) + 2"),
    Slip("limits.limit_storage", "columns.stock[columns.limited]", "columns.stock[columns.limited - 1]"),
    Slip("limits.close_stock", "columns.closed], wanted", "columns.closed], wanted[::-1]"),
    Slip("limits._hold", "rows[of_offer[offer]]", "rows[of_offer[offer] - 1]"),
    Slip("limits.cover_use", "arrays.need[recipe, item])", "arrays.need[recipe, item - 1])"),
    Slip("pins._hold", 'if pin.bound == "at most"', 'if pin.bound == "exactly"'),
    Slip("ordering._decide_contracts", "order[source] < 0", "order[source] > 0", whole=True),
    Slip("rules._linear", "put(rows, slack", "put(rows[::-1], slack"),
    Slip("rules_scope.in_group", '(rule.country, "country")', '(rule.country, "class_")'),
    Slip("rules_scope.in_group", '(rule.class_, "class_")', '(rule.class_, "country")'),
)
MONTHS = (
    Slip("limits.balance_stock", "arrays.recipes[recipe].delay", "arrays.recipes[recipe].delay + 1"),
    Slip("limits.balance_stock", "given[:, 0] +=", "given[:, -1] +="),
    Slip("limits.balance_stock", "columns.stock[:, :-1], -1.0", "columns.stock[:, 1:], -1.0"),
    Slip("limits.promise_deliveries", "columns.late[:, :-1], -1.0", "columns.late[:, 1:], -1.0"),
    Slip("limits.cover_use", "np.minimum(months + 1, arrays.size - 1)", "months"),
    Slip("limits.close_stock", "columns.stock[columns.closed, -1]", "columns.stock[columns.closed, 0]"),
    Slip("limits._hold", "columns.arrive[lane], use", "columns.arrive[lane][:, ::-1], use"),
    Slip("draft._latest", "most[:, -1:] = 0.0", "most[:, :1] = 0.0"),
    Slip("arrays._by_month", "table[at[name], month.index - first]", "table[at[name], first - month.index - 1]"),
    Slip("arrays._close_outside", "last.index - start + 1", "last.index - start + 2"),
    Slip("incentives._quantity", "months - arrays.recipes[recipe].delay", "months"),
    Slip("rules_scope.windows_of", "rule.first_month.index - start", "rule.first_month.index - start + 1"),
    Slip("rules_scope.windows_of", "rule.last_month.index - start + 1", "rule.last_month.index - start"),
)
DROPPED = (
    Slip("limits.balance_stock", "-yields[arrays.lanes.offer]", "-1.0"),
    Slip("limits.balance_stock", "arrays.receipts * yields", "arrays.receipts"),
    Slip("limits.balance_stock", "arrays.need[recipe][inputs].reshape(-1, 1)", "1.0"),
    Slip("limits.promise_deliveries", "columns.lost, 1.0", "columns.lost, 0.0"),
    Slip("limits.limit_all_storage", "draft.columns.stock, use", "draft.columns.stock, 1.0"),
    Slip("limits.share_capacity", "-np.inf, licence.quantity", "-np.inf, np.inf"),
    Slip("limits.share_making", "record.largest_share / 100", "record.largest_share"),
    Slip("limits._hold", "use[offer].reshape(-1, 1))", "1.0)"),
    Slip("arrays._offer_capacity", "capacity - receipts", "capacity"),
    Slip("pins._hold", "put(row, numbers, 1.0)", "put(row, numbers, 0.0)"),
    Slip("ordering._order_in_steps", "rows, lots, -step", "rows, lots, -1.0", whole=True),
    Slip("tiers._for_all_units", "ladder.lower[1:] * (1 - _BELOW)", "ladder.lower[1:] * 1.5", whole=True),
    Slip("incentives._grant", "put(row, reached, -beyond)", "put(row, reached, 0.0)", whole=True),
    Slip("incentives._upstream", "while waiting", "while waiting and not found"),
    Slip("rules._linear", "member - rule.limit / 100", "member - rule.limit"),
)


@pytest.mark.parametrize(
    "slip", [*SIGNS, *PLACES, *MONTHS, *DROPPED], ids=lambda slip: f"{slip.function}, {slip.wrong}"
)
def test_a_slip_in_the_rows_is_found(slip: Slip, monkeypatch: pytest.MonkeyPatch) -> None:
    _make(slip, monkeypatch)
    assert any(_gives_away(project, mix, whole=slip.whole) for project, mix in _projects())


def test_without_a_slip_nothing_is_found() -> None:
    for whole in (False, True):
        assert not any(_gives_away(project, mix, whole=whole) for project, mix in _projects())


@cache
def _projects() -> tuple[tuple[Project, str], ...]:
    """Thirteen projects, each with a mix."""
    return (crowded_project(), "least"), *((drawn_project(seed), "m0") for seed in SEEDS)


def _gives_away(project: Project, mix: str, *, whole: bool) -> bool:
    """Whether a plan of the project is found faulty, or none is found at all."""
    try:
        if whole:
            return not improve(project, mix, "", Enough(seconds=2.0, gap=1e-3), Silent()).verified
        return not optimise(project, mix, "", Silent()).verified
    except SolverFault:
        return True


def _make(slip: Slip, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the function with the slip in the place of the right one, in every module that calls it."""
    module, name = slip.function.split(".")
    home = import_module(f"desktop.engine.{module}")
    function = getattr(home, name)
    source = inspect.getsource(function)
    assert source.count(slip.right) == 1
    source = "from __future__ import annotations\n" + source.replace(slip.right, slip.wrong)
    made: dict[str, object] = {}
    exec(compile(source, home.__file__ or module, "exec"), vars(home), made)  # noqa: S102 - a piece of our own source
    for other in list(sys.modules.values()):
        if other.__name__.startswith("desktop.engine") and getattr(other, name, None) is function:
            monkeypatch.setattr(other, name, made[name])
