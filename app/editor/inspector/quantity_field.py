"""A field for a number with a unit: takes any unit, checks as it is typed, remembers the unit that was typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from app.editor.inspector.looks import give_look
from app.editor.inspector.reading import Measure, Reading, unit_in
from app.editor.inspector.undo_keys import claims_undo, is_undo
from app.editor.look.theme import interface_font
from app.editor.wording import printed_quantity
from unitops.quantities import printed_unit

Read = Callable[[str], Reading]


class KeptField(QLineEdit):
    """A line that shows what the document keeps and offers what is typed as soon as it can be read.

    ``entered`` carries a readable text with every keystroke, ``cleared`` comes when nothing is left. What cannot be
    read stays in the field with words in ``said``; Escape brings back what is kept.
    """

    entered = Signal(str)
    cleared = Signal()
    withdrawn = Signal()
    """What was read of the beginning of a text does not hold: the whole of it cannot be read, or not yet."""
    said = Signal(str)
    """What is wrong with the text, '' when nothing is."""

    def __init__(self, read: Read, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.read = read
        self.visit = 0
        """Counts stays in the field: edits of one stay are one step of undo."""
        self._kept = ""
        self._typing = False
        self._fault = ""
        self._unfinished = ""
        self._withdrawing = False
        self.textEdited.connect(self._typed)
        self.setStanding("")

    @property
    def kept(self) -> str:
        """What the document keeps, as it was last shown."""
        return self._kept

    @property
    def fault(self) -> str:
        """What is wrong with the text that stands in the field."""
        return self._fault

    def show_kept(self, text: str, standing: str = "", placeholder: str = "") -> None:
        """Show what the document keeps; a text that is being typed stays as it is typed."""
        changed, self._kept = text != self._kept, text
        if self._withdrawing:
            return
        self.setPlaceholderText(self.printed(placeholder))
        if self._typing and (not changed or self._means(text)):
            if not self._fault:
                self.setStanding(standing)
            return
        self._typing = False
        self._unfinished = ""
        self._say("")
        self.setStanding(standing)
        shown = self.printed(text)
        if self.text() != shown:
            place = self.cursorPosition()
            self.setText(shown)
            self.setCursorPosition(min(place, len(shown)))

    def printed(self, text: str) -> str:
        """A kept text as it is shown."""
        return text

    def setStanding(self, standing: str) -> None:  # noqa: N802 - beside Qt's own setters
        """Entered, calculated, specified, stale or invalid: how the field looks."""
        give_look(self, "standing", standing)

    def offer(self, text: str) -> None:
        """Take a text as if it had been typed."""
        self.setText(text)
        self._typed(text)

    def finish(self) -> None:
        """Show what is kept as it is kept; what cannot be read stays with its words."""
        if self._unfinished:
            self._say(self._unfinished)
            self.setStanding("invalid")
        if self._typing and not self._fault:
            self._typing = False
            self.setText(self.printed(self._kept))
            self.setCursorPosition(0)

    def revert(self) -> None:
        """Leave what was typed and could not be read."""
        self._typing = False
        self._unfinished = ""
        self._say("")
        self.setText(self.printed(self._kept))
        self.setStanding("entered" if self._kept else "")

    def _means(self, kept: str) -> bool:
        if self._unfinished:
            return False
        text = self.text().strip()
        return self.read(text).text == kept if text else not kept

    def _typed(self, text: str) -> None:
        self._typing = True
        self._unfinished = ""
        if not text.strip():
            self._say("")
            self.setStanding("")
            self.cleared.emit()
            return
        reading = self.read(text)
        self._unfinished = reading.fault if reading.unfinished else ""
        if reading.fault:
            self._withdrawing = True
            self.withdrawn.emit()
            self._withdrawing = False
        if self._unfinished:
            self._say("")
            return
        self._say(reading.fault)
        if reading.fault:
            self.setStanding("invalid")
        else:
            self.setStanding("entered")
            self.entered.emit(reading.text)

    def _say(self, words: str) -> None:
        if words != self._fault:
            self._fault = words
            self.said.emit(words)

    def event(self, event: QEvent) -> bool:
        """Undo and redo are the document's."""
        return False if claims_undo(event) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Return keeps, Escape leaves."""
        if is_undo(event):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
            self.visit += 1
            self.selectAll()
        elif event.key() == Qt.Key.Key_Escape and self._typing:
            self.revert()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Another stay begins."""
        self.visit += 1
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """What was typed is shown as it is kept."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.deselect()
            self.finish()


class QuantityField(KeptField):
    """A field for one quantity. ``measure`` says what is asked; a bare number takes the unit that was shown last.

    Arrow keys step the second digit, with Shift a tenth of it, Page up and down ten of it. ``extend`` may put more
    entries into the menu.
    """

    unit_chosen = Signal(str)
    """Another unit for a number that is calculated."""

    def __init__(self, measure: Measure, parent: QWidget | None = None) -> None:
        super().__init__(self._read, parent)
        self.measure = measure
        self.extend: Callable[[QMenu], None] = lambda _menu: None
        self._unit = measure.unit
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFont(interface_font(tabular=True))
        self.setMinimumWidth(72)

    def show_kept(self, text: str, standing: str = "", placeholder: str = "") -> None:
        """Show what the document keeps; its unit is the one that a bare number takes."""
        self._unit = unit_in(text) or unit_in(placeholder) or self._unit
        super().show_kept(text, standing, placeholder)

    def printed(self, text: str) -> str:
        """With its unit as it is printed, as in '25 °C'."""
        return printed_quantity(text)

    @property
    def unit(self) -> str:
        """The unit that a bare number takes."""
        return self._unit

    def choose_unit(self, unit: str) -> None:
        """Write the number in another unit."""
        standing = self.property("standing")
        self._unit = unit
        if standing in ("calculated", "stale", "") or not self.text():
            self.unit_chosen.emit(unit)
        else:
            self.offer(self.measure.in_unit(self.text(), unit))
            self.finish()

    def _read(self, text: str) -> Reading:
        return self.measure.read(text, self._unit)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows step the number."""
        steps = {Qt.Key.Key_Up: 1.0, Qt.Key.Key_Down: -1.0, Qt.Key.Key_PageUp: 10.0, Qt.Key.Key_PageDown: -10.0}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            step /= 10.0
        start = self.text() or self.placeholderText()
        moved = self.measure.stepped(start, step)
        if moved != start:
            self.offer(moved)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """The usual entries, the units, and what ``extend`` adds."""
        menu = self.menu()
        menu.exec(event.globalPos())
        menu.deleteLater()

    def menu(self) -> QMenu:
        """What can be done with the number."""
        menu = QMenu(self)
        if len(self.measure.units) > 1:
            units = menu.addMenu("Unit")
            for unit in self.measure.units:
                action = units.addAction(printed_unit(unit) or "none")
                action.setCheckable(True)
                action.setChecked(unit == self._unit)
                action.triggered.connect(lambda _on=False, u=unit: self.choose_unit(u))
        self.extend(menu)
        standard = self.createStandardContextMenu()
        if standard is not None:
            menu.addSeparator()
            for action in standard.actions():
                words = action.text().partition("\t")[0].replace("&", "")
                if words in ("Cut", "Copy", "Paste", "Select All"):
                    menu.addAction(action)
            standard.setParent(menu)
        return menu
