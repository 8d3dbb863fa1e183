"""Exact derivatives of results by entered numbers, from the factors of the last iteration."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from flowsheets.document.paths import parse_path, resolve_owner
from flowsheets.document.targets import specification_of, target_path
from flowsheets.equations.layout import TARGETS
from flowsheets.equations.problem import Problem
from flowsheets.equations.system import System
from flowsheets.solving.linear import Factor
from unitops.errors import InputError


def total_derivatives(
    system: System, factor: Factor, entries: np.ndarray, slopes: dict[int, float], inputs: Sequence[int]
) -> np.ndarray:
    """Derivative of a result by each entry of z in ``inputs``, the sheet following along.

    slopes: partial derivatives of the result by entries of z. One back-substitution with the transposed factors.
    """
    right = np.zeros(system.columns)
    direct = np.zeros(system.z_size)
    for position, slope in slopes.items():
        direct[position] += slope
    right[:] = direct[system.unknown]
    adjoint = factor.solve_transposed(right)
    positions = np.asarray(inputs, dtype=np.int64)
    by_inputs = system.by_parameters(entries, positions)
    return direct[positions] - by_inputs.T @ adjoint


def entered_inputs(problem: Problem, system: System) -> dict[str, int]:
    """Every entered number of every unit that is not unknown, and every target that acts, by path with tags."""
    inputs: dict[str, int] = {}
    for unit_id, unit in problem.units.items():
        for slot in unit.numbers:
            position = problem.layout.position(unit_id, slot)
            if system.column[position] < 0:
                inputs[f"{unit.tag}.{slot}"] = position
    demanded = set(system.entry_places.tolist())
    for specification in problem.specifications:
        position = problem.layout.position(TARGETS, specification.id)
        if position in demanded:  # of the specifications that act
            inputs[target_path(problem.sheet, specification.id)] = position
    return inputs


def input_position(problem: Problem, system: System, text: str) -> int:
    """Where the entered number of a path stands; raises InputError if it is not entered."""
    key = specification_of(problem.sheet, text)
    if key is not None:
        return problem.layout.position(TARGETS, key)
    path = parse_path(text)
    owner = resolve_owner(problem.sheet, path.owner)
    slot = f"{path.name}[{path.argument}]" if path.argument else path.name
    if owner in problem.units and slot in problem.layout.slots[owner]:
        position = problem.layout.position(owner, slot)
        if system.column[position] < 0:
            return position
    raise InputError(f"'{text}' is not an entered number", remedy="Name a parameter that is entered and not freed.")
