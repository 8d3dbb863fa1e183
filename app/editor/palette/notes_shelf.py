"""What can be put on the sheet besides units: a note, a box, a table of streams; to click or to drag."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.editor.look.theme import Theme
from flowsheets.diagram.look import STEP

MIME = "application/x-raffinate-note"
"""What is dragged: the shape of an annotation, in UTF-8."""
KINDS = (
    ("text", "Note", "ph.text-t", "A note on the sheet (N)"),
    ("box", "Box", "ph.bounding-box", "A box round an area, with a title (B)"),
    ("stream table", "Table", "ph.table", "A table of streams on the sheet (Shift+T)"),
)
ICON, HEIGHT = 20, 52


class NotesShelf(QWidget):
    """A row of buttons under the unit operations."""

    wanted = Signal(str)
    """The shape of an annotation: 'text', 'box' or 'stream table'."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heading = QLabel("On the sheet", self)
        heading.setProperty("role", "quiet")
        self.buttons = {shape: _Draggable(shape, words, says, self) for shape, words, _, says in KINDS}
        row = QHBoxLayout()
        row.setSpacing(STEP)
        for shape, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, shape=shape: self.wanted.emit(shape))
            row.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 2 * STEP, 2 * STEP)
        column.setSpacing(STEP)
        column.addWidget(heading)
        column.addLayout(row)
        for shape, _, icon, _ in KINDS:
            self.buttons[shape].setIcon(theme.icon(icon))


class _Draggable(QToolButton):
    """A click asks for the thing where it is usual, a drag puts it where it is dropped."""

    def __init__(self, shape: str, words: str, says: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._shape = shape
        self._pressed: QPoint | None = None
        self.setText(words)
        self.setToolTip(says)
        self.setAccessibleName(f"Add {says.partition(' (')[0].lower()}")
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(QSize(ICON, ICON))
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Perhaps a drag begins."""
        self._pressed = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """It does, once the pointer has gone far enough."""
        far = QApplication.startDragDistance()
        if self._pressed is None or (event.position().toPoint() - self._pressed).manhattanLength() < far:
            return
        self._pressed = None
        self.setDown(False)
        drag = QDrag(self)
        data = QMimeData()
        data.setData(MIME, self._shape.encode())
        drag.setMimeData(data)
        drag.setPixmap(self.icon().pixmap(ICON, ICON))
        drag.exec(Qt.DropAction.CopyAction)
