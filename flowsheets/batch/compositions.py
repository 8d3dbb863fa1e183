"""Varied entries of compositions: 'FD-101.composition[MnO2(s)]', '...[moisture]', an element of an assay, a solute.

A composition is read anew for every case, by the rules by which it is read from a file; only its numbers then go into
the compiled sheet. Without a "rest" (or "unassigned") that takes the remainder, fractions must be varied together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import msgspec
import numpy as np

from flowsheets.batch.columns import CompositionColumn, NumberColumn
from flowsheets.equations.chemistry_of_sheet import SheetChemistry
from flowsheets.equations.problem import Problem
from unitops.chemistry.assay import read_composition
from unitops.errors import InputError
from unitops.quantities import format_quantity


class VariedComposition(msgspec.Struct, frozen=True):
    """A composition some of whose entries vary: which columns they are and where its amounts stand in z."""

    place: str
    entered: Mapping[str, Any]
    columns: tuple[tuple[int, CompositionColumn], ...]
    species: tuple[str, ...]
    positions: np.ndarray
    chemistry: SheetChemistry

    def amounts(self, values: np.ndarray) -> np.ndarray:
        """Amounts [mol/kg] in the order of ``positions`` for the numbers of one case [SI].

        Raises InputError for a composition that cannot be, or that has a species which the sheet's own has not.
        """
        entered = dict(self.entered)
        for index, column in self.columns:
            text = format_quantity(float(values[index]), column.unit, None, dimension=column.dimension)
            entered = with_entry(entered, column.way, column.key, text)
        chemistry = self.chemistry
        found = read_composition(entered, self.place, chemistry.species, chemistry.canonical_amounts)
        new = [s for s, amount in found.items() if amount and s not in self.species]
        if new:
            raise InputError(
                f"{', '.join(new)} is not in the composition that the sheet was compiled with",
                place=self.place,
                remedy="Enter a trace of it on the sheet.",
            )
        return np.array([found.get(s, 0.0) for s in self.species])


def varied_compositions(problem: Problem, columns: Sequence[NumberColumn]) -> list[VariedComposition]:
    """The compositions that some columns are entries of."""
    groups: dict[tuple[str, str], list[tuple[int, CompositionColumn]]] = {}
    for index, column in enumerate(columns):
        if isinstance(column, CompositionColumn):
            groups.setdefault((column.owner, column.name), []).append((index, column))
    found = []
    for (owner, name), members in groups.items():
        species = problem.units[owner].configuration.composition
        found.append(
            VariedComposition(
                place=f"{problem.units[owner].tag}.{name}",
                entered=cast("Mapping[str, Any]", problem.sheet.units[owner].parameters[name]),
                columns=tuple(members),
                species=species,
                positions=np.array([problem.layout.position(owner, f"{name}[{s}]") for s in species], dtype=np.intp),
                chemistry=SheetChemistry(problem.sheet.species),
            )
        )
    return found


def with_entry(entered: Mapping[str, Any], way: str, key: str, value: Any) -> dict[str, Any]:
    """A composition with one entry changed; way '' is the composition's own level (moisture)."""
    if not way:
        return {**entered, key: value}
    return {**entered, way: {**entered[way], key: value}}
