"""Reactions of a unit: one card each, checked as they are typed; what does not balance is not taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.editor.inspector.moment import Moment, entered_text, in_words
from app.editor.inspector.quantity_field import KeptField, QuantityField
from app.editor.inspector.reaction_check import ReactionCheck, check_reaction
from app.editor.inspector.reading import Measure, Reading
from app.editor.inspector.rows import Words, small_button
from app.editor.inspector.species_completion import SpeciesCompletion, chemistry_of
from app.editor.inspector.texts import GrowingText
from app.editor.look.theme import monospaced_font
from app.editor.session import Session
from flowsheets.diagram.look import STEP, TABLE_TEXT
from flowsheets.document.editing import with_parameter
from unitops.declaration.declared import Reactions

WHATEVER = "what runs out"
PAUSE = 60
"""[ms] A reaction is judged when typing pauses for so long."""


class ReactionCard(QWidget):
    """One reaction: its text, what it comes to, conversion, of which reactant, step, on or off."""

    edited = Signal(object)
    """The row as it is now. An object, for Qt would sort the keys of a dictionary."""
    removed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._row: dict[str, Any] = {}
        self._filling = False
        self._gives_way = ""
        self.on = QCheckBox(self)
        self.on.setToolTip("Whether the reaction runs")
        self.on.setAccessibleName("Reaction is on")
        self.text = GrowingText(self, single=True, most=5)
        self.text.setFont(monospaced_font(TABLE_TEXT))
        self.text.setPlaceholderText("CaO(s) + CO2(g) -> CaCO3(s)")
        self.text.setAccessibleName("Reaction")
        self.completion = SpeciesCompletion(session, self.text)
        self.words = Words(self)
        self.balance = QPushButton("Balance it", self)
        self.balance.hide()
        self.conversion = QuantityField(Measure("%", 0.0, 100.0), self)
        self.conversion.setAccessibleName("Conversion")
        self.conversion.setFixedWidth(72)
        self.of = QComboBox(self)
        self.of.setAccessibleName("Conversion is of")
        self.of.setToolTip("The reactant whose conversion is stated; what runs out: the one that limits the reaction")
        self.of.setMinimumContentsLength(6)
        self.of.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.step = KeptField(_read_step, self)
        self.step.setFixedWidth(32)
        self.step.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.step.setToolTip("Step: reactions of one step react at once, later steps on what earlier ones left")
        self.step.setAccessibleName("Step")
        self.remove = small_button(session.theme, "ph.x", "Remove this reaction", self)
        self._check = ReactionCheck(False, "")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        first, third = QHBoxLayout(), QHBoxLayout()
        for row in (first, third):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(STEP)
        first.addWidget(self.on)
        first.addWidget(self.text, 1)
        first.addWidget(self.remove)
        third.addSpacing(24)
        third.addWidget(self.conversion)
        third.addWidget(QLabel("of", self))
        third.addWidget(self.of, 1)
        third.addWidget(QLabel("step", self))
        third.addWidget(self.step)
        second = QHBoxLayout()
        second.setContentsMargins(24, 0, 0, 0)
        second.addWidget(self.words, 1)
        second.addWidget(self.balance)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2 * STEP)
        column.setSpacing(2)
        column.addLayout(first)
        column.addLayout(second)
        column.addLayout(third)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._typed)
        self.text.finished.connect(self.judge)
        self._pause.timeout.connect(self.judge)
        self.conversion.entered.connect(lambda text: self._set("conversion", text))
        self.conversion.cleared.connect(lambda: self._set("conversion", None))
        self.conversion.said.connect(lambda words: self._say_fault(words))
        self.of.activated.connect(lambda _i: self._set("of", self.of.currentData() or None))
        self.step.entered.connect(lambda text: self._set("step", int(text)))
        self.step.cleared.connect(lambda: self._set("step", None))
        self.on.clicked.connect(lambda on: self._set("off", None if on else True))
        self.remove.clicked.connect(self.removed)
        self.balance.clicked.connect(self._balance)

    @property
    def is_draft(self) -> bool:
        """Whether the document does not have it yet."""
        return not self._row

    def show_row(self, row: Mapping[str, Any], position: int, gives_way: str = "") -> None:
        """Show a reaction of the document. gives_way: what is said of a conversion that the sheet finds."""
        new = dict(row)
        if new != self._row and new.get("reaction") != self.text.toPlainText().strip():
            self._filling = True
            self.text.show_kept(str(row.get("reaction", "")))
            self._filling = False
            self._row = new
            self.judge()
        self._row = new
        self._filling = True
        self.on.setChecked(not row.get("off"))
        given = "conversion" in row
        standing = "calculated" if gives_way else "entered" if given else ""
        self.conversion.show_kept(entered_text(row["conversion"]) if given else "", standing, "100 %")
        self.conversion.setToolTip(gives_way)
        if gives_way != self._gives_way:
            self._gives_way = gives_way
            if self._check.balanced:
                self._say_fault(self.conversion.fault)
        self.step.show_kept(str(row.get("step", "")), "entered" if "step" in row else "", str(position))
        self._fill_of()
        self._filling = False

    def judge(self) -> None:
        """Check what is typed; a balanced reaction is taken, another stays as it is with the reason."""
        self._pause.stop()
        text = " ".join(self.text.toPlainText().split())
        self._check = check_reaction(text, chemistry_of(self._session.document.sheet))
        if self._check.balanced:
            self.words.say(self._balanced_words())
        else:
            kept = " The sheet keeps the reaction as it was." if self._row and self._check.words else ""
            self.words.say(f"{self._check.words}{kept}" if self._check.words else "", "fault")
        self.balance.setVisible(bool(self._check.suggestion))
        self._fill_of()
        if self._check.balanced and text != self._row.get("reaction"):
            row = dict(self._row) | {"reaction": text}
            if row.get("of") and row["of"] not in self._check.reactants:
                del row["of"]
            self._row = row
            self.edited.emit(row)

    def _typed(self) -> None:
        if not self._filling:
            self._pause.start()

    def _balance(self) -> None:
        self.text.setPlainText(self._check.suggestion)
        self.judge()

    def _fill_of(self) -> None:
        of = str(self._row.get("of", ""))
        names = ["", *self._check.reactants]
        if of and of not in names:
            names.append(of)
        if [self.of.itemData(i) for i in range(self.of.count())] != names:
            self.of.clear()
            for name in names:
                self.of.addItem(name or WHATEVER, name)
        self.of.setCurrentIndex(names.index(of))

    def _set(self, name: str, value: Any) -> None:
        row = {key: old for key, old in self._row.items() if key != name or value is not None}
        if value is not None:
            row[name] = value
        self._row = row
        if row.get("reaction"):
            self.edited.emit(row)

    def _say_fault(self, words: str) -> None:
        self.words.say(words or self._balanced_words(), "fault" if words else "quiet")

    def _balanced_words(self) -> str:
        return (
            f"{self._check.words} The conversion {_lowered(self._gives_way)}" if self._gives_way else self._check.words
        )


def _lowered(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}"


def _read_step(text: str) -> Reading:
    text = text.strip()
    return Reading(text, fault="" if text.isdecimal() and len(text) < 3 else "Write a whole number.")


class ReactionList(QWidget):
    """All reactions under one name, with a blank card while one is being added."""

    def __init__(self, session: Session, key: str, reactions: Reactions, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._key, self._declared = session, key, reactions
        self.cards: list[ReactionCard] = []
        self.says = QLabel(f"{reactions.says[:1].upper()}{reactions.says[1:]}", self)
        self.says.setProperty("role", "quiet")
        self.says.setWordWrap(True)
        self.says.setVisible(bool(reactions.says))
        self.add = QPushButton("Add a reaction", self)
        self.add.clicked.connect(self.add_card)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(STEP)
        self._column.addWidget(self.says)
        end = QHBoxLayout()
        end.addWidget(self.add)
        end.addStretch()
        self._column.addLayout(end)

    def refresh(self, moment: Moment) -> None:
        """Show the reactions as they stand; one that is being written stays below them."""
        rows = self._rows(moment)
        kept = [card for card in self.cards if not card.is_draft]
        while len(kept) > len(rows):
            self._drop(kept.pop())
        while len(kept) < len(rows):
            card = self._new(len(kept))
            kept.append(card)
        for position, (card, row) in enumerate(zip(kept, rows, strict=True)):
            card.show_row(row, position, self._given_way(moment, position))

    def _given_way(self, moment: Moment, position: int) -> str:
        path = f"{self._key}.{self._declared.name}[{position}]"
        return moment.gives_way(path) or moment.gives_way(f"{path}.conversion")

    def add_card(self) -> ReactionCard:
        """A blank card to write a reaction in."""
        card = next((card for card in self.cards if card.is_draft), None) or self._new(len(self.cards))
        card.on.setChecked(True)
        card.conversion.show_kept("", "", "100 %")
        card.text.setFocus()
        return card

    def _rows(self, moment: Moment) -> list[Mapping[str, Any]]:
        entered = moment.sheet.units[self._key].parameters.get(self._declared.name, list(self._declared.default))
        return [row for row in entered if isinstance(row, Mapping)] if isinstance(entered, list) else []

    def _new(self, position: int) -> ReactionCard:
        card = ReactionCard(self._session, self)
        card.edited.connect(lambda row: self._keep(card, row))
        card.removed.connect(lambda: self._remove(card))
        self.cards.insert(position, card)
        self._column.insertWidget(1 + position, card)
        return card

    def _drop(self, card: ReactionCard) -> None:
        self.cards.remove(card)
        card.hide()
        card.deleteLater()

    def _keep(self, card: ReactionCard, row: dict[str, Any]) -> None:
        rows: list[Any] = [dict(each) for each in self._rows(Moment.of(self._session))]
        place = [each for each in self.cards if not each.is_draft].index(card)
        if place < len(rows):
            rows[place] = row
        else:
            rows.append(row)
        visit = f"{card.text.visit}.{card.conversion.visit}.{card.step.visit}"
        self._do("Write a reaction of", rows, f"{self._key}.{self._declared.name}#{id(card)}.{visit}")

    def _remove(self, card: ReactionCard) -> None:
        if card.is_draft:
            self._drop(card)
            return
        place = [each for each in self.cards if not each.is_draft].index(card)
        rows = [dict(row) for row in self._rows(Moment.of(self._session))]
        self._drop(card)
        self._do("Remove a reaction of", rows[:place] + rows[place + 1 :])

    def _do(self, verb: str, rows: list[Any], merge: str = "") -> None:
        sheet = self._session.document.sheet
        value = rows if rows or self._declared.default else None
        edited = with_parameter(sheet, self._key, self._declared.name, value)
        name = in_words(self._declared.name).lower()
        self._session.document.do(f"{verb} {sheet.units[self._key].tag} ({name})", edited, merge)
