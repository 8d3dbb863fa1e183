"""A case: a named set of values that differ from the sheet's."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from app.editor.inspector.card import EntryCard, required
from app.editor.inspector.entry_table import EntryTable
from app.editor.inspector.moment import Moment
from app.editor.inspector.path_field import measured
from app.editor.inspector.reading import Measure, Reading
from app.editor.session import Session
from flowsheets.document.editing import with_record, without_record
from flowsheets.document.paths import resolve_path
from flowsheets.document.records import CaseRecord, Flowsheet, Value
from unitops.errors import RaffinateError


class CaseCard(EntryCard):
    """Name, title, and values by path."""

    def __init__(self, session: Session, key: str | None, parent: QWidget) -> None:
        super().__init__(session, key, parent, keep="Keep the case", text="Edit a case")

    def fill(self) -> None:
        """The fields of a case."""
        moment = Moment.of(self.session)
        case = moment.sheet.cases.get(self.key or "", CaseRecord())
        self._notes = case.notes
        self.name = self.line("Name", self.key or "", "short, as it stands in tables")
        self.title = self.line("Title", case.title)
        self.column.addWidget(QLabel("Values that differ", self))
        self.values = EntryTable(
            self.session, lambda text: Reading(text.strip()), self, name_hint="UNIT.parameter", completes=False
        )
        self.values.show_entries({moment.path_words(path): value for path, value in case.values.items()})
        self._entries: dict[str, Value] = {moment.path_words(p): value for p, value in case.values.items()}
        self.values.edited.connect(self._take)
        self.column.addWidget(self.values)

    def _take(self, entries: dict[str, Value], _visit: int) -> None:
        self._entries = entries

    def edited(self) -> Flowsheet:
        """The sheet with the case; every value must be readable where it is a quantity."""
        name = required(self.name.text(), "the name")
        sheet = self.session.document.sheet
        if name != self.key and name in sheet.cases:
            raise RaffinateError(f'there is a case "{name}" already', remedy="Take another name.")
        values: dict[str, Value] = {}
        for path, value in self._entries.items():
            values[str(resolve_path(sheet, path))] = self._checked(sheet, path, value)
        record = CaseRecord(title=self.title.text().strip(), values=values, notes=self._notes)
        if self.key is not None and name != self.key:
            sheet = without_record(sheet, "cases", self.key)
        return with_record(sheet, "cases", name, record)

    def removed(self) -> Flowsheet:
        """The sheet without the case."""
        assert self.key is not None
        return without_record(self.session.document.sheet, "cases", self.key)

    def _checked(self, sheet: Flowsheet, path: str, value: Value) -> Value:
        try:
            _, _, unit = measured(sheet, path)
        except RaffinateError:
            return value  # a choice, a composition, a table: the solver says what is wrong with it
        if not isinstance(value, str):
            return value
        reading = Measure(unit, hours=Moment.of(self.session).hours).read(value)
        if reading.fault:
            raise RaffinateError(f"{path}: {reading.fault}".rstrip("."))
        return reading.text
