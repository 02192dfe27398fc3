"""The sheet of rules: what is held fixed stands with its month and unit."""

import pytest

from desktop.model.records import Pin, Rule
from desktop.store.sheets import Formula
from tests.session.test_report import lines_of, planned, sheet
from tests.tiny import FIRST


def test_what_is_held_fixed_stands_with_its_month_and_unit() -> None:
    pins = [
        Pin(id="P1", mix="least", offer="IREL-magnet", month=FIRST, bound="at least", quantity=20.0, reason="promised"),
        Pin(id="P2", mix="least", recipe="assembly", month=FIRST.plus(1), bound="at most", quantity=50.0),
        Pin(id="P3", mix="slow", offer="IREL-magnet", month=FIRST, bound="at most", quantity=50.0),
    ]
    first, second = lines_of(planned(pins=pins), "Rules", 1)
    assert list(first.values()) == ["P1", "promised", "IREL-magnet", "at least", 20.0, FIRST, "kg", "Kept"]
    assert [second[key] for key in ("Pin", "Month", "Unit")] == ["P2", FIRST.plus(1), "piece"]


@pytest.mark.parametrize("measure", ["contained", "value", "quantity"])
def test_a_share_over_all_months_follows_from_the_orders(measure: str) -> None:
    rule = Rule(
        id="R", mix="least", kind="share at least", class_="domestic", limit=30.0, window="horizon", measure=measure
    )
    reached = sheet(planned(rules=[rule]), "Rules").blocks[0].rows[0][5]
    assert isinstance(reached, Formula)
    assert reached.value == pytest.approx(30.0)
    assert '"Domestic"' in reached.text
