"""The help window: pages shipped with the program, and links that lead nowhere else."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from desktop import __version__
from desktop.gui.help import HelpWindow
from desktop.paths import resource


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def window(parent: QWidget) -> HelpWindow:
    return HelpWindow(parent)


def _follow(window: HelpWindow, address: str) -> None:
    browser = window.findChild(QTextBrowser)
    assert isinstance(browser, QTextBrowser)
    browser.anchorClicked.emit(QUrl(address))


def test_the_page_about_the_program_names_its_version(window: HelpWindow) -> None:
    window.show_page("about")
    assert window.isVisible()
    assert f"Dhatu {__version__}" in window.text


@pytest.mark.parametrize("page", [path.stem for path in sorted(resource("help").glob("*.md"))])
def test_every_page_opens_and_has_no_gap_left_to_fill(window: HelpWindow, page: str) -> None:
    window.show_page(page)
    assert len(window.text) > 100
    assert "{" not in window.text


def test_a_link_to_another_page_opens_it(window: HelpWindow) -> None:
    window.show_page("planner")
    _follow(window, "about.md")
    assert f"Dhatu {__version__}" in window.text


@pytest.mark.parametrize("address", ["https://example.com/about", "../about.md", "file:///etc/passwd", "nowhere.md"])
def test_a_link_to_anything_else_does_nothing(window: HelpWindow, address: str) -> None:
    window.show_page("planner")
    before = window.text
    _follow(window, address)
    assert window.text == before
