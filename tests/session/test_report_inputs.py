import attrs

from desktop.model.records import Evidence
from tests.analysis.plans import hand_sources
from tests.session.test_report import lines_of, planned, sheet


def test_assumptions_stand_with_where_they_come_from_and_estimates_are_marked() -> None:
    told = Evidence(table="offers", record="JL-magnet", field="price", basis="estimate", origin="a guess", grade="C")
    lines = lines_of(planned(evidence=[told]), "Assumptions")
    known = {(line["Table"], line["Of"], line["Figure"]): line for line in lines}
    price = known["Offers", "JL-magnet", "Price"]
    assert [price[key] for key in ("Value", "Unit", "Basis", "Source", "Grade (A to D)")] == [
        *(40.0, "USD/kg", "Estimate", "a guess", "C")
    ]
    assert known["Offers", "IREL-magnet", "Price"]["Basis"] == "No source"
    assert known["Offers", "IREL-magnet", "Freight"]["Basis"] == "Default"


def test_print_leaves_out_the_assumptions_of_single_months_and_terms_and_defaults() -> None:
    found = sheet(planned(), "Assumptions")
    assert found.printed_rows is not None
    lines = lines_of(planned(), "Assumptions")
    printed, others = lines[: found.printed_rows], lines[found.printed_rows :]
    assert ("Offers", "Price") in {(line["Table"], line["Figure"]) for line in printed}
    assert {line["Basis"] for line in printed} <= {"No source", "Estimate", None}
    told = [
        line for line in others if line["Basis"] != "Default" and line["Table"] not in {"Targets", "Exchange rates"}
    ]
    assert {line["Table"] for line in told} <= {"Offers", "Settings", "Sources", "Items", "Regimes"}
    assert {line["Figure"] for line in told}.isdisjoint({"Price", "Lead time", "Opening stock"})
    assert {line["Figure"] for line in printed}.isdisjoint({"Freight", "IGST", "Country"})


def test_figures_that_no_formula_takes_ask_for_a_new_plan() -> None:
    lines = {(line["Of"], line["Figure"]): line["If it changes"] for line in lines_of(planned(), "Assumptions")}
    assert lines["IREL-magnet", "Price"] == "Formulas follow"
    months = next(key for key in lines if key[1] == "Months")
    assert lines[months] == "Plan again"


def test_uses_of_a_capacity_are_followed_where_it_is_counted_in_them() -> None:
    joint = [attrs.evolve(each, capacity=400.0) if each.id == "JL" else each for each in hand_sources()]
    lines = {
        (line["Of"], line["Figure"]): line["If it changes"] for line in lines_of(planned(sources=joint), "Assumptions")
    }
    uses = {key[0]: told for key, told in lines.items() if key[1] == "Capacity use"}
    assert (uses["JL-magnet"], uses["IREL-magnet"]) == ("Formulas follow", "Plan again")
