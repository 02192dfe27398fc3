"""What an event and its effects are counted in is the unit of what they hit, where that is one."""

import attrs
import pytest

from desktop.model.records import Event
from desktop.session import event_units
from desktop.session.event_effects import Figure
from tests.tiny import tiny_project, tiny_rows


def test_a_capacity_is_in_the_unit_of_what_is_hit() -> None:
    event = Event(kind="capacity value", item="magnet")
    assert event_units.of_capacity(tiny_project(), event) == "kg"
    assert event_units.of_capacity(tiny_project(), attrs.evolve(event, item="", recipe="assembly")) == "piece"
    assert event_units.of_capacity(tiny_project(), attrs.evolve(event, item="", source="IREL")) == "kg"
    used = tiny_project(offers=tiny_rows("offers", "IREL-magnet", capacity_use=2.0))
    assert event_units.of_capacity(used, attrs.evolve(event, item="", source="IREL")) == ""
    assert event_units.of_capacity(tiny_project(), attrs.evolve(event, item="gone")) == ""
    assert event_units.of_capacity(tiny_project(), attrs.evolve(event, item="", recipe="gone")) == ""


@pytest.mark.parametrize(
    ("figure", "unit"),
    [
        (Figure("price", "offers", "JL-magnet"), "USD/kg"),
        (Figure("capacity", "offers", "JL-magnet"), "kg a month"),
        (Figure("capacity", "recipes", "assembly"), "pieces a month"),
        (Figure("capacity", "sources", "IREL"), "kg a month"),
        (Figure("capacity", "sources", "gone"), "a month"),
        (Figure("lead days", "offers", "JL-magnet"), "days"),
        (Figure("rate", "exchange_rates", "USD"), "₹ for 1 USD"),
        (Figure("incentive", "incentives", "motor", "INR/unit"), "₹/piece"),
        (Figure("incentive", "incentives", "motor", "%"), "%"),
    ],
)
def test_an_effect_has_the_unit_of_its_figure(figure: Figure, unit: str) -> None:
    assert event_units.of_figure(tiny_project(), figure) == unit
