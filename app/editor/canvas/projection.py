"""The drawing of the open level, kept up to date: where units stand, where streams run. Nothing is painted here.

After an edit, units and the streams that meet them are in their new places at once. Routes are then laid afresh as
``flowsheets.diagram.scene`` lays them, a few ms at a time between the events of the window, so that in the end the
drawing is the one that a file opened anew would have.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.editor.canvas.hanging import drawn_hanging
from app.editor.document.change import change_between
from app.editor.document.document import Document
from flowsheets.diagram.geometry import Box, Point
from flowsheets.diagram.hops import Hops, hop_steps, hops
from flowsheets.diagram.layout import main_line
from flowsheets.diagram.numbers import Diamond, number_steps
from flowsheets.diagram.routing import Path, Router, Wire, provisional
from flowsheets.diagram.scene import (
    DrawnStream,
    DrawnUnit,
    Scene,
    at_rest,
    captioned_steps,
    connections,
    draw_streams,
    draw_unit,
    drawn_by_hand,
    placements,
    stream_wires,
)
from flowsheets.diagram.subflowsheets import level_sheet
from flowsheets.document.editing import placed
from flowsheets.document.records import Flowsheet, Placement

FEW = 6
"""More units than this are dragged with provisional routes."""
SLICE = 0.006
"""[s] Time given to laying routes before the window's events are looked at."""


class Projection(QObject):
    """What is drawn: units, streams, their numbers and hops, by id."""

    units_changed = Signal(set)
    """Ids of units that appeared, moved or look different."""
    streams_changed = Signal(set)
    """Ids of streams that appeared, run elsewhere or look different."""
    removed = Signal(set)
    """Ids of units and streams that are gone."""
    numbers_changed = Signal()
    """Diamonds and hops may stand elsewhere."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.sheet = Flowsheet(name="")
        """What of the document is drawn: the level that is opened, as a sheet of its own."""
        self.units: dict[str, DrawnUnit] = {}
        """Their words stand where streams leave room for them."""
        self._planned: dict[str, DrawnUnit] = {}
        """The units with their words where they stand when nothing is in their way: round these, routes are laid."""
        self.streams: dict[str, DrawnStream] = {}
        self.hanging: dict[str, DrawnStream] = {}
        """Streams with one end free, which a finished drawing does not have."""
        self.diamonds: dict[str, Diamond] = {}
        self.hops: Hops = {}
        self._wires: dict[str, Wire] = {}
        self._paths: dict[str, Path] = {}
        self._places: dict[str, Placement] = {}
        self._ends: dict[str, dict[str, list[str]]] = {}
        self._router = Router({})
        self._elsewhere: set[str] = set()
        """Units that are shown where the document does not have them."""
        self._is_provisional = False
        """Whether routes are on show of which the router does not know."""
        self._runs: tuple[Any, Any] = (None, None)
        """Streams, and corners that the document gives them, for which routes were laid."""
        self._on_main: tuple[Any, Any, frozenset[str]] = (None, None, frozenset())
        self._met: tuple[Any, Any, dict[str, dict[str, list[str]]]] = (None, None, {})
        self._laying: Iterator[None] | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(0)
        self._tick.timeout.connect(self._lay_a_little)
        document.replaced.connect(self._forget)
        document.changed.connect(self._follow)
        document.level_changed.connect(self._follow)

    @property
    def is_settled(self) -> bool:
        """Whether all routes are laid."""
        return self._laying is None

    @property
    def extent(self) -> Box:
        """The smallest box round everything."""
        return Scene(self.units, self.streams).extent

    def streams_at(self, unit: str) -> Iterator[str]:
        """The streams between ports that meet a unit."""
        for streams in self._ends.get(unit, {}).values():
            yield from streams

    def settle(self) -> None:
        """Lay all routes now."""
        while self._laying is not None:
            self._lay_a_little()

    def preview(self, moved: Mapping[str, Placement]) -> None:
        """Show units elsewhere while they are dragged; the document is told when they are dropped."""
        if not moved:
            return
        if self._laying is not None:  # what is laid so far is of another drawing
            self._laying = None
            self._tick.stop()
            self._is_provisional = True
        self._elsewhere |= moved.keys()
        sheet = placed(self.sheet, moved)
        again = moved.keys() | _neighbours(sheet, self._ends, moved)
        places = self._places | {key: at_rest(place) for key, place in moved.items()}
        ends = {key: {port: list(streams) for port, streams in self._ends.get(key, {}).items()} for key in again}
        drawn = {key: draw_unit(sheet, key, places, ends[key]) for key in sorted(again)}
        before, self._planned = self._planned, self._planned | drawn
        self._ends |= ends
        self._reroute(sheet, stream_wires(sheet, self._planned, self._ends, of=again), before, drawn)
        self._show_units(before, drawn)

    def _show_units(self, before: Mapping[str, DrawnUnit], drawn: Mapping[str, DrawnUnit]) -> None:
        """Show units; their words stay where they stood at them, as long as the units do not turn or grow."""
        shown = {key: _captioned_as(self.units.get(key), before.get(key), unit) for key, unit in drawn.items()}
        looks_different = {key for key, unit in shown.items() if self.units.get(key) != unit}
        self.units |= shown
        if looks_different:
            self.units_changed.emit(looks_different)

    def _reroute(
        self,
        sheet: Flowsheet,
        wires: Mapping[str, Wire],
        before: Mapping[str, DrawnUnit],
        drawn: Mapping[str, DrawnUnit],
    ) -> None:
        """Lay what meets units that are on the move, and what they are in the way of."""
        other = {key: wire for key, wire in wires.items() if self._wires.get(key) != wire}
        laid = {key: wire for key, wire in other.items() if not drawn_by_hand(sheet, key)}
        boxes = {key: unit.box for key, unit in drawn.items() if before[key].box != unit.box}
        if self._is_provisional or len(boxes) > FEW:
            self._is_provisional = True
            paths = {
                key: provisional(wire, (self._wires[key], self._paths[key]) if key in self._paths else None)
                for key, wire in laid.items()
            }
        else:
            paths = self._router.move(boxes, laid.values(), {key: drawn[key].caption.areas for key in boxes})
        self._wires |= other
        self._paths |= paths
        self._show_moved(sheet, other.keys() | paths.keys())

    def put_back(self, units: set[str]) -> None:
        """Show units where the document has them: a drag was given up."""
        self._redraw(self.sheet, (units | self._elsewhere) & self.sheet.units.keys(), self._planned)

    def _forget(self) -> None:
        """Another document: everything is new."""
        self.sheet = Flowsheet(name="")

    def _follow(self) -> None:
        sheet = level_sheet(self._document.sheet, self._document.level)
        change = change_between(self.sheet, sheet)
        self.sheet = sheet
        shown, before = self.streams.keys() | self.hanging.keys(), dict(self._planned)
        gone = (self.units.keys() - sheet.units.keys()) | (shown - sheet.streams.keys())
        for key in gone:
            self.units.pop(key, None)
            self._planned.pop(key, None)
            self.streams.pop(key, None)
            self.hanging.pop(key, None)
        if gone:
            self.removed.emit(gone)
        touched = set(change.units.touched | change.placements.touched) & sheet.units.keys()
        for key in change.streams.touched | change.routes.touched:
            record = sheet.streams.get(key)
            touched |= {end.unit for end in (record.source, record.target) if end} if record else set()
        left = gone | change.streams.touched  # units that these streams met before
        touched |= {unit for unit, ports in self._ends.items() if any(s in left for k in ports.values() for s in k)}
        touched = (touched | self._elsewhere) & sheet.units.keys()
        if touched or gone or change.streams or change.routes:
            self._redraw(sheet, touched, before)

    def _redraw(self, sheet: Flowsheet, touched: set[str], before: Mapping[str, DrawnUnit]) -> None:
        """Draw the touched units, their neighbours and what runs between them; then lay all routes afresh.

        ``before``: the units for which routes were laid, also those that are gone.
        """
        were_laid = self.is_settled and not self._is_provisional and not self._elsewhere
        self._elsewhere = set()
        places, met = placements(sheet), self._connections(sheet)
        again = touched | _neighbours(sheet, met, touched) | (sheet.units.keys() - self.units.keys())
        # Streams at a port of the others keep the order that was found for them.
        ends = {key: self._ends.get(key, met.get(key, {})) for key in sheet.units.keys() - again}
        ends |= {key: {port: list(streams) for port, streams in met.get(key, {}).items()} for key in again}
        planned = dict(self._planned)
        for key in sorted(again):
            planned[key] = draw_unit(sheet, key, places, ends[key])
        self._planned = {key: planned[key] for key in sorted(planned) if key in sheet.units}
        self._places, self._ends = places, ends
        meeting = stream_wires(sheet, self._planned, ends, of=again)
        joined = {stream for ports in met.values() for streams in ports.values() for stream in streams}
        self._wires = {key: wire for key, wire in self._wires.items() if key in joined} | meeting
        automatic = {key: wire for key, wire in self._wires.items() if not drawn_by_hand(sheet, key)}
        self._paths = {k: p for k, p in self._paths.items() if k in automatic and _fits(p, automatic[k])}
        runs, self._runs = self._runs, (sheet.streams, sheet.drawing.streams)
        if not (
            were_laid
            and runs[0] is sheet.streams
            and runs[1] is sheet.drawing.streams
            and before.keys() == self._planned.keys()
            and all(_stands_alike(before[key], self._planned[key]) for key in again)
        ):
            self._begin_laying(automatic)
        self._show_streams(sheet, meeting.keys())
        self._show_units(before, {key: self._planned[key] for key in sorted(again)})

    def _show_streams(self, sheet: Flowsheet, touched: Set[str]) -> None:
        """All streams, of which these may run elsewhere or be others than before."""
        on_main = self._main_line(sheet)
        same = {
            key: stream
            for key, stream in self.streams.items()
            if key in self._wires and key not in touched and stream.main == (key in on_main)
        }
        others = {key: wire for key, wire in self._wires.items() if key not in same}
        found = draw_streams(sheet, self._planned, self._ends, others, self._paths, on_main)
        drawn = same | found
        changed = {key for key, stream in found.items() if self.streams.get(key) != stream}
        hanging = drawn_hanging(sheet, self._planned)
        changed |= {key for key, stream in hanging.items() if self.hanging.get(key) != stream}
        loose = (self.streams.keys() | self.hanging.keys()) - drawn.keys() - hanging.keys()
        is_new = drawn.keys() != self.streams.keys()
        self.streams, self.hanging = drawn, hanging
        if loose:
            self.removed.emit(set(loose))
        waits = not self.is_settled and not is_new  # crossings and numbers, until routes lie
        if waits:
            for key in changed:
                self.hops.pop(key, None)
        if changed:
            self.streams_changed.emit(changed)
        if (changed or loose) and not waits:
            self.hops = hops({key: stream.points for key, stream in drawn.items()})
            self.numbers_changed.emit()

    def _show_moved(self, sheet: Flowsheet, keys: set[str]) -> None:
        """These streams run elsewhere; hops and numbers wait until all routes lie."""
        wires = {key: wire for key, wire in self._wires.items() if key in keys}
        drawn = draw_streams(sheet, self._planned, self._ends, wires, self._paths, self._main_line(sheet))
        changed = {key for key, stream in drawn.items() if self.streams.get(key) != stream}
        self.streams |= drawn
        if self.hanging:
            self.hanging = drawn_hanging(sheet, self._planned)
        for key in changed:
            self.hops.pop(key, None)
            self.diamonds.pop(key, None)
        self.streams_changed.emit(changed | self.hanging.keys())

    def _connections(self, sheet: Flowsheet) -> dict[str, dict[str, list[str]]]:
        """Found again only where units or streams are others."""
        units, streams, found = self._met
        if units is not sheet.units or streams is not sheet.streams:
            found = connections(sheet)
            self._met = (sheet.units, sheet.streams, found)
        return found

    def _main_line(self, sheet: Flowsheet) -> frozenset[str]:
        """Found again only where units or streams are others: it is the dearest part of a drawing."""
        units, streams, found = self._on_main
        if units is not sheet.units or streams is not sheet.streams:
            found = main_line(sheet)
            self._on_main = (sheet.units, sheet.streams, found)
        return found

    def _begin_laying(self, wires: Mapping[str, Wire]) -> None:
        self._is_provisional = False
        self._router = Router(
            {key: unit.box for key, unit in self._planned.items()},
            {key: unit.caption.areas for key, unit in self._planned.items()},
        )
        self._laying = self._steps(wires)
        self._tick.start()

    def _lay_a_little(self) -> None:
        if self._laying is None:
            self._tick.stop()
            return
        until = time.perf_counter() + SLICE
        for _ in self._laying:
            if time.perf_counter() > until:
                return
        self._laying = None
        self._tick.stop()
        self.numbers_changed.emit()

    def _steps(self, wires: Mapping[str, Wire]) -> Iterator[None]:
        """Routes, then words beside them, then what stands on them."""
        yield from self._router.lay_steps(wires.values())
        before, self._paths = self._paths, dict(self._router.paths)
        self._show_moved(self.sheet, {key for key, path in self._paths.items() if path != before.get(key)})
        yield
        clear: dict[str, DrawnUnit] = {}
        for key, unit in captioned_steps(self._planned, self.streams):
            clear[key] = unit
            yield
        moved = {key for key, unit in clear.items() if self.units[key] != unit}
        self.units = clear
        if moved:
            self.units_changed.emit(moved)
            yield
        found: Hops = {}
        for key, piece, rows in hop_steps({key: stream.points for key, stream in self.streams.items()}):
            found.setdefault(key, {})[piece] = rows
            yield
        self.hops = found
        diamonds = {}
        for key, diamond in number_steps(Scene(self.units, self.streams)):
            diamonds[key] = diamond
            yield
        self.diamonds = diamonds


def _neighbours(sheet: Flowsheet, ends: Mapping[str, Mapping[str, Iterable[str]]], units: Iterable[str]) -> set[str]:
    """Units that share a stream with one of these, and they themselves where they have one."""
    streams = {stream for unit in units for keys in ends.get(unit, {}).values() for stream in keys}
    records = [sheet.streams[stream] for stream in streams]
    return {end.unit for record in records for end in (record.source, record.target) if end is not None}


def _captioned_as(shown: DrawnUnit | None, before: DrawnUnit | None, now: DrawnUnit) -> DrawnUnit:
    """A unit with its words where they are shown, if it stands as it did; they go with it where it only moved."""
    if shown is None or before is None:
        return now
    if now.caption == before.caption:
        return replace(now, caption=shown.caption)
    said, says = ([text.words for text in unit.caption.texts] for unit in (before, now))
    turned, turns = ((unit.placement.rotation, unit.placement.flipped) for unit in (before, now))
    if (said, turned, before.symbol, before.used) != (says, turns, now.symbol, now.used):
        return now
    right, down = now.box.left - before.box.left, now.box.top - before.box.top
    return replace(now, caption=shown.caption.moved(right, down))


def _stands_alike(before: DrawnUnit, now: DrawnUnit) -> bool:
    """Whether all streams run as they did: only numbers of the unit are others."""
    return (before.box, before.doors, before.caption) == (now.box, now.doors, now.caption)


def _fits(path: Path, wire: Wire) -> bool:
    points: tuple[Point, ...] = path.points
    return points[0] == wire.start and points[-1] == wire.end
