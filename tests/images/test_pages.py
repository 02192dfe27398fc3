"""Every page, light and dark, small and large, empty and full: a machine looks for what is cut, crossed or outside."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from desktop.gui import theme
from desktop.gui.app import Parts
from desktop.gui.page import Pieces
from desktop.gui.planner import PlanJob
from desktop.model.project import Project
from tests.gui.window import opened
from tests.images import looking
from tests.images.projects import PROJECTS, one_for_all, sample
from tests.tiny import tiny_project

SIZES = ((1366, 768), (2560, 1440))


@pytest.fixture
def looks(qapp: QApplication) -> Iterator[Callable[[str], None]]:
    """Choose light or dark; the usual look is back after the test."""
    sheet, palette = qapp.styleSheet(), qapp.palette()
    yield lambda name: theme.choose(qapp, name)
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)


def _settled(parts: Parts) -> bool:
    wanted = ((parts.hub.choice.mix, parts.hub.choice.scenario), *parts.planner.wanted)
    ready = all(parts.planner.plan_of(*pair) is not None for pair in wanted if pair[0])
    return ready and all(pieces.done for pieces in parts.window.findChildren(Pieces))


def _wait(parts: Parts) -> None:
    """Until every plan that is wanted is there and drawn, and what was drawn is laid out."""
    loop, timer = QEventLoop(), QTimer()
    timer.timeout.connect(lambda: loop.quit() if _settled(parts) else None)
    timer.start(10)
    loop.exec()
    timer.stop()
    for _ in range(2):
        QApplication.sendPostedEvents()
        parts.window.grab()


@contextmanager
def _every_page(
    project: Project, size: tuple[int, int], plan_job: PlanJob | None = None
) -> Iterator[Iterator[tuple[str, Parts]]]:
    with opened(project, plan_job=plan_job) as parts:
        parts.window.resize(*size)

        def pages() -> Iterator[tuple[str, Parts]]:
            for at in range(parts.window.pages.count()):
                parts.window.pages.setCurrentIndex(at)
                _wait(parts)
                yield type(parts.window.pages.currentWidget()).__name__, parts

        yield pages()


@pytest.mark.parametrize(("look", "name"), [*(("light", name) for name in PROJECTS), ("dark", "large")])
def test_nothing_is_cut_crossed_or_outside(look: str, name: str, looks: Callable[[str], None]) -> None:
    looks(look)
    size = SIZES[look == "dark"]
    found: dict[str, list[str]] = {}
    with _every_page(PROJECTS[name](), size) as pages:
        for page, parts in pages:
            window = parts.window
            found[page] = [*looking.cut(window), *looking.overlapping(window), *looking.outside(window)]
    assert {page: told for page, told in found.items() if told} == {}


def test_nothing_of_the_sample_is_cut_crossed_or_outside_in_a_small_window(looks: Callable[[str], None]) -> None:
    looks("dark")
    found: dict[str, list[str]] = {}
    with _every_page(sample(), SIZES[0], one_for_all()) as pages:
        for page, parts in pages:
            window = parts.window
            with looking.shortening(window) as short:
                window.grab()
            found[page] = [*short, *looking.cut(window), *looking.overlapping(window), *looking.outside(window)]
            found[page] += [*looking.shortened(window), *looking.over_one_another(window)]
            assert (window.width(), window.height()) == SIZES[0], page
    assert {page: told for page, told in found.items() if told} == {}


@pytest.mark.parametrize("project", [tiny_project, sample])
def test_no_word_is_cut_where_all_are_half_as_long_again(
    project: Callable[[], Project], looks: Callable[[str], None], half_as_long_again: None
) -> None:
    looks("light")
    found: dict[str, list[str]] = {}
    with _every_page(project(), SIZES[0], one_for_all()) as pages:
        for page, parts in pages:
            with looking.shortening(parts.window) as short:
                parts.window.grab()
            found[page] = [*short, *looking.cut(parts.window)]
            assert (parts.window.width(), parts.window.height()) == SIZES[0], page
    assert {page: told for page, told in found.items() if told} == {}
