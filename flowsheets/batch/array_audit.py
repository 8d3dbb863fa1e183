"""The audit of many cases of one sheet together, on arrays."""

from __future__ import annotations

import msgspec
import numpy as np
from msgspec.structs import replace

from flowsheets.audit import AuditFigures, CompiledAudit, Finding, ResultStructure, compile_audit
from flowsheets.audit.ranges import ValidRange, beyond, finding_of, used_outside
from flowsheets.audit.sentences import findings_of
from flowsheets.audit.totals import PROTON
from flowsheets.document.paths import tag_of
from flowsheets.equations.problem import Problem
from flowsheets.results.valid_ranges import UnitRange, is_used, local_doubts, ranges_of
from flowsheets.results.written import EMPTY_STREAM, write_result


class Crossing(msgspec.Struct, frozen=True):
    """Where a declared crossing of energy stands in z, and at which unit; ``side`` 0 enters, 1 leaves."""

    position: int
    unit: int
    side: int


class CaseAudit:
    """Audits z vectors of one compiled sheet: mass, elements, charge and energy of each, without a written file."""

    def __init__(self, problem: Problem) -> None:
        sheet, layout = problem.sheet, problem.layout
        streams = sorted(sheet.streams, key=lambda s: sheet.streams[s].tag)
        units = sorted(problem.units, key=lambda u: problem.units[u].tag)
        species = tuple(sorted(problem.species))
        column = {name: k for k, name in enumerate(species)}
        place = {unit: k for k, unit in enumerate(units)}
        ends = [(sheet.streams[s].source, sheet.streams[s].target) for s in streams]
        self.shape = (len(streams), len(species))
        self.audit: CompiledAudit = compile_audit(
            ResultStructure(
                species=species,
                streams=tuple(sheet.streams[s].tag for s in streams),
                units=tuple(tag_of(sheet, u) for u in units),
                source=np.array([place[a.unit] for a, _ in ends if a], dtype=np.intp),
                target=np.array([place[b.unit] for _, b in ends if b], dtype=np.intp),
                records=write_result(problem, problem.z)["species"],
                signed=frozenset({PROTON}),
            )
        )
        rows, columns, positions = [], [], []
        for row, stream in enumerate(streams):
            span, ids = layout.amounts(stream), layout.species(stream)
            rows += [row] * len(ids)
            columns += [column[name] for name in ids]
            positions += range(span.start, span.stop)
        self._flat = np.array(rows, dtype=np.intp) * len(species) + np.array(columns, dtype=np.intp)
        self._amounts = np.array(positions, dtype=np.intp)
        self._states = np.array([[layout.state(s, item) for s in streams] for item in "TPH"], dtype=np.intp)
        self._crossings = _crossings(problem, units)
        self._units, self._problem = len(units), problem
        self._ranges = [each for unit_id in units for each in ranges_of(problem, unit_id)]

    def check(self, z: np.ndarray, status: np.ndarray | None = None) -> AuditFigures:
        """Figures of all cases; z [case, number], status of local models [case, instance]."""
        cases, (streams, species) = len(z), self.shape
        flows = np.zeros((cases, streams * species))
        flows[:, self._flat] = z[:, self._amounts]
        flows = flows.reshape(cases, streams, species)
        largest = np.max(np.abs(flows), axis=2, initial=0.0)
        empty = largest <= EMPTY_STREAM * np.max(largest, axis=1, initial=0.0)[:, None]
        flows[empty] = 0.0
        temperature, pressure, enthalpy = (z[:, where] for where in self._states)
        energy = np.zeros((2, cases, self._units))
        for crossing in self._crossings:
            energy[crossing.side, :, crossing.unit] += z[:, crossing.position]
        with np.errstate(over="ignore", invalid="ignore"):
            figures = self.audit.check(
                flows, temperature, pressure, np.where(empty, 0.0, enthalpy), energy[0], energy[1]
            )
        inside = np.ones(cases, dtype=bool)
        for each in self._ranges:
            inside &= ~self._beyond(each, z)
        if status is not None:
            for case in np.flatnonzero(status.any(axis=1)):
                inside[case] &= not local_doubts(self._problem, z[case], status[case])
        return replace(figures, inside_validity=figures.inside_validity & inside)

    def _beyond(self, each: UnitRange, z: np.ndarray) -> np.ndarray:
        """Which cases leave a range of a unit."""
        values = np.asarray(each.in_measure(z[:, each.positions[each.validity.of]]))
        rows = [each.bounds(each.numbers(row)) for row in (z[:1] if each.constant else z)]
        low, high = np.array(rows).reshape(-1, 2).T
        return beyond(values, low, high) > 0.0

    def ranges_left(self, z: np.ndarray) -> dict[str, str]:
        """What of units lies outside the range of its law in one case, and the sentence that tells it."""
        found = ((f"{each.unit.tag}.{each.validity.of}", _finding(each, z)) for each in self._ranges)
        return {of: finding.sentence for of, finding in found if finding is not None}

    def sentences(self, figures: AuditFigures, case: int, z: np.ndarray, status: np.ndarray | None = None) -> str:
        """What the audit found in one case, with its numbers and status of local models; notes are left out."""
        told = [f for f in findings_of(self.audit, figures.case(case)) if f.severity != "note"]
        told += [found for each in self._ranges if (found := _finding(each, z)) is not None]
        for doubt in local_doubts(self._problem, z, status) if status is not None else ():
            told.append(used_outside(self._problem.units[doubt.unit].tag, doubt.of, doubt.says))
        failed = [finding for finding in told if finding.severity == "balance"]
        return " ".join(finding.sentence.rstrip(".") + "." for finding in failed or told)


def _finding(each: UnitRange, z: np.ndarray) -> Finding | None:
    """What is to be said of one range in one case."""
    numbers = each.numbers(z)
    valid = ValidRange(each.unit.tag, each.validity.of, each.measure, each.validity.says, each.validity.source)
    return finding_of(valid, each.value(numbers), *each.bounds(numbers))


def _crossings(problem: Problem, units: list[str]) -> tuple[Crossing, ...]:
    """Every declared heat, power, fuel or loss of every unit that is on."""
    found = []
    for row, unit_id in enumerate(units):
        unit = problem.units[unit_id]
        if unit.off:
            continue
        for name, item in unit.operation.declaration.quantities.items():
            direction = getattr(item, "energy", None)
            if direction is None or not is_used(item, name, unit):
                continue
            found.append(Crossing(problem.layout.position(unit_id, name), row, 0 if direction == "in" else 1))
    return tuple(found)
