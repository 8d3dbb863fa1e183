"""Nothing is selected: the sheet itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
from PySide6.QtWidgets import QWidget

from app.editor.inspector.case_card import CaseCard
from app.editor.inspector.indicator_card import IndicatorCard
from app.editor.inspector.moment import Moment, entered_text
from app.editor.inspector.page import Page, Refreshed
from app.editor.inspector.quantity_field import QuantityField
from app.editor.inspector.reading import Measure, shown_number
from app.editor.inspector.register import Card, Line, Register
from app.editor.inspector.rows import Row
from app.editor.inspector.source_card import SourceCard
from app.editor.inspector.species_card import SpeciesCard
from app.editor.inspector.specification_card import SpecificationCard
from app.editor.inspector.texts import EditedText
from app.editor.look.theme import interface_font
from app.editor.session import Session
from app.editor.wording import printed_quantity
from flowsheets.diagram.look import TITLE_TEXT
from flowsheets.results.definite import NOT_DEFINED

_FIGURES = (
    ("hours_per_year", "Hours per year", Measure("h", 0.0, 8784.0), "calendar hours that the plant is planned to run"),
    ("availability", "Availability", Measure("%", 0.0, 100.0), "share of the planned hours in which it produces"),
    ("ambient_temperature", "Ambient temperature", Measure("degC", -90.0, 70.0), "of the surroundings"),
    ("ambient_pressure", "Ambient pressure", Measure("kPa", 30.0, 120.0), "of the surroundings"),
)


class SheetPage(Page):
    """Title and description, operating time, specifications, indicators, cases, species, sources."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.fields: dict[str, QuantityField] = {}
        self.registers: dict[str, Register] = {}

    def parts(self) -> Iterator[object]:
        """From what is asked first."""
        yield self._title()
        yield self._description()
        group = self.group("Plant")
        for name, label, measure, says in _FIGURES:
            row = self._figure(name, label, measure, says)
            group.add(row)
            yield row
        session = self.session
        yield self._register(
            "Demands",
            specification_lines,
            lambda key, parent: SpecificationCard(session, key, parent),
            "Demand a result",
            "No result is demanded: everything is found from what is entered.",
        )
        yield self._register(
            "Indicators",
            indicator_lines,
            lambda key, parent: IndicatorCard(session, key, parent),
            "Add an indicator",
            "A recovery, a consumption per unit of product, or any result to keep an eye on.",
        )
        yield self._register(
            "Cases",
            lambda moment: [
                Line(name, case.title or name, str(len(case.values)), name) for name, case in moment.sheet.cases.items()
            ],
            lambda key, parent: CaseCard(session, key, parent),
            "Add a case",
            "A named set of other values, to be solved side by side.",
        )
        yield self._register(
            "Species of this sheet",
            lambda moment: [
                Line(str(record.get("id", "")), str(record.get("id", "")), "", str(record.get("name", "")))
                for record in moment.sheet.species
            ],
            lambda key, parent: SpeciesCard(session, key, parent),
            "Add a species",
            "What the data do not have: a mineral, a reagent, an inert.",
        )
        yield self._register(
            "Sources",
            lambda moment: [
                Line(key, f"{key}: {source.text}", "", source.text) for key, source in moment.sheet.sources.items()
            ],
            lambda key, parent: SourceCard(session, key, parent),
            "Add a source",
            "Where the numbers of this sheet come from.",
        )

    def _title(self) -> EditedText:
        def keep(text: str, visit: int) -> None:
            sheet = msgspec.structs.replace(self.session.document.sheet, title=" ".join(text.split()))
            self.session.document.do("Title the sheet", sheet, f"title {id(self)}.{visit}")

        text = EditedText(lambda: self.session.document.sheet.title, keep, self, single=True)
        text.setFont(interface_font(TITLE_TEXT, bold=True))
        text.setAccessibleName("Title of the sheet")
        text.setPlaceholderText("Title of the sheet")
        self.column.addWidget(text)
        self.show_part(Refreshed(lambda _moment: text.refresh()))
        return text

    def _description(self) -> EditedText:
        def keep(text: str, visit: int) -> None:
            sheet = msgspec.structs.replace(self.session.document.sheet, description=text)
            self.session.document.do("Describe the sheet", sheet, f"description {id(self)}.{visit}")

        text = EditedText(lambda: self.session.document.sheet.description, keep, self)
        text.setAccessibleName("Description of the sheet")
        text.setPlaceholderText("What the plant makes, from what, by which route")
        self.column.addWidget(text)
        self.show_part(Refreshed(lambda _moment: text.refresh()))
        return text

    def _figure(self, name: str, label: str, measure: Measure, says: str) -> Row:
        field = QuantityField(measure)
        row = Row(label, field, self, says=says)

        def keep(text: str) -> None:
            sheet = msgspec.structs.replace(self.session.document.sheet, **{name: text})
            self.session.document.do(f"Set {label.lower()}", sheet, f"{name} {id(field)}.{field.visit}")

        field.entered.connect(keep)
        field.said.connect(lambda words: row.say(words, "fault"))
        self.fields[name] = field
        self.show_part(Refreshed(lambda moment: field.show_kept(entered_text(getattr(moment.sheet, name)), "entered")))
        return row

    def _register(
        self, title: str, lines: Callable[[Moment], list[Line]], card: Card, add: str, nothing: str
    ) -> Register:
        register = Register(self.session, lines, card, add, self, nothing=nothing)
        self.group(title).add(register)
        self.registers[title] = register
        self.show_part(register)
        return register


def specification_lines(moment: Moment) -> list[Line]:
    """Every demand with what was found for the parameter that it frees."""
    lines = []
    for key, record in moment.sheet.specifications.items():
        freed = " or ".join(moment.spoken(path) for path in record.frees)
        figure = moment.adjusted(record)
        is_off = record.off or figure == "off"
        below = "off" if is_off else f"{freed} gives way{f': {figure}' if figure else ''}"
        lines.append(Line(key, moment.spoken_demand(record), dimmed=not moment.is_current, below=below))
    return lines


def indicator_lines(moment: Moment) -> list[Line]:
    """Every indicator with its value in the last solution."""
    values = (moment.written or {}).get("indicators", {})
    lines = []
    for name, record in moment.sheet.indicators.items():
        value = values.get(name)
        if value and value["value"] is None:
            lines.append(Line(name, name, NOT_DEFINED, value["reason"], not moment.is_current))
            continue
        figure = shown_number(value["value"], value["unit"], hours=moment.hours) if value else "–"
        lines.append(Line(name, name, printed_quantity(figure), record.notes, not moment.is_current))
    return lines
