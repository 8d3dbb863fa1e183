"""What the activity models share, and the B-dot model.

An activity model gives, for molalities m [mol/kg] of the true species and T [K], the natural logarithms of the
activity coefficients and of the activity of water with their derivatives by m. Beyond an ionic strength of
`IONIC_STRENGTH_LIMIT` the molalities are scaled back smoothly, so that a hostile iterate still has a finite
value; this is an extension for the solver, not a prediction.
"""

from __future__ import annotations

from typing import Any, Protocol

import msgspec
import numpy as np

from unitops.chemistry.aqueous.tables import charge_of, equilibria
from unitops.chemistry.aqueous.water import MOLAR_MASS_WATER, osmotic_slope, screening_slope

LN10 = float(np.log(10.0))
IONIC_STRENGTH_LIMIT = 25.0
LIMIT_SHARPNESS = 32.0
# The Davies term grows without bound: beyond this strength the B-dot coefficients are held.
BDOT_LIMIT = 3.0
SMALLEST_IONIC_STRENGTH = 1e-14
# A smaller change of the scale of molalities is lost in rounding.
NO_LIMIT = 1e-16
COMPLEX_STEP = 1e-30
"""The imaginary step whose image is a derivative without round-off: every law of temperature is analytic."""


class Activities(msgspec.Struct, frozen=True):
    """Logarithms of activity coefficients and of the activity of water, and their derivatives by molality."""

    ln_gamma: Any
    ln_water: Any
    ln_gamma_by_m: Any
    ln_water_by_m: Any


class ActivityModel(Protocol):
    """What the equilibrium solver asks of an activity model."""

    def at_temperature(self, T: float) -> Any:
        """Everything that depends on T [K] alone."""
        ...

    def activities(self, parameters: Any, m: Any, derivatives: bool = True) -> Activities:
        """Activities at molalities m [mol/kg] of one liquor with the parameters of ``at_temperature``."""
        ...

    def by_temperature(self, T: float, m: Any) -> tuple[Any, float]:
        """Derivatives by T [1/K] of ln gamma and of ln a(w) at fixed molalities m [mol/kg]."""
        ...


def limit_ionic_strength(strength: float, limit: float = IONIC_STRENGTH_LIMIT) -> tuple[float, float]:
    """The scale that holds molalities to the limit of ionic strength, and its derivative by ionic strength."""
    ratio = min(strength / limit, 1e6) ** LIMIT_SHARPNESS
    if ratio < NO_LIMIT:
        return 1.0, 0.0
    scale = (1.0 + ratio) ** (-1.0 / LIMIT_SHARPNESS)
    return scale, -scale * ratio / (1.0 + ratio) / max(strength, SMALLEST_IONIC_STRENGTH)


def through_limit(by_limited: Any, m: Any, half_squares: Any, scale: float, slope: float) -> Any:
    """Derivatives by the true molalities from those by the limited ones (chain rule; last axis is molality)."""
    if slope == 0.0:
        return by_limited
    along = (by_limited @ m) * slope
    return by_limited * scale + along[..., None] * half_squares


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
        self.half_squares = 0.5 * self.charges * self.charges
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
        """Debye-Hückel coefficient, size and linear term of every species."""
        slope = 3.0 * osmotic_slope(T) / LN10
        squares = self.charges * self.charges
        sizes = np.where(self.davies, 1.0 / 0.3286, self.sizes) * screening_slope(T)
        return slope * squares, sizes, np.where(self.davies, 0.3 * slope * squares, self.linear)

    def activities(self, parameters: Any, m: Any, derivatives: bool = True) -> Activities:
        attraction, sizes, linear = parameters
        scale, scale_slope = limit_ionic_strength(float(self.half_squares @ m), BDOT_LIMIT)
        limited = m * scale
        strength = max(float(self.half_squares @ limited), SMALLEST_IONIC_STRENGTH)
        root = strength**0.5
        denominator = 1.0 + sizes * root
        ln_gamma = LN10 * (-attraction * root / denominator + linear * strength)
        ln_water = -MOLAR_MASS_WATER * limited.sum()
        if not derivatives:
            return Activities(ln_gamma, ln_water, None, None)
        by_strength = LN10 * (-attraction / (2.0 * root * denominator**2) + linear)
        by_m = by_strength[:, None] * self.half_squares
        water = np.full_like(limited, -MOLAR_MASS_WATER)
        return Activities(
            ln_gamma,
            ln_water,
            through_limit(by_m, m, self.half_squares, scale, scale_slope),
            through_limit(water, m, self.half_squares, scale, scale_slope),
        )

    def by_temperature(self, T: float, m: Any) -> tuple[Any, float]:
        slanted = self.activities(self.at_temperature(complex(T, COMPLEX_STEP)), m, False)
        return slanted.ln_gamma.imag / COMPLEX_STEP, 0.0
