"""A first look round: five quiet steps, drawn over the window, left at any moment; everything stays usable."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.editor.window.actions import Action
from flowsheets.diagram.look import STEP

if TYPE_CHECKING:
    from app.editor.window.main_window import MainWindow

WIDTH, GAP = 320, 3 * STEP


@dataclass(frozen=True)
class Stop:
    """A part of the window, and what is said of it."""

    part: Callable[[], QWidget]
    title: str
    text: str


class Tour(QObject):
    """Points at one part after another. Shown by itself once, later by its action."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self.stops = _stops(window)
        self.place = -1
        """The stop that is shown, from 0; -1: none."""
        self.ring = QFrame(window)
        self.ring.setObjectName("ring")
        self.ring.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.bubble = _Bubble(window)
        self.bubble.next.clicked.connect(self.go_on)
        self.bubble.back.clicked.connect(self.go_back)
        self.bubble.skip.clicked.connect(self.leave)
        self.bubble.left = self.leave
        self.ring.hide()
        self.bubble.hide()
        window.installEventFilter(self)

    def actions(self) -> Iterable[Action]:
        """To take it again."""
        yield Action("tour", "Look round", "Help", self.begin, icon="ph.compass")

    def begin(self) -> None:
        """From the first stop."""
        self._session.settings.put(seen_tour=True)
        self._show(0)

    def begin_once(self) -> None:
        """At the first start only."""
        if not self._session.settings.values.seen_tour:
            self.begin()

    def go_on(self) -> None:
        """The next stop, or the end."""
        self._show(self.place + 1)

    def go_back(self) -> None:
        """The stop before."""
        self._show(self.place - 1)

    def leave(self) -> None:
        """End it."""
        self.place = -1
        self.ring.hide()
        self.bubble.hide()
        self._window.canvas.setFocus()

    def _show(self, place: int) -> None:
        if not 0 <= place < len(self.stops):
            self.leave()
            return
        self.place = place
        stop = self.stops[place]
        if not stop.part().isVisible():  # a panel that is folded away has nothing to point at
            self._show(place + 1)
            return
        self.bubble.say(stop, place, len(self.stops))
        self._lay()
        for part in (self.ring, self.bubble):
            part.show()
            part.raise_()
        self.bubble.next.setFocus()

    def _lay(self) -> None:
        part = self.stops[self.place].part()
        target = QRect(part.mapTo(self._window, QPoint(0, 0)), part.size()).intersected(self._window.rect())
        self.ring.setGeometry(target.adjusted(-1, -1, 1, 1).intersected(self._window.rect()))
        self.bubble.adjustSize()
        self.bubble.move(beside(target, self.bubble.size(), self._window.rect()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize and self.place >= 0:
            self._lay()
        return super().eventFilter(watched, event)


class _Bubble(QFrame):
    """What is said, how far one is, and the ways on."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("bubble")
        self.setAccessibleName("Look round")
        self.setFixedWidth(WIDTH)
        self.left: Callable[[], object] = self.hide
        self.title = QLabel(self)
        self.title.setProperty("role", "heading")
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.count = QLabel(self)
        self.count.setProperty("role", "quiet")
        self.skip, self.back, self.next = (QPushButton(words, self) for words in ("Skip", "Back", "Next"))
        self.next.setProperty("role", "main")
        row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        row.addWidget(self.count)
        row.addStretch()
        for button in (self.skip, self.back, self.next):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * STEP, 3 * STEP, 4 * STEP, 3 * STEP)
        column.setSpacing(2 * STEP)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addLayout(row)

    def say(self, stop: Stop, place: int, count: int) -> None:
        """Show a stop."""
        self.title.setText(stop.title)
        self.text.setText(stop.text)
        self.text.setMinimumHeight(self.text.heightForWidth(WIDTH - 8 * STEP))
        self.count.setText(f"{place + 1} of {count}")
        self.back.setVisible(place > 0)
        self.skip.setVisible(place < count - 1)
        self.next.setText("Next" if place < count - 1 else "Done")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left()
        else:
            super().keyPressEvent(event)


def beside(target: QRect, size: QSize, room: QRect) -> QPoint:
    """Where a bubble goes: right of the target, left, below or above it, where there is room; else into its middle."""
    inside = room.adjusted(GAP, GAP, -GAP, -GAP)
    places = (
        QPoint(target.right() + GAP, target.top() + 4 * GAP),
        QPoint(target.left() - GAP - size.width(), target.top() + 4 * GAP),
        QPoint(target.left() + 4 * GAP, target.top() - GAP - size.height()),
        QPoint(target.right() - size.width(), target.bottom() + GAP),
    )
    for corner in places:
        if inside.contains(QRect(corner, size)):
            return corner
    middle = target.center() - QRect(QPoint(0, 0), size).center()
    return QPoint(
        min(max(middle.x(), inside.left()), inside.right() - size.width()),
        min(max(middle.y(), inside.top()), inside.bottom() - size.height()),
    )


def _stops(window: MainWindow) -> tuple[Stop, ...]:
    return (
        Stop(
            lambda: window.palette_panel,
            "Unit operations",
            "Drag one onto the sheet or into a stream. Or type a few letters of its name and press Enter.",
        ),
        Stop(
            lambda: window.canvas,
            "The sheet",
            "Draw a stream from port to port: only ports where it may end light up. Let it go on the empty sheet to "
            "choose what comes next.",
        ),
        Stop(
            lambda: window.inspector,
            "What is selected",
            "Type values in any unit, as 250 C or 1.2 t/d. What you leave empty is calculated, and looks different.",
        ),
        Stop(
            lambda: window.results,
            "Results",
            "The balance is solved while you edit. Streams, recoveries, what drives a result; problems lead to their "
            "place.",
        ),
        Stop(
            lambda: window.top_bar,
            "State and search",
            "Here stands whether mass and energy close. Ctrl+K finds units, streams, commands, species and help.",
        ),
    )
