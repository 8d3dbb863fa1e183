"""Coolers for hot solids."""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Choice, Freedom, Inlet, Outlet, Parameter, Result
from unitops.declaration.operation import UnitOperation
from unitops.errors import InputError

AIR, BOTH = "air", "air and water"


class Cooler(UnitOperation):
    """Rotary, grate or screw cooler: hot solids give their heat to air or to cooling water.

    With air connected all the heat but the shell's loss goes into the air, which may then burn in the kiln; its
    temperature follows, or is entered and the air feed left free follows. With 'air and water' the air leaves at
    the temperature entered and water takes the rest. Without air all goes to the cooling water. The solids are fixed by
    their outlet temperature or by the heat that they give. Air cannot leave hotter than the solids enter: watch the
    hot end difference.

        enthalpy of hot solids - enthalpy of cooled solids = heat given = heat to the air or duty + loss

    No dust, no reaction, no phase change. Heater covers liquors and gases.
    """

    tag, trade, symbol = "CO", "thermal", "rotary-cooler"

    feed = Inlet("s aq", "hot solids")
    air = Inlet("g", "cooling air", optional=True)
    cooled = Outlet("s aq", "cooled solids")
    warm_air = Outlet("g", "air with the heat of the solids", optional=True)
    medium = Choice((AIR, BOTH), says="what takes the heat where air is connected")
    temperature = Parameter(None, "degC", low=-50.0, high=1500.0, says="of the cooled solids", when_empty="calculated")
    heat_given = Parameter(None, "kW", says="heat that the solids give", when_empty="calculated")
    air_temperature = Parameter(
        None,
        "degC",
        low=-50.0,
        high=1500.0,
        says="of the warm air; fixes the air feed left free, or the share of the water",
        when_empty="absent",
        fixes="air",
    )
    loss_share = Parameter(
        0.05,
        "1",
        low=0.0,
        high=1.0,
        says="heat lost through the shell over heat given",
        source="Boateng, Rotary Kilns, 2nd ed., 2015, chapter 9 (a few per cent for lined coolers)",
    )
    loss = Result("kW", "heat lost through the shell", energy="out", kind="loss")
    cooling_duty = Result("kW", "heat taken by cooling water", energy="out", kind="heat")
    hot_end_difference = Result("K", "hot solids less warm air; negative cannot be, 0 without air")

    freedoms = (Freedom(("temperature", "heat_given")),)

    def equations(self, balance: Balance) -> None:
        balance.leaves(self.cooled, self.feed, T=self.temperature, P=self.feed.P)
        balance.require(self.feed.H - self.cooled.H - self.heat_given, "heat given", "energy", self.heat_given)
        balance.result(self.loss, self.loss_share * self.heat_given, "shell loss")
        if self.air.connected != self.warm_air.connected:
            raise InputError(
                "cooling air needs both its inlet and its outlet",
                place="Cooler",
                remedy="Connect 'air' and 'warm_air', or neither: then cooling water takes the heat.",
            )
        if self.air.connected:
            balance.leaves(self.warm_air, self.air, T=self.air_temperature, P=self.air.P)
            balance.result(self.hot_end_difference, self.feed.T - self.warm_air.T, "hot end difference")
            self._water(balance)
        else:
            balance.result(self.hot_end_difference, 0.0, "no air")
        balance.energy()

    def _water(self, balance: Balance) -> None:
        if self.medium == AIR:
            balance.result(self.cooling_duty, 0.0, "the air takes the heat")
        elif self.air_temperature is None:
            raise InputError(
                "how much the air takes is not stated",
                place="Cooler",
                remedy="Enter the temperature of the warm air; the cooling water takes the rest.",
            )
