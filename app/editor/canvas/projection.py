"""The drawing of the open level, kept up to date: where units stand, where streams run. Nothing is painted here.

After an edit, units and the streams that meet them are in their new places at once. Routes are then laid afresh as
``flowsheets.diagram.scene`` lays them, a few ms at a time between the events of the window, so that in the end the
drawing is the one that a file opened anew would have.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator, Mapping, Set
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.editor.canvas.hanging import drawn_hanging
from app.editor.canvas.unchanged import captioned_as, fits, neighbours, stands_alike
from app.editor.document.change import change_between
from app.editor.document.document import Document
from flowsheets.diagram.geometry import Box
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
MANY = 150
"""More units than this are drawn between the events of the window, as when a large sheet is opened."""
AT_ONCE = 60
"""So many units or streams are put on the sheet without looking at the window's events."""
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
    placed = Signal()
    """It is known where everything on a large sheet stands; units and streams appear from now on."""
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
        self._is_drawing = False
        """Whether units are drawn between events; routes follow."""
        self.is_placed = True
        """Whether it is known where all units and streams of the document stand."""
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

    def finish_drawing(self) -> None:
        """Draw all units and streams now; routes may wait."""
        while self._is_drawing:
            self._lay_a_little()

    def settle(self) -> None:
        """Lay all routes now."""
        while self._laying is not None:
            self._lay_a_little()

    def preview(self, moved: Mapping[str, Placement]) -> None:
        """Show units elsewhere while they are dragged; the document is told when they are dropped."""
        if not moved:
            return
        self.finish_drawing()
        if self._laying is not None:  # what is laid so far is of another drawing
            self._laying = None
            self._tick.stop()
            self._is_provisional = True
        self._elsewhere |= moved.keys()
        sheet = placed(self.sheet, moved)
        again = moved.keys() | neighbours(sheet, self._ends, moved)
        places = self._places | {key: at_rest(place) for key, place in moved.items()}
        ends = {key: {port: list(streams) for port, streams in self._ends.get(key, {}).items()} for key in again}
        drawn = {key: draw_unit(sheet, key, places, ends[key]) for key in sorted(again)}
        before, self._planned = self._planned, self._planned | drawn
        self._ends |= ends
        self._reroute(sheet, stream_wires(sheet, self._planned, self._ends, of=again), before, drawn)
        if looks_different := self._take_units(before, drawn):
            self.units_changed.emit(looks_different)

    def _take_units(self, before: Mapping[str, DrawnUnit], drawn: Mapping[str, DrawnUnit]) -> set[str]:
        """Units to be shown, and which of them look different; words stay where they stood as long as they may."""
        shown = {key: captioned_as(self.units.get(key), before.get(key), unit) for key, unit in drawn.items()}
        looks_different = {key for key, unit in shown.items() if self.units.get(key) != unit}
        self.units |= shown
        return looks_different

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
        self.finish_drawing()
        self._redraw(self.sheet, (units | self._elsewhere) & self.sheet.units.keys(), self._planned)

    def _forget(self) -> None:
        """Another document: everything is new."""
        self.finish_drawing()
        self.sheet = Flowsheet(name="")

    def _follow(self) -> None:
        sheet = level_sheet(self._document.sheet, self._document.level)
        change = change_between(self.sheet, sheet)
        if change.units or change.placements or change.streams or change.routes:
            self.finish_drawing()
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
        again = touched | neighbours(sheet, met, touched) | (sheet.units.keys() - self.units.keys())
        # Streams at a port of the others keep the order that was found for them.
        ends = {key: self._ends.get(key, met.get(key, {})) for key in sheet.units.keys() - again}
        ends |= {key: {port: list(streams) for port, streams in met.get(key, {}).items()} for key in again}
        self._places, self._ends = places, ends
        steps = self._drawing_steps(sheet, again, before, met, were_laid)
        if len(again) > MANY:
            self._laying, self._is_drawing, self.is_placed = steps, True, False
            self._tick.start()
            return
        for _ in steps:
            pass

    def _drawing_steps(
        self,
        sheet: Flowsheet,
        again: Set[str],
        before: Mapping[str, DrawnUnit],
        met: Mapping[str, Mapping[str, list[str]]],
        were_laid: bool,
    ) -> Iterator[None]:
        """Find all places, show what looks different, and begin to lay routes where they may run elsewhere."""
        planned = dict(self._planned)
        for key in sorted(again):
            planned[key] = draw_unit(sheet, key, self._places, self._ends[key])
            yield
        self._planned = {key: planned[key] for key in sorted(planned) if key in sheet.units}
        meeting = stream_wires(sheet, self._planned, self._ends, of=again)
        joined = {stream for ports in met.values() for streams in ports.values() for stream in streams}
        self._wires = {key: wire for key, wire in self._wires.items() if key in joined} | meeting
        automatic = {key: wire for key, wire in self._wires.items() if not drawn_by_hand(sheet, key)}
        self._paths = {k: p for k, p in self._paths.items() if k in automatic and fits(p, automatic[k])}
        yield
        self._main_line(sheet)
        yield
        runs, self._runs = self._runs, (sheet.streams, sheet.drawing.streams)
        stay = (
            were_laid
            and runs[0] is sheet.streams
            and runs[1] is sheet.drawing.streams
            and before.keys() == self._planned.keys()
            and all(stands_alike(before[key], self._planned[key]) for key in again)
        )
        other = self._take_units(before, {key: self._planned[key] for key in sorted(again)})
        waits = yield from self._show_streams(sheet, meeting.keys(), stay)
        for keys in _portions(other):
            self.units_changed.emit(keys)
            yield
        self._laying = None if self._is_drawing else self._laying
        self._is_drawing = False
        if not stay:
            self._begin_laying(automatic)
        if not waits:
            self.numbers_changed.emit()

    def _show_streams(self, sheet: Flowsheet, touched: Set[str], stay: bool) -> Generator[None, None, bool]:
        """All streams, of which these may run elsewhere or be others than before; whether hops and numbers can wait.

        stay: no route will be another.
        """
        on_main = self._main_line(sheet)
        same = {
            key: stream
            for key, stream in self.streams.items()
            if key in self._wires and key not in touched and stream.main == (key in on_main)
        }
        others = {key: wire for key, wire in self._wires.items() if key not in same}
        found = draw_streams(sheet, self._planned, self._ends, others, self._paths, on_main)
        yield
        drawn = same | found
        changed = {key for key, stream in found.items() if self.streams.get(key) != stream}
        hanging = drawn_hanging(sheet, self._planned)
        changed |= {key for key, stream in hanging.items() if self.hanging.get(key) != stream}
        loose = (self.streams.keys() | self.hanging.keys()) - drawn.keys() - hanging.keys()
        is_new = drawn.keys() != self.streams.keys()
        self.streams, self.hanging = drawn, hanging
        if loose:
            self.removed.emit(set(loose))
        if not self.is_placed:
            self.is_placed = True
            self.placed.emit()
        waits = (not stay and not is_new) or not (changed or loose)  # crossings and numbers, until routes lie
        if waits:
            for key in changed:
                self.hops.pop(key, None)
        for keys in _portions(changed):
            self.streams_changed.emit(keys)
            yield
        if not waits:
            self.hops = hops({key: stream.points for key, stream in drawn.items()})
        return waits

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
        laying = self._laying
        for _ in laying:
            if time.perf_counter() > until:
                return
        if self._laying is laying:
            self._laying = None
            self._tick.stop()
            self.numbers_changed.emit()

    def _steps(self, wires: Mapping[str, Wire]) -> Iterator[None]:
        """Routes, then words beside them, then what stands on them."""
        yield from self._router.lay_steps(wires.values())
        before, self._paths = self._paths, dict(self._router.paths)
        for keys in _portions(key for key, path in self._paths.items() if path != before.get(key)):
            self._show_moved(self.sheet, keys)
            yield
        clear: dict[str, DrawnUnit] = {}
        for key, unit in captioned_steps(self._planned, self.streams):
            clear[key] = unit
            yield
        moved = {key for key, unit in clear.items() if self.units[key] != unit}
        self.units = clear
        for keys in _portions(moved):
            self.units_changed.emit(keys)
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


def _portions(keys: Iterable[str]) -> Iterator[set[str]]:
    ordered = sorted(keys)
    for first in range(0, len(ordered), AT_ONCE):
        yield set(ordered[first : first + AT_ONCE])
