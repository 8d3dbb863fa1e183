"""The right panel: a page for what is selected, and the help of a unit operation beside it."""

from __future__ import annotations

import threading
from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QWidget

from app.editor.document.change import Change
from app.editor.inspector.annotation_page import AnnotationPage
from app.editor.inspector.help_sheet import HelpSheet
from app.editor.inspector.moment import operation_of
from app.editor.inspector.page import Page
from app.editor.inspector.rows import WIDTH
from app.editor.inspector.several_page import SeveralPage
from app.editor.inspector.sheet_page import SheetPage
from app.editor.inspector.stream_page import StreamPage
from app.editor.inspector.subflowsheet_page import SubflowsheetPage
from app.editor.inspector.unit_page import UnitPage
from app.editor.session import Session
from app.editor.window.actions import Action

WARM_UP = 1500
"""[ms] When the window has come up, the species are read ahead of the first reaction that is looked at."""


class InspectorPanel(QWidget):
    """Shows the page of the selection and keeps it up to date in place: a field that has the focus keeps it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.page: Page | None = None
        self._shown_for: tuple[str, ...] | None = None
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setAccessibleName("Selection")
        self.help = HelpSheet(session, self)
        self.help.closed.connect(self.close_help)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.area)
        self._stack.addWidget(self.help)
        self.setMinimumWidth(WIDTH - 40)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.refresh)
        session.selection.changed.connect(self.select)
        session.document.changed.connect(self._follow)
        session.solver.standing_changed.connect(self._later.start)
        session.settings.changed.connect(self._settings_changed)
        self.select()
        QTimer.singleShot(WARM_UP, self, _read_species)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the form is drawn for."""
        return QSize(WIDTH, 600)

    def select(self) -> None:
        """Show the page of what is selected now."""
        selection = self._session.selection
        drawn = (*selection.subflowsheets, "|", *selection.annotations)
        shown = (*selection.units, "|", *selection.streams, "|", *drawn)
        if shown == self._shown_for and self.page is not None and self.page.fits():
            return
        self._shown_for = shown
        self._put(self._page_for(selection.units, selection.streams))
        self.close_help()

    def refresh(self) -> None:
        """Show the sheet and its solution as they are now, in place."""
        if self.page is not None:
            if self.page.fits():
                self.page.refresh()
            else:
                self._shown_for = None
                self.select()

    def show_help(self) -> None:
        """The help of the selected unit's operation, in place of its form."""
        units = self._session.selection.units
        operation = operation_of(self._session.document.sheet.units[units[0]]) if units else None
        if operation is not None:
            self.help.show_operation(operation)
            self._stack.setCurrentWidget(self.help)
            self.help.setFocus()

    def close_help(self) -> None:
        """Back to the form."""
        self._stack.setCurrentWidget(self.area)

    def actions(self) -> Iterable[Action]:  # type: ignore[override]  # every part of the window offers its own
        """What the inspector adds to the menus."""
        one_unit = lambda: len(self._session.selection.units) == 1  # noqa: E731
        return (
            Action("inspector focus", "Edit selection", "Edit", self.focus_first, "F2", "ph.pencil-simple", group=8),
            Action(
                "unit help",
                "Help on the unit operation",
                "Help",
                self.show_help,
                "F1",
                "ph.question",
                enabled=one_unit,
            ),
        )

    def focus_first(self) -> None:
        """Go to the first field of the page."""
        self.close_help()
        if self.page is not None:
            self.page.focus_first()

    def _page_for(self, units: list[str], streams: list[str]) -> Page:
        boxes = self._session.selection.subflowsheets
        if len(boxes) == 1 and not units and not streams:
            return SubflowsheetPage(self._session, boxes[0], self)
        if len(units) == 1 and not streams:
            return UnitPage(self._session, units[0], self, self.show_help)
        if len(streams) == 1 and not units:
            return StreamPage(self._session, streams[0], self)
        if units or streams:
            return SeveralPage(self._session, tuple(units), tuple(streams), self)
        notes = self._session.selection.annotations
        if len(notes) == 1 and not boxes:
            return AnnotationPage(self._session, notes[0], self)
        return SheetPage(self._session, self)

    def _put(self, page: Page) -> None:
        old, self.page = self.page, page
        page.start()
        taken = self.area.takeWidget()
        self.area.setWidget(page)
        if taken is not None:
            taken.hide()
            taken.deleteLater()
        elif old is not None:
            old.deleteLater()

    def _follow(self, change: Change) -> None:
        if change.model or change.sections or change.subflowsheets or change.annotations:
            self.refresh()

    def _settings_changed(self, name: str) -> None:
        if name == "units":
            self.refresh()


def _read_species() -> None:
    from unitops.chemistry.species import database

    threading.Thread(target=database, daemon=True, name="species").start()
