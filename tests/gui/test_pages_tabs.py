"""Tables that not every project has stand behind tabs that are there only when there is something to show."""

from PySide6.QtWidgets import QTabWidget
from pytestqt.qtbot import QtBot

from desktop.gui.tables.results import ResultTable
from desktop.model.records import Incentive, Licence
from tests.gui.test_pages import ready
from tests.gui.window import opened
from tests.tiny import tiny_project, tiny_rows


def _column(table: ResultTable, header: str) -> list[str]:
    (found,) = [column for column in table.results.columns if column.header == header]
    return list(found.texts)


def test_agreements_incentives_and_files_in_hand_have_tabs_where_there_are_any(qtbot: QtBot) -> None:
    project = tiny_project(
        sources=tiny_rows("sources", "JL", take_or_pay_share=80.0, take_or_pay_quantity=100.0),
        incentives=[Incentive(id="PLI", item="motor", rate=5.0)],
        licences=[Licence(id="F1", regime="A18", offer="JL-magnet", quantity=50.0, status="granted")],
    )
    with opened(project) as parts:
        parts.hub.choose(mass_unit="kg")
        parts.window.go_to("plan")
        ready(qtbot, parts)
        tabs = parts.plan.findChild(QTabWidget)
        assert tabs is not None
        shown = [tabs.tabText(at) for at in range(tabs.count()) if tabs.isTabVisible(at)]
        assert shown[4:] == ["Files in hand (1)", "Incentives (2)", "Yearly agreements (2)"]
        assert _column(parts.plan.tabs.incentives, "Fiscal year") == ["FY27", "FY28"]
        assert _column(parts.plan.tabs.agreements, "Paid for in any case") == ["80.0", "80.0"]
        assert _column(parts.plan.tabs.held, "Allowed") == ["50.00"]
