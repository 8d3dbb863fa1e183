"""The semi-empirical copper isotherms of LIX 984N, for extraction and for stripping.

With x copper in the liquor, A its sulfuric acid (free acid as titrated) and y copper in the organic phase [g/L], and V
the reagent in the organic phase [v/v %],

    (e y + f) (c + d y)^2 x = A^2 y,    c = 3.303 V,  d = -3.0842

    extraction:  e = -25.698 V^-1.704,      f = 10.663 V^-0.608
    stripping:   e = 0.00511 V - 0.194,     f = 12.81 V^-0.901

(c + d y) is free reagent as equivalents of acid, (e y + f) an equilibrium constant that falls with loading. The source
writes A = a + b x along one liquor, a = acid + 1.54 Cu of the feed and b = -1.54; here A is what stands in the stage.

Source: J. Kafumbila's isotherms of LIX 984N as used in SimSXEWCu (2016), read from a transcription of their
coefficients. The range of the data behind them is not stated there; ``RANGE`` is that of common practice.
"""

from __future__ import annotations

from typing import Any

import msgspec

COPPER_FORM = "Cu(C16H24NO2)2(o)"
"""The loaded form that the isotherms are about."""
EXTRACTION, STRIPPING = "LIX 984N, extraction", "LIX 984N, stripping"
ACID_PER_PROTON = 98.079 / 2.0
"""Sulfuric acid [g/mol of H+]."""
COPPER = 63.546
"""[g/mol]"""
FREE, PER_COPPER = 3.303, -3.0842


class Range(msgspec.Struct, frozen=True):
    """Where an isotherm is taken to hold: liquor and organic of any stage."""

    copper: tuple[float, float]
    """In the liquor [g/L]."""
    acid: tuple[float, float]
    """H2SO4 in the liquor [g/L]."""
    reagent: tuple[float, float]
    """In the organic phase [v/v %]."""

    @property
    def in_words(self) -> str:
        """The range as people read it."""
        (x, most), (acid, most_acid), (reagent, most_reagent) = self.copper, self.acid, self.reagent
        return (
            f"{x:g} to {most:g} g/L of copper and {acid:g} to {most_acid:g} g/L of acid in the liquor and "
            f"{reagent:g} to {most_reagent:g} v/v % of reagent"
        )


RANGE = {
    EXTRACTION: Range(copper=(0.0, 40.0), acid=(0.5, 35.0), reagent=(3.0, 35.0)),
    STRIPPING: Range(copper=(20.0, 60.0), acid=(100.0, 220.0), reagent=(3.0, 35.0)),
}


def coefficients(isotherm: str, V: Any) -> tuple[Any, Any]:
    """e and f at V [v/v %]."""
    if isotherm == EXTRACTION:
        return -25.698 * V**-1.704, 10.663 * V**-0.608
    return 0.00511 * V - 0.194, 12.81 * V**-0.901


def factors(isotherm: str, y: Any, V: Any) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    """(e y + f, c + d y) at y [g/L] and their values without copper; both fall or rise in a straight line with y."""
    e, f = coefficients(isotherm, V)
    return (e * y + f, FREE * V + PER_COPPER * y), (f, FREE * V)


def copper_in_organic(isotherm: str, x: float, acid: float, V: float) -> float:
    """Copper in the organic phase [g/L] in equilibrium with x [g/L] of copper and acid [g/L of H2SO4], by bisection."""
    low, high = 0.0, FREE * V / -PER_COPPER
    for _ in range(200):
        y = 0.5 * (low + high)
        (constant, free), _ = factors(isotherm, y, V)
        if max(constant, 0.0) * free * free * x > acid * acid * y:
            low = y
        else:
            high = y
    return 0.5 * (low + high)
