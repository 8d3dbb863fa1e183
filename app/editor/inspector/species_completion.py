"""Completion of species ids while they are typed, in lines and in texts."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec
from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QPlainTextEdit

from app.editor.session import Session
from flowsheets.document.records import Flowsheet
from flowsheets.equations.chemistry_of_sheet import SheetChemistry

MOST = 40
_TOKEN = re.compile(r"(?:(?<=\s)|^)(?:\d+(?:[./]\d+)?\s*)?([A-Z(\[][^\s+]*(?:[+-]\d*)?(?:\([a-z,]*\)?)?)$")
_MEANT_SMALL = re.compile(r"(?:^|\s)([a-z][a-z0-9]+)$")


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


def token_before(text: str) -> str:
    """The part of a species id that stands at the end of a text, without its coefficient."""
    found = _TOKEN.search(text) or _MEANT_SMALL.search(text)
    return found[1] if found else ""


class SpeciesCompletion(QObject):
    """Offers species below the cursor; Return or Tab takes one, Escape leaves."""

    def __init__(self, session: Session, field: QLineEdit | QPlainTextEdit) -> None:
        super().__init__(field)
        self._session, self._field = session, field
        self._made: QCompleter | None = None
        self._model = QStringListModel(self)
        self._known: list[str] = []
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
                chosen = self.popup.currentIndex().data() or self._model.stringList()[0]
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
        token = token_before(self._before())
        found = matches(self._ids(), token) if token else []
        if not found or token in found:
            self.close()
            return
        self._model.setStringList(found)
        if isinstance(self._field, QPlainTextEdit):
            area = self._field.cursorRect()
            area.setWidth(280)
            area.translate(-8 * len(token), 4)
            self.completer.complete(area)
        else:
            self.completer.complete()
        self.popup.setCurrentIndex(self.completer.completionModel().index(0, 0))

    def _ids(self) -> list[str]:
        species = self._session.document.sheet.species
        if species is not self._species or not self._known:
            self._species, self._known = species, list(chemistry_of(self._session.document.sheet).species)
        return self._known

    def _before(self) -> str:
        if isinstance(self._field, QPlainTextEdit):
            cursor = self._field.textCursor()
            return cursor.block().text()[: cursor.positionInBlock()]
        return self._field.text()[: self._field.cursorPosition()]

    def _take(self, species: str) -> None:
        self._taking = True
        token = token_before(self._before())
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
