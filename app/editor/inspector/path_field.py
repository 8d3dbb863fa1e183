"""A field for the path of a result or a parameter, with completion from the sheet."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.editor.inspector.moment import operation_of
from app.editor.session import Session
from flowsheets.document.paths import PLANT, Path, resolve_path
from flowsheets.document.records import Flowsheet
from unitops.errors import InputError
from unitops.quantities import Dimension, dimension_of


class PathField(QLineEdit):
    """A path such as S-12.fraction[Li2CO3(s)]; ``parameters``: only what can be entered is offered."""

    def __init__(self, session: Session, parent: QWidget | None = None, *, parameters: bool = False) -> None:
        super().__init__(parent)
        self._session, self._parameters = session, parameters
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(12)
        self.setCompleter(completer)
        self.setPlaceholderText("UNIT.parameter" if parameters else "STREAM.quantity or UNIT.result")

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """What there is to choose from is asked when it is needed."""
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            sheet = self._session.document.sheet
            paths = parameter_paths(sheet) if self._parameters else result_paths(sheet)
            self._model.setStringList(list(paths))
        super().focusInEvent(event)


def parameter_paths(sheet: Flowsheet) -> Iterator[str]:
    """Every parameter of every unit, by tag."""
    for record in sorted(sheet.units.values(), key=lambda unit: unit.tag):
        operation = operation_of(record)
        for name in operation.declaration.parameters if operation else ():
            yield f"{record.tag}.{name}"


def result_paths(sheet: Flowsheet) -> Iterator[str]:
    """Every number of units and streams that can be demanded; brackets are left to be filled."""
    from flowsheets.equations.measures import MEASURES

    for record in sorted(sheet.units.values(), key=lambda unit: unit.tag):
        operation = operation_of(record)
        for name in operation.declaration.quantities if operation else ():
            yield f"{record.tag}.{name}"
    for stream in sorted(sheet.streams.values(), key=lambda stream: stream.tag):
        for name, measure in MEASURES.items():
            yield f"{stream.tag}.{name}[" if measure.takes else f"{stream.tag}.{name}"


def measured(sheet: Flowsheet, text: str) -> tuple[Path, Dimension, str]:
    """A path with ids, what it measures and the unit that is usual for it; raises InputError if there is no such."""
    from flowsheets.equations.measures import find_measure
    from unitops.quantities import preferred_unit

    path = resolve_path(sheet, text.strip())
    if path.owner == PLANT:
        raise InputError("nothing is calculated of the plant as a whole", remedy="Name a stream or a unit.")
    if path.owner in sheet.streams:
        dimension = find_measure(path.name, path.argument, "").dimension
        return path, dimension, preferred_unit(dimension)
    record = sheet.units[path.owner]
    operation = operation_of(record)
    declared = operation.declaration if operation else None
    quantity = declared.quantities.get(path.name) if declared else None
    if quantity is not None:
        return path, dimension_of(quantity.measure), quantity.measure
    table = declared.tables.get(path.name) if declared else None
    if table is not None and path.argument:
        return path, dimension_of(table.unit), table.unit
    if declared is not None and path.name in declared.reactions and path.argument:
        return path, Dimension.FRACTION, "1"
    names = ", ".join(declared.quantities) if declared else "none"
    raise InputError(f"{record.tag} has no quantity '{path.name}'", remedy=f"It has {names}.")
