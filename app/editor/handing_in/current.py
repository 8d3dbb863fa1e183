"""Nothing stale leaves the window: what is handed in waits for the solution of the sheet as it stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.editor.session import Session
from app.editor.solving.solver import Standing

NOTHING = "There is nothing on the sheet yet: put unit operations on it first."
SOLVED = (Standing.CLOSED, Standing.OUTSIDE_VALIDITY, Standing.OUT_OF_BALANCE)


class CurrentSolution(QObject):
    """Calls something once the present sheet is solved, or says why it will not be."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._then: Callable[[], None] | None = None
        self._refused: Callable[[str], None] = lambda _why: None
        session.solver.standing_changed.connect(self._look)
        session.document.replaced.connect(self._forget)

    def when_solved(
        self, then: Callable[[], None], refused: Callable[[str], None], waits: Callable[[], None] = lambda: None
    ) -> None:
        """Call ``then`` now or after the solve that is under way; a paused solver is set to work. What waited before
        is dropped."""
        solver = self._session.solver
        self._then = None
        if solver.standing is Standing.EMPTY:
            refused(NOTHING)
        elif solver.is_current:
            then()
        else:
            self._then, self._refused = then, refused
            waits()
            if solver.standing is not Standing.SOLVING:
                solver.solve_now()

    def _look(self) -> None:
        then = self._then
        solver = self._session.solver
        if then is None or solver.standing is Standing.SOLVING:
            return
        self._then = None
        if solver.is_current:
            then()
        else:
            self._refused(self._why())

    def _why(self) -> str:
        solver = self._session.solver
        if solver.standing is Standing.PAUSED:
            return "solving was stopped."
        first = next((fault.words for fault in solver.faults if fault.severity == "error"), "")
        return first or "the sheet is not solved."

    def _forget(self) -> None:
        self._then = None
