"""Every dot of the mix triangle is named, however crowded, and no name lies over another or over a dot."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPointF, QRectF

from desktop.gui.charts import triangle_names

ROOM = QRectF(0, 0, 420, 320)


def _round(spot: QPointF) -> QRectF:
    return QRectF(spot.x() - 9, spot.y() - 9, 18, 18)


@pytest.mark.parametrize("apart", [0.0, 1.0, 6.0])
def test_twenty_dots_at_one_place_all_get_a_name(apart: float) -> None:
    spots = [QPointF(210 + apart * at, 160 + apart * (at % 5)) for at in range(20)]
    sizes = [(60.0 + 3 * at, 15.0) for at in range(20)]
    dots = [_round(spot) for spot in spots]
    found = triangle_names.places(spots, sizes, ROOM, dots)
    named = [box for box in found if box is not None]
    assert len(named) == 20
    assert all(ROOM.contains(box) for box in named)
    assert not any(one.intersects(other) for one, other in combinations(named, 2))
    assert not any(box.intersects(dot) for box in named for dot in dots)


def test_a_name_stands_beside_its_dot_where_it_can() -> None:
    spot = QPointF(100, 100)
    (box,) = triangle_names.places([spot], [(60.0, 16.0)], ROOM, [_round(spot)])
    assert box is not None
    assert box.top() < 100 < box.bottom()
    assert 0 < box.left() - 100 < 20


def test_a_name_for_which_there_is_no_room_at_all_is_left_to_the_pointer() -> None:
    spots = [QPointF(20, 10)] * 3
    assert triangle_names.places(spots, [(30.0, 16.0)] * 3, QRectF(0, 0, 70, 18), [])[2] is None


def test_many_dots_at_one_place_have_one_name_with_how_many_others_there_are() -> None:
    few = [QPointF(20, 10), QPointF(80, 10), QPointF(21, 11), QPointF(20, 12)]
    assert triangle_names.gathered(few) == {0: 0, 1: 0, 2: 0, 3: 0}
    assert triangle_names.gathered([*few, QPointF(20, 11)]) == {0: 3, 1: 0}
