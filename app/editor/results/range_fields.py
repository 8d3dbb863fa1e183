"""The low and the high value between which an input is moved, as a person states them."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.editor.wording import printed_quantity
from flowsheets.diagram.look import STEP
from flowsheets.studies.ends_of_ranges import Span
from flowsheets.studies.ranges import NUMBER
from unitops.quantities import format_number, printed_unit

_NUMBER_AND_UNIT = re.compile(rf"(?P<number>{NUMBER})\s*(?P<unit>.*)")


class RangeFields(QWidget):
    """Two fields and what takes the usual range back."""

    stated = Signal(Span)
    taken_back = Signal()
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._span: Span | None = None
        self.low, self.high = _field(self, "Low value"), _field(self, "High value")
        self.usual = QPushButton("Usual range", self)
        self.usual.setToolTip("Back to the share of the entered value that is set above")
        self.usual.clicked.connect(self.taken_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(STEP)
        to = QLabel("to", self)
        to.setProperty("role", "quiet")
        for widget in (self.low, to, self.high, self.usual):
            row.addWidget(widget)
        for field in (self.low, self.high):
            field.editingFinished.connect(self._read)

    def put(self, span: Span | None, *, own: bool) -> None:
        """Show a range. own: somebody stated it, so that there is a usual one to go back to."""
        self._span = span
        self.setEnabled(span is not None)
        self.usual.setEnabled(own)
        if span is not None:
            for field, number in ((self.low, span.low), (self.high, span.high)):
                text = printed_quantity(f"{format_number(number, 6)} {_unit(span)}".strip())
                if not field.hasFocus() or not field.isModified():
                    field.setText(text)

    def _read(self) -> None:
        """Take what is typed; a bare number is in the unit that was shown."""
        span = self._span
        if span is None or not (self.low.isModified() or self.high.isModified()):
            return
        for field in (self.low, self.high):
            field.setModified(False)
        unit = _unit(span)
        low, high = (
            _NUMBER_AND_UNIT.fullmatch(field.text().strip().replace("−", "-")) for field in (self.low, self.high)
        )
        if low is None or high is None:
            self.refused.emit(
                f"Write numbers with their unit, as {format_number(span.low)} {printed_unit(unit)}".strip() + "."
            )
            return
        first, last = (found["unit"] or printed_unit(unit) for found in (low, high))
        if first != last:
            self.refused.emit(f"The low value is in {first}, the high one in {last}: write both in one unit.")
        elif not float(low["number"]) < float(high["number"]):
            self.refused.emit("The low value has to be below the high one.")
        else:
            written = unit if first == printed_unit(unit) else first
            self.stated.emit(Span(span.path, float(low["number"]), float(high["number"]), written, "as stated"))


def _unit(span: Span) -> str:
    """The unit of a range, '' for plain numbers."""
    return "" if span.unit == "1" else span.unit


def _field(parent: QWidget, name: str) -> QLineEdit:
    field = QLineEdit(parent)
    field.setAccessibleName(name)
    field.setToolTip(name)
    field.setAlignment(Qt.AlignmentFlag.AlignRight)
    field.setFixedWidth(96)
    return field
