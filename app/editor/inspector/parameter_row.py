"""A row for a parameter of one unit or of several alike."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from app.editor.inspector.freedoms import held_members, value_for, with_member
from app.editor.inspector.moment import Moment, ShownValue, default_text, in_words
from app.editor.inspector.quantity_field import QuantityField
from app.editor.inspector.rows import LABEL, MARK, Row, small_button
from app.editor.inspector.source_editor import SourceEditor
from app.editor.inspector.specification_card import SpecificationCard
from app.editor.session import Session
from flowsheets.document.editing import with_parameter, with_specification
from flowsheets.document.records import Flowsheet, SpecificationRecord, Value
from unitops.declaration.declared import Freedom, Parameter

SEVERAL = "several values"
CHOICE = 24
"""Width of what says that a member of a freedom is entered [px]."""


class ParameterRow(Row):
    """Label, field and marks of a parameter; ``keys`` are the units that it is set on.

    With ``group`` the parameter is a member of a freedom: a button before it says whether it is entered.
    """

    def __init__(
        self,
        session: Session,
        keys: tuple[str, ...],
        parameter: Parameter,
        parent: QWidget,
        *,
        group: Freedom | None = None,
    ) -> None:
        self._session, self.keys, self.parameter, self.group = session, keys, parameter, group
        self._moment = Moment.of(session)
        self.field = QuantityField(self._moment.measure(parameter))
        super().__init__(in_words(parameter.name), self.field, parent, says=_says(parameter))
        self._own_revision = -1
        self._fault = ""
        self._hint = ""
        self._extra: QWidget | None = None
        self._source: QToolButton | None = None
        self.choose = self._choose_button() if group is not None else None
        self.field.extend = self._extend
        self.field.entered.connect(self._enter)
        self.field.cleared.connect(self._clear)
        self.field.withdrawn.connect(self._withdraw)
        self.field.said.connect(self._tell_fault)
        self.field.unit_chosen.connect(self._show_in)

    # -- showing ----------------------------------------------------------------------------------------------------

    def refresh(self, moment: Moment) -> None:
        """Show the parameter as it stands."""
        self._moment = moment
        shown = self._shown()
        self.field.measure = moment.measure(self.parameter)
        self.field.show_kept(shown.text, shown.standing, shown.placeholder)
        self._hint = shown.words
        self._tell()
        if self.choose is not None and self.group is not None:
            entered = all(self.parameter.name in held_members(moment, key, self.group) for key in self.keys)
            self._draw_choice(entered)
            self.choose.setEnabled(shown.standing != "specified")
        self._draw_source()

    def _shown(self) -> ShownValue:
        shown = {self._moment.parameter(key, self.parameter.name) for key in self.keys}
        if len(shown) == 1:
            return shown.pop()
        texts = {each.text for each in shown}
        return ShownValue(texts.pop() if len(texts) == 1 else "", "", SEVERAL)

    def _tell_fault(self, words: str) -> None:
        self._fault = words
        self._tell()

    def _tell(self) -> None:
        if self._fault:
            kept = self.field.kept or self._default_in_use()
            self.say(f"{self._fault} It stays {kept}." if kept else self._fault, "fault")
        else:
            self.say(self._hint)

    def _default_in_use(self) -> str:
        """The default that holds while nothing can be kept, '' where there is none."""
        grey = self.field.placeholderText()
        return grey if grey[:1].isdigit() or grey[:1] in "-−" else ""

    def _choose_button(self) -> QToolButton:
        assert self.group is not None
        button = small_button(self._session.theme, "ph.circle", "", self)
        button.setCheckable(True)
        button.setProperty("role", "choice")
        button.clicked.connect(self._choose)
        self.grid.removeWidget(self.label)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(button)
        beside.addWidget(self.label)
        self.label.setFixedWidth(LABEL - CHOICE)
        button.setFixedWidth(CHOICE)
        self.grid.addLayout(beside, 0, 0)
        return button

    def _draw_choice(self, entered: bool) -> None:
        assert self.choose is not None
        assert self.group is not None
        one = self.group.degree == 1
        name = ("ph.record" if one else "ph.check-square") if entered else ("ph.circle" if one else "ph.square")
        if self.choose.property("drawn") != name:
            self.choose.setProperty("drawn", name)
            self.choose.setIcon(self._session.theme.icon(name, "accent" if entered else "quiet"))
        self.choose.setChecked(entered)
        label = self.label.text().lower() if not self.label.text().startswith("pH") else self.label.text()
        says = f"The {label} is entered" if entered else f"Enter the {label} instead"
        self.choose.setToolTip(says)
        self.choose.setAccessibleName(says)

    # -- editing ----------------------------------------------------------------------------------------------------

    def _enter(self, text: str) -> None:
        demanded = self._demand()
        if demanded is not None:
            key, record = demanded
            sheet = with_specification(self._moment.sheet, msgspec.structs.replace(record, target=text), key)
            self._do(f"Demand {self.label.text().lower()} {text}", sheet)
            return
        self._set(text)

    def _clear(self) -> None:
        if self._demand() is None and not self._is_calculated():
            self._set(None)

    def _set(self, value: Value | None) -> None:
        moment = self._moment
        for key in self.keys:
            if self.group is not None and value is not None:
                sheet = with_member(moment, key, self.group, self.parameter.name, value)
            else:
                sheet = with_parameter(moment.sheet, key, self.parameter.name, value)
            moment = after_edit(moment, sheet)
        verb = "Set" if value is not None else "Reset"
        self._do(f"{verb} {self.label.text()} of {self._owner_words()}", moment.sheet)

    def _choose(self) -> None:
        assert self.group is not None
        moment = self._moment
        for key in self.keys:
            if self.parameter.name in held_members(moment, key, self.group):
                continue
            text = value_for(moment, key, self.parameter.name)
            if text:
                moment = after_edit(moment, with_member(moment, key, self.group, self.parameter.name, text))
        if moment.sheet is not self._moment.sheet:
            self._do(f"Enter {self.label.text()} of {self._owner_words()}", moment.sheet, merge=False)
        self.refresh(Moment.of(self._session))
        self.field.setFocus()
        self.field.selectAll()

    def _do(self, text: str, sheet: Flowsheet, *, merge: bool = True) -> None:
        field = f"{'+'.join(self.keys)}.{self.parameter.name}#{id(self)}.{self.field.visit}"
        document = self._session.document
        document.do(text, sheet, merge=field if merge else "")
        self._own_revision = document.revision if merge else -1

    def _withdraw(self) -> None:
        """Take back what was read of the beginning of a text, if nothing else was done since."""
        document = self._session.document
        if document.revision == self._own_revision:
            self._own_revision = -1
            document.undo_stack.undo()

    def _demand(self) -> tuple[str, SpecificationRecord] | None:
        if len(self.keys) != 1:
            return None
        return self._moment.demanded.get(f"{self.keys[0]}.{self.parameter.name}")

    def _is_calculated(self) -> bool:
        return all(
            self.parameter.name not in self._moment.sheet.units[key].parameters
            and self._moment.parameter(key, self.parameter.name).standing in ("calculated", "stale")
            for key in self.keys
        )

    def _owner_words(self) -> str:
        units = self._moment.sheet.units
        return units[self.keys[0]].tag if len(self.keys) == 1 else f"{len(self.keys)} units"

    def _show_in(self, unit: str) -> None:
        operation = self._moment.sheet.units[self.keys[0]].operation
        chosen = dict(self._session.settings.values.units) | {f"{operation}.{self.parameter.name}": unit}
        self._session.settings.put(units=chosen)
        self.refresh(Moment.of(self._session))

    # -- menu, source, specification --------------------------------------------------------------------------------

    def _extend(self, menu: QMenu) -> None:
        entered = any(self.parameter.name in self._moment.sheet.units[key].parameters for key in self.keys)
        default = default_text(self.parameter)
        reset = menu.addAction(f"Reset to {default}" if default else "Clear", lambda: self._set(None))
        reset.setEnabled(entered)
        if len(self.keys) == 1:
            menu.addAction("Source of this value", self.show_source)
            demand = menu.addAction("Free it for a demanded result", self.show_specification)
            demand.setEnabled(f"{self.keys[0]}.{self.parameter.name}" not in self._moment.freed)
            menu.addAction("Copy path", lambda: QGuiApplication.clipboard().setText(self.path))

    @property
    def path(self) -> str:
        """As it is written in cases, specifications and on the command line: R-101.temperature."""
        return f"{self._moment.sheet.units[self.keys[0]].tag}.{self.parameter.name}"

    def show_source(self) -> None:
        """Let the source of the value be seen and edited, under the row."""
        self._put_under(SourceEditor(self._session, self.keys[0], self.parameter.name, self))

    def show_specification(self) -> None:
        """Let a result be demanded for which this parameter gives way, under the row."""
        frees = f"{self.keys[0]}.{self.parameter.name}"
        self._put_under(SpecificationCard(self._session, None, self, frees=frees))

    def _put_under(self, widget: QWidget) -> None:
        self._take_away()
        self._extra = widget
        self.grid.addWidget(widget, 2, 0, 1, 3)
        closed: Callable[..., object] = self._take_away
        widget.closed.connect(closed)  # type: ignore[attr-defined]  # both editors have this signal
        widget.setFocus()

    def _take_away(self) -> None:
        if self._extra is not None:
            self._extra.hide()
            self._extra.deleteLater()
            self._extra = None
            self.field.setFocus()

    def _draw_source(self) -> None:
        key = self._moment.sheet.units[self.keys[0]].sources.get(self.parameter.name) if len(self.keys) == 1 else None
        if self._source is None:
            if key is None:
                return
            self._source = small_button(self._session.theme, "ph.book-open", "Source", self)
            self._source.setFixedWidth(MARK)
            self._source.clicked.connect(self.show_source)
            self.grid.addWidget(self._source, 0, 2)
        self._source.setVisible(key is not None)
        if key is not None:
            source = self._moment.sheet.sources.get(key)
            self._source.setToolTip(f"{key}: {source.text}" if source else key)
            self._source.setAccessibleName(f"Source of {self.label.text()}: {key}")


def after_edit(moment: Moment, sheet: Flowsheet) -> Moment:
    """The moment with another sheet: what follows an edit within an edit."""
    return Moment(sheet, moment.written, moment.solved, moment.is_current, moment.units)


def _says(parameter: Parameter) -> str:
    says = [parameter.says] if parameter.says else []
    unit = "" if parameter.unit == "1" else f" {parameter.unit}"
    low, high = parameter.low, parameter.high
    if low is not None and high is not None:
        says.append(f"{low:g} to {high:g}{unit}")
    elif low is not None or high is not None:
        says.append(f"at least {low:g}{unit}" if low is not None else f"at most {high:g}{unit}")
    if parameter.source:
        says.append(f"default from {parameter.source}")
    return "; ".join(says)
