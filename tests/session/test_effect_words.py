"""Before and after are said with the unit where there is a number, and without where there is none."""

import pytest

from desktop.session.effect_words import Line


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("40", "60", "40 → 60 USD/kg"),
        ("60", "stopped", "60 USD/kg → stopped"),
        ("none needed", "60", "none needed → 60 USD/kg"),
        ("80 to 84", "100 to 105", "80 to 84 → 100 to 105 USD/kg"),
        ("-5", "5", "-5 → 5 USD/kg"),
    ],
)
def test_a_change_is_said_with_its_unit(before: str, after: str, said: str) -> None:
    assert Line("Price", "", before, after, "USD/kg").change == said
