"""Points, sides and boxes of a drawing. x to the right, y downwards, all lengths in px of the drawing."""

from __future__ import annotations

import math
from typing import Literal

import msgspec

GRID = 8
"""Ports, corners of streams and edges of units lie on multiples of this [px]."""

Point = tuple[float, float]
Side = Literal["left", "right", "top", "bottom"]
SIDES: tuple[Side, ...] = ("left", "top", "right", "bottom")
"""Clockwise, so that a quarter turn is a step."""

OUTWARD: dict[Side, tuple[int, int]] = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}
"""The direction in which a line leaves a side."""


class Box(msgspec.Struct, frozen=True):
    """An upright rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Extent in x [px]."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Extent in y [px]."""
        return self.bottom - self.top

    @property
    def centre(self) -> Point:
        """The middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def grown(self, by: float, up_and_down: float | None = None) -> Box:
        """The box with a margin all round, another one above and below where that is given."""
        tall = by if up_and_down is None else up_and_down
        return Box(self.left - by, self.top - tall, self.right + by, self.bottom + tall)

    def moved(self, right: float, down: float) -> Box:
        """The box elsewhere."""
        return Box(self.left + right, self.top + down, self.right + right, self.bottom + down)

    def overlaps(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def united(self, other: Box) -> Box:
        """The smallest box round both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


def on_grid(value: float) -> float:
    """The nearest multiple of the grid; halves go up, so that equal drawings round alike."""
    return float(math.floor(value / GRID + 0.5) * GRID)


def around(box: tuple[float, float], centre: Point) -> Box:
    """A box of (width, height) round a centre."""
    (width, height), (x, y) = box, centre
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
