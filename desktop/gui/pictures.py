"""Pictures of the charts of plans, and a plan on one page, without a window: for command line and self-test."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.gui import handout as page
from desktop.gui import theme
from desktop.gui.charts import export
from desktop.gui.charts.bars import BarsView
from desktop.gui.charts.lines import LinesView
from desktop.gui.charts.stack import StackView
from desktop.gui.charts.states import Bars, Lines, Stack
from desktop.gui.hub import Choice
from desktop.gui.views import cost, stock, supply
from desktop.model.errors import FileFault
from desktop.model.plan import Plan
from desktop.session import handout

_WIDTH, _HEIGHT = 1280, 560


def write(plans: Sequence[Plan], folder: Path) -> None:
    """Write the charts of the first plan, and of several side by side, as PNG and SVG, and its page as PDF.

    Raises FileFault.
    """
    app = QApplication.instance()
    if app is None:
        app = QApplication([sys.argv[0], "-platform", "offscreen"])
    if isinstance(app, QApplication):
        theme.set_up(app)
        theme.choose(app, "light")
    choice = Choice()
    states: dict[str, Stack | Lines | Bars] = {
        "supply": supply.stack(plans[0], choice),
        "stock": stock.levels(plans[0], choice),
        "cover": stock.cover(plans[0], choice),
        "cost": cost.by_source(plans[0], choice),
    }
    if len(plans) > 1:
        states["compare-cost"] = cost.side_by_side(plans, choice)
        states["compare-supply"] = supply.side_by_side(plans, choice)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileFault("file-not-written", path=str(folder), reason=str(error)) from error
    for name, state in states.items():
        _write(state, folder / name)
    found = handout.of_plan(plans[0])
    handout.keep(page.pdf(found, found.title), folder / f"plan{handout.ENDING}", None)


def _write(state: Stack | Lines | Bars, path: Path) -> None:
    view = StackView() if isinstance(state, Stack) else LinesView() if isinstance(state, Lines) else BarsView()
    view.resize(_WIDTH, _HEIGHT)
    view.show_state(state)  # type: ignore[arg-type]  # each view is made for its state above
    # The width of an axis is known only after it was painted once.
    view.grab()
    QApplication.sendPostedEvents()
    for ending in (".png", ".svg"):
        export.save(view, path.with_suffix(ending))
    view.deleteLater()
