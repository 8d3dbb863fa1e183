"""The cost of travelling along the grid, kept as running sums so that any straight piece is priced by two look-ups.

A field prices travel in one direction: ``total[lane, place]`` is the cost of all points of a lane before a place. For
horizontal travel a lane is a row and a place a column; for vertical travel the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

Mark = tuple[tuple[int, int], tuple[int, int], int]
"""Columns and rows of a rectangle, both ends included, and by how much its points are dearer."""
BLOCKED = 1 << 24
"""Cost of a point inside a unit: no way that is open costs as much."""


class Field:
    """Costs along the lanes of one direction, from those of its points: [lane, place]."""

    def __init__(self, costs: Numbers) -> None:
        lanes, places = costs.shape
        self.total: Numbers = np.zeros((lanes, places + 1), dtype=np.int64)
        np.cumsum(costs, axis=1, out=self.total[:, 1:])
        self._ramp: Numbers = np.arange(1, places + 1, dtype=np.int64)

    def add(self, lanes: tuple[int, int], places: tuple[int, int], weight: int) -> None:
        """Make all points of a rectangle dearer by ``weight``; both ends belong to it, what is outside is cut off."""
        low, high = max(lanes[0], 0), min(lanes[1], self.total.shape[0] - 1)
        first, last = max(places[0], 0), min(places[1], self.total.shape[1] - 2)
        if low > high or first > last:
            return
        count = last - first + 1
        rows = self.total[low : high + 1]
        rows[:, first + 1 : last + 2] += weight * self._ramp[:count]
        rows[:, last + 2 :] += weight * count

    def along(self, lane: int, start: int, ends: Numbers) -> Numbers:
        """Cost of going along a lane from one place to each of several, both ends included."""
        row = self.total[lane]
        return np.maximum(row[ends + 1] - row[start], row[start + 1] - row[ends])

    def across(self, lanes: Numbers, start: int, ends: Numbers) -> Numbers:
        """Cost on each lane of going from one place to each of several: [end, lane]."""
        rows = self.total[lanes]
        return np.maximum(rows[:, ends + 1] - rows[:, start, None], rows[:, start + 1, None] - rows[:, ends]).T

    def piece(self, lane: int, start: int, end: int) -> int:
        """Cost of one straight piece, both ends included."""
        low, high = min(start, end), max(start, end)
        return int(self.total[lane, high + 1] - self.total[lane, low])

    def blocked(self) -> NDArray[np.bool_]:
        """Which points lie inside a unit: [lane, place]."""
        return np.diff(self.total, axis=1) >= BLOCKED


class Ground:
    """The two fields of a drawing: [0] along rows, [1] along columns. Every point costs 1, and more on ``marks``.

    All marks that are known from the start are much quicker given than added.
    """

    def __init__(self, columns: int, rows: int, marks: Iterable[Mark] = ()) -> None:
        self.columns, self.rows = columns, rows
        costs: Numbers = np.ones((rows, columns), dtype=np.int64)
        for (left, right), (top, bottom), weight in marks:
            costs[max(top, 0) : max(bottom + 1, 0), max(left, 0) : max(right + 1, 0)] += weight
        self.fields = (Field(costs), Field(costs.T))

    def add(self, columns: tuple[int, int], rows: tuple[int, int], weight: int) -> None:
        """Make a rectangle dearer in both directions."""
        self.fields[0].add(rows, columns, weight)
        self.fields[1].add(columns, rows, weight)
