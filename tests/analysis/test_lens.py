"""What one unit of each item counts, by item, by element and by all rare earths."""

import pytest

from desktop.analysis.lens import ALL, Lens, unit, weights
from desktop.model.records import Content, Item
from tests.tiny import tiny_project, tiny_records


def test_all_rare_earths_add_up_and_leave_out_what_is_none() -> None:
    contents = [*tiny_records()["contents"], Content(item="magnet", element="Fe", kg_per_unit=0.66)]
    assert weights(tiny_project(contents=contents), ALL) == {"magnet": pytest.approx(0.32)}


def test_an_element_counts_only_itself() -> None:
    assert weights(tiny_project(), Lens("element", "Dy")) == {"magnet": 0.04}


def test_an_element_that_nothing_contains_counts_nothing() -> None:
    assert weights(tiny_project(), Lens("element", "Tb")) == {}


def test_an_item_counts_as_itself_whatever_it_contains() -> None:
    assert weights(tiny_project(), Lens("item", "motor")) == {"motor": 1.0}


@pytest.mark.parametrize(
    ("lens", "shown"),
    [(ALL, "kg"), (Lens("element", "Dy"), "kg"), (Lens("item", "motor"), "piece"), (Lens("item", "oxide"), "t")],
)
def test_quantities_are_shown_in_the_unit_of_what_is_looked_at(lens: Lens, shown: str) -> None:
    items = [*tiny_records()["items"], Item(id="oxide", unit="t")]
    assert unit(tiny_project(items=items), lens) == shown
