"""The cheapest orthogonal way between two points of the grid.

Most streams need at most four corners. All ways of such a shape, with their straight pieces in every lane worth
trying, are priced at once. Where units bar them all, a search for the way with the fewest corners takes over, which
finds one if there is any.
"""

from __future__ import annotations

import msgspec
import numpy as np

from flowsheets.diagram.lanes import BLOCKED, Field, Ground, Numbers

BEND = 10
"""Cost of a corner, in points of the grid."""
NEAR = 12
"""So many lanes beyond either end are tried for the pieces that leave and arrive."""
BEYOND = 24
"""So many lanes beyond both ends are tried for the piece between."""
MOST = 112
"""More lanes than this between the ends are thinned out."""
UPHILL = 30
"""Cost for a stream that runs back of running above its ends: recycles belong below."""

Node = tuple[int, int]
"""A point of the grid: column, row."""


class Tip(msgspec.Struct, frozen=True):
    """An end of a stream, one step outside its unit. axis 0: the stream leaves along its row; 1: along its column."""

    column: int
    row: int
    axis: int
    sign: int

    @property
    def node(self) -> Node:
        """The point of the grid."""
        return self.column, self.row

    def turned(self) -> Tip:
        """The same with columns and rows exchanged."""
        return Tip(self.row, self.column, 1 - self.axis, self.sign)


def find_way(ground: Ground, start: Tip, end: Tip, prefer_below: bool = False) -> list[Node] | None:
    """Corners of the cheapest way from tip to tip, both included; None where units bar every way."""
    found = _by_shape(ground.fields, start, end, prefer_below)
    return found if found is not None else detour(ground, start, end)


def _by_shape(fields: tuple[Field, Field], start: Tip, end: Tip, prefer_below: bool) -> list[Node] | None:
    if start.axis == 1 and end.axis == 0:
        way = _by_shape(fields, end, start, prefer_below)
        return None if way is None else way[::-1]
    if start.axis == 1:
        way = _out_and_in(fields[1], fields[0], start.turned(), end.turned(), False)
        return None if way is None else [(column, row) for row, column in way]
    if end.axis == 0:
        return _out_and_in(fields[0], fields[1], start, end, prefer_below)
    return _out_and_down(fields[0], fields[1], start, end)


def _lanes(own: int, sign: int, other: int, other_sign: int | None, size: int) -> Numbers:
    """Lanes in which a piece that leaves may turn: the next ones outwards, and those before the other end."""
    tried = {own + sign * step for step in range(NEAR)}
    tried |= {other + (other_sign or 1) * step for step in range(NEAR)}
    if other_sign is None:
        tried |= {other - step for step in range(4)}
    return np.array(sorted(lane for lane in tried if 0 <= lane < size and (lane - own) * sign >= 0), dtype=np.int64)


def _between(one: int, two: int, size: int) -> Numbers:
    low, high = max(min(one, two) - BEYOND, 0), min(max(one, two) + BEYOND, size - 1)
    lanes = np.arange(low, high + 1, dtype=np.int64)
    if len(lanes) <= MOST:
        return lanes
    ends = (np.abs(lanes - one) <= BEYOND) | (np.abs(lanes - two) <= BEYOND)
    return lanes[ends | (np.arange(len(lanes)) % (len(lanes) // MOST + 1) == 0)]


def _out_and_in(along: Field, down: Field, start: Tip, end: Tip, prefer_below: bool) -> list[Node] | None:
    """Both ends on rows: along, down, along, down, along; any piece but the first and last may vanish."""
    columns = down.total.shape[0]
    first = _lanes(start.column, start.sign, end.column, end.sign, columns)
    last = _lanes(end.column, end.sign, start.column, start.sign, columns)
    rows = _between(start.row, end.row, along.total.shape[0])
    if not len(first) or not len(last):
        return None
    leaving = down.across(first, start.row, rows) + along.along(start.row, start.column, first)
    arriving = down.across(last, end.row, rows) + along.along(end.row, end.column, last)
    price = BEND * (2 * (rows != start.row) + 2 * (rows != end.row))
    if prefer_below:
        price = price + UPHILL * (rows < max(start.row, end.row))
    leaving = leaving + price[:, None]
    # A line cannot turn on its heel: in the row of an end it must go on the way it left.
    heel = (rows == start.row)[:, None] & ((last - start.column) * start.sign < 0)[None, :]
    arriving = arriving + heel * BLOCKED
    heel = (rows == end.row)[:, None] & ((first - end.column) * end.sign < 0)[None, :]
    leaving = leaving + heel * BLOCKED
    lanes = along.total[rows]
    after_first, before_first = lanes[:, first + 1] + leaving, lanes[:, first] - leaving
    after_last, before_last = lanes[:, last + 1] + arriving, lanes[:, last] - arriving
    cost = np.maximum(
        after_last[:, None, :] - before_first[:, :, None],
        after_first[:, :, None] - before_last[:, None, :],
    )
    best = int(np.argmin(cost))
    if cost.flat[best] >= BLOCKED:
        return None
    row, one, two = np.unravel_index(best, cost.shape)
    x1, x2, y = int(first[one]), int(last[two]), int(rows[row])
    return [start.node, (x1, start.row), (x1, y), (x2, y), (x2, end.row), end.node]


def _out_and_down(along: Field, down: Field, start: Tip, end: Tip) -> list[Node] | None:
    """The start on its row, the end on its column: along, down, along, down; two pieces may vanish."""
    first = _lanes(start.column, start.sign, end.column, None, down.total.shape[0])
    every = _between(start.row, end.row, along.total.shape[0])
    rows = every[(every - end.row) * end.sign >= 0]
    if not len(first) or not len(rows):
        return None
    leaving = down.across(first, start.row, rows) + along.along(start.row, start.column, first)
    lanes = along.total[rows]
    middle = np.maximum(
        lanes[:, end.column + 1, None] - lanes[:, first], lanes[:, first + 1] - lanes[:, end.column, None]
    )
    arriving = down.along(end.column, end.row, rows)
    heel = (rows == start.row) & ((end.column - start.column) * start.sign < 0)
    price = BEND * (1 + 2 * (rows != start.row)) + heel * BLOCKED
    cost = leaving + middle + (arriving + price)[:, None]
    best = int(np.argmin(cost))
    if cost.flat[best] >= BLOCKED:
        return None
    row, one = np.unravel_index(best, cost.shape)
    x, y = int(first[one]), int(rows[row])
    return [start.node, (x, start.row), (x, y), (end.column, y), end.node]


def detour(ground: Ground, start: Tip, end: Tip) -> list[Node] | None:
    """A way with the fewest corners round any units: whole free runs are reached corner by corner."""
    barred = ground.fields[0].blocked()
    if barred[start.row, start.column] or barred[end.row, end.column]:
        return None
    goal = _ray(barred, end)
    runs = (_runs(barred), _runs(barred.T).T)
    waves = [_ray(barred, start)]
    reached = [np.zeros_like(barred), np.zeros_like(barred)]
    reached[start.axis] |= waves[0]
    axis = start.axis
    while True:
        # Meeting the ray of the end from across takes one corner there; along the ray, none.
        meeting = waves[-1] & goal
        if axis == end.axis and not meeting[end.row, end.column]:
            meeting = np.zeros_like(meeting)
        if meeting.any() and not (axis == end.axis and len(waves) == 1 and not _facing(start, end)):
            return _traced(waves, runs, start, end, meeting, axis)
        axis = 1 - axis
        names = np.unique(runs[axis][waves[-1]])
        wave = np.isin(runs[axis], names) & ~barred & ~reached[axis]
        if not wave.any():
            return None
        reached[axis] |= wave
        waves.append(wave)


def _facing(start: Tip, end: Tip) -> bool:
    """Whether a straight line from the start meets the end head on."""
    if start.axis != end.axis or start.sign == end.sign:
        return False
    return start.row == end.row if start.axis == 0 else start.column == end.column


def _ray(barred: np.ndarray, tip: Tip) -> np.ndarray:
    """The free points straight out of a tip."""
    ray = np.zeros_like(barred)
    lane = barred[tip.row] if tip.axis == 0 else barred[:, tip.column]
    place = tip.column if tip.axis == 0 else tip.row
    while 0 <= place < len(lane) and not lane[place]:
        if tip.axis == 0:
            ray[tip.row, place] = True
        else:
            ray[place, tip.column] = True
        place += tip.sign
    return ray


def _runs(barred: np.ndarray) -> np.ndarray:
    """A number for each unbroken run of free points along a row."""
    starts = barred.copy()
    starts[:, 0] = True
    return np.cumsum(starts.ravel()).reshape(barred.shape)


def _traced(
    waves: list[np.ndarray], runs: tuple[np.ndarray, ...], start: Tip, end: Tip, meeting: np.ndarray, axis: int
) -> list[Node]:
    """Corners from the start to the end, found backwards from the meeting point nearest to the end."""
    here = _nearest(meeting, end.node)
    way = [end.node, here]
    for number in range(len(waves) - 1, 0, -1):
        run = runs[axis]
        joint = waves[number - 1] & (run == run[here[1], here[0]])
        here = _nearest(joint, here)
        way.append(here)
        axis = 1 - axis
    way.append(start.node)
    return way[::-1]


def _nearest(points: np.ndarray, to: Node) -> Node:
    rows, columns = np.nonzero(points)
    nearest = int(np.argmin(np.abs(columns - to[0]) + np.abs(rows - to[1])))
    return int(columns[nearest]), int(rows[nearest])
