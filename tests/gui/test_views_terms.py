"""What the screen makes of files in hand, incentives, yearly agreements and price tiers."""

import datetime as dt
from collections.abc import Sequence

import attrs
import pytest

from desktop.gui.hub import Choice
from desktop.gui.tables.results import Column
from desktop.gui.views import agreements, cost, figures, held, incentives, orders
from desktop.model.plan import IncentivePaid
from desktop.model.records import Incentive, Licence
from tests.analysis.plans import hand_plan, hand_project, hand_sources, idle_plan

KG = Choice(mix="least", mass_unit="kg", money_unit="lakh")


def cells_of(columns: Sequence[Column]) -> dict[str, tuple[str, ...]]:
    return {column.header: column.texts for column in columns}


def test_files_in_hand_show_what_is_left_of_them() -> None:
    cells = cells_of(held.table(hand_plan(), KG))
    assert (cells["Licence"], cells["Under"], cells["Source"], cells["Item"]) == (
        ("F1",),
        ("A18",),
        ("JL Mag",),
        ("Magnet",),
    )
    assert (cells["Allowed"], cells["Used by the plan"], cells["Left"]) == (("100.00",), ("50.00",), ("50.00",))
    assert (cells["Unit"], cells["Valid until"], cells["Status"]) == (("kg",), ("open",), ("granted",))
    assert cells["Usable from"] == ("1 Jun 2026",)
    assert held.table(idle_plan(), KG)[0].texts == ()


def test_of_a_file_whose_grant_is_late_that_is_told() -> None:
    file = attrs.evolve(hand_project().all(Licence)[0], status="submitted", submitted=dt.date(2026, 1, 1))
    project = hand_project(licences=[file])
    cells = cells_of(held.table(attrs.evolve(hand_plan(), project=project, world=project), KG))
    (said,) = cells["Status"]
    assert said.startswith("submitted, grant due on ")
    assert said.endswith(" 2026 is late")
    draft = hand_project(licences=[attrs.evolve(file, status="draft")])
    cells = cells_of(held.table(attrs.evolve(hand_plan(), project=draft, world=draft), KG))
    assert (cells["Status"], cells["Usable from"]) == (("draft",), ("–",))


def test_incentives_show_what_is_missed_and_how_much_value_is_lacking() -> None:
    record = Incentive(id="PLI", item="motor", rate=10.0, least_domestic=60.0)
    missed = IncentivePaid("PLI", 2027, 100.0, 5e5, 2e5, 0.0, 1e5)
    plan = attrs.evolve(hand_plan(hand_project(incentives=[record])), incentives=(missed,))
    assert {head: texts[0] for head, texts in cells_of(incentives.table(plan, KG)).items()} == {
        "Incentive": "PLI",
        "Item": "Motor",
        "Fiscal year": "FY27",
        "Quantity": "100 pieces",
        "Value (₹ lakh)": "5.00",
        "Domestic": "40.0 %",
        "Needed": "60.0 %",
        "Domestic value lacking (₹ lakh)": "1.00",
        "Paid (₹ lakh)": "0.00",
        "Missed (₹ lakh)": "1.00",
    }
    assert incentives.table(idle_plan(), KG)[0].texts == ()


def test_an_incentive_that_only_a_continuous_answer_counts_is_marked() -> None:
    record = Incentive(id="PLI", item="motor", rate=10.0, least_domestic=60.0)
    counted = (
        IncentivePaid("PLI", 2027, 100.0, 5e5, 2e5, 4e4, 6e4),
        IncentivePaid("PLI", 2028, 100.0, 5e5, 3e5, 1e5, 0.0),
    )
    plan = attrs.evolve(hand_plan(hand_project(incentives=[record])), incentives=counted)
    (paid,) = [column for column in incentives.table(plan, KG) if column.header.startswith("Paid")]
    assert paid.texts == ("0.40 †", "1.00")
    assert paid.help.startswith("† ")


def test_yearly_agreements_show_what_is_taken_and_paid_for_nothing() -> None:
    first, jl, last = hand_sources()
    terms = attrs.evolve(jl, least_per_year=150.0, take_or_pay_share=80.0, take_or_pay_quantity=300.0)
    plan = hand_plan(hand_project(sources=[first, terms, attrs.evolve(last, least_per_year=10.0)]))
    cells = cells_of(agreements.table(plan, KG))
    assert cells["Source"] == ("JL Mag", "JL Mag", "VAC", "VAC")
    assert cells["Fiscal year"] == ("FY27", "FY28", "FY27", "FY28")
    assert cells["Taken"] == ("200.0", "0.0", "0.0", "100.0")
    assert cells["Least if used"] == ("150.0", "150.0", "10.0", "10.0")
    assert cells["Paid for in any case"] == ("240.0", "240.0", "", "")
    assert (cells["Not taken"], cells["Paid (₹ lakh)"]) == (
        ("40.0", "240.0", "0.0", "0.0"),
        ("1.28", "7.68", "0.00", "0.00"),
    )
    assert agreements.table(idle_plan(), KG)[0].texts == ()


def test_orders_in_tiers_show_how_much_is_priced_in_which() -> None:
    vac, *others = hand_plan().orders
    tiered = attrs.evolve(vac, tiers=((0.0, 30.0), (50.0, 70.0)))
    cells = cells_of(orders.table(hand_plan(orders=(tiered, *others)), KG))
    assert cells["Priced in tier"][-1] == "own price: 30.0 kg; from 50.0 kg: 70.0 kg"
    assert set(cells["Priced in tier"][:-1]) == {""}
    assert "Priced in tier" not in cells_of(orders.table(hand_plan(), KG))


def test_incentives_stand_below_zero_in_the_cost_of_mixes() -> None:
    record, paid = Incentive(id="PLI", item="motor"), IncentivePaid("PLI", 2027, 1.0, 1.0, 1.0, 1e5, 0.0)
    plan = attrs.evolve(hand_plan(hand_project(incentives=[record])), incentives=(paid,))
    chart = cost.side_by_side([plan], KG)
    assert {each.name: each.values for each in chart.layers}["Incentives"] == (-1.0,)
    assert [sum(each.values[0] for each in chart.layers)] == pytest.approx([plan.cost.total / 1e5 - 1])


def test_the_cost_of_a_whole_answer_tells_how_far_from_the_best_it_may_be() -> None:
    plan = attrs.evolve(hand_plan(), answer="whole", bound=hand_plan().cost.total - 97_665.0)
    cards = {card.name: card for card in figures.of_plan(plan, KG)}
    assert cards["Cost of the plan"].note == "Gap ₹97,665 (5.0 %)"
    assert cards["Concentration (HHI)"].note == "As 2.7 equal sources of 3"
