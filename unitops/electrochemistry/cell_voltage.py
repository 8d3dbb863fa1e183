"""The voltage of an aqueous cell and its parts.

    U = E(anode) - E(cathode) + eta(anode) + eta(cathode) + i d / kappa + hardware

Each part is an expression that stays finite, with finite derivatives, for an idle cell and an empty electrolyte.
"""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.flow import Expression
from unitops.electrochemistry.faraday import FARADAY, GAS_CONSTANT

OXYGEN_PER_KELVIN = -0.000846
"""Change of the reversible oxygen potential [V/K]; Bard, Parsons and Jordan, Standard Potentials in Aqueous Solution,
1985."""
LEAST_CONCENTRATION = 1e-3
"""[mol/m3] Below this a concentration no longer lowers a potential."""
LEAST_CONDUCTIVITY = 1.0
"""[S/m] Floor of the conductivity law, far outside its range."""
LEAST_MARGIN = 0.01
"""Floor of 1 - i / i(limit) in the concentration overpotential."""
STANDARD = 298.15
MOLAR = 1000.0
"""One mole per litre [mol/m3]."""
ACID_PER_PROTON = 0.0490395
"""Half the molar mass of sulfuric acid [kg/mol]."""


def thermal_voltage(T: Expression) -> Expression:
    """R T / F [V]."""
    return GAS_CONSTANT * T / FARADAY


def nernst(
    balance: Balance, standard: Expression, electrons: Expression, T: Expression, concentration: Expression
) -> Expression:
    """Potential [V] of an electrode whose ion has a concentration [mol/m3]; activities are taken as molarities."""
    held = balance.math.fmax(concentration, LEAST_CONCENTRATION)
    return standard + thermal_voltage(T) / electrons * balance.math.log(held / MOLAR)


def oxygen_potential(balance: Balance, standard: Expression, T: Expression, acid: Expression) -> Expression:
    """Potential [V] of an oxygen anode at 1 bar in so much free acid [mol/m3 of H2SO4].

    The second proton of sulfuric acid is held as bisulfate: the proton's molarity is that of the acid.
    """
    return nernst(balance, standard + OXYGEN_PER_KELVIN * (T - STANDARD), 1.0, T, acid)


def tafel(balance: Balance, constant: Expression, slope: Expression, density: Expression) -> Expression:
    """Overpotential a + b log10(i) [V] at i [A/m2], led smoothly to 0 at no current."""
    exchange = 10.0 ** (-constant / slope)
    return slope / balance.math.log(10.0) * balance.math.asinh(density / (2.0 * exchange))


def charge_transfer(
    balance: Balance, exchange: Expression, transfer: Expression, T: Expression, density: Expression
) -> Expression:
    """Overpotential [V] of the Butler-Volmer law with equal coefficients: i = 2 i0 sinh(alpha F eta / R T)."""
    return thermal_voltage(T) / transfer * balance.math.asinh(density / (2.0 * exchange))


def depletion(balance: Balance, electrons: Expression, T: Expression, ratio: Expression) -> Expression:
    """Concentration overpotential [V] where the current is a ratio of the limiting one."""
    return -thermal_voltage(T) / electrons * balance.math.log(balance.greatest([1.0 - ratio, LEAST_MARGIN]))


def copper_electrolyte_conductivity(balance: Balance, metal: Expression, acid: Expression) -> Expression:
    """Conductivity [S/m] of a copper electrowinning electrolyte at metal and free acid [kg/m3].

    kappa = 0.134 - 0.00356 Cu + 0.00249 H2SO4 [S/cm, g/L]; D. C. Price and W. G. Davenport, Physico-chemical
    properties of copper electrorefining and electrowinning electrolytes, Metallurgical Transactions B 12 (1981) 639.
    Copper lowers it, as in all later measurements (T. Kalliomaki, J. Aromaa and M. Lundstrom, Minerals 6 (2016) 59,
    doi 10.3390/min6030059). Iron and temperature are not counted.
    """
    return balance.greatest([100.0 * (0.134 - 0.00356 * metal + 0.00249 * acid), LEAST_CONDUCTIVITY])
