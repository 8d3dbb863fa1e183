"""A parameter that is a table: a figure for each species, element or phase."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.editor.inspector.entry_table import EntryTable
from app.editor.inspector.moment import Moment, in_words
from app.editor.inspector.reading import Measure, Reading
from app.editor.session import Session
from flowsheets.document.editing import with_parameter
from unitops.declaration.declared import Table


class TableParameter(QWidget):
    """Label over a table of names and figures."""

    def __init__(self, session: Session, key: str, table: Table, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._key, self._table = session, key, table
        self._measure = Measure(table.unit, table.low, table.high)
        label = QLabel(in_words(table.name), self)
        label.setToolTip(table.says)
        unit = "" if table.unit == "1" else table.unit
        self.entries = EntryTable(session, self._read, self, name_hint="species, element or *", figure_hint=unit)
        self.entries.setAccessibleName(in_words(table.name))
        self.entries.edited.connect(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label)
        column.addWidget(self.entries)

    def refresh(self, moment: Moment) -> None:
        """Show the table as it stands."""
        self._measure = Measure(self._table.unit, self._table.low, self._table.high, moment.hours)
        entered = moment.sheet.units[self._key].parameters.get(self._table.name)
        entries = entered if isinstance(entered, Mapping) else {}
        self.entries.show_entries(entries)
        told = {name: moment.gives_way(f"{self._key}.{self._table.name}[{name}]") for name in entries}
        self.entries.mark({name: words for name, words in told.items() if words})

    def _read(self, text: str) -> Reading:
        return self._measure.read(text)

    def _keep(self, entries: dict[str, Any], visit: int) -> None:
        sheet = self._session.document.sheet
        edited = with_parameter(sheet, self._key, self._table.name, entries or None)
        merge = f"{self._key}.{self._table.name}#{id(self)}.{visit}"
        name = in_words(self._table.name).lower()
        self._session.document.do(f"Set {name} of {sheet.units[self._key].tag}", edited, merge)
