"""Which streams and rows a table on the sheet shows, chosen by ticks."""

from __future__ import annotations

import msgspec
from PySide6.QtWidgets import QWidget

from app.editor.document.annotating import with_annotations
from app.editor.results.chooser import Chooser
from app.editor.session import Session
from flowsheets.diagram.page import TABLE_ROWS

Rows = dict[str, list[tuple[str, str]]]
"""What there could be, by section: the name of a row and its words."""
STREAM, ROW = "stream ", "row "
"""Before the entries of the list."""


class TableContents(Chooser):
    """Ticks for streams and rows of a table on the sheet; every tick is an edit."""

    def __init__(self, session: Session, key: str, rows: Rows, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._key, self._rows = session, key, rows
        self.setAccessibleName("Streams and rows of the table")
        self.chosen.connect(self._keep)
        self.reset.connect(self._forget)
        self._fill()

    def _fill(self) -> None:
        sheet = self._session.document.sheet
        note = sheet.drawing.annotations.get(self._key)
        if note is None:
            return
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
        everything = set(streams) == self._session.document.sheet.streams.keys()
        if streams and rows:  # nothing ticked would mean everything
            self._change(() if everything else streams, () if set(rows) == offered & set(TABLE_ROWS) else rows)

    def _forget(self) -> None:
        self._change((), ())
        self._fill()

    def _change(self, streams: tuple[str, ...], rows: tuple[str, ...]) -> None:
        document = self._session.document
        note = document.sheet.drawing.annotations.get(self._key)
        if note is not None:
            after = msgspec.structs.replace(note, streams=streams, rows=rows)
            text = "Choose streams and rows of the table"
            document.do(text, with_annotations(document.sheet, {self._key: after}), merge=f"contents {self._key}")
