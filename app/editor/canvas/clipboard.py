"""Copying, cutting and pasting units, also between windows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QCursor, QGuiApplication

from app.editor.document.annotating import named
from app.editor.document.copying import Fragment, fragment_of, pasted, read, written
from app.editor.window.actions import Action
from flowsheets.diagram.geometry import Box, Point, around, on_grid
from flowsheets.document.records import Placement

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

MIME = "application/x-raffinate-units"
SHIFT = 40.0
"""From what was copied to its copy [px], where the pointer shows no place; it is put on by as much."""
ROOM, FURTHEST = 40.0, 100
"""Kept free round what stands there [px]: captions and labels; and how often the copy is put further."""
USUAL = (64.0, 48.0)
"""Size of a unit that is not on the sheet any more [px]."""


class Clipboard:
    """What is chosen goes to the system's clipboard as JSON, and as tags for other programs."""

    def __init__(self, view: CanvasView) -> None:
        self._view, self._session = view, view.session

    def actions(self) -> Iterable[Action]:
        """For the Edit menu."""
        some = self._something_to_copy
        yield Action("cut", "Cut", "Edit", self.cut, keys="Ctrl+X", icon="ph.scissors", group=1, enabled=some)
        yield Action("copy", "Copy", "Edit", self.copy, keys="Ctrl+C", icon="ph.copy", group=1, enabled=some)
        yield Action("paste", "Paste", "Edit", self.paste, keys="Ctrl+V", icon="ph.clipboard", group=1)
        yield Action("duplicate", "Duplicate", "Edit", self.duplicate, keys="Ctrl+D", group=1, enabled=some)

    def copy(self) -> None:
        """Put the chosen units on the clipboard, with the streams between them."""
        fragment = self._chosen()
        data = QMimeData()
        data.setData(MIME, written(fragment))
        lines = [f"{unit.tag}\t{unit.name}" for unit in fragment.units.values()]
        data.setText("\n".join([*lines, *(note.text for note in fragment.annotations.values() if note.text)]))
        QGuiApplication.clipboard().setMimeData(data)

    def cut(self) -> None:
        """Copy, then take off the sheet."""
        self.copy()
        self._view.sheet_actions.delete("Cut")

    def paste(self) -> None:
        """Put a copy where the pointer is, else a little beside its original."""
        data = QGuiApplication.clipboard().mimeData()
        if data is None or not data.hasFormat(MIME):
            return
        fragment = read(bytes(data.data(MIME).data()))
        if fragment is None or not (fragment.units or fragment.annotations or fragment.boxes):
            return
        pointer = self._view.viewport().mapFromGlobal(QCursor.pos())
        if self._view.viewport().rect().contains(pointer) and self._view.underMouse():
            spot = self._view.mapToScene(pointer)
            x, y = fragment.centre
            self._put("Paste", fragment, self._free_shift(fragment, on_grid(spot.x() - x), on_grid(spot.y() - y)))
        else:
            self._put("Paste", fragment, self._shift_beside(fragment))

    def duplicate(self) -> None:
        """A copy beside what is chosen; the clipboard stays as it is."""
        fragment = self._chosen()
        self._put("Duplicate", fragment, self._shift_beside(fragment))

    def _put(self, verb: str, fragment: Fragment, shift: tuple[float, float]) -> None:
        document = self._session.document
        edited, keys = pasted(document.sheet, fragment, shift)
        tagged = (*fragment.boxes.items(), *fragment.units.items())
        names = [record.tag for key, record in tagged if key not in fragment.inside]
        names += [named(note) for key, note in fragment.annotations.items() if key not in fragment.inside]
        document.do(f"{verb} {', '.join(names[:3])}", edited)
        shown = self._view.sheet_scene.projection.sheet
        self._session.selection.set(keys & {*shown.units, *shown.streams, *shown.drawing.annotations})

    def _free_shift(self, fragment: Fragment, dx: float = SHIFT, dy: float = SHIFT) -> tuple[float, float]:
        """This far, and further where the copy would stand on what is there."""
        drawn = self._view.sheet_scene.projection.units.values()
        taken = {(unit.placement.x, unit.placement.y) for unit in drawn}
        sheet = self._view.sheet_scene.projection.sheet
        taken |= {(note.x, note.y) for note in sheet.drawing.annotations.values()}
        things = (*fragment.placements.items(), *fragment.annotations.items())
        spots = [(thing.x, thing.y) for key, thing in things if key not in fragment.inside]
        while any((x + dx, y + dy) in taken for x, y in spots):
            dx, dy = dx + SHIFT, dy + SHIFT
        return dx, dy

    def _shift_beside(self, fragment: Fragment) -> tuple[float, float]:
        """Where the original stood, else below it, as near as nothing that stands there is covered."""
        drawn = self._view.sheet_scene.projection.units
        taken = [unit.box.grown(ROOM) for unit in drawn.values()]
        keys = [key for key in fragment.placements if key not in fragment.inside]
        boxes = [drawn[key].box if key in drawn else around(USUAL, _middle(fragment.placements[key])) for key in keys]
        for step in range(FURTHEST):
            dy = SHIFT * step
            moved = [Box(box.left, box.top + dy, box.right, box.bottom + dy) for box in boxes]
            if not any(one.overlaps(other) for one in moved for other in taken):
                return self._free_shift(fragment, 0.0, dy)
        return self._free_shift(fragment)

    def _chosen(self) -> Fragment:
        return fragment_of(self._session.document.sheet, self._session.selection.ids)

    def _something_to_copy(self) -> bool:
        return bool(self._session.selection.equipment or self._session.selection.annotations)


def _middle(placement: Placement) -> Point:
    return placement.x, placement.y
