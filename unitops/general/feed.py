"""What enters the plant."""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Composition, Freedom, Outlet, Parameter
from unitops.declaration.operation import UnitOperation

NORMAL_MOLAR_VOLUME = 0.022413969545
"""Molar volume of an ideal gas at 0 degC and 101.325 kPa [m3/mol]."""


class Feed(UnitOperation):
    """Ore, reagent, water, air or fuel that enters the plant at a stated composition, temperature and pressure.

    How much enters is stated by one of the rates, or left empty: then something else on the sheet fixes it, such as
    the dose of the unit that it feeds, a fuel demand or a specification.

    The composition may be given by species, as a liquor in g/L, or by an assay fitted to minerals; see 'Feeds'.
    ``dry_rate`` counts everything but liquid water; ``element`` with ``contained_rate`` states the rate by one
    element that it contains.
    """

    tag, trade, symbol = "FD", "general", "feed"

    outlet = Outlet("s aq o m g", "what enters the plant")
    composition = Composition("what it consists of")
    temperature = Parameter(25.0, "degC", low=-60.0, high=3000.0, says="at which it enters")
    pressure = Parameter(101.325, "kPa", low=0.001, high=1e5, says="at which it enters")
    rate = Parameter(None, "t/h", low=0.0, says="total mass flow, water included", when_empty="calculated")
    dry_rate = Parameter(None, "t/h", low=0.0, says="mass flow without liquid water", when_empty="calculated")
    molar_rate = Parameter(None, "kmol/h", low=0.0, says="total molar flow", when_empty="calculated")
    normal_volume_rate = Parameter(
        None, "Nm3/h", low=0.0, says="gas flow at 0 degC and 101.325 kPa", when_empty="calculated"
    )

    freedoms = (Freedom(("rate", "dry_rate", "molar_rate", "normal_volume_rate"), open=True),)

    def equations(self, balance: Balance) -> None:
        per_kilogram = self.composition
        entering = per_kilogram * self.rate
        balance.leaves(self.outlet, entering, T=self.temperature, P=self.pressure)
        water = per_kilogram.only(["H2O(l)"]).mass
        balance.result(self.dry_rate, self.rate * (1.0 - water), "dry rate")
        balance.result(self.molar_rate, self.rate * per_kilogram.moles, "molar rate")
        balance.result(self.normal_volume_rate, self.rate * per_kilogram.gas.moles, "gas rate")
