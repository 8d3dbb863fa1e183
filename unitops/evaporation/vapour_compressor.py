"""The compressor of evaporators and crystallisers that heat themselves with their own vapour."""

from __future__ import annotations

from unitops.chemistry.gas import water_saturation_pressure
from unitops.chemistry.phases import WATER
from unitops.declaration.balance import Balance
from unitops.declaration.declared import Outlet, Parameter, Result
from unitops.declaration.flow import Expression
from unitops.declaration.validity import Validity
from unitops.evaporation.boiling import GAS_CONSTANT

STEAM_HEAT_CAPACITY = 34.4
"""Of water vapour as ideal gas, mean of 60 to 160 degC [J/mol/K]; Chase, NIST-JANAF Thermochemical Tables (1998)."""

IDEAL_STEAM = Validity(
    "temperature", high=120.0,
    says="steam is taken as an ideal gas; the work of the compressor is 2.5 % too high at 120 degC, 8 % at 180",
    source="compared with Wagner and Pruss 2002, doi 10.1063/1.1461829",
)  # fmt: skip


class VapourCompressor:
    """What such units have in common: compressor, motor and condensate. Mixed into a unit operation."""

    validity = (IDEAL_STEAM,)

    condensate = Outlet("aq", "condensed vapour: pure water")
    isentropic_efficiency = Parameter(
        75.0, "%", low=20.0, high=100.0, says="of the compressor",
        source="Perry's Chemical Engineers' Handbook, 8th ed. (2008), section 10: centrifugal 70 to 80 %; "
        "72 to 82 % as at midstreamcalculator.com",
    )  # fmt: skip
    motor_efficiency = Parameter(
        95.0, "%", low=50.0, high=100.0, says="of motor and drive",
        source="IEC 60034-30-1 (2014): IE3 motors above 100 kW, 95 to 96 %",
    )  # fmt: skip
    compressor_power = Result("kW", "electric power of the compressor", energy="in", kind="power")
    motor_loss = Result("kW", "lost by motor and drive", energy="out", kind="loss")
    pressure_ratio = Result("1", "of the compressor")
    power_per_water = Result("kWh/t", "compressor power per water evaporated")

    def write_compressor(
        self, balance: Balance, boiled: Expression, T: Expression, saturated: Expression, condensing: Expression
    ) -> None:
        """Work of compressing vapour that is at T [K] and saturated at ``saturated`` until it condenses [mol/s, K]."""
        math = balance.math
        ratio = water_saturation_pressure(condensing, math) / water_saturation_pressure(saturated, math)
        balance.result(self.pressure_ratio, ratio, "pressure ratio")
        rise = math.exp(math.log(ratio) * GAS_CONSTANT / STEAM_HEAT_CAPACITY) - 1.0
        work = STEAM_HEAT_CAPACITY * T * rise / self.isentropic_efficiency / self.motor_efficiency
        power = boiled * work
        balance.result(self.compressor_power, power, "compressor power")
        balance.result(self.motor_loss, power * (1.0 - self.motor_efficiency), "motor loss")
        balance.result(self.power_per_water, work / balance.book.molar_mass(WATER), "power per water evaporated")
