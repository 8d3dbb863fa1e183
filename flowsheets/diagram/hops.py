"""Where streams cross: the upright one hops over the level one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from flowsheets.diagram.geometry import Point
from flowsheets.diagram.look import HOP_RADIUS

Hops = dict[str, dict[int, tuple[float, ...]]]
"""By stream and number of its piece: where along y it hops."""


def hops(lines: Mapping[str, Sequence[Point]], radius: float = HOP_RADIUS) -> Hops:
    """All hops of a drawing. A crossing nearer than a radius to the end of either piece is none that can be drawn."""
    found: Hops = {}
    for key, piece, rows in hop_steps(lines, radius):
        found.setdefault(key, {})[piece] = rows
    return found


def hop_steps(
    lines: Mapping[str, Sequence[Point]], radius: float = HOP_RADIUS
) -> Iterator[tuple[str, int, tuple[float, ...]]]:
    """The same a piece at a time, for whoever has other things to do in between."""
    level: list[tuple[float, float, float, int]] = []
    upright: list[tuple[float, float, float, int, str, int]] = []
    for owner, (key, points) in enumerate(sorted(lines.items())):
        for piece, ((x0, y0), (x1, y1)) in enumerate(pairwise(points)):
            if y0 == y1:
                level.append((y0, min(x0, x1), max(x0, x1), owner))
            elif x0 == x1:
                upright.append((x0, min(y0, y1), max(y0, y1), owner, key, piece))
    if not level:
        return
    level.sort()
    heights, rows = [y for y, *_ in level], np.array(level)
    for x, low, high, owner, key, piece in upright:
        near = rows[bisect_right(heights, low + radius) : bisect_left(heights, high - radius)]
        met = near[(near[:, 1] < x) & (x < near[:, 2]) & (near[:, 3] != owner), 0]
        if len(met):
            yield key, piece, tuple(sorted(set(met.tolist())))
