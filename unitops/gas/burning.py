"""Complete combustion of gases: stoichiometry, extent and heating value.

A gas burns if it consists of carbon, hydrogen, nitrogen, sulfur and oxygen only and needs oxygen for it. Carbon ends
as CO2, hydrogen as steam, sulfur as SO2, nitrogen as N2 (no thermal NOx is formed here).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from unitops.chemistry.gas import lower_heating_value, oxygen_demand
from unitops.chemistry.species import Species, database
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import Transformation
from unitops.declaration.flow import Expression, Flow

OXYGEN = "O2(g)"
PRODUCTS = {"C": ("CO2(g)", 1.0), "H": ("H2O(g)", 0.5), "S": ("SO2(g)", 1.0), "N": ("N2(g)", 0.5)}
"""Product of each element and how much of it one atom gives [mol]."""
TRACE = 1e-12
"""Added to flows [mol/s] where they are compared, so that nothing divides by nothing."""


def combustion(species: Species) -> Mapping[str, float] | None:
    """Stoichiometry of burning one mole of a gas (fuel and oxygen negative); None if it does not burn."""
    elements = set(species.composition)
    demand = oxygen_demand(species.composition)
    if species.phase != "g" or elements - {*PRODUCTS, "O"} or demand <= 0.0:
        return None
    coefficients = {species.id: -1.0, OXYGEN: -demand}
    for element, (product, per_atom) in PRODUCTS.items():
        if element in elements:
            coefficients[product] = species.composition[element] * per_atom
    return MappingProxyType(coefficients)


@cache
def burning_transformations() -> tuple[Transformation, ...]:
    """What every combustible gas of the database burns to."""
    burning = (combustion(species) for species in database().values() if species.phase == "g")
    return tuple(
        Transformation(
            frozenset(s for s, nu in each.items() if nu < 0), frozenset(s for s, nu in each.items() if nu > 0)
        )
        for each in burning
        if each is not None
    )


def oxygen_to_burn(flow: Flow) -> Expression:
    """Oxygen that burns all combustible gases of a flow [mol/s]."""
    species = flow.book.species
    return flow.weighted(lambda s: oxygen_demand(species[s].composition) if combustion(species[s]) else 0.0)


def heat_of_burning(flow: Flow) -> Expression:
    """Lower heating value of all combustible gases of a flow at 298.15 K [W]."""
    species = flow.book.species
    return flow.weighted(lambda s: lower_heating_value(species[s]) if combustion(species[s]) else 0.0)


def burnt(flow: Flow, share: Expression) -> Flow:
    """The flow after a share of every combustible gas has burnt; without oxygen in it nothing burns."""
    if OXYGEN not in flow:
        return flow
    book = flow.book
    burning = {s: combustion(book.species[s]) for s in flow.gas.ids}
    change: dict[str, Expression] = {}
    for species_id, coefficients in burning.items():
        for other, nu in (coefficients or {}).items():
            change[other] = change.get(other, 0.0) + nu * flow[species_id]
    return Flow(book, flow.column + book.column(change) * share) if change else flow


def share_that_oxygen_allows(balance: Balance, flow: Flow, share: Expression) -> Expression:
    """The share of the combustible gases that burns: the one asked for, or less, as far as the oxygen goes."""
    enough = flow[OXYGEN] / (oxygen_to_burn(flow) * share + TRACE)
    return share * (1.0 - balance.positive(1.0 - enough))
