"""Empty cells of names: rows with them wait until the user says that they mean the cell above."""

import attrs

from desktop.model.records import Offer, Source
from desktop.session.importing import gaps
from desktop.session.importing.layout import ABOVE, Layout
from tests.session.importing.bringing import PROJECT, after, layout_of, outcome_of
from tests.session.importing.lists import Rows, rows_of

MERGED: Rows = (
    ("Sr.", "Supplier", "Material", "Price (USD/kg)", "Capacity (t/year)"),
    ("A. Oxides",),
    (1, "Lynas Rare Earths", "NdPr oxide", 104, 100),
    (2, None, "Dysprosium oxide", 400, 5),
    ("Total", None, None, None, 105),
    (3, "IREL", "NdPr oxide", 98, 50),
)


def _down(layout: Layout, column: int) -> Layout:
    return layout.with_use(column, attrs.evolve(layout.uses[column], unclear=ABOVE))


def test_rows_without_a_name_below_one_that_has_it_are_counted_but_no_headings_and_totals() -> None:
    layout = layout_of(MERGED)
    assert (gaps.gaps(layout, 2, rows_of(MERGED)), gaps.gaps(layout, 3, rows_of(MERGED))) == (1, 0)


def test_a_row_whose_supplier_is_merged_with_the_one_above_waits_until_that_is_said() -> None:
    layout = layout_of(MERGED)
    waiting = outcome_of(MERGED, layout)
    assert [fault.key for line in waiting.draft.lines for fault in line.faults] == [
        "import-none-sources",
        "import-row-sum",
    ]
    found = outcome_of(MERGED, _down(layout, 2))
    offers = {(offer.source, offer.item) for offer in after(found).all(Offer)}
    assert ("lynas", "dy_oxide") in offers
    assert found.draft.filled == {4: (2,)}
    assert len(after(found).all(Source)) == len(PROJECT.all(Source))


def test_nothing_is_filled_above_the_first_name() -> None:
    rows: Rows = (MERGED[0], (1, None, "NdPr oxide", 104, 100), *MERGED[5:])
    found = outcome_of(rows, _down(layout_of(rows), 2))
    assert [fault.key for fault in found.draft.lines[0].faults] == ["import-none-sources"]
