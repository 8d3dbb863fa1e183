"""Search for anything: one field over the sheet, a ranked list under it, all by the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.editor.look.theme import Theme, interface_font
from app.editor.palette.matching import words_of
from app.editor.palette.symbol_icons import symbol_icon
from app.editor.window.card import Card
from app.editor.window.search_entries import Entry
from flowsheets.diagram.look import STEP, TABLE_TEXT

WIDTH, HEIGHT, ROW, MOST = 640, 440, 32, 60
ENTRY = Qt.ItemDataRole.UserRole
AnyIndex = QModelIndex | QPersistentModelIndex
Source = Callable[[], Iterable[Entry]]


class Search(Card):
    """The search. sources: asked for their entries each time that it is opened."""

    def __init__(self, theme: Theme, window: QWidget, sources: Sequence[Source]) -> None:
        super().__init__("", QSize(WIDTH, HEIGHT), theme, window, name="Search")
        self._sources = sources
        self._entries: list[Entry] = []
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("A tag, a stream, something to do, to add, to read")
        self.field.setAccessibleName("Search for anything")
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._narrow)
        self.model = _Found(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setAccessibleName("What was found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Row(self.list, theme))
        self.list.clicked.connect(self._run)
        self._says = QLabel(self)
        self._says.setProperty("role", "quiet")
        self.title.hide()
        self.close_button.hide()
        self.column.setContentsMargins(3 * STEP, 3 * STEP, 3 * STEP, 2 * STEP)
        self.column.setSpacing(2 * STEP)
        self.column.addWidget(self.field)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self._says)

    def first_focus(self) -> QWidget:
        """Typing begins at once."""
        return self.field

    def enter(self) -> None:
        """Open it, empty, with what there is now."""
        self._entries = [entry for source in self._sources for entry in source()]
        self.field.clear()
        self._narrow("")
        super().enter()

    def place(self) -> None:
        """Near the top, where the eye is after the button or the key."""
        super().place()
        self.move(self.x(), min(self.y(), 16 * STEP))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keys in the field steer the list; a click elsewhere closes."""
        if watched is self.field:
            if event.type() == QEvent.Type.FocusOut and self.isVisible():
                self.leave()
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._steer(event)
        return super().eventFilter(watched, event)

    def _steer(self, event: QKeyEvent) -> bool:
        page = max(self.list.viewport().height() // ROW - 1, 1)
        steps = {
            Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps:
            last = self.model.rowCount() - 1
            row = self.list.currentIndex().row()
            turned = 0 if row == last and key == Qt.Key.Key_Down else row + steps[key]
            turned = last if row == 0 and key == Qt.Key.Key_Up else turned
            self.list.setCurrentIndex(self.model.index(min(max(turned, 0), last), 0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.leave()
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        return True

    def _narrow(self, text: str) -> None:
        words = words_of(text)
        self.model.show(best(self._entries, words) if words else [e for e in self._entries if e.rank > 0.14][:MOST])
        count = self.model.rowCount()
        self.list.setCurrentIndex(self.model.index(0, 0))
        self._says.setText(
            "Up and Down choose, Enter takes, Escape leaves" if count else f"Nothing fits “{text.strip()}”."
        )

    def _run(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY)
        if isinstance(entry, Entry):
            self.leave()
            entry.run()


def best(entries: Iterable[Entry], words: Sequence[str], most: int = MOST) -> list[Entry]:
    """Entries that fit the typed words, the best first."""
    worth = [(entry.findable.worth(words), entry) for entry in entries]
    fitting = [(value + 0.5 * entry.rank, entry) for value, entry in worth if value > 0.0]
    fitting.sort(key=lambda pair: (-pair[0], len(pair[1].title), pair[1].title))
    return [entry for _value, entry in fitting[:most]]


class _Found(QAbstractListModel):
    """The entries that are shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.title, entry.detail, entry.kind) if part)
        return entry if role == ENTRY else None


class _Row(QStyledItemDelegate):
    """A row: icon, title, what it is about, and at the right its kind."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802 - Qt's name
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        entry: Entry = index.data(ENTRY)
        self.initStyleOption(option, index)
        option.text = ""  # type: ignore[attr-defined]  # the row is written here, part by part
        widget = option.widget  # type: ignore[attr-defined]
        style = widget.style() if widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        room: QRect = option.rect.adjusted(2 * STEP, 0, -2 * STEP, 0)  # type: ignore[attr-defined]
        ink, quiet = ("field", "field") if selected else ("ink", "quiet")
        icon = QRect(room.left(), room.center().y() - 9, 20, 20)
        self._icon(entry, self._theme.colour(ink).name()).paint(painter, icon)
        room.setLeft(icon.right() + 2 * STEP)
        room.setRight(room.right() - _write(painter, room, entry.kind, self._theme, quiet, right=True) - 3 * STEP)
        room.setLeft(room.left() + _write(painter, room, entry.title, self._theme, ink) + 2 * STEP)
        _write(painter, room, entry.detail, self._theme, quiet)

    def _icon(self, entry: Entry, colour: str) -> QIcon:
        if entry.symbol:
            return symbol_icon(entry.symbol, colour)
        return self._theme.icon(entry.icon, "field" if colour == self._theme.palette.field else "quiet")


def _write(painter: QPainter, room: QRect, text: str, theme: Theme, colour: str, *, right: bool = False) -> int:
    """Write a line of text into a room, cut where it does not fit; its width."""
    if room.width() < 24 or not text:
        return 0
    font = interface_font(TABLE_TEXT) if right or colour == "quiet" else interface_font()
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.setFont(font)
    painter.setPen(theme.colour(colour))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | side, shown)
    return metrics.horizontalAdvance(shown)
