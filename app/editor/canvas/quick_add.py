"""Choosing what comes next, where a stream was let go on the empty sheet: type a few letters, press Enter."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.editor.canvas.painting import icon_picture
from app.editor.palette.matching import words_of
from app.editor.palette.operations import entries
from app.editor.session import Session

WIDTH, HEIGHT, ICON = 264, 304, 24


class QuickAdd(QFrame):
    """A small field over the sheet with a list under it; it goes away by Escape or a click elsewhere."""

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        names: Iterable[str],
        chosen: Callable[[str], None],
        asks: str = "What comes next?",
    ) -> None:
        super().__init__(parent)
        self._chosen, self._sheet = chosen, parent
        self.setObjectName("quick add")
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(asks)
        self.field.setAccessibleName(asks.rstrip("?"))
        self.list = QListWidget(self)
        self.list.setAccessibleName("Unit operations that fit")
        self.list.setIconSize(QSize(ICON, ICON))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(4)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.resize(WIDTH, HEIGHT)
        palette = session.theme.palette
        for entry in map(entries().__getitem__, names):
            icon = _icon(entry.symbol, palette.ink, palette.field)
            item = QListWidgetItem(icon, entry.title)
            item.setData(Qt.ItemDataRole.UserRole, entry.operation)
            self.list.addItem(item)
        self.field.textChanged.connect(self._narrow)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._take)
        self._narrow("")

    def show_at(self, place: QPoint) -> None:
        """Open with its field where the stream ends, inside the window."""
        room = self._sheet.rect()
        x = min(max(place.x(), 4), room.width() - WIDTH - 4)
        y = min(max(place.y(), 4), room.height() - HEIGHT - 4)
        self.move(x, y)
        self.show()
        self.raise_()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keys in the field steer the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                current = self.list.currentItem()
                if current is not None:
                    self._take(current)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._close()
                return True
        elif event.type() == QEvent.Type.FocusOut:
            self._close()
        return super().eventFilter(watched, event)

    def _narrow(self, text: str) -> None:
        """Show what fits, as the palette finds it; what fits best is chosen."""
        words = words_of(text)
        best: tuple[float, QListWidgetItem | None] = (0.0, None)
        for row in range(self.list.count()):
            item = self.list.item(row)
            worth = entries()[item.data(Qt.ItemDataRole.UserRole)].findable.worth(words) if words else 1.0
            item.setHidden(worth == 0.0)
            if worth > best[0]:
                best = (worth, item)
        if best[1] is not None:
            self.list.setCurrentItem(best[1])
            self.list.scrollToItem(best[1])
        else:
            self.list.setCurrentRow(-1)

    def _step(self, by: int) -> None:
        rows = [row for row in range(self.list.count()) if not self.list.item(row).isHidden()]
        if rows:
            current = self.list.currentRow()
            place = rows.index(current) if current in rows else 0
            self.list.setCurrentRow(rows[(place + by) % len(rows)])

    def _take(self, item: QListWidgetItem) -> None:
        name = str(item.data(Qt.ItemDataRole.UserRole))
        self._close()
        self._chosen(name)

    def _close(self) -> None:
        self.field.removeEventFilter(self)
        self.hide()
        self._sheet.setFocus()
        self.deleteLater()


def _icon(symbol: str, colour: str, chosen: str) -> QIcon:
    """A symbol in the ink of its row, and in another where the row is chosen."""
    icon = QIcon()
    for ink, mode in ((colour, QIcon.Mode.Normal), (chosen, QIcon.Mode.Selected)):
        pixmap = QPixmap(2 * ICON, 2 * ICON)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        icon_picture(symbol, 2 * ICON, ink).play(painter)
        painter.end()
        pixmap.setDevicePixelRatio(2.0)
        icon.addPixmap(pixmap, mode)
    return icon
