"""Somebody who clicks, drags, turns the wheel and types at random: what each act is follows from a seed."""

import random
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QMenu, QWidget

from desktop.gui.app import Parts

_KEYS = (
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Space,
    Qt.Key.Key_Return,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Plus,
    Qt.Key.Key_Minus,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_7,
)
_HELD = (Qt.KeyboardModifier.NoModifier,) * 3 + (Qt.KeyboardModifier.ShiftModifier,)
_LEFT = Qt.MouseButton.LeftButton


class Monkey:
    """Acts on the pages of a window; menus and questions that open are answered at random, and none opens a file."""

    def __init__(self, parts: Parts, seed: int) -> None:
        self._window = parts.window
        self._chance = random.Random(seed)
        self._front: QWidget | None = None
        self.done: list[str] = []

    def run(self, acts: int, after: Callable[[int], None], pause: int = 0) -> None:
        """Do so many things, one after another, and tell their number ``after`` each; returns when all are done.

        Each is asked for before the last is done: a menu or question that waits for its answer gets one.
        """
        loop, left = QEventLoop(), [acts]

        def step() -> None:
            if not left[0]:
                loop.quit()
                return
            left[0] -= 1
            QTimer.singleShot(pause, self._window, step)
            self.act()
            after(acts - left[0])

        QTimer.singleShot(0, self._window, step)
        loop.exec()

    def act(self) -> None:
        """Do one thing, to what is in front."""
        target = self._target()
        if target is None:
            return
        acts: tuple[Callable[[QWidget], None], ...] = (
            self._click,
            self._click,
            self._click,
            self._double,
            self._drag,
            self._turn,
            self._type,
            self._type,
            self._right,
        )
        act = self._chance.choice(acts)
        self.done.append(f"{act.__name__} {type(target).__name__} {target.accessibleName()}")
        act(target)
        if self._chance.random() < 1 / 40:
            self._window.pages.setCurrentIndex(self._chance.randrange(1, self._window.pages.count()))

    def _target(self) -> QWidget | None:
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        front = popup or modal or self._window.pages.currentWidget()
        if front is None:
            return None
        if isinstance(front, QMenu | QDialog) and self._chance.random() < 1 / 2:  # else it would stay for ever
            front.close()
            return None
        self._front = front  # kept: with a list that only Qt holds, what was found in it would count as deleted
        below = [each for each in front.findChildren(QWidget) if each.isVisible() and each.isEnabled()]
        return self._chance.choice(below) if below else front

    def _point(self, target: QWidget) -> QPoint:
        return QPoint(self._chance.randrange(max(target.width(), 1)), self._chance.randrange(max(target.height(), 1)))

    def _click(self, target: QWidget) -> None:
        if isinstance(target, QComboBox):  # its list would wait for an answer
            target.setCurrentIndex(self._chance.randrange(max(target.count(), 1)))
            target.activated.emit(target.currentIndex())
            return
        QTest.mouseClick(target, _LEFT, self._chance.choice(_HELD), self._point(target))

    def _double(self, target: QWidget) -> None:
        QTest.mouseDClick(target, _LEFT, Qt.KeyboardModifier.NoModifier, self._point(target))

    def _right(self, target: QWidget) -> None:
        QTest.mouseClick(target, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, self._point(target))

    def _drag(self, target: QWidget) -> None:
        start, end = self._point(target), self._point(target)
        QTest.mousePress(target, _LEFT, Qt.KeyboardModifier.NoModifier, start)
        for step in range(1, 4):
            QTest.mouseMove(target, start + (end - start) * step / 3)
        QTest.mouseRelease(target, _LEFT, Qt.KeyboardModifier.NoModifier, end)

    def _turn(self, target: QWidget) -> None:
        where = QPointF(self._point(target))
        notches = QPoint(0, self._chance.choice((-240, -120, 120, 240)))
        held = self._chance.choice((*_HELD, Qt.KeyboardModifier.ControlModifier))
        phase = Qt.ScrollPhase.NoScrollPhase
        turned = QWheelEvent(
            where, target.mapToGlobal(where), QPoint(), notches, Qt.MouseButton.NoButton, held, phase, False
        )
        QApplication.sendEvent(target, turned)

    def _type(self, target: QWidget) -> None:
        target = QApplication.focusWidget() or target
        key, held = self._chance.choice(_KEYS), self._chance.choice(_HELD)
        QTest.keyPress(target, key, held)
        if any(each is target for each in QApplication.allWidgets()):  # what it opened may have closed all around it
            QTest.keyRelease(target, key, held)
