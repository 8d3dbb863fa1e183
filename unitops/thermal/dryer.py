"""Dryers of wet solids."""

from __future__ import annotations

from unitops.chemistry.phases import WATER
from unitops.declaration.balance import Balance
from unitops.declaration.declared import Choice, Freedom, Inlet, Outlet, Parameter, Reactions, Result
from unitops.declaration.flow import Expression, Flow
from unitops.gas.humidity import STEAM, relative_humidity
from unitops.gas.ideal_gas import enthalpy_change
from unitops.thermal.firing import ELECTRIC, FUEL, OUTSIDE, FiredUnit, GasFigures

AMBIENT = 298.15
"""Temperature above which hot air counts as heat supplied [K]."""
SMALL = 1e-9
"""A mass flow [kg/s] that keeps the moisture of nothing finite."""


class Dryer(FiredUnit, GasFigures):
    """Rotary, flash, paddle or fluid-bed dryer: wet solids to a stated moisture.

    Part of the entrained liquor dries up whole: its water goes to the exhaust and the salts named under
    'crystallises' become solid, each until an ion of it has run out. The rest of the liquor stays as the residual
    moisture with what is dissolved in it. Solutes for which no salt is named stay dissolved in the residual moisture;
    a hydrate takes its water from the liquor that dries.

        residual water = moisture x mass of the dried solids (wet basis)

    The heat is external (steam, hot oil, heated air), electric, or of fuel burnt in the drying air; with 'fuel' and no
    fuel connected it is that of the hot gas that enters by 'air', whose temperature, rate or effect follows from the
    energy balance; the shell's loss is then entered in kW, since no heat is supplied otherwise. A relative humidity
    above 1 in the exhaust says that the air cannot hold the water at that temperature.

    Heat per kilogram of water evaporated is 3000 to 6000 kJ/kg in convective and 2700 to 3500 kJ/kg in conductive
    dryers (Mujumdar, Handbook of Industrial Drying, 4th ed., 2014); below 2500 the figures are wrong.
    """

    tag, trade, symbol = "DR", "thermal", "dryer"

    feed = Inlet("s aq", "wet solids")
    dried = Outlet("s aq", "dried solids with their residual moisture")
    exhaust = Outlet("s g", "steam, air and dust")
    heating = Choice((FUEL, ELECTRIC, OUTSIDE), OUTSIDE, says="where the heat comes from")
    crystallises = Reactions("salts that the drying liquor leaves, as 2 Li+(aq) + CO3-2(aq) -> Li2CO3(s)")
    moisture = Parameter(
        None,
        "wt%",
        low=0.0,
        high=99.0,
        says="water in the dried solids, of their wet mass",
        when_empty="calculated",
    )
    evaporation = Parameter(None, "t/h", low=0.0, says="water evaporated", when_empty="calculated")
    exhaust_temperature = Parameter(
        None,
        "degC",
        low=0.0,
        high=1000.0,
        says="of the exhaust; empty: that of the solids",
        when_empty="absent",
    )
    dust = Parameter(
        0.01,
        "1",
        low=0.0,
        high=1.0,
        says="share of the solids that leaves with the exhaust",
        source="engineering practice: rotary dryers before the cyclone",
    )
    heat_per_water = Result(
        "kJ/kg", "heat supplied, that of the air above 25 degC included, per kilogram of water evaporated"
    )
    relative_humidity = Result("1", "of the exhaust; above 1 it cannot hold its water")

    freedoms = (*FiredUnit.freedoms, Freedom(("moisture", "evaporation")))

    def equations(self, balance: Balance) -> None:
        gas = self.fired(balance, balance.mix(self.fuel, self.air))
        dried, carried, vapour = self._dried(balance)
        exhaust = balance.mix(gas, carried, balance.flow({STEAM: vapour} if self._evaporates else {}))
        T = self.temperature if self.exhaust_temperature is None else self.exhaust_temperature
        balance.leaves(self.dried, dried, T=self.temperature)
        balance.leaves(self.exhaust, exhaust, T=T)
        balance.energy()
        self.describe_gas(balance, exhaust)
        hot_gas = enthalpy_change(self.air.gas, AMBIENT, self.air.T)
        balance.result(
            self.heat_per_water,
            balance.share(self.heat_supplied + hot_gas, self.evaporation),
            "heat per water",
        )
        balance.result(
            self.relative_humidity,
            relative_humidity(balance, exhaust.gas, T, self.pressure),
            "relative humidity",
        )

    @property
    def _evaporates(self) -> bool:
        return WATER in self.feed

    def _dried(self, balance: Balance) -> tuple[Flow, Flow, Expression]:
        """The dried solids with their moisture, the dust, and the water that has gone [mol/s]."""
        liquor = self.feed.aqueous
        kept = balance.unknown("share of the liquor that stays", 0.05)
        drying = balance.react(liquor * (1.0 - kept), self.crystallises)
        vapour = drying[WATER]
        solids = self.feed.solid + drying.solid
        dried = balance.mix(solids * (1.0 - self.dust), drying.solutes, liquor * kept)
        water = liquor.only([WATER]).mass
        balance.require(self.moisture * (dried.mass + SMALL) - kept * (water + SMALL), "moisture", gives=kept)
        molar_mass = self.feed.book.molar_mass(WATER) if self._evaporates else 0.0
        balance.require(vapour * molar_mass - self.evaporation, "water evaporated", "result", self.evaporation)
        return dried, solids * self.dust, vapour
