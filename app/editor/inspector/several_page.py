"""Several things are selected: what units have in common is set on all of them at once."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from app.editor.inspector.moment import Moment, operation_of
from app.editor.inspector.option_rows import ChoiceRow
from app.editor.inspector.page import Page, Refreshed
from app.editor.inspector.parameter_row import ParameterRow
from app.editor.inspector.quantity_field import KeptField
from app.editor.inspector.reading import Reading
from app.editor.inspector.rows import Row
from app.editor.session import Session
from flowsheets.document.describing import switched, with_area
from unitops.declaration.declared import Choice, Parameter
from unitops.declaration.operation import Declaration


class SeveralPage(Page):
    """Whether they are on, their area, and the parameters and choices that all of them declare alike."""

    def __init__(self, session: Session, units: tuple[str, ...], streams: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(session, parent)
        self.units, self.streams = units, streams
        self._operations = self._kinds()
        self.fields: dict[str, ParameterRow] = {}

    def fits(self) -> bool:
        """All of them are there and of the same kinds."""
        there = all(key in self.session.document.sheet.units for key in self.units)
        return there and self._operations == self._kinds()

    def _kinds(self) -> list[str]:
        units = self.session.document.sheet.units
        return [units[key].operation if key in units else "" for key in self.units]

    def parts(self) -> Iterator[object]:
        """What they are, then what they share."""
        title = QLabel(self._title(), self)
        title.setProperty("role", "title")
        title.setWordWrap(True)
        self.column.addWidget(title)
        if not self.units:
            return
        tags = QLabel(", ".join(sorted(self.session.document.sheet.units[key].tag for key in self.units)), self)
        tags.setProperty("role", "quiet")
        tags.setWordWrap(True)
        self.column.addWidget(tags)
        yield self._switch()
        yield self._area()
        yield from self._common()

    def _title(self) -> str:
        parts = []
        for count, word in ((len(self.units), "unit"), (len(self.streams), "stream")):
            if count:
                parts.append(f"{count} {word}{'s' if count > 1 else ''}")
        return " and ".join(parts)

    def _switch(self) -> None:
        box = QCheckBox("On", self)
        box.setAccessibleName("Units are on")
        box.clicked.connect(lambda _on: self._turn(box))
        self.column.addWidget(box)
        self.show_part(Refreshed(lambda moment: self._show_switch(box, moment)))

    def _show_switch(self, box: QCheckBox, moment: Moment) -> None:
        off = {moment.sheet.units[key].off for key in self.units}
        states = Qt.CheckState
        box.setCheckState(
            states.PartiallyChecked if len(off) > 1 else states.Unchecked if off.pop() else states.Checked
        )

    def _turn(self, box: QCheckBox) -> None:
        sheet = self.session.document.sheet
        on = all(sheet.units[key].off for key in self.units) or box.isChecked()
        verb = "on" if on else "off"
        self.session.document.do(f"Switch {len(self.units)} units {verb}", switched(sheet, self.units, off=not on))

    def _area(self) -> None:
        field = KeptField(lambda text: Reading(text.strip()))
        row = Row("Area", field, self, says="part of the plant, for balances by area")

        def keep(text: str) -> None:
            sheet = with_area(self.session.document.sheet, self.units, text)
            self.session.document.do(
                f"Assign {len(self.units)} units to {text}", sheet, f"area {id(field)}.{field.visit}"
            )

        def show(moment: Moment) -> None:
            areas = {moment.sheet.units[key].area for key in self.units}
            field.show_kept(areas.pop() if len(areas) == 1 else "", "entered", "several areas" if areas else "none")

        field.entered.connect(keep)
        self.column.addWidget(row)
        self.show_part(Refreshed(show))

    def _common(self) -> Iterator[object]:
        declared = self._declarations()
        if len(declared) != len(self.units):
            return
        first, others = declared[0], declared[1:]
        group = self.group("Parameters they share")
        nothing = True
        for name, item in first.items.items():
            alike = all(_alike(item, other.items.get(name)) for other in others)
            if not alike or not isinstance(item, Parameter | Choice):
                continue
            nothing = False
            if isinstance(item, Choice):
                row: Row = ChoiceRow(self.session, self.units, item, group)
            else:
                freedom = first.freedom_of(name)
                same = all(other.freedom_of(name) == freedom for other in others)
                row = ParameterRow(self.session, self.units, item, group, group=freedom if same else None)
                if freedom is not None and not same:
                    row.deleteLater()
                    continue
                self.fields[name] = row
            group.add(row)
            yield self.show_part(row)  # type: ignore[arg-type]  # both kinds have refresh
        if nothing:
            group.add(QLabel("They have no parameter in common.", group))

    def _declarations(self) -> list[Declaration]:
        units = self.session.document.sheet.units
        found = [operation_of(units[key]) for key in self.units]
        return [operation.declaration for operation in found if operation is not None]


def _alike(item: object, other: object) -> bool:
    """Whether two operations mean the same by a name."""
    if isinstance(item, Parameter) and isinstance(other, Parameter):
        return item.unit == other.unit
    return isinstance(item, Choice) and isinstance(other, Choice) and item.options == other.options
