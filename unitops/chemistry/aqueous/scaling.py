"""From amounts in any unit to totals per kg of water, smoothly for every iterate, with derivatives.

A liquor's answer is homogeneous of degree one in its amounts, so the laws work on totals per kg of basis water.
Where an iterate leaves the feasible set (a negative total, no water, more alkali than water) the totals are
continued smoothly; inside it the change is below 1e-12 of the value.
"""

from __future__ import annotations

import math
from typing import Any

import msgspec
import numpy as np

from unitops.chemistry.aqueous.water import MOLAR_MASS_WATER, MOLES_PER_KG

SMALLEST_TOTAL = 1e-14
LARGEST_TOTAL = 500.0
STRONGEST_ALKALI = 45.0
LEAST_WATER = 1e-6
COLDEST, HOTTEST, BEYOND = 258.15, 423.15, 20.0
SHARPNESS = 32.0
FAR_BELOW = 0.25
"""Share of a limit below which the limit changes nothing: its power of SHARPNESS is lost in rounding."""


class ScaledLiquor(msgspec.Struct, frozen=True):
    """Totals per kg of basis water, the mass of that water [kg], temperature, and their derivatives by the inputs."""

    y: Any
    y_by_amount: Any
    water: float
    water_by_amount: Any
    T: float
    T_by_T: float
    inside: bool


def keep_positive(x: Any, width: Any) -> tuple[Any, Any]:
    """A positive number that is x where x is well above width, with its derivative."""
    root = np.sqrt(x * x + 4.0 * width * width)
    large = 0.5 * (np.abs(x) + root)
    value = np.where(x >= 0.0, large, width * width / large)
    return value, value / root


def keep_below(x: Any, limit: float) -> tuple[Any, Any]:
    """x for |x| well below the limit, never beyond it, with its derivative."""
    ratio = np.abs(x) / limit
    if ratio.max(initial=0.0) < FAR_BELOW:
        return x.copy(), np.ones_like(x)
    large = ratio > 1.0
    inverse = 1.0 / np.maximum(ratio, 1.0)
    inner = np.where(large, inverse, ratio) ** SHARPNESS
    share = 1.0 / (1.0 + inner)
    shrink = inverse * (1.0 + inner) ** (-1.0 / SHARPNESS)
    return x * shrink, shrink * np.where(large, inner * share, share)


def bounded_temperature(T: float) -> tuple[float, float]:
    """T [K] inside the range of the laws, levelling off beyond it, with its derivative."""
    above, below = max(T - HOTTEST, 0.0), max(COLDEST - T, 0.0)
    inside = min(max(T, COLDEST), HOTTEST)
    value = inside + above / (1.0 + above / BEYOND) - below / (1.0 + below / BEYOND)
    return value, 1.0 / (1.0 + above / BEYOND) ** 2 / (1.0 + below / BEYOND) ** 2


def scale_liquor(amounts: Any, T: float, water_place: int, places: Any, proton: int) -> ScaledLiquor:
    """Scales basis totals [mol]; places are those of the components (all but water) in the inputs."""
    size = math.sqrt(float(amounts @ amounts) + 1e-200)
    floor = LEAST_WATER * size
    moles = float(amounts[water_place])
    root = math.sqrt(moles * moles + 4.0 * floor * floor)
    large = 0.5 * (abs(moles) + root)
    water = large if moles >= 0.0 else floor * floor / large
    water_by = (2.0 * floor / root * LEAST_WATER / size) * amounts
    water_by[water_place] += water / root
    kg, kg_by = water * MOLAR_MASS_WATER, water_by * MOLAR_MASS_WATER
    ratio = amounts[places] / kg
    capped, chain = keep_below(ratio, LARGEST_TOTAL)
    y = np.empty(len(places) + 1)
    y[:-1], slope = keep_positive(capped, SMALLEST_TOTAL)
    y[proton], slope[proton] = capped[proton], 1.0
    if capped[proton] < 0.0:
        y[proton], slope[proton] = keep_below(capped[proton], STRONGEST_ALKALI)
    y[-1] = MOLES_PER_KG
    chain = chain * slope / kg
    y_by = np.zeros((len(y), len(amounts)))
    y_by[:-1] = (-chain * ratio)[:, None] * kg_by
    y_by[np.arange(len(places)), places] += chain
    bounded, by_T = bounded_temperature(T)
    acid, ratio[proton] = float(ratio[proton]), 0.0
    largest = max(float(np.max(np.abs(ratio))), abs(acid))
    inside = float(np.min(ratio)) > -1e-9 and moles > 100.0 * floor and largest < 50.0
    inside = inside and acid > -0.6 * STRONGEST_ALKALI
    return ScaledLiquor(y, y_by, kg, kg_by, bounded, by_T, inside)
