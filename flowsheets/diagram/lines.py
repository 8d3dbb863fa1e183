"""The stroke of a stream: rounded corners, hops, arrowheads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from flowsheets.diagram.geometry import Point
from flowsheets.diagram.look import ARROW_LENGTH, ARROW_WIDTH, BEND_RADIUS, HOP_RADIUS

LONG = 560.0
"""Streams longer than this [px] get an arrowhead after every corner."""
OVER = 0.9
"""Half the width of an arrowhead over the width of its line, at least."""
ROOM = 56.0
"""But only on pieces of at least this length [px]."""


def stroke(points: Sequence[Point], hops: Mapping[int, Sequence[float]], shorten: float = 0.0) -> str:
    """The path of a stream in SVG's notation; its last ``shorten`` px are left to the arrowhead."""
    ends = [*points[:-1], _towards(points[-1], points[-2], shorten)]
    parts = [f"M{_xy(ends[0])}"]
    for piece, (start, end) in enumerate(pairwise(ends)):
        parts += _hopped(start, end, hops.get(piece, ()))
        if piece == len(ends) - 2:
            parts.append(f"L{_xy(end)}")
            break
        after = ends[piece + 2]
        radius = _radius(start, end, after, hops.get(piece, ()), hops.get(piece + 1, ()))
        parts.append(f"L{_xy(_towards(end, start, radius))}Q{_xy(end)} {_xy(_towards(end, after, radius))}")
    return "".join(parts)


def arrowheads(points: Sequence[Point], hops: Mapping[int, Sequence[float]]) -> list[tuple[Point, tuple[int, int]]]:
    """Tips and directions of the arrowheads: where the stream enters, and along a long one after every corner."""
    heads = [(points[-1], _direction(points[-2], points[-1]))]
    if sum(_length(a, b) for a, b in pairwise(points)) > LONG:
        for piece, (start, end) in list(enumerate(pairwise(points)))[1:-1]:
            tip = _towards(start, end, 20.0 + ARROW_LENGTH)
            beside_hop = any(abs(row - tip[1]) < ARROW_LENGTH + HOP_RADIUS for row in hops.get(piece, ()))
            if _length(start, end) >= ROOM and not beside_hop:
                heads.append((tip, _direction(start, end)))
    return heads


def arrow_side(main: bool, width: float) -> float:
    """Half the width of an arrowhead [px]; of a line as wide as its arrowhead it is wider."""
    return max(ARROW_WIDTH / 2 + (0.5 if main else 0.0), OVER * width)


def _hopped(start: Point, end: Point, rows: Sequence[float]) -> list[str]:
    """Half circles to the right of an upright piece at the rows that it crosses."""
    downwards = end[1] > start[1]
    parts = []
    for row in rows if downwards else reversed(rows):
        step = HOP_RADIUS if downwards else -HOP_RADIUS
        sweep = 1 if downwards else 0
        parts.append(f"L{_xy((start[0], row - step))}")
        parts.append(f"A{HOP_RADIUS:g} {HOP_RADIUS:g} 0 0 {sweep} {_xy((start[0], row + step))}")
    return parts


def _radius(a: Point, corner: Point, b: Point, before: Sequence[float], after: Sequence[float]) -> float:
    """Of a corner: smaller where its pieces are short or hop close by."""
    room = min(_length(a, corner), _length(corner, b)) / 2
    near = [abs(row - corner[1]) - HOP_RADIUS for row in (*before, *after)]
    return max(min([BEND_RADIUS, room, *near]), 0.0)


def _length(a: Point, b: Point) -> float:
    return abs(b[0] - a[0]) + abs(b[1] - a[1])


def _direction(a: Point, b: Point) -> tuple[int, int]:
    return (b[0] > a[0]) - (b[0] < a[0]), (b[1] > a[1]) - (b[1] < a[1])


def _towards(start: Point, end: Point, distance: float) -> Point:
    dx, dy = _direction(start, end)
    return start[0] + dx * distance, start[1] + dy * distance


def _xy(point: Point) -> str:
    return f"{point[0]:g} {point[1]:g}"
