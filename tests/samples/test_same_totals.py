"""The same figures of one plan on the command line, in the window and in the workbook that another program computed."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop import cli
from desktop.analysis import compare
from desktop.analysis.figures import figures
from desktop.gui.app import Parts
from desktop.model.project import Project
from desktop.model.records import Item, Mix
from desktop.model.records.supply import CLASSES
from desktop.paths import resource
from desktop.text.messages import say
from tests.gui.window import opened
from tests.session.recalculation import recalculated, values

MIX, NAME, SCENARIO = "40-35-25", "40/35/25", "dy-tb-stop"
SHARES = {f"share-{name.replace('_', '-')}": name for name in CLASSES}
KEYS = ("on-time", "cost", "landed", *SHARES, "files", "bent")
Totals = dict[str, float]


def _told(project: Path, book: Path, capsys: pytest.CaptureFixture[str]) -> Totals:
    """What the command line prints as JSON, while it writes the workbook."""
    call = ["plan", str(project), "--mix", MIX, "--scenario", SCENARIO, "--continuous", "--json", "--xlsx", str(book)]
    assert cli.main(call) == 0
    found = json.loads(capsys.readouterr().out)
    return {
        "on-time": found["on_time_share"],
        "cost": found["cost_inr"],
        "landed": found["landed_inr"],
        **{key: found["share_by_class"][name]["contained"] for key, name in SHARES.items()},
        "files": sum(file["files"] for file in found["licences"]),
        "bent": len({(bent["kind"], bent["rule"]) for bent in found["bent_rules"]}),
        **{item: part["on_time_share"] for item, part in found["coverage"].items()},
    }


def _below(cells: dict[tuple[str, int, int], object], sheet: str, header: str, row: str) -> float:
    """The number under the first cell with this header, in the next row that begins with ``row``."""
    at, column = min((r, c) for (name, r, c), value in cells.items() if (name, value) == (sheet, header))
    line = min(r for (name, r, c), value in cells.items() if (name, c, value) == (sheet, 1, row) and r > at)
    found = cells[sheet, line, column]
    assert isinstance(found, int | float)
    return float(found)


def _written(book: Path, items: Mapping[str, str]) -> Totals:
    """What the sheets Compare and Summary say, every formula computed afresh; ``items`` are names by id."""
    (cells,) = map(values, recalculated(book))
    heads = {row.key: say(f"report-unit-{row.kind}", name=row.label) for row in compare.ROWS if row.key in KEYS}
    found = {key: _below(cells, "Compare", head, NAME) for key, head in heads.items()}
    assert _below(cells, "Summary", "Cost (INR)", say("figure-cost")) == pytest.approx(found["cost"], rel=1e-6)
    return found | {
        item: _below(cells, "Summary", say("report-column-on-time-share"), name) for item, name in items.items()
    }


def _on_cards(parts: Parts) -> str:
    return "\n".join(" ".join(view.texts) for view in parts.plan.cards.views)


def _seen(qtbot: QtBot, parts: Parts, told: Totals) -> Totals:
    """What the table of the compare page is sorted by, in SI, and the targets of the plan on the plan page.

    Its cards count rules and files as they were ``told``.
    """
    parts.hub.choose(mix=MIX, scenario=SCENARIO)
    parts.window.go_to("plan")
    qtbot.waitUntil(lambda: parts.planner.up_to_date, timeout=30_000)
    plan = parts.planner.plan
    assert plan is not None
    qtbot.waitUntil(lambda: f"{told['bent']:.0f} gave way" in _on_cards(parts))
    assert f"{told['files']:.0f} files" in _on_cards(parts)
    parts.window.go_to("compare")
    mixes = parts.hub.project.all(Mix)
    table = parts.compare.table.results
    qtbot.waitUntil(lambda: table.rowCount() == len(mixes), timeout=30_000)
    names, *columns = table.columns
    at = [text.split("  (")[0] for text in names.texts].index(NAME)
    by_label = {column.help.splitlines()[0]: column.keys[at] for column in columns if column.help}
    shown = {row.key: float(by_label[row.label]) for row in compare.ROWS if row.key in KEYS}
    targets = {item: part.on_time_share for item, part in figures(plan).coverage.items()}
    return shown | targets


def test_the_command_line_the_window_and_the_workbook_tell_the_same_of_a_plan(
    qtbot: QtBot, sample: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "plan.xlsx"
    told = _told(resource("samples", "motor-group.dhatu"), book, capsys)
    with opened(sample) as parts:
        seen = _seen(qtbot, parts, told)
    items = {key: sample.by_id(Item)[key].name for key in told if key not in KEYS}
    written = _written(book, items)
    assert len(items) == 4
    assert seen == pytest.approx(told, rel=1e-6)
    assert written == pytest.approx(told, rel=1e-6)
