"""Species are found by the name that an engineer knows as well as by formula."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.editor.inspector.species_completion import SpeciesCompletion, chemistry_of, offered
from app.editor.session import Session
from flowsheets.document.records import Flowsheet


@pytest.fixture(scope="module")
def names() -> Mapping[str, str]:
    return {key: record.name for key, record in chemistry_of(Flowsheet(name="none")).species.items()}


@pytest.mark.parametrize(
    ("typed", "token", "species"),
    [
        ("malac", "malac", "Cu2(OH)2CO3(s)"),
        ("Spodu", "Spodu", "LiAlSi2O6(s,alpha)"),
        ("2 copper sul", "copper sul", "CuSO4(s)"),
        ("CaCO3(s) -> gyps", "gyps", "CaSO4·2H2O(s)"),
        ("soda a", "soda a", "Na2CO3(s)"),
        ("Fe2O", "Fe2O", "Fe2O3(s)"),
    ],
)
def test_names_and_formulas_are_found(names: Mapping[str, str], typed: str, token: str, species: str) -> None:
    meant, found = offered(names, typed)
    assert meant == token
    assert species in found[:3]


def test_words_that_name_no_species_offer_nothing(names: Mapping[str, str]) -> None:
    assert offered(names, "wash water of the filter")[1] == []


def test_a_name_is_shown_and_the_formula_is_taken(session: Session, qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    completion = SpeciesCompletion(session, field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "malac")
    assert completion.is_open
    assert completion.popup.currentIndex().data() == "Cu2(OH)2CO3(s)   malachite"
    qtbot.keyClick(completion.popup, Qt.Key.Key_Return)
    assert field.text() == "Cu2(OH)2CO3(s)"
