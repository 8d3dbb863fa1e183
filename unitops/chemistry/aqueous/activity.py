"""What the activity models share, and the B-dot model.

An activity model gives, for molalities m [mol/kg] of the true species and T [K], the natural logarithms of the
activity coefficients and of the activity of water with their derivatives by m. Beyond an ionic strength of
`IONIC_STRENGTH_LIMIT` the molalities are scaled back smoothly, so that a hostile iterate still has a finite
value; this is an extension for the solver, not a prediction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from unitops.chemistry.aqueous.tables import charge_of, equilibria
from unitops.chemistry.aqueous.water import MOLAR_MASS_WATER, osmotic_slope, screening_slope

LN10 = float(np.log(10.0))
IONIC_STRENGTH_LIMIT = 25.0
LIMIT_SHARPNESS = 32.0
# The Davies term grows without bound: beyond this strength the B-dot coefficients are held.
BDOT_LIMIT = 3.0
SMALLEST_IONIC_STRENGTH = 1e-14


@dataclass(frozen=True)
class Activities:
    """Logarithms of activity coefficients and of the activity of water, and their derivatives by molality."""

    ln_gamma: Any
    ln_water: Any
    ln_gamma_by_m: Any
    ln_water_by_m: Any


class ActivityModel(Protocol):
    """What the equilibrium solver asks of an activity model."""

    def at_temperature(self, T: Any) -> Any:
        """Everything that depends on temperature alone, for a batch of T [K]; complex T is allowed."""
        ...

    def activities(self, parameters: Any, m: Any, derivatives: bool = True) -> Activities:
        """Activities of a batch of molalities [mol/kg] with the parameters of ``at_temperature``."""
        ...


def limit_ionic_strength(m: Any, charges: Any, limit: float = IONIC_STRENGTH_LIMIT) -> tuple[Any, Any, Any]:
    """Molalities scaled back to the limit of ionic strength, the scale, and its derivative by ionic strength."""
    half_squares = 0.5 * charges * charges
    strength = (m * half_squares).sum(axis=1)
    ratio = (np.minimum(strength / limit, 1e6)) ** LIMIT_SHARPNESS
    scale = (1.0 + ratio) ** (-1.0 / LIMIT_SHARPNESS)
    safe = np.maximum(strength, SMALLEST_IONIC_STRENGTH)
    slope = -scale * ratio / (1.0 + ratio) / safe
    return m * scale[:, None], scale, slope


def through_limit(by_limited: Any, m: Any, charges: Any, scale: Any, slope: Any) -> Any:
    """Derivatives by the true molalities from those by the limited ones (chain rule; last axis is molality)."""
    half_squares = 0.5 * charges * charges
    axes = (slice(None),) + (None,) * (by_limited.ndim - 1)
    along = np.sum(by_limited * (m[:, None, :] if by_limited.ndim == 3 else m), axis=-1)
    return by_limited * scale[axes] + (along * slope[axes[:-1]])[..., None] * half_squares


class BDot:
    """Extended Debye-Hückel law with a linear term for each ion (Truesdell and Jones 1974, USGS J. Res. 2, 233).

    log10 gamma = -A z^2 sqrt(I) / (1 + B a sqrt(I)) + b I; ions without own a and b take the Davies equation,
    neutral solutes b = 0.1. Water is taken as ideal: ln a(w) = -0.018 sum(m). Ion pairs carry the attraction.
    Validity: ionic strength to about 1 mol/kg, 0 to 100 degC.
    """

    name = "bdot"
    strength_limit = 1.0
    temperature_range = (273.15, 373.15)

    def __init__(self, species: list[str]) -> None:
        table = equilibria().species
        self.charges = np.array([float(charge_of(name)) for name in species])
        records = [table[name].gamma for name in species]
        self.sizes = np.array([record[0] if record else 0.0 for record in records])
        self.linear = np.array([record[1] if record else 0.0 for record in records])
        self.davies = np.array(
            [record is None and charge_of(name) != 0 for name, record in zip(species, records, strict=True)]
        )
        neutral = np.array(
            [record is None and charge_of(name) == 0 for name, record in zip(species, records, strict=True)]
        )
        self.linear = np.where(neutral, 0.1, self.linear)

    def at_temperature(self, T: Any) -> Any:
        slope = 3.0 * osmotic_slope(T) / LN10
        return slope, screening_slope(T)

    def activities(self, parameters: Any, m: Any, derivatives: bool = True) -> Activities:
        slope, screening = parameters
        limited, scale, scale_slope = limit_ionic_strength(m, self.charges, BDOT_LIMIT)
        half_squares = 0.5 * self.charges * self.charges
        strength = np.maximum((limited * half_squares).sum(axis=1), SMALLEST_IONIC_STRENGTH)
        root = np.sqrt(strength)[:, None]
        squares = self.charges * self.charges
        sizes = np.where(self.davies, 1.0 / 0.3286, self.sizes) * screening[:, None]
        linear = np.where(self.davies, 0.3 * slope[:, None] * squares, self.linear)
        denominator = 1.0 + sizes * root
        ln_gamma = LN10 * (-slope[:, None] * squares * root / denominator + linear * strength[:, None])
        ln_water = -MOLAR_MASS_WATER * np.sum(limited, axis=1)
        if not derivatives:
            return Activities(ln_gamma, ln_water, None, None)
        by_strength = LN10 * (-slope[:, None] * squares / (2.0 * root * denominator**2) + linear)
        by_m = by_strength[:, :, None] * half_squares
        water = np.full_like(limited, -MOLAR_MASS_WATER)
        return Activities(
            ln_gamma,
            ln_water,
            through_limit(by_m, m, self.charges, scale, scale_slope),
            through_limit(water, m, self.charges, scale, scale_slope),
        )
