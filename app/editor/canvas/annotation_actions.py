"""Notes, boxes and tables of streams on the sheet: adding them, their words, what a table shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, get_args

import msgspec
from PySide6.QtCore import QMimeData, QPoint, QPointF
from PySide6.QtGui import QCursor

from app.editor.canvas.annotation_field import WordsField
from app.editor.canvas.annotation_gestures import PullingBox
from app.editor.document.annotating import named, resized, with_annotation, with_annotations, without_annotations
from app.editor.results.stream_grid import as_drawn
from app.editor.results.table_contents import Rows, TableContents
from app.editor.window.actions import Action
from flowsheets.diagram.geometry import GRID, Box, on_grid
from flowsheets.document.records import Annotation

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

Shape = Literal["text", "box", "stream table"]
ROUND = 24.0
"""Between a box and the units that it is put round [px]."""
BELOW = 48.0
"""Between a drawing and the table that is put under it [px]."""
MIME = "application/x-raffinate-note"
"""What the palette drags: a shape."""


def dragged_note(data: QMimeData) -> Shape | None:
    """The shape of the annotation that is dragged, if one is."""
    name = bytes(data.data(MIME).data()).decode("utf-8", "replace") if data.hasFormat(MIME) else ""
    return next((shape for shape in get_args(Shape) if shape == name), None)


class AnnotationActions:
    """For the Draw menu, the palette and the keys. Nothing here ever makes a result stale."""

    def __init__(self, view: CanvasView) -> None:
        self._view, self._session = view, view.session
        self.contents: TableContents | None = None
        """The list of what a table shows, once it was opened."""

    def actions(self) -> Iterable[Action]:
        """Adding and changing."""
        yield Action(
            "add note", "Add a note", "Draw", self.add_text, keys="N", icon="ph.text-t", group=4,
            says="Text on the sheet, where the pointer is",
        )  # fmt: skip
        yield Action(
            "add box", "Add a box", "Draw", self.add_box, keys="B", icon="ph.bounding-box", group=4,
            says="Round the chosen units, or round an area that you pull",
        )  # fmt: skip
        yield Action(
            "add stream table", "Add a table of streams", "Draw", self.add_table, keys="Shift+T", icon="ph.table",
            group=4, says="On the sheet, under the drawing; it follows the solution",
        )  # fmt: skip
        yield Action(
            "edit words", "Edit the words", "Edit", self.edit, icon="ph.pencil-simple", group=8,
            enabled=lambda: self.only is not None, says="Of the chosen note, or the title of a box or a table",
        )  # fmt: skip
        yield Action(
            "table contents", "Streams and rows of the table…", "Edit", self.choose_contents, icon="ph.list-bullets",
            group=8, enabled=lambda: self.only is not None and self.only[1].shape == "stream table",
        )  # fmt: skip

    @property
    def only(self) -> tuple[str, Annotation] | None:
        """The one annotation that is chosen, and nothing else is; one of another level is none."""
        key = self._session.selection.only
        note = self._view.sheet_scene.projection.sheet.drawing.annotations.get(key or "")
        return (key, note) if key is not None and note is not None else None

    # -- adding -----------------------------------------------------------------------------------------------------

    def add(self, shape: Shape, at: QPointF | None = None) -> None:
        """Add one at a place of the drawing, else where it is usual."""
        if shape == "text":
            self.add_text(at)
        elif shape == "stream table":
            self.add_table(at)
        elif at is not None:
            self.put_box(on_grid(at.x()), on_grid(at.y()), 40 * GRID, 24 * GRID)
        else:
            self.add_box()

    def add_text(self, at: QPointF | None = None) -> None:
        """Write a note where the pointer is, else in the middle; it is there once something is written."""
        spot = at if at is not None else self._spot()
        x, y = on_grid(spot.x()), on_grid(spot.y())

        def take(words: str) -> None:
            if words.strip():
                self._put("Add note", Annotation(x=x, y=y, text=words))

        WordsField(self._view, QPointF(x, y), "", take, name="Words of the new note")

    def add_box(self) -> None:
        """Round the chosen units; without any, round an area that is pulled."""
        units = self._view.sheet_scene.projection.units
        found: Box | None = None
        for key in (key for key in self._session.selection.equipment if key in units):
            for box in (units[key].box, *units[key].caption.areas):
                found = box if found is None else found.united(box)
        if found is None:
            self._view.setFocus()
            self._view.begin(PullingBox(self._view))
            return
        round_it = found.grown(ROUND, ROUND + GRID)
        left, top = on_grid(round_it.left), on_grid(round_it.top)
        self.put_box(left, top, on_grid(round_it.right - left), on_grid(round_it.bottom - top))

    def put_box(self, x: float, y: float, width: float, height: float) -> None:
        """A box, whose title is asked for at once."""
        self._put("Add box", Annotation(x=x, y=y, shape="box", width=max(width, 48.0), height=max(height, 32.0)))
        self.edit()

    def add_table(self, at: QPointF | None = None) -> None:
        """At a place or under the drawing, as wide as it is: the chosen streams, else what the Streams tab shows."""
        drawing = self._view.sheet_scene.drawing
        spot = at if at is not None else QPointF(drawing.left(), drawing.bottom() + BELOW)
        note = Annotation(
            x=on_grid(spot.x()),
            y=on_grid(spot.y()),
            shape="stream table",
            width=on_grid(max(drawing.width(), 640.0)),
            streams=tuple(self._session.selection.streams) or self._streams_of_tab(),
            rows=tuple(as_drawn(row) for row in self._session.settings.values.stream_rows),
            per=self._session.settings.values.table_period,
        )
        self._put("Add stream table", note)
        self._view.bring_into_sight(self._session.selection.only or "")

    def _streams_of_tab(self) -> tuple[str, ...]:
        """Ids of the streams that are chosen for the stream table; none: all of them."""
        sheet = self._session.document.sheet
        tags = self._session.settings.values.stream_choice.get(sheet.name, ())
        return tuple(key for key, record in sorted(sheet.streams.items()) if record.tag in tags)

    def _put(self, text: str, note: Annotation) -> None:
        edited, key = with_annotation(self._session.document.sheet, note)
        self._session.document.do(text, edited)
        self._session.selection.set((key,))

    def _spot(self) -> QPointF:
        """Where the pointer is, else the middle of what is seen."""
        pointer = self._view.viewport().mapFromGlobal(QCursor.pos())
        inside = self._view.underMouse() and self._view.viewport().rect().contains(pointer)
        return self._view.mapToScene(pointer if inside else self._view.viewport().rect().center())

    # -- changing ---------------------------------------------------------------------------------------------------

    def edit(self) -> None:
        """Write other words where they stand."""
        if self.only is None:
            return
        key, note = self.only
        item = self._view.sheet_scene.annotations.items[key]
        self._view.ensureVisible(item.mapRectToScene(item.frame), 20, 20)
        words = item.drawn.words

        def take(written: str) -> None:
            document = self._session.document
            now = document.sheet.drawing.annotations.get(key)
            if now is None or now.text == written:
                return
            if not written.strip() and now.shape == "text":
                document.do(f"Delete {named(now)}", without_annotations(document.sheet, (key,)))
            else:
                after = msgspec.structs.replace(now, text=written)
                document.do(f"Write {named(after)}", with_annotations(document.sheet, {key: after}))

        name = {"text": "Words of the note", "box": "Title of the box", "stream table": "Title of the table"}
        WordsField(
            self._view, QPointF(words.left, words.top), note.text, take, name=name[note.shape],
            is_title=note.shape != "text", width=note.width if note.shape == "text" else None,
        )  # fmt: skip

    def resize(self, dx: int, dy: int) -> bool:
        """Pull right and lower edges of the chosen ones by steps of the grid; whether there were any."""
        document, items = self._session.document, self._view.sheet_scene.annotations.items
        keys = [key for key in self._session.selection.annotations if key in items]
        edges = (1 if dx else 0, 1 if dy else 0)
        after = {
            key: resized(items[key].note, items[key].drawn.box, edges, dx * GRID, dy * GRID)
            for key in keys
            if dx or items[key].note.shape == "box"
        }
        if after:
            names = ", ".join(named(note) for note in list(after.values())[:3])
            document.do(f"Resize {names}", with_annotations(document.sheet, after), merge=f"resize {' '.join(keys)}")
        return bool(keys)

    def choose_contents(self) -> None:
        """Let streams and rows of the chosen table be ticked."""
        if self.only is None:
            return
        key, _ = self.only

        def offer(rows: Rows) -> None:
            item = self._view.sheet_scene.annotations.items.get(key)
            if item is None:
                return
            self.contents = TableContents(self._session, key, rows, self._view)
            spot, room = self._view.mapFromScene(item.frame.topLeft()), self._view.viewport().rect()
            right, bottom = room.right() - self.contents.width(), room.bottom() - self.contents.height()
            spot = QPoint(max(min(spot.x(), right), 0), max(min(spot.y(), bottom), 0))
            self.contents.show_at(self._view.viewport().mapToGlobal(spot))

        self._session.solver.ask("stream rows", offer, self._view.say)
