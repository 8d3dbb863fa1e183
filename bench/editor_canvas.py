"""How quick the canvas is with 500 units and 800 streams: python -m bench.editor_canvas. Figures in bench/README.md.

Frames are painted to a raster of 1440 x 900 without a screen, moved by the mouse's events; a frame is from the event to
the finished picture. Beside the clock stands the time of the processor, that of Qt's threads included, which other work
on the machine spoils less.
"""

from __future__ import annotations

import gc
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench.measuring import print_machine, print_table

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
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
WINDOW = (1440, 900)
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


@dataclass
class Frames:
    """Of a deed: milliseconds of each frame by the clock and of the processor."""

    name: str
    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def take(self, act: Callable[[], None]) -> None:
        """From the event to the finished picture."""
        began, worked = time.perf_counter(), time.process_time()
        act()
        QApplication.processEvents()  # paints what has changed
        self.clock.append(1e3 * (time.perf_counter() - began))
        self.processor.append(1e3 * (time.process_time() - worked))

    def row(self) -> list[object]:
        """For the table."""
        figures = [
            *np.percentile(self.processor, [50, 95]),
            max(self.processor),
            *np.percentile(self.clock, [50, 95]),
        ]
        return [self.name, *(f"{figure:.1f}" for figure in figures)]


def pan(view: CanvasView, name: str) -> Frames:
    """To and fro with the middle button held."""
    frames, port = Frames(name), view.viewport()
    start = port.rect().center()
    QTest.mousePress(port, Qt.MouseButton.MiddleButton, pos=start)
    for number in range(FRAMES):
        reach = min(number, FRAMES - number)
        frames.take(lambda reach=reach: QTest.mouseMove(port, start + QPoint(9 * reach, 5 * reach)))
    QTest.mouseRelease(port, Qt.MouseButton.MiddleButton, pos=start)
    return frames


def zoom(view: CanvasView, name: str) -> Frames:
    """In and out, never twice at the same scale; the last frame is the one at rest, with all words."""
    frames = Frames(name)
    for number in range(FRAMES):
        by = 1.05 if number % 20 < 10 else 1 / 1.051
        frames.take(lambda by=by: view.zoom(by))
    return frames


def rest_after_zoom(view: CanvasView, name: str) -> Frames:
    """The picture with everything on it, which is painted once a zoom has ended."""
    frames = Frames(name)
    view.zooming.end()
    for _ in range(10):
        frames.take(view.viewport().update)
    return frames


def drag(view: CanvasView, name: str) -> list[Frames]:
    """A unit in the middle by the mouse, and all that its drop brings about until every route lies."""
    frames, dropped, port = Frames(f"drag a unit, {name}"), Frames(f"events after the drop, {name}"), view.viewport()
    projection = view.sheet_scene.projection
    centre = view.mapToScene(port.rect().center())
    unit = min(projection.units.values(), key=lambda u: (QPointF(*u.box.centre) - centre).manhattanLength())
    start = view.mapFromScene(QPointF(*unit.box.centre))
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    for number in range(FRAMES):
        frames.take(lambda number=number: QTest.mouseMove(port, start + QPoint(2 + number, number // 2)))
    end = start + QPoint(2 + FRAMES, FRAMES // 2)
    dropped.take(lambda: QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end))
    until_laid(view, dropped)
    view.session.document.undo_stack.undo()
    until_laid(view, Frames(""))
    return [frames, dropped]


def until_laid(view: CanvasView, frames: Frames) -> None:
    """Let the window work until nothing is to be laid or written."""
    scene = view.sheet_scene
    while not (scene.projection.is_settled and scene.labels.is_settled):
        frames.take(lambda: None)


def main() -> None:
    """Open, pan, zoom, drag."""
    application = QApplication([])
    theme = Theme()
    theme.choose("light")
    with tempfile.TemporaryDirectory() as folder:
        session = Session(Settings(Path(folder)), theme)
        session.solver.automatic = False
        view = CanvasView(session)
        view.resize(*WINDOW)
        view.show()
        application.processEvents()
        gc.freeze()  # as the editor does when it starts
        sheet = generated()
        opening = Frames("events of opening")
        opening.take(lambda: session.document.open(sheet))
        until_laid(view, opening)
        rows = [opening.row()]
        for name, scale in (("whole sheet", 0.0), ("half size", 0.5), ("actual size", 1.0)):
            view.fit()
            if scale:
                view.zoom(scale / view.scale_now)
            view.zooming.end()
            for _ in range(3):
                application.processEvents()
            shown = f"{name} ({view.scale_now:.2f})"
            rows.append(pan(view, f"pan, {shown}").row())
            rows += [frames.row() for frames in drag(view, shown)]
            rows.append(zoom(view, f"zoom, {shown}").row())
            rows.append(rest_after_zoom(view, f"everything, {shown}").row())
        session.close()
    print_machine()
    print(f"{len(sheet.units)} units, {len(sheet.streams)} streams; raster, {WINDOW[0]} x {WINDOW[1]}")
    columns = ["ms", "processor", "95 %", "longest", "clock", "95 %"]
    print_table("frames", columns, rows)


if __name__ == "__main__":
    main()
