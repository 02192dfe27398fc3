"""What goes out of a project as a workbook or as text gives an equal project when it is brought in."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from desktop.model.checks import errors
from desktop.model.differences import differences
from desktop.model.project import Project
from desktop.session import jobs
from tests.engine.drawn import drawn_project


def back(project: Project, path: Path) -> Project:
    """What a new project has after the tables were exported and imported."""
    jobs.export_tables(project, path)
    return jobs.import_tables(path, jobs.new_project(sample=False))


def test_the_sample_comes_back_equal(tmp_path: Path) -> None:
    sample = jobs.new_project(sample=True)
    assert back(sample, tmp_path / "inputs.xlsx").content() == sample.content()


@pytest.mark.timeout(1800)
def test_any_sound_project_comes_back_equal(tmp_path: Path, thorough: bool) -> None:
    wanted = 500 if thorough else 3
    sound = (project for project in map(drawn_project, range(9000, 9600)) if not errors(project))
    tried = 0
    for project in islice(sound, wanted):
        again = back(project, tmp_path / "inputs.xlsx")
        assert again.content() == project.content()
        assert differences(project, again) == ()
        tried += 1
    assert tried == wanted
