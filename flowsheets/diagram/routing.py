"""Orthogonal routes of streams round units.

Routes leave and enter units at right angles, never run through a unit, keep clear of each other's lines, and lie on
the grid. Streams are laid one after another, short ones first; each makes its points dear for those that follow, and
those that still share a line are taken up and laid again. The same drawing always gives the same routes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

import msgspec

from flowsheets.diagram.geometry import GRID, OUTWARD, Box, Point, Side
from flowsheets.diagram.lanes import BLOCKED, Ground, Mark
from flowsheets.diagram.paths import Node, Tip, find_way
from unitops.errors import RaffinateError

MARGIN = 30
"""Free points of the grid round a drawing."""
CLOSE = 4
"""Cost of a point right beside a unit."""
TEXT = 20
"""Cost of a point on text."""
BESIDE_TEXT = 4.0
"""So far from text [px] a point counts as on it."""
DOOR = 14
"""Cost of a point in front of a port."""
SHARED = 80
"""Cost of a point on another line that runs the same way."""
CROSSED = 5
"""Cost of a point on another line that runs across."""
BESIDE = 3
"""Cost of a point in the lane beside another line."""
STUB = 2.0 * GRID
"""Length of the first and last piece of a provisional route [px]."""
LAID_AGAIN = 2
"""Rounds of laying streams again that share a line."""


class RoutingError(RaffinateError):
    """An end of a stream that is not on the grid."""


class Wire(msgspec.Struct, frozen=True):
    """A stream to be routed: its ends on the edges of units, and the sides on which it leaves and arrives."""

    key: str
    start: Point
    leaves: Side
    end: Point
    enters: Side

    @property
    def runs_back(self) -> bool:
        """Whether it ends left of where it starts, as a recycle does."""
        return self.end[0] < self.start[0]


class Path(msgspec.Struct, frozen=True, dict=True):
    """Corners of a routed stream from port to port. clear: no unit is in its way."""

    points: tuple[Point, ...]
    clear: bool = True

    @cached_property
    def extent(self) -> Box:
        """Round all corners."""
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return Box(min(xs), min(ys), max(xs), max(ys))

    @property
    def length(self) -> float:
        """[px]"""
        return sum(abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in pairwise(self.points))

    @property
    def bends(self) -> int:
        """Corners between the ends."""
        return max(len(self.points) - 2, 0)


class Router:
    """Routes of one drawing, kept up to date while units move.

    ``boxes``: the units by key; ``texts``: areas that lines avoid where they can.
    """

    def __init__(self, boxes: Mapping[str, Box], texts: Mapping[str, Sequence[Box]] | None = None) -> None:
        self._boxes = dict(boxes)
        self._texts = {key: tuple(areas) for key, areas in (texts or {}).items()}
        self._wires: dict[str, Wire] = {}
        self._ways: dict[str, list[Node]] = {}
        self._paths: dict[str, Path] = {}
        self._surveyed: Ground | None = None

    @property
    def paths(self) -> Mapping[str, Path]:
        """All routes by the key of their stream."""
        return dict(self._paths)

    def lay(self, wires: Iterable[Wire]) -> dict[str, Path]:
        """Route all streams afresh; what was routed before is forgotten. Raises RoutingError."""
        for _ in self.lay_steps(wires):
            pass
        return dict(self._paths)

    def lay_steps(self, wires: Iterable[Wire]) -> Iterator[None]:
        """The same in steps of a few ms, for whoever has other things to do in between; ``paths`` holds the routes."""
        self._wires = {wire.key: wire for wire in wires}
        for wire in self._wires.values():
            _require_grid(wire)
        yield from self._survey_steps()
        for wire in self._in_order(self._wires):
            self._lay_one(wire)
            yield
        for _ in range(LAID_AGAIN):
            crowded: list[Wire] = []
            for wire in self._in_order(self._ways):
                crowded += [wire] if self._shares(self._ways[wire.key]) else []
                yield
            if not crowded:
                break
            for wire in crowded:
                self._mark_way(self._ways[wire.key], -1)
                self._lay_one(wire)
                yield

    def move(
        self,
        boxes: Mapping[str, Box],
        wires: Iterable[Wire],
        texts: Mapping[str, Sequence[Box]] | None = None,
    ) -> dict[str, Path]:
        """Put units elsewhere, with their streams' new ends: the routes that changed.

        Routed again are these streams and those in whose way a unit now stands; all others keep their routes. It is
        quick enough for every step of a drag; ``lay`` gives the routes that a fresh drawing has.
        """
        changed = {wire.key: wire for wire in wires}
        for wire in changed.values():
            _require_grid(wire)
        if self._surveyed is None:
            self._survey()
        if not all(self._within(box) for box in boxes.values()):
            self._boxes |= boxes
            self._texts |= {key: tuple(areas) for key, areas in (texts or {}).items()}
            return self.lay((self._wires | changed).values())
        for key in changed:
            if key in self._ways:
                self._mark_way(self._ways.pop(key), -1)
            if key in self._wires:
                self._mark_doors(self._wires[key], -1)
        for key, box in boxes.items():
            self._mark_unit(key, -1)
            self._boxes[key] = box
            self._texts[key] = tuple((texts or {}).get(key, ()))
            self._mark_unit(key, 1)
        self._wires |= changed
        for wire in changed.values():
            self._mark_doors(wire, 1)
        barred = [key for key, path in self._paths.items() if key not in changed and self._barred(path, boxes.values())]
        for key in barred:
            if key in self._ways:
                self._mark_way(self._ways.pop(key), -1)
        again = [*changed, *barred]
        for wire in self._in_order(again):
            self._lay_one(wire)
        return {key: self._paths[key] for key in again}

    @property
    def _ground(self) -> Ground:
        assert self._surveyed is not None, "streams are laid and moved on surveyed ground"
        return self._surveyed

    def _survey(self) -> None:
        """Make the ground anew: its extent, the units on it, the doors of all streams."""
        for _ in self._survey_steps():
            pass

    def _survey_steps(self) -> Iterator[None]:
        everything = [*self._boxes.values(), *(area for areas in self._texts.values() for area in areas)]
        ends = [point for wire in self._wires.values() for point in (wire.start, wire.end)]
        xs = [x for box in everything for x in (box.left, box.right)] + [x for x, _ in ends] or [0.0]
        ys = [y for box in everything for y in (box.top, box.bottom)] + [y for _, y in ends] or [0.0]
        self._left, self._top = int(min(xs) // GRID) - MARGIN, int(min(ys) // GRID) - MARGIN
        columns, rows = int(max(xs) // GRID) + MARGIN - self._left, int(max(ys) // GRID) + MARGIN - self._top
        yield
        marks: list[Mark] = []
        for key in self._boxes:
            marks += self._unit_marks(key)
            yield
        for wire in self._wires.values():
            marks += self._door_marks(wire)
            yield
        self._surveyed = Ground(columns + 1, rows + 1, marks)
        yield
        self._ways, self._paths = {}, {}

    def _in_order(self, keys: Iterable[str]) -> list[Wire]:
        """Streams as they are laid: straight and short ones first, those that run back last."""
        wires = [self._wires[key] for key in keys]
        return sorted(wires, key=lambda wire: (wire.runs_back, _span(wire), wire.start, wire.end, wire.key))

    def _lay_one(self, wire: Wire) -> None:
        start, end = self._tip(wire.start, wire.leaves), self._tip(wire.end, wire.enters)
        way = find_way(self._ground, start, end, wire.runs_back)
        if way is None:
            self._ways.pop(wire.key, None)
            self._paths[wire.key] = Path(_dogleg(wire), clear=False)
            return
        way = [self._node(wire.start), *way, self._node(wire.end)]
        way = _without_straight_corners(way)
        self._mark_way(way, 1)
        self._ways[wire.key] = way
        self._paths[wire.key] = Path(tuple(self._point(node) for node in way))

    def _node(self, point: Point) -> Node:
        return int(point[0] // GRID) - self._left, int(point[1] // GRID) - self._top

    def _point(self, node: Node) -> Point:
        return float((node[0] + self._left) * GRID), float((node[1] + self._top) * GRID)

    def _tip(self, point: Point, side: Side) -> Tip:
        (column, row), (dx, dy) = self._node(point), OUTWARD[side]
        return Tip(column + dx, row + dy, 0 if dx else 1, dx or dy)

    def _span_of(self, box: Box) -> tuple[tuple[int, int], tuple[int, int]]:
        """Columns and rows that a box covers, its edges included."""
        (left, top), (right, bottom) = self._node((box.left, box.top)), self._node((box.right, box.bottom))
        return (left, right), (top, bottom)

    def _within(self, box: Box) -> bool:
        (left, right), (top, bottom) = self._span_of(box)
        return left >= 2 and top >= 2 and right < self._ground.columns - 2 and bottom < self._ground.rows - 2

    def _mark_unit(self, key: str, sign: int) -> None:
        for columns, rows, weight in self._unit_marks(key):
            self._ground.add(columns, rows, sign * weight)

    def _unit_marks(self, key: str) -> Iterator[Mark]:
        (left, right), (top, bottom) = self._span_of(self._boxes[key])
        yield (left, right), (top, bottom), BLOCKED
        yield (left - 1, right + 1), (top - 1, bottom + 1), CLOSE
        for area in self._texts.get(key, ()):
            yield *self._span_of(area.grown(BESIDE_TEXT)), TEXT

    def _mark_doors(self, wire: Wire, sign: int) -> None:
        for columns, rows, weight in self._door_marks(wire):
            self._ground.add(columns, rows, sign * weight)

    def _door_marks(self, wire: Wire) -> Iterator[Mark]:
        for tip in (self._tip(wire.start, wire.leaves), self._tip(wire.end, wire.enters)):
            beyond = tip.sign if tip.axis == 0 else 0, tip.sign if tip.axis == 1 else 0
            left, right = sorted((tip.column, tip.column + beyond[0]))
            top, bottom = sorted((tip.row, tip.row + beyond[1]))
            yield (left, right), (top, bottom), DOOR

    def _mark_way(self, way: list[Node], sign: int) -> None:
        for (x0, y0), (x1, y1) in pairwise(way):
            axis = 0 if y0 == y1 else 1
            lane, low, high = (y0, *sorted((x0, x1))) if axis == 0 else (x0, *sorted((y0, y1)))
            along, across = self._ground.fields[axis], self._ground.fields[1 - axis]
            along.add((lane, lane), (low, high), sign * (SHARED - BESIDE))
            along.add((lane - 1, lane + 1), (low, high), sign * BESIDE)
            across.add((low, high), (lane, lane), sign * CROSSED)
        for column, row in way[1:-1]:
            self._ground.add((column, column), (row, row), sign * CROSSED)

    def _shares(self, way: list[Node]) -> bool:
        """Whether a laid route has a point on another line that runs the same way."""
        for (x0, y0), (x1, y1) in pairwise(way):
            axis = 0 if y0 == y1 else 1
            lane, low, high = (y0, *sorted((x0, x1))) if axis == 0 else (x0, *sorted((y0, y1)))
            total = self._ground.fields[axis].total[lane]
            costs = total[low + 1 : high + 2] - total[low : high + 1]
            if ((costs % BLOCKED) >= 2 * SHARED).any():
                return True
        return False

    def _barred(self, path: Path, boxes: Iterable[Box]) -> bool:
        if not path.clear:
            return True
        extent = path.extent
        for box in boxes:
            beside = extent.left > box.right or extent.right < box.left
            near = not beside and extent.top <= box.bottom and extent.bottom >= box.top
            if near and passes_through(path.points, box):
                return True
        return False


def provisional(wire: Wire, before: tuple[Wire, Path] | None = None) -> Path:
    """A route that is found at once and looks at nothing in its way, for as long as units are on the move.

    before: how the stream ran until now. One whose ends move alike keeps its shape.
    """
    if before is not None:
        old, path = before
        dx, dy = wire.start[0] - old.start[0], wire.start[1] - old.start[1]
        if (wire.end[0] - old.end[0], wire.end[1] - old.end[1]) == (dx, dy):
            return Path(tuple((x + dx, y + dy) for x, y in path.points), path.clear)
    (out_x, out_y), (in_x, in_y) = OUTWARD[wire.leaves], OUTWARD[wire.enters]
    x0, y0 = wire.start[0] + out_x * STUB, wire.start[1] + out_y * STUB
    x1, y1 = wire.end[0] + in_x * STUB, wire.end[1] + in_y * STUB
    corner = (x1, y0) if out_x else (x0, y1)
    corners = [wire.start, (x0, y0), corner, (x1, y1), wire.end]
    return Path(tuple(point for number, point in enumerate(corners) if point not in corners[:number]))


def passes_through(points: Sequence[Point], box: Box) -> bool:
    """Whether an orthogonal line touches a box anywhere, its edge included."""
    for (x0, y0), (x1, y1) in pairwise(points):
        beside = min(x0, x1) > box.right or max(x0, x1) < box.left
        if not beside and min(y0, y1) <= box.bottom and max(y0, y1) >= box.top:
            return True
    return False


def _span(wire: Wire) -> float:
    across, down = abs(wire.end[0] - wire.start[0]), abs(wire.end[1] - wire.start[1])
    return across + down + (0 if not across or not down else 2 * GRID)


def _require_grid(wire: Wire) -> None:
    for x, y in (wire.start, wire.end):
        if x % GRID or y % GRID:
            raise RoutingError(
                f"the end at ({x:g}, {y:g}) is not on the grid of {GRID} px",
                place=f"stream {wire.key}",
                remedy="Put the centres of units on the grid.",
            )


def _without_straight_corners(way: list[Node]) -> list[Node]:
    """The corners that are corners."""
    kept: list[Node] = []
    for node in way:
        if kept and node == kept[-1]:
            continue
        while len(kept) >= 2 and _in_line(kept[-2], kept[-1], node):
            kept.pop()
        kept.append(node)
    return kept


def _in_line(a: Node, b: Node, c: Node) -> bool:
    return a[0] == b[0] == c[0] or a[1] == b[1] == c[1]


def _dogleg(wire: Wire) -> tuple[Point, ...]:
    """A line straight through whatever is there, for ends that are walled in."""
    (x0, y0), (x1, y1) = wire.start, wire.end
    if x0 == x1 or y0 == y1:
        return wire.start, wire.end
    corner = (x1, y0) if wire.leaves in ("left", "right") else (x0, y1)
    return wire.start, corner, wire.end
