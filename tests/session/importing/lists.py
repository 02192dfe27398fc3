"""Supplier lists as planners have them, each in another style, and the rows that they are read as."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from desktop.session.intake import Cell, Line, Row

Value = str | float | int | dt.date | None
Rows = Sequence[Sequence[Value]]

TITLED: Rows = (
    ("Supplier quotations for rare earth materials",),
    ("Purchase department, as of 12 November 2026; prices without tax",),
    (),
    ("S.No", "Vendor name", "Country of origin", "Material", "HSN", "Quote (RMB/MT)", "Quote (USD/kg)", "Incoterms",
     "Annual capacity (MT)", "MOQ (kg)", "Lead time (weeks)", "Quotation date", "Remarks"),
    (1, "IREL (India) Ltd", "IN", "NdPr Oxide 99.5%", 28469010, None, 98.5, "EXW", 500, 500, 3,
     dt.date(2026, 11, 2), ""),
    (2, "JL MAG Rare-Earth Co., Ltd.", "PRC", "NdFeB magnet N42SH", 85051110, 655000, None, "FOB Ningbo", 1200, 1000, 9,
     dt.date(2026, 11, 4), "general licence"),
    (3, "Baotou Jinshan Magnetics", "China", "NdFeB magnet N38UH", 85051110, 720000, None, "FOB Tianjin", 600, 2000, 10,
     dt.date(2026, 11, 4), ""),
    (4, "Lynas Rare Earths", "Malaysia", "NdPr Oxide 99.5%", 28469010, None, 104, "CIF", "2,400", 1000, 8,
     dt.date(2026, 10, 28), ""),
    (5, "Hitachi Metals Vietnam", "VNM", "NdFeB magnet N42SH", 85051110, None, "98.40", "FOB", 240, 500, 11,
     dt.date(2026, 11, 9), ""),
    (6, "Ganzhou Tengyuan", "China", "Dysprosium oxide", 28469090, "on request", None, "FOB", 60, 50, 9,
     dt.date(2026, 11, 9), "price to follow"),
    ("Total", None, None, None, None, None, None, None, 5000, None, None, None, None),
)  # fmt: skip

CONTINENTAL = (
    "Manufacturer;Origin;Product;UoM;Currency;Unit price;Delivery terms;Capacity [t/year];Lead time (days);"
    "Payment terms (days)\r\n"
    "Neo Performance Materials;EST;NdFeB magnet N38SH;kg;EUR;81,40;FOB;1.200,5;95;30\r\n"
    "China Northern Rare Earth (Group);CHN;NdPr metal;t;CNY;585.000,00;FOB;3.000;60;-15\r\n"
    "Less Common Metals;UK;NdPr metal;kg;USD;92,75;CIF;150;70;30\r\n"
    "JS Link Yesan;KOR;NdFeB magnet N38SH;kg;USD;84,60;FOB;400;92;-15\r\n"
)

ACROSS: Rows = (
    ("Price outlook, USD/kg", None, None, None, None, None),
    ("Mfr", "Item", "Apr-27", "May-27", "Jun-27", "Capacity FY28 (t)", "Capacity FY29 (t)"),
    ("Lynas Rare Earths", "NdPr oxide", 104, 105.5, 106, 1800, 2400),
    ("Energy Fuels", "NdPr oxide", 110, None, 112, 600, 900),
    ("Iluka", "Dysprosium oxide", 410, 415, 420, 20, "n/a"),
)


def text_of(rows: Rows) -> str:
    """Rows as they are copied from a spreadsheet."""
    return "\n".join("\t".join("" if value is None else str(value) for value in row) for row in rows)


def rows_of(rows: Rows) -> list[Row]:
    """Rows as a workbook would give them: those that have anything, with the place of each cell."""
    found = [
        [Cell(at, column, value) for column, value in enumerate(row, start=1) if value not in (None, "")]
        for at, row in enumerate(rows, start=1)
    ]
    return [row for row in found if row]


def lines_of(rows: Rows) -> list[Line]:
    """The same rows as they are kept."""
    return [(row[0].row, tuple(c.column for c in row), tuple(c.value for c in row), None) for row in rows_of(rows)]


def split(text: str, delimiter: str) -> Rows:
    """The rows of a text file, every cell as text."""
    return [line.split(delimiter) for line in text.splitlines()]


def write_xlsx(path: Path, rows: Rows) -> Path:
    """Rows as a workbook, days as days."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Quotes")
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(at, column, value, day)
                elif value is not None:
                    sheet.write(at, column, value)
    return path
