"""Stock and days of cover on the screen, by period, with the day on which a line stops."""

import attrs

from desktop.gui.hub import Choice
from desktop.gui.views import stock, supply, why
from desktop.model.records import Item
from tests.analysis.plans import hand_plan, hand_project, hand_records, solved_tiny

MAGNET = Choice(mix="least", material="item:magnet", mass_unit="kg", money_unit="lakh")


def test_stock_of_a_period_is_that_of_its_last_month_and_cover_that_of_its_leanest() -> None:
    quarters = attrs.evolve(MAGNET, period="quarter")
    levels = stock.levels(hand_plan(), quarters)
    # 50 kg in January, none in March and June; half of 100 kg is to lie in store while they are used
    assert [series.values for series in levels.lines] == [(0, 0), (50, 0)]
    months = stock.levels(hand_plan(), MAGNET)
    assert [series.values for series in months.lines] == [(50, 0, 0, 0, 0, 0), (50, 50, 50, 0, 0, 0)]
    cover = stock.cover(hand_plan(), quarters)
    assert cover.labels == ("Q4 FY27", "Q1 FY28")
    assert [series.values[0] for series in cover.lines] == [0]
    assert stock.cover(hand_plan(), MAGNET).lines[0].values[0] == 14


def test_the_safety_stock_is_a_band_for_every_material() -> None:
    for material in ("", "element:Dy", "item:magnet"):
        levels = stock.levels(hand_plan(), attrs.evolve(MAGNET, material=material))
        assert stock.SAFETY in levels.filled
        (band,) = [series for series in levels.lines if series.key == stock.SAFETY]
        assert band.values[0] > 0 == band.values[-1]


def test_an_item_can_be_counted_by_what_it_contains() -> None:
    contained = attrs.evolve(MAGNET, counted="contained")
    own, kg = stock.levels(hand_plan(), MAGNET), stock.levels(hand_plan(), contained)
    assert (own.unit, kg.unit) == ("kg", "kg contained")
    assert kg.lines[1].values == tuple(0.32 * value for value in own.lines[1].values)
    assert supply.stack(hand_plan(), contained).unit == "kg contained a month"
    assert stock.levels(hand_plan(), attrs.evolve(contained, material="item:motor")).unit == "pieces"


def test_a_point_of_a_line_tells_what_the_stock_is_made_of() -> None:
    told = why.stock(hand_plan(), MAGNET, 0)
    assert (told.heading, told.unit, told.limited) == ("Magnet, Jan 2027", "kg", False)
    assert told.rows == (
        ("Arrived", "150.00"),
        ("Taken by recipes", "-100.00"),
        ("In stock at the end", "50.00"),
        ("Safety stock", "50.00"),
    )
    assert why.stock(hand_plan(), attrs.evolve(MAGNET, material=""), 0, "magnet") == told


def test_the_storage_limit_of_an_item_is_a_line() -> None:
    items = [attrs.evolve(item, storage_limit=80.0) for item in hand_records()["items"] if isinstance(item, Item)]
    lines = stock.levels(hand_plan(hand_project(items=items)), MAGNET).lines
    assert lines[-1].name == "Storage limit"
    assert lines[-1].values == (80,) * 6


def test_the_day_on_which_a_line_stops_is_told() -> None:
    # 30 of the 50 motors of March go out on time: the line stands on the 19th
    motor = attrs.evolve(MAGNET, material="item:motor")
    assert stock.cover(hand_plan(), motor).title == "Days of cover: Motor stops on 19 Mar 2027"
    assert stock.cover(hand_plan(), attrs.evolve(MAGNET, material="")).title.endswith("stops on 19 Mar 2027")
    assert "stops" not in stock.cover(hand_plan(), MAGNET).title
    assert "stops" not in stock.cover(solved_tiny(), motor).title
