"""Boiling liquors: latent heat, boiling point elevation, and how much is to be boiled off."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from unitops.chemistry.aqueous.speciation import Speciation
from unitops.chemistry.aqueous.tables import equilibria
from unitops.chemistry.phases import PROTON, WATER
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import Configuration
from unitops.declaration.declared import Freedom, Parameter, Result, Words
from unitops.declaration.flow import Expression, Flow

STEAM = "H2O(g)"
GAS_CONSTANT = 8.314462618
"""[J/mol/K] CODATA 2018."""
WATER_HEAT_CAPACITY = 75.4
"""Of liquid water, 20 to 120 degC [J/mol/K]; CODATA 1989 at 25 degC 75.351, 1 % more at 120 degC."""
NO_LIQUOR = 1e-12
"""Flow of no interest [kg/s, mol/s, m3/s]: gives quotients a value where there is nothing to boil."""

LATENT_HEAT = (40649.917, -4757.117, -607.543, -297.219, -42.993)
"""Latent heat of water [J/mol] in powers of (T - 373.15 K) / 100 K."""
BOILING_POINT = 373.15
"""Of water at 1 atm [K]."""
LITTLE_WATER = 1e-6
"""Water [mol/s] that an empty boiler is taken to hold, so that its activity is one."""

HOW_MUCH = Freedom(("water_evaporated", "evaporated_share", "concentration", "dissolved_content", "density"))


class Boiling:
    """How far a liquor is concentrated, stated by one of five figures; the others are results.

    - water evaporated [t/h], or as a share of the water that enters
    - concentration [g/L] in the liquor that leaves, of the named element, or of all that is dissolved
    - dissolved content: everything but water in the liquor that leaves, by mass
    - density of the liquor that leaves, at its temperature
    """

    configuration: Configuration
    element = Words("element or basis total whose concentration is stated, such as Li or SO4-2(aq)")
    water_evaporated = Parameter(None, "t/h", low=0.0, says="water boiled off", when_empty="calculated")
    evaporated_share = Parameter(
        None, "%", low=0.0, high=100.0, says="share of the water entering that is boiled off",
        when_empty="calculated",
    )  # fmt: skip
    concentration = Parameter(
        None, "g/L", low=0.0, says="in the liquor that leaves, of the named element or of all that is dissolved",
        when_empty="calculated",
    )  # fmt: skip
    dissolved_content = Parameter(
        None, "%", low=0.0, high=99.0, says="dissolved matter by mass in the liquor that leaves",
        when_empty="calculated",
    )  # fmt: skip
    density = Parameter(
        None, "kg/m3", low=500.0, high=4000.0, says="of the liquor that leaves", when_empty="calculated"
    )  # fmt: skip
    boiling_point_elevation = Result("K", "liquor over the saturation temperature of its vapour")

    def write_how_much(self, balance: Balance, entering: Flow, left: Flow, T: Expression) -> None:
        """Relate the five figures to the liquor that leaves.

        What is calculated has a floor under its quotient, what is stated has none: an empty boiler boils nothing.
        The density has a floor of its own: a concentration demanded of an empty boiler makes the other floor vanish.
        """
        water = entering[WATER] * balance.book.molar_mass(WATER)
        liquor = left.aqueous
        volume = balance.liquor_volume(left, T) if WATER in left else 0.0
        for name, part, whole, says in (
            ("evaporated_share", self.water_evaporated, water, "share of the water evaporated"),
            ("concentration", self._named(liquor), volume, "concentration"),
            ("dissolved_content", left.solutes.mass, liquor.mass, "dissolved content"),
            ("density", liquor.mass, volume + NO_LIQUOR, "density"),
        ):
            quantity = getattr(self, name)
            floor = 0.0 if name in self.configuration.stated else NO_LIQUOR
            balance.require(quantity * (whole + floor) - part, says, "result", quantity)

    def _named(self, liquor: Flow) -> Expression:
        """Mass [kg/s] of what ``element`` names in the liquor, of all that is dissolved if it names nothing."""
        if not self.element:
            return liquor.solutes.mass
        name = self.element[0]
        if name in liquor.book.position:
            return liquor[name] * liquor.book.molar_mass(name)
        from unitops.chemistry.formula import atomic_weights

        return liquor.element(name) * atomic_weights().get(name, 0.0)


def latent_heat(T: Expression) -> Expression:
    """Heat [J/mol] that boils water at saturation at T [K], 273 to 473 K; within 0.01 % of IAPWS-95.

    A polynomial fitted to Wagner and Pruss, J. Phys. Chem. Ref. Data 31 (2002) 387, doi 10.1063/1.1461829: smooth
    everywhere, so that effects can be summed up without corners.
    """
    x = (T - BOILING_POINT) / 100.0
    value: Expression = 0.0
    for coefficient in LATENT_HEAT[::-1]:
        value = value * x + coefficient
    return value


class WaterActivity:
    """The activity of water of a liquor as a local model: basis totals and T [K] in, activity out."""

    def __init__(self, ids: tuple[str, ...]) -> None:
        self._liquor = Speciation(list(ids))
        self._place = self._liquor.value_names.index("water_activity")

    def evaluate(self, inputs: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Activity [-], its derivatives and status for every row."""
        return self.evaluate_from(inputs, [None] * len(inputs))[:3]

    def evaluate_from(
        self, inputs: np.ndarray, states: Sequence[Any]
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[Any]]:
        """The same from the states of liquors close by, and the states found."""
        values, jacobians, status, found = self._liquor.evaluate_from(inputs, states)
        place = slice(self._place, self._place + 1)
        return values[:, place], jacobians[:, place], status, found

    def outside(self, status: int, inputs: np.ndarray) -> str:
        """Why an answer lies outside the validity of the model, '' inside."""
        return self._liquor.outside(status, inputs)


@cache
def water_activity_model(ids: tuple[str, ...]) -> WaterActivity:
    """One model for all units that boil the same totals."""
    return WaterActivity(ids)


def elevation_from_activity(balance: Balance, liquor: Flow, T: Expression) -> Expression:
    """Boiling point elevation [K] of a liquor at T [K]: -R T^2 ln(a) / latent heat (Clausius and Clapeyron).

    Totals that the equilibrium tables do not know count for nothing.
    """
    known = equilibria().species
    ids = tuple(s for s in liquor.aqueous.ids if s == WATER or s.removesuffix("(aq)") in known)
    if PROTON not in ids:
        ids = (*ids, PROTON)
    water = balance.positive(liquor[WATER], LITTLE_WATER) + LITTLE_WATER
    inputs = [water if s == WATER else liquor[s] for s in ids]
    (activity,) = balance.local(
        water_activity_model(ids),
        [*inputs, T],
        [("water activity", 0.95, 1.0)],
        "water activity",
        [*(1.0 if s == WATER else 0.0 for s in ids), 350.0],
    )
    return -GAS_CONSTANT * T * T * balance.math.log(activity) / latent_heat(T)
