"""Washing of gases with a liquor."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from unitops.chemistry.canonical import canonical
from unitops.chemistry.phases import WATER
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import Transformation
from unitops.declaration.declared import Freedom, Inlet, Outlet, Parameter, Result, Table
from unitops.declaration.flow import Expression, Flow
from unitops.declaration.operation import UnitOperation
from unitops.declaration.validity import Validity
from unitops.gas.humidity import CONDENSATION, EVAPORATION, MOST_SATURATED, STEAM, saturated_share, saturating_vapour

DISSOLVED_AS = {
    "SO2(g)": "SO2(aq)",
    "SO3(g)": "H2SO4(aq)",
    "H2SO4(g)": "H2SO4(aq)",
    "HCl(g)": "HCl(aq)",
    "HF(g)": "HF(aq)",
    "HNO3(g)": "HNO3(aq)",
    "CO2(g)": "CO2(aq)",
    "H2S(g)": "H2S(aq)",
    "NH3(g)": "NH3(aq)",
    "Cl2(g)": "Cl2(aq)",
}
WATER_TAKEN = {"SO3(g)": 1.0}
"""Water that a gas binds beyond what its solute says [mol/mol]."""


@cache
def dissolution(gas: str) -> Mapping[str, float]:
    """Stoichiometry of one mole of a gas that dissolves to canonical totals."""
    solute = canonical(DISSOLVED_AS[gas])
    assert solute is not None, f"{DISSOLVED_AS[gas]} is not in the basis of liquors"
    coefficients = {gas: -1.0, **solute}
    coefficients[WATER] = coefficients.get(WATER, 0.0) - WATER_TAKEN.get(gas, 0.0)
    return MappingProxyType({s: nu for s, nu in coefficients.items() if nu})


class Scrubber(UnitOperation):
    """Spray, packed or venturi scrubber: a liquor takes gases and dust out of a gas.

    The share removed is entered for each gas (SO2, SO3, H2SO4, HCl, HF, HNO3, CO2, H2S, NH3, Cl2), for the dust by its
    species or by the phase s, and for all of them by *. Gases become canonical totals of the liquor (SO2 is SO3-2 and
    2 H+, and so on); what they then do with its alkali is in the liquor's enthalpy. Whether the liquor can hold them
    is not asked: a removal is what the scrubber is known to reach.

    Gas and liquor leave at one temperature, the gas saturated with water:

        water in the gas / all gas = activity x vapour pressure of water / pressure

    with the vapour pressure of Wagner and Pruss (J. Phys. Chem. Ref. Data 31 (2002) 387). Adiabatic unless a duty or
    the temperature is entered. Valid below the boiling point of the liquor.
    """

    tag, trade, symbol = "SC", "gas", "scrubber"

    gas = Inlet("s g", "gas to be washed")
    liquor = Inlet("s aq", "scrubbing liquor")
    clean = Outlet("s g", "washed gas")
    bleed = Outlet("s aq", "liquor with what it took")
    removal = Table("1", "share taken out of the gas, by species", default=0.0, low=0.0, high=1.0)
    temperature = Parameter(
        None, "degC", low=0.0, high=250.0, says="of gas and liquor that leave", when_empty="calculated"
    )
    duty = Parameter(0.0, "kW", says="heat removed by coolers", energy="out", kind="heat", source="adiabatic")
    water_activity = Parameter(
        1.0, "1", low=0.01, high=1.0, says="of the liquor", source="pure water; dilute liquors 0.97 to 1"
    )
    pressure_drop = Parameter(
        1.0,
        "kPa",
        low=0.0,
        says="of the gas",
        source="Perry's Chemical Engineers' Handbook, 8th ed., 2008, section 14 (packed and spray towers)",
    )
    saturation = Result("1", "share of water in the gas at saturation; from 0.98 on the liquor would boil")
    evaporated = Result("t/h", "water that the gas takes up (negative: that condenses)")

    freedoms = (Freedom(("temperature", "duty")),)
    validity = (
        Validity(
            "saturation", high=MOST_SATURATED, says="at its boiling point the liquor has no equilibrium with the gas"
        ),
    )

    def transformations(self) -> tuple[Transformation, ...]:
        keys = set(dict(self.configuration.tables).get("removal", ()))
        washed = (gas for gas in DISSOLVED_AS if keys & {gas, "g", "*"})
        made = ((gas, dissolution(gas)) for gas in washed)
        return (
            EVAPORATION,
            CONDENSATION,
            *(Transformation(frozenset({gas}), frozenset(s for s in nu if s != gas)) for gas, nu in made),
        )

    def equations(self, balance: Balance) -> None:
        dust = self.gas.solid.each(self.removal)
        whole = self._dissolved(balance, balance.mix(self.gas.gas, self.liquor.aqueous))
        gas = whole.gas + (self.gas.solid - dust)
        liquor = balance.mix(whole.aqueous, self.liquor.solid, dust)
        P = self.gas.P - self.pressure_drop
        gas, liquor = self._saturated(balance, gas, liquor, P)
        balance.leaves(self.clean, gas, T=self.temperature, P=P)
        balance.leaves(self.bleed, liquor, T=self.temperature, P=P)
        balance.energy()

    def _dissolved(self, balance: Balance, whole: Flow) -> Flow:
        """Gas and liquor after the gases have dissolved to their shares."""
        for species_id in DISSOLVED_AS:
            change = dissolution(species_id)
            if species_id in whole and all(s in balance.book.position for s in change):
                whole = balance.advance(whole, change, whole[species_id] * self.removal(species_id))
        return whole

    def _saturated(self, balance: Balance, gas: Flow, liquor: Flow, P: Expression) -> tuple[Flow, Flow]:
        """Gas and liquor after water has evaporated or condensed."""
        if not {STEAM, WATER} <= balance.book.position.keys():
            balance.result(self.evaporated, 0.0, "no water")
            balance.result(self.saturation, 0.0, "no water")
            return gas, liquor
        share = saturated_share(balance, self.temperature, P, self.water_activity)
        balance.result(self.saturation, share, "saturation")
        dry = gas.gas.without([STEAM]).moles
        vapour = saturating_vapour(balance, dry, share, gas[STEAM] + liquor[WATER])
        taken_up = balance.define("water taken up", vapour - gas[STEAM])
        balance.result(self.evaporated, taken_up * balance.book.molar_mass(WATER), "water evaporated")
        return gas.changed({STEAM: taken_up}), liquor.changed({WATER: -taken_up})
