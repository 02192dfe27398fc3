import math
import subprocess
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest
from openpyxl import load_workbook

from desktop.model.plan import Bent, Plan
from tests.analysis.plans import JAN, JUN, solved_rich
from tests.session.test_report import bent, planned, values, written

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""


def recalculated(path: Path) -> Path:
    """The workbook as another program computes it: every formula afresh."""
    profile, out = path.parent / "profile", path.parent / "recalculated"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    command = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=110)
    return out / path.name


def rich() -> list[Plan]:
    """Tiers, incentives, agreements, a file in hand, and limits of odd kinds that gave way, of a whole answer."""
    gave = (
        Bent("concentration at most", "C", JAN, JUN, 0.07, "HHI", 0.45, 0.52),
        Bent("not both used", "N", JAN, JUN, 1.0, "", 1.0, 0.0),
    )
    plan = solved_rich()
    return [attrs.evolve(plan, bent=gave, answer="whole", bound=plan.cost.total - 1000.0), plan]


def nothing() -> list[Plan]:
    return planned(targets=[])


@pytest.mark.parametrize("make", [planned, bent, rich, nothing])
def test_another_program_computes_what_the_workbook_shows(make: Callable[[], list[Plan]], tmp_path: Path) -> None:
    path = written(make(), tmp_path)
    again, shown = values(recalculated(path)), values(path)
    formulas = [place for place, value in values(path, computed=False).items() if str(value).startswith("=")]
    live = [place for place in formulas if shown.get(place) != "=1+1"]
    assert len(live) > 90
    for place in live:
        new, old = again.get(place), shown.get(place)
        if isinstance(old, int | float):
            assert isinstance(new, int | float), (place, new)
            assert math.isclose(new, old, rel_tol=1e-9, abs_tol=1e-9), (place, new, old)
        else:
            assert new == old, place
    texts = [str(value) for value in again.values()]
    assert [text for text in texts if text.startswith(("#", "Err:")) or text == "Differs"] == []


def test_a_changed_order_moves_the_cost_and_is_told_by_the_checks(tmp_path: Path) -> None:
    path = written(planned(), tmp_path)
    book = load_workbook(path)
    book["Orders"]["N5"] = 330000.0  # 10,000 more than planned
    book.save(path)
    again = values(recalculated(path))
    assert again["Summary", 29, 2] == 1960000.0
    assert (again["Summary", 15, 1], again["Summary", 15, 2]) == ("Checks of this workbook", "Differs")
    assert [again["Checks", row, 6] for row in range(5, 14)] == ["OK", *["Differs"] * 3, *["OK"] * 5]
