"""Fuel, air and reduction in one oxygen balance: everything written in terms of wholly burnt gas.

A roaster's gas has one oxygen balance whichever way the oxygen goes: coal may burn with air, or be gasified by carbon
dioxide (Boudouard) whose carbon monoxide then reduces an ore. So all fuels are written as burnt, and a reduction as
the release of the oxygen it takes: with CO = CO2 - 1/2 O2, ``MnO2(s) + CO(g) -> MnO(s) + CO2(g)`` is
MnO2(s) = MnO(s) + 1/2 O2(g). What the balance leaves of oxygen is in the gas; what it lacks tells how much CO and
H2 there is, and the water-gas shift how it is divided between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from msgspec.structs import replace

from unitops.chemistry.combustion import PRODUCTS
from unitops.chemistry.gas import lower_heating_value, oxygen_demand
from unitops.chemistry.species import Species
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import ReactionEntry, Transformation
from unitops.declaration.flow import Expression, Flow
from unitops.errors import InputError
from unitops.gas.burning import OXYGEN, TRACE, combustion
from unitops.gas.humidity import STEAM

CARBON_DIOXIDE, CARBON_MONOXIDE, HYDROGEN, CHAR = "CO2(g)", "CO(g)", "H2(g)", "C(s)"
SHIFTED = frozenset({OXYGEN, CARBON_DIOXIDE, CARBON_MONOXIDE, STEAM, HYDROGEN})
SHIFT_A, SHIFT_B = 4577.8, -4.33
"""ln K of CO + H2O = CO2 + H2 is A/T + B: Moe, Chem. Eng. Prog. 58 (1962) 33."""
COLDEST_SHIFT, HOTTEST_SHIFT = 600.0, 2500.0
"""[K] Range in which the shift is evaluated; outside it is held at the end (iterates stray far)."""


def solid_combustion(species: Species) -> Mapping[str, float]:
    """Stoichiometry of burning one mole of a solid fuel to gases and ash oxides (fuel and oxygen negative).

    Raises InputError for an element whose product is not settled.
    """
    from unitops.chemistry.species import database

    coefficients = {species.id: -1.0, OXYGEN: -oxygen_demand(species.composition)}
    for element, count in species.composition.items():
        if element == "O":
            continue
        product = STEAM if element == "H" else PRODUCTS.get(element)
        if product is None or product not in database():
            raise InputError(
                f"what {element} of the fuel burns to is not settled",
                place=species.id,
                remedy="Use a fuel of C, H, O, N, S and ash of Si, Al, Fe, Ca, Mg, Na, K.",
            )
        made = count / database()[product].composition[element]
        coefficients[product] = coefficients.get(product, 0.0) + made
    return MappingProxyType(coefficients)


@cache
def _burning(species_id: str) -> Mapping[str, float] | None:
    """Stoichiometry of burning a gas or solid fuel of the database; None if it is not there or does not burn."""
    from unitops.chemistry.species import database

    species = database().get(species_id)
    if species is None:
        return None
    return combustion(species) if species.phase == "g" else solid_combustion(species)


def transformations(fuels: Iterable[str], reactions: Iterable[ReactionEntry]) -> tuple[Transformation, ...]:
    """What solid fuels, combustible gases and the reactions can bring into the gas.

    ``fuels`` are the species that may burn here, gases included.
    """
    named = tuple(fuels)
    changes = []
    for fuel in named:
        burning = _burning(fuel)
        if burning is not None:
            made = frozenset(s for s, nu in burning.items() if nu > 0)
            char = frozenset() if fuel.endswith("(g)") else frozenset({CHAR})
            changes.append(Transformation(frozenset({fuel}), made | SHIFTED | char))
    changes += [in_burnt_gas(entry, named).transformation for entry in reactions]
    return tuple(changes)


def in_burnt_gas(entry: ReactionEntry, fuels: Sequence[str]) -> ReactionEntry:
    """The reaction with every combustible written as its burnt gas less oxygen.

    Raises InputError if the conversion is that of a combustible: it is for the balance to say how much of that burns.
    """
    coefficients = entry.coefficients
    for species_id, nu in entry.stoichiometry:
        burning = _burning(species_id) if species_id in fuels else None
        if burning is None:
            continue
        if species_id == entry.of:
            raise InputError(
                f"the conversion of {species_id} follows from the oxygen balance",
                place=entry.text,
                remedy="State the conversion of the solid that is reduced or oxidised.",
            )
        for other, count in burning.items():
            coefficients[other] = coefficients.get(other, 0.0) + nu * count
    kept = tuple(sorted((s, nu) for s, nu in coefficients.items() if abs(nu) > 1e-12))
    return replace(entry, stoichiometry=kept)


def takes_reductant(entry: ReactionEntry, fuels: Sequence[str]) -> bool:
    """Whether a combustible is among the reactants as written."""
    return any(nu < 0 and species_id in fuels for species_id, nu in entry.stoichiometry)


def demand(flow: Flow, fuels: Sequence[str]) -> Expression:
    """Oxygen that burns the fuels of a flow wholly [mol/s]."""
    return flow.weighted(lambda s: -(_burning(s) or {}).get(OXYGEN, 0.0) if s in fuels else 0.0)


def heating_value(flow: Flow, fuels: Sequence[str]) -> Expression:
    """Lower heating value of the fuels of a flow at 298.15 K [W]."""
    species = flow.book.species
    return flow.weighted(lambda s: lower_heating_value(species[s]) if s in fuels and _burning(s) else 0.0)


def burnt(flow: Flow, fuels: Sequence[str]) -> Flow:
    """The flow after the fuels named have burnt wholly, whether or not there is oxygen for it."""
    change: dict[str, Expression] = {}
    for fuel in (s for s in flow.ids if s in fuels):
        for other, nu in (_burning(fuel) or {}).items():
            change[other] = change.get(other, 0.0) + nu * flow[fuel]
    return flow.changed(change) if change else flow


def carbon_of(flow: Flow, fuels: Sequence[str]) -> Expression:
    """Carbon of the solid fuels of a flow [mol/s]."""
    return flow.solid.weighted(lambda s: flow.book.species[s].composition.get("C", 0.0) if s in fuels else 0.0)


def with_char(flow: Flow, char: Expression) -> Flow:
    """The burnt flow with so much carbon [mol/s] left as char instead of carbon dioxide."""
    if CHAR not in flow.book.position:
        return flow
    return flow.changed({CHAR: char, CARBON_DIOXIDE: -char, OXYGEN: char})


def with_oxygen_settled(balance: Balance, flow: Flow, unburnt: Expression, T: Expression) -> Flow:
    """The gas with what it lacks of oxygen as CO and H2, divided by the water-gas shift at T [K].

    ``flow`` is wholly burnt and its oxygen may be negative; ``unburnt`` [mol/s O2] is lacking in any case (incomplete
    burning). With C and W mol/s of carbon dioxide and steam and d mol/s of oxygen lacking, x of CO is the root of
    (C - x)(2 d - x) = K x (W - 2 d + x) between 0 and 2 d.
    """
    if not balance.book.position.keys() >= SHIFTED:
        return flow
    math = balance.math
    size = math.fabs(flow[OXYGEN]) + unburnt + TRACE
    lacking = unburnt + balance.positive(-flow[OXYGEN] - unburnt, size)
    K = math.exp(SHIFT_A / math.fmin(math.fmax(T, COLDEST_SHIFT), HOTTEST_SHIFT) + SHIFT_B)
    carbon, steam, two = flow[CARBON_DIOXIDE], flow[STEAM], 2.0 * lacking
    linear = math.fmax(carbon + two + K * (steam - two), 0.0) + TRACE
    root = math.sqrt(math.fmax(linear * linear - 4.0 * (1.0 - K) * two * carbon, 0.0) + TRACE * TRACE)
    monoxide = balance.define("carbon monoxide", 2.0 * two * carbon / (linear + root))
    return flow.changed(
        {
            OXYGEN: lacking,
            CARBON_DIOXIDE: -monoxide,
            CARBON_MONOXIDE: monoxide,
            STEAM: monoxide - two,
            HYDROGEN: two - monoxide,
        }
    )
