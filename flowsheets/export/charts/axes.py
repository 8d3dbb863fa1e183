"""Axes: a range with round ticks, its figures, and the way from a value to a place on the paper."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor, isfinite, log10

import msgspec

from flowsheets.export.charts.drawing import HAIRLINE, line, words
from flowsheets.export.charts.ink import Ink
from flowsheets.export.charts.lettering import LABEL, text_width

CONSTANT = 1e-9
"""Values that differ by less than this share of their size are the same: what differs is round-off."""
PAD = 0.04
NEAR_ZERO = 0.3
"""A range of one sign that reaches down to this share of its largest value is drawn from zero."""


class Axis(msgspec.Struct, frozen=True):
    """A range of values with its ticks; figures are written divided by ten to ``power``."""

    low: float
    high: float
    ticks: tuple[float, ...]
    power: int
    decimals: int

    def share(self, value: float) -> float:
        """Where a value lies, 0 at the low end, 1 at the high end."""
        return (value - self.low) / (self.high - self.low)

    def figure(self, tick: float) -> str:
        """The figure of a tick, thousands set apart."""
        text = f"{tick / 10.0**self.power:,.{self.decimals}f}".replace(",", "\u2009")
        return text.replace("-", "−") if float(text.replace("\u2009", "")) else text.lstrip("-")

    @property
    def widest(self) -> float:
        """Room that the widest figure takes [px]."""
        return max((text_width(self.figure(tick), LABEL) for tick in self.ticks), default=0.0)


def fitted_axis(
    values: Iterable[float], most: int, low: float | None = None, high: float | None = None, *, padded: bool = True
) -> Axis:
    """An axis that holds the finite values with at most about ``most`` ticks; ``low`` and ``high`` fix its ends.

    Without values it runs from 0 to 1. Values that are all the same stand in the middle.
    """
    finite = [float(value) for value in values if isfinite(value)]
    least, most_of = (min(finite), max(finite)) if finite else (0.0, 1.0)
    size = max(abs(least), abs(most_of))
    if most_of - least <= CONSTANT * size or size == 0.0:
        spread = 0.05 * size or 0.5
        least, most_of = least - spread, most_of + spread
    elif padded:
        least, most_of = _with_margin(least, most_of)
    least, most_of = least if low is None else low, most_of if high is None else high
    if not most_of > least:
        most_of = least + (abs(least) or 1.0)
    return _ticked(least, most_of, most)


def _with_margin(least: float, greatest: float) -> tuple[float, float]:
    margin = PAD * (greatest - least)
    low, high = least - margin, greatest + margin
    if least >= 0.0 and least <= NEAR_ZERO * greatest:
        low = 0.0
    if greatest <= 0.0 and greatest >= NEAR_ZERO * least:
        high = 0.0
    return low, high


def _ticked(low: float, high: float, most: int) -> Axis:
    step = _round_step((high - low) / max(most, 2))
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    ticks = tuple(position * step for position in range(first, last + 1))
    size = max(abs(low), abs(high))
    power = 0 if 1e-3 <= size < 1e6 else 3 * floor(log10(size) / 3)
    decimals = max(0, -floor(log10(step / 10.0**power) + 1e-9))
    if abs(step / 10.0 ** (power - decimals) - round(step / 10.0 ** (power - decimals))) > 1e-6:
        decimals += 1
    return Axis(low, high, ticks, power, decimals)


def _round_step(rough: float) -> float:
    power = 10.0 ** floor(log10(rough))
    return next(factor * power for factor in (1.0, 2.0, 5.0, 10.0) if factor * power >= rough * (1.0 - 1e-9))


class Frame(msgspec.Struct, frozen=True):
    """The rectangle on the paper in which data are drawn, with its two axes."""

    left: float
    top: float
    right: float
    bottom: float
    x: Axis
    y: Axis

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The place of a point on the paper."""
        return self.across(x), self.down(y)

    def across(self, x: float) -> float:
        """Place of a value of the horizontal axis."""
        return self.left + self.x.share(x) * (self.right - self.left)

    def down(self, y: float) -> float:
        """Place of a value of the vertical axis."""
        return self.bottom - self.y.share(y) * (self.bottom - self.top)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.x.low <= x <= self.x.high and self.y.low <= y <= self.y.high


def drawn_axes(frame: Frame, ink: Ink, *, upright: bool = True, rules: bool = True) -> list[str]:
    """Hairlines and figures of both axes; ``upright`` False leaves the vertical one out, ``rules`` its grid."""
    elements = []
    for tick in frame.y.ticks if upright else ():
        y = frame.down(tick)
        if rules:
            elements.append(line((frame.left, y), (frame.right, y), ink.rule, HAIRLINE))
        elements.append(words(frame.y.figure(tick), (frame.left - 8, y + 4), ink.soft, LABEL, "end"))
    elements.append(line((frame.left, frame.bottom), (frame.right, frame.bottom), ink.soft, HAIRLINE))
    for tick in frame.x.ticks:
        x = frame.across(tick)
        elements.append(line((x, frame.bottom), (x, frame.bottom + 4), ink.soft, HAIRLINE))
        elements.append(words(frame.x.figure(tick), (x, frame.bottom + 16), ink.soft, LABEL, "middle"))
    return elements


def ticks_across(room: float, widest: float) -> int:
    """How many ticks with figures of this width go beside each other."""
    return max(2, min(10, int(room / max(widest + 20.0, 56.0))))
