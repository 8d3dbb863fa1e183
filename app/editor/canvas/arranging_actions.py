"""Aligning, distributing, straightening and laying out what is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

import msgspec

from app.editor.document.annotating import in_words
from app.editor.document.arranging import Edge, aligned, distributed, laid_out, straightened
from app.editor.window.actions import Action
from flowsheets.diagram.scene import DrawnUnit
from flowsheets.diagram.stand_ins import is_at_border
from flowsheets.document.editing import placed
from flowsheets.document.records import Placement

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

_EDGES: tuple[tuple[Edge, str, str, str], ...] = (
    ("left", "Left edges", "Ctrl+Shift+Left", "ph.align-left"),
    ("centre", "Centres, one above the other", "", "ph.align-center-vertical"),
    ("right", "Right edges", "Ctrl+Shift+Right", "ph.align-right"),
    ("top", "Top edges", "Ctrl+Shift+Up", "ph.align-top"),
    ("middle", "Centres, level", "", "ph.align-center-horizontal"),
    ("bottom", "Bottom edges", "Ctrl+Shift+Down", "ph.align-bottom"),
)
_AXES: tuple[tuple[Literal["x", "y"], str], ...] = (("x", "From left to right"), ("y", "From top to bottom"))


class ArrangingActions:
    """Every one is a step of undo that moves units and nothing else."""

    def __init__(self, view: CanvasView) -> None:
        self._view, self._session = view, view.session

    def actions(self) -> Iterable[Action]:
        """For the Draw menu."""
        for edge, title, keys, icon in _EDGES:
            yield Action(
                f"align {edge}", title, "Draw|Align", lambda edge=edge: self.align(edge), keys=keys, icon=icon,
                group=2, enabled=lambda: self._at_least(2),
            )  # fmt: skip
        for axis, title in _AXES:
            yield Action(
                f"distribute {axis}", title, "Draw|Distribute", lambda axis=axis: self.distribute(axis), group=2,
                enabled=lambda: self._at_least(3),
            )  # fmt: skip
        yield Action(
            "straighten", "Straighten streams", "Draw", self.straighten, keys="Shift+S", group=3,
            enabled=lambda: self._at_least(1), says="Moves the chosen units up or down until a stream runs level",
        )  # fmt: skip
        yield Action(
            "lay out", "Lay out", "Draw", self.lay_out, keys="Ctrl+L", icon="ph.tree-structure", group=3,
            enabled=lambda: bool(self._session.document.sheet.units),
            says="Places the chosen units, or all, from left to right in the direction of flow",
        )  # fmt: skip

    def align(self, edge: Edge) -> None:
        """Bring the chosen units into line."""
        self._put("Align", aligned(self._chosen(), edge))

    def distribute(self, axis: Literal["x", "y"]) -> None:
        """Give the chosen units equal distances."""
        self._put("Distribute", distributed(self._chosen(), axis))

    def straighten(self) -> None:
        """Make streams to the chosen units run level."""
        sheet = self._view.sheet_scene.projection.sheet
        self._put("Straighten", straightened(sheet, self._equipment(), set(self._chosen())))

    def lay_out(self) -> None:
        """Place the chosen units anew, or all of them."""
        sheet, units = self._view.sheet_scene.projection.sheet, self._equipment()
        chosen = set(self._chosen())
        self._put("Lay out", laid_out(sheet, units, chosen if len(chosen) > 1 else set()))

    def _put(self, verb: str, places: Mapping[str, Placement]) -> None:
        sheet = self._session.document.sheet
        routes = {
            key: route
            for key, route in sheet.drawing.streams.items()
            if not any(end and end.unit in places for end in (sheet.streams[key].source, sheet.streams[key].target))
        }
        edited = placed(sheet, places)
        if len(routes) != len(sheet.drawing.streams):  # corners drawn by hand do not fit other places
            edited = msgspec.structs.replace(edited, drawing=msgspec.structs.replace(edited.drawing, streams=routes))
        self._session.document.do(f"{verb} {in_words(sheet, sorted(places))}", edited)

    def _equipment(self) -> dict[str, DrawnUnit]:
        """All units and boxes of the level; flags at its border have no place of their own."""
        drawn = self._view.sheet_scene.projection.units
        return {key: unit for key, unit in drawn.items() if not is_at_border(unit.record)}

    def _chosen(self) -> dict[str, DrawnUnit]:
        units = self._view.sheet_scene.projection.units
        return {key: units[key] for key in self._session.selection.equipment if key in units}

    def _at_least(self, number: int) -> bool:
        return len(self._session.selection.equipment) >= number
