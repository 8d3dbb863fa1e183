"""Colours of charts: the same hue for a phase of matter wherever it is drawn, on light and on dark paper."""

from __future__ import annotations

from typing import Literal

import msgspec

from flowsheets.diagram.look import PALETTES, PHASE_NAMES, Palette
from unitops.errors import InputError

Theme = Literal["light", "dark"]


class Ink(msgspec.Struct, frozen=True):
    """Colours for one kind of paper; every one that writes text has a contrast of 4.5 : 1 or more to the paper."""

    paper: str
    text: str
    soft: str
    rule: str
    accent: str
    solid: str
    aqueous: str
    gas: str
    organic: str
    molten: str
    energy: str


def _of(palette: Palette) -> Ink:
    """The drawing's colours, as charts name them."""
    phases = {name: palette.phases[letter] for letter, name in PHASE_NAMES.items()}
    return Ink(
        paper=palette.sheet,
        text=palette.ink,
        soft=palette.quiet,
        rule=palette.hairline,
        accent=palette.accent,
        energy=palette.energy,
        **phases,
    )


BY_THEME = {name: _of(palette) for name, palette in PALETTES.items()}
SERIES = ("aqueous", "molten", "organic", "gas", "solid", "text")
"""Colours of series that name none, in this order; marks differ too, so that a print in grey is readable."""
SHAPES = ("circle", "square", "triangle", "diamond", "ring", "cross")


def ink_of(theme: Theme) -> Ink:
    """The colours of a theme; raises InputError for one that is none."""
    if theme not in BY_THEME:
        raise InputError(f'"{theme}" is no theme of a chart', remedy=f"There are {' and '.join(BY_THEME)}.")
    return BY_THEME[theme]


def colour_of(ink: Ink, name: str, position: int) -> str:
    """The colour of a series: by the name that it gives (as 'organic'), else by its place among the series."""
    if not name:
        return getattr(ink, SERIES[position % len(SERIES)])
    if name not in Ink.__struct_fields__:
        raise InputError(f'"{name}" is no colour of a chart', remedy=f"There are {', '.join(Ink.__struct_fields__)}.")
    return getattr(ink, name)
