"""The first screen: sheets of the library with their drawings, recent files, and how to begin."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QPixmap,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from app.editor.look.theme import Theme, interface_font
from app.editor.window.actions import Action
from app.editor.window.thumbnails import Thumbnails, painted
from flowsheets import library
from flowsheets.diagram.look import CORNER, STEP, TABLE_TEXT

if TYPE_CHECKING:
    from app.editor.window.main_window import MainWindow

NARROWEST = 208
"""A card [px]; as many stand side by side as there is room for, and fill it."""
SHAPE = 0.56
"""Height of a picture to its width."""
BESIDE, BELOW = 6 * STEP, 26 * STEP
"""Room of a card beside and below its picture [px]."""
LINES, LINES_OF_TITLE = 5, 3
"""Of words on a card, and how many of them a title may take."""
MOST_RECENT = 4
FILE = Qt.ItemDataRole.UserRole
AnyIndex = QModelIndex | QPersistentModelIndex


class Gallery(QFrame):
    """Lies over the empty sheet until there is something on it; the sheet below stays the place to drop on."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window.canvas)
        self._window, self._session = window, window.session
        self.setAccessibleName("Begin")
        self.setObjectName("gallery")
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.thumbnails = Thumbnails(self)
        self.thumbnails.drawn.connect(self._show_drawing)
        self._pixmaps: dict[str, QPixmap] = {}
        self.new = _button("New flowsheet", self._begin, main=True)
        self.open = _button("Open a file…", window.files.open)
        self._recent = QHBoxLayout()
        self._model = QStandardItemModel(self)
        self.picture = QSize(NARROWEST, round(NARROWEST * SHAPE))
        self.list = _cards(self._model, _Card(self, self._session.theme, self._picture))
        self.list.viewport().installEventFilter(self)
        self.list.activated.connect(self._open_index)
        self.list.clicked.connect(self._open_index)
        self._put_together()
        self._session.document.replaced.connect(self.hide)
        self._session.document.changed.connect(lambda _change: self.hide() if self._has_something() else None)
        self._session.theme.changed.connect(self._dress)
        window.canvas.installEventFilter(self)
        self._dress()
        self.hide()

    def _put_together(self) -> None:
        title = QLabel("Begin with a flowsheet", self)
        title.setProperty("role", "title")
        says = QLabel("Drag a unit operation from the left onto the sheet, or open one of these and change it.", self)
        says.setProperty("role", "quiet")
        says.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        row.addWidget(self.new)
        row.addWidget(self.open)
        row.addStretch()
        self._recent.setSpacing(2 * STEP)
        column = QVBoxLayout(self)
        column.setContentsMargins(8 * STEP, 6 * STEP, 4 * STEP, 0)
        column.setSpacing(3 * STEP)
        column.addWidget(title)
        column.addWidget(says)
        column.addLayout(row)
        column.addLayout(self._recent)
        column.addWidget(self.list, 1)

    def actions(self) -> Iterable[Action]:  # type: ignore[override]  # every part of the window offers its own
        """To come back to it."""
        yield Action("gallery", "Library of flowsheets", "File", self.enter, icon="ph.books")

    def enter(self) -> None:
        """Show it, and draw what is not drawn yet."""
        self._fill()
        self._fill_recent()
        self.setGeometry(self._window.canvas.rect())
        self.show()
        self.raise_()
        self.list.setFocus()
        self.thumbnails.want(Path(self._model.item(row).data(FILE)) for row in range(self._model.rowCount()))

    def hideEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is drawn for nobody."""
        self.thumbnails.stop()
        super().hideEvent(event)  # type: ignore[arg-type]

    def _has_something(self) -> bool:
        sheet = self._session.document.sheet
        return bool(sheet.units or sheet.streams or sheet.drawing.annotations)

    def _begin(self) -> None:
        if self._has_something():
            self._window.files.new()
        self.hide()
        self._window.palette_panel.find()

    # -- cards ------------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        if self._model.rowCount():
            return
        for name in library.names():
            item = QStandardItem(name.replace("_", " "))
            item.setData(str(library.path(name)), FILE)
            item.setData(name, FILE + 1)
            item.setEditable(False)
            self._model.appendRow(item)
        self.list.setCurrentIndex(self._model.index(0, 0))

    def _fill_recent(self) -> None:
        while (taken := self._recent.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.deleteLater()
        known = [Path(text) for text in self._session.settings.values.recent if Path(text).exists()][:MOST_RECENT]
        if known:
            label = QLabel("Recent", self)
            label.setProperty("role", "quiet")
            self._recent.addWidget(label)
        for path in known:
            button = _button(path.name.removesuffix(library.SUFFIX), lambda path=path: self._open_recent(path))
            button.setAccessibleName(f"Open {path.name}")
            button.setToolTip(str(path))
            self._recent.addWidget(button)
        self._recent.addStretch()

    def _open_recent(self, path: Path) -> None:
        self._window.files.open_other(path)

    def _open_index(self, index: QModelIndex) -> None:
        self._window.files.open_sheet(index.data(FILE + 1))

    def _show_drawing(self, path: str) -> None:
        drawing = self.thumbnails.drawings[path]
        for row in range(self._model.rowCount()):
            item = self._model.item(row)
            if item.data(FILE) == path:
                item.setText(drawing.title)
                item.setToolTip(f"<p>{drawing.says}</p>")
                item.setData(drawing.says, Qt.ItemDataRole.AccessibleDescriptionRole)

    def _picture(self, path: str) -> QPixmap | None:
        drawing = self.thumbnails.drawings.get(path)
        if drawing is not None and path not in self._pixmaps:
            self._pixmaps[path] = painted(drawing, self.picture, self._session.theme.palette)
        return self._pixmaps.get(path)

    # -- place, keys, look ------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Cover the sheet, whatever its size."""
        if event.type() == QEvent.Type.Resize and watched is self._window.canvas:
            self.setGeometry(self._window.canvas.rect())
        elif event.type() == QEvent.Type.Resize and watched is self.list.viewport():
            self._lay_cards()
        return super().eventFilter(watched, event)

    def _lay_cards(self) -> None:
        """As many in a row as there is room for; they fill the row."""
        room = self.list.viewport().width() - 1
        width = room // max(room // NARROWEST, 1)
        self.picture = QSize(width - BESIDE, round((width - BESIDE) * SHAPE))
        self._pixmaps.clear()
        self.list.setGridSize(QSize(width, self.picture.height() + BELOW))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Make way: what is dragged is dropped on the sheet."""
        event.ignore()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape shows the empty sheet."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self._window.canvas.setFocus()
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        self._pixmaps.clear()
        self.list.viewport().update()


class _Card(QStyledItemDelegate):
    """A drawing with its title and the beginning of what it is."""

    def __init__(self, gallery: Gallery, theme: Theme, picture: Callable[[str], QPixmap | None]) -> None:
        super().__init__(gallery)
        self._gallery, self._theme, self._picture = gallery, theme, picture

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802 - Qt's name
        """All cards are alike."""
        return self._gallery.list.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Frame, drawing, words."""
        room: QRect = option.rect.adjusted(0, 0, -4 * STEP, -3 * STEP)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected) and bool(state & QStyle.StateFlag.State_HasFocus)
        under = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "accent" if chosen else "quiet" if under else "hairline"
        painter.setPen(QPen(self._theme.colour(edge), 1.0))
        painter.setBrush(self._theme.colour("sheet"))
        painter.drawRoundedRect(room.adjusted(0, 0, -1, -1), CORNER, CORNER)
        picture = self._picture(index.data(FILE))
        corner = room.topLeft()
        if picture is not None:
            painter.drawPixmap(corner.x() + 1 * STEP, corner.y() + 1 * STEP, picture)
        words = room.adjusted(3 * STEP, self._gallery.picture.height() + 2 * STEP, -3 * STEP, -2 * STEP)
        self._write(painter, words, index)
        painter.restore()

    def _write(self, painter: QPainter, room: QRect, index: AnyIndex) -> None:
        font = interface_font(TABLE_TEXT, bold=True)
        metrics = QFontMetrics(font)
        lines = _in_lines(str(index.data()), metrics, room.width(), LINES_OF_TITLE)
        y = self._put(painter, lines, room, font, "ink")
        says = str(index.data(Qt.ItemDataRole.AccessibleDescriptionRole) or "")
        plain = interface_font(TABLE_TEXT)
        told = _in_lines(says, QFontMetrics(plain), room.width(), LINES - len(lines))
        self._put(painter, told, room.adjusted(0, y + 2 - room.top(), 0, 0), plain, "quiet")

    def _put(self, painter: QPainter, lines: list[str], room: QRect, font: QFont, colour: str) -> int:
        """Lines from the top of a room; where they end."""
        painter.setFont(font)
        painter.setPen(self._theme.colour(colour))
        y, height = room.top(), QFontMetrics(font).height()
        for line in lines:
            painter.drawText(QRect(room.left(), y, room.width(), height), Qt.AlignmentFlag.AlignLeft, line)
            y += height
        return y


def _in_lines(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """Text in up to so many lines, the last cut where it does not fit."""
    words, lines = text.split(), []
    while words and len(lines) < most - 1:
        line = words.pop(0)
        while words and metrics.horizontalAdvance(f"{line} {words[0]}") <= width:
            line = f"{line} {words.pop(0)}"
        lines.append(line)
    rest = metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width)
    return [*lines, rest] if rest else lines


def _cards(model: QStandardItemModel, delegate: _Card) -> QListView:
    made = QListView()
    made.setAccessibleName("Flowsheets of the library")
    made.setModel(model)
    made.setItemDelegate(delegate)
    made.setViewMode(QListView.ViewMode.IconMode)
    made.setMovement(QListView.Movement.Static)
    made.setResizeMode(QListView.ResizeMode.Adjust)
    made.setUniformItemSizes(True)
    made.setMouseTracking(True)
    made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # or the cards would lie anew for ever
    made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    return made


def _button(words: str, call: Callable[[], object], *, main: bool = False) -> QPushButton:
    made = QPushButton(words)
    if main:
        made.setProperty("role", "main")
    made.clicked.connect(lambda _on=False: call())
    return made
