"""Audit a written result: parse, add up, judge."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from flowsheets.audit.check import CompiledAudit, compile_audit
from flowsheets.audit.figures import CHARGE, FIRST_ELEMENT, MASS, AuditFigures
from flowsheets.audit.findings import AuditReport, Closure, Finding, LoopRow, UnitRow
from flowsheets.audit.sentences import findings_of
from flowsheets.audit.written import read_file, read_result

HOUR = 3600.0


def audit(result: Mapping[str, Any]) -> AuditReport:
    """Re-add a written result: every stream, unit and loop, and the plant.

    Tolerances stand in ``flowsheets.audit.tolerances``, the rules in docs/audit.md. Raises AuditError for
    what is not a written result; a result that does not add up is no error but a report.
    """
    # A hostile number may overflow in a sum; it then fails its balance, which is all that is wanted.
    with np.errstate(over="ignore", invalid="ignore"):
        written = read_result(result)
        compiled = compile_audit(written.structure)
        figures = compiled.check(
            written.flows,
            written.temperature,
            written.pressure,
            written.enthalpy,
            written.energy_in,
            written.energy_out,
            written.stated,
        )
        return report_of(compiled, figures, stated_status=written.status, before=written.findings)


def audit_file(path: str | Path) -> AuditReport:
    """``audit`` of a JSON file; raises AuditError also for a file that is missing, cut or no JSON."""
    return audit(read_file(path))


def report_of(
    compiled: CompiledAudit,
    figures: AuditFigures,
    *,
    stated_status: str = "",
    before: tuple[Finding, ...] = (),
) -> AuditReport:
    """The report on figures that ``CompiledAudit.check`` gave; ``before`` are findings made on reading."""
    findings = (*before, *findings_of(compiled, figures))
    return AuditReport(
        status=_status(findings, stated_status),
        stated_status=stated_status,
        closure=Closure(
            mass=float(figures.mass_closure),
            energy=float(figures.energy_closure),
            charge=float(figures.charge_closure),
            elements=dict(zip(compiled.matter.elements, figures.element_closure.tolist(), strict=True)),
        ),
        findings=findings,
        units=tuple(_unit_rows(compiled, figures)),
        loops=tuple(_loop_rows(compiled, figures)),
    )


def _status(findings: tuple[Finding, ...], stated: str) -> str:
    """What is out of balance is so whatever it says; convergence the audit cannot see and takes as stated."""
    severities = {finding.severity for finding in findings}
    if stated == "not converged":
        return stated
    if "balance" in severities:
        return "out of balance"
    if "validity" in severities or stated == "outside validity":
        return "outside validity"
    return "closed"


def _unit_rows(compiled: CompiledAudit, figures: AuditFigures) -> list[UnitRow]:
    matter, energy = figures.units, figures.unit_energy
    failed = matter.failed.any(axis=1) | energy.failed
    rows = []
    for unit in np.flatnonzero(compiled.incidence.process):
        of_elements = matter.relative[unit, FIRST_ELEMENT:]
        worst = int(np.argmax(of_elements)) if of_elements.size else -1
        rows.append(
            UnitRow(
                unit=compiled.structure.units[unit],
                mass_in=float(matter.entering[unit, MASS]) * HOUR,
                mass_out=float(matter.leaving[unit, MASS]) * HOUR,
                mass_relative=float(matter.relative[unit, MASS]),
                worst_element=compiled.matter.elements[worst] if worst >= 0 else "",
                element_imbalance=float(matter.imbalance[unit, FIRST_ELEMENT + worst]) * HOUR if worst >= 0 else 0.0,
                element_relative=float(of_elements[worst]) if worst >= 0 else 0.0,
                charge_relative=float(matter.relative[unit, CHARGE]),
                energy_in=float(energy.entering[unit]) / 1e3,
                energy_out=float(energy.leaving[unit]) / 1e3,
                energy_imbalance=float(energy.imbalance[unit]) / 1e3,
                energy_relative=float(energy.relative[unit]),
                balanced=not failed[unit],
            )
        )
    return rows


def _loop_rows(compiled: CompiledAudit, figures: AuditFigures) -> list[LoopRow]:
    """Largest internal flow of each element in each loop against what enters the loop."""
    structure, elements = compiled.structure, compiled.matter.elements
    rows = []
    for loop in compiled.loops:
        internal = figures.per_stream[loop.internal, FIRST_ELEMENT:]
        inflow = figures.per_stream[loop.entering, FIRST_ELEMENT:].sum(axis=0)
        largest = internal.argmax(axis=0) if len(elements) else []
        tags = tuple(structure.units[unit] for unit in loop.units)
        for column, row in enumerate(largest):
            circulation, entering = float(internal[row, column]), float(inflow[column])
            if circulation <= 0.0:
                continue
            rows.append(
                LoopRow(
                    units=tags,
                    element=elements[column],
                    stream=structure.streams[loop.internal[row]],
                    circulation=circulation * HOUR,
                    inflow=entering * HOUR,
                    build_up=circulation / entering if entering > 0.0 else float("inf"),
                )
            )
    return rows
