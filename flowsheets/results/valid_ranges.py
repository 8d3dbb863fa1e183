"""The ranges of validity of the units of a sheet, at the numbers of a solution."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
import numpy as np

from flowsheets.equations.entered import EnteredUnit, dimension_cached
from flowsheets.equations.problem import Problem
from unitops.declaration.balance import JudgedModel
from unitops.declaration.declared import Parameter, Quantity
from unitops.declaration.validity import Bound, Limit, Numbers, Validity
from unitops.quantities import convert

Number = TypeVar("Number", float, np.ndarray)


class UnitRange(msgspec.Struct, frozen=True):
    """One range of one unit of a sheet; ``positions`` are where the numbers of the unit stand in z."""

    unit: EnteredUnit
    validity: Validity
    measure: str
    positions: Mapping[str, int]

    def bounds(self, numbers: Numbers) -> tuple[float, float]:
        """Lower and upper bound in ``measure``; not a number where there is none."""
        return self._bound(self.validity.low, numbers), self._bound(self.validity.high, numbers)

    def in_measure(self, value: Number) -> Number:
        """A value [SI], or an array of them, in the declared unit."""
        return convert(value, dimension_cached(self.measure), self.measure)

    def _bound(self, bound: Bound, numbers: Numbers) -> float:
        if isinstance(bound, Limit):
            found = bound.at(numbers)
            return np.nan if found is None else float(self.in_measure(found))
        return np.nan if bound is None else float(bound)

    def value(self, numbers: Numbers) -> float:
        """The number that has the range, in ``measure``."""
        return float(self.in_measure(numbers[self.validity.of]))

    @property
    def constant(self) -> bool:
        """Whether neither bound depends on the solution."""
        return not isinstance(self.validity.low, Limit) and not isinstance(self.validity.high, Limit)

    def numbers(self, z: np.ndarray) -> dict[str, float]:
        """Numbers of the unit [SI] in one solution."""
        return {name: float(z[position]) for name, position in self.positions.items()}


def ranges_of(problem: Problem, unit_id: str) -> Iterator[UnitRange]:
    """The ranges that hold for a unit as it is entered; none while it is off."""
    unit = problem.units[unit_id]
    if unit.off or not unit.operation.validity:
        return
    choices = dict(unit.configuration.choices)
    quantities = unit.operation.declaration.quantities
    used = [name for name, item in quantities.items() if is_used(item, name, unit)]
    entries = [slot for slot in unit.numbers if slot not in quantities]
    positions = {name: problem.layout.position(unit_id, name) for name in (*used, *entries)}
    for validity in unit.operation.validity:
        if validity.of in positions and validity.applies(choices):
            yield UnitRange(unit, validity, quantities[validity.of].measure, positions)


def is_used(item: Quantity, name: str, unit: EnteredUnit) -> bool:
    """Whether a quantity has a number: a parameter that is absent when empty has none unless it is entered."""
    absent = isinstance(item, Parameter) and item.when_empty == "absent" and item.default is None
    return not absent or name in unit.configuration.given


class LocalDoubt(msgspec.Struct, frozen=True):
    """A local model of a unit (by id) that was used outside its validity: what it calculates, and why."""

    unit: str
    of: str
    says: str


def local_doubts(problem: Problem, z: np.ndarray, status: np.ndarray) -> list[LocalDoubt]:
    """What the local models of units say of their answers, each reason once for a unit.

    status [instance]: as the solution has it.
    """
    found: dict[tuple[str, str], LocalDoubt] = {}
    first = 0
    for local in problem.locals:
        states = status[first : first + len(local.owners)]
        first += len(local.owners)
        if not isinstance(local.model, JudgedModel):
            continue
        for k in np.flatnonzero(states).tolist():
            says = local.model.outside(int(states[k]), z[local.inputs[k]])
            if says and local.owners[k] in problem.units:
                found.setdefault((local.owners[k], says), LocalDoubt(local.owners[k], local.says, says))
    return list(found.values())


def written_ranges(
    problem: Problem, unit_id: str, z: np.ndarray, doubts: Sequence[LocalDoubt] = ()
) -> list[dict[str, Any]]:
    """The ranges of a unit as a result states them; the audit compares the unit's numbers with them.

    Local models, whose numbers are not in the result, state themselves that they were used outside validity.
    """
    rows: list[dict[str, Any]] = [
        {"of": doubt.of, "outside": True, "says": doubt.says} for doubt in doubts if doubt.unit == unit_id
    ]
    for each in ranges_of(problem, unit_id):
        low, high = each.bounds(each.numbers(z))
        rows.append(
            {
                "of": each.validity.of,
                "low": None if np.isnan(low) else low,
                "high": None if np.isnan(high) else high,
                "unit": each.measure,
                "says": each.validity.says,
                "source": each.validity.source,
            }
        )
    return rows
