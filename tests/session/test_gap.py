"""The gap of a whole answer in words that fit a status bar."""

import attrs
import pytest

from desktop.model.plan import Bent, Cost, Plan
from desktop.model.progress import Silent
from desktop.session import gap, jobs
from tests.tiny import FIRST, tiny_project


def _plan(cost: float, bound: float | None) -> Plan:
    plan = jobs.plan(tiny_project(), "least", "", Silent())
    return attrs.evolve(plan, answer="whole", cost=Cost(landed=cost), bound=bound)


@pytest.mark.parametrize(
    ("cost", "bound", "said"),
    [
        (8e7, 8e7 - 3.2e5, "gap ₹3.2 lakh (0.4 %)"),
        (8e9, 8e9 - 3.2e5, "gap ₹3.2 lakh (0.004 %)"),
        (8e11, 8e11 - 3.2e6, "gap ₹32.0 lakh (< 0.001 %)"),
        (-5e7, -6e7, "gap ₹1.0 crore (20.0 %)"),
        (8e7, 8e7, "proven best"),
        (8e7, 8e7 - 40.0, "proven best"),
        (0.0, 0.0, "proven best"),
        (8e7, None, "gap not known yet"),
    ],
)
def test_a_gap_is_told_in_rupees_and_percent(cost: float, bound: float | None, said: str) -> None:
    assert gap.words(_plan(cost, bound)) == said
    assert gap.closed(_plan(cost, bound)) == (said == "proven best")


def test_a_first_try_is_called_one() -> None:
    tries = attrs.evolve(_plan(8e7, None), bent=(Bent("share at most", "r", FIRST, FIRST, 10.0, "kg", 60.0, 65.0),))
    assert gap.words(tries) == "a first try: may bend more than it must"


def test_a_better_plan_is_told_with_its_cost_and_gap() -> None:
    assert gap.told(_plan(8e7, 7.8e7)) == "Better plan: ₹8.0 crore, gap ₹20.0 lakh (2.5 %). Ctrl-C keeps it."
