"""Sulfur dioxide over a liquor: whether the liquor can hold what a scrubber gives it.

Sulfur(IV) of a liquor is SO2(aq) and HSO3-, and SO3-2 where there is alkali. With S all of it and f the protons beyond
those of HSO3- [mol/m3], the root y of

    (f - y) (S - y) = K y,    y = 2 f S / (f + S + K + sqrt((f - S)^2 + 2 K (f + S) + K^2))

is SO2(aq), and p = y / H its pressure over the liquor. Protons that sulfate holds count as free, so the pressure over
acid liquors is rather too high; activity coefficients are one. 0 to 100 degC.

Sources: H, 0.013 mol/m3/Pa at 25 degC, and its slope of 2900 K: Burkholder et al. (2019) in R. Sander, Atmos. Chem.
Phys. 23 (2023) 10901, doi 10.5194/acp-23-10901-2023. K, 14.1 mol/m3 at 25 degC: pK 1.85, CRC Handbook of Chemistry and
Physics; its heat, -17.41 kJ/mol: NBS tables (Wagman et al. 1982, doi 10.18434/M32124).
"""

from __future__ import annotations

from typing import Any

from unitops.declaration.flow import Expression

SOLUBILITY = 0.013
"""H at 25 degC [mol/m3/Pa]."""
SOLUBILITY_SLOPE = 2900.0
"""d ln H / d (1/T) [K]."""
DISSOCIATION = 14.1
"""K at 25 degC [mol/m3]."""
DISSOCIATION_SLOPE = 17410.0 / 8.314462618
"""d ln K / d (1/T) [K]: the dissociation gives off heat."""
STANDARD = 298.15
COLDEST, HOTTEST = 250.0, 450.0
"""[K] Where the two constants have a meaning; iterates may stray beyond."""


def dissolved_gas(sulfite: Expression, free: Expression, T: Expression, math: Any) -> Expression:
    """SO2(aq) of a liquor by its sulfur(IV) and its protons beyond those of HSO3-, all [mol/m3]; none if alkaline."""
    K = DISSOCIATION * math.exp(DISSOCIATION_SLOPE * _colder(T, math))
    f, S = math.fmax(free, 0.0), math.fmax(sulfite, 0.0)
    return 2.0 * f * S / (f + S + K + math.sqrt((f - S) ** 2 + 2.0 * K * (f + S) + K * K))


def pressure_over(sulfite: Expression, free: Expression, T: Expression, math: Any) -> Expression:
    """Equilibrium pressure of SO2 [Pa] over such a liquor."""
    H = SOLUBILITY * math.exp(SOLUBILITY_SLOPE * _colder(T, math))
    return dissolved_gas(sulfite, free, T, math) / H


def _colder(T: Expression, math: Any) -> Expression:
    return 1.0 / math.fmin(math.fmax(T, COLDEST), HOTTEST) - 1.0 / STANDARD
