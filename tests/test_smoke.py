"""The self-test of an installed program does what it says."""

from pathlib import Path

import pytest

from desktop import cli, smoke


def test_the_self_test_plans_the_sample_and_writes_its_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn: list[int] = []
    assert smoke.smoke(tmp_path / "out", lambda plans, _: drawn.append(len(plans))) == cli.DONE
    assert drawn == [2]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"sample.dhatu", "plan.xlsx"}
    assert "The program is whole" in capsys.readouterr().out
