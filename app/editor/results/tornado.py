"""Ranked bars round an axis, the strongest on top: a list that can be walked with the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.editor.look.theme import Theme, interface_font
from flowsheets.diagram.look import STEP, TABLE_TEXT
from unitops.quantities import format_number

BAR = Qt.ItemDataRole.UserRole
ROW, THICK = 26, 12
FIGURES = 110
"""Room for a figure beside a bar [px]."""


class Bar(msgspec.Struct, frozen=True):
    """One input: its name, its present value or range as text, its path, and what the result does.

    pull: the change of the result [%] for 1 % more of the input; less: for 1 % less, told where a unit stands at a
    switch; switch: what to say of that. With ``ends`` the bar is of a range: ``less`` and ``pull`` are the changes at
    its low and at its high end [unit of the result], and ``ends`` what stands beside them.
    """

    name: str
    value: str
    pull: float
    path: str
    less: float = 0.0
    switch: str = ""
    ends: tuple[str, str] | None = None

    @property
    def changes(self) -> tuple[float, ...]:
        """That which is filled comes last; before it, framed, the one for less where both are told."""
        return (self.less, self.pull) if self.switch or self.ends else (self.pull,)

    @property
    def figure(self) -> str:
        """The change for 1 % more; behind that for 1 % less where both are told."""
        return f"{' | '.join(signed(change) for change in self.changes)} %"

    @property
    def figures(self) -> tuple[str, str]:
        """What stands left and right of the bar."""
        if self.ends is None:
            rightward = max(*self.changes, 0.0) >= -min(*self.changes, 0.0)
            return ("", self.figure) if rightward else (self.figure, "")
        low, high = self.ends
        if low == high:
            return "", high
        return (low, high) if self.less <= self.pull else (high, low)

    @property
    def spoken(self) -> str:
        """The bar in words."""
        if self.ends is not None:
            return f"{self.name}, {self.value}: {self.ends[0]} at the low end, {self.ends[1]} at the high end"
        less = f", {signed(self.less)} % for 1 % less, one-sided" if self.switch else ""
        return f"{self.name}, {signed(self.pull)} % for 1 % more{less}"


class Tornado(QListView):
    """Bars to the right raise the result, bars to the left lower it."""

    jumped = Signal(Bar)
    pointed = Signal(Bar)
    """The bar that a person is at."""
    copied = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars = QStandardItemModel(self)
        self.setModel(self._bars)
        self.setItemDelegate(_Bars(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setAccessibleName("Drivers")
        self.largest = 0.0
        self.stale = False
        self.clicked.connect(lambda index: self.jumped.emit(index.data(BAR)))
        theme.changed.connect(self.viewport().update)

    @property
    def bars(self) -> list[Bar]:
        """What is drawn, strongest first."""
        return [self._bars.item(row).data(BAR) for row in range(self._bars.rowCount())]

    @property
    def bar(self) -> Bar | None:
        """The bar that a person is at."""
        return self.currentIndex().data(BAR)

    def put(self, bars: Sequence[Bar]) -> None:
        """Show bars; one that a person is at stays so wherever it has moved to."""
        at = self.currentIndex().data(BAR)
        self.largest = max((abs(change) for bar in bars for change in bar.changes), default=0.0)
        while self._bars.rowCount() > len(bars):
            self._bars.removeRow(self._bars.rowCount() - 1)
        for row, bar in enumerate(bars):
            if row == self._bars.rowCount():
                self._bars.appendRow(QStandardItem())
            item = self._bars.item(row)
            item.setText(bar.name)
            item.setData(bar, BAR)
            item.setData(bar.spoken, Qt.ItemDataRole.AccessibleTextRole)
            held = f"{bar.name}: {bar.value}" if bar.value else bar.name
            remark = f"One-sided: {bar.switch}" if bar.switch and bar.ends is None else bar.switch
            item.setToolTip(f"{held}\n{remark}" if remark else held)
        rows = [row for row, bar in enumerate(bars) if at is not None and bar.path == at.path]
        if rows or bars:
            self.setCurrentIndex(self._bars.index(rows[0] if rows else 0, 0))
            self.pointed.emit(self.currentIndex().data(BAR))
        self.viewport().update()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]  # noqa: N802
        """Tell which bar a person is at."""
        super().currentChanged(current, previous)
        if current.isValid() and current.data(BAR) is not None:
            self.pointed.emit(current.data(BAR))

    def event(self, event: QEvent) -> bool:
        """Copying here is copying the bars, whatever the window's shortcuts are."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Copy)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter leads to the unit, copying is copying the bars."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.jumped.emit(self.currentIndex().data(BAR))
        else:
            super().keyPressEvent(event)


class _Bars(QStyledItemDelegate):
    """A row: the name, the bar, its figure."""

    def __init__(self, theme: Theme, view: Tornado) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self._font = interface_font(TABLE_TEXT, tabular=True)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # type: ignore[override]  # noqa: N802
        """All rows are alike."""
        return QSize(240, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        """Draw the row."""
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave it out
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        bar: Bar = index.data(BAR)
        painter.save()
        painter.setFont(self._font)
        if chosen:
            painter.fillRect(rect, self._theme.colour("grid"))
        ink = self._theme.colour("quiet" if self._view.stale else "ink")
        names = QRect(rect.left() + 3 * STEP, rect.top(), int(rect.width() * 0.4) - 4 * STEP, rect.height())
        self._draw_name(painter, names, bar, ink)
        room = QRect(names.right() + 2 * STEP, rect.top(), rect.right() - names.right() - 4 * STEP, rect.height())
        self._draw_bar(painter, room, bar, ink, chosen)
        painter.restore()

    def _draw_name(self, painter: QPainter, room: QRect, bar: Bar, ink: QColor) -> None:
        metrics = painter.fontMetrics()
        name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(ink)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), name)
        left = room.width() - metrics.horizontalAdvance(name) - 3 * STEP
        if bar.value and metrics.horizontalAdvance(bar.value) <= left:
            painter.setPen(self._theme.colour("quiet"))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), bar.value)

    def _draw_bar(self, painter: QPainter, room: QRect, bar: Bar, ink: QColor, chosen: bool) -> None:
        axis = room.center().x()
        reach = max(room.width() / 2 - FIGURES, 8.0)
        painter.setPen(QPen(self._theme.colour("hairline"), 0))
        painter.drawLine(axis, room.top(), axis, room.bottom())
        colour = self._theme.colour("accent" if chosen else "quiet")
        whole = QRectF(axis, room.center().y() - THICK / 2 + 0.5, 0.0, THICK)
        for number, change in enumerate(bar.changes):
            length = reach * change / self._view.largest if self._view.largest else 0.0
            box = QRectF(axis, whole.top(), length, THICK).normalized()
            if number + 1 < len(bar.changes):  # what less of it does is a frame, what more of it does is filled
                painter.setPen(QPen(colour, 1))
                painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
            else:
                painter.fillRect(box, colour)
            whole = whole.united(box)
        painter.setPen(ink)
        left, right = bar.figures
        beside = QRectF(room)
        beside.setLeft(whole.right() + 2 * STEP)
        painter.drawText(beside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), right)
        beside = QRectF(room)
        beside.setRight(whole.left() - 2 * STEP)
        painter.drawText(beside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), left)


def signed(number: float) -> str:
    """A change with its sign, three digits."""
    return f"{'+' if number > 0 else '−' if number < 0 else ''}{format_number(abs(number), 3)}"
