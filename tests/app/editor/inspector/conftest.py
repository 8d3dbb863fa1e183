"""An inspector beside a sheet, without a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.editor.inspector.panel import InspectorPanel
from app.editor.inspector.unit_page import UnitPage
from app.editor.session import Session
from flowsheets.document.editing import connected, with_unit
from flowsheets.document.records import Flowsheet, UnitRecord


@pytest.fixture
def sheet() -> Flowsheet:
    """Water through a heater and a kiln."""
    made = Flowsheet(name="small")
    for key, tag, operation in (
        ("u00000001", "FD-101", "Feed"),
        ("u00000002", "H-101", "Heater"),
        ("u00000003", "H-102", "Heater"),
        ("u00000004", "PD-101", "Product"),
        ("u00000005", "KN-101", "Calciner"),
    ):
        made = with_unit(made, UnitRecord(tag=tag, operation=operation), key)
    for source, target in (("FD-101.outlet", "H-101.feed"), ("H-101.product", "H-102.feed")):
        made = connected(made, source, target)
    return made


@pytest.fixture
def panel(session: Session, sheet: Flowsheet, qapp: QApplication) -> Iterator[InspectorPanel]:
    """A shown inspector with the small sheet open."""
    made = InspectorPanel(session)
    session.document.open(sheet)
    made.resize(360, 900)
    made.show()
    made.activateWindow()
    qapp.processEvents()
    yield made
    made.hide()
    made.deleteLater()


@pytest.fixture
def page_of(panel: InspectorPanel, session: Session) -> Callable[[str], UnitPage]:
    """The whole page of a unit by its id."""

    def show(key: str) -> UnitPage:
        session.selection.set((key,))
        assert isinstance(panel.page, UnitPage)
        panel.page.finish()
        return panel.page

    return show
