"""Layouts of grids come back from the settings file; what is damaged or gone is left out."""

import json

import pytest

from desktop.paths import user_dir
from desktop.session.arranging import Key
from desktop.session.layouts import Layout, layouts
from desktop.session.settings import Settings, load, store


def test_a_layout_comes_back_from_the_settings_as_it_was() -> None:
    layout = Layout(("price", "id"), {"price": 120}, ("note",), 2, (Key("price", descending=True), Key("id")))
    store(Settings(grids={"offers": layout}))
    assert load().grids == {"offers": Layout(("price", "id"), {"price": 120}, (), 2, layout.keys)}


@pytest.mark.parametrize("plain", [None, 7, [], "x", {"offers": 3}, {"nothing": {}}, {"offers": None}])
def test_damage_is_no_layout(plain: object) -> None:
    assert layouts(plain) == {}


def test_damaged_parts_of_a_layout_are_as_on_the_first_day() -> None:
    plain = {
        "order": ["id", "id", 3, "gone", "price"],
        "widths": {"id": 1e9, "price": 9_999_999, "gone": 30, "source": -4},
        "hidden": "id",
        "frozen": 99,
        "keys": [{"field": "gone"}, {"field": "price", "descending": 1}, 7, {"field": "id", "descending": True}],
    }
    (user_dir() / "settings.json").write_text(json.dumps({"grids": {"offers": plain}}), encoding="utf-8")
    assert load().grids["offers"] == Layout(("id", "price"), {"price": 2000, "source": 24}, (), 10, (Key("price"),))
