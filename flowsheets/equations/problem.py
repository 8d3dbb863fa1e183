"""A compiled sheet: its numbers, its kernels and how to number them for a set of active specifications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from flowsheets.document.records import Flowsheet
from flowsheets.equations.entered import EnteredUnit
from flowsheets.equations.layout import Layout
from flowsheets.equations.local_memory import LocalMemory
from flowsheets.equations.system import Group, LocalGroup, System
from unitops.chemistry.species import Species


class Freed(msgspec.Struct, frozen=True):
    """A parameter that a specification may free: its place in z, its bounds [SI] and the unit in which it is shown."""

    path: str
    position: int
    lower: float
    upper: float
    unit: str = "1"


class CompiledSpecification(msgspec.Struct, frozen=True):
    """A specification ready to be solved with the sheet.

    ``group`` states result - target = 0. ``frees`` holds one parameter, or two that trade places.
    """

    id: str
    text: str
    relation: str
    group: Group
    frees: tuple[Freed, ...]


class Problem(msgspec.Struct, frozen=True):
    """Everything that solving needs; ``z`` holds entered numbers and, where unknown, a first value."""

    sheet: Flowsheet
    units: Mapping[str, EnteredUnit]
    species: Mapping[str, Species]
    layout: Layout
    z: np.ndarray
    scale: np.ndarray
    unknown: np.ndarray
    """Which entries of z are unknown when no specification is active."""
    groups: Sequence[Group]
    locals: Sequence[LocalGroup]
    specifications: Sequence[CompiledSpecification]
    inlets: Mapping[str, Mapping[str, tuple[str, ...]]]
    outlets: Mapping[str, Mapping[str, str]]
    given_temperature: Mapping[str, float] = msgspec.field(default_factory=dict)
    """Entered temperature of units that have one: where the temperature of their streams may start."""
    temperatures: np.ndarray = msgspec.field(default_factory=lambda: np.zeros(0, dtype=bool))
    """Which entries of z are temperatures: of streams, of units, among the inputs of local models."""
    memory: LocalMemory = msgspec.field(default_factory=LocalMemory)
    """What local models know already; each solve begins with an empty one."""

    def system(self, active: Sequence[int | None]) -> System:
        """The square system in which each specification frees the parameter numbered in ``active`` (None: none)."""
        unknown = self.unknown.copy()
        groups = list(self.groups)
        for specification, choice in zip(self.specifications, active, strict=True):
            if choice is not None:
                unknown[specification.frees[choice].position] = True
                groups.append(specification.group)
        return System(self.layout.size, np.flatnonzero(unknown), groups, self.locals, self.memory)
