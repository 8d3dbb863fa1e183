"""Another tag for a unit or stream, written where the tag stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from flowsheets.document.editing import renamed
from flowsheets.document.records import Flowsheet
from flowsheets.document.subflowsheets import with_subflowsheet
from unitops.errors import RaffinateError

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

WIDTH, HEIGHT = 112, 26


class TagField(QLineEdit):
    """A field over the tag: Enter takes it, Escape or a click elsewhere leaves it. A tag that cannot be is marked."""

    def __init__(self, view: CanvasView, key: str) -> None:
        super().__init__(view)
        self._view, self._key = view, key
        sheet = view.session.document.sheet
        record = sheet.drawing.subflowsheets.get(key) or sheet.units.get(key) or sheet.streams[key]
        self.setText(record.tag)
        self.setAccessibleName(f"Tag of {record.tag}")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.resize(WIDTH, HEIGHT)
        spot = view.mapFromScene(tag_place(view, key))
        room = view.viewport().rect()
        self.move(
            min(max(spot.x() - WIDTH // 2, 0), max(room.width() - WIDTH, 0)),
            min(max(spot.y() - HEIGHT // 2, 0), max(room.height() - HEIGHT, 0)),
        )
        self.textEdited.connect(self._check)
        self.returnPressed.connect(self._take)
        self.installEventFilter(self)
        self.show()
        self.raise_()
        self.selectAll()
        self.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Escape, or the focus going elsewhere."""
        if event.type() == QEvent.Type.FocusOut:
            self._leave()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._leave()
            return True
        return super().eventFilter(watched, event)

    def _check(self, text: str) -> None:
        fault = ""
        try:
            self._renamed(text.strip())
        except RaffinateError as error:
            fault = error.sentence()
        self.setProperty("standing", "invalid" if fault else "")
        self.setToolTip(fault)
        self._view.say(fault)
        self.style().polish(self)

    def _take(self) -> None:
        document, tag = self._view.session.document, self.text().strip()
        try:
            edited = self._renamed(tag)
        except RaffinateError:
            self._check(tag)
            return
        self._leave()
        document.do(f"Rename {tag}", edited)

    def _renamed(self, tag: str) -> Flowsheet:
        sheet = self._view.session.document.sheet
        if self._key in sheet.drawing.subflowsheets:
            return with_subflowsheet(sheet, self._key, tag=tag)
        return renamed(sheet, self._key, tag)

    def _leave(self) -> None:
        self.removeEventFilter(self)
        self._view.say("")
        self.hide()
        self._view.setFocus()
        self.deleteLater()


def tag_place(view: CanvasView, key: str) -> QPointF:
    """Where the tag of a unit, or the number of a stream, stands on the drawing."""
    projection = view.sheet_scene.projection
    unit = projection.units.get(key)
    if unit is not None:
        texts = [text for text in unit.caption.texts if text.bold]
        return QPointF(*(texts[0].box.centre if texts else unit.box.centre))
    diamond = projection.diamonds.get(key)
    item = view.sheet_scene.item_of(key)
    if diamond is not None:
        return QPointF(*diamond.centre)
    return item.sceneBoundingRect().center() if item is not None else QPointF()
