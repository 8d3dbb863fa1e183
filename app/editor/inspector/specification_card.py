"""A specification in the making: a result, what it shall be, and what gives way for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.editor.inspector.moment import Moment
from app.editor.inspector.path_field import PathField, measured
from app.editor.inspector.reading import Measure, sentence
from app.editor.inspector.rows import Words
from app.editor.session import Session
from flowsheets.diagram.look import STEP
from flowsheets.document.editing import with_specification, without_record
from flowsheets.document.records import SpecificationRecord
from unitops.errors import RaffinateError

RELATIONS = {"=": "is", ">=": "is at least", "<=": "is at most"}


class SpecificationCard(QWidget):
    """Demand a result. ``key``: an existing specification; None starts one that frees ``frees``."""

    closed = Signal()

    def __init__(self, session: Session, key: str | None, parent: QWidget | None = None, *, frees: str = "") -> None:
        super().__init__(parent)
        self._session, self._key = session, key
        self.result = PathField(session, self)
        self.relation = QComboBox(self)
        for sign, words in RELATIONS.items():
            self.relation.addItem(words, sign)
        self.target = QLineEdit(self)
        self.target.setPlaceholderText("value, unit")
        self.frees = (PathField(session, self, parameters=True), PathField(session, self, parameters=True))
        self.frees[1].setPlaceholderText("another, for the other way")
        self.least, self.greatest = QLineEdit(self), QLineEdit(self)
        self.least.setPlaceholderText("its bound")
        self.greatest.setPlaceholderText("its bound")
        self.on = QCheckBox("Active", self)
        self.words = Words(self)
        self._lay_out()
        record = session.document.sheet.specifications.get(key or "")
        self._fill(record or SpecificationRecord(result="", target="", frees=(frees,) if frees else ()))
        for line in (self.result, self.target, *self.frees, self.least, self.greatest):
            line.textChanged.connect(self._check)
        self.setFocusProxy(self.result)

    def _lay_out(self) -> None:
        named = (
            (self.result, "Demanded result"),
            (self.relation, "Relation"),
            (self.target, "Value that is demanded"),
            (self.frees[0], "Parameter that gives way"),
            (self.frees[1], "Second parameter that gives way"),
            (self.least, "Least value of what gives way"),
            (self.greatest, "Greatest value of what gives way"),
        )
        for widget, name in named:
            widget.setAccessibleName(name)
        grid = QGridLayout()
        grid.setSpacing(STEP)
        for row, (label, widget) in enumerate(
            (
                ("Result", self.result),
                ("", self._beside(self.relation, self.target)),
                ("Gives way", self.frees[0]),
                ("or", self.frees[1]),
                ("From … to", self._beside(self.least, self.greatest)),
            )
        ):
            grid.addWidget(QLabel(label, self), row, 0)
            grid.addWidget(widget, row, 1)
        self.keep_button = QPushButton("Keep the demand" if self._key else "Demand it", self)
        self.keep_button.clicked.connect(self.keep)
        leave = QPushButton("Cancel", self)
        leave.clicked.connect(self.closed)
        buttons = QHBoxLayout()
        buttons.addWidget(self.keep_button)
        buttons.addWidget(leave)
        if self._key:
            remove = QPushButton("Remove", self)
            remove.clicked.connect(self.remove)
            buttons.addWidget(remove)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * STEP, STEP, 0, STEP)
        column.setSpacing(STEP)
        column.addLayout(grid)
        column.addWidget(self.on)
        column.addWidget(self.words)
        column.addLayout(buttons)

    def _beside(self, *widgets: QWidget) -> QWidget:
        both = QWidget(self)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(STEP)
        for widget in widgets:
            row.addWidget(widget, 1)
        return both

    def _fill(self, record: SpecificationRecord) -> None:
        moment = Moment.of(self._session)
        self.result.setText(moment.path_words(record.result) if record.result else "")
        self.relation.setCurrentIndex(list(RELATIONS).index(record.relation))
        self.target.setText(str(record.target))
        for field, path in zip(self.frees, record.frees, strict=False):
            field.setText(moment.path_words(path))
        self.least.setText("" if record.lower is None else str(record.lower))
        self.greatest.setText("" if record.upper is None else str(record.upper))
        self.on.setChecked(not record.off)
        self._notes = record.notes

    def _check(self) -> None:
        """Say what is missing once something is there to be judged."""
        try:
            self._record()
        except RaffinateError as error:
            unfinished = not (self.result.text().strip() and self.target.text().strip())
            self.words.say("" if unfinished else sentence(error), "fault")
            self.keep_button.setEnabled(False)
            return
        self.words.say("")
        self.keep_button.setEnabled(True)

    def _record(self) -> SpecificationRecord:
        """What is written in the fields; raises RaffinateError for what cannot be read."""
        sheet, moment = self._session.document.sheet, Moment.of(self._session)
        path, _, unit = measured(sheet, self.result.text())
        target = Measure(unit, hours=moment.hours).read(self.target.text())
        if target.fault:
            raise RaffinateError(target.fault)
        frees: list[str] = []
        bounds: dict[str, str | None] = {"lower": None, "upper": None}
        for field in self.frees:
            if not field.text().strip():
                continue
            freed, _, unit = measured(sheet, field.text())
            if freed.owner not in sheet.units:
                raise RaffinateError(f"{field.text()} is of a stream", remedy="Name a parameter of a unit.")
            frees.append(str(freed))
            for name, line in (("lower", self.least), ("upper", self.greatest)):
                if not line.text().strip():
                    continue
                bound = Measure(unit, hours=moment.hours).read(line.text())
                if bound.fault:
                    raise RaffinateError(bound.fault)
                bounds[name] = bound.text
        if not frees:
            raise RaffinateError("no parameter gives way", remedy="Name the one that may be adjusted.")
        if str(path) in frees:
            raise RaffinateError("what is demanded cannot give way for itself", remedy="Name another parameter.")
        return SpecificationRecord(
            result=str(path),
            target=target.text,
            frees=tuple(frees),
            relation=self.relation.currentData(),
            lower=bounds["lower"],
            upper=bounds["upper"],
            off=not self.on.isChecked(),
            notes=self._notes,
        )

    def keep(self) -> None:
        """Put the specification on the sheet."""
        try:
            record = self._record()
        except RaffinateError as error:
            self.words.say(sentence(error), "fault")
            return
        sheet = with_specification(self._session.document.sheet, record, self._key or "")
        self._session.document.do(f"Demand {Moment.of(self._session).spoken_demand(record)}", sheet)
        self.closed.emit()

    def remove(self) -> None:
        """Take the specification from the sheet; what it freed is entered again."""
        if self._key in self._session.document.sheet.specifications:
            sheet = without_record(self._session.document.sheet, "specifications", self._key)
            self._session.document.do("Remove a specification", sheet)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape leaves; Return keeps."""
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.keep_button.isEnabled():
            self.keep()
        else:
            super().keyPressEvent(event)
