"""The symbol of a sub-flowsheet, however its box is turned: its head stays above and its words level.

A symbol is mirrored and turned as a whole where it is drawn. The frame, the head and the small units of a box are
therefore laid out as they are to be seen, and turned back into the symbol's own frame, in which streams come in on the
left and leave on the right.
"""

from __future__ import annotations

import math

import msgspec

BREADTH = 128
"""From the side on which streams come in to the side on which they leave [px]."""
HEADER = 48
"""Height of the head, where tag and name stand [px]."""
BAR = 6
"""Between the two lines on either side [px]."""
PITCH, LYING_PITCH = 24, 48
"""Between ports one above the other, and side by side with the tags of their streams [px]."""
MARGIN = 16
"""Above the head of a box whose ports lie above and below: the tags of streams stand there [px]."""
LEAST_LYING = 144


class BoxSymbol(msgspec.Struct, frozen=True):
    """A box with so many ports on either side. quarters: turned so many times, after it was mirrored (flipped)."""

    inlets: int
    outlets: int
    quarters: int = 0
    flipped: bool = False

    @property
    def is_lying(self) -> bool:
        """Whether its ports lie above and below."""
        return self.quarters % 2 == 1

    @property
    def length(self) -> int:
        """Of the sides with ports [px]."""
        most = max(self.inlets, self.outlets)
        if self.is_lying:
            return max(LYING_PITCH * (most + 1), LEAST_LYING)
        return 16 * math.ceil((_height(most) + 16) / 16)

    @property
    def head_top(self) -> int:
        """Where the head begins, from the top of the box as it is seen [px]."""
        return MARGIN if self.is_lying else 0

    def offsets(self, count: int) -> list[int]:
        """Of so many ports of a side, along it in the symbol's own frame [px]."""
        if self.is_lying:
            first = (self.length - LYING_PITCH * (count - 1)) // 2
            return [first + LYING_PITCH * number for number in range(count)]
        below = [_height(number) for number in range(1, count + 1)]
        return below if self.quarters == 0 else [self.length - height for height in reversed(below)]

    def body(self) -> str:
        """A frame with double sides, its head, and three small units, as SVG elements."""
        width, height = (self.length, BREADTH) if self.is_lying else (BREADTH, self.length)
        right, bottom = width - 1, height - 1
        rules = [(1 + BAR, 1, 1 + BAR, bottom), (right - BAR, 1, right - BAR, bottom)]
        head, foot = self.head_top, height - self.head_top
        rules += [(1 + BAR, y, right - BAR, y) for y in ((head, head + HEADER) if head else (HEADER,))]
        middle, row = width // 2, (head + HEADER + foot) // 2
        joins = [(middle - 7, row - 4, middle + 7, row - 4), (middle, row - 4, middle, row + 2)]
        units = [(middle - 15, row - 7), (middle - 4, row + 2), (middle + 7, row - 7)]
        return (
            self._rectangle(1, 1, width - 2, height - 2, rounded=True)
            + self._lines(rules)
            + '<g class="detail">'
            + "".join(self._rectangle(x, y, 8, 6) for x, y in units)
            + self._lines(joins)
            + "</g>"
        )

    def _rectangle(self, x: float, y: float, width: float, height: float, *, rounded: bool = False) -> str:
        (x0, y0), (x1, y1) = self._back(x, y), self._back(x + width, y + height)
        return f'<rect x="{min(x0, x1):g}" y="{min(y0, y1):g}" width="{abs(x1 - x0):g}" height="{abs(y1 - y0):g}"' + (
            ' rx="2"/>' if rounded else "/>"
        )

    def _lines(self, lines: list[tuple[int, int, int, int]]) -> str:
        ends = [(self._back(x0, y0), self._back(x1, y1)) for x0, y0, x1, y1 in lines]
        return f'<path d="{"".join(f"M{a[0]:g} {a[1]:g}L{b[0]:g} {b[1]:g}" for a, b in ends)}"/>'

    def _back(self, x: float, y: float) -> tuple[float, float]:
        """A point as it is seen, in the symbol's own frame."""
        across, down = (self.length, BREADTH) if self.is_lying else (BREADTH, self.length)
        x, y = unturned(x - across / 2, y - down / 2, self.quarters, self.flipped)
        return x + BREADTH / 2, y + self.length / 2


def unturned(x: float, y: float, quarters: int, flipped: bool) -> tuple[float, float]:
    """Where a point about the centre of a symbol lay before this was mirrored left to right, then turned clockwise."""
    for _ in range(quarters % 4):
        x, y = y, -x
    return (-x, y) if flipped else (x, y)


def _height(number: int) -> int:
    """Of a port below the top of a standing box [px], from 1."""
    return HEADER + PITCH * number - 8
