"""Heating and cooling of one stream by a utility."""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Freedom, Inlet, Outlet, Parameter
from unitops.declaration.operation import UnitOperation


class Heater(UnitOperation):
    """Brings a stream to a temperature with steam, electricity, hot oil or cooling water.

    Fixed by the outlet temperature, the change of temperature, or the duty; a negative duty is cooling. No phase
    changes and no reaction: use an evaporator or a condenser where water boils.
    """

    tag, trade, symbol = "E", "thermal", "heater"

    inlet = Inlet("s aq o m g", "stream to be heated or cooled")
    outlet = Outlet("s aq o m g", "the same at its new temperature")
    temperature = Parameter(None, "degC", low=-200.0, high=3500.0, says="at the outlet", when_empty="calculated")
    temperature_change = Parameter(None, "K", says="outlet less inlet", when_empty="calculated")
    duty = Parameter(None, "kW", says="heat supplied (negative: removed)", energy="in", when_empty="calculated")
    pressure_drop = Parameter(0.0, "kPa", low=0.0, says="inlet less outlet pressure")

    freedoms = (Freedom(("temperature", "temperature_change", "duty")),)

    def equations(self, balance: Balance) -> None:
        balance.leaves(self.outlet, self.inlet, T=self.temperature, P=self.inlet.P - self.pressure_drop)
        balance.require(
            self.inlet.T + self.temperature_change - self.temperature,
            "change of temperature",
            "temperature",
            self.temperature_change,
        )
        balance.energy()
