"""What to do next, in the middle of a sheet on which nothing is drawn yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.editor.look.theme import interface_font
from flowsheets.diagram.look import STEP, TITLE_TEXT

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

TITLE = "Nothing is drawn here yet"
WAYS = (
    "Drag a unit operation here from the palette on the left.",
    "Or press A and type its name: feed, mixer, filter…",
    "Or change a plant that is there: File, Library of flowsheets.",
)


class EmptySheet(QWidget):
    """Goes with the first unit or note, and lets clicks and drops through to the sheet."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(" ".join((f"{TITLE}.", *WAYS)))
        column = QVBoxLayout(self)
        column.setSpacing(2 * STEP)
        title = QLabel(TITLE, self)
        title.setFont(interface_font(TITLE_TEXT, bold=True))
        for label in (title, *(QLabel(way, self) for way in WAYS)):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setProperty("role", "quiet")
            column.addWidget(label)
        document = view.session.document
        for told in (document.changed, document.replaced, document.level_changed):
            told.connect(self._follow)
        view.viewport().installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """It stays in the middle."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _follow(self, *_told: object) -> None:
        sheet = self._view.sheet_scene.projection.sheet
        self.setVisible(not (sheet.units or sheet.drawing.annotations))
        self._place()

    def _place(self) -> None:
        self.resize(self.sizeHint())
        self.move(self._view.viewport().geometry().center() - self.rect().center())
