"""The self-test of an installed program: the sample is planned, its workbook written and its pictures drawn."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from desktop.cli import Draw, said, tell
from desktop.model.progress import Silent
from desktop.model.records import Mix
from desktop.session import jobs
from desktop.session.answers import answering
from desktop.text.messages import say

_SECONDS = 5.0


def smoke(out: Path, draw: Draw) -> int:
    """Plan the sample and write workbook and pictures into ``out``: whether an installed program is whole."""
    began = time.monotonic()
    out.mkdir(parents=True, exist_ok=True)
    project = jobs.new_project(sample=True)
    jobs.save_project(project, out / f"sample{jobs.ENDING}")
    with answering(_SECONDS, tell) as answer:
        plans = jobs.compare(project, list(project.by_id(Mix))[:2], [], Silent(), answer)
    jobs.export_plan(plans, out / "plan.xlsx")
    draw(plans, out / "charts")
    told = say("cli-smoke", seconds=round(time.monotonic() - began, 1), path=str(out))
    sys.stdout.write(f"{told}\n")
    return said(answer, plans)
