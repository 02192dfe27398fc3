"""What the benchmark prints: one table, each row of which the README can quote."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import attrs


@attrs.frozen
class Row:
    """One line: what was measured on which project, the figure, what it is compared with, and their ratio."""

    project: str
    what: str
    figure: str
    against: str = ""
    ratio: float | None = None


def show(title: str, rows: Iterable[Row]) -> None:
    """Print a table in Markdown, each row as soon as it is measured."""
    _write(f"\n### {title}\n\n| project | measured | figure | against | ratio |\n| --- | --- | --- | --- | --- |")
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        _write(f"| {row.project} | {row.what} | {row.figure} | {row.against} | {ratio} |")


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
