"""Chosen quantities written beside streams, clear of units, lines, numbers and each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from flowsheets.diagram.geometry import Box, Point
from flowsheets.diagram.look import SMALL_TEXT, text_width
from flowsheets.diagram.numbers import HALF_HEIGHT, Diamond
from flowsheets.diagram.overlaps import covered
from flowsheets.diagram.scene import Scene
from unitops.errors import InputError

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution

LINE_HEIGHT = 11.0
GAP = 4.0
"""Between a line and the text beside it [px]."""
STEP = 8.0
UNNAMED = ("T", "P", "mass")
"""Quantities that are known by their unit."""
DIGITS = 3


class Label(msgspec.Struct, frozen=True):
    """Lines of text beside a stream; the text starts at the left of its box, or ends at the right."""

    lines: tuple[str, ...]
    box: Box


def quantities(solution: Solution, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The chosen columns of the table of streams as words, by tag. Raises InputError for a name that is none."""
    from unitops.quantities import format_number

    table = solution.plain_tables()["streams"]
    columns = {column.name: place for place, column in enumerate(table.columns) if column.unit}
    for name in names:
        if name not in columns:
            remedy = f"There are {', '.join(columns)}."
            raise InputError(f"'{name}' is no quantity of the streams of this sheet", place="label", remedy=remedy)
    found = {}
    for row in table.rows:
        words = []
        for name in names:
            value, unit = row[columns[name]], table.columns[columns[name]].unit.replace("deg", "°")
            if isinstance(value, float) and value:
                words.append(f"{'' if name in UNNAMED else name + ' '}{format_number(value, DIGITS)} {unit}")
        found[str(row[0])] = tuple(words)
    return found


def labelled(scene: Scene, words: Mapping[str, Sequence[str]], diamonds: Mapping[str, Diamond]) -> dict[str, Label]:
    """A label for every stream that has words (by tag) and a free place beside it; the others get none."""
    return dict(found for found in label_steps(scene, words, diamonds) if found is not None)


def label_steps(
    scene: Scene, words: Mapping[str, Sequence[str]], diamonds: Mapping[str, Diamond]
) -> Iterator[tuple[str, Label] | None]:
    """The same a stream at a time, for whoever has other things to do in between; None where there is no place."""
    lines = {key: stream.points for key, stream in scene.streams.items()}
    taken = [box for unit in scene.units.values() for box in (unit.box, *unit.caption.areas)]
    taken += [diamond.box for diamond in diamonds.values()]
    taken += [_stroke(a, b) for points in lines.values() for a, b in pairwise(points)]
    occupied = np.array([(box.left, box.top, box.right, box.bottom) for box in taken])
    for key, stream in sorted(scene.streams.items(), key=lambda item: item[1].record.tag):
        text = tuple(words.get(stream.record.tag, ()))
        if not text:
            continue
        width, height = max(text_width(line, SMALL_TEXT) for line in text), LINE_HEIGHT * len(text)
        places = sorted(_places(lines[key], width, height))
        boxes = np.array([(left, top, left + width, top + height) for _, left, top in places])
        free = boxes[covered(boxes, occupied, 1.0) == 0]
        if len(free):
            best = free[0]
            occupied = np.vstack([occupied, best])
            yield key, Label(text, Box(*map(float, best)))
        else:
            yield None


def _stroke(a: Point, b: Point) -> Box:
    return Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])).grown(1.5)


def _places(points: Sequence[Point], width: float, height: float) -> Iterable[tuple[float, float, float]]:
    """How far from the middle of the longest run, left and top of boxes beside a line; level runs and above first."""
    runs = list(pairwise(points))
    longest = max(abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in runs)
    for (x0, y0), (x1, y1) in runs:
        level = y0 == y1
        length = abs(x1 - x0) + abs(y1 - y0)
        reach = max((length - (width if level else height)) / 2, 0.0)
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        for number in range(int(reach // STEP) + 1):
            for shift in (number * STEP, -number * STEP):
                offence = longest - length + abs(shift) + (0.0 if level else 40.0)
                # Close to the line, or past the number that stands on it.
                for far in (GAP, GAP + HALF_HEIGHT):
                    if level:
                        yield offence + far, x + shift - width / 2, y - far - height
                        yield offence + far + 1.0, x + shift - width / 2, y + far
                    else:
                        yield offence + far, x + far, y + shift - height / 2
                        yield offence + far + 1.0, x - far - width, y + shift - height / 2
