"""Where streams cross: the upright one hops over the level one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from flowsheets.diagram.geometry import Point
from flowsheets.diagram.look import HOP_RADIUS

Hops = dict[str, dict[int, tuple[float, ...]]]
"""By stream and number of its piece: where along y it hops."""


def hops(lines: Mapping[str, Sequence[Point]], radius: float = HOP_RADIUS) -> Hops:
    """All hops of a drawing. A crossing nearer than a radius to the end of either piece is none that can be drawn."""
    level: list[tuple[float, float, float, int]] = []
    upright: list[tuple[float, float, float, int, str, int]] = []
    for owner, (key, points) in enumerate(sorted(lines.items())):
        for piece, ((x0, y0), (x1, y1)) in enumerate(pairwise(points)):
            if y0 == y1:
                level.append((y0, min(x0, x1), max(x0, x1), owner))
            elif x0 == x1:
                upright.append((x0, min(y0, y1), max(y0, y1), owner, key, piece))
    found: Hops = {}
    if not level or not upright:
        return found
    rows = np.array(level)
    for x, low, high, owner, key, piece in upright:
        across = (rows[:, 1] < x) & (x < rows[:, 2]) & (rows[:, 3] != owner)
        met = rows[across & (rows[:, 0] > low + radius) & (rows[:, 0] < high - radius), 0]
        if len(met):
            found.setdefault(key, {})[piece] = tuple(float(y) for y in np.unique(met))
    return found
