"""Quantities of a stream that can be demanded, shown as an indicator and differentiated.

One place says what each name means; specifications, indicators and sensitivities all take it from here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np

from flowsheets.equations.kernel import Kernel, Row
from flowsheets.equations.symbolic import casadi
from unitops.chemistry.phases import PHASE_NAMES, WATER
from unitops.chemistry.species import Species
from unitops.declaration.flow import Flow, SpeciesBook
from unitops.errors import InputError
from unitops.quantities import Dimension

NOTHING = 1e-15


class StreamMeasure(msgspec.Struct, frozen=True):
    """A named quantity of a stream: its dimension, what it is, and whether it takes an argument in brackets."""

    name: str
    dimension: Dimension
    says: str
    law: Callable[[Flow, Any, Any, str], Any]
    takes: str = ""


def _part(flow: Flow, argument: str) -> Any:
    """Mass flow [kg/s] of a species, of an element in all its species, or of a phase by its name."""
    letters = [letter for letter, name in PHASE_NAMES.items() if name == argument]
    if letters:
        return flow.phase(letters[0]).mass
    if argument in flow.book.position:
        return flow[argument] * flow.book.molar_mass(argument)
    return flow.element(argument) * atomic_mass(argument)


def _dry_part(flow: Flow, argument: str) -> Any:
    return _part(flow.solid, argument) / (flow.solid.mass + NOTHING)


def _volume(flow: Flow, T: Any) -> Any:
    return flow.book.liquor_volume(flow, T) if flow.aqueous else 0.0


def _solids_volume(flow: Flow) -> Any:
    def molar_volume(species_id: str) -> float:
        known = flow.book.species[species_id].molar_volume
        return known.value if known is not None else 0.0

    return flow.phase("s", "o", "m").weighted(molar_volume)


def atomic_mass(symbol: str) -> float:
    """Molar mass of an element [kg/mol]; raises InputError for a name that is none."""
    from unitops.chemistry.formula import atomic_weights

    weights = atomic_weights()
    if symbol not in weights:
        raise InputError(
            f"'{symbol}' is neither a species of this stream, nor an element, nor a phase",
            remedy="Write for example Li, Li2CO3(s) or solid.",
        )
    return weights[symbol]


MEASURES: Mapping[str, StreamMeasure] = {
    measure.name: measure
    for measure in (
        StreamMeasure("T", Dimension.TEMPERATURE, "temperature", lambda f, T, P, a: T),
        StreamMeasure("P", Dimension.PRESSURE, "pressure", lambda f, T, P, a: P),
        StreamMeasure("mass_flow", Dimension.MASS_FLOW, "total mass flow", lambda f, T, P, a: f.mass),
        StreamMeasure("molar_flow", Dimension.AMOUNT_FLOW, "total molar flow", lambda f, T, P, a: f.moles),
        StreamMeasure(
            "flow_of", Dimension.MASS_FLOW, "mass flow of a species, element or phase",
            lambda f, T, P, a: _part(f, a), "species, element or phase",
        ),
        StreamMeasure(
            "molar_flow_of", Dimension.AMOUNT_FLOW, "molar flow of a species or element",
            lambda f, T, P, a: f[a] if a in f.book.position else f.element(a), "species or element",
        ),
        StreamMeasure(
            "fraction", Dimension.MASS_FRACTION, "mass fraction of a species, element or phase",
            lambda f, T, P, a: _part(f, a) / (f.mass + NOTHING), "species, element or phase",
        ),
        StreamMeasure(
            "fraction_in_solids", Dimension.MASS_FRACTION, "mass fraction in the dry solids", 
            lambda f, T, P, a: _dry_part(f, a), "species or element",
        ),
        StreamMeasure(
            "fraction_in_liquor", Dimension.MASS_FRACTION, "mass fraction in the liquor",
            lambda f, T, P, a: _part(f.aqueous, a) / (f.aqueous.mass + NOTHING), "species or element",
        ),
        StreamMeasure(
            "mole_fraction", Dimension.MOLE_FRACTION, "mole fraction",
            lambda f, T, P, a: f[a] / (f.moles + NOTHING), "species",
        ),
        StreamMeasure(
            "mole_fraction_in_gas", Dimension.MOLE_FRACTION, "mole fraction in the gas",
            lambda f, T, P, a: f.gas[a] / (f.gas.moles + NOTHING), "species",
        ),
        StreamMeasure(
            "solids_fraction", Dimension.MASS_FRACTION, "share of solids by mass",
            lambda f, T, P, a: f.solid.mass / (f.mass + NOTHING),
        ),
        StreamMeasure(
            "concentration", Dimension.CONCENTRATION, "mass per volume of liquor at its temperature",
            lambda f, T, P, a: _part(f.aqueous, a) / (_volume(f, T) + NOTHING), "species or element",
        ),
        StreamMeasure(
            "molality", Dimension.MOLALITY, "moles per kilogram of water",
            lambda f, T, P, a: f.aqueous[a] / (f[WATER] * 0.0180153 + NOTHING), "species",
        ),
        StreamMeasure(
            "liquor_flow", Dimension.MASS_FLOW, "mass flow of liquor", lambda f, T, P, a: f.aqueous.mass
        ),
        StreamMeasure(
            "solids_flow", Dimension.MASS_FLOW, "mass flow of dry solids", lambda f, T, P, a: f.solid.mass
        ),
        StreamMeasure(
            "volume_flow", Dimension.VOLUME_FLOW, "volume flow of liquor and solids",
            lambda f, T, P, a: _volume(f, T) + _solids_volume(f),
        ),
        StreamMeasure(
            "normal_gas_flow", Dimension.NORMAL_GAS_FLOW, "gas, as normal volume", 
            lambda f, T, P, a: f.gas.moles,
        ),
    )
}  # fmt: skip
"""Every quantity of a stream by name."""


def build_measure_kernel(
    name: str, argument: str, ids: Sequence[str], species: Mapping[str, Species], target: bool
) -> Kernel:
    """Arguments: the stream's amounts, T, P, H and, with ``target``, the target; one row: measure (minus target).

    Raises InputError for a name or an argument that means nothing.
    """
    ca = casadi()

    measure = MEASURES[name]
    book = SpeciesBook(ids, species, ca)
    n = ca.SX.sym("n", len(ids))
    T, P, H = ca.SX.sym("T"), ca.SX.sym("P"), ca.SX.sym("H")
    value = measure.law(Flow(book, n), T, P, argument)
    arguments = [n, T, P, H]
    if target:
        goal = ca.SX.sym("target")
        arguments.append(goal)
        value = value - goal
    return Kernel(f"{name}[{argument}]", arguments, [value], [Row(measure.says, "result")])


def measured(name: str, argument: str, ids: Sequence[str], species: Mapping[str, Species], state: np.ndarray) -> float:
    """A stream's measure [SI] in the state given, its amounts, T, P and H; without derivatives nothing is compiled.

    Raises InputError for an argument that means nothing.
    """
    ca = casadi()

    *amounts, T, P, _ = state.tolist()
    flow = Flow(SpeciesBook(ids, species, ca), ca.DM(amounts))
    return float(MEASURES[name].law(flow, T, P, argument))


def find_measure(name: str, argument: str, place: str) -> StreamMeasure:
    """The measure of a name; raises InputError that lists what there is."""
    measure = MEASURES.get(name)
    if measure is None:
        raise InputError(
            f"a stream has no quantity '{name}'", place=place, remedy=f"It has {', '.join(sorted(MEASURES))}."
        )
    if measure.takes and not argument:
        raise InputError(f"'{name}' needs a {measure.takes} in brackets", place=place)
    return measure
