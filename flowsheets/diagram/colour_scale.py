"""A scale of colours for quantities: even to the eye, readable on the sheet, light and dark, for every colour vision.

Both scales run at nearly even steps of CIEDE2000 along a path in OKLCH (B. Ottosson, "A perceptual color space for
image processing", 2020), and their lightness rises or falls all the way, so that people with any of the three colour
deficiencies, and prints in grey, keep the order. Every colour has a contrast of 3:1 to its sheet, as lines need; tests
hold all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flowsheets.diagram.look import Palette

SCALES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "light": (
            "#0d9eb8", "#098bc1", "#2577ca", "#4b61c0", "#6149ab", "#6c318b", "#701460", "#680137", "#5b0019",
        ),
        "dark": (
            "#835cbe", "#b262b7", "#d76ca7", "#f27994", "#ff8b84", "#fea382", "#ffbb86", "#ffd28f", "#ffe891",
        ),
    }
)  # fmt: skip
"""By theme, from least to most: what is most stands out most."""


def colour_at(place: float, look: Palette) -> str:
    """The colour of a place between 0, the least, and 1, the most."""
    scale = SCALES[look.name]
    at = min(max(place, 0.0), 1.0) * (len(scale) - 1)
    lower = min(int(at), len(scale) - 2)
    one, other = (_channels(scale[lower + step]) for step in (0, 1))
    mixed = (round(a + (b - a) * (at - lower)) for a, b in zip(one, other, strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))
