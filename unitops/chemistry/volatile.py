"""Boiling points and heats of vaporisation of the solvents of electrolytes, and their vapour pressures.

Boiling points: CRC Handbook of Chemistry and Physics, 95th ed., 2014, section 3. Heats of vaporisation: mean of those
at 25 degC and at the boiling point, ibid. section 6; ethyl methyl and diethyl carbonate estimated by homology with
dimethyl carbonate; ethylene and propylene carbonate between some 60 kJ/mol at 25 degC (Verevkin et al. 2008, J. Chem.
Thermodyn. 40, 1428, as quoted) and an estimate at the boiling point.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, NamedTuple

GAS_CONSTANT = 8.314462618  # [J/mol/K]
ATMOSPHERE = 101325.0  # [Pa]


class Volatile(NamedTuple):
    """A solvent by its normal boiling point [K] and mean heat of vaporisation [J/mol] (Clausius and Clapeyron)."""

    boiling_point: float
    heat_of_vaporisation: float

    def vapour_pressure(self, temperature: Any, math: Any) -> Any:
        """Vapour pressure [Pa] at a temperature [K], between 0 degC and the boiling point; ``math`` has exp."""
        turns = self.heat_of_vaporisation / GAS_CONSTANT
        return ATMOSPHERE * math.exp(turns * (1.0 / self.boiling_point - 1.0 / temperature))


VOLATILE = MappingProxyType(
    {
        "C2H3N(o)": Volatile(354.8, 31.5e3),  # acetonitrile
        "CH4O(o)": Volatile(337.8, 36.3e3),  # methanol
        "C2H6O(o)": Volatile(351.4, 40.5e3),  # ethanol
        "C3H6O3(o)": Volatile(363.4, 35.6e3),  # dimethyl carbonate
        "C4H8O3(o)": Volatile(380.7, 37.5e3),  # ethyl methyl carbonate
        "C5H10O3(o)": Volatile(399.9, 40.0e3),  # diethyl carbonate
        "C3H4O3(o)": Volatile(521.4, 56.0e3),  # ethylene carbonate
        "C4H6O3(o)": Volatile(515.0, 57.0e3),  # propylene carbonate
        "HF(l)": Volatile(292.7, 25.0e3),  # hydrogen fluoride, associated in both phases: slope of 0 to 19.5 degC
    }
)
