"""What every test gets: no screen, a fixed clock zone, an empty home, and silence in the log."""

import logging
import os
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "Asia/Kolkata"
if hasattr(time, "tzset"):
    time.tzset()

# The same examples on every run, so that a red build is about the change; "search" looks for new ones.
hypothesis.settings.register_profile("ci", derandomize=True, print_blob=True, deadline=None)
hypothesis.settings.register_profile("search", max_examples=2000, print_blob=True, deadline=None)
hypothesis.settings.load_profile("ci")

TESTS = Path(__file__).parent

# What is computed again by other means, damaged or drawn at random goes through the same lines a thousand times, and a
# window's lines are not counted at all: watching these tests doubles their time. The tests of each part are watched.
UNWATCHED = (
    "end2end/",
    "engine/known/",
    "engine/test_planted_",
    "engine/test_properties.py",
    "engine/test_random_projects.py",
    "gui/",
    "images/",
    "samples/",
)

_homes = count()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Without these, tests that damage files or wander at random try a part of all cases."""
    parser.addoption("--thorough", action="store_true", help="try every fault, bit and page, and 1,000 kills")
    parser.addoption("--steps", default="60", help="steps of the random session in tests/gui/test_tables.py")
    parser.addoption("--seed", default="1", help="another seed is another session")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Coverage rests during the tests that it is not there for."""
    if item.path.is_relative_to(TESTS) and item.path.relative_to(TESTS).as_posix().startswith(UNWATCHED):
        item.add_marker("no_cover")


@pytest.fixture
def thorough(request: pytest.FixtureRequest) -> bool:
    """Whether every case is to be tried, however long it takes."""
    return bool(request.config.getoption("--thorough"))


@pytest.fixture(autouse=True)
def home_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Settings and recovery copies of one test are never seen by the next, nor by the person running it."""
    monkeypatch.setenv("DHATU_HOME", str(tmp_path_factory.getbasetemp() / "homes" / str(next(_homes))))


@pytest.fixture(autouse=True)
def children_as_unwatched(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where coverage rests, it does not start in child processes either."""
    if request.node.get_closest_marker("no_cover") is not None:
        monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def silence_in_the_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in the log fails the test; one that means to cause it bears the mark `stray_logs`."""
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    yield
    root.removeHandler(collector)
    if collector.lines and request.node.get_closest_marker("stray_logs") is None:
        pytest.fail("stray log lines:\n" + "\n".join(collector.lines), pytrace=False)
