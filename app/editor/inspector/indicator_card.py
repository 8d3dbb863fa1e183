"""An indicator: one result, a ratio of sums of results, or the recovery of an element."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.editor.inspector.card import EntryCard, required
from app.editor.inspector.moment import Moment
from app.editor.inspector.path_field import PathField, measured
from app.editor.inspector.texts import GrowingText
from app.editor.session import Session
from flowsheets.document.editing import stream_id, with_record, without_record
from flowsheets.document.paths import tag_of
from flowsheets.document.records import Figure, Flowsheet, IndicatorRecord, Ratio, Recovery
from unitops.errors import RaffinateError
from unitops.quantities import dimensions_of

KINDS = {"A result": Figure, "A ratio of sums": Ratio, "The recovery of an element": Recovery}


class IndicatorCard(EntryCard):
    """Name, kind, and the fields that the kind asks."""

    def __init__(self, session: Session, key: str | None, parent: QWidget) -> None:
        super().__init__(session, key, parent, keep="Keep the indicator", text="Edit an indicator")

    def fill(self) -> None:
        """Fields of all kinds; those of the chosen one are shown."""
        moment = Moment.of(self.session)
        record = moment.sheet.indicators.get(self.key or "", Figure(path="", unit=""))
        self.name = self.line("Name", self.key or "", "as it stands in reports")
        self.kind = QComboBox()
        self.kind.addItems(list(KINDS))
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setCurrentIndex(list(KINDS.values()).index(type(record)))
        self.column.addWidget(self.row("What it is", self.kind))
        self.path = PathField(self.session)
        self.path.setText(moment.path_words(record.path) if isinstance(record, Figure) and record.path else "")
        above, below = GrowingText(), GrowingText()
        if isinstance(record, Ratio):
            above.setPlainText("\n".join(_shown(moment, path) for path in record.numerator))
            below.setPlainText("\n".join(_shown(moment, path) for path in record.denominator))
        self.above, self.below = above, below
        self.element, self.of, self.to = QLineEdit(), QLineEdit(), QLineEdit()
        if isinstance(record, Recovery):
            self.element.setText(record.element)
            self.of.setText(", ".join(tag_of(moment.sheet, key) for key in record.of))
            self.to.setText(", ".join(tag_of(moment.sheet, key) for key in record.to))
        self.unit = QLineEdit("" if isinstance(record, Recovery) else record.unit)
        self.unit.setPlaceholderText("t/h, kg/t, %")
        self._notes = record.notes
        self._rows = {
            Figure: (self.row("Result", self.path), self.row("Unit", self.unit)),
            Ratio: (self.row("Sum of", above, says="one path a line"), self.row("over sum of", below)),
            Recovery: (
                self.row("Element", self.element, says="symbol, such as Li"),
                self.row("Out of streams", self.of, says="tags, with commas between"),
                self.row("found in streams", self.to, says="tags, with commas between"),
            ),
        }
        for kind in (Ratio, Figure, Recovery):
            for row in self._rows[kind]:
                self.column.addWidget(row)
        self.kind.currentIndexChanged.connect(self._show_rows)
        self._show_rows()

    def _show_rows(self) -> None:
        chosen = KINDS[self.kind.currentText()]
        for kind, rows in self._rows.items():
            for row in rows:
                row.setVisible(kind is chosen)
        self._rows[Figure][1].setVisible(chosen is not Recovery)

    def edited(self) -> Flowsheet:
        """The sheet with the indicator; paths and streams must be there, the unit must measure the result."""
        name = required(self.name.text(), "the name")
        sheet = self.session.document.sheet
        if name != self.key and name in sheet.indicators:
            raise RaffinateError(f'there is an indicator "{name}" already', remedy="Take another name.")
        record = self._record(sheet)
        if self.key is not None and name != self.key:
            sheet = without_record(sheet, "indicators", self.key)
        return with_record(sheet, "indicators", name, record)

    def removed(self) -> Flowsheet:
        """The sheet without the indicator."""
        assert self.key is not None
        return without_record(self.session.document.sheet, "indicators", self.key)

    def _record(self, sheet: Flowsheet) -> IndicatorRecord:
        kind = KINDS[self.kind.currentText()]
        if kind is Recovery:
            element = required(self.element.text(), "the element")
            of, to = (_streams(sheet, field.text()) for field in (self.of, self.to))
            return Recovery(element=element, of=of, to=to, notes=self._notes)
        if kind is Figure:
            path, dimension, usual = measured(sheet, self.path.text())
            unit = self.unit.text().strip() or usual
            if dimension not in dimensions_of(unit):
                raise RaffinateError(f'"{unit}" does not measure {dimension.with_article}', remedy=f"Write {usual}.")
            return Figure(path=str(path), unit=unit, notes=self._notes)
        unit = required(self.unit.text(), "the unit")
        if not dimensions_of(unit):
            raise RaffinateError(f'"{unit}" is not a unit', remedy="Write for example kg/t or kWh/kg.")
        above, below = (_paths(sheet, field.toPlainText()) for field in (self.above, self.below))
        return Ratio(numerator=above, denominator=below, unit=unit, notes=self._notes)


def _shown(moment: Moment, path: str) -> str:
    sign = "-" if path.startswith("-") else ""
    return sign + moment.path_words(path.removeprefix("-"))


def _paths(sheet: Flowsheet, text: str) -> tuple[str, ...]:
    paths = []
    for line in filter(None, map(str.strip, text.splitlines())):
        sign = "-" if line.startswith("-") else ""
        paths.append(sign + str(measured(sheet, line.removeprefix("-"))[0]))
    if not paths:
        raise RaffinateError("a ratio needs results above and below", remedy="Write a path a line.")
    return tuple(paths)


def _streams(sheet: Flowsheet, text: str) -> tuple[str, ...]:
    tags = [tag.strip() for tag in text.split(",") if tag.strip()]
    if not tags:
        raise RaffinateError("a recovery needs streams on both sides", remedy="Write their tags, as S-1, S-2.")
    return tuple(stream_id(sheet, tag) for tag in tags)
