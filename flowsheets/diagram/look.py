"""Colours, weights and sizes of drawings and windows: each colour has a meaning, and only one.

Text and lines keep a contrast of 4.5:1 to the ground that they stand on. The colours of phases, the accent and the ink
differ by a CIEDE2000 of at least 10 from each other, also as people with any of the three colour deficiencies see them
(simulated after G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, IEEE Transactions on Visualization and Computer
Graphics 15, 2009, 1291-1298, doi:10.1109/TVCG.2009.113); tests hold both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import msgspec

PHASE_NAMES: Mapping[str, str] = MappingProxyType(
    {"s": "solid", "aq": "aqueous", "g": "gas", "o": "organic", "m": "molten"}
)
"""Stream phases in the order in which legends name them."""


class Palette(msgspec.Struct, frozen=True):
    """The colours of one theme as #rrggbb.

    sheet, panel, field: grounds. ink, quiet: text. hairline, grid: lines that are barely seen, no text. phases: by
    stream phase. energy: heat and power, always dashed. accent: selection, focus, and what is specified.
    """

    name: str
    sheet: str
    panel: str
    field: str
    ink: str
    quiet: str
    hairline: str
    grid: str
    accent: str
    energy: str
    warning: str
    failed: str
    good: str
    phases: Mapping[str, str]


class Standing(msgspec.Struct, frozen=True):
    """How a number is shown: the ground under it, its ink, and a mark beside it."""

    says: str
    ground: str
    ink: str
    mark: str = ""
    dimmed: bool = False


LIGHT = Palette(
    name="light",
    sheet="#ffffff",
    panel="#f6f7f8",
    field="#ffffff",
    ink="#1b232b",
    quiet="#56616b",
    hairline="#d5dade",
    grid="#eceff1",
    accent="#8b3980",
    energy="#9c5a12",
    warning="#8f6400",
    failed="#b3261e",
    good="#1f7a4d",
    phases=MappingProxyType({"s": "#a66601", "aq": "#175fc6", "g": "#7a7081", "o": "#118558", "m": "#a13623"}),
)

DARK = Palette(
    name="dark",
    sheet="#20262c",
    panel="#191e23",
    field="#12161a",
    ink="#e3e8ec",
    quiet="#a3aeb8",
    hairline="#3a434b",
    grid="#2a3138",
    accent="#cd6fa4",
    energy="#e0a060",
    warning="#e3b341",
    failed="#ff7b6b",
    good="#6cc995",
    phases=MappingProxyType({"s": "#fec350", "aq": "#588efe", "g": "#d2b6ea", "o": "#80d1a3", "m": "#ff5230"}),
)

PALETTES: Mapping[str, Palette] = MappingProxyType({palette.name: palette for palette in (LIGHT, DARK)})

STANDINGS: Mapping[str, Standing] = MappingProxyType(
    {
        "entered": Standing("typed in", ground="field", ink="ink"),
        "calculated": Standing("follows from the balance", ground="panel", ink="ink"),
        "specified": Standing("demanded, something else gives way", ground="field", ink="ink", mark="accent underline"),
        "estimated": Standing("rests on estimated data", ground="panel", ink="ink", mark="hollow dot"),
        "stale": Standing("from before the last edit", ground="panel", ink="quiet", dimmed=True),
        "out of balance": Standing("does not close", ground="panel", ink="ink", mark="failed dot"),
        "invalid": Standing("cannot be used", ground="field", ink="ink", mark="failed dot"),
    }
)
"""Standings of a number; grounds, inks and marks name colours of the palette."""

LINE = 1.5
"""Outlines of units, and streams [px]."""
MAIN_LINE = 2.5
"""Streams of the main line [px]."""
HAIRLINE = 1.0
BEND_RADIUS = 6.0
"""Rounding of a stream's corners [px]."""
HOP_RADIUS = 4.0
"""Of the half circle with which a vertical stream hops over a horizontal one [px]."""
ARROW_LENGTH, ARROW_WIDTH = 8.0, 6.0
CORNER = 4.0
"""Rounding of boxes and fields [px]."""
STEP = 4
"""Spacing comes in multiples of this [px]."""
TARGET = 24
"""Least extent of what can be clicked [px]."""

PANEL_TEXT, TABLE_TEXT, LABEL_TEXT, TITLE_TEXT, SMALL_TEXT = 13.0, 12.0, 11.0, 16.0, 9.0
"""Type sizes [px]; small: numbers of streams, and text in flags."""
FONTS = "Inter, 'Segoe UI', 'Helvetica Neue', Roboto, Arial, 'DejaVu Sans', sans-serif"
MONOSPACED = "'JetBrains Mono', 'Cascadia Mono', Consolas, Menlo, 'DejaVu Sans Mono', monospace"

# Advance widths of the letters from the blank to the tilde in thousandths of the type size: those of Helvetica, which
# most sans-serif faces come close to.
_WIDTHS = (
    *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278),
    *(556,) * 10,
    *(278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778),
    *(667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556),
    *(278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334),
    *(260, 334, 584),
)
_OTHER_WIDTHS = {"\u00a0": 278, "…": 1000, "·": 278, "°": 400, "₂": 333, "₃": 333}
_BROADER = 1.06
"""Faces broader than Helvetica are common; bold ones are broader still."""


@lru_cache(maxsize=5000)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of a line of text in a common sans-serif face [px], good to some 5 %: there is no font to ask."""
    thousandths = sum(
        _WIDTHS[ord(letter) - 32] if " " <= letter <= "~" else _OTHER_WIDTHS.get(letter, 600) for letter in text
    )
    return thousandths / 1000 * size * _BROADER * (1.06 if bold else 1.0)


def wrapped(text: str, size: float, width: float, most: int = 2) -> list[str]:
    """Text in lines of at most ``width`` px; what does not fit in ``most`` lines is cut with an ellipsis."""
    lines: list[str] = []
    # A number and its unit stay together.
    for word in re.sub(r"(?<=\d) (?=[^\s\w]|[a-zA-Z]{1,3}\b)", "\u00a0", text).split(" "):
        if not word:
            continue
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [_cut(line, size, width) for line in lines]


def _cut(line: str, size: float, width: float) -> str:
    if text_width(line, size) <= width:
        return line
    while line and text_width(line + "…", size) > width:
        line = line[:-1]
    return line.rstrip() + "…"


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb as WCAG 2 defines it, 0 to 1."""
    weights = (0.2126, 0.7152, 0.0722)
    return sum(weight * _linear(channel) for weight, channel in zip(weights, _channels(colour), strict=True))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2 defines it, 1 to 21."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _channels(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
