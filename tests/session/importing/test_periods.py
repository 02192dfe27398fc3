import datetime as dt

import pytest

from desktop.model.months import Month
from desktop.session.importing import periods
from desktop.session.importing.periods import Period


@pytest.mark.parametrize(
    ("header", "first", "months"),
    [
        ("Apr-27", (2027, 4), 1),
        ("Sept'26", (2026, 9), 1),
        ("Price Jan 2027 (USD/kg)", (2027, 1), 1),
        ("2027-01", (2027, 1), 1),
        ("01/2027", (2027, 1), 1),
        ("2027年3月", (2027, 3), 1),
        ("FY27", (2026, 4), 12),
        ("FY 2026-27", (2026, 4), 12),
        ("2026-27", (2026, 4), 12),
        ("Q1 FY27", (2026, 4), 3),
        ("FY26-27 Q4", (2027, 1), 3),
        ("2027", (2027, 1), 12),
        ("CY2028 Q2", (2028, 4), 3),
        ("H1 FY28", (2027, 4), 6),
        ("2H FY28", (2027, 10), 6),
        ("Q1FY27", (2026, 4), 3),
        ("Apr-Jun 2027", (2027, 4), 3),
        ("Oct-Mar 2027", (2026, 10), 6),
        ("Apr'26-Mar'27", (2026, 4), 12),
        ("Apr FY28", (2027, 4), 1),
        ("Jan-Mar FY28", (2028, 1), 3),
        ("01-Apr-27", (2027, 4), 1),
        ("Market 2027", (2027, 1), 12),
    ],
)
def test_headers_name_months_quarters_and_years(header: str, first: tuple[int, int], months: int) -> None:
    found = periods.in_header(header)
    assert found is not None
    assert found[1] == Period(Month.of(*first), months)


@pytest.mark.parametrize(
    "header",
    [
        *("Unit price", "May be", "N42SH", "FY 2026-29", "Quarter", dt.date(2027, 1, 15)),
        *(
            "Mar 31, 2027",
            "31 Mar 2027",
            "31/03/2027",
            "2027-03-31",
            "Mar 31",
            "Margin 10%",
            "Octane 95",
            "Decision 24",
        ),
        *(
            "W12 2027",
            "2027-W12",
            "Q1 Q2 2027",
            "H1 H2 FY28",
            "FY28 (Apr-Sep)",
            "M1 2027",
            "YTD Apr-27",
            "2027 vs 2028",
        ),
        *("Apr 27 May 27", "Price till Mar 2027", "12/31/2027"),
    ],
)
def test_other_headers_name_none(header: str | dt.date) -> None:
    assert periods.in_header(header) is None


def test_what_else_a_header_says_is_kept() -> None:
    found = periods.in_header("Capacity FY28 (t)")
    assert found is not None
    assert found[0] == "Capacity (t)"
