"""Evaporators driven by mechanical recompression of their vapour."""

from __future__ import annotations

from unitops.chemistry.canonical import basis
from unitops.chemistry.phases import WATER
from unitops.declaration.balance import Balance
from unitops.declaration.declared import Parameter, Result
from unitops.evaporation.evaporator import ConcentratingUnit
from unitops.evaporation.vapour_compressor import VapourCompressor


class VapourRecompressionEvaporator(VapourCompressor, ConcentratingUnit):
    """Evaporator whose vapour is compressed and condensed on its own heating surface (MVR).

    The liquor boils at T; its vapour, saturated at T - b but as hot as the liquor, is compressed until it condenses at
    T + d, d the temperature difference over the heating surface:

        P1 = p(T - b),  P2 = p(T + d),  w = c T ((P2 / P1)^(R/c) - 1) / efficiency   [J/mol]

    with p the saturation pressure of water and c the heat capacity of steam, an ideal gas (work within 2 % of IAPWS-95
    up to 105 degC, 2.5 % too high at 120 and 8 % at 180, at any ratio). The motor's losses go to the surroundings. The
    condensate leaves at T + d, or, as is usual, cooled against the feed to ``condensate_temperature``. What the balance
    then lacks is make-up heat (a negative figure is heat that must be vented). All vapour is recompressed; gases are
    not counted.

    Source: Perry's Chemical Engineers' Handbook, 8th ed. (2008), section 11, evaporators, and section 10, compressors.
    """

    tag, trade, symbol = "EV", "evaporation", "evaporator-recompression"
    title = "Evaporator with vapour recompression"

    temperature = Parameter(
        100.0, "degC", low=20.0, high=180.0, says="of the boiling liquor",
        source="engineering practice: at or a little above atmospheric pressure",
    )  # fmt: skip
    temperature_difference = Parameter(
        6.0, "K", low=0.5, high=40.0, says="over the heating surface, condensing vapour to liquor",
        source="engineering practice: 4 to 8 K",
    )  # fmt: skip
    condensate_temperature = Parameter(
        None, "degC", low=5.0, high=200.0, says="after giving heat to the feed; empty: as it is condensed",
        when_empty="absent",
    )  # fmt: skip
    make_up_heat = Result("kW", "heat lacking, as live steam (negative: to be vented)", energy="in", kind="heat")

    def holds_back(self, outlet: str) -> frozenset[str]:
        return frozenset(basis()) - {WATER} if outlet == "condensate" else frozenset()

    def equations(self, balance: Balance) -> None:
        T = self.temperature
        condensing = T + self.temperature_difference
        boiled = self.boiled_off(balance)
        left = self.concentrated(balance, boiled)
        balance.leaves(self.concentrate, left, T=T)
        given = self.condensate_temperature
        balance.leaves(self.condensate, balance.flow({WATER: boiled}), T=condensing if given is None else given)
        self.write_how_much(balance, balance.mix(self.feeds), left, T)
        self.write_elevation(balance, left, T)
        self.write_compressor(balance, boiled, T, T - self.boiling_point_elevation, condensing)
        balance.energy()
