"""The audit: re-adds a written result and shares no code with the solver.

``audit(result)`` and ``audit_file(path)`` take the written form; ``compile_audit(structure).check(...)``
takes arrays, for batches. docs/audit.md tells the rules.
"""

from flowsheets.audit.check import CompiledAudit, compile_audit
from flowsheets.audit.errors import AuditError
from flowsheets.audit.figures import AuditFigures, Stated
from flowsheets.audit.findings import AuditReport, Closure, Finding, LoopRow, UnitRow
from flowsheets.audit.report import audit, audit_file, report_of
from flowsheets.audit.structure import NOWHERE, ResultStructure

__all__ = [
    "NOWHERE",
    "AuditError",
    "AuditFigures",
    "AuditReport",
    "Closure",
    "CompiledAudit",
    "Finding",
    "LoopRow",
    "ResultStructure",
    "Stated",
    "UnitRow",
    "audit",
    "audit_file",
    "compile_audit",
    "report_of",
]
