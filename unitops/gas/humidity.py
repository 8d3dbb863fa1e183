"""Water vapour in gases: evaporation, saturation."""

from __future__ import annotations

from unitops.chemistry.gas import water_saturation_pressure
from unitops.chemistry.phases import WATER
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import Transformation
from unitops.declaration.flow import Expression, Flow
from unitops.declaration.switches import NOTHING

STEAM = "H2O(g)"
EVAPORATION = Transformation(frozenset({WATER}), frozenset({STEAM}))
CONDENSATION = Transformation(frozenset({STEAM}), frozenset({WATER}))

COLDEST, HOTTEST = 200.0, 640.0
"""Range in which the vapour pressure is evaluated [K]; outside it is held at the end (iterates stray far)."""


MOST_SATURATED = 0.979
"""Share of water in a gas up to which its equilibrium with liquor is calculated; ``saturated_share`` is held there."""


def evaporated(flow: Flow) -> Flow:
    """The flow with all its liquid water as vapour."""
    if WATER not in flow:
        return flow
    return flow.without([WATER]).changed({STEAM: flow[WATER]})


def vapour_pressure(balance: Balance, T: Expression) -> Expression:
    """Vapour pressure of water [Pa] at T [K], held at 200 K below and at 640 K above.

    Wagner and Pruss 2002; see ``unitops.chemistry.gas``. Below the triple point it is that of supercooled water.
    """
    held = balance.least([balance.greatest([T, COLDEST]), HOTTEST])
    return water_saturation_pressure(held, balance.math)


def relative_humidity(balance: Balance, gas: Flow, T: Expression, P: Expression) -> Expression:
    """Partial pressure of water over its vapour pressure; more than 1 cannot be."""
    return balance.share(gas[STEAM], gas.moles) * P / vapour_pressure(balance, T)


def saturated_share(
    balance: Balance, T: Expression, P: Expression, activity: Expression = 1.0, most: float = 0.98
) -> Expression:
    """Mole fraction of water in a gas in equilibrium with liquor, held below ``most`` near the boiling point."""
    return balance.least([vapour_pressure(balance, T) * activity / P, most])


def within_supply(balance: Balance, wanted: Expression, supply: Expression) -> Expression:
    """The amount wanted, or the supply if that is less; exactly nothing where either is nothing."""
    return wanted * (1.0 - balance.positive(1.0 - supply / (wanted + NOTHING)))


def saturating_vapour(balance: Balance, dry: Expression, share: Expression, water: Expression) -> Expression:
    """Vapour [mol/s] of a gas with so much dry gas that is saturated (or holds all the water there is)."""
    return within_supply(balance, dry * share / (1.0 - share), water)
