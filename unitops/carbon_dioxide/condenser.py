"""Liquefaction and subcooling of carbon dioxide."""

from __future__ import annotations

from unitops.carbon_dioxide.properties import START_BOILING, boiling_point
from unitops.declaration.balance import Balance
from unitops.declaration.declared import Freedom, Inlet, Outlet, Parameter, Result
from unitops.declaration.operation import UnitOperation
from unitops.declaration.validity import Validity

ATMOSPHERE = 101325.0


class CarbonDioxideCondenser(UnitOperation):
    """Carbon dioxide cooled, condensed whole and subcooled, with cooling water or a refrigerating machine.

    The condensing temperature is the boiling point at the pressure (Span and Wagner 1996, doi 10.1063/1.555991); the
    liquid leaves ``subcooling`` below it, or at the temperature entered. heat removed = H(in) - H(out). With a
    ``coefficient_of_performance`` a machine lifts that heat: electricity = heat removed / coefficient, and both leave
    with its cooling water. Above the critical pressure (73.8 bar) nothing condenses: the dense fluid is cooled, and
    subcooling counts from the critical temperature (31.0 degC). Without gases that do not condense.
    """

    tag, trade, symbol = "E", "carbon dioxide extraction", "carbon-dioxide-condenser"
    title = "Carbon dioxide condenser"

    inlet = Inlet("o", "gaseous or dense carbon dioxide")
    outlet = Outlet("o", "liquid carbon dioxide")
    subcooling = Parameter(
        5.0,
        "K",
        says="condensing temperature less outlet temperature",
        source="engineering practice: keeps a pump from cavitating",
    )
    temperature = Parameter(None, "degC", low=-56.0, high=150.0, says="at the outlet", when_empty="calculated")
    pressure_drop = Parameter(50.0, "kPa", low=0.0, says="inlet less outlet pressure", source="engineering practice")
    coefficient_of_performance = Parameter(
        None,
        "1",
        low=0.1,
        high=20.0,
        says="heat removed per electricity of the refrigerating machine",
        when_empty="absent",
    )
    heat_removed = Result("kW", "from the carbon dioxide")
    cooling = Result("kW", "heat to the cooling water, that of the machine included", energy="out", kind="heat")
    power = Result("kW", "electricity of the refrigerating machine", energy="in", kind="power")
    condensing_temperature = Result("degC", "boiling point at the pressure; above the critical pressure 31.0 degC")

    freedoms = (Freedom(("subcooling", "temperature")),)
    validity = (
        Validity(
            "subcooling", low=0.0,
            says="warmer than its boiling point, or above the critical pressure than its critical temperature, carbon "
            "dioxide does not condense: what leaves is not a liquid",
        ),
    )  # fmt: skip

    def equations(self, balance: Balance) -> None:
        """Outlet below the boiling point; what the machine draws follows from the heat removed."""
        inlet = self.inlet
        pressure = inlet.P - self.pressure_drop
        (boils,) = balance.local(
            boiling_point(), [pressure], [("boiling point", START_BOILING, 100.0)], "boiling point", [ATMOSPHERE]
        )
        balance.result(self.condensing_temperature, boils, "condensing temperature")
        below = boils - self.subcooling - self.temperature
        given = self.subcooling if "temperature" in self.configuration.stated else self.temperature
        balance.require(below, "subcooling", "temperature", given)
        balance.leaves(self.outlet, inlet, T=self.temperature, P=pressure)
        balance.result(self.heat_removed, self.cooling - self.power, "heat removed")
        coefficient = self.coefficient_of_performance
        balance.result(self.power, 0.0 if coefficient is None else self.heat_removed / coefficient, "power")
        balance.energy()
