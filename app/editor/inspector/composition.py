"""The composition of a feed: by species, by assay, as a liquor or in one line, with what comes out of it below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from app.editor.inspector.composition_check import (
    WAYS,
    check_composition,
    converted,
    read_concentration,
    read_figure,
    read_share,
    sum_words,
    way_of,
)
from app.editor.inspector.composition_report import ReportView
from app.editor.inspector.entry_table import EntryTable
from app.editor.inspector.moment import Moment, entered_text
from app.editor.inspector.quantity_field import KeptField
from app.editor.inspector.reading import Measure, Reading
from app.editor.inspector.rows import Row, Words
from app.editor.inspector.species_completion import SpeciesCompletion, chemistry_of
from app.editor.inspector.texts import GrowingText
from app.editor.session import Session
from flowsheets.diagram.look import STEP
from flowsheets.document.editing import with_parameter

PAUSE = 150
"""[ms] The fit is made again when typing pauses for so long."""


class CompositionEditor(QWidget):
    """What a feed consists of. Each way has fields of its own; changing the way carries over what it can."""

    def __init__(self, session: Session, key: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._key, self._name = session, key, name
        self.way = QComboBox(self)
        for way, words in WAYS.items():
            self.way.addItem(words, way)
        self.way.setAccessibleName("Composition is entered")
        self.way.activated.connect(self._change_way)
        self.words = Words(self)
        self.report = ReportView(session, self)
        self._fields: QWidget | None = None
        self._built_for = ""
        self.table: EntryTable | None = None
        self.lines: dict[str, KeptField] = {}
        self.names: GrowingText | None = None
        self.mineralogy: EntryTable | None = None
        self.per: QComboBox | None = None
        self._checked: object = object()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(STEP)
        for widget in (self.way, self.words, self.report):
            self._column.addWidget(widget)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._check)
        self._filling = False

    # -- showing ----------------------------------------------------------------------------------------------------

    def refresh(self, moment: Moment) -> None:
        """Show the composition as it stands."""
        entered = moment.sheet.units[self._key].parameters.get(self._name)
        way = way_of(entered)
        if way != self._built_for:
            self._build(way)
        self._filling = True
        self.way.setCurrentIndex(list(WAYS).index(way))
        fields: Mapping[str, Any] = entered if isinstance(entered, Mapping) else {}
        if self.table is not None:
            entries = fields.get(way)
            self.table.show_entries(entries if isinstance(entries, Mapping) else {})
        if self.mineralogy is not None:
            self.mineralogy.show_entries(fields.get("mineralogy", {}))
        for name, line in self.lines.items():
            text = entered_text(fields[name]) if name in fields else ""
            shown = entered if name == "text" and isinstance(entered, str) else text
            line.show_kept(shown, "entered", line.placeholderText())
        if self.names is not None and self._mineral_names() != list(fields.get("minerals", ())):
            self.names.show_kept("\n".join(fields.get("minerals", ())))
        if self.per is not None:
            self.per.setCurrentIndex(1 if fields.get("per") == "mole" else 0)
        self._filling = False
        if entered != self._checked:
            self._pause.start()

    def _check(self) -> None:
        entered = self._entered()
        self._checked = entered
        check = check_composition(entered, chemistry_of(self._session.document.sheet))
        self.words.say(check.fault, "fault")
        self.report.show_report(check.report)
        fields = entered if isinstance(entered, Mapping) else {}
        figures = fields.get("species") or fields.get("assay")
        if self.table is not None:
            self.table.below.say(sum_words(figures, str(fields.get("rest", ""))) if figures else "")

    def _entered(self) -> Any:
        return self._session.document.sheet.units[self._key].parameters.get(self._name)

    # -- fields of each way -----------------------------------------------------------------------------------------

    def parts(self) -> Iterator[object]:
        """Build the fields that the composition needs, a few with every step."""
        entered = self._entered()
        way = way_of(entered)
        self._build(way)
        yield self
        entries = entered.get(way) if isinstance(entered, Mapping) else None
        if self.table is not None and isinstance(entries, Mapping):
            yield from self.table.lines_for(len(entries))

    def _build(self, way: str) -> None:
        if self._fields is not None:
            self._fields.hide()
            self._fields.deleteLater()
        self._built_for = way
        self.table = self.names = self.mineralogy = self.per = None
        self.lines = {}
        fields = QWidget(self)
        self._fields = fields
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        {"species": self._species, "assay": self._assay, "solution": self._solution, "text": self._text}[way](column)
        self._column.insertWidget(1, fields)

    def _species(self, column: QVBoxLayout) -> None:
        self.per = QComboBox()
        self.per.addItems(["mass", "moles"])
        self.per.activated.connect(lambda index: self._keep_field("per", "mole" if index else "", 0))
        column.addWidget(Row("Shares by", self.per, self))
        self.table = self._entries("species", self._read_share, column, "species")
        self._line(column, "rest", "Rest", "the species that takes what remains", species=True)
        self._line(column, "moisture", "Moisture", "water of the wet feed", reads=read_share)
        self._line(column, "charge", "Charge goes to", "an ion that makes the feed neutral", species=True)

    def _assay(self, column: QVBoxLayout) -> None:
        self.table = self._entries("assay", read_figure, column, "element, oxide or LOI", completes=False)
        column.addWidget(QLabel("Minerals, one a line", self))
        self.names = GrowingText(self, most=14)
        self.names.setAccessibleName("Minerals")
        SpeciesCompletion(self._session, self.names)
        self.names.textChanged.connect(self._keep_names)
        column.addWidget(self.names)
        self._line(column, "moisture", "Moisture", "water of the wet feed", reads=read_share)
        self._line(
            column, "unassigned", "What is left over", "species that takes what the minerals leave", species=True
        )
        column.addWidget(QLabel("Minerals known from diffraction", self))
        self.mineralogy = self._entries("mineralogy", read_figure, column, "mineral")

    def _solution(self, column: QVBoxLayout) -> None:
        self.table = self._entries("solution", read_concentration, column, "solute", completes=False)
        self._line(column, "temperature", "Temperature", "at which it was measured", reads=Measure("degC").read)
        self._line(column, "density", "Density", "calculated", reads=Measure("kg/m3", 0.0).read)
        self._line(column, "charge", "Charge goes to", "an ion that makes the liquor neutral", species=True)

    def _text(self, column: QVBoxLayout) -> None:
        line = KeptField(lambda text: Reading(text.strip()), self)
        line.setPlaceholderText("H2O(l), or 98 wt% H2SO4")
        line.setAccessibleName("Composition")
        line.entered.connect(lambda text: self._keep(text, f"text.{line.visit}"))
        SpeciesCompletion(self._session, line)
        self.lines["text"] = line
        column.addWidget(line)

    def _entries(self, field: str, read: Any, column: QVBoxLayout, hint: str, *, completes: bool = True) -> EntryTable:
        shares = field != "solution"
        unit = "%" if shares else "g/L"
        table = EntryTable(
            self._session, read, self, name_hint=hint, completes=completes, per_cent=shares, figure_hint=unit
        )
        table.setAccessibleName(f"Composition by {field}")
        table.edited.connect(lambda entries, visit: self._keep_field(field, entries, visit))
        column.addWidget(table)
        return table

    def _line(
        self, column: QVBoxLayout, field: str, label: str, hint: str, *, reads: Any = None, species: bool = False
    ) -> None:
        line = KeptField(reads or (lambda text: Reading(text.strip())), self)
        line.setPlaceholderText("25 °C" if field == "temperature" else "none" if field != "density" else hint)
        row = Row(label, line, self, says=hint)
        line.entered.connect(lambda text: self._keep_field(field, text, line.visit))
        line.cleared.connect(lambda: self._keep_field(field, "", line.visit))
        line.said.connect(lambda words: row.say(words, "fault"))
        if species:
            SpeciesCompletion(self._session, line)
        self.lines[field] = line
        column.addWidget(row)

    def _read_share(self, text: str) -> Reading:
        return read_share(text, per="mole" if self.per is not None and self.per.currentIndex() else "mass")

    # -- keeping ----------------------------------------------------------------------------------------------------

    def _change_way(self) -> None:
        way = self.way.currentData()
        entered = self._entered()
        if way != way_of(entered):
            self._keep(converted(entered, way, chemistry_of(self._session.document.sheet)), "")

    def _mineral_names(self) -> list[str]:
        assert self.names is not None
        return [line.strip() for line in self.names.toPlainText().splitlines() if line.strip()]

    def _keep_names(self) -> None:
        if not self._filling and self.names is not None:
            self._keep_field("minerals", self._mineral_names(), self.names.visit)

    def _keep_field(self, field: str, value: Any, visit: int) -> None:
        if self._filling:
            return
        entered = self._entered()
        fields = dict(entered) if isinstance(entered, Mapping) else {self._built_for: {}}
        if value or field == self._built_for:
            fields[field] = value
        else:
            fields.pop(field, None)
        self._keep(fields, f"{field}.{visit}")

    def _keep(self, composition: Any, merge: str) -> None:
        sheet = self._session.document.sheet
        edited = with_parameter(sheet, self._key, self._name, composition)
        tag = sheet.units[self._key].tag
        key = f"{self._key}.{self._name}#{id(self)}.{merge}" if merge else ""
        self._session.document.do(f"Set composition of {tag}", edited, key)
