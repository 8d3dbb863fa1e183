"""What is done to the things chosen on the sheet, from menus and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec

from app.editor.window.actions import Action
from flowsheets.diagram.geometry import GRID
from flowsheets.document.editing import placed, without_stream, without_unit
from flowsheets.document.records import Flowsheet, Placement

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView


class SheetActions:
    """Deleting, turning, mirroring, nudging, choosing all."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._session = view.session

    def actions(self) -> Iterable[Action]:
        """For the Edit and Draw menus."""
        chosen = self._some_chosen
        units = self._units_chosen
        yield Action(
            "delete",
            "Delete",
            "Edit",
            self.delete,
            keys="Delete or Backspace",
            icon="ph.trash",
            group=2,
            enabled=chosen,
        )
        yield Action("select all", "Select all", "Edit", self.select_all, keys="Ctrl+A", group=2)
        yield Action("turn", "Turn", "Draw", self.turn, keys="R", group=1, enabled=units)
        yield Action("mirror", "Mirror", "Draw", self.mirror, keys="M", group=1, enabled=units)

    def delete(self) -> None:
        """Take the chosen units, streams and annotations off the sheet."""
        sheet = self._session.document.sheet
        chosen = self._session.selection
        tags = [sheet.units[key].tag for key in chosen.units] + [sheet.streams[key].tag for key in chosen.streams]
        edited = sheet
        for key in chosen.streams:
            edited = without_stream(edited, key)
        for key in chosen.units:
            edited = without_unit(edited, key)
        for key in [k for k, s in edited.streams.items() if s.source is None or s.target is None]:
            if key in sheet.streams and sheet.streams[key].source and sheet.streams[key].target:
                edited = without_stream(edited, key)
        kept = {key: note for key, note in edited.drawing.annotations.items() if key not in chosen.ids}
        edited = msgspec.structs.replace(edited, drawing=msgspec.structs.replace(edited.drawing, annotations=kept))
        self._session.document.do(f"Delete {', '.join(tags[:3])}{' and more' if len(tags) > 3 else ''}", edited)

    def select_all(self) -> None:
        """Choose everything."""
        sheet = self._session.document.sheet
        self._session.selection.set([*sheet.units, *sheet.streams, *sheet.drawing.annotations])

    def nudge(self, dx: int, dy: int) -> None:
        """Move the chosen units by steps of the grid; a run of steps is one step of undo."""
        self._replace("Move", lambda p: msgspec.structs.replace(p, x=p.x + dx * GRID, y=p.y + dy * GRID), merge="nudge")

    def turn(self) -> None:
        """A quarter turn clockwise."""
        self._replace("Turn", lambda p: msgspec.structs.replace(p, rotation=(p.rotation + 90) % 360))

    def mirror(self) -> None:
        """Left becomes right."""
        self._replace("Mirror", lambda p: msgspec.structs.replace(p, flipped=not p.flipped))

    def _replace(self, verb: str, change: Callable[[Placement], Placement], merge: str = "") -> None:
        units = self._view.sheet_scene.projection.units
        keys = [key for key in self._session.selection.units if key in units]
        if keys:
            sheet: Flowsheet = self._session.document.sheet
            tags = ", ".join(sheet.units[key].tag for key in keys[:3])
            edited = placed(sheet, {key: change(units[key].placement) for key in keys})
            self._session.document.do(f"{verb} {tags}", edited, merge=f"{merge} {tags}" if merge else "")

    def _some_chosen(self) -> bool:
        return bool(self._session.selection.ids)

    def _units_chosen(self) -> bool:
        return bool(self._session.selection.units)
