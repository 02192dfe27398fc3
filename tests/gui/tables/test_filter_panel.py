"""The filter of a column: what is ticked, bounded or typed becomes its condition."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.gui.tables.filter_panel import FilterPanel
from desktop.model.fields import Value
from desktop.model.months import Month
from desktop.model.records import TABLE
from desktop.session.arranging import Among, Between, Condition, Containing, Filled

SOURCES: dict[Value, int] = {"JL": 3, "IREL": 1, "": 2}


def _panel(qtbot: QtBot, field: str, counts: dict[Value, int], now: Condition | None = None) -> FilterPanel:
    panel = FilterPanel(TABLE["offers"].field[field], counts, now)
    panel.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(panel)
    return panel


def _asked(panel: FilterPanel) -> list[Condition | None]:
    heard: list[Condition | None] = []
    panel.asked.connect(heard.append)
    panel.apply()
    return heard


def _texts(panel: FilterPanel) -> list[str]:
    box = panel.values.list
    return [box.item(at).text() for at in range(box.count())]


def test_values_are_listed_with_their_counts_and_all_ticked_is_no_filter(qtbot: QtBot) -> None:
    panel = _panel(qtbot, "source", SOURCES)
    assert _texts(panel) == ["IREL  (1)", "JL  (3)", "(empty)  (2)"]
    assert _asked(panel) == [None]


def test_only_the_values_ticked_are_asked_for(qtbot: QtBot) -> None:
    panel = _panel(qtbot, "source", SOURCES)
    panel.values.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert panel.values.everything.checkState() is Qt.CheckState.PartiallyChecked
    assert _asked(panel) == [Among("source", frozenset({"JL", ""}))]
    panel.values.everything.click()
    panel.values.everything.click()
    assert _asked(panel) == [Among("source", frozenset())]


def test_what_is_searched_for_is_asked_for(qtbot: QtBot) -> None:
    panel = _panel(qtbot, "source", SOURCES, Among("source", frozenset({""})))
    QTest.keyClicks(panel.values.search, "ire")
    assert _texts(panel) == ["IREL  (1)"]
    assert _asked(panel) == [Among("source", frozenset({"IREL"}))]


@pytest.mark.parametrize(
    ("least", "most", "condition"),
    [
        ("1,000", "", Between("price", 1000.0, None)),
        ("", "₹ 5", Between("price", None, 5.0)),
        ("1", "2", Between("price", 1.0, 2.0)),
        ("", "", None),
    ],
)
def test_bounds_are_read_as_in_cells(qtbot: QtBot, least: str, most: str, condition: Condition | None) -> None:
    panel = _panel(qtbot, "price", {40.0: 1})
    panel.kinds.setCurrentIndex(1)
    panel.least.setText(least)
    panel.most.setText(most)
    assert _asked(panel) == [condition]


def test_a_bound_that_cannot_be_read_keeps_the_panel_open(qtbot: QtBot) -> None:
    panel = _panel(qtbot, "first_month", {None: 1})
    panel.show()
    panel.kinds.setCurrentIndex(1)
    panel.least.setText("soon")
    assert _asked(panel) == []
    assert panel.isVisible()
    panel.least.setText("Mar 2027")
    assert _asked(panel) == [Between("first_month", Month.of(2027, 3), None)]
    assert not panel.isVisible()


@pytest.mark.parametrize(
    "condition",
    [
        Among("price", frozenset({40.0})),
        Between("price", 1.0, 2.5),
        Containing("price", "40"),
        Containing("price", "40", negated=True),
        Filled("price"),
        Filled("price", filled=False),
    ],
)
def test_the_panel_stands_as_the_column_is_filtered(qtbot: QtBot, condition: Condition) -> None:
    panel = _panel(qtbot, "price", {40.0: 1, 50.0: 1}, condition)
    assert _asked(panel) == [condition]


def test_keys_apply_and_clear_takes_the_filter_off(qtbot: QtBot) -> None:
    panel = _panel(qtbot, "source", SOURCES, Containing("source", "J"))
    heard: list[object] = []
    panel.asked.connect(heard.append)
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    QTest.keyClick(panel, Qt.Key.Key_Return)
    panel.clear()
    assert heard == [Containing("source", "J"), None]


def test_too_many_values_are_not_listed(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.gui.tables.filter_panel._MOST_VALUES", 2)
    panel = _panel(qtbot, "source", SOURCES)
    assert _texts(panel) == []
    assert panel.kinds.currentIndex() == 1
    assert _asked(panel) == [None]
    panel.kinds.setCurrentIndex(0)
    assert _asked(panel) == [None]
