"""Completion of species while they are typed, by formula or by name, in lines and in texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import msgspec
from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QPlainTextEdit

from app.editor.session import Session
from flowsheets.document.records import Flowsheet
from flowsheets.equations.chemistry_of_sheet import SheetChemistry

MOST = 40
WIDTH = 320
"""Of the list [px]: a formula and a name beside each other."""
SHORTEST_NAME = 3
"""Letters after which names are searched too."""
_TOKEN = re.compile(r"(?:(?<=\s)|^)(?:\d+(?:[./]\d+)?\s*)?([A-Z(\[][^\s+]*(?:[+-]\d*)?(?:\([a-z,]*\)?)?)$")
_MEANT_SMALL = re.compile(r"(?:^|\s)([a-z][a-z0-9]+)$")
_PHRASE = re.compile(r"(?:^|\s)([A-Za-z][a-z]*(?:[ -][a-z]+)*)$")
_WORD_START = re.compile(r"(?<![^\W_])")


def chemistry_of(sheet: Flowsheet) -> SheetChemistry:
    """Species and reactions as a sheet knows them; made anew only when its own species differ."""
    return _chemistry(msgspec.json.encode(sheet.species))


@lru_cache(maxsize=4)
def _chemistry(species: bytes) -> SheetChemistry:
    return SheetChemistry(msgspec.json.decode(species))


def matches(known: list[str], typed: str) -> list[str]:
    """Ids that begin with what was typed, then those that contain it; capitals do not matter where none fit."""
    begins = [name for name in known if name.startswith(typed)]
    if not begins:
        low = typed.lower()
        begins = [name for name in known if name.lower().startswith(low)]
    contains = [name for name in known if typed in name and name not in begins] if len(typed) > 2 else []
    begins.sort(key=lambda name: (len(name), name))
    contains.sort(key=lambda name: (len(name), name))
    return (begins + contains)[:MOST]


def named(names: Mapping[str, str], typed: str) -> list[str]:
    """Ids of species whose name begins with what was typed, then those with a later word that does."""
    low = typed.casefold()
    if len(low) < SHORTEST_NAME:
        return []
    begins, within = [], []
    for species, name in names.items():
        folded = name.casefold()
        if folded.startswith(low):
            begins.append(species)
        elif any(folded.startswith(low, start.start()) for start in _WORD_START.finditer(folded)):
            within.append(species)
    return [*sorted(begins, key=lambda key: (len(names[key]), key)), *sorted(within, key=lambda key: len(names[key]))]


def offered(names: Mapping[str, str], before: str) -> tuple[str, list[str]]:
    """What of the text before the cursor is meant for a species, and the ids that fit it.

    names: of the known species, by id.
    """
    phrase = _PHRASE.search(before)
    words = phrase[1] if phrase else ""
    while " " in words:  # "sodium carb", but of "melted calc" only "calc"
        found = named(names, words)
        if found:
            return words, found[:MOST]
        words = words.partition(" ")[2]
    token = token_before(before)
    if not token:
        return "", []
    by_formula = matches(list(names), token)
    return token, (by_formula + [key for key in named(names, token) if key not in by_formula])[:MOST]


def token_before(text: str) -> str:
    """The part of a species id that stands at the end of a text, without its coefficient."""
    found = _TOKEN.search(text) or _MEANT_SMALL.search(text)
    return found[1] if found else ""


class _Offers(QStringListModel):
    """Ids that are taken, shown with the name beside them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.names: Mapping[str, str] = {}

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The id; where it is shown, with the name."""
        species = super().data(index, Qt.ItemDataRole.EditRole)
        if role != Qt.ItemDataRole.DisplayRole:
            return super().data(index, role)
        name = self.names.get(str(species), "")
        return f"{species}   {name}" if name else species


class SpeciesCompletion(QObject):
    """Offers species below the cursor; Return or Tab takes one, Escape leaves."""

    def __init__(self, session: Session, field: QLineEdit | QPlainTextEdit) -> None:
        super().__init__(field)
        self._session, self._field = session, field
        self._made: QCompleter | None = None
        self._model = _Offers(self)
        self._token = ""
        """What of the text gives way to the species that is taken."""
        self._species: object = None
        self._taking = False
        if isinstance(field, QPlainTextEdit):
            field.textChanged.connect(self._offer)
        else:
            field.textEdited.connect(self._offer)

    @property
    def completer(self) -> QCompleter:
        """Made when something is offered for the first time: a page has many fields, few are typed in."""
        if self._made is None:
            self._made = QCompleter(self._model, self)
            self._made.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            self._made.setWidget(self._field)
            self._made.setMaxVisibleItems(10)
            self._made.activated.connect(self._take)
            self.popup.installEventFilter(self)
        return self._made

    @property
    def popup(self) -> QAbstractItemView:
        """The list below the cursor."""
        popup = self.completer.popup()
        assert popup is not None
        return popup

    @property
    def is_open(self) -> bool:
        """Whether something is offered."""
        return self._made is not None and self.popup.isVisible()

    def close(self) -> None:
        """Offer nothing any more."""
        if self._made is not None:
            self.popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keys that choose are taken before the field gets them."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                chosen = self.popup.currentIndex().data(Qt.ItemDataRole.EditRole) or self._model.stringList()[0]
                self.popup.hide()
                self._take(chosen)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.popup.hide()
                return True
        return super().eventFilter(watched, event)

    def _offer(self, *_text: str) -> None:
        if self._taking or not self._field.hasFocus():
            return
        token, found = offered(self._names(), self._before())
        if not found or token in found:
            self.close()
            return
        self._token = token
        self._model.setStringList(found)
        if isinstance(self._field, QPlainTextEdit):
            area = self._field.cursorRect()
            area.translate(-8 * len(token), 4)
        else:
            area = self._field.rect()
        area.setWidth(max(WIDTH, area.width()))
        self.completer.complete(area)
        self.popup.setCurrentIndex(self.completer.completionModel().index(0, 0))

    def _names(self) -> Mapping[str, str]:
        species = self._session.document.sheet.species
        if species is not self._species or not self._model.names:
            known = chemistry_of(self._session.document.sheet).species
            self._species, self._model.names = species, {key: record.name for key, record in known.items()}
        return self._model.names

    def _before(self) -> str:
        if isinstance(self._field, QPlainTextEdit):
            cursor = self._field.textCursor()
            return cursor.block().text()[: cursor.positionInBlock()]
        return self._field.text()[: self._field.cursorPosition()]

    def _take(self, species: str) -> None:
        self._taking = True
        token = self._token
        if isinstance(self._field, QPlainTextEdit):
            cursor = self._field.textCursor()
            cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(token))
            cursor.insertText(species)
            self._field.setTextCursor(cursor)
        else:
            text, place = self._field.text(), self._field.cursorPosition()
            whole = text[: place - len(token)] + species + text[place:]
            self._field.setText(whole)
            self._field.setCursorPosition(place - len(token) + len(species))
            self._field.textEdited.emit(whole)
        self._taking = False
