"""How quick the canvas is with 500 units and 800 streams: python bench/editor_canvas.py. Figures in bench/README.md.

Frames are painted to a raster at 1440 x 900 without a screen; the time of a frame is from the event to the finished
picture.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from app.editor.canvas.view import CanvasView
from app.editor.look.theme import Theme
from app.editor.session import Session
from app.editor.settings import Settings
from flowsheets.document.records import (
    Drawing,
    End,
    Flowsheet,
    Placement,
    StreamRecord,
    UnitRecord,
)

COLUMNS, ROWS = 25, 20
FRAMES = 60


def generated() -> Flowsheet:
    """Rows of units, each feeding the next, and streams from row to row: 500 units, about 800 streams."""
    units: dict[str, UnitRecord] = {}
    places: dict[str, Placement] = {}
    streams: dict[str, StreamRecord] = {}
    for row in range(ROWS):
        for column in range(COLUMNS):
            key = f"u{row:02}{column:02}"
            kind = ("Mixer", "Splitter")[column % 2]
            units[key] = UnitRecord(tag=f"U-{row:02}{column:02}", operation=kind, name="a unit of the plant")
            places[key] = Placement(x=column * 176.0, y=row * 160.0)
    port = {"Mixer": ("in", "out"), "Splitter": ("in", "out")}
    from unitops.catalogue import catalogue

    for kind in port:
        made = catalogue()[kind].declaration
        port[kind] = (next(iter(made.inlets)), next(iter(made.outlets)))

    def join(source: str, target: str) -> None:
        number = len(streams) + 1
        streams[f"s{number:04}"] = StreamRecord(
            tag=f"S-{number}",
            source=End(unit=source, port=port[units[source].operation][1]),
            target=End(unit=target, port=port[units[target].operation][0]),
        )

    for row in range(ROWS):
        for column in range(COLUMNS - 1):
            join(f"u{row:02}{column:02}", f"u{row:02}{column + 1:02}")
        if row + 1 < ROWS:
            for column in range(1, COLUMNS - 1, 2):
                join(f"u{row:02}{column:02}", f"u{row + 1:02}{column + 1:02}")
    while len(streams) < 800:
        row = len(streams) % ROWS
        join(f"u{row:02}{COLUMNS - 2:02}", f"u{row:02}00")
    return Flowsheet(name="generated", units=units, streams=streams, drawing=Drawing(units=places))


def frames(application: QApplication, view: CanvasView, act: Callable[[int], None]) -> np.ndarray:
    """Milliseconds of each frame."""
    times = []
    for number in range(FRAMES):
        began = time.perf_counter()
        act(number)
        application.processEvents()  # paints what has changed
        times.append((time.perf_counter() - began) * 1000.0)
    return np.array(times)


def told(name: str, times: np.ndarray) -> None:
    """A line of figures."""
    middle, high = np.percentile(times, [50, 95])
    print(f"{name:32} median {middle:6.1f} ms   95th percentile {high:6.1f} ms   worst {times.max():6.1f} ms")


def main() -> None:
    """Open, pan, zoom, drag."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme = Theme()
    theme.choose("light")
    session = Session(Settings(Path(tempfile.mkdtemp())), theme)
    session.solver.automatic = False
    view = CanvasView(session)
    view.resize(1440, 900)
    view.show()
    application.processEvents()
    sheet = generated()
    print(f"{len(sheet.units)} units, {len(sheet.streams)} streams")
    began = time.perf_counter()
    session.document.open(sheet)
    view.viewport().repaint()
    shown = time.perf_counter() - began
    gaps, last = [], time.perf_counter()
    while not view.sheet_scene.projection.is_settled:
        application.processEvents()
        now = time.perf_counter()
        gaps.append(now - last)
        last = now
    routed = time.perf_counter() - began
    gap = max(gaps or [0]) * 1e3
    print(f"opened and painted {shown:.2f} s, all routes laid {routed:.2f} s, longest gap {gap:.0f} ms")
    while not view.sheet_scene.labels.is_settled:
        application.processEvents()
    for name, scale in (("whole sheet", 0.0), ("actual size", 1.0)):
        view.fit()
        if scale:
            view.zoom(scale / view.scale_now)
        for _ in range(3):
            application.processEvents()

        def pan(number: int) -> None:
            bar = view.horizontalScrollBar()
            bar.setValue(bar.value() + (9 if number % 20 < 10 else -9))

        told(f"pan, {name}", frames(application, view, pan))
        told(f"zoom, {name}", frames(application, view, lambda n: view.zoom(1.05 if n % 10 < 5 else 1 / 1.05)))
        projection = view.sheet_scene.projection
        centre = view.mapToScene(view.viewport().rect().center())
        key = min(projection.units, key=lambda k: (QPointF(*projection.units[k].box.centre) - centre).manhattanLength())
        place = projection.units[key].placement
        from msgspec.structs import replace

        told(
            f"drag a unit, {name}",
            frames(application, view, lambda n: projection.preview({key: replace(place, x=place.x + 8 * (n % 9))})),  # noqa: B023 - called at once
        )
        projection.preview({key: place})
    session.close()


if __name__ == "__main__":
    main()
