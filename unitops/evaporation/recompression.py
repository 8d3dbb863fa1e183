"""Evaporators driven by mechanical recompression of their vapour."""

from __future__ import annotations

from unitops.chemistry.canonical import basis
from unitops.chemistry.gas import water_saturation_pressure
from unitops.chemistry.phases import WATER
from unitops.declaration.balance import Balance
from unitops.declaration.declared import Outlet, Parameter, Result
from unitops.evaporation.boiling import GAS_CONSTANT
from unitops.evaporation.evaporator import ConcentratingUnit

STEAM_HEAT_CAPACITY = 34.4
"""Of water vapour as ideal gas, mean of 60 to 160 degC [J/mol/K]; Chase, NIST-JANAF Thermochemical Tables (1998)."""


class VapourRecompressionEvaporator(ConcentratingUnit):
    """Evaporator whose vapour is compressed and condensed on its own heating surface (MVR).

    The liquor boils at T; its vapour, saturated at T - b but as hot as the liquor, is compressed until it condenses at
    T + d, d the temperature difference over the heating surface:

        P1 = p(T - b),  P2 = p(T + d),  w = c T ((P2 / P1)^(R/c) - 1) / efficiency   [J/mol]

    with p the saturation pressure of water and c the heat capacity of steam, an ideal gas (within 2 % of IAPWS-95 for
    ratios up to 2 around 100 degC). The motor's losses go to the surroundings. The condensate leaves at T + d, or, as
    is usual, cooled against the feed to ``condensate_temperature``. What the balance then lacks is make-up heat (a
    negative figure is heat that must be vented). All vapour is recompressed; gases are not counted.

    Source: Perry's Chemical Engineers' Handbook, 8th ed. (2008), section 11, evaporators, and section 10, compressors.
    """

    tag, trade, symbol = "EV", "evaporation", "evaporator-recompression"
    title = "Evaporator with vapour recompression"

    condensate = Outlet("aq", "condensed vapour: pure water")
    temperature = Parameter(
        100.0, "degC", low=20.0, high=180.0, says="of the boiling liquor",
        source="engineering practice: at or a little above atmospheric pressure",
    )  # fmt: skip
    temperature_difference = Parameter(
        6.0, "K", low=0.5, high=40.0, says="over the heating surface, condensing vapour to liquor",
        source="engineering practice: 4 to 8 K",
    )  # fmt: skip
    isentropic_efficiency = Parameter(
        75.0, "%", low=20.0, high=100.0, says="of the compressor",
        source="Perry's Chemical Engineers' Handbook, 8th ed. (2008), section 10: centrifugal 70 to 80 %",
    )  # fmt: skip
    motor_efficiency = Parameter(
        95.0, "%", low=50.0, high=100.0, says="of motor and drive",
        source="IEC 60034-30-1 (2014): IE3 motors above 100 kW, 95 to 96 %",
    )  # fmt: skip
    condensate_temperature = Parameter(
        None, "degC", low=5.0, high=200.0, says="after giving heat to the feed; empty: as it is condensed",
        when_empty="absent",
    )  # fmt: skip
    compressor_power = Result("kW", "electric power of the compressor", energy="in", kind="power")
    motor_loss = Result("kW", "lost by motor and drive", energy="out", kind="loss")
    make_up_heat = Result("kW", "heat lacking, as live steam (negative: to be vented)", energy="in", kind="heat")
    pressure_ratio = Result("1", "of the compressor")
    power_per_water = Result("kWh/t", "compressor power per water evaporated")

    def holds_back(self, outlet: str) -> frozenset[str]:
        return frozenset(basis()) - {WATER} if outlet == "condensate" else frozenset()

    def equations(self, balance: Balance) -> None:
        T, math = self.temperature, balance.math
        condensing = T + self.temperature_difference
        boiled = self.boiled_off(balance)
        left = self.concentrated(balance, boiled)
        balance.leaves(self.concentrate, left, T=T)
        given = self.condensate_temperature
        balance.leaves(self.condensate, balance.flow({WATER: boiled}), T=condensing if given is None else given)
        self.write_how_much(balance, balance.mix(self.feeds), left, T)
        self.write_elevation(balance, left, T)
        suction = water_saturation_pressure(T - self.boiling_point_elevation, math)
        ratio = water_saturation_pressure(condensing, math) / suction
        balance.result(self.pressure_ratio, ratio, "pressure ratio")
        power_of_ratio = math.exp(math.log(ratio) * GAS_CONSTANT / STEAM_HEAT_CAPACITY)
        work = STEAM_HEAT_CAPACITY * T * (power_of_ratio - 1.0) / self.isentropic_efficiency
        power = boiled * work / self.motor_efficiency
        balance.result(self.compressor_power, power, "compressor power")
        balance.result(self.motor_loss, power * (1.0 - self.motor_efficiency), "motor loss")
        per_water = work / self.motor_efficiency / balance.book.molar_mass(WATER)
        balance.result(self.power_per_water, per_water, "power per water evaporated")
        balance.energy()
