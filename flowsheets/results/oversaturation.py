"""Liquors that hold more of a salt than dissolves, where no unit lets it crystallise.

Evaporators, mixers and splitters know nothing of crystals. A salt that comes in with a reagent and leaves by a small
bleed alone piles up until a solid forms that the sheet does not have; the balance closes all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

import msgspec
import numpy as np

from flowsheets.equations.problem import Problem
from unitops.chemistry.aqueous.solubility import solubility, solubility_table
from unitops.chemistry.formula import molar_mass, parse_formula
from unitops.chemistry.phases import PROTON, WATER
from unitops.errors import DataError
from unitops.hydrometallurgy.aqueous_solids import dissolved
from unitops.quantities import format_quantity

WELL_SOLUBLE = 4.0
"""[g/100 g] Of salts that dissolve less, complexes and weak acids decide: these are left to the equilibrium models."""
CLEARLY = 1.1
"""So many times the solubility in pure water is told; beside a salt with the same ion less dissolves."""
LEAST_WATER = 1e-6
"""Share of the largest flow of water below which a stream is the film of a cake and no liquor."""
LEAST_CRYSTALS = 1e-6
"""Share of the largest flow in a stream from which on crystals in it count."""
HOLDING_PROTONS = ("SO4-2(aq)", "CO3-2(aq)")
"""Anions of which a salt of the acid, much more soluble, takes one each with every proton."""


class Oversaturation(msgspec.Struct, frozen=True):
    """A stream (by tag) that holds ``times`` as much of a salt as dissolves in water at its temperature [K]."""

    stream: str
    salt: str
    times: float
    temperature: float

    @property
    def sentence(self) -> str:
        """What there is to tell of it."""
        at = format_quantity(self.temperature, "degC", 3)
        return (
            f"{self.stream} holds {self.times:.2g} times as much {self.salt} as dissolves in water at {at}: crystals "
            "would form there, for which no unit provides"
        )


def oversaturated(problem: Problem, z: np.ndarray) -> list[Oversaturation]:
    """Of each salt the stream that holds most of it beyond its solubility; none where the next unit crystallises it."""
    worst: dict[str, Oversaturation] = {}
    for found in _all_oversaturated(problem, z):
        if found.salt not in worst or found.times > worst[found.salt].times:
            worst[found.salt] = found
    return list(worst.values())


def _all_oversaturated(problem: Problem, z: np.ndarray) -> Iterator[Oversaturation]:
    layout = problem.layout
    liquors = {
        stream: dict(zip(layout.species(stream), z[layout.amounts(stream)].tolist(), strict=True))
        for stream in problem.sheet.streams
        if WATER in layout.species(stream)
    }
    most = max((flow[WATER] for flow in liquors.values()), default=0.0)
    for stream, flow in liquors.items():
        if flow[WATER] <= LEAST_WATER * most:
            continue
        temperature = float(z[layout.state(stream, "T")])
        for salt, ions in well_soluble_salts().items():
            times = _times(salt, ions, flow, temperature)
            if times > CLEARLY and not _crystallises_next(problem, z, stream, salt):
                yield Oversaturation(problem.sheet.streams[stream].tag, salt, times, temperature)


def _times(salt: str, ions: Mapping[str, float], flow: Mapping[str, float], temperature: float) -> float:
    """The salt in a flow over what its water dissolves; 0 where an ion is missing or nothing was measured there."""
    if not all(ion in flow for ion in ions):
        return 0.0
    protons = max(flow.get(PROTON, 0.0), 0.0)
    free = {ion: flow[ion] - (protons if ion in HOLDING_PROTONS else 0.0) for ion in ions}
    there = min(free[ion] / count for ion, count in ions.items())
    if there <= 0.0:
        return 0.0
    curve = solubility(salt, np.array([temperature]))
    if not curve.inside[0]:
        return 0.0
    mass = there * molar_mass(parse_formula(salt))
    return mass / (flow[WATER] * molar_mass(parse_formula("H2O")) * float(curve.value[0]))


def _crystallises_next(problem: Problem, z: np.ndarray, stream: str, salt: str) -> bool:
    """Whether the unit that receives a stream sends on crystals of the salt, with or without water."""
    target = problem.sheet.streams[stream].target
    if target is None or target.unit not in problem.outlets:
        return False
    layout = problem.layout
    for outlet in problem.outlets[target.unit].values():
        flows = dict(zip(layout.species(outlet), z[layout.amounts(outlet)].tolist(), strict=True))
        crystals = [s for s in flows if s.endswith("(s)") and s.startswith((f"{salt}(", f"{salt}·"))]
        if sum(flows[s] for s in crystals) > LEAST_CRYSTALS * max(flows.values()):
            return True
    return False


@cache
def well_soluble_salts() -> Mapping[str, Mapping[str, float]]:
    """Salts of measured solubility that dissolve well at every temperature, with the ions of a mole."""
    found: dict[str, Mapping[str, float]] = {}
    for salt, record in solubility_table().salts.items():
        if min(min(branch.g_per_100g) for branch in record.branches) < WELL_SOLUBLE:
            continue
        try:
            ions = dissolved(f"{salt}(s)")
        except DataError:
            continue  # a salt that is no species of ours is in no stream
        if PROTON not in ions and WATER not in ions:
            found[salt] = MappingProxyType(dict(ions))
    return MappingProxyType(found)
