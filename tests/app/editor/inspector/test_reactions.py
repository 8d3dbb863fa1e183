"""Reactions as they are typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.editor.inspector.reaction_check import check_reaction
from app.editor.inspector.reactions import ReactionCard, ReactionList
from app.editor.inspector.species_completion import matches, token_before
from app.editor.inspector.unit_page import UnitPage
from app.editor.session import Session
from flowsheets.equations.chemistry_of_sheet import SheetChemistry

KILN = "u00000005"
CALCINATION = "CaCO3(s) -> CaO(s) + CO2(g)"


@pytest.fixture
def reactions(page_of: Callable[[str], UnitPage]) -> ReactionList:
    """The reactions of a calciner."""
    found = page_of(KILN).findChild(ReactionList)
    assert found is not None
    return found


def _entered(session: Session) -> object:
    return session.document.sheet.units[KILN].parameters.get("reactions")


def _write(card: ReactionCard, text: str) -> None:
    card.text.setFocus()
    card.text.selectAll()
    QTest.keyClicks(card.text, text)
    card.completion.close()
    card.judge()


def test_a_reaction_is_taken_when_it_balances(reactions: ReactionList, session: Session) -> None:
    QTest.mouseClick(reactions.add, Qt.MouseButton.LeftButton)
    card = reactions.cards[0]
    _write(card, "CaCO3(s) -> CaO(s)")
    assert _entered(session) is None
    assert "too few on the right" in card.words.text()
    assert card.text.toPlainText() == "CaCO3(s) -> CaO(s)"
    _write(card, CALCINATION)
    assert _entered(session) == [{"reaction": CALCINATION}]
    assert "Balanced; takes up 17" in card.words.text()


def test_the_coefficients_that_balance_are_offered(reactions: ReactionList, session: Session) -> None:
    card = reactions.add_card()
    _write(card, "Fe2O3(s) + CO(g) -> Fe(s) + CO2(g)")
    assert not card.balance.isHidden()
    QTest.mouseClick(card.balance, Qt.MouseButton.LeftButton)
    assert _entered(session) == [{"reaction": "Fe2O3(s) + 3 CO(g) -> 2 Fe(s) + 3 CO2(g)"}]


def test_an_edit_that_unbalances_leaves_the_sheet_alone(reactions: ReactionList, session: Session) -> None:
    card = reactions.add_card()
    _write(card, CALCINATION)
    _write(card, "CaCO3(s) -> 2 CaO(s) + CO2(g)")
    assert _entered(session) == [{"reaction": CALCINATION}]
    assert "The sheet keeps the reaction as it was" in card.words.text()
    assert card.text.toPlainText() == "CaCO3(s) -> 2 CaO(s) + CO2(g)"


def test_conversion_of_step_and_switch(reactions: ReactionList, session: Session) -> None:
    card = reactions.add_card()
    _write(card, CALCINATION)
    card.conversion.setFocus()
    QTest.keyClicks(card.conversion, "95")
    card.of.setCurrentIndex(card.of.findData("CaCO3(s)"))
    card.of.activated.emit(card.of.currentIndex())
    card.step.setFocus()
    QTest.keyClicks(card.step, "2")
    card.on.click()
    row = {"reaction": CALCINATION, "conversion": "95 %", "of": "CaCO3(s)", "step": 2, "off": True}
    assert _entered(session) == [row]
    card.on.click()
    assert _entered(session) == [{key: value for key, value in row.items() if key != "off"}]


def test_removing_and_undoing(reactions: ReactionList, session: Session) -> None:
    _write(reactions.add_card(), CALCINATION)
    _write(reactions.add_card(), "C(s,graphite) + O2(g) -> CO2(g)")
    assert len(reactions.cards) == 2
    QTest.mouseClick(reactions.cards[0].remove, Qt.MouseButton.LeftButton)
    assert len(reactions.cards) == 1
    session.document.undo_stack.undo()
    assert [card.text.toPlainText() for card in reactions.cards] == [CALCINATION, "C(s,graphite) + O2(g) -> CO2(g)"]


def test_species_are_completed_as_they_are_typed(reactions: ReactionList, qtbot: QtBot) -> None:
    card = reactions.add_card()
    QTest.keyClicks(card.text, "CaCO3(")
    qtbot.waitUntil(lambda: card.completion.is_open, timeout=1000)
    QTest.keyClick(card.completion.popup, Qt.Key.Key_Return)
    assert card.text.toPlainText().startswith("CaCO3(")
    assert card.text.toPlainText().endswith(")")


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("CaCO3(s) -> 2 Ca", "Ca"),
        ("2 LiAlSi2O6(s,be", "LiAlSi2O6(s,be"),
        ("SO4-2(a", "SO4-2(a"),
        ("CaO(s) + ", ""),
        ("1/2 O2", "O2"),
        ("2 (NH4)2", "(NH4)2"),
    ],
)
def test_what_is_completed(text: str, token: str) -> None:
    assert token_before(text) == token


def test_matches_begin_with_what_is_typed() -> None:
    known = ["NaCl(s)", "NaCl(aq)", "KNaCl2(s)", "Na(s)"]
    assert matches(known, "NaCl") == ["NaCl(s)", "NaCl(aq)", "KNaCl2(s)"]
    assert matches(known, "nacl")[:2] == ["NaCl(s)", "NaCl(aq)"]


def test_charge_is_balanced_too() -> None:
    check = check_reaction("Cu+2(aq) -> Cu(s)", SheetChemistry(()))
    assert not check.balanced
    assert "charge" in check.words


def test_an_unknown_species_is_told() -> None:
    check = check_reaction("XyZ(s) -> CaO(s)", SheetChemistry(()))
    assert not check.balanced
    assert check.words
