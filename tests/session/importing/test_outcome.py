"""What a list makes of the project: nothing more than it says, and nothing less than it names."""

import attrs

from desktop.model.edits import AddRecords, apply
from desktop.model.months import Month
from desktop.model.records import Evidence, Offer, Price, Source
from desktop.session.importing.layout import Header, Layout, Use
from desktop.session.importing.slots import Slot
from tests.session.importing.bringing import PROJECT, after, layout_of, outcome_of
from tests.session.importing.lists import Rows

REPLACING: Rows = (
    ("Supplier", "Material", "Price (USD/kg)"),
    ("Lynas Rare Earths", "NdPr oxide", "TBA"),
    ("IREL", "Magnet, SH class", 98.5),
)


def _replacing(rows: Rows) -> Layout:
    return attrs.evolve(layout_of(rows), mode="replace")


def test_replacing_never_deletes_what_a_refused_row_names() -> None:
    result = outcome_of(REPLACING, _replacing(REPLACING))
    assert result.lines["refused"] == 1
    assert "lynas-ndpr" in after(result).by_id(Offer)
    (offers,) = (count for count in result.counts if count.table == "offers")
    assert (offers.dropped, offers.kept) == (len(PROJECT.all(Offer)) - 1, 1)


def test_replacing_keeps_the_offers_that_an_open_name_may_mean() -> None:
    rows: Rows = (REPLACING[0], ("Lynas RE", "NdPr oxide", 104), REPLACING[2])
    result = outcome_of(rows, _replacing(rows), accepted=False)
    assert [named.state for named in result.draft.names if named.name == "Lynas RE"] == ["asked"]
    assert "lynas-ndpr" in after(result).by_id(Offer)


def test_replacing_keeps_what_a_row_may_name_that_tells_half_of_it() -> None:
    rows: Rows = (REPLACING[0], ("Lynas Rare Earths", None, 104), REPLACING[2])
    assert "lynas-ndpr" in after(outcome_of(rows, _replacing(rows))).by_id(Offer)


def test_what_hangs_on_a_deleted_record_goes_with_it_at_every_level_and_its_evidence_too() -> None:
    more = AddRecords("prices", [Price(offer="lynas-ndpr", from_month=Month.of(2027, 4), value=99.0)])
    told = AddRecords("evidence", [Evidence(table="offers", record="lynas-ndpr", field="price", origin="Argus")])
    project = apply(apply(PROJECT, more), told)
    rows: Rows = (("Source", "Country"), ("IREL", "India"))
    result = outcome_of(rows, attrs.evolve(layout_of(rows, "sources"), mode="replace"), project=project)
    left = after(result)
    assert "lynas" not in left.by_id(Source)
    assert "lynas-ndpr" not in left.by_id(Offer)
    assert [price.offer for price in left.all(Price)] == [price.offer for price in PROJECT.all(Price)]
    assert left.all(Evidence) == PROJECT.all(Evidence)


def test_a_heading_between_the_rows_is_shown_as_left_out() -> None:
    rows: Rows = (
        ("Sr.", "Supplier", "Material", "Price (USD/kg)"),
        ("A. Oxides",),
        (1, "Lynas Rare Earths", "NdPr oxide", 104),
    )
    result = outcome_of(rows, layout_of(rows))
    assert [(line.row, state) for line, state in zip(result.draft.lines, result.states, strict=True)] == [
        (2, "unused"),
        (3, "changed"),
    ]


def test_targets_without_a_month_or_a_quantity_are_refused_and_never_blank_records() -> None:
    rows: Rows = (("Item", "Priority"), ("NdPr oxide", "high"), ("Dysprosium oxide", "low"))
    found = outcome_of(rows, Layout("targets", Header(1, 1), {1: Use(Slot("items", "name"))}))
    assert [[fault.key for fault in line.faults] for line in found.draft.lines] == [["import-none-field"] * 2] * 2
    assert found.edit is None


def test_remarks_of_several_rows_on_one_source_add_to_one_another() -> None:
    head = ("Supplier", "Material", "Price (USD/kg)", "Remarks")
    rows: Rows = (
        head,
        ("Quartz Minerals", "NdPr oxide", 98, "licence needed"),
        ("Quartz Minerals", "Dysprosium oxide", 400, "from stock"),
        ("Quartz Minerals", "Magnet, SH class", 90, "from stock"),
    )
    found = outcome_of(rows, layout_of(rows).with_use(4, Use(Slot("sources", "note"))))
    assert found.lines["refused"] == 0
    (source,) = (source for source in after(found).all(Source) if source.name == "Quartz Minerals")
    assert source.note.endswith("licence needed; from stock")
