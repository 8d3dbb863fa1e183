"""Numbers of streams, in diamonds on their longest straight runs, clear of units, texts, and one another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec
import numpy as np

from flowsheets.diagram.geometry import Box, Point
from flowsheets.diagram.look import SMALL_TEXT, text_width
from flowsheets.diagram.overlaps import covered
from flowsheets.diagram.scene import Scene

PREFIXED = re.compile(r"[A-Za-z]{1,2}-?(\d+[A-Za-z]?)")
HALF_HEIGHT = 9.0
STEP = 8.0
TRIES = 8
"""Places tried on either side of the middle of a run."""


class Diamond(msgspec.Struct, frozen=True):
    """A number on a stream: its centre and half its extents."""

    words: str
    centre: Point
    half_width: float
    half_height: float = HALF_HEIGHT

    @property
    def box(self) -> Box:
        """Round it."""
        (x, y), dx, dy = self.centre, self.half_width, self.half_height
        return Box(x - dx, y - dy, x + dx, y + dy)


def numbers_of(tags: Iterable[str]) -> dict[str, str]:
    """What stands in the diamond of each tag: the number of S-12, the whole tag where two would have the same."""
    found = {tag: match.group(1) if (match := PREFIXED.fullmatch(tag)) else tag for tag in tags}
    counts = Counter(found.values())
    return {tag: number if counts[number] == 1 else tag for tag, number in found.items()}


def numbered(scene: Scene) -> dict[str, Diamond]:
    """A diamond for every stream, the streams with the least room first."""
    return dict(number_steps(scene))


def number_steps(scene: Scene) -> Iterator[tuple[str, Diamond]]:
    """The same a stream at a time, for whoever has other things to do in between."""
    lines = {key: stream.points for key, stream in scene.streams.items()}
    if not lines:
        return
    fixed = [unit.box for unit in scene.units.values()]
    fixed += [area for unit in scene.units.values() for area in unit.caption.areas]
    pieces = [(key, a, b) for key, points in sorted(lines.items()) for a, b in pairwise(points)]
    owners = np.array([key for key, _, _ in pieces])
    strokes = np.array([(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for _, a, b in pieces])
    boxes = np.array([(box.left, box.top, box.right, box.bottom) for box in fixed])
    numbers = numbers_of(stream.record.tag for stream in scene.streams.values())
    for key in sorted(lines, key=lambda key: (_longest(lines[key]), scene.streams[key].record.tag)):
        words = numbers[scene.streams[key].record.tag]
        half = max(text_width(words, SMALL_TEXT) / 2 + 7.0, 11.0)
        places = list(_places(lines[key], half))
        round_them = np.array([(x - half, y - HALF_HEIGHT, x + half, y + HALF_HEIGHT) for x, y, _ in places])
        harm = covered(round_them, boxes, 1.5) + covered(round_them, strokes[owners != key], 0.0)
        best = min(range(len(places)), key=lambda place: (int(harm[place]), places[place][2], place))
        x, y, _ = places[best]
        boxes = np.vstack([boxes, round_them[best : best + 1]])
        yield key, Diamond(words, (x, y), half)


def _longest(points: Sequence[Point]) -> float:
    return max(_length(a, b) for a, b in pairwise(points))


def _length(a: Point, b: Point) -> float:
    return abs(b[0] - a[0]) + abs(b[1] - a[1])


def _places(points: Sequence[Point], half: float) -> Iterable[tuple[float, float, float]]:
    """Points along a line, each run from its middle outwards, and how far each is from the best: the middle of the
    longest run. Every run gives at least its middle."""
    longest = _longest(points)
    for (x0, y0), (x1, y1) in pairwise(points):
        length = _length((x0, y0), (x1, y1))
        reach = max(length / 2 - (half if y0 == y1 else HALF_HEIGHT) - 8.0, 0.0)
        dx, dy = (x1 > x0) - (x1 < x0), (y1 > y0) - (y1 < y0)
        step = max(STEP, reach / TRIES)
        for number in range(int(reach // step) + 1):
            for shift in (number * step, -number * step) if number else (0.0,):
                yield (x0 + x1) / 2 + dx * shift, (y0 + y1) / 2 + dy * shift, abs(shift) + longest - length
