"""Pumps for liquors, slurries and other liquids."""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Freedom, Inlet, Outlet, Parameter, Result
from unitops.declaration.flow import Expression, Flow
from unitops.declaration.operation import UnitOperation
from unitops.declaration.validity import Validity

GRAVITY = 9.80665
"""Standard acceleration of gravity [m/s2]."""
WATER_DENSITY = 1000.0
"""Density that an idle pump reports [kg/m3]."""
SMALL_VOLUME = 1e-12
"""A trace of water [m3/s] that gives an idle pump a density."""


class Pump(UnitOperation):
    """Centrifugal or positive displacement pump: a liquor, slurry or other liquid to a higher pressure.

    power at the shaft = volume flow x pressure rise / efficiency; head = pressure rise / (density x g). Electricity =
    shaft power / efficiency of the motor, whose loss goes to the surroundings; what the pump wastes warms the stream.
    Volumes: liquor by Laliberte's densities, solids and organic liquids by their molar volumes (one without counts as
    nothing).
    """

    tag, trade, symbol = "P", "general", "pump"

    inlet = Inlet("s aq o m", "liquor or slurry")
    outlet = Outlet("s aq o m", "the same at its new pressure")
    outlet_pressure = Parameter(None, "kPa", low=0.1, high=1e5, says="absolute, at the outlet", when_empty="calculated")
    pressure_rise = Parameter(None, "kPa", says="outlet less inlet pressure", when_empty="calculated")
    head = Parameter(None, "m", says="height of the liquid pumped that it overcomes", when_empty="calculated")
    efficiency = Parameter(
        0.65,
        "1",
        low=0.05,
        high=1.0,
        says="hydraulic, at the shaft",
        source="S. M. Walas, Chemical Process Equipment, 1990, rules of thumb, as at engineersfield.com: centrifugal "
        "pumps 0.45 at 23 m3/h, 0.70 at 110 m3/h, 0.80 where large",
    )
    motor_efficiency = Parameter(
        0.93,
        "1",
        low=0.1,
        high=1.0,
        says="of the motor",
        source="IEC 60034-30-1, class IE3, some 11 to 37 kW",
    )
    power = Result("kW", "electricity drawn", energy="in", kind="power")
    motor_loss = Result("kW", "heat lost by the motor", energy="out", kind="loss")
    volume_rate = Result("m3/h", "volume pumped")

    freedoms = (Freedom(("pressure_rise", "outlet_pressure", "head")),)
    validity = (Validity("pressure_rise", low=-0.001, says="a liquid goes to a lower pressure through a valve"),)

    def equations(self, balance: Balance) -> None:
        inlet = self.inlet
        balance.leaves(self.outlet, inlet, P=self.outlet_pressure)
        volume = balance.liquor_volume(inlet, inlet.T) if inlet.aqueous else 0.0
        balance.result(self.volume_rate, volume + molar_volumes(inlet), "volume")
        balance.require(
            inlet.P + self.pressure_rise - self.outlet_pressure,
            "pressure rise",
            "result",
            self.pressure_rise,
        )
        density = balance.unknown("density", WATER_DENSITY, WATER_DENSITY, "result")
        balance.require(
            density * (self.volume_rate + SMALL_VOLUME) - inlet.mass - SMALL_VOLUME * WATER_DENSITY,
            "density",
            "result",
            density,
        )
        balance.require(self.pressure_rise - self.head * GRAVITY * density, "head", "result", self.head)
        shaft = self.volume_rate * self.pressure_rise / self.efficiency
        balance.result(self.power, shaft / self.motor_efficiency, "power")
        balance.result(self.motor_loss, self.power * (1.0 - self.motor_efficiency), "loss of the motor")
        balance.energy()


def molar_volumes(flow: Flow) -> Expression:
    """Volume of solids, organic liquids and melts [m3/s] at their molar volumes."""

    def of_one(species_id: str) -> float:
        known = flow.book.species[species_id].molar_volume
        return known.value if known is not None else 0.0

    return flow.phase("s", "o", "m").weighted(of_one)
