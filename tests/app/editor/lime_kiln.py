"""What a person enters for a lime kiln, whatever they enter it with: mouse and keys, or keys alone."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from app.editor.inspector.composition import CompositionEditor
from app.editor.inspector.option_rows import ChoiceRow
from app.editor.inspector.reactions import ReactionList
from app.editor.inspector.unit_page import UnitPage


class Hands(Protocol):
    """Somebody who fills in the inspector."""

    bot: QtBot

    def open_page(self, unit: str) -> UnitPage:
        """A unit's page, built."""
        ...

    def pick(self, choice: QComboBox, text: str) -> None:
        """Take an entry of a list."""
        ...

    def enter(self, field: QWidget, text: str) -> None:
        """Write into a field in place of what stands there, and press Return."""
        ...

    def push(self, button: QAbstractButton) -> None:
        """Press a button."""
        ...


def fill_in(hands: Hands, feed: str, kiln: str) -> None:
    """12 t/h of limestone with 6 % quartz; an electric kiln at 950 degC that converts 96 %."""
    _fill_feed(hands, feed)
    _fill_kiln(hands, kiln)


def _fill_feed(hands: Hands, feed: str) -> None:
    page = hands.open_page(feed)
    composition = page.findChild(CompositionEditor)
    assert composition is not None
    hands.pick(composition.way, "By species")
    for place, (species, share) in enumerate((("CaCO3(s)", "94"), ("SiO2(s)", "6"))):
        assert composition.table is not None
        hands.enter(composition.table.lines[place].name, species)
        hands.enter(composition.table.lines[place].figure, share)
    hands.enter(page.fields["rate"].field, "12 t/h")


def _fill_kiln(hands: Hands, kiln: str) -> None:
    page = hands.open_page(kiln)
    heating = next(row for row in page.findChildren(ChoiceRow) if row.choice.name == "heating")
    hands.pick(heating.box, "electric")
    for name, text in (("temperature", "1223.15 K"), ("loss_share", "8 %")):
        hands.enter(page.fields[name].field, text)
    reactions = page.findChild(ReactionList)
    assert reactions is not None
    hands.push(reactions.add)
    card = reactions.cards[0]
    hands.enter(card.text, "CaCO3(s) -> CaO(s) + CO2(g)")
    hands.bot.waitUntil(lambda: not card.is_draft)
    hands.enter(card.conversion, "96")
