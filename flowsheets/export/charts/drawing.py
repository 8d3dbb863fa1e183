"""The strokes of which charts are made, as SVG text with rounded coordinates: the same data give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite

import msgspec

from flowsheets.export.charts.ink import Theme, ink_of
from flowsheets.export.charts.lettering import FONTS, LABEL, escaped

HAIRLINE, STROKE = 1.0, 1.5
Point = tuple[float, float]


class Picture(msgspec.Struct, frozen=True):
    """Elements of SVG with the room that they take [px]; the origin is the upper left corner."""

    width: float
    height: float
    elements: tuple[str, ...]

    def svg(self, says: str, theme: Theme = "light") -> str:
        """The whole as a file of SVG on its own paper, with ``says`` for those who cannot see it."""
        width, height = number(self.width), number(self.height)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" role="img" font-family="{FONTS}" '
            'style="font-variant-numeric: tabular-nums">'
        )
        paper = f'<rect width="{width}" height="{height}" fill="{ink_of(theme).paper}"/>'
        return "\n".join((head, f"<title>{escaped(says)}</title>", paper, *self.elements, "</svg>\n"))


def stacked(pictures: Sequence[Picture]) -> Picture:
    """Pictures one below the other, left edges in line."""
    elements: list[str] = []
    top = 0.0
    for picture in pictures:
        elements += _moved(picture, 0.0, top)
        top += picture.height
    return Picture(max((p.width for p in pictures), default=0.0), top, tuple(elements))


def beside(pictures: Sequence[Picture]) -> Picture:
    """Pictures from left to right, upper edges in line."""
    elements: list[str] = []
    left = 0.0
    for picture in pictures:
        elements += _moved(picture, left, 0.0)
        left += picture.width
    return Picture(left, max((p.height for p in pictures), default=0.0), tuple(elements))


def _moved(picture: Picture, x: float, y: float) -> list[str]:
    return [f'<g transform="translate({number(x)} {number(y)})">', *picture.elements, "</g>"]


def number(value: float) -> str:
    """A coordinate with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def line(start: Point, end: Point, colour: str, width: float = HAIRLINE, dashes: str = "") -> str:
    """A straight stroke."""
    (x1, y1), (x2, y2) = start, end
    return (
        f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" '
        f'stroke="{colour}" stroke-width="{number(width)}"{_dashed(dashes)}/>'
    )


def polyline(points: Iterable[Point], colour: str, width: float = STROKE, dashes: str = "") -> str:
    """A stroke through points, with round corners."""
    return (
        f'<polyline points="{_points(points)}" fill="none" stroke="{colour}" stroke-width="{number(width)}" '
        f'stroke-linejoin="round" stroke-linecap="round"{_dashed(dashes)}/>'
    )


def polygon(points: Iterable[Point], colour: str, opacity: float = 1.0) -> str:
    """A filled area without an outline."""
    return f'<polygon points="{_points(points)}" fill="{colour}" fill-opacity="{number(opacity)}"/>'


def rectangle(x: float, y: float, width: float, height: float, colour: str, opacity: float = 1.0) -> str:
    """A filled rectangle."""
    faint = "" if opacity == 1.0 else f' fill-opacity="{number(opacity)}"'
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" '
        f'fill="{colour}"{faint}/>'
    )


def mark(shape: str, at: Point, colour: str, paper: str, size: float = 3.0) -> str:
    """A mark of a point: circle, square, triangle, diamond, ring or cross."""
    x, y = at
    if shape == "square":
        return rectangle(x - size, y - size, 2 * size, 2 * size, colour)
    if shape == "triangle":
        return polygon(((x, y - 1.3 * size), (x + 1.2 * size, y + size), (x - 1.2 * size, y + size)), colour)
    if shape == "diamond":
        reach = 1.35 * size
        return polygon(((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)), colour)
    if shape == "cross":
        arms = ((x - size, y - size), (x + size, y + size)), ((x - size, y + size), (x + size, y - size))
        return "".join(line(start, end, colour, STROKE) for start, end in arms)
    inside = paper if shape == "ring" else colour
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(size)}" fill="{inside}" '
        f'stroke="{colour}" stroke-width="{number(HAIRLINE)}"/>'
    )


def words(text: str, at: Point, colour: str, size: int = LABEL, anchor: str = "start", *, strong: bool = False) -> str:
    """A line of text; ``at`` is the start, middle or end of its base line."""
    weight = ' font-weight="600"' if strong else ""
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text x="{number(at[0])}" y="{number(at[1])}" font-size="{size}" fill="{colour}"{side}{weight}>'
        f"{escaped(text)}</text>"
    )


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def _dashed(dashes: str) -> str:
    return f' stroke-dasharray="{dashes}"' if dashes else ""


def finite_runs(x: Sequence[float], y: Sequence[float]) -> list[list[Point]]:
    """The points of a series in runs without a gap: a value that is not a number breaks a line."""
    runs: list[list[Point]] = [[]]
    for one, other in zip(x, y, strict=True):
        if isfinite(one) and isfinite(other):
            runs[-1].append((float(one), float(other)))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]
