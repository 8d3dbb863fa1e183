"""From a document in memory to an audited solution, without writing it: what the benchmarks time."""

from __future__ import annotations

import time
from dataclasses import dataclass

import msgspec
import numpy as np

from flowsheets.audit import AuditFigures, ResultStructure, compile_audit
from flowsheets.document.records import Flowsheet
from flowsheets.equations.build import compile_sheet
from flowsheets.equations.problem import Problem
from flowsheets.solving.finish import finished
from flowsheets.solving.solve import SolvedPoint, solve_steps


@dataclass(frozen=True)
class Audited:
    """A solved and audited sheet with the time that each part took [s]."""

    problem: Problem
    solved: SolvedPoint
    figures: AuditFigures
    compiling: float
    solving: float
    auditing: float

    @property
    def parts(self) -> tuple[float, float, float]:
        """Time of compiling, solving and auditing [s]."""
        return self.compiling, self.solving, self.auditing

    @property
    def closure(self) -> float:
        """Worst relative imbalance of mass and of any element over the plant."""
        return float(max(self.figures.mass_closure, np.max(self.figures.element_closure)))


def solve_and_audit(document: Flowsheet) -> Audited:
    """Compile, solve from nothing, audit the arrays; raises what these raise."""
    start = time.perf_counter()
    problem = compile_sheet(document)
    compiled = time.perf_counter()
    solved = finished(solve_steps(problem))
    found = time.perf_counter()
    figures = audited(problem, solved.z)
    end = time.perf_counter()
    return Audited(problem, solved, figures, compiled - start, found - compiled, end - found)


def audited(problem: Problem, z: np.ndarray) -> AuditFigures:
    """The audit of a solved sheet whose species are none of a liquor (no totals to settle)."""
    streams, species, units = (
        sorted(problem.sheet.streams),
        tuple(sorted(problem.species)),
        sorted(problem.units),
    )
    place = {unit: k for k, unit in enumerate(units)}
    column = {name: k for k, name in enumerate(species)}
    ends = [(problem.sheet.streams[s].source, problem.sheet.streams[s].target) for s in streams]
    structure = ResultStructure(
        species=species,
        streams=tuple(streams),
        units=tuple(units),
        source=np.array([place[a.unit] for a, _ in ends if a], dtype=np.intp),
        target=np.array([place[b.unit] for _, b in ends if b], dtype=np.intp),
        records=_records(problem),
        linear=True,
    )
    flows = np.zeros((len(streams), len(species)))
    columns_of: dict[tuple[str, ...], np.ndarray] = {}
    states = np.empty((len(streams), 3))
    for row, stream in enumerate(streams):
        ids = problem.layout.species(stream)
        if ids not in columns_of:
            columns_of[ids] = np.array([column[name] for name in ids], dtype=np.intp)
        span = problem.layout.amounts(stream)
        flows[row, columns_of[ids]] = z[span]
        states[row] = z[span.stop : span.stop + 3]
    given, taken = _crossings(problem, z, units)
    return compile_audit(structure).check(flows, states[:, 0], states[:, 1], states[:, 2], given, taken)


def _records(problem: Problem) -> dict[str, dict]:
    own = {record["id"]: record for record in problem.sheet.species}
    return {
        name: {**msgspec.to_builtins(problem.species[name]), "elements": own[name].get("elements", {})}
        for name in own
        if name in problem.species
    }


def _crossings(problem: Problem, z: np.ndarray, units: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Declared energy into and out of each unit [W]."""
    given, taken = np.zeros(len(units)), np.zeros(len(units))
    for row, unit in enumerate(units):
        for name, item in problem.units[unit].operation.declaration.quantities.items():
            direction = getattr(item, "energy", None)
            if direction is not None:
                side = given if direction == "in" else taken
                side[row] += z[problem.layout.position(unit, name)]
    return given, taken
