"""The grid of the mix triangle: exact shares, filled roughly first, kept until the project changes."""

from collections.abc import Iterator
from itertools import pairwise

import attrs
import pytest

from desktop.model.edits import AddRecords, SetFields, apply
from desktop.model.progress import Cancelled, Silent
from desktop.model.project import Project
from desktop.model.records import Mix, Rule
from desktop.session import shares, triangle
from desktop.session.shares import Base
from desktop.session.triangle import Ground, Point, Triangles, splits
from tests.tiny import tiny_project

COARSE = 500


class Stopped:
    """A handle of a job that is stopped after so many reports."""

    def __init__(self, after: int) -> None:
        self.left = after

    def report(self, step: str, share: float) -> None:
        self.left -= 1
        if self.cancelled():
            raise Cancelled

    def cancelled(self) -> bool:
        return self.left < 0


@pytest.fixture
def project() -> Project:
    return tiny_project()


@pytest.fixture
def mix(project: Project) -> str:
    return next(iter(project.by_id(Mix)))


@pytest.fixture
def triangles() -> Iterator[Triangles]:
    with Triangles(COARSE) as kept:
        yield kept


def _fill(ground: Ground, *wanted: shares.Split) -> dict[shares.Split, Point]:
    found: dict[shares.Split, Point] = {}
    triangle.fill((ground, wanted or splits(COARSE)), Silent(), lambda point: found.update({point.shares: point}))
    return found


def test_a_grid_holds_every_split_once_and_begins_with_a_rough_picture() -> None:
    grid = splits(50)
    assert len(grid) == len(set(grid)) == 231
    assert all(sum(split) == 1000 and min(split) >= 0 for split in grid)
    assert all(share % 200 == 0 for split in grid[:21] for share in split)
    assert all(share % 100 == 0 for split in grid[:66] for share in split)


def test_neighbours_follow_each_other_within_each_picture() -> None:
    rough = splits(50)[:21]
    steps = [max(abs(a - b) for a, b in zip(*pair, strict=True)) for pair in pairwise(rough)]
    assert set(steps) == {200}


def test_a_point_has_the_shares_that_were_asked_for(project: Project, mix: str) -> None:
    found = _fill(Ground.of(project, mix, "", Base()), (1000, 0, 0), (500, 500, 0))
    assert [point.reached for point in found.values()] == [True, True]
    assert found[1000, 0, 0].cost != found[500, 500, 0].cost


def test_shares_that_no_source_can_fill_are_told(project: Project, mix: str) -> None:
    found = _fill(Ground.of(project, mix, "", Base()), (0, 0, 1000), (0, 1000, 0))
    assert (found[0, 0, 1000].reached, found[0, 0, 1000].met) == (False, False)
    assert (found[0, 1000, 0].reached, found[0, 1000, 0].met) == (True, True)


def test_the_ground_is_the_same_whatever_shares_the_mix_asks_for(project: Project, mix: str) -> None:
    base, wanted = Base(), dict(zip(("domestic", "licensed_chinese", "other_foreign"), (300, 300, 400), strict=True))
    asked = apply(project, shares.edit(project, mix, base, wanted))
    assert Ground.of(asked, mix, "", base).is_same(Ground.of(project, mix, "", base))


def test_the_ground_is_another_once_anything_else_changes(project: Project, mix: str) -> None:
    ground = Ground.of(project, mix, "", Base())
    row = next(iter(project.tables["offers"]))
    others = (
        Ground.of(apply(project, SetFields("offers", {row: {"price": 1.0}})), mix, "", Base()),
        Ground.of(apply(project, AddRecords("rules", [Rule(id="r", limit=50.0)])), mix, "", Base()),
        Ground.of(project, mix, "", Base(element="Dy")),
    )
    assert not any(ground.is_same(other) for other in others)


def test_what_was_filled_before_a_stop_is_kept_and_only_the_rest_is_filled(
    triangles: Triangles, project: Project, mix: str
) -> None:
    ground = Ground.of(project, mix, "", Base())
    with pytest.raises(Cancelled):
        triangles.fill(ground, Stopped(2), lambda _: None)
    known = triangles.points(ground)
    assert not triangles.is_full(ground)
    came: list[Point] = []
    triangles.fill(Ground.of(project, mix, "", Base()), Silent(), came.append)
    assert triangles.is_full(ground)
    assert len(known) + len(came) == len(splits(COARSE))


def test_a_filled_point_is_that_of_the_plan_with_such_rules(triangles: Triangles, project: Project, mix: str) -> None:
    ground = Ground.of(project, mix, "", Base())
    triangles.fill(ground, Silent(), lambda _: None)
    at_home = _fill(ground, (500, 500, 0))[500, 500, 0]
    there = next(point for point in triangles.points(ground) if point.shares == (500, 500, 0))
    assert attrs.astuple(there)[1:] == pytest.approx(attrs.astuple(at_home)[1:], rel=1e-9)
