"""Fans, compressors and expanders for ideal gases."""

from __future__ import annotations

from unitops.chemistry.gas import GAS_CONSTANT
from unitops.declaration.balance import Balance
from unitops.declaration.declared import Choice, Freedom, Inlet, Outlet, Parameter, Result
from unitops.declaration.flow import Expression, Flow
from unitops.declaration.operation import UnitOperation
from unitops.declaration.validity import Validity
from unitops.gas.burning import TRACE
from unitops.gas.ideal_gas import enthalpy_change, entropy_change

TRACE_HEAT_CAPACITY = 3.5 * GAS_CONSTANT
"""Of the trace of gas [J/mol/K] that keeps an idle machine's equations regular."""
LEAST_RATIO = 1e-6
ISENTROPIC, POLYTROPIC = "isentropic", "polytropic"


def reversible_temperature(
    balance: Balance, gas: Flow, T: Expression, ratio: Expression, exponent: Expression
) -> Expression:
    """Temperature [K] after a change of pressure: sum n (S(T2) - S(T1)) = exponent n R ln(p2 / p1).

    Exact for an ideal gas whose heat capacity varies: exponent 1 is isentropic, 1 / efficiency a polytropic
    compression, efficiency a polytropic expansion.
    """
    T2 = balance.unknown("temperature of the reversible path", 350.0, 100.0, "temperature")
    log = balance.math.log(balance.greatest([ratio, LEAST_RATIO]))
    work = exponent * GAS_CONSTANT * log
    idle = TRACE * (TRACE_HEAT_CAPACITY * balance.math.log(T2 / T) - work)
    balance.require(entropy_change(gas, T, T2) - gas.moles * work + idle, "reversible path", "temperature", T2)
    return T2


class GasMachine(UnitOperation):
    """What fans, compressors and expanders share: pressures, the ways to state them, efficiency."""

    outlet_pressure = Parameter(
        None, "kPa", low=0.01, high=1e5, says="absolute, at the outlet", when_empty="calculated"
    )
    pressure_ratio = Parameter(
        None, "1", low=1e-4, high=1e3, says="outlet over inlet pressure", when_empty="calculated"
    )
    pressure_rise = Parameter(None, "kPa", says="outlet less inlet pressure", when_empty="calculated")
    basis = Choice((ISENTROPIC, POLYTROPIC), says="to which the efficiency refers")

    freedoms = (Freedom(("outlet_pressure", "pressure_ratio", "pressure_rise")),)

    def pressures(self, balance: Balance, inlet_pressure: Expression) -> None:
        """Relate the three ways to state the outlet pressure."""
        balance.require(
            inlet_pressure * self.pressure_ratio - self.outlet_pressure,
            "pressure ratio",
            "result",
            self.pressure_ratio,
        )
        balance.require(
            inlet_pressure + self.pressure_rise - self.outlet_pressure,
            "pressure rise",
            "result",
            self.pressure_rise,
        )


class Compressor(GasMachine):
    """Fan, blower or compressor: an ideal gas to a higher pressure, adiabatically.

    With isentropic efficiency: sum n (S(T2s) - S(T1)) = n R ln(p2/p1), shaft power = (H(T2s) - H(T1)) / efficiency.
    With polytropic efficiency the right side of the first is divided by it and the power is H(T2) - H(T1). Both are
    exact for an ideal gas, with the entropy and enthalpy curves of its species. Electricity = shaft power / efficiency
    of motor and gear, whose loss goes to the surroundings. Dust is warmed with the gas but does no work. For several
    stages with intercooling put stages and coolers in a row. Not for carbon dioxide near its critical point.
    Source: Perry's Chemical Engineers' Handbook, 8th ed., 2008, section 10, "Compressors".
    """

    tag, trade, symbol = "K", "gas", "compressor"
    title = "Fan, blower, compressor"

    inlet = Inlet("s g", "gas")
    outlet = Outlet("s g", "compressed gas")
    efficiency = Parameter(
        0.75,
        "1",
        low=0.05,
        high=1.0,
        says="isentropic or polytropic",
        source="Perry's Chemical Engineers' Handbook, 8th ed., 2008, section 10: centrifugal machines 0.70 to 0.80, "
        "fans 0.5 to 0.7; centrifugal 0.72 to 0.82 isentropic as at midstreamcalculator.com",
    )
    drive_efficiency = Parameter(0.95, "1", low=0.1, high=1.0, says="of motor and gear", source="engineering practice")
    power = Result("kW", "electricity drawn", energy="in", kind="power")
    drive_loss = Result("kW", "heat lost by motor and gear", energy="out", kind="loss")
    shaft_power = Result("kW", "given to the gas")

    validity = (
        Validity("pressure_rise", low=-0.001, says="gas goes to a lower pressure through a valve or an expander"),
    )  # fmt: skip

    def equations(self, balance: Balance) -> None:
        inlet, polytropic = self.inlet, self.basis == POLYTROPIC
        self.pressures(balance, inlet.P)
        ratio = self.outlet.P / inlet.P
        exponent = 1.0 / self.efficiency if polytropic else 1.0
        T2 = reversible_temperature(balance, inlet.gas, inlet.T, ratio, exponent)
        work = enthalpy_change(inlet.gas, inlet.T, T2)
        balance.result(self.shaft_power, work if polytropic else work / self.efficiency, "shaft power")
        balance.result(self.power, self.shaft_power / self.drive_efficiency, "power")
        balance.result(self.drive_loss, self.power - self.shaft_power, "loss of the drive")
        balance.leaves(self.outlet, inlet, P=self.outlet_pressure)
        balance.energy()


class Expander(GasMachine):
    """Turbine or let-down machine: an ideal gas to a lower pressure, adiabatically, with its power recovered.

    As the compressor: shaft power = efficiency x isentropic drop of enthalpy, or polytropic with the exponent
    multiplied by the efficiency. Electricity = shaft power x efficiency of the generator. Nothing condenses.
    """

    tag, trade, symbol = "K", "gas", "expander"

    inlet = Inlet("g", "gas at pressure")
    outlet = Outlet("g", "expanded gas")
    efficiency = Parameter(
        0.80,
        "1",
        low=0.05,
        high=1.0,
        says="isentropic or polytropic",
        source="Perry's Chemical Engineers' Handbook, 8th ed., 2008, section 29 (expansion turbines 0.75 to 0.85)",
    )
    generator_efficiency = Parameter(
        0.95, "1", low=0.1, high=1.0, says="of generator and gear", source="engineering practice"
    )
    power = Result("kW", "electricity generated", energy="out", kind="power")
    generator_loss = Result("kW", "heat lost by generator and gear", energy="out", kind="loss")
    shaft_power = Result("kW", "taken from the gas")

    validity = (Validity("pressure_rise", high=0.001, says="gas goes to a higher pressure through a compressor"),)

    def equations(self, balance: Balance) -> None:
        inlet, polytropic = self.inlet, self.basis == POLYTROPIC
        self.pressures(balance, inlet.P)
        ratio = self.outlet.P / inlet.P
        T2 = reversible_temperature(balance, inlet.gas, inlet.T, ratio, self.efficiency if polytropic else 1.0)
        work = enthalpy_change(inlet.gas, T2, inlet.T)
        balance.result(self.shaft_power, work if polytropic else work * self.efficiency, "shaft power")
        balance.result(self.power, self.shaft_power * self.generator_efficiency, "power")
        balance.result(self.generator_loss, self.shaft_power - self.power, "loss of the generator")
        balance.leaves(self.outlet, inlet, P=self.outlet_pressure)
        balance.energy()
