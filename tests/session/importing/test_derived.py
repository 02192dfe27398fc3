"""What a new record gets that no cell says: never something untrue unseen."""

import attrs
import pytest

from desktop.model.records import Item, Source
from desktop.session.importing.slots import Slot
from tests.session.importing.bringing import PROJECT, after, layout_of, outcome_of
from tests.session.importing.lists import Rows


def _rows(*cells: tuple[str, str]) -> Rows:
    head = ("Supplier", "Country of origin", "Material", "Price (USD/kg)")
    return (head, *((name, country, "NdPr oxide", 98) for name, country in cells))


def _brought(rows: Rows, name: str) -> Source:
    (found,) = (source for source in after(outcome_of(rows, layout_of(rows))).all(Source) if source.name == name)
    return found


@pytest.mark.parametrize(
    ("country", "class_"),
    [
        *(
            (name, "other_foreign")
            for name in ("U.K.", "UK", "Great Britain", "Viet Nam", "Korea", "S. Korea", "U.S.A.")
        ),
        *((name, "licensed_chinese") for name in ("PRC", "P.R. China", "P.R.C.", "Inner Mongolia, China")),
        *((name, "domestic") for name in ("India", "Bharat")),
        ("Australia / Malaysia", "other_foreign"),
    ],
)
def test_a_class_follows_from_a_country_by_any_of_its_usual_names(country: str, class_: str) -> None:
    rows = _rows(("Quartz Minerals", country), ("IREL", "India"), ("Solvay", "France"))
    found = outcome_of(rows, layout_of(rows))
    assert _brought(rows, "Quartz Minerals").class_ == class_
    assert not any(problem.key == "import-class-open" for problem in found.problems)


@pytest.mark.parametrize("country", ["Utopia", "", "India / China"])
def test_a_country_that_says_no_class_leaves_a_question_and_never_a_domestic_source(country: str) -> None:
    rows = _rows(("Quartz Minerals", country), ("IREL", "India"))
    found = outcome_of(rows, layout_of(rows))
    source = _brought(rows, "Quartz Minerals")
    assert source.class_ != "domestic"
    assert source.note.startswith("To be confirmed: class")
    (asked,) = (problem for problem in found.problems if problem.key == "import-class-open")
    assert (asked.record, asked.field) == ("Quartz Minerals", "class_")
    assert found.doubtful == (0,)


def test_a_class_that_holds_for_all_rows_leaves_no_question() -> None:
    rows = _rows(("Quartz Minerals", ""), ("IREL", "India"))
    told = attrs.evolve(layout_of(rows), constants={Slot("sources", "class_"): "other_foreign"})
    found = outcome_of(rows, told)
    (source,) = (source for source in after(found).all(Source) if source.name == "Quartz Minerals")
    assert (source.class_, source.note) == ("other_foreign", "")
    assert not any(problem.key == "import-class-open" for problem in found.problems)


def test_a_later_row_that_tells_the_country_answers_the_question() -> None:
    rows: Rows = (
        *_rows(("Quartz Minerals", "")),
        ("Quartz Minerals", "PRC", "Dysprosium oxide", 300),
    )
    source = _brought(rows, "Quartz Minerals")
    assert (source.class_, source.note) == ("licensed_chinese", "")


@pytest.mark.parametrize(("unit", "expected"), [("t", "kg"), ("kg", "kg"), ("pcs", "piece")])
def test_a_new_item_has_the_unit_of_its_kind_whatever_its_first_row_is_in(unit: str, expected: str) -> None:
    rows: Rows = (
        ("Supplier", "Item", "Capacity per year", "UoM"),
        ("IREL", "Dy-Fe alloy", 60, unit),
    )
    items = {item.name: item for item in after(outcome_of(rows, layout_of(rows))).all(Item)}
    assert items["Dy-Fe alloy"].unit == expected


def test_a_row_with_an_empty_supplier_names_none() -> None:
    rows = _rows(("IREL", "India"), ("", "India"))
    found = outcome_of(rows, layout_of(rows))
    assert [fault.key for fault in found.draft.lines[1].faults] == ["import-none-sources"]
    assert len(after(found).all(Source)) == len(PROJECT.all(Source))
