"""Properties of pure water that an activity model needs: density, dielectric constant, Debye-Hückel slopes."""

from __future__ import annotations

from typing import Any

import numpy as np

MOLAR_MASS_WATER = 0.01801528
MOLES_PER_KG = 1.0 / MOLAR_MASS_WATER


def density(T: Any) -> Any:
    """Density of water [kg/m3] at T [K], 0 to 150 degC, at 1 bar (Kell 1975, doi 10.1021/je60064a005)."""
    t = T - 273.15
    top = 999.83952 + t * (16.945176 + t * (-7.9870401e-3 + t * (-46.170461e-6 + t * 105.56302e-9)))
    return (top - 280.54253e-12 * t**5) / (1.0 + 16.879850e-3 * t)


def dielectric_constant(T: Any) -> Any:
    """Relative permittivity of water [-] at T [K] and 1 bar (Bradley and Pitzer 1979, doi 10.1021/j100475a009)."""
    base = 3.4279e2 * np.exp(-5.0866e-3 * T + 9.4690e-7 * T * T)
    slope = -2.0525 + 3.1159e3 / (T - 1.8289e2)
    shift = -8.0325e3 + 4.2142e6 / T + 2.1417 * T
    return base + slope * np.log((shift + 1.0) / (shift + 1000.0))


def osmotic_slope(T: Any) -> Any:
    """Debye-Hückel slope A(phi) of the osmotic coefficient [(kg/mol)^0.5] at T [K]; 0.391 at 298.15 K."""
    return 1.400684e6 * np.sqrt(density(T) / 1000.0) * (dielectric_constant(T) * T) ** -1.5


def screening_slope(T: Any) -> Any:
    """Debye-Hückel slope B [(kg/mol)^0.5 / angstrom] at T [K]; 0.328 at 298.15 K."""
    return 50.2916 * np.sqrt(density(T) / 1000.0) / np.sqrt(dielectric_constant(T) * T)
