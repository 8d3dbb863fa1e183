"""Which solution the results show, whether it is of the sheet as it stands, and what to do when there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.editor.session import Session
from app.editor.solving.solution import ShownSolution
from app.editor.solving.solver import Standing
from flowsheets.document.paths import owners_by_tag


@dataclass(frozen=True)
class NextStep:
    """What to do next: a sentence, the words on its button, and what the button asks for."""

    sentence: str
    button: str
    wish: str


class Shown(QObject):
    """The solution that tables and charts are of; that of a sheet which is no longer open is forgotten."""

    changed = Signal()
    """There is another solution, or none any more."""
    staled = Signal()
    """Whether it is that of the present sheet has changed, or the reason why there is none."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._forgotten: ShownSolution | None = None
        session.solver.solved.connect(lambda _solution: self.changed.emit())
        session.solver.solved.connect(lambda _solution: self.staled.emit())
        session.solver.standing_changed.connect(self.staled.emit)
        session.document.replaced.connect(self._forget)

    @property
    def solution(self) -> ShownSolution | None:
        """The last solution of the open sheet, whichever its state was."""
        solution = self.session.solver.solution
        return None if solution is self._forgotten and not self.session.solver.is_current else solution

    @property
    def is_stale(self) -> bool:
        """Whether what is shown is from before the last edit."""
        return self.solution is not None and not self.session.solver.is_current

    @property
    def hours(self) -> float:
        """Hours that the plant of the solution runs in a year [h]."""
        solution = self.solution
        return float(solution.written["sheet"]["hours_per_year"]) if solution else 8766.0

    def ask(
        self,
        kind: str,
        then: Callable[[Any], None],
        refused: Callable[[str], None] = lambda _why: None,
        **arguments: Any,
    ) -> None:
        """Put a question; an answer that is of an older solution than the present one is dropped."""
        asked_of = self.solution
        if asked_of is None:
            return

        def deliver(content: Any) -> None:
            if self.solution is asked_of:
                then(content)

        def explain(why: str) -> None:
            if self.solution is asked_of:
                refused(why)

        self.session.solver.ask(kind, deliver, explain, **arguments)

    def show_place(self, tags: list[str]) -> None:
        """Select the first unit or stream that is meant, and bring it into sight. 'R-101.feed' means R-101."""
        solution = self.solution
        known = owners_by_tag(solution.sheet if solution else self.session.document.sheet)
        sheet = self.session.document.sheet
        for tag in tags:
            for name in (tag, tag.partition(".")[0], tag.partition(" ")[0]):
                key = known.get(name)
                if key is not None and (key in sheet.units or key in sheet.streams):
                    self.session.selection.show(key)
                    return

    def next_step(self) -> NextStep:
        """What leads to results from here."""
        return {
            Standing.EMPTY: NextStep("The sheet is empty: draw a unit, or open a file.", "Open a file", "open"),
            Standing.SOLVING: NextStep("Solving: results appear here in a moment.", "Stop solving", "stop"),
            Standing.INCOMPLETE: NextStep(
                "The sheet needs something before it can be solved.", "Show what is missing", "problems"
            ),
            Standing.FAILED: NextStep("No solution was found.", "Show what is in the way", "problems"),
        }.get(self.session.solver.standing, NextStep("The sheet is not solved yet.", "Solve now", "solve"))

    def _forget(self) -> None:
        self._forgotten = self.session.solver.solution
        self.changed.emit()
        self.staled.emit()
