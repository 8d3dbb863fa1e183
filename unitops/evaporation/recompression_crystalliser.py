"""Evaporative crystallisers driven by mechanical recompression of their vapour."""

from __future__ import annotations

from unitops.chemistry.gas import water_saturation_pressure
from unitops.chemistry.phases import WATER
from unitops.declaration.balance import Balance
from unitops.declaration.declared import Outlet, Parameter, Result
from unitops.declaration.flow import Expression
from unitops.errors import InputError
from unitops.evaporation.boiling import GAS_CONSTANT
from unitops.evaporation.crystalliser import Crystalliser
from unitops.evaporation.recompression import STEAM_HEAT_CAPACITY


class RecompressionCrystalliser(Crystalliser):
    """An evaporative crystalliser whose vapour is compressed and condensed on its own heating surface (MVR).

    What crystallises, and how the evaporation is stated, is that of the crystalliser. The vapour, saturated at T - b
    but as hot as the magma, is compressed until it condenses at T + d, d the temperature difference over the heating
    surface:

        P1 = p(T - b),  P2 = p(T + d),  w = c T ((P2 / P1)^(R/c) - 1) / efficiency   [J/mol]

    with p the saturation pressure of water and c the heat capacity of steam, an ideal gas. The condensate leaves at
    T + d. ``duty`` is what the balance lacks: live steam to warm a cold feed and to make up for losses (negative: heat
    to be vented). All vapour is recompressed; the motor's losses go to the surroundings.

    Source: Perry's Chemical Engineers' Handbook, 8th ed. (2008), section 11, evaporators, and section 10, compressors.
    """

    tag, trade, symbol = "CZ", "evaporation", "crystalliser"
    title = "Crystalliser with vapour recompression"

    condensate = Outlet("aq", "condensed vapour: pure water")
    temperature_difference = Parameter(
        8.0, "K", low=0.5, high=40.0, says="over the heating surface, condensing vapour to magma",
        source="engineering practice: 6 to 10 K in forced circulation with crystals",
    )  # fmt: skip
    isentropic_efficiency = Parameter(
        75.0, "%", low=20.0, high=100.0, says="of the compressor",
        source="Perry's Chemical Engineers' Handbook, 8th ed. (2008), section 10: centrifugal 70 to 80 %",
    )  # fmt: skip
    motor_efficiency = Parameter(
        95.0, "%", low=50.0, high=100.0, says="of motor and drive",
        source="IEC 60034-30-1 (2014): IE3 motors above 100 kW, 95 to 96 %",
    )  # fmt: skip
    compressor_power = Result("kW", "electric power of the compressor", energy="in", kind="power")
    motor_loss = Result("kW", "lost by motor and drive", energy="out", kind="loss")
    pressure_ratio = Result("1", "of the compressor")
    power_per_water = Result("kWh/t", "compressor power per water evaporated")

    def _write_vapour(self, balance: Balance, boiled: Expression, T: Expression) -> None:
        if self.vapour.connected:
            raise InputError(
                "the vapour is condensed in the unit's own heater, so that none leaves",
                place=type(self).__name__,
                remedy="Leave the port 'vapour' open, or use a Crystalliser.",
            )
        math = balance.math
        condensing = T + self.temperature_difference
        balance.leaves(self.condensate, balance.flow({WATER: boiled}), T=condensing)
        balance.result(self.condenser_heat, 0.0, "no heat to a condenser")
        suction = water_saturation_pressure(T - self.stated_elevation, math)
        ratio = water_saturation_pressure(condensing, math) / suction
        balance.result(self.pressure_ratio, ratio, "pressure ratio")
        rise = math.exp(math.log(ratio) * GAS_CONSTANT / STEAM_HEAT_CAPACITY) - 1.0
        work = STEAM_HEAT_CAPACITY * T * rise / self.isentropic_efficiency / self.motor_efficiency
        balance.result(self.compressor_power, boiled * work, "compressor power")
        balance.result(self.motor_loss, self.compressor_power * (1.0 - self.motor_efficiency), "motor loss")
        balance.result(self.power_per_water, work / balance.book.molar_mass(WATER), "power per water evaporated")
