"""A species that the sheet brings along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.editor.inspector.card import EntryCard, required
from app.editor.inspector.moment import entered_text
from app.editor.inspector.quantity_field import QuantityField
from app.editor.inspector.reading import Measure
from app.editor.inspector.rows import Row
from app.editor.session import Session
from flowsheets.document.editing import replace
from flowsheets.document.records import Flowsheet
from unitops.chemistry.user_species import user_species
from unitops.errors import RaffinateError

_DATA = (
    ("enthalpy_of_formation", "Enthalpy of formation", Measure("kJ/mol"), "at 25 °C"),
    ("heat_capacity", "Heat capacity", Measure("J/mol/K", 0.0), "taken as constant"),
    ("entropy", "Entropy", Measure("J/mol/K", 0.0), "at 25 °C"),
    ("density", "Density", Measure("kg/m3", 0.0), ""),
)


class SpeciesCard(EntryCard):
    """Formula with its phase, name, and the data that a balance needs, with one source."""

    def __init__(self, session: Session, key: str | None, parent: QWidget) -> None:
        super().__init__(session, key, parent, keep="Keep the species", text="Edit a species")

    def fill(self) -> None:
        """The fields of a species."""
        self._record = next((dict(r) for r in self.session.document.sheet.species if r.get("id") == self.key), {})
        self.name = self.line("Species", self.key or "", "with its phase, as TiO2(s)")
        self.words_name = self.line("Name", str(self._record.get("name", "")), "in words")
        self.fields: dict[str, QuantityField] = {}
        source = ""
        for name, label, measure, says in _DATA:
            field = QuantityField(measure)
            datum = self._record.get(name)
            if isinstance(datum, Mapping) and datum.get("value") is not None:
                field.show_kept(measure.written(float(datum["value"]), digits=10), "entered")
                source = source or str(datum.get("source", ""))
            elif isinstance(datum, Mapping):
                field.setPlaceholderText("as a function of temperature")
            row = Row(label, field, self, says=says, mark_room=0)
            field.entered.connect(lambda text, f=field: f.show_kept(text, "entered"))
            field.cleared.connect(lambda f=field: f.show_kept("", ""))
            field.said.connect(lambda words, r=row: r.say(words, "fault"))
            self.fields[name] = field
            self.column.addWidget(row)
        self.source = self.line("Source", entered_text(source), "who says so")

    def edited(self) -> Flowsheet:
        """The sheet with the species; what contradicts itself is refused."""
        record: dict[str, Any] = {**self._record, "id": required(self.name.text(), "the species")}
        if self.words_name.text().strip():
            record["name"] = self.words_name.text().strip()
        source = self.source.text().strip()
        for name, _, measure, _ in _DATA:
            field = self.fields[name]
            if field.fault:
                raise RaffinateError(field.fault.rstrip("."))
            value = measure.read(field.kept).value if field.kept else None
            old = record.get(name)
            if value is not None:
                kept = dict(old) if isinstance(old, Mapping) else {}
                record[name] = {**kept, "value": value} | ({"source": source} if source else {})
            elif isinstance(old, Mapping) and old.get("value") is not None:
                del record[name]
        user_species(record)
        sheet = self.session.document.sheet
        if record["id"] != self.key and any(other.get("id") == record["id"] for other in sheet.species):
            raise RaffinateError(f"{record['id']} is there already", remedy="Edit that one.")
        others = list(sheet.species)
        places = [place for place, other in enumerate(others) if other.get("id") == self.key]
        if places:
            others[places[0]] = record
        else:
            others.append(record)
        return replace(sheet, species=tuple(others))

    def removed(self) -> Flowsheet:
        """The sheet without the species."""
        sheet = self.session.document.sheet
        return replace(sheet, species=tuple(other for other in sheet.species if other.get("id") != self.key))
