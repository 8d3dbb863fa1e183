"""Chosen quantities beside streams: where they stand follows the routes, what they say follows the solution."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from app.editor.session import Session
from flowsheets.diagram.geometry import Point
from flowsheets.diagram.labels import Label, label_steps
from flowsheets.diagram.scene import Scene
from unitops.quantities import format_number, readable_number

if TYPE_CHECKING:
    from app.editor.canvas.sheet_scene import SheetScene

SLICE = 0.006
"""[s] Time given to finding places before the window's events are looked at."""
WIDEST: Mapping[str, str] = {"mass flow": "000.0 kg/h", "temperature": "0000 °C", "pressure": "0000.0 kPa"}
"""Room kept for each quantity, so that a label stays where it is when its figures change."""
DIGITS = 3


class StreamLabels(QObject):
    """Gives the stream items of a scene their labels, a few ms at a time once the routes lie."""

    def __init__(self, session: Session, scene: SheetScene) -> None:
        super().__init__(scene)
        self._session, self._scene = session, scene
        self._places: dict[str, Label] = {}
        self._beside: dict[str, tuple[Point, ...]] = {}
        """The routes for which the places were found."""
        self._placing: Iterator[tuple[str, Label] | None] | None = None
        self._found: dict[str, Label] = {}
        self._tick = QTimer(self)
        self._tick.setInterval(0)
        self._tick.timeout.connect(self._place_some)
        session.settings.changed.connect(self._follow_settings)

    @property
    def is_settled(self) -> bool:
        """Whether all places are found."""
        return self._placing is None

    def settle(self) -> None:
        """Find all places now."""
        while self._placing is not None:
            self._place_some()

    def place(self) -> None:
        """Find places anew: routes have changed."""
        projection = self._scene.projection
        names = self._session.settings.values.stream_labels
        if not names or not projection.is_settled:
            self._placing = None
            self.show_words()
            return
        room = tuple(WIDEST.get(name, f"{name} 0000.0 kg/h") for name in names)
        words = {stream.record.tag: room for stream in projection.streams.values()}
        self._placing = label_steps(Scene(projection.units, projection.streams), words, projection.diamonds)
        self._found = {}
        self._tick.start()

    def _place_some(self) -> None:
        if self._placing is None:
            self._tick.stop()
            return
        until = time.perf_counter() + SLICE
        for placed in self._placing:
            if placed is not None:
                self._found[placed[0]] = placed[1]
            if time.perf_counter() > until:
                return
        self._placing = None
        self._tick.stop()
        self._places = self._found
        self._beside = {key: stream.points for key, stream in self._scene.projection.streams.items()}
        self.show_words()

    def show_words(self) -> None:
        """Write the figures of the last solution where there is a place; a label does not follow a dragged stream."""
        names, solution = self._session.settings.values.stream_labels, self._session.solver.solution
        for key, item in self._scene.streams.items():
            place, points = self._places.get(key), self._beside.get(key)
            written = solution.stream(key) if solution and names else None
            if place is None or written is None or points != item.points:
                item.show_label(None)
            else:
                lines = tuple(words_for(written, name) for name in names)
                item.show_label(Label(tuple(line for line in lines if line), place.box))

    def _follow_settings(self, name: str) -> None:
        if name == "stream_labels":
            self.place()


def words_for(written: Mapping[str, Any], name: str) -> str:
    """A quantity of a written stream: 'mass flow', 'temperature', 'pressure', or the flow of an element."""
    if name == "mass flow":
        return readable_number(float(written["mass_kg_per_h"]), "kg/h", DIGITS)
    if name == "temperature":
        return f"{format_number(float(written['T_K']) - 273.15, DIGITS)} °C"
    if name == "pressure":
        return f"{format_number(float(written['P_Pa']) / 1000.0, DIGITS)} kPa"
    flow = float(written["elements_kg_per_h"].get(name, 0.0))
    return f"{name} {readable_number(flow, 'kg/h', DIGITS)}" if flow else ""
