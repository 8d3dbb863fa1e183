"""Streams that join."""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Inlet, Outlet, Parameter
from unitops.declaration.operation import UnitOperation


class Mixer(UnitOperation):
    """Any number of streams that join without reaction, adiabatically, in an open vessel or a manifold.

    Acids and bases settle at once with their heat, since the enthalpy of a liquor is a function of its totals.
    """

    tag, trade, symbol = "MX", "general", "mixer"

    inlets = Inlet("s aq o m g", "streams that join", many=True)
    outlet = Outlet("s aq o m g", "the mixture")
    pressure = Parameter(101.325, "kPa", low=0.001, high=1e5, says="of the mixture")

    def equations(self, balance: Balance) -> None:
        balance.leaves(self.outlet, balance.everything())
        balance.energy()
