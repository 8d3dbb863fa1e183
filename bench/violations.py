"""Which constraint a sample without a result violates, judged by the audit and not by the solver that failed.

A solution in which every sum closes and some flow is below zero satisfies all equations, and no plant can have it.
Where the solver found nothing, the sample is approached from the sheet as it is shipped: all numbers go a share of the
way together, and the first solution below zero names what bounds the way. A sample that is reached like this, or
towards which nothing goes below zero, counts as a defect.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from flowsheets.audit import AuditFigures
from flowsheets.batch.array_audit import CaseAudit
from flowsheets.equations.problem import Problem
from flowsheets.solving.newton import SolveCancelledError
from flowsheets.solving.solve import SolvedPoint, solve_steps
from unitops.errors import RaffinateError

FIRST_STEP, LEAST_STEP = 0.25, 1 / 32
SECONDS_EACH = 4.0
"""Processor time for each step of an approach."""
NAMED = 3


@dataclass(frozen=True)
class Approach:
    """How far a sample was approached (share of the way), and the constraint that was met on it; '' if none was."""

    share: float
    violated: str


def below_zero(audit: CaseAudit, figures: AuditFigures) -> str:
    """Streams and species below zero, where every sum closes besides; '' where none is or a sum does not close."""
    found = figures.case(0)
    streams = found.streams
    others = [fault for fault in streams.faults if fault is not streams.negative]
    sums = (found.units, found.plant, found.unit_energy, found.plant_energy)
    if any(np.any(fault) for fault in others) or any(np.any(balance.failed) for balance in sums):
        return ""
    structure = audit.audit.structure
    where = np.argwhere(streams.negative)
    flows = [(found.flows[row, column], structure.streams[row], structure.species[column]) for row, column in where]
    named = [f"{species} in {stream} ({flow:.3g} mol/s)" for flow, stream, species in sorted(flows)[:NAMED]]
    return f"below zero where all else closes: {', '.join(named)}" if named else ""


def approached(base: SolvedPoint, sample: Problem, audit: CaseAudit) -> Approach:
    """Follow the solution from that of the sheet towards a sample, up to the first one that no plant can have."""
    shipped = base.problem.z
    share, step, z = 0.0, FIRST_STEP, base.z
    while share < 1.0 and step >= LEAST_STEP:
        tried = min(share + step, 1.0)
        problem = replace(sample, z=shipped + tried * (sample.z - shipped))
        solved = _solved(problem, z)
        if solved is None:
            step *= 0.5
            continue
        figures = audit.check(solved.z[None])
        violated = below_zero(audit, figures)
        if violated:
            return Approach(tried, violated)
        if not figures.ok[0]:
            step *= 0.5
            continue
        share, z, step = tried, solved.z, step * 2.0
    return Approach(share, "")


def _solved(problem: Problem, start: np.ndarray) -> SolvedPoint | None:
    began = time.process_time()

    def late() -> bool:
        return time.process_time() - began > SECONDS_EACH

    steps = solve_steps(problem, start=start, stop=late)
    try:
        while True:
            next(steps)
    except StopIteration as end:
        return end.value
    except (RaffinateError, ArithmeticError, SolveCancelledError):
        return None
