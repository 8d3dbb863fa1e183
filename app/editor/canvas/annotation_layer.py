"""The annotations of the open level on its scene: they follow the document, tables follow the solution as well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QObject, QRectF, Signal

from app.editor.canvas.annotation_item import AnnotationItem
from app.editor.results.shown import Shown
from app.editor.session import Session
from flowsheets.diagram.annotations import DrawnNote, drawn_table, drawn_words, tags_of
from flowsheets.diagram.geometry import Box
from flowsheets.diagram.marks import Rectangle, Text
from flowsheets.diagram.page import CELL, HEAD, ROW, Columns
from flowsheets.document.levels import homes
from flowsheets.document.records import Annotation

if TYPE_CHECKING:
    from app.editor.canvas.sheet_scene import SheetScene

NOT_SOLVED = "Table of streams: filled in when the sheet is solved."
NONE_LEFT = "Table of streams: none of its streams is on the sheet."
PLACEHOLDER = 360.0


class AnnotationLayer(QObject):
    """Items by id. What a table shows is asked of the solving process, once for each solution and choice."""

    changed = Signal()
    """Something stands elsewhere, or is of another size."""
    removed = Signal(set)
    """Ids of annotations that are gone."""

    def __init__(self, session: Session, scene: SheetScene) -> None:
        super().__init__(scene)
        self._session, self._scene = session, scene
        self._shown = Shown(session, self)
        self.items: dict[str, AnnotationItem] = {}
        self._tables: dict[str, Columns] = {}
        self._asked: dict[str, tuple[Any, ...]] = {}
        """For which solution and contents the table of each annotation was asked."""
        session.document.changed.connect(self._follow)
        session.document.level_changed.connect(self._follow)
        session.selection.changed.connect(self._show_selection)
        session.theme.changed.connect(self._recolour)
        self._shown.changed.connect(self._ask_for_tables)
        self._shown.staled.connect(self._show_staleness)

    @property
    def extent(self) -> QRectF:
        """Round all annotations; empty without any."""
        found = QRectF()
        for item in self.items.values():
            found = found.united(item.frame)
        return found

    def table_of(self, key: str) -> Columns | None:
        """What a table shows; None for what is no table, and before the sheet is solved."""
        return self._tables.get(key)

    def preview(self, notes: Mapping[str, Annotation]) -> None:
        """Show annotations elsewhere while they are dragged; the document is told when they are dropped."""
        for key, note in notes.items():
            if key in self.items:
                self.items[key].show_note(note, self._drawn(key, note))

    def put_back(self) -> None:
        """Show all where the document has them."""
        self.preview(self._there())

    def _there(self) -> dict[str, Annotation]:
        """The annotations of the level that is opened."""
        document = self._session.document
        notes = document.sheet.drawing.annotations
        if not document.sheet.drawing.subflowsheets:
            return notes
        where = homes(document.sheet)
        return {key: note for key, note in notes.items() if where[key] == document.level}

    def _follow(self) -> None:
        there = self._there()
        gone = self.items.keys() - there.keys()
        other = {key for key, note in there.items() if key not in self.items or self.items[key].note != note}
        if not gone and not other:
            return
        for key in gone:
            item = self.items.pop(key, None)
            self._tables.pop(key, None)
            self._asked.pop(key, None)
            if item is not None:
                self._scene.removeItem(item)
        if gone:
            self.removed.emit(gone)
        for key in sorted(other):
            drawn = self._drawn(key, there[key])
            if key in self.items:
                self.items[key].show_note(there[key], drawn)
                continue
            item = self.items[key] = AnnotationItem(key, there[key], drawn, self._session.theme.palette)
            item.stale = self._shown.is_stale
            self._scene.addItem(item)
        self._show_selection()
        self._ask_for_tables()
        self.changed.emit()

    def _drawn(self, key: str, note: Annotation) -> DrawnNote:
        if note.shape != "stream table":
            return drawn_words(note)
        table = self._tables.get(key)
        return (
            drawn_table(note, table)
            if table and table.heads
            else _placeholder(note, NONE_LEFT if table else NOT_SOLVED)
        )

    def _show_selection(self) -> None:
        chosen = self._session.selection
        for key, item in self.items.items():
            item.show_chosen(key in chosen.ids, key == chosen.only)

    def _recolour(self) -> None:
        for item in self.items.values():
            item.look = self._session.theme.palette
            item.update()

    # -- tables -----------------------------------------------------------------------------------------------------

    def _ask_for_tables(self) -> None:
        solution = self._shown.solution
        wanted: dict[str, dict[str, Any]] = {}
        for key, item in self.items.items():
            if item.note.shape != "stream table":
                continue
            if solution is None:
                if self._tables.pop(key, None):
                    item.show_note(item.note, self._drawn(key, item.note))
                self._asked.pop(key, None)
                continue
            note = item.note
            choice = (solution.token, note.streams, note.rows, note.per, note.mass_unit)
            if self._asked.get(key) != choice:
                self._asked[key] = choice
                tags = tags_of(solution.sheet, note)
                wanted[key] = {"rows": note.rows, "streams": tags, "per": note.per, "mass_unit": note.mass_unit}
        if wanted:
            self._shown.ask("stream columns", self._take, wanted=wanted)

    def _take(self, answer: dict[str, Any]) -> None:
        for key, columns in answer.items():
            item = self.items.get(key)
            if item is not None:
                self._tables[key] = msgspec.convert(columns, Columns)
                item.show_note(item.note, self._drawn(key, item.note))
        self.changed.emit()

    def _show_staleness(self) -> None:
        stale = self._shown.is_stale
        for item in self.items.values():
            if item.stale != stale:
                item.stale = stale
                item.update()


def _placeholder(note: Annotation, says: str) -> DrawnNote:
    """Where a table will stand."""
    box = Box(note.x, note.y, note.x + max(note.width or PLACEHOLDER, HEAD + CELL), note.y + 3 * ROW)
    words = Text(box.left + 8, box.centre[1] + 4, says, "quiet")
    return DrawnNote(box, box, (Rectangle(box, line="quiet", dashed=True), words))
