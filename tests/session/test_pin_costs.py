"""What holding a figure costs is what the plan without it saves."""

import pytest

from desktop.model.edits import AddRecords, apply
from desktop.model.progress import Silent
from desktop.model.records import Pin
from desktop.session import jobs, pin_costs
from desktop.session.pin_costs import Held
from tests.tiny import FIRST, tiny_project

DEAR = Pin(id="c", mix="least", offer="IREL-magnet", month=FIRST.plus(2), bound="at least", quantity=60.0)
FREE = Pin(id="d", mix="least", offer="JL-magnet", month=FIRST.plus(3), bound="at least", quantity=0.0)


def test_each_pin_is_weighed_by_the_plan_without_it() -> None:
    project = apply(tiny_project(), AddRecords("pins", [DEAR, FREE]))
    found = pin_costs.held(project, "least", "", Silent())
    assert sorted(found) == [1, 2]
    free = jobs.QuickPlans()(apply(tiny_project(), AddRecords("pins", [FREE])), "least", "", Silent())
    with_it = jobs.QuickPlans()(project, "least", "", Silent())
    # 60 kg at 5000 INR in place of 40 USD: 60 x (5000 - 3200)
    assert found[1].cost == pytest.approx(108_000, rel=0.05)
    assert found[1].cost == pytest.approx(with_it.cost.total - free.cost.total)
    assert found[2] == Held(0.0, 0.0)
    assert pin_costs.held(tiny_project(), "least", "", Silent()) == {}


def test_what_it_does_is_told_in_words() -> None:
    assert pin_costs.told(Held(108_000.0, 0.0), "lakh") == "₹1.08 lakh more"
    assert pin_costs.told(Held(-108_000.0, 0.02), "lakh") == "₹1.08 lakh less, 2.0 % less on time"
    assert pin_costs.told(Held(0.0, -0.02), "lakh") == "2.0 % more on time"
    assert pin_costs.told(Held(0.0, 0.0), "lakh") == "nothing"
