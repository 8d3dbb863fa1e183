"""The thin bar above the sheet: its name, where its solution stands in words, and the search."""

from __future__ import annotations

import math
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolBar, QWidget

from app.editor.look.elided_label import ElidedLabel
from app.editor.session import Session
from app.editor.solving.messages import Fault, Progress
from app.editor.solving.solver import Standing
from app.editor.window.actions import Action, Actions
from app.editor.window.breadcrumb import Breadcrumb
from flowsheets.diagram.look import STEP
from unitops.quantities import format_number

ENOUGH = 400
"""Width that the state of the solution asks for at most [px]."""


class TopBar(QToolBar):
    """Name and state of the sheet; buttons of the most used actions come from the actions themselves."""

    def __init__(self, session: Session, actions: Actions, window: QWidget) -> None:
        super().__init__("Main bar", window)
        self._session, self._actions = session, actions
        self.setObjectName("main bar")
        self.setMovable(False)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._name = ElidedLabel(self)
        self._name.setProperty("role", "title")
        self._state = _State(self)
        self._state.setAccessibleName("State of the solution")
        self._state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._state.installEventFilter(self)
        self._state.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setContentsMargins(8, 0, 4, 0)
        self.addWidget(_narrow_gap(self))
        self.addWidget(self._name)
        self.breadcrumb = Breadcrumb(session, self)
        way = self.addWidget(self.breadcrumb)  # a tool bar shows and hides what is in it by actions
        way.setVisible(self.breadcrumb.is_filled)
        self.breadcrumb.filled.connect(way.setVisible)
        self.addWidget(self._state)
        session.document.renamed.connect(self._show)
        session.document.changed.connect(lambda _change: self._show())
        session.solver.standing_changed.connect(self._show)
        session.solver.progressed.connect(self._show_progress)
        session.theme.changed.connect(self._show)
        self._show()

    def actions(self) -> Iterable[Action]:  # type: ignore[override]  # every part of the window offers its own
        """Solving."""
        solver = self._session.solver
        yield Action("solve", "Solve now", "Solve", solver.solve_now, keys="F5", icon="ph.play")
        yield Action(
            "solve automatically",
            "Solve while editing",
            "Solve",
            self._toggle_automatic,
            checked=lambda: solver.automatic,
        )
        yield Action(
            "stop", "Stop solving", "Solve", solver.cancel, keys="Ctrl+.", icon="ph.stop",
            enabled=lambda: solver.standing is Standing.SOLVING,
        )  # fmt: skip

    def offer_search(self) -> None:
        """Put the search's button at the right end, looking like the field that it opens."""
        action = self._actions["search"]
        keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
        button = QPushButton(f"Search   {keys}", self)
        button.setObjectName("search button")
        button.setAccessibleName("Search for anything")
        button.setIcon(action.icon())
        button.setToolTip(action.toolTip())
        button.clicked.connect(action.trigger)
        action.changed.connect(lambda: button.setIcon(action.icon()))
        self.addWidget(_narrow_gap(self))
        self.addWidget(button)
        self.addWidget(_narrow_gap(self))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A click on the state leads to what it speaks of; the keys for that are those of the problems."""
        if watched is self._state and event.type() == QEvent.Type.MouseButtonRelease and self._leads:
            self._lead()
            return True
        return super().eventFilter(watched, event)

    def _lead(self) -> None:
        fault = first_fault(self._session)
        sheet = self._session.document.sheet
        owner = next((key for key in fault.owners if key in sheet.units or key in sheet.streams), "") if fault else ""
        self._actions["show problems"].trigger()
        if owner:
            self._session.selection.show(owner)

    @property
    def _leads(self) -> bool:
        return bool(self._session.solver.faults)

    def _toggle_automatic(self) -> None:
        solver = self._session.solver
        solver.set_automatic(not solver.automatic)
        self._session.settings.put(solve_automatically=solver.automatic)

    def _show(self) -> None:
        self._name.setText(self._session.document.title)
        text, role = state_in_words(self._session)
        self._state.setText(text)
        self._state.setProperty("role", role)
        self._state.style().polish(self._state)
        shape = Qt.CursorShape.PointingHandCursor if self._leads else Qt.CursorShape.ArrowCursor
        self._state.setCursor(shape)

    def _show_progress(self, progress: Progress) -> None:
        left = f", off by {format_number(progress.residual, 1)}" if math.isfinite(progress.residual) else ""
        self._state.setText(f"Solving: step {progress.number}{left}")


def state_in_words(session: Session) -> tuple[str, str]:
    """Where the sheet stands, as words, and the role that gives the words their colour."""
    solver = session.solver
    standing = solver.standing
    if standing in (Standing.CLOSED, Standing.OUTSIDE_VALIDITY, Standing.OUT_OF_BALANCE) and solver.solution:
        closure = solver.solution.closure
        figures = f"mass {format_number(closure['mass'], 1)}, energy {format_number(closure['energy'], 1)}"
        words = {
            Standing.CLOSED: (f"Closed: {figures}", "quiet"),
            Standing.OUTSIDE_VALIDITY: (f"Closed, outside validity: {figures}", "warning"),
            Standing.OUT_OF_BALANCE: (f"Not closed: {figures}", "fault"),
        }
        return words[standing]
    fault = first_fault(session)
    first = fault.words if fault is not None and fault.severity == "error" else ""
    return {
        Standing.EMPTY: ("", "quiet"),
        Standing.SOLVING: ("Solving", "quiet"),
        Standing.PAUSED: ("Not solved: press F5", "quiet"),
        Standing.INCOMPLETE: (f"Not complete: {first}" if first else "Not complete", "warning"),
        Standing.FAILED: (f"Not solved: {first}" if first else "Not solved", "fault"),
    }[standing]


class _State(ElidedLabel):
    """Takes what room the name leaves, and never the room of the name."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As long as a closure in words; a sentence that is longer is cut where there is no room for it."""
        return super().sizeHint().boundedTo(QSize(ENOUGH, 1000))


def first_fault(session: Session) -> Fault | None:
    """What the state speaks of: the first that is wrong, else the first to be warned of."""
    return min(session.solver.faults, key=lambda fault: fault.severity != "error", default=None)


def _narrow_gap(parent: QWidget) -> QWidget:
    gap = QWidget(parent)
    gap.setFixedWidth(STEP)
    return gap
