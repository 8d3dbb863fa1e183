"""What leaves an open or closed tank by its vent: gases with the water vapour that they carry."""

from __future__ import annotations

from functools import cache

from unitops.chemistry.formula import parse_species_id
from unitops.chemistry.gas import water_saturation_pressure
from unitops.chemistry.phases import WATER
from unitops.chemistry.species import database
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import Transformation
from unitops.declaration.declared import Outlet, Parameter
from unitops.declaration.flow import Closed, Expression, Flow, Leaving
from unitops.declaration.validity import Limit, Numbers, Validity

STEAM = "H2O(g)"
LEAST_DRY_PRESSURE = 0.02
"""Share of the pressure that the dry gas keeps: above some 99 degC in the open the vapour would have no limit."""

COLDEST, HOTTEST = 250.0, 640.0
"""[K] Where the law of vapour pressure has a meaning; iterates may stray beyond."""


LEAST_LEAVING = 1e-6
"""[kg/s] Of gas; less is round-off of the solution."""


def carries_vapour(leaving: str) -> Validity:
    """The pressure that a vessel must be under for what leaves it (the result ``leaving``) to be gas with vapour.

    Below it water boils, and as much vapour leaves as heat is supplied for; the law of humidity says nothing on that.
    """

    def boiling(numbers: Numbers) -> float | None:
        if not numbers[leaving] > LEAST_LEAVING:
            return None
        within = min(max(numbers["temperature"], COLDEST), HOTTEST)
        return numbers["humidity"] * float(water_saturation_pressure(within)) / (1.0 - LEAST_DRY_PRESSURE)

    return Validity(
        "pressure",
        low=Limit("at which its water boils", boiling),
        says="its water boils, and vapour is held at 49 times the dry gas; lower the temperature or use a flash tank "
        "or an evaporator",
        source="Wagner and Pruss 2002, doi 10.1063/1.1461829: pressure of saturated vapour over pure water",
    )


class Vent:
    """The vent of a vessel.

    All gas leaves by it. It carries water vapour to a share ``humidity`` of saturation over pure water at the
    vessel's temperature T and pressure P: n(H2O) = n(dry) h p(T) / (P - h p(T)), p after Wagner and Pruss. To
    this comes the stated ``evaporation`` from the open surface. Mist is not counted.
    """

    vent = Outlet("g", "gas given off or blown through, with its water vapour", optional=True)
    humidity = Parameter(
        1.0, "1", low=0.0, high=1.0, says="of the gas that leaves, relative to saturation",
        source="engineering practice: gas that has bubbled through a tank is saturated",
    )  # fmt: skip
    evaporation = Parameter(
        0.0, "t/h", low=0.0, says="water that evaporates from the surface, by the vent",
        source="none counted unless stated",
    )  # fmt: skip


@cache
def vapour_transformations() -> tuple[Transformation, ...]:
    """Water vapour appears wherever there are water and a gas."""
    gases = (identity for identity in database() if parse_species_id(identity)[1] == "g")
    needs = [frozenset((WATER, gas)) for gas in sorted(gases) if gas != STEAM]
    return tuple(Transformation(need, frozenset((STEAM,))) for need in needs)


def evaporation_transformation() -> Transformation:
    """Water vapour appears over water."""
    return Transformation(frozenset((WATER,)), frozenset((STEAM,)))


def vapour_carried(balance: Balance, contents: Flow, humidity: Expression, T: Expression, P: Expression) -> Expression:
    """Water vapour [mol/s] to be added to the gas of the contents so that it leaves as humid as stated."""
    gas = contents.gas
    dry = gas.without([STEAM])
    if not dry or WATER not in contents or STEAM not in balance.book.position:
        return 0.0
    within = balance.math.fmin(balance.math.fmax(T, COLDEST), HOTTEST)
    vapour_pressure = humidity * water_saturation_pressure(within, balance.math)
    dry_pressure = balance.greatest([P - vapour_pressure, LEAST_DRY_PRESSURE * P])
    return dry.moles * vapour_pressure / dry_pressure - gas[STEAM]


def vented(balance: Balance, contents: Flow, vent: Leaving | Closed, vapour: Expression) -> tuple[Flow, Flow]:
    """What stays in the vessel and what leaves by its vent, with so much vapour [mol/s] from the liquor.

    Without a connected vent no water evaporates; gas that cannot leave is refused by the balance.
    """
    if vent.connected and STEAM in balance.book.position and WATER in contents:
        contents = balance.advance(contents, {WATER: -1.0, STEAM: 1.0}, vapour)
    gas = contents.gas
    return contents.without(gas.ids), gas
