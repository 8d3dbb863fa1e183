"""What all reaction vessels share: what enters, what leaves, and how the temperature is fixed."""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Freedom, Inlet, Outlet, Parameter
from unitops.declaration.flow import Flow
from unitops.declaration.operation import UnitOperation


class ReactionVessel(UnitOperation):
    """A vessel at one temperature and pressure, fixed by the outlet temperature or by the duty (0 is adiabatic)."""

    inlets = Inlet("s aq o m g", "what reacts", many=True)
    outlet = Outlet("s aq o m g", "what has reacted")
    pressure = Parameter(101.325, "kPa", low=0.001, high=1e5, says="of the vessel")
    temperature = Parameter(None, "degC", low=-100.0, high=3500.0, says="at the outlet", when_empty="calculated")
    temperature_change = Parameter(None, "K", says="outlet less first inlet (0 is isothermal)", when_empty="calculated")
    duty = Parameter(0.0, "kW", says="heat supplied (negative: removed)", energy="in", kind="heat")

    freedoms = (Freedom(("temperature", "temperature_change", "duty")),)

    def discharge(self, balance: Balance, reacted: Flow) -> None:
        """State what leaves and close the energy balance."""
        balance.require(
            self.inlets[0].T + self.temperature_change - self.temperature,
            "change of temperature",
            "temperature",
            self.temperature_change,
        )
        balance.leaves(self.outlet, reacted, T=self.temperature)
        balance.energy()
