"""What a world says, to the second computation: plain lists by month."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from desktop.engine.verify_terms import Terms
from desktop.model.months import Month
from desktop.model.records import (
    Commitment,
    Licence,
    Receipt,
    RecipeInput,
    Source,
    Tier,
)
from desktop.model.records.table import Record
from tests.tiny import FIRST, MONTHS, tiny_project, tiny_records, tiny_rows

ENDLESS = float("inf")


def _terms(**changed: Sequence[Record]) -> Terms:
    return Terms(tiny_project(**changed), MONTHS, "P50")


def test_receipts_add_up_by_month_and_those_outside_the_horizon_never_count() -> None:
    receipts = [
        Receipt(offer="JL-magnet", month=FIRST, quantity=30.0),
        Receipt(offer="JL-magnet", month=FIRST.plus(-1), quantity=9.0),
        Receipt(offer="JL-magnet", month=FIRST, quantity=10.0),
    ]
    assert _terms(receipts=receipts).receipts == {"JL-magnet": [40.0, 0.0, 0.0, 0.0, 0.0, 0.0]}


def test_receipts_are_usable_quantities_and_count_as_bought() -> None:
    receipts = [Receipt(offer="JL-magnet", month=FIRST, quantity=30.0)]
    terms = _terms(receipts=receipts, offers=tiny_rows("offers", "JL-magnet", usable_yield=0.75))
    assert terms.receipts["JL-magnet"][0] == 40.0


def test_targets_and_inputs_add_up() -> None:
    twice = [*tiny_records()["recipe_inputs"], RecipeInput(recipe="assembly", item="magnet", quantity=1.0)]
    terms = _terms(recipe_inputs=twice, targets=tiny_records()["targets"] * 2)
    assert terms.inputs == {"assembly": {"magnet": 3.0}}
    assert terms.targets == {"motor": [100.0] * 6}
    assert terms.contents == {"magnet": {"Nd": 0.28, "Dy": 0.04}}


def test_new_files_take_the_days_that_are_planned_with() -> None:
    assert {permit.days for permit in Terms(tiny_project(), MONTHS, "P50").permits("JL-magnet")} == {60.0}
    assert {permit.days for permit in Terms(tiny_project(), MONTHS, "P90").permits("JL-magnet")} == {120.0}


def test_what_is_owed_counts_in_its_months_while_in_force() -> None:
    owed = [
        Commitment(id="a", source="IREL", item="magnet", quantity=5.0, last_month=FIRST.plus(3)),
        Commitment(id="b", source="IREL", item="magnet", quantity=2.0, first_month=FIRST.plus(2)),
        Commitment(id="c", source="IREL", item="magnet", quantity=9.0, status="suspended"),
        Commitment(id="d", source="JL", item="magnet", quantity=0.0),
    ]
    assert _terms(commitments=owed).owed == {"IREL": {"magnet": [5.0, 5.0, 7.0, 7.0, 2.0, 2.0]}}


def test_offers_are_listed_by_source_tiers_by_offer_and_files_that_count() -> None:
    terms = _terms(
        tiers=[Tier(offer="JL-magnet", from_quantity=20.0), Tier(offer="JL-magnet", from_quantity=5.0)],
        licences=[
            Licence(id="a", regime="A18", offer="JL-magnet", status="granted"),
            Licence(id="b", regime="A18", offer="JL-magnet", status="draft"),
        ],
        sources=[*tiny_records()["sources"], Source(id="idle", country="Japan")],
    )
    assert {source: [offer.id for offer in own] for source, own in terms.selling.items()} == {
        "IREL": ["IREL-magnet"],
        "JL": ["JL-magnet"],
        "idle": [],
    }
    assert [tier.from_quantity for tier in terms.tiers["JL-magnet"]] == [5.0, 20.0]
    assert [file.id for file in terms.files["JL-magnet"]] == ["a"]
    assert terms.offers["JL-magnet"].item == "magnet"


@pytest.mark.parametrize(
    ("first", "last", "positions"),
    [
        (None, None, [0, 1, 2, 3, 4, 5]),
        (FIRST.plus(-9), FIRST.plus(9), [0, 1, 2, 3, 4, 5]),
        (FIRST.plus(2), None, [2, 3, 4, 5]),
        (None, FIRST.plus(2), [0, 1, 2]),
        (FIRST.plus(6), None, []),
        (None, FIRST.plus(-1), []),
    ],
)
def test_months_are_named_by_position_from_first_to_last(
    first: Month | None, last: Month | None, positions: list[int]
) -> None:
    assert [*_terms().positions(first, last)] == positions


def test_windows_are_months_fiscal_years_or_the_horizon() -> None:
    terms = _terms()
    assert terms.windows("horizon") == [[0, 1, 2, 3, 4, 5]]
    assert terms.windows("fiscal year") == [[0, 1, 2], [3, 4, 5]]
    assert terms.windows("month", FIRST.plus(4)) == terms.windows("order", FIRST.plus(4)) == [[4], [5]]
    assert terms.windows("horizon", FIRST.plus(6)) == []
