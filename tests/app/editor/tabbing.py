"""Walks a window by Tab or Shift+Tab as a person does, and says what is met."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDockWidget, QScrollBar, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

MOST = 400
"""Keys after which Tab is said to lead nowhere."""


class TrappedError(Exception):
    """Tab does not come round."""


def controls(root: QWidget) -> list[QWidget]:
    """What Tab has to reach: enabled, seen, and willing; the insides of Qt's own widgets belong to them."""
    return [
        widget
        for widget in (root, *root.findChildren(QWidget))
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget, QScrollBar | QDockWidget)
    ]


def walked(first: QWidget, qtbot: QtBot, *, backwards: bool = False) -> list[QWidget]:
    """What has the keyboard after each key, from ``first`` until it is there again; raises where it never is."""
    window = first.window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    key = Qt.Key.Key_Backtab if backwards else Qt.Key.Key_Tab
    held = Qt.KeyboardModifier.ShiftModifier if backwards else Qt.KeyboardModifier.NoModifier
    start = _focused()
    met = [start]
    for _step in range(MOST):
        QTest.keyClick(_focused(), key, held)
        if _focused() is start:
            return met
        if _focused() is met[-1] and isinstance(met[-1], QTextBrowser):
            continue  # from one address in the text to the next
        if _focused() is met[-1]:
            raise TrappedError(f"{told(met[-1])} keeps the keyboard")
        met.append(_focused())
    raise TrappedError(f"Tab never comes back to {told(start)}; it goes round {', '.join(map(told, met[-4:]))}")


def told(widget: QWidget) -> str:
    """A widget in words."""
    parent = widget.parentWidget()
    name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
    return f"{type(widget).__name__} '{name}' in {type(parent).__name__}"


def unseen(widgets: list[QWidget]) -> Iterator[str]:
    """Those of ``widgets`` that look no different with the keyboard than without."""
    for widget in widgets:
        widget.clearFocus()
        without = _looks(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if _looks(widget) == without:
            yield told(widget)


def unspoken(widgets: list[QWidget]) -> Iterator[str]:
    """Those of ``widgets`` that a screen reader has no name or no kind for."""
    for widget in widgets:
        spoken = QAccessible.queryAccessibleInterface(widget)
        if spoken is None or not spoken.text(QAccessible.Text.Name):
            yield f"{told(widget)} has no name"
        elif spoken.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client):
            yield f"{told(widget)} has no role"


def _looks(widget: QWidget) -> QImage:
    """A widget with the frame round it that its parent draws."""
    parent = widget.parentWidget() or widget
    room = widget.rect().translated(widget.mapTo(parent, QPoint())).adjusted(-2, -2, 2, 2)
    return parent.grab(room).toImage()


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None, "nothing has the keyboard"
    return focused
