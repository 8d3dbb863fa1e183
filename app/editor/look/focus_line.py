"""A line round what has no frame of its own, while it has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QGraphicsView, QListView, QTableView, QTextBrowser, QTreeView, QWidget

_BY_MOUSE = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
_FRAMELESS = (QGraphicsView, QListView, QTableView, QTextBrowser, QTreeView)


class FocusLine(QFrame):
    """Lies over ``around``, takes no room and no mouse; not shown to those who came with the mouse."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self._around = around
        self.setObjectName("focus line")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        around.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Come and go with the keyboard, as large as what it is round."""
        if isinstance(event, QFocusEvent):
            if not event.gotFocus():
                self.hide()
            elif event.reason() not in _BY_MOUSE:
                self.resize(self._around.size())
                self.show()
                self.raise_()
        elif event.type() == QEvent.Type.Resize:
            self.resize(self._around.size())
        elif event.type() == QEvent.Type.MouseButtonPress:
            self.hide()
        return super().eventFilter(watched, event)


def give_focus_lines(window: QWidget) -> None:
    """Give one to every part of a window that takes the keyboard and has no frame, but to lists of pictures."""
    for kind in _FRAMELESS:
        for part in window.findChildren(kind):
            takes = part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.focusProxy() is None
            framed = isinstance(part, QListView) and part.viewMode() == QListView.ViewMode.IconMode
            if takes and not framed and part.window() is window:
                FocusLine(part)
