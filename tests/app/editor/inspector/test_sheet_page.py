"""The sheet itself: demands, indicators, cases, species, sources, and streams."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from app.editor.inspector.indicator_card import IndicatorCard
from app.editor.inspector.panel import InspectorPanel
from app.editor.inspector.path_field import measured, result_paths
from app.editor.inspector.register import Register
from app.editor.inspector.several_page import SeveralPage
from app.editor.inspector.sheet_page import SheetPage
from app.editor.inspector.specification_card import SpecificationCard
from app.editor.inspector.stream_page import StreamPage
from app.editor.session import Session
from flowsheets.document.editing import with_stream
from flowsheets.document.paths import owners_by_tag
from flowsheets.document.records import Figure, Recovery, SpecificationRecord, StreamRecord

HEATER = "u00000002"


@pytest.fixture
def page(panel: InspectorPanel) -> SheetPage:
    """The page that is shown when nothing is selected."""
    assert isinstance(panel.page, SheetPage)
    panel.page.finish()
    return panel.page


def _write(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    completer = line.completer()
    if completer is not None:
        completer.popup().hide()  # type: ignore[union-attr]


def _opened(register: Register) -> Any:
    QTest.mouseClick(register.add, Qt.MouseButton.LeftButton)
    return register.card


def test_hours_and_availability(page: SheetPage, session: Session) -> None:
    _write(page.fields["availability"], "92")
    assert session.document.sheet.availability == "92 %"
    _write(page.fields["availability"], "120 %")
    assert session.document.sheet.availability != "120 %"
    assert "more than 100 %" in page.fields["availability"].fault


def test_a_result_is_demanded_and_the_demand_removed(page: SheetPage, session: Session) -> None:
    register = page.registers["Demands"]
    card = _opened(register)
    assert isinstance(card, SpecificationCard)
    _write(card.result, "H-101.duty")
    _write(card.target, "50 kW")
    assert not card.keep_button.isEnabled()
    assert "no parameter gives way" in card.words.text().lower()
    _write(card.frees[0], "FD-101.rate")
    QTest.mouseClick(card.keep_button, Qt.MouseButton.LeftButton)
    kept = list(session.document.sheet.specifications.values())
    assert kept == [SpecificationRecord(result=f"{HEATER}.duty", target="50 kW", frees=("u00000001.rate",))]
    assert register.card is None
    key = next(iter(register.rows))
    QTest.mouseClick(register.rows[key].head, Qt.MouseButton.LeftButton)
    card = register.card
    assert isinstance(card, SpecificationCard)
    assert card.result.text() == "H-101.duty"
    remove = next(button for button in card.findChildren(QPushButton) if button.text() == "Remove")
    QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert session.document.sheet.specifications == {}
    session.document.undo_stack.undo()
    assert len(register.rows) == 1


def test_a_demand_of_the_wrong_dimension_is_refused(page: SheetPage, session: Session) -> None:
    card = _opened(page.registers["Demands"])
    _write(card.result, "H-101.duty")
    _write(card.frees[0], "FD-101.rate")
    _write(card.target, "50 kg")
    assert "is a mass, but a power is asked here" in card.words.text()
    assert session.document.sheet.specifications == {}


def test_an_indicator_is_added_and_renamed(page: SheetPage, session: Session) -> None:
    register = page.registers["Indicators"]
    card = _opened(register)
    assert isinstance(card, IndicatorCard)
    _write(card.name, "heat")
    _write(card.path, "H-101.duty")
    _write(card.unit, "MW")
    QTest.mouseClick(card.keep_button, Qt.MouseButton.LeftButton)
    assert session.document.sheet.indicators == {"heat": Figure(path=f"{HEATER}.duty", unit="MW")}
    register.open("heat")
    card = register.card
    assert isinstance(card, IndicatorCard)
    _write(card.name, "heat supplied")
    card.keep()
    assert list(session.document.sheet.indicators) == ["heat supplied"]


def test_a_recovery_names_streams_by_their_tags(page: SheetPage, session: Session) -> None:
    card = _opened(page.registers["Indicators"])
    _write(card.name, "lithium")
    card.kind.setCurrentIndex(2)
    _write(card.element, "Li")
    _write(card.of, "S-1")
    _write(card.to, "S-2, S-9")
    card.keep()
    assert "S-9" in card.words.text()
    _write(card.to, "S-2")
    card.keep()
    ids = owners_by_tag(session.document.sheet)
    expected = Recovery(element="Li", of=(ids["S-1"],), to=(ids["S-2"],))
    assert session.document.sheet.indicators == {"lithium": expected}


def test_a_case_keeps_paths_by_id(page: SheetPage, session: Session) -> None:
    card = _opened(page.registers["Cases"])
    _write(card.name, "hot")
    line = card.values.lines[0]
    _write(line.name, "H-101.temperature")
    _write(line.figure, "90 C")
    card.keep()
    assert session.document.sheet.cases["hot"].values == {f"{HEATER}.temperature": "90 degC"}


def test_a_species_of_the_sheet(page: SheetPage, session: Session) -> None:
    card = _opened(page.registers["Species of this sheet"])
    _write(card.name, "Li2TiO3(s,own)")
    _write(card.fields["enthalpy_of_formation"], "-1670 kJ/mol")
    _write(card.fields["heat_capacity"], "110")
    card.keep()
    (species,) = session.document.sheet.species
    assert species["id"] == "Li2TiO3(s,own)"
    assert species["enthalpy_of_formation"]["value"] == pytest.approx(-1.67e6)
    card = _opened(page.registers["Species of this sheet"])
    _write(card.name, "NotAFormula")
    card.keep()
    assert card.words.text()
    assert len(session.document.sheet.species) == 1


def test_a_source_is_renamed_wherever_it_is_named(page: SheetPage, session: Session) -> None:
    from flowsheets.document.describing import with_source_of
    from flowsheets.document.records import SourceRecord

    sheet = with_source_of(session.document.sheet, HEATER, "duty", "A", SourceRecord(text="A study"))
    session.document.do("cite", sheet)
    register = page.registers["Sources"]
    register.open("A")
    card: Any = register.card
    _write(card.name, "LU7")
    card.keep()
    assert list(session.document.sheet.sources) == ["LU7"]
    assert session.document.sheet.units[HEATER].sources == {"duty": "LU7"}
    register.open("LU7")
    card = register.card
    card.remove()
    assert session.document.sheet.sources == {}
    assert session.document.sheet.units[HEATER].sources == {}


def test_a_stream_shows_its_ends(panel: InspectorPanel, session: Session) -> None:
    ids = owners_by_tag(session.document.sheet)
    session.selection.set((ids["S-1"],))
    page = panel.page
    assert isinstance(page, StreamPage)
    page.finish()
    buttons = [button for button in page.findChildren(QPushButton) if button.text() == "H-101, feed"]
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert session.selection.only == HEATER


def test_deleting_what_is_shown_leads_back_to_the_sheet(panel: InspectorPanel, session: Session) -> None:
    from flowsheets.document.editing import without_unit

    session.selection.set((HEATER,))
    session.document.do("delete", without_unit(session.document.sheet, HEATER))
    assert isinstance(panel.page, SheetPage)
    session.document.undo_stack.undo()
    session.selection.set(("u00000003", HEATER))
    assert isinstance(panel.page, SeveralPage)


def test_paths_that_can_be_demanded(session: Session, page: SheetPage) -> None:
    sheet = with_stream(session.document.sheet, StreamRecord(tag="S-77"))
    paths = list(result_paths(sheet))
    assert "H-101.duty" in paths
    assert "S-77.mass_flow" in paths
    assert "S-77.fraction[" in paths
    assert measured(sheet, "S-77.fraction[Li]")[2] == "wt%"
