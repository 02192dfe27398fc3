"""The sheet of dependence: shares, the exact index of concentration, and what hangs on licences, live on the orders."""

import pytest

from desktop.model.records import Source
from desktop.store.sheets import Formula, worth
from tests.analysis.plans import hand_plan, hand_project, idle_plan
from tests.session.test_report import lines_of, sheet

NAME = "Dependence"


def test_sources_stand_by_size_with_their_shares() -> None:
    lines = [tuple(line.values()) for line in lines_of([hand_plan()], NAME)]
    assert lines == [
        ("JL", "JL Mag", "Licensed Chinese", pytest.approx(64), pytest.approx(0.5), pytest.approx(664000), 3),
        ("VAC", "VAC", "Other foreign", pytest.approx(32), pytest.approx(0.25), pytest.approx(700000), 1),
        ("IREL", "IREL", "Domestic", pytest.approx(32), pytest.approx(0.25), pytest.approx(501000), 1),
    ]
    totals = sheet([hand_plan()], NAME).blocks[0].totals
    assert [worth(totals[at]) for at in (3, 5, 6)] == pytest.approx([128, 1865000, 5])


def test_sources_of_one_name_are_kept_apart() -> None:
    twins = [Source(id=id_, name="Twin", country="India", class_="domestic") for id_ in ("IREL", "JL", "VAC")]
    plan = hand_plan(hand_project(sources=twins))
    lines = lines_of([plan], NAME)
    assert [(line["Source's id"], line["Name"]) for line in lines] == [
        ("JL", "Twin"),
        ("VAC", "Twin"),
        ("IREL", "Twin"),
    ]
    assert lines[0]["Rare earths contained (kg)"] == pytest.approx(64)
    (india,) = lines_of([plan], NAME, 1)
    assert (india["Country"], india["Sources"], india["Share of contained (%)"]) == ("India", "Twin", pytest.approx(1))
    assert india["Orders (number)"] == 5


def test_the_exact_index_has_its_inverse_and_the_number_in_use() -> None:
    lines = [tuple(line.values()) for line in lines_of([hand_plan()], NAME, 2)]
    assert lines == [
        ("By source", pytest.approx(0.375), pytest.approx(8 / 3), 3),
        ("By country", pytest.approx(0.375), pytest.approx(8 / 3), 3),
    ]
    index = sheet([hand_plan()], NAME).blocks[2].rows[0][1]
    assert isinstance(index, Formula)
    assert index.text == "=SUMSQ($E$5:$E$7)"


def test_without_rare_earths_the_value_is_shared() -> None:
    lines = lines_of([hand_plan(hand_project(contents=[]))], NAME)
    assert [line["Share of contained (%)"] for line in lines] == pytest.approx([700 / 1865, 664 / 1865, 501 / 1865])


def test_what_needs_a_licence_is_told_in_all_and_by_element() -> None:
    lines = [tuple(line.values()) for line in lines_of([hand_plan()], NAME, 3)]
    assert lines == [
        ("All rare earths", pytest.approx(48), pytest.approx(128), pytest.approx(0.375)),
        ("Nd", pytest.approx(42), pytest.approx(112), pytest.approx(0.375)),
        ("Dy", pytest.approx(6), pytest.approx(16), pytest.approx(0.375)),
    ]


def test_a_plan_that_buys_nothing_depends_on_nobody() -> None:
    lines = [tuple(line.values()) for line in lines_of([idle_plan()], NAME, 2)]
    assert lines == [("By source", 0, 0, 0), ("By country", 0, 0, 0)]
    block = sheet([idle_plan()], NAME).blocks[0]
    assert block.rows == ()
    assert worth(block.totals[5]) == 0
