"""What is done to the things chosen on the sheet, from menus and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec

from app.editor.canvas.connecting_by_keys import connect_by_keys
from app.editor.canvas.placing import ask_what_goes_into, ask_what_to_add
from app.editor.canvas.renaming import TagField
from app.editor.document.annotating import in_words, named, shifted, with_annotations, without_annotations
from app.editor.window.actions import Action
from flowsheets.diagram.geometry import GRID
from flowsheets.document.editing import placed, without_stream, without_unit
from flowsheets.document.records import Flowsheet, Placement
from flowsheets.document.subflowsheets import without_subflowsheet

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
        units, equipment = self._units_chosen, lambda: bool(self._session.selection.equipment)
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
        yield Action(
            "rename", "Rename", "Edit", self.rename, keys="T or Shift+F2", group=2, enabled=self._one_with_a_tag
        )
        yield Action(
            "switch off", "Switch off or on", "Draw", self.switch_off, keys="O", icon="ph.power", group=1,
            enabled=units, says="A unit that is off lets everything through as it comes",
        )  # fmt: skip
        yield Action(
            "connect", "Connect", "Draw", self.connect, keys="C", group=1,
            enabled=lambda: len(self._session.selection.equipment) == 1, says="Tab chooses the port, Enter connects",
        )  # fmt: skip
        yield Action(
            "add by name", "Add by name", "Draw", self.add_by_name, keys="A", icon="ph.plus", group=0,
            says="Type a few letters of a unit operation",
        )  # fmt: skip
        yield Action(
            "insert", "Insert into the stream", "Draw", self.insert, keys="I", group=0,
            enabled=lambda: bool(self._open_stream()), says="Type a few letters of a unit operation",
        )  # fmt: skip
        yield Action(
            "route anew", "Route anew", "Draw", self.route_anew, group=1, enabled=self._drawn_by_hand,
            says="Forgets corners that were drawn by hand",
        )  # fmt: skip
        yield Action("turn", "Turn", "Draw", self.turn, keys="R", group=1, enabled=equipment)
        yield Action("mirror", "Mirror", "Draw", self.mirror, keys="M", group=1, enabled=equipment)

    def delete(self, verb: str = "Delete") -> None:
        """Take the chosen units, streams and annotations off the sheet, and sub-flowsheets with all that is in them."""
        sheet = self._session.document.sheet
        chosen = self._session.selection
        tags = [sheet.units[key].tag for key in chosen.units] + [sheet.streams[key].tag for key in chosen.streams]
        tags += [named(sheet.drawing.annotations[key]) for key in chosen.annotations]
        tags += [sheet.drawing.subflowsheets[key].tag for key in chosen.subflowsheets]
        edited = sheet
        for key in chosen.streams:
            edited = without_stream(edited, key)
        for key in chosen.units:
            edited = without_unit(edited, key)
        for key in chosen.subflowsheets:
            edited = without_subflowsheet(edited, key)
        for key in [k for k, s in edited.streams.items() if s.source is None or s.target is None]:
            if key in sheet.streams and sheet.streams[key].source and sheet.streams[key].target:
                edited = without_stream(edited, key)
        edited = without_annotations(edited, chosen.annotations)
        self._session.document.do(f"{verb} {', '.join(tags[:3])}{' and more' if len(tags) > 3 else ''}", edited)

    def select_all(self) -> None:
        """Choose everything that is seen on this level."""
        sheet = self._view.sheet_scene.projection.sheet
        self._session.selection.set([*sheet.units, *sheet.streams, *sheet.drawing.annotations])

    def nudge(self, dx: int, dy: int) -> None:
        """Move the chosen units by steps of the grid; a run of steps is one step of undo."""
        units, sheet = self._view.sheet_scene.projection.units, self._session.document.sheet
        stood = {key: units[key].placement for key in self._session.selection.equipment if key in units}
        places = {k: msgspec.structs.replace(p, x=p.x + dx * GRID, y=p.y + dy * GRID) for k, p in stood.items()}
        notes = shifted(sheet, self._session.selection.annotations, dx * GRID, dy * GRID)
        moved = [*places, *notes]
        if moved:
            edited = with_annotations(placed(sheet, places), notes)
            self._session.document.do(f"Move {in_words(sheet, moved)}", edited, merge=f"nudge {' '.join(moved)}")

    def turn(self) -> None:
        """A quarter turn clockwise."""
        self._replace("Turn", lambda p: msgspec.structs.replace(p, rotation=(p.rotation + 90) % 360))

    def mirror(self) -> None:
        """Left becomes right."""
        self._replace("Mirror", lambda p: msgspec.structs.replace(p, flipped=not p.flipped))

    def rename(self) -> None:
        """Write another tag where it stands."""
        key = self._session.selection.only
        if key is not None and self._one_with_a_tag():
            TagField(self._view, key)

    def switch_off(self) -> None:
        """All chosen units off, or on where all are off."""
        document = self._session.document
        keys = self._session.selection.units
        off = not all(document.sheet.units[key].off for key in keys)
        units = {key: msgspec.structs.replace(document.sheet.units[key], off=off) for key in keys}
        if units:
            tags = ", ".join(unit.tag for unit in list(units.values())[:3])
            edited = msgspec.structs.replace(document.sheet, units=document.sheet.units | units)
            document.do(f"Switch {tags} {'off' if off else 'on'}", edited)

    def connect(self) -> None:
        """Draw a stream by keys from the chosen unit or box."""
        chosen = self._session.selection.equipment
        if len(chosen) == 1:
            connect_by_keys(self._view, chosen[0])

    def add_by_name(self) -> None:
        """Ask for a unit operation and put it where the pointer is, else in the middle."""
        ask_what_to_add(self._view)

    def insert(self) -> None:
        """Ask for a unit operation and put it into the chosen stream."""
        if self._open_stream():
            ask_what_goes_into(self._view, self._open_stream())

    def _open_stream(self) -> str:
        """The one stream that is chosen, if it is drawn here from unit to unit; else ''."""
        key = self._session.selection.only
        record = self._session.document.sheet.streams.get(key or "")
        between = record is not None and record.source is not None and record.target is not None
        return key if key and between and key in self._view.sheet_scene.projection.streams else ""

    def route_anew(self) -> None:
        """Let the chosen streams find their way again."""
        sheet = self._session.document.sheet
        chosen = set(self._session.selection.streams)
        routes = {key: route for key, route in sheet.drawing.streams.items() if key not in chosen}
        drawing = msgspec.structs.replace(sheet.drawing, streams=routes)
        self._session.document.do("Route anew", msgspec.structs.replace(sheet, drawing=drawing))

    def _one_with_a_tag(self) -> bool:
        selection = self._session.selection
        return len(selection.ids) == 1 and not selection.annotations

    def _drawn_by_hand(self) -> bool:
        routes = self._session.document.sheet.drawing.streams
        return any(key in routes for key in self._session.selection.streams)

    def _replace(self, verb: str, change: Callable[[Placement], Placement]) -> None:
        units = self._view.sheet_scene.projection.units
        keys = [key for key in self._session.selection.equipment if key in units]
        if keys:
            sheet: Flowsheet = self._session.document.sheet
            edited = placed(sheet, {key: change(units[key].placement) for key in keys})
            self._session.document.do(f"{verb} {in_words(sheet, keys)}", edited)

    def _some_chosen(self) -> bool:
        return bool(self._session.selection.ids)

    def _units_chosen(self) -> bool:
        return bool(self._session.selection.units)
