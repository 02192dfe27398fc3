"""The report can be read and copied."""

from PySide6.QtGui import QGuiApplication

from desktop.gui.app import Parts
from desktop.gui.report_window import ReportWindow


def test_the_report_is_shown_before_it_is_copied(parts: Parts) -> None:
    parts.actions["report"].trigger()
    (window,) = parts.window.findChildren(ReportWindow)
    assert window.text.startswith("Dhatu ")
    assert "Qt 6" in window.text
    assert "Tiny" not in window.text
    window.copy()
    assert QGuiApplication.clipboard().text() == window.text
    window.close()
