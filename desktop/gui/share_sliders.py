"""Three linked sliders for the shares of the classes: they always add to 100 %, and each can be locked."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QSlider, QStyle, QStyleOptionSlider, QToolButton, QWidget

from desktop.gui import theme
from desktop.gui.words import plain_label
from desktop.model.records.supply import CLASSES
from desktop.session.shares import WHOLE, rebalance
from desktop.text.messages import say


class ShareSliders(QWidget):
    """``dragged`` while a slider moves, ``settled`` when it is let go or a number is entered."""

    dragged = Signal(dict)
    settled = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: dict[str, int] = dict.fromkeys(CLASSES, 0)
        self._showing = False
        self._sliders: dict[str, _Slider] = {}
        self._boxes: dict[str, QDoubleSpinBox] = {}
        self._locks: dict[str, QToolButton] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(theme.GRID)
        layout.setVerticalSpacing(0)
        layout.setColumnStretch(0, 1)
        for at, name in enumerate(CLASSES):
            label = plain_label(say(f"class-{name}"))
            layout.addWidget(label, 2 * at, 0)
            layout.addWidget(self._box(name), 2 * at, 1)
            layout.addWidget(self._lock(name), 2 * at, 2)
            layout.addWidget(self._slider(name), 2 * at + 1, 0, 1, 3)
            label.setBuddy(self._sliders[name])

    @property
    def shares(self) -> dict[str, int]:
        """The shares shown, in tenths of a percent."""
        return dict(self._shares)

    @property
    def is_dragged(self) -> bool:
        """Whether a slider is held."""
        return any(slider.isSliderDown() for slider in self._sliders.values())

    def show_shares(self, shares: Mapping[str, int]) -> None:
        """Show shares that add to 1000 tenths of a percent, without telling anyone."""
        self._shares = dict(shares)
        self._showing = True
        for name in CLASSES:
            self._sliders[name].setValue(shares[name])
            self._boxes[name].setValue(shares[name] / 10)
        self._showing = False

    def slider(self, name: str) -> QSlider:
        """The slider of a class."""
        return self._sliders[name]

    def box(self, name: str) -> QDoubleSpinBox:
        """The number of a class."""
        return self._boxes[name]

    def lock(self, name: str) -> QToolButton:
        """The lock of a class."""
        return self._locks[name]

    def _move(self, name: str, value: int) -> None:
        locked = {other for other, lock in self._locks.items() if lock.isChecked()}
        self.show_shares(rebalance(self._shares, name, value, locked))

    def _on_slider(self, value: int) -> None:
        if self._showing:
            return
        slider = self.sender()
        name = next(name for name, known in self._sliders.items() if known is slider)
        self._move(name, value)
        if self._sliders[name].isSliderDown():
            self.dragged.emit(self.shares)
        else:
            self.settled.emit(self.shares)

    def _on_released(self) -> None:
        self.settled.emit(self.shares)

    def _on_box(self, value: float) -> None:
        if self._showing:
            return
        box = self.sender()
        self._move(next(name for name, known in self._boxes.items() if known is box), round(10 * value))
        self.settled.emit(self.shares)

    def _on_lock(self, locked: bool) -> None:
        for name, button in self._locks.items():
            theme.set_icon(button, "lock" if button.isChecked() else "unlock")
            self._sliders[name].setEnabled(not button.isChecked())
            self._boxes[name].setEnabled(not button.isChecked())

    def _slider(self, name: str) -> QWidget:
        slider = self._sliders[name] = _Slider(theme.CLASS_COLOURS[name])
        slider.setAccessibleName(say("share-of", name=say(f"class-{name}")))
        slider.valueChanged.connect(self._on_slider)
        slider.sliderReleased.connect(self._on_released)
        return slider

    def _box(self, name: str) -> QWidget:
        box = self._boxes[name] = QDoubleSpinBox()
        box.setRange(0, 100)
        box.setDecimals(1)
        box.setSuffix(" %")
        box.setKeyboardTracking(False)
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.setAccessibleName(say("share-of", name=say(f"class-{name}")))
        box.valueChanged.connect(self._on_box)
        return box

    def _lock(self, name: str) -> QWidget:
        button = self._locks[name] = QToolButton()
        button.setCheckable(True)
        button.setAutoRaise(True)
        theme.set_icon(button, "unlock")
        button.setToolTip(say("share-lock", name=say(f"class-{name}")))
        button.setAccessibleName(say("share-lock", name=say(f"class-{name}")))
        button.toggled.connect(self._on_lock)
        return button


class _Slider(QSlider):
    """A slider whose groove is filled with the colour of its class up to the handle."""

    def __init__(self, colour: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._colour = colour
        self.setRange(0, WHOLE)
        self.setSingleStep(10)
        self.setPageStep(50)
        self.setMinimumHeight(24)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Jump to where the groove is pressed, and drag from there."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self._handle(option)
        if event.button() is Qt.MouseButton.LeftButton and not handle.contains(event.position().toPoint()):
            span = max(self.width() - handle.width(), 1)
            place = event.position().x() - handle.width() / 2
            self.setSliderDown(True)
            self.setValue(QStyle.sliderValueFromPosition(0, WHOLE, round(place), span))
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw groove, filled part and handle."""
        shown = theme.colours()
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self._handle(option).center().x()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2
        painter.setBrush(QColor(shown.border))
        painter.drawRoundedRect(0, round(middle - 3), self.width(), 6, 3, 3)
        painter.setBrush(QColor(self._colour) if self.isEnabled() else QColor(shown.muted))
        painter.drawRoundedRect(0, round(middle - 3), handle, 6, 3, 3)
        painter.setPen(QColor(shown.accent if self.hasFocus() else shown.muted))
        painter.setBrush(QColor(shown.surface))
        painter.drawEllipse(handle - 8, round(middle) - 8, 16, 16)
        painter.end()

    def _handle(self, option: QStyleOptionSlider) -> QRect:
        control = QStyle.ComplexControl.CC_Slider
        return self.style().subControlRect(control, option, QStyle.SubControl.SC_SliderHandle, self)
