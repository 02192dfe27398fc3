"""A project's input tables as text, one CSV file per table in a zip, which ``tables_in`` reads back exactly."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from desktop.model.fields import Value
from desktop.model.progress import Progress, Silent
from desktop.model.project import Project
from desktop.model.records import TABLES, Record, Table
from desktop.store.reading.delimited import KEPT_FROM_COMPUTING
from desktop.store.whole_file import write_whole
from desktop.text import entry

_TOGETHER = 1_000
_NO_TEXT = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
"""Halves of characters, which no encoding can hold."""


def write(project: Project, path: Path, progress: Progress | None = None) -> None:
    """Write every table of ``project`` to ``path``; an older file there stays whole until the new one is complete.

    Text that spreadsheets would compute, such as ``=1+1``, goes out behind an apostrophe, and so does text that
    begins with one; reading takes it off again. A record without any entry leaves no trace. Raises FileFault when the
    file cannot be written, and Cancelled when ``progress`` says so; then nothing is written.
    """
    target, told = io.BytesIO(), progress or Silent()
    content = project.content()
    records = max(sum(map(len, content.values())), 1)
    written = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for table in TABLES:
            text = io.StringIO(newline="")
            writer = csv.writer(text)
            for line in _lines(table, content[table.name]):
                if written % _TOGETHER == 0:
                    told.report("step-write", min(written / records, 1.0))
                writer.writerow(line)
                written += 1
            package.writestr(f"{table.title}.csv", text.getvalue().encode("utf-8-sig"))
    told.report("step-write", 1.0)
    write_whole(path, target.getbuffer())


def _lines(table: Table, records: tuple[Record, ...]) -> Iterator[list[str]]:
    yield [field.header for field in table.fields]
    for record in records:
        yield [_shown(getattr(record, field.name)) for field in table.fields]


def _shown(value: Value) -> str:
    """A value as text that reads back; only text can be taken for something else."""
    text = entry.show(value).translate(_NO_TEXT)
    return f"'{text}" if isinstance(value, str | tuple) and text[:1] in KEPT_FROM_COMPUTING else text
