"""The scene: items that follow the projection, the solution and the selection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QRectF
from PySide6.QtWidgets import QGraphicsScene

from app.editor.canvas.annotation_item import AnnotationItem
from app.editor.canvas.annotation_layer import AnnotationLayer
from app.editor.canvas.hanging import free_end
from app.editor.canvas.items import StreamItem, UnitItem, UnitStanding
from app.editor.canvas.painting import rectangle
from app.editor.canvas.projection import Projection
from app.editor.canvas.stream_labels import StreamLabels
from app.editor.canvas.stream_shading import StreamShading
from app.editor.canvas.words import Detail
from app.editor.session import Session
from app.editor.solving.solution import ShownSolution
from flowsheets.diagram.scene import DrawnStream
from flowsheets.diagram.svg import NOTICED
from flowsheets.document.levels import shown_on
from unitops.chemistry.formula import parse_species_id
from unitops.chemistry.phases import PHASE_NAMES, stream_phase
from unitops.quantities import readable_number

AROUND = 2000.0
"""Room round the drawing in which one can move about [px]."""


class SheetScene(QGraphicsScene):
    """Units and streams by id."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.projection = Projection(session.document, self)
        self.detail = Detail()
        self.units: dict[str, UnitItem] = {}
        self.streams: dict[str, StreamItem] = {}
        self.hanging: dict[str, StreamItem] = {}
        """Streams with a free end."""
        self._solution: ShownSolution | None = None
        """The one that is shown; and whether it is of an older state of the sheet, and how its units stand."""
        self._stale = False
        self._standing: dict[str, UnitStanding] = {}
        self._phases: dict[str, tuple[str, ...]] = {}
        self.labels = StreamLabels(session, self)
        self.annotations = AnnotationLayer(session, self)
        self.annotations.changed.connect(self._make_room)
        projection = self.projection
        projection.units_changed.connect(self._place_units)
        projection.streams_changed.connect(self._place_streams)
        projection.removed.connect(self._remove)
        projection.numbers_changed.connect(self._renumber)
        projection.placed.connect(self._make_room)
        self.shading = StreamShading(session, self)
        session.selection.changed.connect(self._show_selection)
        session.solver.standing_changed.connect(self._show_solution)
        session.document.level_changed.connect(self._show_solution)
        session.solver.solved.connect(lambda _solution: self._show_solution())
        session.theme.changed.connect(self._recolour)

    def item_of(self, key: str) -> UnitItem | StreamItem | AnnotationItem | None:
        """The item of a unit, a stream or an annotation."""
        drawn = self.units.get(key) or self.streams.get(key) or self.hanging.get(key)
        return drawn or self.annotations.items.get(key)

    @property
    def drawing(self) -> QRectF:
        """Round everything that is drawn."""
        return rectangle(self.projection.extent).united(self.annotations.extent)

    def _place_units(self, keys: set[str]) -> None:
        look = self._session.theme.palette
        for key in keys:
            drawn = self.projection.units[key]
            item = self.units.get(key)
            if item is None:
                item = self.units[key] = UnitItem(drawn, look, self.detail)
                self.addItem(item)
                item.setFlag(UnitItem.GraphicsItemFlag.ItemIsSelectable)
                item.setSelected(key in self._session.selection.ids)
                self._tell_unit(key, item)
            else:
                item.show_drawn(drawn)

    def _place_streams(self, keys: set[str]) -> None:
        for key in keys & self.projection.streams.keys():
            if key not in self.streams:
                self._forget(self.hanging, key)
                item = self.streams[key] = self._new_stream(self.projection.streams[key])
                self._read_phases(key)
                item.show_flow(self._phases_of(key), self._stale)
            else:
                hops, diamonds = self.projection.hops, self.projection.diamonds
                self.streams[key].show_if_other(self.projection.streams[key], hops.get(key, {}), diamonds.get(key))
        for key in keys & self.projection.hanging.keys():
            drawn = self.projection.hanging[key]
            item = self.hanging.get(key)
            if item is None:
                self._forget(self.streams, key)
                item = self.hanging[key] = self._new_stream(drawn)
            item.free_end = free_end(drawn)
            item.show_drawn(drawn, {}, None)

    def _new_stream(self, drawn: DrawnStream) -> StreamItem:
        item = StreamItem(drawn, self._session.theme.palette, self.detail)
        self.addItem(item)
        item.setFlag(StreamItem.GraphicsItemFlag.ItemIsSelectable)
        item.setSelected(drawn.key in self._session.selection.ids)
        item.handles = self._session.selection.only == drawn.key
        return item

    def _renumber(self) -> None:
        """Every stream whose route, hops or number are others than those it shows."""
        projection = self.projection
        for key, item in self.streams.items():
            drawn = projection.streams.get(key)
            if drawn is not None:
                item.show_if_other(drawn, projection.hops.get(key, {}), projection.diamonds.get(key))
        self._make_room()
        self.labels.place()

    def _remove(self, keys: set[str]) -> None:
        for key in keys:
            for items in (self.units, self.streams, self.hanging):
                self._forget(items, key)

    def _forget(self, items: dict[str, Any], key: str) -> None:
        item = items.pop(key, None)
        if item is not None:
            self.removeItem(item)
            self.detail.revision += 1

    def _make_room(self) -> None:
        self.setSceneRect(self.drawing.adjusted(-AROUND, -AROUND, AROUND, AROUND))

    def _show_selection(self) -> None:
        chosen = self._session.selection.ids
        self.blockSignals(True)
        only = self._session.selection.only
        for items in (self.units, self.streams, self.hanging):
            for key, item in items.items():
                if item.isSelected() != (key in chosen):
                    item.setSelected(key in chosen)
                if isinstance(item, StreamItem) and item.handles != (key == only):
                    item.handles = key == only
                    item.update()
        self.blockSignals(False)
        self.detail.revision += 1

    def _recolour(self) -> None:
        look = self._session.theme.palette
        for item in (*self.units.values(), *self.streams.values(), *self.hanging.values()):
            item.look = look
            item.update()

    # -- the solution -----------------------------------------------------------------------------------------------

    def _show_solution(self) -> None:
        """Told of twice when a sheet is solved, and with every edit: only what is another is touched."""
        solver = self._session.solver
        is_new = solver.solution is not self._solution
        if is_new:
            self._solution = solver.solution
            for key in self.streams:
                self._read_phases(key)
        self._stale, self._standing = not solver.is_current, self._standings()
        for key, item in self.units.items():
            self._tell_unit(key, item)
        for key, item in self.streams.items():
            item.show_flow(self._phases_of(key), self._stale)
        if is_new:
            self.labels.show_words()

    def _tell_unit(self, key: str, item: UnitItem) -> None:
        standing = self._standing.get(key, UnitStanding.CLOSED)
        item.show_result(standing, self._figure(key) or item.figure, self._stale)

    def _standings(self) -> dict[str, UnitStanding]:
        """How each unit stands; a box as the worst of what is within it."""
        found: dict[str, UnitStanding] = {}
        document = self._session.document
        stands = shown_on(document.sheet, document.level) if document.sheet.drawing.subflowsheets else {}
        for fault in self._session.solver.faults:
            worse = UnitStanding.FAILED if fault.severity == "error" else UnitStanding.WARNING
            for owner in {*fault.owners, *(stands[owner] for owner in fault.owners if owner in stands)}:
                if found.get(owner) is not UnitStanding.FAILED:
                    found[owner] = worse
        return found

    def _figure(self, key: str) -> str:
        """The flow of a feed or a product, under its flag."""
        drawn, solution = self.projection.units.get(key), self._session.solver.solution
        if drawn is None or solution is None or not drawn.is_flag:
            return ""
        for stream in self.projection.streams_at(key):
            written = solution.stream(stream)
            if written is not None:
                return readable_number(float(written["mass_kg_per_h"]), "kg/h")
        return ""

    def _phases_of(self, key: str) -> tuple[str, ...]:
        """What flows in a stream by the last solution; what its ports carry before there is one."""
        if key in self._phases:
            return self._phases[key]
        possible = self.projection.streams[key].phases
        return tuple(possible) if len(possible) == 1 else ()

    def _read_phases(self, key: str) -> None:
        written = self._solution.stream(key) if self._solution else None
        if written is not None:
            self._phases[key] = flowing_phases(written)


def flowing_phases(written: Mapping[str, Any]) -> tuple[str, ...]:
    """The phases that make up a written stream; as in pictures, those below a hundredth of its mass are left out."""
    masses: dict[str, float] = {}
    for species_id, flow in written["species_kg_per_h"].items():
        phase = stream_phase(species_id, parse_species_id(species_id)[1])
        masses[phase] = masses.get(phase, 0.0) + abs(float(flow))
    total = sum(masses.values())
    return tuple(phase for phase in PHASE_NAMES if masses.get(phase, 0.0) > NOTICED * total)
