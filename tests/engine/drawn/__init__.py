"""Random projects, the same for a seed everywhere, with every feature of the model switched on or off by chance."""

from __future__ import annotations

from desktop.model.project import Project
from tests.engine.drawn import goods, policy, supply
from tests.engine.drawn.draw import FEATURES, FIRST, Draw
from tests.engine.drawn.policy import MIXES, SCENARIO

__all__ = ["FEATURES", "FIRST", "MIXES", "SCENARIO", "drawn_project"]


def drawn_project(seed: int) -> Project:
    """The project of a seed: one to nine months, two mixes, one scenario; contradictory, short or closed as may be."""
    draw = Draw(seed)
    return Project.of({**goods.tables(draw), **supply.tables(draw), **policy.tables(draw)})
