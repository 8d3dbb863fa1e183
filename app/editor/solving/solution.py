"""The last solution as the window knows it: the written result, and which sheet it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.editor.document.change import model_of
from app.editor.solving.messages import Fault
from flowsheets.document.records import Flowsheet


@dataclass(frozen=True)
class ShownSolution:
    """A solution of one state of the sheet. written: as the result is written to JSON, by tags of that state."""

    token: int
    sheet: Flowsheet
    written: Mapping[str, Any]
    faults: tuple[Fault, ...]
    seconds: float

    @cached_property
    def model(self) -> Flowsheet:
        """The sheet without what no solution depends on."""
        return model_of(self.sheet)

    def belongs_to(self, sheet: Flowsheet) -> bool:
        """Whether it is the solution of a sheet; moving things and keeping cases do not matter."""
        return sheet is self.sheet or model_of(sheet) == self.model

    @property
    def status(self) -> str:
        """'closed', 'outside validity' or 'out of balance'."""
        return str(self.written["status"])

    @property
    def closure(self) -> Mapping[str, Any]:
        """Worst relative figures of mass, energy and charge, and of each element."""
        return self.written["closure"]

    def stream(self, key: str) -> Mapping[str, Any] | None:
        """What is written of a stream, by id."""
        record = self.sheet.streams.get(key)
        return self.written["streams"].get(record.tag) if record else None

    def unit(self, key: str) -> Mapping[str, Any] | None:
        """What is written of a unit, by id."""
        record = self.sheet.units.get(key)
        return self.written["units"].get(record.tag) if record else None
