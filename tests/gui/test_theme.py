"""How the window looks: texts that can be read in light and dark, and marks in the colour asked for."""

import math
from collections.abc import Iterator

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QCheckBox, QFrame, QPushButton
from pytestqt.qtbot import QtBot

from desktop.gui import theme
from desktop.gui.theme import DARK, LIGHT, Colours


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """The application, which looks as before when the test is over."""
    palette, sheet = qapp.palette(), qapp.styleSheet()
    yield qapp
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Unknown)
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)


def _light(colour: str) -> float:
    """Relative luminance, as the web's rules for contrast define it."""
    seen = QColor(colour)
    return 0.2126 * _linear(seen.redF()) + 0.7152 * _linear(seen.greenF()) + 0.0722 * _linear(seen.blueF())


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.03928 else math.pow((share + 0.055) / 1.055, 2.4)


def _contrast(first: str, second: str) -> float:
    low, high = sorted((_light(first), _light(second)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_defined() -> None:
    assert _contrast("#000000", "#FFFFFF") == pytest.approx(21.0)


@pytest.mark.parametrize("shown", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_every_surface_it_stands_on(shown: Colours) -> None:
    pairs = [
        (text, on)
        for text in ("text", "muted", "bad", "good", "warn", "accent")
        for on in ("surface", "window", "sunken")
    ]
    pairs += [
        ("text", "accent_soft"),
        ("text", "bad_soft"),
        ("text", "border"),
        ("on_accent", "accent"),
        ("surface", "bad"),
    ]
    faint = {
        pair: round(_contrast(getattr(shown, pair[0]), getattr(shown, pair[1])), 2)
        for pair in pairs
        if _contrast(getattr(shown, pair[0]), getattr(shown, pair[1])) < 4.5
    }
    assert faint == {}


@pytest.mark.parametrize(("name", "shown"), [("light", LIGHT), ("dark", DARK)])
def test_the_chosen_appearance_colours_the_whole_window(app: QApplication, name: str, shown: Colours) -> None:
    theme.choose(app, name)
    assert theme.colours() is shown
    assert app.palette().base().color().name().upper() == shown.surface
    assert "@" not in app.styleSheet()
    assert shown.bad in app.styleSheet()


@pytest.mark.parametrize(("name", "shown"), [("light", LIGHT), ("dark", DARK)])
def test_a_box_to_tick_is_seen_on_its_surface(app: QApplication, qtbot: QtBot, name: str, shown: Colours) -> None:
    theme.choose(app, name)
    card = QFrame()
    qtbot.addWidget(card)
    QCheckBox(card).setGeometry(0, 0, 24, 24)
    picture = card.grab().toImage()
    edges = {picture.pixelColor(x, 12).name() for x in range(24)}
    assert max(_contrast(edge, shown.surface) for edge in edges) >= 3.0


def test_the_icons_of_buttons_follow_the_appearance(app: QApplication, qtbot: QtBot) -> None:
    theme.choose(app, "light")
    button = QPushButton()
    qtbot.addWidget(button)
    theme.set_icon(button, "add")
    before = button.icon().pixmap(32).toImage()
    theme.choose(app, "dark")
    assert button.icon().pixmap(32).toImage() != before


@pytest.mark.parametrize("colour", ["", "#ff0000"])
def test_a_mark_is_drawn_in_the_colour_asked_for_or_that_of_texts(colour: str) -> None:
    picture = theme.icon("problem", colour).pixmap(48).toImage()
    pixels = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
    seen = {pixel.name() for pixel in pixels if pixel.alpha() == 255}
    assert QColor(colour or theme.colours().text).name() in seen


def test_colours_mix_by_shares() -> None:
    assert theme.mixed("#000000", "#ffffff", 0.2).name() == "#333333"


def test_classes_differ_by_more_than_their_colour() -> None:
    assert len(set(theme.CLASS_PATTERNS.values())) == len(theme.CLASS_COLOURS) == 3
    assert set(theme.CLASS_PATTERNS) == set(theme.CLASS_COLOURS)


def test_every_colour_is_a_colour() -> None:
    assert all(QColor.isValidColorName(colour) for shown in (LIGHT, DARK) for colour in attrs.asdict(shown).values())
