"""Values of a unit, entered with real keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.editor.inspector.panel import InspectorPanel
from app.editor.inspector.parameter_row import ParameterRow
from app.editor.inspector.several_page import SeveralPage
from app.editor.inspector.unit_page import UnitPage
from app.editor.session import Session
from unitops.catalogue import catalogue

HEATER, FEED, KILN = "u00000002", "u00000001", "u00000005"
PageOf = Callable[[str], UnitPage]


def _type(widget: QWidget, text: str) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    for letter in text:
        QTest.keyClick(widget, letter)


def _entered(session: Session, key: str, name: str) -> object:
    return session.document.sheet.units[key].parameters.get(name)


def _row(page: UnitPage, name: str) -> ParameterRow:
    return page.fields[name]


def test_typing_a_value_keeps_it_with_its_unit_in_one_step_of_undo(page_of: PageOf, session: Session) -> None:
    field = _row(page_of(HEATER), "temperature").field
    _type(field, "250 C")
    assert _entered(session, HEATER, "temperature") == "250 degC"
    assert field.text() == "250 C"
    assert session.document.undo_stack.count() == 1
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "250 °C"
    session.document.undo_stack.undo()
    assert _entered(session, HEATER, "temperature") is None
    assert field.text() == ""


def test_a_second_stay_in_the_field_is_a_second_step(page_of: PageOf, session: Session) -> None:
    page = page_of(HEATER)
    field = _row(page, "temperature").field
    _type(field, "250 C")
    _row(page, "pressure_drop").field.setFocus()
    _type(field, "300 C")
    assert session.document.undo_stack.count() == 2
    session.document.undo_stack.undo()
    assert field.text() == "250 °C"


def test_what_cannot_be_is_told_and_changes_nothing(page_of: PageOf, session: Session) -> None:
    page = page_of(HEATER)
    row = _row(page, "temperature")
    _type(row.field, "250 C")
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    _type(row.field, "5 kg")
    assert _entered(session, HEATER, "temperature") == "250 degC"
    assert "is a mass" in row.words
    assert "stays 250 °C" in row.words
    assert row.field.property("standing") == "invalid"
    _row(page, "pressure_drop").field.setFocus()
    assert row.field.text() == "5 kg"
    row.field.setFocus()
    QTest.keyClick(row.field, Qt.Key.Key_Escape)
    assert row.field.text() == "250 °C"
    assert row.words == ""


def test_a_unit_that_is_not_finished_is_no_fault_yet(page_of: PageOf, session: Session) -> None:
    row = _row(page_of(HEATER), "temperature")
    _type(row.field, "250 de")
    assert row.words == ""
    assert _entered(session, HEATER, "temperature") is None
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert '"de" is not a unit' in row.words
    _type(row.field, "250 degF")
    assert _entered(session, HEATER, "temperature") == "250 degF"
    assert row.words == ""


def test_ctrl_z_in_a_field_is_the_documents(page_of: PageOf, session: Session) -> None:
    field = _row(page_of(HEATER), "temperature").field
    _type(field, "7")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "7"  # left to the window's own shortcut
    session.document.undo_stack.undo()
    assert field.text() == ""


def test_arrows_step(page_of: PageOf, session: Session) -> None:
    field = _row(page_of(HEATER), "temperature").field
    _type(field, "250 C")
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert _entered(session, HEATER, "temperature") == "260 degC"
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert _entered(session, HEATER, "temperature") == "259 degC"


def test_clearing_brings_back_the_default(page_of: PageOf, session: Session) -> None:
    field = _row(page_of(HEATER), "pressure_drop").field
    default = field.placeholderText()
    assert default
    _type(field, "2 bar")
    assert _entered(session, HEATER, "pressure_drop") == "2 bar"
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert _entered(session, HEATER, "pressure_drop") is None
    assert field.placeholderText() == default


def test_one_member_of_a_freedom_takes_the_place_of_another(page_of: PageOf, session: Session) -> None:
    page = page_of(HEATER)
    _type(_row(page, "temperature").field, "250 C")
    _type(_row(page, "duty").field, "50 kW")
    assert session.document.sheet.units[HEATER].parameters == {"duty": "50 kW"}
    assert _row(page, "duty").choose is not None
    assert _row(page, "duty").choose.isChecked()  # type: ignore[union-attr]
    assert not _row(page, "temperature").choose.isChecked()  # type: ignore[union-attr]


def test_the_unit_of_an_entered_value_is_changed_from_the_menu(page_of: PageOf, session: Session) -> None:
    field = _row(page_of(HEATER), "temperature").field
    _type(field, "250 C")
    field.choose_unit("K")
    assert _entered(session, HEATER, "temperature") == "523.15 K"
    _type(field, "500")
    assert _entered(session, HEATER, "temperature") == "500 K"


def test_the_menu_offers_units_and_resets(page_of: PageOf, session: Session) -> None:
    row = _row(page_of(HEATER), "pressure_drop")
    _type(row.field, "2 bar")
    menu = row.field.menu()
    titles = {action.text(): action for action in menu.actions()}
    assert {"Unit", "Source of this value", "Free it for a demanded result", "Copy path"} <= titles.keys()
    reset = next(action for title, action in titles.items() if title.startswith("Reset to"))
    reset.trigger()
    assert _entered(session, HEATER, "pressure_drop") is None


def test_an_edit_elsewhere_shows_without_taking_the_focus(page_of: PageOf, session: Session, qtbot: QtBot) -> None:
    from flowsheets.document.editing import with_parameter

    page = page_of(HEATER)
    field = _row(page, "temperature").field
    _type(field, "25")
    session.document.do("elsewhere", with_parameter(session.document.sheet, HEATER, "pressure_drop", "3 bar"))
    assert page is page_of(HEATER)
    assert field.hasFocus()
    assert field.text() == "25"
    assert _row(page, "pressure_drop").field.text() == "3 bar"


def test_tag_and_name_are_edited_in_the_head(page_of: PageOf, session: Session) -> None:
    from app.editor.inspector.header import Header

    header = page_of(HEATER).findChild(Header)
    assert header is not None
    _type(header.tag, "H-201")
    assert session.document.sheet.units[HEATER].tag == "H-201"
    _type(header.tag, "FD-101")
    assert "taken" in header.words.text()
    assert session.document.sheet.units[HEATER].tag != "FD-101"
    _type(header.name, "preheater")
    assert session.document.sheet.units[HEATER].name == "preheater"
    assert header.on is not None
    QTest.mouseClick(header.on, Qt.MouseButton.LeftButton, pos=header.on.rect().center() / 2)
    assert session.document.sheet.units[HEATER].off


def test_a_source_is_written_under_the_row(page_of: PageOf, session: Session) -> None:
    row = _row(page_of(HEATER), "pressure_drop")
    _type(row.field, "2 bar")
    row.show_source()
    editor = row._extra
    assert editor is not None
    editor.key.setEditText("LU7")  # type: ignore[attr-defined]
    editor.citation.setPlainText("A study, 2023")  # type: ignore[attr-defined]
    editor.keep()  # type: ignore[attr-defined]
    assert session.document.sheet.units[HEATER].sources == {"pressure_drop": "LU7"}
    assert session.document.sheet.sources["LU7"].text == "A study, 2023"
    assert row._source is not None
    assert not row._source.isHidden()


def test_several_units_are_set_together(panel: InspectorPanel, session: Session) -> None:
    session.selection.set((HEATER, "u00000003"))
    page = panel.page
    assert isinstance(page, SeveralPage)
    page.finish()
    _type(page.fields["temperature"].field, "80 C")
    for key in (HEATER, "u00000003"):
        assert _entered(session, key, "temperature") == "80 degC"
    assert session.document.undo_stack.count() == 1


@pytest.mark.parametrize("operation", sorted(catalogue()))
def test_every_operation_has_a_page_with_names_on_everything(operation: str, page_of: PageOf, session: Session) -> None:
    from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QSpinBox, QToolButton

    from flowsheets.document.editing import with_unit
    from flowsheets.document.records import UnitRecord

    sheet = with_unit(session.document.sheet, UnitRecord(tag="X-1", operation=operation), "u000000ff")
    session.document.do("add", sheet)
    page = page_of("u000000ff")
    assert page.fields.keys() == catalogue()[operation].declaration.parameters.keys()
    for kind in (QLineEdit, QComboBox, QPlainTextEdit, QSpinBox, QToolButton, QPushButton):
        for widget in page.findChildren(kind):
            inner = isinstance(widget.parent(), QComboBox | QSpinBox) or widget.objectName().startswith("qt_")
            named = widget.accessibleName() or (widget.text() if hasattr(widget, "text") else "")
            assert inner or named, f"{operation}: {type(widget).__name__} in {type(widget.parent()).__name__}"
