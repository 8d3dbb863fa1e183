"""A solution: the written result, its audit, and the tables and derivatives taken from them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flowsheets.audit import AuditReport, audit
from flowsheets.results.indicators import Indicator, evaluate_indicators
from flowsheets.results.notes import notes_of
from flowsheets.results.written import write_result
from flowsheets.solving.solve import SolvedPoint

if TYPE_CHECKING:
    import pandas as pd

    from flowsheets.results.reading import PlantReading
    from flowsheets.results.tables import Frames, PlainTables
    from flowsheets.sheet import Sheet

VERSION = "0.1.0"


class Solution:
    """What a sheet gave, audited. It belongs to the sheet it was solved from and never changes."""

    def __init__(self, sheet: Sheet, solved: SolvedPoint) -> None:
        self.sheet, self.solved = sheet, solved

    def __repr__(self) -> str:
        return f"Solution of '{self.sheet.document.name}': {self.status}"

    @cached_property
    def _written(self) -> dict[str, Any]:
        return {
            "raffinate": VERSION,
            **write_result(self.solved.problem, self.solved.z, self.solved.point.status),
            "specifications": _specifications(self.solved),
        }

    @cached_property
    def audit(self) -> AuditReport:
        """Mass, elements, charge and energy added up again from the written result."""
        return audit(self._written)

    @property
    def status(self) -> str:
        """'closed', 'outside validity' or 'out of balance'."""
        return self.audit.status

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Yields, reagent use, energy and emissions that the sheet defines, by name."""
        return evaluate_indicators(self.solved)

    @cached_property
    def written(self) -> dict[str, Any]:
        """The whole result as it is written to JSON."""
        closure = self.audit.closure
        return {
            **self._written,
            "status": self.status,
            "closure": {
                "mass": closure.mass,
                "energy": closure.energy,
                "charge": closure.charge,
                "elements": dict(closure.elements),
            },
            "indicators": {name: indicator.written for name, indicator in self.indicators.items()},
            "warnings": self.warnings,
        }

    @property
    def warnings(self) -> list[str]:
        """What a reader should know: notes, findings of the audit, entries that come to nothing."""
        findings = (finding.sentence for finding in self.audit.findings)
        return [*self.notes, *findings, *self._idle_entries]

    @cached_property
    def notes(self) -> list[str]:
        """What became of demands, doses that are not needed, feeds that bring nothing."""
        return notes_of(self.solved)

    @cached_property
    def _idle_entries(self) -> tuple[str, ...]:
        from flowsheets.results.idle_entries import idle_entries

        return tuple(idle_entries(self.solved.problem))

    @property
    def streams(self) -> dict[str, Any]:
        """Streams by tag as they are written."""
        return self._written["streams"]

    @property
    def units(self) -> dict[str, Any]:
        """Units by tag as they are written."""
        return self._written["units"]

    def plain_tables(self, per: str = "h") -> PlainTables:
        """Tables by name as plain data; flows per hour ('h'), operating day ('d') or year ('a')."""
        from flowsheets.results.tables import PlainTables

        return PlainTables(lambda: self._reading(per))

    @cached_property
    def tables(self) -> Frames:
        """Tables by name as pandas DataFrames, flows per hour: ``solution.tables["streams"]``."""
        return self.tables_per("h")

    def tables_per(self, per: str) -> Frames:
        """The same with flows per hour ('h'), operating day ('d') or year ('a')."""
        from flowsheets.results.tables import Frames

        return Frames(self.plain_tables(per))

    @property
    def balances(self) -> pd.DataFrame:
        """Mass and every element in and out of the plant."""
        return self.tables["balance"]

    def recovery(self, element: str, of: str | Sequence[str] = (), to: str | Sequence[str] = ()) -> float:
        """Share of an element in the streams ``of`` that is in the streams ``to``, by tag.

        By default of everything that enters the plant, to its main product. Raises InputError for what is no tag or no
        element; not a number where nothing of the element enters.
        """
        from flowsheets.results.recovery_tables import recovery

        return recovery(self._reading("h"), element, _listed(of), _listed(to))

    def _reading(self, per: str) -> PlantReading:
        from flowsheets.results.expected import expected_values
        from flowsheets.results.reading import read_plant

        problem = self.solved.problem
        return read_plant(
            self.written,
            problem.sheet,
            self.audit,
            problem.species,
            per,
            lambda: expected_values(self.solved),
        )

    def _repr_html_(self) -> str:
        from flowsheets.export.html import notebook_view

        return notebook_view(self)

    def sensitivity(self, result: str, inputs: str | Sequence[str] | None = None) -> dict[str, float]:
        """Derivative of an indicator or path by entered parameters (SI per SI), by path; all of them by default."""
        from flowsheets.results.drivers import sensitivities

        return sensitivities(self.solved, result, None if inputs is None else _listed(inputs))


def _listed(names: str | Sequence[str]) -> list[str]:
    """Names as a list; one alone need not be written as one."""
    return [names] if isinstance(names, str) else list(names)


def _specifications(solved: SolvedPoint) -> list[dict[str, Any]]:
    rows = []
    for specification, active in zip(solved.problem.specifications, solved.active, strict=True):
        freed = None if active is None else specification.frees[active]
        rows.append(
            {
                "text": specification.text,
                "active": active is not None,
                "adjusts": freed.path if freed else None,
                "value_SI": float(solved.z[freed.position]) if freed else None,
            }
        )
    return rows
