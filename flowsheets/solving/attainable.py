"""What can be attained where a demand cannot: the result at the nearest value of its parameter with a solution."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
from msgspec.structs import replace

from flowsheets.document.operating_time import operating_hours
from flowsheets.equations.problem import CompiledSpecification, Freed, Problem
from flowsheets.equations.specifications import demanded_measure
from flowsheets.solving.diagnosis import UnsolvableError
from flowsheets.solving.impossible import negative_flows
from flowsheets.solving.newton import Iteration
from flowsheets.solving.solve import SolvedPoint, solve_steps
from unitops.errors import RaffinateError
from unitops.quantities import convert, format_number, preferred_unit, printed_unit, readable_quantity, unit_written

DEMANDS = 4
"""So many demands are let go at most, each by itself."""
STEPS = 12
"""So many values of a parameter are tried at most."""
FIRST, LEAST = 0.25, 0.02
"""First and least step of a parameter towards its bound, as a share of the way."""
GROWTH = 1.5
"""By which a parameter without a bound is moved."""
PATIENCE = 150
"""Iterations after which a solve that only serves an explanation is given up."""
Steps = Generator[Iteration, None, "SolvedPoint | None"]


def attained(specification: CompiledSpecification, z: np.ndarray) -> float:
    """The result that a specification demands [SI], at a solution."""
    group = specification.group
    values, _ = group.kernel.evaluate(z[group.arguments])
    return float(values[0, 0] + z[group.arguments[0, -1]])


def told_in_demanded_unit(problem: Problem, specification: CompiledSpecification, value: float) -> str:
    """A value [SI] of what is demanded, with its name, in the unit of the demand: 'S-3.mass_flow = 10 t/h'."""
    record = problem.sheet.specifications[specification.id]
    demanded = demanded_measure(problem.sheet, record, problem.units)
    unit = unit_written(record.target) or demanded.unit or preferred_unit(demanded.dimension)
    hours = operating_hours(problem.sheet) or None
    number = format_number(convert(value, demanded.dimension, unit, hours_per_year=hours), 4)
    name = specification.text.rpartition(f" {specification.relation} ")[0]
    return f"{name} = {number} {printed_unit(unit)}".rstrip()


def nearest_attainable(problem: Problem) -> Generator[Iteration, None, str]:
    """The first demand without which the sheet can be solved, and how near to it one comes; '' if there is none."""
    demands = [k for k, s in enumerate(problem.specifications) if s.relation == "="][:DEMANDS]
    for k in demands:
        specification = problem.specifications[k]
        freed, entered = specification.frees[0], problem.z[specification.frees[0].position]
        if entered == 0.0 and freed.lower > 0.0:
            continue
        without = replace(problem, specifications=[s for s in problem.specifications if s is not specification])
        solved = yield from _tried(without, without.z, float(entered), freed, None)
        if solved is not None:
            return (yield from _approached(without, solved, specification, freed))
    return ""


def _approached(
    problem: Problem, solved: SolvedPoint, specification: CompiledSpecification, freed: Freed
) -> Generator[Iteration, None, str]:
    """Move the parameter towards the bound at which the result comes nearer, as far as there are solutions."""
    nearest, target = solved, float(problem.z[specification.group.arguments[0, -1]])

    def miss(point: SolvedPoint) -> float:
        return attained(specification, point.z) - target

    for bound in (freed.lower, freed.upper):
        share, tried = FIRST, 0
        while share >= LEAST and tried < STEPS:
            tried += 1
            here = float(nearest.z[freed.position])
            there = _towards(here, bound, share)
            found = yield from _tried(problem, problem.z, there, freed, nearest)
            if found is None or there == here:
                share /= 2.0
                continue
            if miss(found) * miss(nearest) <= 0.0:
                return _crossed(problem, specification, freed, here, there)
            if abs(miss(found)) >= abs(miss(nearest)):
                break
            nearest, share = found, min(2.0 * share, 1.0)
        if nearest is not solved:
            break
    said = told_in_demanded_unit(problem, specification, attained(specification, nearest.z))
    at = readable_quantity(float(nearest.z[freed.position]), freed.unit)
    return f"Without the demand {specification.text} there is a solution; the nearest is {said}, {freed.path} at {at}."


def _crossed(problem: Problem, specification: CompiledSpecification, freed: Freed, low: float, high: float) -> str:
    ends = " and ".join(readable_quantity(value, freed.unit) for value in sorted((low, high)))
    return f"{specification.text} is met with {freed.path} between {ends}: enter such a value there to begin with."


def _towards(value: float, bound: float, share: float) -> float:
    """A value a share of the way to a bound; to no bound, or from far above nothing, by a factor."""
    if np.isfinite(bound):
        return bound if share >= 1.0 else value + share * (bound - value)
    return value * GROWTH ** (4.0 * share) if value else np.sign(bound)


def _tried(problem: Problem, z: np.ndarray, value: float, freed: Freed, start: SolvedPoint | None) -> Steps:
    """A solution with a parameter at a value that a plant can have, or None."""
    entered = z.copy()
    entered[freed.position] = value
    steps = solve_steps(replace(problem, z=entered), start=None if start is None else start.z)
    try:
        solved = yield from patiently(steps, PATIENCE)
    except (RaffinateError, ArithmeticError):
        return None
    return None if negative_flows(solved.problem, solved.z) else solved


def patiently(steps: Generator[Iteration, None, SolvedPoint], most: int) -> Generator[Iteration, None, SolvedPoint]:
    """The same iterations, but no more than ``most``. Raises UnsolvableError after these."""
    for _ in range(most):
        try:
            iteration = next(steps)
        except StopIteration as end:
            return end.value
        yield iteration
    steps.close()
    raise UnsolvableError(f"no solution was found in {most} iterations")
