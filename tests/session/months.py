"""The tiny project's tables as months across, for the tests of what they show and of what entries make of them."""

from desktop.model.months import Month
from desktop.model.records import Price, Record
from desktop.session.matrix import SHAPES, Matrix
from tests.tiny import tiny_project


def matrix_of(table: str, **changed: list[Record]) -> Matrix:
    """A table of the tiny project with some tables replaced."""
    return Matrix(tiny_project(**changed), SHAPES[table])


def prices(*steps: tuple[Month, float]) -> list[Record]:
    """Prices of the offer JL-magnet."""
    return [Price(offer="JL-magnet", from_month=month, value=value) for month, value in steps]
