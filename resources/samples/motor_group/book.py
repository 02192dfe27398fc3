"""The book that the sample is written into: records, each with the proofs of its figures."""

from __future__ import annotations

from desktop.model.project import Project
from desktop.model.records import TABLE_OF, Evidence, Record
from motor_group.facts import Proof


class Book:
    """Records by table, in the order in which they were written."""

    def __init__(self) -> None:
        self._records: dict[str, list[Record]] = {}
        self._evidence: list[Evidence] = []

    def add(self, record: Record, whole: Proof | None = None, **proofs: Proof) -> None:
        """Write a record with the proof of the ``whole`` record, of single fields, or both."""
        table = TABLE_OF[type(record)]
        self._records.setdefault(table.name, []).append(record)
        by_field = {"": whole, **proofs}
        for field, proof in by_field.items():
            if field and field not in table.field:
                raise LookupError(f"{table.name} has no field {field}")
            if proof is not None:
                self._evidence.append(proof.row(table.name, table.label(record) or table.title, field))

    def project(self) -> Project:
        """The project that was written."""
        return Project.of({**self._records, "evidence": self._evidence})
