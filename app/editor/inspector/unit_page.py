"""What is shown of one unit: generated from what its operation declares."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QLabel, QWidget

from app.editor.inspector.composition import CompositionEditor
from app.editor.inspector.header import Header
from app.editor.inspector.moment import in_words, operation_of
from app.editor.inspector.notes import Notes, UnitSources
from app.editor.inspector.option_rows import ChoiceRow, NamesRow
from app.editor.inspector.page import Page
from app.editor.inspector.parameter_row import ParameterRow
from app.editor.inspector.reactions import ReactionList
from app.editor.inspector.results_group import UnitResults
from app.editor.inspector.rows import Group
from app.editor.inspector.tables import TableParameter
from app.editor.session import Session
from unitops.declaration.declared import Choice, Composition, Freedom, Parameter, Reactions, Table, Words
from unitops.declaration.operation import Declaration


class UnitPage(Page):
    """Head, what fixes it, parameters, reactions, results, notes, sources."""

    def __init__(self, session: Session, key: str, parent: QWidget, help_asked: Callable[[], None]) -> None:
        super().__init__(session, parent)
        self.key = key
        self._help_asked = help_asked
        self._operation = session.document.sheet.units[key].operation
        self.fields: dict[str, ParameterRow] = {}

    def fits(self) -> bool:
        """The unit is there and of the same kind."""
        record = self.session.document.sheet.units.get(self.key)
        return record is not None and record.operation == self._operation

    def parts(self) -> Iterator[object]:
        """In the order in which an engineer fills them."""
        header = Header(self.session, self.key, self, help_asked=self._help_asked)
        self.column.addWidget(header)
        yield self.show_part(header)
        operation = operation_of(self.session.document.sheet.units[self.key])
        if operation is None:
            self.column.addWidget(QLabel("This version does not know what this unit does.", self))
            return
        declared = operation.declaration
        yield from self._compositions(declared)
        yield from self._freedoms(declared)
        yield from self._parameters(declared)
        yield from self._reactions(declared)
        yield from self._results(declared)
        notes = Notes(self.session, self.key, self)
        yield self._in_group("Notes", notes)
        yield self._in_group("Sources", UnitSources(self.session, self.key, self), folded=True)

    def _in_group(self, title: str, part: QWidget, *, folded: bool = False) -> Group:
        group = self.group(title, folded=folded)
        group.add(part)
        self.show_part(part)  # type: ignore[arg-type]  # every part here has refresh
        return group

    def _compositions(self, declared: Declaration) -> Iterator[object]:
        for name, composition in declared.of(Composition).items():
            editor = CompositionEditor(self.session, self.key, composition.name or name, self)
            group = self.group("Composition")
            group.add(editor)
            yield group
            for _part in editor.parts():
                yield editor
            yield self.show_part(editor)

    def _freedoms(self, declared: Declaration) -> Iterator[object]:
        if not declared.freedoms:
            return
        group = self.group("What fixes it")
        for freedom in declared.freedoms:
            group.add(_quiet(_freedom_words(freedom), group))
            for name in freedom.members:
                yield self._row(group, declared.parameters[name], freedom)

    def _parameters(self, declared: Declaration) -> Iterator[object]:
        items = [
            item
            for name, item in declared.items.items()
            if isinstance(item, Choice | Words | Table)
            or (isinstance(item, Parameter) and declared.freedom_of(name) is None)
        ]
        if not items:
            return
        group = self.group("Parameters")
        for item in items:
            if isinstance(item, Parameter):
                yield self._row(group, item, None)
                continue
            row: QWidget
            if isinstance(item, Choice):
                row = ChoiceRow(self.session, (self.key,), item, group)
            elif isinstance(item, Words):
                row = NamesRow(self.session, self.key, item, group)
            else:
                row = TableParameter(self.session, self.key, item, group)
            group.add(row)
            yield self.show_part(row)  # type: ignore[arg-type]  # each has refresh

    def _row(self, group: Group, parameter: Parameter, freedom: Freedom | None) -> None:
        row = ParameterRow(self.session, (self.key,), parameter, group, group=freedom)
        self.fields[parameter.name] = row
        group.add(row)
        self.show_part(row)

    def _reactions(self, declared: Declaration) -> Iterator[object]:
        for name, reactions in declared.of(Reactions).items():
            yield self._in_group(in_words(name), ReactionList(self.session, self.key, reactions, self))

    def _results(self, declared: Declaration) -> Iterator[object]:
        if declared.results:
            yield self._in_group("Results", UnitResults(self.session, self.key, self))


def _freedom_words(freedom: Freedom) -> str:
    if len(freedom.members) == 1:
        return "Entered, or left to the rest of the sheet"
    few = {1: "One", 2: "Two", 3: "Three", 4: "Four"}.get(freedom.degree, str(freedom.degree))
    verb = "is" if freedom.degree == 1 else "are"
    left = ", or none if the sheet fixes it" if freedom.open else ""
    return f"{few} of these {verb} entered{left}; the others follow"


def _quiet(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("role", "quiet")
    label.setWordWrap(True)
    return label
