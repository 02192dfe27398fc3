"""The sample as it is shipped, and its plans, each solved once for all tests."""

from collections.abc import Callable
from functools import cache

import pytest

from desktop.engine.goals import optimise
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.paths import resource
from desktop.store.project_file import load

Planned = Callable[[str, str], Plan]


@pytest.fixture(scope="session")
def sample() -> Project:
    return load(resource("samples", "motor-group.dhatu"))


@pytest.fixture(scope="session")
def planned(sample: Project) -> Planned:
    """The plan of a mix under a scenario."""

    @cache
    def plan(mix: str, scenario: str) -> Plan:
        return optimise(sample, mix, scenario, Silent())

    return plan
