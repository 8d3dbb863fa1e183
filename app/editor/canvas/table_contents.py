"""Which streams and rows a table on the sheet shows, chosen by ticks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QPoint

from app.editor.document.annotating import with_annotations
from app.editor.results.chooser import Chooser
from flowsheets.diagram.page import TABLE_ROWS
from flowsheets.document.records import Annotation

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

STREAM, ROW = "stream ", "row "
"""Before the entries of the list."""


class TableContents(Chooser):
    """Ticks for streams and rows of a table on the sheet; every tick is an edit."""

    def __init__(self, view: CanvasView, key: str, rows: dict[str, list[tuple[str, str]]]) -> None:
        super().__init__(view)
        self._view, self._key, self._rows = view, key, rows
        self.setAccessibleName("Streams and rows of the table")
        self.chosen.connect(self._keep)
        self.reset.connect(self._forget)
        item = view.sheet_scene.annotations.items.get(key)
        if item is None:
            return
        self._fill(item.note)
        spot = view.mapFromScene(item.frame.topLeft())
        room = view.viewport().rect()
        spot = QPoint(
            max(min(spot.x(), room.right() - self.width()), 0), max(min(spot.y(), room.bottom() - self.height()), 0)
        )
        self.show_at(view.viewport().mapToGlobal(spot))

    def _fill(self, note: Annotation) -> None:
        sheet = self._view.session.document.sheet
        streams = sorted(sheet.streams.items(), key=lambda item: item[1].tag)
        sections: dict[str, list[tuple[str, str]]] = {
            "Streams": [(STREAM + key, f"{record.tag}  {record.name}".strip()) for key, record in streams]
        }
        for title, names in self._rows.items():
            sections[title] = [(ROW + name, words) for name, words in names]
        ticked = {STREAM + key for key in note.streams or sheet.streams}
        ticked |= {ROW + name for name in note.rows or TABLE_ROWS}
        self.put(sections, ticked)

    def _keep(self, ticked: list[str]) -> None:
        streams = tuple(entry.removeprefix(STREAM) for entry in ticked if entry.startswith(STREAM))
        rows = tuple(entry.removeprefix(ROW) for entry in ticked if entry.startswith(ROW))
        offered = {name for names in self._rows.values() for name, _ in names}
        everything = set(streams) == self._view.session.document.sheet.streams.keys()
        if streams and rows:  # nothing ticked would mean everything
            self._change(() if everything else streams, () if set(rows) == offered & set(TABLE_ROWS) else rows)

    def _forget(self) -> None:
        self._change((), ())
        item = self._view.sheet_scene.annotations.items.get(self._key)
        if item is not None:
            self._fill(item.note)

    def _change(self, streams: tuple[str, ...], rows: tuple[str, ...]) -> None:
        document = self._view.session.document
        note = document.sheet.drawing.annotations.get(self._key)
        if note is not None:
            after = msgspec.structs.replace(note, streams=streams, rows=rows)
            text = "Choose streams and rows of the table"
            document.do(text, with_annotations(document.sheet, {self._key: after}), merge=f"contents {self._key}")
