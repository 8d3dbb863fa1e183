"""Ranked horizontal bars: what moves a result, the strongest on top."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

import msgspec

from flowsheets.export.charts.axes import Frame, drawn_axes, fitted_axis, ticks_across
from flowsheets.export.charts.drawing import HAIRLINE, Picture, line, rectangle, stacked, words
from flowsheets.export.charts.ink import Ink, Theme, ink_of
from flowsheets.export.charts.lettering import LABEL, TABLE, cut, named, text_width
from flowsheets.export.charts.lines import EDGE, heading, remarks
from unitops.errors import InputError
from unitops.quantities import printed_text

ROW, THICK = 28.0, 14.0
WIDEST_NAME = 250.0


class Bar(msgspec.Struct, frozen=True):
    """One input: the result at its low and at its high value, and these values as text.

    flag: a remark that is set behind the name, as 'one-sided'.
    """

    name: str
    at_low: float
    at_high: float
    low: str = ""
    high: str = ""
    flag: str = ""

    @property
    def swing(self) -> float:
        """Distance between the two results; 0 if one of them is not known."""
        width = abs(self.at_high - self.at_low)
        return width if isfinite(width) else 0.0


def tornado(
    bars: Sequence[Bar],
    base: float,
    *,
    label: str,
    unit: str = "",
    title: str = "",
    note: str = "",
    most: int = 15,
    width: float = 680.0,
    theme: Theme = "light",
) -> Picture:
    """The bars around the result ``base``, by their swing, at most so many. Raises InputError without any."""
    if not bars:
        raise InputError("there is nothing to rank")
    ink = ink_of(theme)
    ranked = sorted(bars, key=lambda bar: -bar.swing)[:most]
    widest = max(text_width(_name(bar), TABLE) for bar in ranked)
    left = EDGE + min(widest, WIDEST_NAME) + 12.0 + _side_room(ranked, base, True)
    right = width - EDGE - max(8.0, _side_room(ranked, base, False))
    values = [v for bar in ranked for v in (bar.at_low, bar.at_high)] + [base]
    draft = fitted_axis(values, 8)
    axis = fitted_axis(values, ticks_across(right - left, draft.widest), draft.low, draft.high)
    bottom = 30.0 + ROW * len(ranked)
    frame = Frame(left, 30.0, right, bottom, axis, axis)
    elements = drawn_axes(frame, ink, upright=False)
    zero = frame.across(base)
    elements += _key(frame, zero, ink)
    for place, bar in enumerate(ranked):
        middle = frame.top + ROW * (place + 0.5)
        name = cut(_name(bar), TABLE, WIDEST_NAME)
        elements.append(words(name, (EDGE + min(widest, WIDEST_NAME), middle + 4.0), ink.text, TABLE, "end"))
        elements += _bar(frame, bar, zero, middle, ink)
    elements.append(line((zero, frame.top - 4.0), (zero, bottom), ink.text, HAIRLINE))
    elements.append(
        words(named(label, unit, axis.power), (0.5 * (left + right), bottom + 36.0), ink.text, TABLE, "middle")
    )
    parts = [heading(title, width, ink)] if title else []
    body = Picture(width, bottom + 46.0, tuple(elements))
    return stacked([*parts, body, remarks(note, width, ink), Picture(width, 6.0, ())])


def _name(bar: Bar) -> str:
    return f"{bar.name} ({bar.flag})" if bar.flag else bar.name


def _side_room(bars: Sequence[Bar], base: float, on_left: bool) -> float:
    """Room for the values that stand outside the bars' ends on one side."""
    texts = [
        text
        for bar in bars
        for value, text in ((bar.at_low, bar.low), (bar.at_high, bar.high))
        if text and (value < base) == on_left
    ]
    return max((text_width(text, LABEL) + 10.0 for text in texts), default=0.0)


def _key(frame: Frame, zero: float, ink: Ink) -> list[str]:
    """What the two colours are, above the bars and on the side where there is more room."""
    texts = ("input low", "input high")
    widths = [text_width(text, LABEL) + 26.0 for text in texts]
    start = min(max(frame.left, zero - 0.5 * sum(widths)), frame.right - sum(widths))
    elements: list[str] = []
    for text, colour, opacity, room in zip(texts, (ink.soft, ink.accent), (0.45, 1.0), widths, strict=True):
        elements.append(rectangle(start, frame.top - 21.0, 10.0, 10.0, colour, opacity))
        elements.append(words(text, (start + 15.0, frame.top - 12.0), ink.soft, LABEL))
        start += room
    return elements


def _bar(frame: Frame, bar: Bar, zero: float, middle: float, ink: Ink) -> list[str]:
    elements: list[str] = []
    ends: list[tuple[float, str]] = []
    for value, text, colour, opacity in (
        (bar.at_low, bar.low, ink.soft, 0.45),
        (bar.at_high, bar.high, ink.accent, 1.0),
    ):
        if not isfinite(value):
            continue
        end = frame.across(value)
        elements.append(rectangle(min(zero, end), middle - 0.5 * THICK, abs(end - zero), THICK, colour, opacity))
        ends.append((end, printed_text(text)))
    return elements + _end_texts(ends, zero, middle, ink)


def _end_texts(ends: Sequence[tuple[float, str]], zero: float, middle: float, ink: Ink) -> list[str]:
    """Values of the input beside the ends; two on the same side share the place behind the longer bar."""
    elements: list[str] = []
    for leftward in (True, False):
        side = [(end, text) for end, text in ends if text and (end < zero) == leftward]
        if not side:
            continue
        reach = min(end for end, _ in side) if leftward else max(end for end, _ in side)
        text = " / ".join(text for _, text in side)
        place = (reach - 5.0, middle + 4.0) if leftward else (reach + 5.0, middle + 4.0)
        elements.append(words(text, place, ink.soft, LABEL, "end" if leftward else "start"))
    return elements
