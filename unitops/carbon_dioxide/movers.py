"""Pumps and compressors for carbon dioxide with its real properties."""

from __future__ import annotations

from unitops.carbon_dioxide.properties import CARBON_DIOXIDE, START_DENSITY, boils, density, isentropic_rise
from unitops.declaration.balance import Balance
from unitops.declaration.declared import Freedom, Inlet, Outlet, Parameter, Result
from unitops.declaration.operation import UnitOperation
from unitops.declaration.validity import Validity

ATMOSPHERE = 101325.0
ROOM = 298.15
USUAL_RISE = 3000.0
"""[J/mol] Usual size of an isentropic rise of enthalpy."""


UPWARDS = Validity("pressure_rise", low=-0.001, says="carbon dioxide goes to a lower pressure through a valve")


class CarbonDioxideMachine(UnitOperation):
    """What pump and compressor share: isentropic rise of enthalpy by the equation of state, efficiency, motor."""

    trade = "carbon dioxide extraction"

    inlet = Inlet("o", "carbon dioxide with what is dissolved in it")
    outlet = Outlet("o", "the same at its new pressure")
    outlet_pressure = Parameter(None, "kPa", low=1.0, high=1e5, says="absolute, at the outlet", when_empty="calculated")
    pressure_rise = Parameter(None, "kPa", says="outlet less inlet pressure", when_empty="calculated")
    motor_efficiency = Parameter(
        0.93, "1", low=0.1, high=1.0, says="of motor and gear", source="IEC 60034-30-1, class IE3, some 11 to 37 kW"
    )
    power = Result("kW", "electricity drawn", energy="in", kind="power")
    motor_loss = Result("kW", "heat lost by motor and gear", energy="out", kind="loss")
    specific_work = Result("kJ/kg", "at the shaft per kg of carbon dioxide")
    inlet_density = Result("kg/m3", "of the carbon dioxide")
    inlet_temperature = Result("degC", "of the fluid")
    inlet_pressure = Result("kPa", "of the fluid")

    freedoms = (Freedom(("outlet_pressure", "pressure_rise")),)
    validity = (UPWARDS,)

    def equations(self, balance: Balance) -> None:
        """Shaft work = isentropic rise / efficiency; the outlet's temperature follows from the energy balance."""
        inlet = self.inlet
        balance.leaves(self.outlet, inlet, P=self.outlet_pressure)
        balance.require(
            inlet.P + self.pressure_rise - self.outlet_pressure, "pressure rise", "result", self.pressure_rise
        )
        rise, _ = balance.local(
            isentropic_rise(),
            [inlet.T, inlet.P, self.outlet_pressure],
            [("isentropic rise", 0.0, USUAL_RISE), ("isentropic temperature", ROOM, 100.0)],
            "isentropic change of carbon dioxide",
            [ROOM, ATMOSPHERE, 2.0 * ATMOSPHERE],
        )
        (rho,) = balance.local(
            density(),
            [inlet.T, inlet.P],
            [("density at the inlet", START_DENSITY, START_DENSITY)],
            "density of carbon dioxide",
            [ROOM, ATMOSPHERE],
        )
        work = rise / self.bound["efficiency"]
        shaft = work * inlet[CARBON_DIOXIDE]
        balance.result(self.specific_work, work / MOLAR_MASS, "specific work")
        balance.result(self.inlet_density, rho, "density")
        balance.result(self.inlet_temperature, inlet.T, "temperature")
        balance.result(self.inlet_pressure, inlet.P, "pressure")
        balance.result(self.power, shaft / self.motor_efficiency, "power")
        balance.result(self.motor_loss, self.power * (1.0 - self.motor_efficiency), "loss of the motor")
        balance.energy()


MOLAR_MASS = 0.044009
"""Of carbon dioxide [kg/mol] (IUPAC 2021)."""


class CarbonDioxidePump(CarbonDioxideMachine):
    """Plunger pump for liquid or dense carbon dioxide.

    shaft power = n (h(s1, P2) - h(T1, P1)) / efficiency with enthalpy and entropy of the equation of state (Span and
    Wagner 1996, doi 10.1063/1.555991): carbon dioxide is compressible and warms when it is pumped. From 6 to 30 MPa at
    313 K it is 83.3 kJ/kg isentropically (a gas at the inlet). What is dissolved is carried along without work. The
    inlet must be liquid: subcool it.
    """

    tag, symbol = "P", "reciprocating-pump"
    title = "Carbon dioxide pump"

    efficiency = Parameter(
        0.70,
        "1",
        low=0.05,
        high=1.0,
        says="isentropic, at the shaft",
        source="S. M. Walas, Chemical Process Equipment, 1990, rules of thumb, as at engineersfield.com: reciprocating "
        "pumps 0.70 at 7.5 kW, 0.85 at 37 kW, 0.90 at 370 kW",
    )

    validity = (
        UPWARDS,
        Validity(
            "inlet_pressure", low=boils("inlet_temperature", "liquid"),
            says="below it carbon dioxide is gas or boils at the temperature of the inlet, and a pump needs a liquid; "
            "condense and subcool it",
        ),
    )  # fmt: skip


class CarbonDioxideCompressor(CarbonDioxideMachine):
    """One stage of compression of gaseous carbon dioxide, with real properties.

    shaft power = n (h(s1, P2) - h(T1, P1)) / efficiency with enthalpy and entropy of the equation of state (Span and
    Wagner 1996, doi 10.1063/1.555991). What is dissolved is carried along without work. Put stages and coolers in a row
    where the pressure ratio is beyond 3 to 4.
    """

    tag, symbol = "K", "compressor"
    title = "Carbon dioxide compressor"

    efficiency = Parameter(
        0.75,
        "1",
        low=0.05,
        high=1.0,
        says="isentropic, at the shaft",
        source="Perry's Chemical Engineers' Handbook, 8th ed., 2008, section 10: reciprocating compressors 0.7 to 0.9",
    )

    validity = (
        UPWARDS,
        Validity(
            "inlet_pressure", high=boils("inlet_temperature", "gas", dense_counts=False),
            says="above it carbon dioxide is liquid or boils at the temperature of the inlet, and a compressor must "
            "not get liquid; warm it or use a pump",
        ),
    )  # fmt: skip
