"""Notes, boxes and tables on the drawing, put there, changed and moved. Pure edits; none touches the model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from flowsheets.diagram.geometry import GRID, Box, on_grid
from flowsheets.diagram.page import CELL, HEAD
from flowsheets.document.identity import new_id
from flowsheets.document.levels import PLANT_LEVEL
from flowsheets.document.records import Annotation, Flowsheet
from flowsheets.document.subflowsheets import moved_into

replace = msgspec.structs.replace
Edge = Literal[-1, 0, 1]
LEAST: Mapping[str, tuple[float, float]] = {
    "text": (5.0 * GRID, 0.0),
    "box": (6.0 * GRID, 4.0 * GRID),
    "stream table": (HEAD + CELL, 0.0),
}
"""Width and height [px] below which nothing is made smaller."""


def with_annotation(sheet: Flowsheet, note: Annotation, key: str = "") -> tuple[Flowsheet, str]:
    """The sheet with an annotation added, or replaced if ``key`` is its id; and its id."""
    key = key or new_id(sheet, "a")
    return with_annotations(sheet, {key: note}), key


def with_annotations(sheet: Flowsheet, notes: Mapping[str, Annotation]) -> Flowsheet:
    """The sheet with annotations replaced."""
    return replace(sheet, drawing=replace(sheet.drawing, annotations={**sheet.drawing.annotations, **notes}))


def without_annotations(sheet: Flowsheet, keys: Iterable[str]) -> Flowsheet:
    """The sheet without some of them, nor do sub-flowsheets list them."""
    gone = set(keys)
    sheet = moved_into(sheet, gone & sheet.drawing.annotations.keys(), PLANT_LEVEL)
    kept = {key: note for key, note in sheet.drawing.annotations.items() if key not in gone}
    return replace(sheet, drawing=replace(sheet.drawing, annotations=kept))


def shifted(sheet: Flowsheet, keys: Iterable[str], dx: float, dy: float) -> dict[str, Annotation]:
    """Annotations by id, moved; their corners on the grid."""
    notes = sheet.drawing.annotations
    return {key: replace(notes[key], x=on_grid(notes[key].x + dx), y=on_grid(notes[key].y + dy)) for key in keys}


def resized(note: Annotation, drawn: Box, edges: tuple[Edge, Edge], dx: float, dy: float) -> Annotation:
    """An annotation whose edges are pulled (-1: left or top, 1: right or bottom), on the grid and never too small.

    drawn: as it stands now. A text and a table find their height themselves.
    """
    across, down = edges
    narrowest, lowest = LEAST[note.shape]
    left, top, right, bottom = drawn.left, drawn.top, drawn.right, drawn.bottom
    if across < 0:
        left = min(on_grid(left + dx), right - narrowest)
    elif across > 0:
        right = max(on_grid(right + dx), left + narrowest)
    if down < 0:
        top = min(on_grid(top + dy), bottom - lowest)
    elif down > 0:
        bottom = max(on_grid(bottom + dy), top + lowest)
    width = right - left if across else note.width
    height = bottom - top if down else note.height
    return replace(note, x=left, y=top, width=width, height=height if note.shape == "box" else None)


def in_words(sheet: Flowsheet, keys: Iterable[str]) -> str:
    """Up to three units, boxes and annotations of a sheet, as undo tells what was moved."""
    drawing = sheet.drawing
    tagged = {**drawing.subflowsheets, **sheet.units}
    names = [tagged[key].tag if key in tagged else named(drawing.annotations[key]) for key in keys]
    return ", ".join(names[:3]) + (" and more" if len(names) > 3 else "")


def named(note: Annotation) -> str:
    """An annotation in a few words, as undo and search tell it."""
    kind = {"text": "note", "box": "box", "stream table": "stream table"}[note.shape]
    words = " ".join(note.text.split())
    return f"{kind} '{words[:24]}{'…' if len(words) > 24 else ''}'" if words else kind
