"""Rotary kilns for roasting."""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Parameter, Result
from unitops.declaration.flow import Expression
from unitops.roasting.roaster import Roaster


class KilnRoaster(Roaster):
    """Rotary kiln with coal or gas, fired inside or heated from outside: reduction roast of manganese, iron or nickel
    oxides, oxidising and chloridising roasts.

    See the roaster for reactions, oxygen, fuel and dust. The bed does not see the oxygen of the free space: its solid
    fuel reduces first, what it gives off burns above it. ``heat_supplied_outside`` is heat through the shell (gas-
    or electrically heated kiln); enter 0 for a kiln fired inside, and the rate of coal, gas or air that is left free
    follows from the temperature. The off-gas of a counter-current kiln leaves colder than the calcine: enter its
    temperature.

    Source of the layout of the balance: Boateng, Rotary Kilns, 2nd ed., 2015, chapter 9.
    """

    tag, trade, symbol = "KN", "roasting", "rotary-kiln"

    heat_supplied_outside = Parameter(
        None,
        "kW",
        says="heat supplied through the shell or by electricity",
        energy="in",
        kind="heat",
        when_empty="calculated",
    )
    energy_per_feed = Result("MJ/t", "heating value of fuel and outside heat per tonne of dry charge")

    def heat_supplied(self) -> Expression:
        return self.heat_supplied_outside

    def equations(self, balance: Balance) -> None:
        """As every roaster; energy used."""
        self.roasted(balance)
        solids = balance.mix(self.feed).solid.mass
        used = self.fuel_heat + self.heat_supplied_outside
        balance.result(self.energy_per_feed, balance.quotient(used, solids), "energy per charge")
