"""Evaporative crystallisers driven by mechanical recompression of their vapour."""

from __future__ import annotations

from unitops.chemistry.phases import WATER
from unitops.declaration.balance import Balance
from unitops.declaration.declared import Parameter
from unitops.declaration.flow import Expression
from unitops.errors import InputError
from unitops.evaporation.crystalliser import Crystalliser
from unitops.evaporation.vapour_compressor import VapourCompressor


class RecompressionCrystalliser(VapourCompressor, Crystalliser):
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

    temperature_difference = Parameter(
        8.0, "K", low=0.5, high=40.0, says="over the heating surface, condensing vapour to magma",
        source="engineering practice: 6 to 10 K in forced circulation with crystals",
    )  # fmt: skip

    def _write_vapour(self, balance: Balance, boiled: Expression, T: Expression) -> None:
        if self.vapour.connected:
            raise InputError(
                "the vapour is condensed in the unit's own heater, so that none leaves",
                place=type(self).__name__,
                remedy="Leave the port 'vapour' open, or use a Crystalliser.",
            )
        condensing = T + self.temperature_difference
        balance.leaves(self.condensate, balance.flow({WATER: boiled}), T=condensing)
        balance.result(self.condenser_heat, 0.0, "no heat to a condenser")
        self.write_compressor(balance, boiled, T, T - self.stated_elevation, condensing)
