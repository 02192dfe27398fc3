"""Rules that no purchase can keep, and what their bases and groups hold."""

from __future__ import annotations

import pytest

from desktop.model.fields import Value
from desktop.model.records import Rule
from desktop.model.records.table import evolved
from desktop.model.unkeepable import base_of, group_of, unkeepable
from tests.tiny import tiny_project

RULE = Rule(id="r", kind="sources at least", limit=2.0)


def _rule(**values: Value) -> Rule:
    rule = evolved(RULE, values)
    assert isinstance(rule, Rule)
    return rule


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({}, None),
        ({"limit": 3.0}, "few"),
        ({"country": "India"}, "few"),
        ({"counts_from": 50.0}, None),
        ({"counts_from": 50.1}, "fit"),
        ({"kind": "concentration at most", "limit": 0.5}, None),
        ({"kind": "concentration at most", "limit": 0.49}, "spread"),
        ({"kind": "concentration at most", "limit": 0.49, "item": "motor"}, None),
        ({"kind": "sources at most", "limit": 0.0}, None),
    ],
)
def test_a_rule_cannot_be_kept_by_more_spread_than_there_is(values: dict[str, Value], why: str | None) -> None:
    found = unkeepable(tiny_project(), _rule(**values))
    assert (found.why if found else None) == why


def test_a_group_is_part_of_its_base() -> None:
    rule = _rule(element="Dy", class_="domestic")
    assert [offer.id for offer in base_of(tiny_project(), rule)] == ["IREL-magnet", "JL-magnet"]
    assert [offer.id for offer in group_of(tiny_project(), rule)] == ["IREL-magnet"]
    assert base_of(tiny_project(), _rule(element="Sm")) == []
