"""The facts as the sample reads them: figures from the CSV files, each with the proof of where it comes from."""

from __future__ import annotations

import csv
import datetime as dt
import re
from functools import cache
from pathlib import Path
from statistics import fmean

import attrs

from desktop.model.records import Evidence

FACTS = Path(__file__).parents[2] / "facts"
COMPILED = dt.date(2026, 6, 23)
"""The date of the newest document that the facts were compiled from."""
_NAMED = 3
"""How many publishers are named where an estimate rests on many."""


@attrs.frozen
class Proof:
    """What sort of figure it is, when it was true, who says so, and how good it is."""

    basis: str
    date: dt.date | None
    origin: str
    grade: str
    note: str = ""

    def row(self, table: str, record: str, field: str) -> Evidence:
        """The evidence row of one field of a record, or of the whole record."""
        return Evidence(
            table=table,
            record=record,
            field=field,
            basis=self.basis,
            date=self.date,
            origin=self.origin,
            grade=self.grade,
            note=self.note,
        )

    def noted(self, note: str) -> Proof:
        """The same proof with a note added."""
        return attrs.evolve(self, note=f"{self.note}; {note}" if self.note else note)


@attrs.frozen
class Figure:
    """The middle of a range in one unit, with its proof."""

    value: float
    unit: str
    proof: Proof


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one CSV file of the facts."""
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def row(name: str, /, **wanted: str) -> dict[str, str]:
    """The only row of a file whose columns hold the wanted values; of several the latest dated."""
    found = [r for r in rows(name) if all(r[column] == value for column, value in wanted.items())]
    if not found:
        raise LookupError(f"{name}.csv has no row with {wanted}")
    return max(found, key=lambda r: r.get("date", ""))


def cited(source: str, note: str = "", *, basis: str = "published", grade: str = "") -> Proof:
    """The proof that document ``source`` (such as "S25") gives; its grade is the document's reliability."""
    document = row("sources", id=source)
    origin = f"{document['publisher']} [{source}]"
    return Proof(basis, _date(document["date"]), origin, grade or document["reliability_A_to_D"], note)


def estimate(note: str) -> Proof:
    """The proof of what the facts call an estimate, or of what the sample assumes for want of a figure."""
    origin = f"planning estimate{_after(note) or ' of this sample, no published figure'}"
    return Proof("estimate", COMPILED, origin, "D", f"Estimate: {note}")


def computed(note: str) -> Proof:
    """The proof of what follows from other figures by arithmetic."""
    return Proof("computed", COMPILED, f"computed{_after(note)}", "B", note)


def _after(note: str) -> str:
    """Who published the documents that a note names, such as " after IREL, Reuters"."""
    publishers = dict.fromkeys(row("sources", id=name)["publisher"] for name in re.findall(r"\[(S\d+)\]", note))
    named = [*list(publishers)[:_NAMED], *(["others"] if len(publishers) > _NAMED else [])]
    return f" after {', '.join(named)}" if named else ""


def price(product: str, region: str, spec: str | None = None, date: str | None = None) -> Figure:
    """The latest quoted price of a product in a region, or that of ``date``; CNY/t is turned into CNY/kg."""
    wanted = {"product": product, "region": region}
    wanted |= {"spec": spec} if spec else {}
    wanted |= {"date": date} if date else {}
    quote = row("prices", **wanted)
    value, unit = fmean((float(quote["low"]), float(quote["high"]))), quote["unit"]
    per_kg, unit_per_kg = (value / 1000, "CNY/kg") if unit == "CNY/t" else (value, unit)
    note = f"{quote['low']}-{quote['high']} {unit}, {quote['basis']}, {region}"
    note += f"; {quote['note']}" if quote["note"] else ""
    proof = attrs.evolve(cited(quote["source_id"], note, grade=quote["reliability"]), date=_date(quote["date"]))
    return Figure(per_kg, unit_per_kg, proof)


def grade(name: str) -> dict[str, str]:
    """A row of the grade table, such as that of "SH"."""
    return row("magnet_grades", family="NdFeB", grade_class=name)


def middle(record: dict[str, str], column: str) -> float:
    """The middle of the low and high figures of ``column``."""
    return fmean((float(record[f"{column}_low"]), float(record[f"{column}_high"])))


def metal_share(element: str) -> float:
    """How many kg of the element in one kg of its oxide (facts.md 6.1)."""
    return float(row("materials", symbol=element)["oxide_to_metal_factor"])


def magnet_mass(product: str) -> Figure:
    """How many kg of magnet in one product."""
    record = row("products", product=product)
    documents = record["source_id"].split()
    note = f"{record['unit']}, {record['confidence']}; {record['note']}"
    proof = cited(documents[0], note) if documents else estimate(note)
    return Figure(float(record["default_kg"]), "kg", proof)


def supplier(name: str) -> dict[str, str]:
    """A row of the suppliers' table."""
    return row("suppliers", name=name)


def nameplate(name: str, note: str) -> Proof:
    """The proof of a capacity that is assumed to be open to the group, beside what the supplier has."""
    record = supplier(name)
    known = record["nameplate_tpa"] or record["y2026_tpa"] or record["y2025_tpa"]
    size = f"{known} t a year in all ({record['capacity_basis']})" if known else "no tonnage published"
    documents = "".join(f"[{name}]" for name in record["source_id"].split())
    return estimate(f"{note}; {record['name']}: {size}, {record['status_as_of_mid_2026']} {documents}")


def yuan_per_dollar() -> Figure:
    """The rate that the Reuters benchmark of February 2026 implies (facts.md 10)."""
    quote = row("prices", product="NdPr oxide", spec="benchmark", date="2026-02-18")
    rate = float(quote["low"]) / 1000 / float(quote["usd_per_kg_low"])
    return Figure(round(rate, 2), "CNY/USD", cited(quote["source_id"], "850,000 yuan/t equated to $123/kg"))


def _date(text: str) -> dt.date | None:
    """The day of ``2026-02-18``, or the first day of ``2026-02`` or ``2026``."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    return dt.date(*[*parts, 1, 1][:3])
