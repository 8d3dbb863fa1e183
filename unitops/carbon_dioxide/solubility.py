"""What dense carbon dioxide dissolves: Chrastil's equation and the effect of a co-solvent.

Chrastil (1982, J. Phys. Chem. 86, 3016-3021, doi 10.1021/j100212a041): S = rho^k exp(a/T + b), S the solute in the
fluid and rho the density of the fluid, both in kg/m3, T in K.

Ethylene carbonate (Chalmers University of Technology 2025, Batteries 11, 98, doi 10.3390/batteries11030098): the
abstract gives 0.24 to 8.35 g/kg over 80 to 160 bar at 40 and 60 degC, and association numbers of 4.46 and 4.02. The
table of the paper is not used. k is the mean of the two; a and b put the four corners (8 and 16 MPa, 40 and 60 degC) as
near as one k can to the ends of that range: 7.8 and 0.26 g/kg at 40 degC, 9.9 and 0.20 g/kg at 60 degC, so within 19 %.
Below 40 degC it is an extrapolation.

Linear carbonates, acetonitrile and ethanol mix with dense carbon dioxide in all proportions (dimethyl carbonate above
some 8 MPa at 40 degC: Hou et al. 2010, doi 10.1021/je900691n); in the gas of a separator they have a vapour pressure
(unitops.chemistry.volatile).
"""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import Any, NamedTuple

from unitops.declaration.balance import Balance
from unitops.declaration.flow import Expression


class Chrastil(NamedTuple):
    """ln S = association ln rho + slope / T + constant [kg/m3, K]."""

    association: float
    slope: float
    constant: float

    def concentration(self, density: Expression, temperature: Expression, math_module: Any) -> Expression:
        """Solute in the saturated fluid [kg/m3]."""
        exponent = self.slope / temperature + self.constant
        return math_module.exp(self.association * math_module.log(density) + exponent)


ETHYLENE_CARBONATE = Chrastil(
    association=4.24,
    slope=-5019.0,
    constant=math.log(7.76e-3 * 794.9) - 4.24 * math.log(794.9) + 5019.0 / 313.15,
)

MEASURED = "Chalmers University of Technology 2025, Batteries 11, 98, doi 10.3390/batteries11030098"
SLIGHTLY_SOLUBLE = MappingProxyType({"C3H4O3(o)": ETHYLENE_CARBONATE})
"""Solutes whose solubility limits their extraction."""


def enhancement(balance: Balance, effect: Expression, cosolvent_share: Expression) -> Expression:
    """Factor by which a co-solvent raises a solubility: exp(effect x mole fraction of co-solvent in the fluid)."""
    return balance.math.exp(effect * cosolvent_share)
