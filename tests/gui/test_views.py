"""What the screen makes of a plan: charts, cards and tables as plain values, in numbers worked out by hand."""

from collections.abc import Sequence

import attrs
import pytest

from desktop.engine.goals import optimise
from desktop.gui.charts.states import Bars, Series, Stack
from desktop.gui.hub import Choice
from desktop.gui.tables.results import Column
from desktop.gui.views import bent, cost, coverage, licences, measures, orders, stock, supply
from desktop.model.orders import LandedCost, Order
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.records import Content, Offer, Source
from tests.analysis.plans import JAN, hand_plan, hand_project, idle_plan, solved_rich, solved_tiny
from tests.gui.test_views_cards import bent_plan
from tests.tiny import tiny_project, tiny_records, tiny_rows

KG = Choice(mix="least", mass_unit="kg", money_unit="lakh")
MAGNET = attrs.evolve(KG, material="item:magnet")
DOMESTIC, CHINESE, FOREIGN = "Domestic", "Licensed Chinese", "Other foreign"


def _named(series: Sequence[Series]) -> dict[str, tuple[float, ...]]:
    return {each.name: each.values for each in series}


def _cells(columns: Sequence[Column]) -> dict[str, tuple[str, ...]]:
    return {column.header: column.texts for column in columns}


def _sums(chart: Stack | Bars) -> list[float]:
    return [sum(values) for values in zip(*(series.values for series in chart.layers), strict=True)]


def _motors_of_known_content() -> Plan:
    """The plan by hand, of motors that hold the 0.64 kg of their magnets."""
    held = [*tiny_records()["contents"], Content(item="motor", element="Nd", kg_per_unit=0.64)]
    return hand_plan(hand_project(contents=held))


def test_supply_is_stacked_by_class_and_adds_up_to_the_arrivals() -> None:
    chart = supply.stack(hand_plan(), MAGNET)
    assert _named(chart.layers) == {
        DOMESTIC: (100, 0, 0, 0, 0, 0),
        CHINESE: (50, 50, 100, 0, 0, 0),
        FOREIGN: (0, 0, 0, 100, 0, 0),
    }
    assert _sums(chart) == [150, 50, 100, 100, 0, 0]
    assert (chart.title, chart.unit) == ("Supply against need: Magnet", "kg a month")


def test_supply_of_all_rare_earths_counts_what_the_goods_contain() -> None:
    # 0.28 kg Nd and 0.04 kg Dy in a kg of magnet
    assert _sums(supply.stack(hand_plan(), KG)) == pytest.approx([48, 16, 32, 32, 0, 0])
    dysprosium = attrs.evolve(KG, material="element:Dy")
    assert _sums(supply.stack(hand_plan(), dysprosium)) == pytest.approx([6, 2, 4, 4, 0, 0])


def test_the_arrivals_of_a_solved_plan_are_all_in_the_picture() -> None:
    plan = solved_rich()
    receipt = [20, 0, 0, 0, 0, 0]
    ordered = [sum(row) for row in zip(*plan.arrivals.values(), strict=True)]
    arrived = [a + b for a, b in zip(ordered, receipt, strict=True)]
    assert _sums(supply.stack(plan, MAGNET)) == pytest.approx(arrived)


def test_the_target_line_is_what_the_recipes_need_of_an_item() -> None:
    chart = supply.stack(hand_plan(), MAGNET)
    assert chart.target is not None
    assert chart.target.values == (100, 100, 100, 100, 0, 0)


def test_the_need_of_an_item_that_is_not_usable_whole_is_said_to_be_as_bought() -> None:
    plain = supply.stack(solved_tiny(), MAGNET).target
    assert plain is not None
    assert plain.name == "Need"
    lossy = tiny_project(offers=tiny_rows("offers", usable_yield=0.8))
    chart = supply.stack(optimise(lossy, "least", "", Silent()), MAGNET)
    assert chart.target is not None
    assert chart.target.name == "Need, as bought"
    assert sum(chart.target.values) == pytest.approx(sum(_sums(chart)), rel=1e-6)  # nothing is left in stock


def test_what_is_missing_is_hatched_in_the_months_that_are_short() -> None:
    # 20 motors of March and 50 of June, 0.64 kg each; 50 are due each month from February
    chart = supply.stack(_motors_of_known_content(), KG)
    assert chart.target is not None
    assert chart.missing is not None
    assert chart.target.values == pytest.approx([0, 32, 32, 32, 32, 32])
    assert chart.missing.values == pytest.approx([0, 0, 12.8, 0, 0, 32])
    assert chart.missing.pattern == "missing"
    assert chart.series[-2:] == (chart.missing, chart.target)


def test_nothing_is_hatched_when_every_target_is_met() -> None:
    assert supply.stack(solved_tiny(), MAGNET).missing is None


def test_tonnes_are_a_thousandth_of_kilograms_and_pieces_stay_pieces() -> None:
    tonnes = supply.stack(hand_plan(), attrs.evolve(MAGNET, mass_unit="t"))
    assert tonnes.unit == "t a month"
    assert _sums(tonnes) == pytest.approx([0.15, 0.05, 0.1, 0.1, 0, 0])
    motors = supply.stack(hand_plan(), attrs.evolve(KG, material="item:motor"))
    assert motors.unit == "pieces a month"
    assert _named(motors.layers)["Own making"] == (0, 50, 50, 50, 50, 0)


def test_a_material_that_the_project_lost_counts_as_all() -> None:
    assert measures.lens_of(hand_project(), attrs.evolve(KG, material="item:gone")).kind == "all"


def test_shares_reached_add_to_the_whole_in_tenths_of_a_percent() -> None:
    assert supply.class_shares(hand_plan(), KG) == {"domestic": 250, "licensed_chinese": 500, "other_foreign": 250}
    thirds = [Order(f"{source}-magnet", JAN, 100.0, 100.0, LandedCost()) for source in ("IREL", "JL", "VAC")]
    reached = supply.class_shares(hand_plan(orders=tuple(thirds)), KG)
    assert reached is not None
    assert sorted(reached.values()) == [333, 333, 334]
    # 15.86, 22.56 and 61.58 %: the largest remainders are rounded up, as each alone would be
    amounts = {"IREL": 158.6, "JL": 225.6, "VAC": 615.8}
    orders_ = tuple(Order(f"{source}-magnet", JAN, kg, kg, LandedCost()) for source, kg in amounts.items())
    assert supply.class_shares(hand_plan(orders=orders_), KG) == {
        "domestic": 159,
        "licensed_chinese": 225,
        "other_foreign": 616,
    }
    assert supply.class_shares(idle_plan(), KG) is None


def test_cost_by_source_adds_up_to_what_all_sources_are_paid() -> None:
    # VAC 7.00; JL 6.64 for goods, 0.04 for two orders, 0.03 for the contract, 0.176 of it duties; IREL 5.01 + 0.06
    chart = cost.by_source(hand_plan(), KG)
    assert chart.labels == ("VAC", "JL Mag", "IREL")
    assert _sums(chart) == pytest.approx([7.0, 6.71, 5.07])
    assert _named(chart.layers)["Duties"] == pytest.approx([0, 0.176, 0])
    assert sum(_sums(chart)) == pytest.approx((1865000 + 5000 + 8000) / 1e5)


def test_cost_by_source_of_a_solved_plan_is_its_landed_cost() -> None:
    chart = cost.by_source(solved_tiny(), attrs.evolve(KG, money_unit="crore"))
    assert chart.unit == "₹ crore"
    assert sum(_sums(chart)) == pytest.approx(0.192)
    assert sum(_sums(chart)) * 1e7 == pytest.approx(solved_tiny().cost.landed)


def test_small_sources_share_one_bar_and_no_rupee_is_lost() -> None:
    numbers = range(1, 13)
    classes = ("domestic", "licensed_chinese", "other_foreign")
    project = hand_project(
        sources=[Source(id=f"S{n}", name=f"Source {n}", country="India", class_=classes[n % 3]) for n in numbers],
        offers=[Offer(id=f"O{n}", source=f"S{n}", item="magnet", price=1.0) for n in numbers],
        licences=[],
    )
    paid = tuple(Order(f"O{n}", JAN, 1.0, 1.0, LandedCost(price=1e5 * n, duty=1e4 * n)) for n in numbers)
    chart = cost.by_source(attrs.evolve(hand_plan(project, paid), decisions=()), KG)
    assert _sums(chart) == pytest.approx([1.1 * n for n in range(12, 0, -1)])
    assert chart.fitted(12) == chart
    shown = chart.fitted(10)
    assert len(shown.labels) == 10
    assert shown.labels[-1] == "3 others"
    assert _sums(shown) == pytest.approx([1.1 * n for n in range(12, 3, -1)] + [1.1 * (1 + 2 + 3)])
    assert [series.name for series in shown.layers if series.values[-1]] == ["3 others"]
    assert chart.fitted(0).labels == ("Source 12", "11 others")


def test_cost_of_mixes_side_by_side_adds_up_to_their_totals() -> None:
    plan = hand_plan()
    chart = cost.side_by_side([plan, attrs.evolve(plan, mix="slow")], KG)
    assert chart.labels == ("Least cost", "Slow files")
    assert _sums(chart) == pytest.approx([plan.cost.total / 1e5] * 2)
    assert _named(chart.layers)["Penalties"] == pytest.approx([0.502, 0.502])


def test_coverage_so_far_falls_with_late_motors_and_never_rises_by_them() -> None:
    # on time: 50 of 50, 80 of 100, 130 of 150, 180 of 200, 180 of 250
    for plan in (hand_plan(), _motors_of_known_content()):
        chart = coverage.side_by_side([plan], KG)
        assert chart.lines[0].values == pytest.approx([100, 100, 80, 1300 / 15, 90, 72])
        assert (chart.least, chart.most) == (60, 102)


def test_stock_stands_beside_its_safety_stock() -> None:
    lines = _named(stock.levels(hand_plan(), MAGNET).lines)
    assert lines == {"In stock": (50, 0, 0, 0, 0, 0), "Safety stock": (50, 50, 50, 0, 0, 0)}
    everything = _named(stock.levels(hand_plan(), KG).lines)
    assert everything["In stock"] == pytest.approx((16, 0, 0, 0, 0, 0))
    assert everything["Safety stock"] == pytest.approx((16, 16, 16, 0, 0, 0))


def test_days_of_cover_tell_how_long_the_magnets_last() -> None:
    # 50 kg at the end of January, 100 kg are used in the 28 days of February
    chart = stock.cover(hand_plan(), MAGNET)
    assert chart.unit == "days"
    assert _named(chart.lines)["Magnet"][:3] == (14, 0, 0)


def test_the_licence_table_names_the_last_day_to_file() -> None:
    cells = _cells(licences.table(hand_plan(), KG))
    assert cells["File by"] == ("16 Nov 2026",)
    assert (cells["Source"], cells["Under"], cells["Arrives"]) == (("JL Mag",), ("A18",), ("Mar 2027",))
    assert (cells["Quantity"], cells["Unit"], cells["Files"]) == (("100.00",), ("kg",), ("1",))


def test_files_of_a_source_and_item_are_one_row_that_opens_to_its_quarters_and_these_to_their_files() -> None:
    """Three files of Q2, July to September, and three of Q3."""
    plan = solved_tiny()
    (row,) = licences.rows(plan, ())
    assert _cells(licences.table(plan, KG))["File by"] == ("▸ 18 Sep 2026 – 16 Feb 2027",)
    quarters = licences.rows(plan, {row.path})
    assert [each.under for each in quarters] == [-1, 0, 0, 0]
    days = _cells(licences.table(plan, KG, {row.path}))["File by"]
    assert days[0].startswith("▾ ")
    assert [day.split(":")[0].strip(" ▸▾") for day in days[1:]] == ["Q2 FY27", "Q3 FY27", "Q4 FY27"]
    opened = {each.path for each in quarters}
    cells = _cells(licences.table(plan, KG, opened))
    assert cells["Files"][0] == "6"
    singles = [each for each in licences.rows(plan, opened) if len(each.path) == 3]
    assert all(len(each.lines) == 1 for each in singles)


def test_what_the_rows_of_files_allow_adds_up() -> None:
    plan = solved_tiny()
    opened = {each.path for each in licences.rows(plan, {each.path for each in licences.rows(plan, ())})}
    rows = licences.rows(plan, opened)
    for at, row in enumerate(rows):
        below = [each for each in rows if each.under == at]
        if below:
            assert sum(each.lines["quantity"].sum() for each in below) == pytest.approx(row.lines["quantity"].sum())


def test_orders_stand_by_date_with_the_placed_ones_first() -> None:
    cells = _cells(orders.table(hand_plan(), KG))
    assert cells["Order by"] == ("placed", "16 Nov 2026", "2 Dec 2026", "18 Dec 2026", "20 Feb 2027")
    assert cells["Licence"] == ("", "new file", "", "F1", "")
    assert cells["Landed cost (₹ lakh)"] == ("1.60", "3.20", "5.01", "1.84", "7.00")


def test_a_bent_rule_is_listed_with_what_is_missing() -> None:
    # 60 of 100 kg are domestic; 30 % of 600 kg that contain 0.32 kg each are missing
    cells = _cells(bent.table(bent_plan(), KG))
    assert cells["Rule"] == ("At least 90.0 % of the rare earths contained from Domestic, over the whole plan.",)
    assert (cells["Asked"], cells["Reached"]) == (("90.0 %",), ("60.0 %",))
    assert cells["Missing or too much"] == ("57.6 kg missing",)
    assert cells["Months"] == ("Jan 2027 – Jun 2027",)
    assert bent.table(solved_tiny(), KG)[0].texts == ()


def test_every_chart_of_an_idle_plan_is_empty_and_says_so() -> None:
    plan = idle_plan()
    charts = (
        supply.stack(plan, KG),
        cost.by_source(plan, KG),
        stock.levels(plan, KG),
        stock.cover(plan, KG),
        coverage.side_by_side([plan], KG),
        supply.side_by_side([plan], KG),
        cost.side_by_side([plan], KG),
    )
    assert [chart.title for chart in charts if not (chart.is_empty and chart.empty)] == []
