"""Steam raising."""

from __future__ import annotations

from unitops.chemistry.phases import WATER
from unitops.declaration.balance import Balance
from unitops.declaration.declared import Inlet, Outlet, Parameter, Result
from unitops.gas.humidity import STEAM, vapour_pressure
from unitops.thermal.firing import FiredUnit, GasFigures


class Boiler(FiredUnit, GasFigures):
    """Boiler, electric or fired: feed water to saturated steam and a blowdown.

    Steam and blowdown leave at the temperature at which the vapour pressure of water (Wagner and Pruss 2002) is the
    pressure of the drum. The blowdown takes a share of the water and all that is dissolved in it. With fuel the rate
    of its feed follows from the steam, or the rate of the water from the fuel; the flue gas leaves at its own
    temperature. Steam is an ideal gas here: its enthalpy is too high by 0.5 % at 1 bar and 2 % at 10 bar of the
    latent heat, so that the duty is too high by as much; keep below 20 bar.
    """

    tag, trade, symbol = "BO", "thermal", "boiler"

    water = Inlet("aq", "feed water")
    steam = Outlet("g", "saturated steam")
    blowdown = Outlet("aq", "water with what is dissolved in it")
    flue_gas = Outlet("g", "burnt gas", optional=True)
    pressure = Parameter(600.0, "kPa", low=10.0, high=2000.0, says="of the drum, absolute", source="assumption")
    blowdown_share = Parameter(
        0.04,
        "1",
        low=0.0,
        high=0.5,
        says="share of the feed water",
        source="US DOE Steam Tip Sheet 9 (2012): blowdown of 4 to 8 % of the feed water",
    )
    flue_gas_temperature = Parameter(
        180.0, "degC", low=50.0, high=600.0, says="at the stack", source="engineering practice"
    )
    loss_share = Parameter(
        0.02,
        "1",
        low=0.0,
        high=0.9,
        says="heat lost through the shell over heat supplied",
        source="ASME PTC 4 (2013): radiation and convection of industrial boilers, 1 to 2 %",
        when_empty="calculated",
    )
    heat_per_steam = Result("kJ/kg", "heat supplied per kilogram of steam")

    def holds_back(self, outlet: str) -> frozenset[str]:
        if outlet == "steam":
            burnt = {"O2(g)", "N2(g)", "CO2(g)", "SO2(g)", "Ar(g)"}
            return frozenset(burnt | {s for t in self.transformations() for s in t.needs if s != WATER})
        return frozenset()

    def equations(self, balance: Balance) -> None:
        gas = self.fired(balance, balance.mix(self.fuel, self.air))
        boiling = self.water[WATER] * (1.0 - self.blowdown_share)
        steam = balance.flow({STEAM: boiling} if WATER in self.water else {})
        down = self.water.solutes + self.water.only([WATER]) * self.blowdown_share
        balance.require(
            vapour_pressure(balance, self.temperature) / self.pressure - 1.0,
            "boiling point",
            "temperature",
            self.temperature,
        )
        balance.leaves(self.steam, steam, T=self.temperature, P=self.pressure)
        balance.leaves(self.blowdown, down, T=self.temperature, P=self.pressure)
        balance.leaves(self.flue_gas, gas, T=self.flue_gas_temperature, P=101325.0)
        balance.energy()
        self.describe_gas(balance, gas)
        balance.result(self.heat_per_steam, balance.share(self.heat_supplied, steam.mass), "heat per steam")
