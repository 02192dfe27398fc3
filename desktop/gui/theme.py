"""How the window looks: fonts, palettes for light and dark, the colours that mean something, spacing."""

from __future__ import annotations

import attrs
from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop.paths import resource

GRID = 8
BASE_POINT_SIZE = 10.0
SMALL = 9.0
TITLE = 11.0
FIGURE = 17.0
CLASS_COLOURS = {"domestic": "#009E73", "licensed_chinese": "#D55E00", "other_foreign": "#0072B2"}
# A second cue beside the colour, so that classes can be told apart in grey and by everyone.
CLASS_PATTERNS = {"domestic": "", "licensed_chinese": "hatch", "other_foreign": "dots"}
_ICON_NAME = "iconName"
_ICON_SIZES = (16, 32, 48)
"""Pixels a side: icons are shown 16 high, on screens of one to three pixels a point."""
_TICKED = ("QCheckBox", "QRadioButton", "QListView", "QTreeView", "QTableView")
_DARKER = 140
"""Fusion draws the outline of a box to tick as the window's colour, so many percent darker."""
SERIES = ("#4C51BF", "#B7791F", "#0E7490", "#A21CAF", "#4D7C0F", "#BE123C", "#475569", "#0369A1")


@attrs.frozen
class Colours:
    """The surface and text colours of one appearance; contrast of text on surface is at least 4.5 to 1."""

    window: str
    surface: str
    sunken: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    bad: str
    bad_soft: str
    good: str
    warn: str


LIGHT = Colours(
    window="#F4F5F8",
    surface="#FFFFFF",
    sunken="#F8F9FB",
    border="#DCE0E7",
    text="#1B2330",
    muted="#5A6575",
    accent="#4C51BF",
    on_accent="#FFFFFF",
    accent_soft="#E7E8FA",
    bad="#B3261E",
    bad_soft="#FCE8E6",
    good="#0B7A5A",
    warn="#8A5A00",
)
DARK = Colours(
    window="#14171C",
    surface="#1C2027",
    sunken="#191D23",
    border="#343B47",
    text="#E7EAF0",
    muted="#A3ADBC",
    accent="#8E93F5",
    on_accent="#14171C",
    accent_soft="#2C2F55",
    bad="#FF8A80",
    bad_soft="#4A2320",
    good="#4FD1A5",
    warn="#F0B44C",
)

_SCHEMES = {
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "system": Qt.ColorScheme.Unknown,
}


def colours() -> Colours:
    """The colours of the appearance in use."""
    lightness = QApplication.palette().color(QPalette.ColorRole.Window).lightness()
    return DARK if lightness < 128 else LIGHT  # noqa: PLR2004 - the middle of 0-255


def set_up(app: QApplication) -> None:
    """Load the fonts and choose the style; once, before the first window."""
    app.setStyle("Fusion")
    for font in sorted(resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(font))
    app.setFont(_base_font())


def choose(app: QApplication, theme: str) -> None:
    """Show the window in "light" or "dark", or as the "system" wants it."""
    hints = app.styleHints()
    hints.setColorScheme(_SCHEMES[theme])
    dark = theme == "dark" or (theme == "system" and hints.colorScheme() is Qt.ColorScheme.Dark)
    shown = DARK if dark else LIGHT
    app.setPalette(_palette(shown))
    for kind in _TICKED:
        app.setPalette(_ticked(shown), kind)  # type: ignore[arg-type]  # bytes, as declared, are refused
    app.setStyleSheet(_sheet(shown))
    for widget in app.allWidgets():
        if isinstance(widget, QAbstractButton) and (name := widget.property(_ICON_NAME)):
            widget.setIcon(icon(name))


def _base_font() -> QFont:
    font = QFont("Noto Sans")
    font.setPointSizeF(BASE_POINT_SIZE)
    return tabular(font)


def tabular(font: QFont) -> QFont:
    """The same font with figures of one width, so that columns of numbers align."""
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def sized(points: float, *, bold: bool = False) -> QFont:
    """The interface font in another size."""
    font = tabular(QFont(QApplication.font()))
    font.setPointSizeF(points)
    font.setBold(bold)
    return font


def series_colour(position: int) -> str:
    """The colour of the n-th series that has no meaning of its own, lighter in the dark."""
    colour = QColor(SERIES[position % len(SERIES)])
    return colour.lighter(150).name() if colours() is DARK else colour.name()


def icon(name: str, colour: str = "") -> QIcon:
    """One of our line icons, drawn in a colour; without one, in the text colour of the appearance in use."""
    shown = colours()
    made = QIcon()
    for size in _ICON_SIZES:
        made.addPixmap(_drawn(name, colour or shown.text, size), QIcon.Mode.Normal)
        made.addPixmap(_drawn(name, shown.border, size), QIcon.Mode.Disabled)
    return made


def set_icon(button: QAbstractButton, name: str) -> None:
    """Give a button one of our icons, which is drawn again when another appearance is chosen."""
    button.setProperty(_ICON_NAME, name)
    button.setIcon(icon(name))


def app_icon() -> QIcon:
    """The program's own icon."""
    return QIcon(str(resource("icons", "dhatu.svg")))


def _drawn(name: str, colour: str, size: int) -> QPixmap:
    """An icon of so many pixels a side, drawn once."""
    key, pixmap = f"dhatu/{name}/{colour}/{size}", QPixmap()
    if QPixmapCache.find(key, pixmap):
        return pixmap
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    QPixmapCache.insert(key, pixmap)
    return pixmap


def _palette(shown: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(QColor(shown.surface), QColor(shown.window))
    for where, colour in {
        role.WindowText: shown.text,
        role.Base: shown.surface,
        role.AlternateBase: shown.sunken,
        role.Text: shown.text,
        role.Button: shown.surface,
        role.ButtonText: shown.text,
        role.PlaceholderText: shown.muted,
        role.ToolTipBase: shown.surface,
        role.ToolTipText: shown.text,
        role.Highlight: shown.accent,
        role.HighlightedText: shown.on_accent,
        role.Accent: shown.accent,
        role.Link: shown.accent,
        role.Mid: shown.border,
    }.items():
        palette.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, mixed(shown.muted, shown.surface, 0.45))
    return palette


def _ticked(shown: Colours) -> QPalette:
    """The palette of what is ticked, in which the outline of a box is seen on every surface."""
    palette = _palette(shown)
    palette.setColor(QPalette.ColorRole.Window, mixed(shown.muted, shown.surface, 0.1).lighter(_DARKER))
    return palette


def mixed(colour: str, other: str, share: float) -> QColor:
    """One colour mixed with another."""
    first, second = QColor(colour), QColor(other)
    pairs = (
        (first.red(), second.red()),
        (first.green(), second.green()),
        (first.blue(), second.blue()),
    )
    return QColor(*(round(a + (b - a) * share) for a, b in pairs))


def _sheet(shown: Colours) -> str:
    text = resource("icons", "style.qss").read_text(encoding="utf-8")
    for name, colour in attrs.asdict(shown).items():
        text = text.replace(f"@{name}@", colour)
    return text
