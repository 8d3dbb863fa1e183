"""Separation of dust from gas."""

from __future__ import annotations

from unitops.chemistry.gas import molar_volume
from unitops.declaration.balance import Balance
from unitops.declaration.declared import Choice, Inlet, Outlet, Parameter, Result
from unitops.declaration.operation import UnitOperation

USUAL = {
    "cyclone": (0.80, 1.0e3),
    "bag filter": (0.995, 1.5e3),
    "electrostatic precipitator": (0.995, 0.25e3),
}
"""Separation [1] and pressure drop [Pa] that hold where none is entered."""


class DustCollector(UnitOperation):
    """Cyclone, bag filter or electrostatic precipitator: gas and dust apart, without heat.

    Where no separation is entered the usual one of the kind holds: 80 % for a conventional cyclone (70 to 90 % of the
    mass of dust, much less of particles below 10 um), 99.5 % for a pulse-jet bag filter and for a dry precipitator
    (99 to 99.9 % by design). Every solid is separated alike: a stream knows no particle size.

    With a fan efficiency entered, a fan makes up for the pressure drop and its power warms the gas:

        power = volume flow of the gas x pressure drop / efficiency

    Sources: US EPA Air Pollution Control Technology Fact Sheets EPA-452/F-03-005 (cyclones), 03-025 (fabric filters),
    03-028 (dry precipitators), 2003; pressure drops from the same and EPA/452/B-02-001 (Cost Manual, 6th ed., 2002).
    """

    tag, trade, symbol = "DC", "gas", "dust-collector"

    gas = Inlet("s g", "dusty gas")
    clean = Outlet("s g", "cleaned gas with the dust that is left")
    dust = Outlet("s", "dust separated")
    kind = Choice(tuple(USUAL), says="which sets the usual separation and pressure drop")
    separation = Parameter(
        None,
        "1",
        low=0.0,
        high=1.0,
        says="share of the solids separated; empty: usual for its kind",
        when_empty="absent",
    )
    pressure_drop = Parameter(
        None, "kPa", low=0.0, high=50.0, says="of the gas; empty: usual for its kind", when_empty="absent"
    )
    fan_efficiency = Parameter(
        None, "1", low=0.05, high=1.0, says="of a fan that restores the pressure", when_empty="absent"
    )
    separated = Result("1", "share of the solids separated")
    drop = Result("kPa", "pressure drop of the gas")
    fan_power = Result("kW", "of the fan", energy="in", kind="power")
    load_in = Result("g/m3", "dust in the gas that enters, per normal cubic metre")
    load_out = Result("g/m3", "dust in the gas that leaves, per normal cubic metre")

    def equations(self, balance: Balance) -> None:
        usual_separation, usual_drop = USUAL[self.kind]
        gas = self.gas
        balance.result(self.separated, usual_separation if self.separation is None else self.separation)
        balance.result(self.drop, usual_drop if self.pressure_drop is None else self.pressure_drop)
        caught = gas.solid * self.separated
        has_fan = self.fan_efficiency is not None
        volume = gas.gas.moles * molar_volume(gas.T, gas.P)
        balance.result(self.fan_power, volume * self.drop / self.fan_efficiency if has_fan else 0.0, "fan power")
        balance.leaves(self.clean, gas - caught, P=gas.P if has_fan else gas.P - self.drop)
        balance.leaves(self.dust, caught, P=gas.P)
        balance.same_temperature(self.clean, self.dust)
        balance.energy()
        normal_volume = gas.gas.moles * molar_volume(273.15, 101325.0)
        balance.result(self.load_in, balance.share(gas.solid.mass, normal_volume), "dust in")
        balance.result(self.load_out, balance.share((gas - caught).solid.mass, normal_volume), "dust out")
