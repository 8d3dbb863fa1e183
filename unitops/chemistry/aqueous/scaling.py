"""From amounts in any unit to totals per kg of water, smoothly for every iterate, with derivatives.

A liquor's answer is homogeneous of degree one in its amounts, so the laws work on totals per kg of basis water.
Where an iterate leaves the feasible set (a negative total, no water, more alkali than water) the totals are
continued smoothly; inside it the change is below 1e-12 of the value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from unitops.chemistry.aqueous.water import MOLAR_MASS_WATER, MOLES_PER_KG

SMALLEST_TOTAL = 1e-14
LARGEST_TOTAL = 500.0
STRONGEST_ALKALI = 45.0
LEAST_WATER = 1e-6
COLDEST, HOTTEST, BEYOND = 258.15, 423.15, 20.0


@dataclass(frozen=True)
class ScaledLiquor:
    """Totals per kg of basis water, the mass of that water [kg], temperature, and their derivatives by the inputs."""

    y: Any
    y_by_amount: Any
    water: Any
    water_by_amount: Any
    T: Any
    T_by_T: Any
    inside: Any


def keep_positive(x: Any, width: Any) -> tuple[Any, Any]:
    """A positive number that is x where x is well above width, with its derivative."""
    root = np.sqrt(x * x + 4.0 * width * width)
    large = 0.5 * (np.abs(x) + root)
    value = np.where(x >= 0.0, large, width * width / large)
    return value, value / root


def keep_below(x: Any, limit: float, sharpness: float = 32.0) -> tuple[Any, Any]:
    """x for |x| well below the limit, never beyond it, with its derivative."""
    ratio = np.minimum(np.abs(x) / limit, 1e6)
    ratio = np.where(np.abs(x) / limit > 1e6, np.abs(x) / limit, ratio)
    large = ratio > 1.0
    inner = np.where(large, 1.0 / np.maximum(ratio, 1e-300), ratio) ** sharpness
    shrink = np.where(large, 1.0 / np.maximum(ratio, 1.0), 1.0) * (1.0 + inner) ** (-1.0 / sharpness)
    share = np.where(large, inner / (1.0 + inner), 1.0 / (1.0 + inner))
    return x * shrink, shrink * share


def bounded_temperature(T: Any) -> tuple[Any, Any]:
    """T [K] inside the range of the laws, levelling off beyond it, with its derivative."""
    above, below = np.maximum(T - HOTTEST, 0.0), np.maximum(COLDEST - T, 0.0)
    inside = np.clip(T, COLDEST, HOTTEST)
    value = inside + above / (1.0 + above / BEYOND) - below / (1.0 + below / BEYOND)
    return value, 1.0 / (1.0 + above / BEYOND) ** 2 / (1.0 + below / BEYOND) ** 2


def scale_liquor(amounts: Any, T: Any, water_place: int, places: Any, proton: int) -> ScaledLiquor:
    """Scales a batch of basis totals [mol]; places are those of the components (all but water) in the inputs."""
    rows, width = amounts.shape
    size = np.sqrt(np.sum(amounts * amounts, axis=1) + 1e-200)
    floor = LEAST_WATER * size
    moles = amounts[:, water_place]
    water, slope = keep_positive(moles, floor)
    root = np.sqrt(moles * moles + 4.0 * floor * floor)
    water_by = (2.0 * floor / root * LEAST_WATER / size)[:, None] * amounts
    water_by[:, water_place] += slope
    kg, kg_by = water * MOLAR_MASS_WATER, water_by * MOLAR_MASS_WATER
    ratio = amounts[:, places] / kg[:, None]
    ratio_by = -ratio[:, :, None] * (kg_by / kg[:, None])[:, None, :]
    ratio_by[:, np.arange(len(places)), places] += 1.0 / kg[:, None]
    y = np.empty((rows, len(places) + 1))
    y_by = np.zeros((rows, len(places) + 1, width))
    capped, cap_slope = keep_below(ratio, LARGEST_TOTAL)
    positive, positive_slope = keep_positive(capped, SMALLEST_TOTAL)
    y[:, :-1], chain = positive, cap_slope * positive_slope
    acid, acid_slope = capped[:, proton], cap_slope[:, proton]
    alkali, alkali_slope = keep_below(np.minimum(acid, 0.0), STRONGEST_ALKALI)
    y[:, proton] = np.where(acid < 0.0, alkali, acid)
    chain[:, proton] = acid_slope * np.where(acid < 0.0, alkali_slope, 1.0)
    y_by[:, :-1] = chain[:, :, None] * ratio_by
    y[:, -1] = MOLES_PER_KG
    bounded, by_T = bounded_temperature(T)
    lowest = np.min(np.delete(ratio, proton, axis=1), axis=1, initial=0.0)
    inside = (lowest > -1e-9) & (moles > 100.0 * floor) & (np.max(np.abs(ratio), axis=1) < 50.0)
    inside &= ratio[:, proton] > -0.6 * STRONGEST_ALKALI
    return ScaledLiquor(y, y_by, kg, kg_by, bounded, by_T, inside)
