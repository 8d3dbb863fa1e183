"""Kilns that heat solids until they decompose, transform or react with a gas."""

from __future__ import annotations

from unitops.chemistry.phases import WATER
from unitops.declaration.balance import Balance
from unitops.declaration.declared import Inlet, Outlet, Parameter, Reactions, Result
from unitops.gas.humidity import evaporated
from unitops.thermal.firing import FiredUnit, GasFigures


class Calciner(FiredUnit, GasFigures):
    """Rotary, shaft or flash kiln: solids in, calcine and off-gas out.

    Fuel burns first (if it is heated by fuel), free water evaporates whole, then the reactions run one after another
    on what is there, each to its conversion and never beyond what the other reactants allow. Calcine leaves at the
    stated temperature; the off-gas leaves at its own temperature (a counter-current kiln or a preheater cools it) or
    at that of the calcine. A share of the solids goes with the gas as dust of the same composition.

    With fuel, one of these is left for the energy balance: the rate of the fuel feed (the temperature is entered) or
    the temperature (the fuel feed is entered). With electricity or external heat: the duty or the temperature.

        enthalpy of feed, fuel and air + duty = enthalpy of calcine and off-gas + loss

    Salts dissolved in the moisture stay with the calcine unless a reaction takes them. No equilibrium, no kinetics: a
    conversion is what the kiln is known to reach. Source of the layout of the balance: Boateng, Rotary Kilns, 2nd
    ed., 2015, chapter 9.
    """

    tag, trade, symbol = "KN", "thermal", "rotary-kiln"

    feed = Inlet("s aq", "solids to be calcined, with their moisture")
    calcine = Outlet("s aq", "calcined solids")
    offgas = Outlet("s g", "gas and dust")
    reactions = Reactions("what happens to the solids")
    dust = Parameter(
        0.02,
        "1",
        low=0.0,
        high=0.5,
        says="share of the solids that leaves with the gas",
        source="engineering practice; from below 1 % of a coarse charge to 10 % and more of a fine concentrate",
    )
    offgas_temperature = Parameter(
        None,
        "degC",
        low=0.0,
        high=2500.0,
        says="of the off-gas; empty: that of the calcine",
        when_empty="absent",
    )
    heat_per_feed = Result("GJ/t", "heat supplied per tonne of feed")

    def holds_back(self, outlet: str) -> frozenset[str]:
        return frozenset({WATER})

    def equations(self, balance: Balance) -> None:
        gas = self.fired(balance, balance.mix(self.fuel, self.air))
        charge = evaporated(balance.mix(self.feed, gas))
        done = evaporated(balance.react(charge, self.reactions))
        carried = done.solid * self.dust
        leaving_gas = done.gas + carried
        T = self.temperature
        balance.leaves(self.calcine, done.phase("s", "aq", "o", "m") - carried, T=T)
        balance.leaves(self.offgas, leaving_gas, T=T if self.offgas_temperature is None else self.offgas_temperature)
        balance.energy()
        self.describe_gas(balance, leaving_gas)
        balance.result(self.heat_per_feed, balance.share(self.heat_supplied, self.feed.mass), "heat per feed")
