"""The linked sliders: always 100 % together, locked ones stay, and who is told what when."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.gui.share_sliders import ShareSliders

START = {"domestic": 200, "licensed_chinese": 500, "other_foreign": 300}


@pytest.fixture
def sliders(qtbot: QtBot) -> ShareSliders:
    """Sliders at 20, 50 and 30 %."""
    made = ShareSliders()
    qtbot.addWidget(made)
    made.resize(340, 220)
    made.show()
    made.show_shares(START)
    return made


def _heard(sliders: ShareSliders) -> list[str]:
    told: list[str] = []
    sliders.dragged.connect(lambda _: told.append("dragged"))
    sliders.settled.connect(lambda _: told.append("settled"))
    return told


def test_shares_add_to_the_whole_wherever_a_slider_is_moved(sliders: ShareSliders) -> None:
    for name in START:
        for value in (0, 1, 333, 997, 1000, 500):
            sliders.slider(name).setValue(value)
            assert sliders.shares[name] == value
            assert sum(sliders.shares.values()) == 1000
            assert sum(sliders.slider(each).value() for each in START) == 1000
            assert sum(sliders.box(each).value() for each in START) == pytest.approx(100)


def test_the_others_give_in_proportion_to_what_they_have(sliders: ShareSliders) -> None:
    sliders.slider("domestic").setValue(600)
    assert sliders.shares == {"domestic": 600, "licensed_chinese": 250, "other_foreign": 150}


def test_a_locked_share_stays_and_cannot_be_moved(sliders: ShareSliders) -> None:
    sliders.lock("other_foreign").click()
    sliders.slider("domestic").setValue(400)
    assert sliders.shares == {"domestic": 400, "licensed_chinese": 300, "other_foreign": 300}
    sliders.slider("domestic").setValue(1000)
    assert sliders.shares == {"domestic": 700, "licensed_chinese": 0, "other_foreign": 300}
    assert sliders.slider("domestic").value() == 700
    assert not sliders.slider("other_foreign").isEnabled()
    assert not sliders.box("other_foreign").isEnabled()
    sliders.lock("other_foreign").click()
    assert sliders.slider("other_foreign").isEnabled()


def test_with_two_locked_nothing_moves(sliders: ShareSliders) -> None:
    sliders.lock("domestic").click()
    sliders.lock("other_foreign").click()
    sliders.slider("licensed_chinese").setValue(900)
    assert sliders.shares == START
    assert sliders.slider("licensed_chinese").value() == 500


def test_a_typed_number_settles_at_once(qtbot: QtBot, sliders: ShareSliders) -> None:
    told = _heard(sliders)
    with qtbot.waitSignal(sliders.settled) as signal:
        sliders.box("domestic").setValue(60.0)
    assert signal.args == [{"domestic": 600, "licensed_chinese": 250, "other_foreign": 150}]
    assert told == ["settled"]


def test_a_drag_tells_of_every_move_and_settles_once_at_the_end(sliders: ShareSliders) -> None:
    told = _heard(sliders)
    slider = sliders.slider("domestic")
    slider.setSliderDown(True)
    for value in (300, 350, 400):
        slider.setValue(value)
    assert sliders.is_dragged
    slider.setSliderDown(False)
    assert told == ["dragged"] * 3 + ["settled"]
    assert not sliders.is_dragged


def test_pressing_the_groove_takes_the_slider_there(sliders: ShareSliders) -> None:
    told = _heard(sliders)
    slider = sliders.slider("domestic")
    middle = QPoint(slider.width() // 2, slider.height() // 2)
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=middle)
    assert sliders.shares["domestic"] == pytest.approx(500, abs=10)
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=middle)
    assert told[-1] == "settled"
    assert told.count("settled") == 1


def test_showing_shares_tells_nobody(sliders: ShareSliders) -> None:
    told = _heard(sliders)
    sliders.show_shares({"domestic": 1000, "licensed_chinese": 0, "other_foreign": 0})
    assert told == []
    assert sliders.box("domestic").value() == 100
