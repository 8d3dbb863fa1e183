"""Rows for choices and for lists of names."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from app.editor.inspector.moment import Moment, in_words
from app.editor.inspector.rows import Row
from app.editor.inspector.species_completion import SpeciesCompletion
from app.editor.inspector.texts import GrowingText
from app.editor.session import Session
from flowsheets.document.editing import with_parameter
from unitops.declaration.declared import Choice, Words

SEVERAL = "several"


class ChoiceRow(Row):
    """One of a few words; the default is not written into the sheet unless it was chosen."""

    def __init__(self, session: Session, keys: tuple[str, ...], choice: Choice, parent: QWidget) -> None:
        self._session, self.keys, self.choice = session, keys, choice
        self.box = QComboBox()
        self.box.addItems(choice.options)
        self.box.setMinimumContentsLength(8)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        super().__init__(in_words(choice.name), self.box, parent, says=choice.says)
        self.box.textActivated.connect(self._choose)

    def refresh(self, moment: Moment) -> None:
        """Show the word that holds."""
        words = {self._word(moment, key) for key in self.keys}
        known = words <= set(self.choice.options) and len(words) == 1
        self.box.setCurrentIndex(self.choice.options.index(words.pop()) if known else -1)
        self.box.setPlaceholderText("" if known else SEVERAL)

    def _word(self, moment: Moment, key: str) -> str:
        return str(moment.sheet.units[key].parameters.get(self.choice.name, self.choice.default))

    def _choose(self, word: str) -> None:
        sheet = self._session.document.sheet
        for key in self.keys:
            entered = sheet.units[key].parameters.get(self.choice.name, self.choice.default)
            if entered != word:
                sheet = with_parameter(sheet, key, self.choice.name, word)
        self._session.document.do(f"Choose {word} for {self.label.text().lower()}", sheet)


class NamesRow(Row):
    """Names, one a line, with completion of species."""

    def __init__(self, session: Session, key: str, words: Words, parent: QWidget) -> None:
        self._session, self.key, self.declared = session, key, words
        self.text = GrowingText()
        self.text.setPlaceholderText("\n".join(words.default) or "none")
        super().__init__(in_words(words.name), self.text, parent, says=f"{words.says}; one a line")
        self._filling = False
        self.completion = SpeciesCompletion(session, self.text)
        self.text.textChanged.connect(self._typed)

    def refresh(self, moment: Moment) -> None:
        """Show the names as they stand."""
        entered = moment.sheet.units[self.key].parameters.get(self.declared.name)
        if entered == self._value() or (entered is None and not self.text.toPlainText().strip()):
            return
        self._filling = True
        self.text.show_kept("\n".join(_names(entered)))
        self._filling = False

    def _value(self) -> list[str]:
        return [line.strip() for line in self.text.toPlainText().splitlines() if line.strip()]

    def _typed(self) -> None:
        if self._filling:
            return
        sheet = self._session.document.sheet
        names: Any = self._value()
        if isinstance(sheet.units[self.key].parameters.get(self.declared.name), str) and len(names) == 1:
            names = names[0]
        edited = with_parameter(sheet, self.key, self.declared.name, names or None)
        merge = f"{self.key}.{self.declared.name}#{id(self)}.{self.text.visit}"
        self._session.document.do(f"Set {self.label.text()} of {sheet.units[self.key].tag}", edited, merge)


def _names(entered: Any) -> list[str]:
    if entered is None:
        return []
    return [entered] if isinstance(entered, str) else [str(item) for item in entered]
