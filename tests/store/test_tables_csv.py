"""A project's tables go out as text that no spreadsheet computes and that gives the same project back."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.model.errors import FileFault
from desktop.model.progress import Cancelled, Silent
from desktop.model.project import Project
from desktop.model.records import TABLES, Item, Scenario
from desktop.store import tables_csv, tables_in
from tests import strategies
from tests.store.test_tables_out import NASTY, full_project, scenarios
from tests.tiny import tiny_project


def kept(project: Project, folder: Path) -> dict[str, object]:
    """The content after a way out and back."""
    path = folder / "tables.zip"
    tables_csv.write(project, path)
    reading = tables_in.read(path)
    assert reading.problems == ()
    return dict(reading.records)


def test_the_tiny_project_comes_back_as_it_was(tmp_path: Path) -> None:
    assert kept(tiny_project(), tmp_path) == tiny_project().content()
    assert kept(full_project(), tmp_path) == full_project().content()


@settings(max_examples=30)
@given(strategies.projects())
def test_any_project_comes_back_as_it_was(project: Project) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert kept(project, Path(folder)) == project.content()


def test_every_text_stays_the_text_it_was(tmp_path: Path) -> None:
    project = scenarios(*NASTY)
    assert kept(project, tmp_path) == project.content()


@settings(max_examples=50)
@given(st.lists(st.text(st.sampled_from("=+-@'\"\t\r\n,; ax\0\ufeffन😀"), min_size=1), min_size=1))
@example(["'=", "''", "'", "\r\n", '"', "=", "\ufeff"])
def test_awkward_text_comes_back_as_it_was(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = scenarios(*texts)
        assert kept(project, Path(folder)) == project.content()


def test_no_cell_begins_as_a_formula_does(tmp_path: Path) -> None:
    path = tmp_path / "tables.zip"
    tables_csv.write(scenarios(*NASTY), path)
    with zipfile.ZipFile(path) as package:
        text = package.read("Scenarios.csv").decode("utf-8-sig")
    notes = [row[-1] for row in csv.reader(io.StringIO(text, newline=""))]
    assert len(notes) == len(NASTY) + 1
    assert [note for note in notes if note[:1] in set("=+-@\t\r")] == []


class _Stopped(Silent):
    def report(self, step: str, share: float) -> None:
        if share:
            raise Cancelled


def test_a_long_way_out_can_be_stopped_and_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "tables.zip"
    tables_csv.write(tiny_project(), path)
    before = path.read_bytes()
    many = Project.of({"items": [Item(id=f"item-{at}", name="x") for at in range(1_500)]})
    with pytest.raises(Cancelled):
        tables_csv.write(many, path, _Stopped())
    assert path.read_bytes() == before


def test_every_table_has_a_file_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "tables.zip"
    tables_csv.write(tiny_project(), path)
    with zipfile.ZipFile(path) as package:
        assert package.namelist() == [f"{table.title}.csv" for table in TABLES]


def test_half_characters_are_marked(tmp_path: Path) -> None:
    assert kept(scenarios("a\ud800b"), tmp_path)["scenarios"] == (Scenario(id="s0", note="a\ufffdb"),)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match="file-no-folder"):
        tables_csv.write(tiny_project(), tmp_path / "none" / "tables.zip")
