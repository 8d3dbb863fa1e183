"""Which constraint a sample without a result violates, judged by the audit and not by the solver that failed.

A solution in which every sum closes and some flow is below zero satisfies all equations, and no plant can have it.
Where a stream leaves the range of the data of what it carries, its enthalpy is anybody's continuation, and a balance of
energy says nothing. Where the solver found nothing, the sample is approached from the sheet as it is shipped: all
numbers go a share of the way together, and the first such solution names what bounds the way; where none follows, so
does a range of data or of a unit's law that the last one has left, and the sheet has not. A sample that is reached like
this, or towards which nothing of the kind happens, counts as a defect.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace

from flowsheets.audit import AuditFigures
from flowsheets.audit import tolerances as allowed
from flowsheets.batch.array_audit import CaseAudit
from flowsheets.equations.problem import Problem
from flowsheets.results.oversaturation import oversaturated
from flowsheets.solving.newton import SolveCancelledError
from flowsheets.solving.solve import SolvedPoint, solve_steps
from unitops.errors import RaffinateError

FIRST_STEP, LEAST_STEP = 0.25, 1 / 32
SECONDS_EACH, SECONDS = 4.0, 15.0
"""Processor time for each step of an approach, and for all of it."""
NAMED = 3
DUST = 1e-9
"""A flow below zero by less than this share of the largest is round-off of the solver: a defect, no constraint."""


@dataclass(frozen=True)
class Approach:
    """How far a sample was approached (share of the way), and the constraint that was met on it; '' if none was."""

    share: float
    violated: str


def violated(audit: CaseAudit, figures: AuditFigures) -> str:
    """The constraint that explains why a solution is out of balance; '' where it is not out or there is none."""
    found = figures.case(0)
    if found.ok:
        return ""
    streams = found.streams
    energies = (found.unit_energy, found.plant_energy)
    strange = np.abs(streams.enthalpy_difference) > allowed.STATED_ENTHALPY
    off_range = np.any(streams.beyond, axis=1)
    others = [fault for fault in streams.faults if fault is not streams.negative]
    if np.any(off_range) and not np.any(strange & ~off_range):
        others = others[:-1]  # what those streams' enthalpies are is not known
        energies = ()
    sums = (found.units, found.plant, *energies)
    if any(np.any(fault) for fault in others) or any(np.any(balance.failed) for balance in sums):
        return ""
    return _below_zero(audit, found) if np.any(streams.negative) else _off_range(audit, found)


def _below_zero(audit: CaseAudit, found: AuditFigures) -> str:
    """Streams and species below zero."""
    structure = audit.audit.structure
    where = np.argwhere(found.streams.negative)
    flows = [(found.flows[row, column], structure.streams[row], structure.species[column]) for row, column in where]
    flows = [flow for flow in flows if flow[0] < -DUST * float(np.max(np.abs(found.flows)))]
    named = [f"{species} in {stream} ({flow:.3g} mol/s)" for flow, stream, species in sorted(flows)[:NAMED]]
    return f"below zero where all else closes: {', '.join(named)}" if named else ""


def _off_range(audit: CaseAudit, found: AuditFigures) -> str:
    """Streams and species outside the range of their data."""
    structure = audit.audit.structure
    where = np.argwhere(found.streams.beyond)
    named = [f"{structure.species[column]} in {structure.streams[row]}" for row, column in where[:NAMED]]
    return f"outside the range of its data: {', '.join(named)}" if named else ""


def approached(base: SolvedPoint, sample: Problem, audit: CaseAudit) -> Approach:
    """Follow the solution from that of the sheet towards a sample, up to the first one that no plant can have."""
    shipped = base.problem.z
    share, step, z = 0.0, FIRST_STEP, base.z
    began = time.process_time()
    while share < 1.0 and step >= LEAST_STEP and time.process_time() - began < SECONDS:
        tried = min(share + step, 1.0)
        solved = _solved(replace(sample, z=shipped + tried * (sample.z - shipped)), z)
        if solved is None:
            step *= 0.5
            continue
        figures = audit.check(solved.z[None])
        if figures.case(0).ok:
            share, z, step = tried, solved.z, step * 2.0
            continue
        told = violated(audit, figures)
        if told:
            return Approach(tried, told)
        step *= 0.5
    told = _newly_left(audit, base.z, z) or _newly_oversaturated(sample, base.z, z)
    return Approach(share, told if share < 1.0 else "")


def _newly_oversaturated(sample: Problem, base: np.ndarray, z: np.ndarray) -> str:
    """Salts of which a liquor holds more than dissolves in a solution and not in the sheet as it is shipped."""
    usual = {found.salt for found in oversaturated(sample, base)}
    told = [found.sentence for found in oversaturated(sample, z) if found.salt not in usual]
    return "; ".join(told[:NAMED])


def _newly_left(audit: CaseAudit, base: np.ndarray, z: np.ndarray) -> str:
    """Ranges of data, else of the laws of units, that hold in the sheet as it is shipped and not in a solution."""
    before, now = audit.check(base[None]).case(0), audit.check(z[None]).case(0)
    if np.any(now.streams.beyond & ~before.streams.beyond):
        return _off_range(audit, now)
    usual = audit.ranges_left(base)
    return " ".join([told for of, told in audit.ranges_left(z).items() if of not in usual][:NAMED])


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
