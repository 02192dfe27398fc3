"""The frame around every chart: title, unit, legend, what to say when empty, and a menu to take the chart elsewhere."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.alerts import Dialogs
from desktop.gui.charts import export
from desktop.gui.charts.legend import Legend
from desktop.gui.charts.states import Chart, Names
from desktop.gui.words import Elided, plain_label, set_state
from desktop.model.errors import FileFault
from desktop.session import clips
from desktop.text.messages import say, sentence

MOST_LAYERS = 10
_SENTENCE, _CANVAS = range(2)
S = TypeVar("S", bound=Chart)


class ChartFrame(QFrame, Generic[S]):
    """Shows one state; ``show_state`` may be called as often as the state changes, nothing is built anew.

    What it draws on is made with the first state that is not empty: until then nobody sees it, and it takes its time.

    ``state`` is what it was given, ``drawn`` what of it is drawn: no more layers than can be told apart, and none
    that was hidden in the legend. ``picked`` carries the position and the key of what was asked about, in a chart that
    can tell.
    """

    picked = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.state: S | None = None
        self.hidden: Names = frozenset()
        self.is_old = False
        self._canvas: QWidget | None = None
        self.dialogs = Dialogs(self)
        self._title, self._unit, self._said = Elided(), plain_label(muted=True), _Said()
        self._title.setFont(theme.sized(theme.TITLE, bold=True))
        self._legend = Legend()
        self._legend.pressed.connect(self.toggle)
        self._empty = plain_label(muted=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._menu = self._actions()
        self._more = QToolButton()
        self._more.setObjectName("more")
        self._more.setAutoRaise(True)
        self._more.setText("⋯")
        self._more.setToolTip(say("chart-more"))
        self._more.setAccessibleName(say("chart-more"))
        self._more.clicked.connect(self._on_more)
        kept = self._more.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._more.setSizePolicy(kept)
        self._more.hide()
        self._lay_out()
        self._coloured = theme.colours()

    def show_state(self, state: S) -> None:
        """Draw a state."""
        self.state = state
        if not state.is_empty and self._canvas is None:
            self._canvas = self._begin()
            self._pages.addWidget(self._canvas)
            if self.is_old:
                self._mute()
        self._title.show_text(state.title)
        self._title.setMaximumWidth(self._title.fontMetrics().horizontalAdvance(state.title) + 4)
        self._unit.setText(state.unit)
        self._said.tell("")
        self._legend.show_series(() if state.is_empty else state.topped(MOST_LAYERS).series, self.hidden)
        self._more.setVisible(not state.is_empty)
        self._empty.setText(state.empty)
        self._pages.setCurrentIndex(_SENTENCE if state.is_empty else _CANVAS)
        named = say("chart-named", title=state.title, unit=state.unit) if state.unit else state.title
        self.setAccessibleName(named)
        self._layout.activate()
        if not state.is_empty:
            self._draw(self.drawn)

    def show_old(self, old: bool) -> None:
        """Tell whether the figures are those of a plan that another is about to replace: they are muted then."""
        if old is not self.is_old:
            self.is_old = old
            set_state(self._title, "muted" if old else "")
            if self._canvas is not None:
                self._mute()

    def height_of(self, canvas: int) -> int:
        """The height at which what is drawn has so much of it, below title and legend."""
        margins = self._layout.contentsMargins()
        return canvas + self._title.height() + self._legend.height() + margins.top() + margins.bottom() + theme.GRID

    @property
    def drawn(self) -> S:
        """What of the state is drawn; asked for only while there is one."""
        assert self.state is not None  # noqa: S101 - nothing is drawn or pointed at before
        return self.state.topped(MOST_LAYERS).without(self.hidden)

    def toggle(self, name: str = "") -> None:
        """Hide the series of a name, or show it again; it stays so while the data change. No name: show every one."""
        self.hidden = self.hidden ^ {name} if name else frozenset()
        if self.state is not None:
            self.show_state(self.state)

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture."""
        with export.bare(self, self._said, self._more):
            QGuiApplication.clipboard().setImage(export.picture(self))
        self._said.tell(say("chart-copied"))

    def copy_table(self) -> None:
        """Put the numbers on the clipboard, all of them, with their units."""
        if self.state is None or not self.state.rows:
            return
        data = QMimeData()
        data.setText(clips.to_tsv(self.state.rows))
        data.setHtml(clips.to_html(self.state.rows))
        QGuiApplication.clipboard().setMimeData(data)
        self._said.tell(say("chart-copied"))

    def save(self) -> None:
        """Ask where to, write the chart, by the ending as PNG or SVG, and say how that went."""
        title = say("chart-save-title")
        path = self.dialogs.ask_save(title, say("chart-kinds"), f"{_file_name(self._title.whole)}.png")
        if path is None:
            return
        try:
            with export.bare(self, self._said, self._more):
                export.save(self, path)
        except FileFault as fault:
            self._said.tell(sentence(fault))
        else:
            self._said.tell(say("chart-saved", path=path.name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy with the usual key."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_picture()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme; palettes also change where a part is shown for the first time."""
        changes = event.type() == QEvent.Type.PaletteChange and hasattr(self, "_coloured")
        if changes and self._coloured is not theme.colours():
            self._coloured = theme.colours()
            self._recolour()
        super().changeEvent(event)

    def _begin(self) -> QWidget:
        """Make what is drawn on."""
        raise NotImplementedError

    def _draw(self, state: S) -> None:
        raise NotImplementedError

    def _mute(self) -> None:
        """Draw paler what is old, where that can be done without drawing it anew."""

    def _recolour(self) -> None:
        """Draw in the colours of the appearance in use."""
        if self.state is not None:
            self.show_state(self.state)

    def _actions(self) -> QMenu:
        menu = QMenu(self)
        for key, act in (
            ("chart-copy-picture", self.copy_picture),
            ("chart-copy-table", self.copy_table),
            ("chart-save", self.save),
            ("chart-show-all", self.toggle),
        ):
            action = QAction(say(key), menu)
            action.triggered.connect(act)  # a lambda would keep the chart; Qt adds that nothing is ticked
            menu.addAction(action)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        return menu

    def _on_menu(self, where: QPoint) -> None:
        known = self.state is not None and not self.state.is_empty
        for action in self._menu.actions():
            action.setEnabled(known)
        _, table, _, everything, *_ = self._menu.actions()
        table.setEnabled(known and self.state is not None and bool(self.state.rows))
        everything.setEnabled(bool(self.hidden))
        self._menu.popup(self.mapToGlobal(where))

    def _on_more(self) -> None:
        self._on_menu(self._more.geometry().bottomLeft())

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self._title, 4)
        head.addWidget(self._unit)
        head.addWidget(self._said, 1)
        return head

    def _lay_out(self) -> None:
        self._pages = QStackedLayout()
        self._pages.addWidget(self._empty)
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, theme.GRID + 4, 2 * theme.GRID, theme.GRID)
        layout.setSpacing(theme.GRID // 2)
        head = self._head()
        head.addWidget(self._more)
        layout.addLayout(head)
        layout.addWidget(self._legend)
        layout.addLayout(self._pages, 1)


class _Said(Elided):
    """What is said beside the title, which has all the room while nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("muted", True)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def tell(self, text: str) -> None:
        """Say something, or nothing any more."""
        self.show_text(text)
        self.setVisible(bool(text))


def _file_name(title: str) -> str:
    """A title as the name of a file: what no system takes is left out."""
    return "".join(letter for letter in title if letter.isalnum() or letter in " -_.").strip()
