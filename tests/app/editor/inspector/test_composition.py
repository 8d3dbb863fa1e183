"""Feeds: by species, by assay, as a liquor, in one line; pasted from a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.editor.inspector.composition import CompositionEditor
from app.editor.inspector.composition_check import check_composition, read_concentration, read_figure, sum_words
from app.editor.inspector.pasting import pasted_entries
from app.editor.inspector.species_completion import chemistry_of
from app.editor.inspector.unit_page import UnitPage
from app.editor.session import Session

FEED = "u00000001"


@pytest.fixture
def composition(page_of: Callable[[str], UnitPage]) -> CompositionEditor:
    """The composition of a feed."""
    found = page_of(FEED).findChild(CompositionEditor)
    assert found is not None
    return found


def _entered(session: Session) -> Any:
    return session.document.sheet.units[FEED].parameters.get("composition")


def _choose(composition: CompositionEditor, way: str) -> None:
    composition.way.setCurrentIndex(composition.way.findData(way))
    composition.way.activated.emit(composition.way.currentIndex())


def _add(composition: CompositionEditor, name: str, figure: str) -> None:
    assert composition.table is not None
    line = composition.table.lines[-1]
    line.name.setFocus()
    QTest.keyClicks(line.name, name)
    line.figure.setFocus()
    QTest.keyClicks(line.figure, figure)
    QTest.keyClick(line.figure, Qt.Key.Key_Return)


def test_species_are_added_line_by_line(composition: CompositionEditor, session: Session, qtbot: QtBot) -> None:
    _add(composition, "SiO2(s)", "10")
    assert _entered(session) == {"species": {"SiO2(s)": "10 %"}}
    rest = composition.lines["rest"]
    rest.setFocus()
    QTest.keyClicks(rest, "H2O(l)")
    assert _entered(session) == {"species": {"SiO2(s)": "10 %"}, "rest": "H2O(l)"}
    composition._check()
    assert composition.table is not None
    assert composition.table.below.text() == "Sum 10 %; H2O(l) takes the other 90 %."
    assert not composition.report.isHidden()
    assert len(composition.table.lines) == 2


def test_a_sum_that_is_not_whole_is_told(composition: CompositionEditor, session: Session) -> None:
    _add(composition, "SiO2(s)", "10 %")
    composition._check()
    assert "come to 10 %, not 100 %" in composition.words.text()


def test_an_assay_is_pasted_and_fitted(composition: CompositionEditor, session: Session) -> None:
    _choose(composition, "assay")
    assert composition.table is not None
    QGuiApplication.clipboard().setText("Oxide\tresult\nCaO\t55.2\nMgO\t0.5\nLOI\t43.9\nAl2O3\t<0.1\n")
    name = composition.table.lines[0].name
    name.setFocus()
    QTest.keyClick(name, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert _entered(session)["assay"] == {"CaO": "55.2 %", "MgO": "0.5 %", "LOI": "43.9 %", "Al2O3": "<0.1 %"}
    assert "Oxide" in composition.table.words.text()
    assert composition.names is not None
    composition.names.setFocus()
    composition.names.setPlainText("CaCO3(s)\nMgCO3(s)")
    composition._check()
    assert _entered(session)["minerals"] == ["CaCO3(s)", "MgCO3(s)"]
    session.document.undo_stack.undo()
    session.document.undo_stack.undo()
    assert _entered(session)["assay"] == {}


def test_entries_stay_in_the_order_in_which_they_were_pasted_and_typed(
    composition: CompositionEditor, session: Session
) -> None:
    assert composition.table is not None
    QGuiApplication.clipboard().setText("SiO2(s)\t2\nMgCO3(s)\t3\nCaCO3(s)\t94\n")
    name = composition.table.lines[0].name
    name.setFocus()
    QTest.keyClick(name, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert list(_entered(session)["species"]) == ["SiO2(s)", "MgCO3(s)", "CaCO3(s)"]
    _add(composition, "Al2O3(s)", "1")
    assert list(_entered(session)["species"]) == ["SiO2(s)", "MgCO3(s)", "CaCO3(s)", "Al2O3(s)"]
    assert [line.name.text() for line in composition.table.lines] == [*_entered(session)["species"], ""]


def test_the_way_is_changed_and_carries_over(composition: CompositionEditor, session: Session) -> None:
    _choose(composition, "text")
    line = composition.lines["text"]
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, "98 wt% H2SO4")
    assert _entered(session) == "98 wt% H2SO4"
    _choose(composition, "species")
    assert _entered(session)["rest"]
    _choose(composition, "solution")
    _add(composition, "NaOH", "200")
    assert _entered(session)["solution"] == {"NaOH": "200 g/L"}


def test_figures_of_assays() -> None:
    assert read_figure("6").text == "6 %"
    assert read_figure("<0.01 %").text == "<0.01 %"
    assert read_figure("6.0 +- 0.1 %").text == "6.0 ± 0.1 %"
    assert read_figure("350 ppm").text == "350 ppm"
    assert "more than" in read_figure("120").fault


def test_concentrations() -> None:
    assert read_concentration("12").text == "12 g/L"
    assert read_concentration("0.5 mol/L").text == "0.5 mol/L"
    assert read_concentration("98 wt%").text == "98 wt%"
    assert read_concentration("5 m").fault


def test_sums() -> None:
    assert sum_words({"SiO2": "60 %", "CaO": 0.3}) == "Sum 90 %."


def test_fractions_and_per_cent_are_told_apart() -> None:
    assert pasted_entries("A\t0.6\nB\t0.4", read_figure, per_cent=True)[0] == {"A": "0.6", "B": "0.4"}
    assert pasted_entries("A\t60\nB\t40", read_figure, per_cent=True)[0] == {"A": "60 %", "B": "40 %"}
    assert pasted_entries("A;60;%\n\n", read_figure, per_cent=True)[0] == {"A": "60 %"}


def test_decimal_commas_of_a_spreadsheet_are_read_where_they_can_be_nothing_else() -> None:
    figures, passed = pasted_entries("Cu\t0,85\nFe2O3\t4,200\nSiO2\t68", read_figure, per_cent=True)
    assert (figures, passed) == ({"Cu": "0.85 %", "Fe2O3": "4.200 %", "SiO2": "68 %"}, [])
    doubtful, passed = pasted_entries("Cu\t1,234\nSiO2\t68", read_figure, per_cent=True)
    assert "Cu" not in doubtful
    assert passed
    mixed, passed = pasted_entries("Cu\t0,85\nSiO2\t68.5", read_figure, per_cent=True)
    assert "Cu" not in mixed
    assert passed


def test_what_is_asked_for_next_is_no_text_of_the_file(composition: CompositionEditor, session: Session) -> None:
    chemistry = chemistry_of(session.document.sheet)
    for entered in ({"assay": {}}, {"assay": {"Cu": "1 %"}}, {"solution": {}}, {"species": {}}, ""):
        fault = check_composition(entered, chemistry).fault
        assert fault
        assert not set('{}"[]') & set(fault)
    left = {"assay": {"CaO": "20 %", "SiO2": "60 %"}, "minerals": ["CaCO3(s)"]}
    fault = check_composition(left, chemistry).fault
    assert "What is left over" in fault
    assert '"' not in fault


def test_a_text_that_has_room_is_not_scrolled(composition: CompositionEditor, qtbot: QtBot) -> None:
    composition.way.setCurrentIndex(1)
    composition.way.activated.emit(1)
    names = composition.names
    assert names is not None
    composition.resize(300, 600)
    composition.show()
    for name in ("CaCO3(s)", "SiO2(s)", "Fe2O3(s)", "MgCO3(s)"):
        qtbot.keyClicks(names, name)
        qtbot.keyClick(names, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names.verticalScrollBar().value() == 0, timeout=1000)
