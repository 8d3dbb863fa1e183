"""The head of a page: picture, tag, name, what it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from app.editor.inspector.moment import Moment, operation_of
from app.editor.inspector.quantity_field import KeptField
from app.editor.inspector.reading import Reading, sentence
from app.editor.inspector.rows import Words, small_button
from app.editor.session import Session
from flowsheets.diagram.look import STEP
from flowsheets.diagram.symbols import icon
from flowsheets.document.describing import switched, with_name
from flowsheets.document.editing import renamed
from flowsheets.document.paths import owners_by_tag, tag_fault
from unitops.errors import RaffinateError

PICTURE = 40


class Picture(QLabel):
    """The symbol of a unit operation in the ink of the theme."""

    def __init__(self, session: Session, symbol: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._symbol = session, symbol
        self.setFixedSize(PICTURE, PICTURE)
        session.theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        svg = icon(self._symbol, PICTURE, self._session.theme.palette.ink)
        scale = self.devicePixelRatioF()
        pixmap = QPixmap(round(PICTURE * scale), round(PICTURE * scale))
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, PICTURE, PICTURE))
        painter.end()
        self.setPixmap(pixmap)


class Header(QWidget):
    """Tag and name of a unit or stream, editable; of a unit also what it is, whether it is on, and its help."""

    def __init__(self, session: Session, key: str, parent: QWidget, *, help_asked: Callable[[], None]) -> None:
        super().__init__(parent)
        self._session, self._key = session, key
        sheet = session.document.sheet
        self.tag = KeptField(self._read_tag, self)
        self.tag.setAccessibleName("Tag")
        self.tag.setProperty("role", "title")
        self.tag.entered.connect(self._rename)
        self.name = KeptField(lambda text: Reading(text.replace("\t", " ")), self)
        self.name.setAccessibleName("Name")
        self.name.entered.connect(self._set_name)
        self.name.cleared.connect(lambda: self._set_name(""))
        self.words = Words(self)
        self.tag.said.connect(lambda words: self.words.say(words, "fault"))
        self.title = QLabel(self)
        self.title.setProperty("role", "quiet")
        self.on: QCheckBox | None = None
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * STEP)
        grid.setVerticalSpacing(STEP)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.name, 1, 0, 1, 4)
        grid.addWidget(self.words, 2, 0, 1, 4)
        grid.addWidget(self.title, 3, 0, 1, 4)
        if key not in sheet.units:
            grid.addWidget(self.tag, 0, 0, 1, 4)
            self.title.hide()
        else:
            grid.addWidget(self.tag, 0, 1)
            operation = operation_of(sheet.units[key])
            grid.addWidget(Picture(session, operation.symbol if operation else "unit", self), 0, 0)
            self.on = QCheckBox("On", self)
            self.on.setToolTip("A unit that is off is a bypass: what enters leaves as it is")
            self.on.setAccessibleName("Unit is on")
            self.on.clicked.connect(self._switch)
            grid.addWidget(self.on, 0, 2)
            ask = small_button(session.theme, "ph.question", "Help for this unit operation (F1)", self)
            ask.clicked.connect(help_asked)
            ask.setEnabled(operation is not None)
            grid.addWidget(ask, 0, 3)

    def refresh(self, moment: Moment) -> None:
        """Show what the sheet says."""
        unit = moment.sheet.units.get(self._key)
        record = unit or moment.sheet.streams[self._key]
        self.tag.show_kept(record.tag, "entered")
        self.name.show_kept(record.name, "entered", "name in words")
        if unit is not None and self.on is not None:
            operation = operation_of(unit)
            self.title.setText(operation.title if operation else f"{unit.operation} is not known here")
            self.on.setChecked(not unit.off)

    def _read_tag(self, text: str) -> Reading:
        text = text.strip()
        fault = tag_fault(text)
        if not fault and owners_by_tag(self._session.document.sheet).get(text, self._key) != self._key:
            fault = f'the tag "{text}" is taken'
        return Reading(text, fault=f"{fault[:1].upper()}{fault[1:]}." if fault else "")

    def _rename(self, text: str) -> None:
        sheet = self._session.document.sheet
        try:
            edited = renamed(sheet, self._key, text)
        except RaffinateError as error:
            self.words.say(sentence(error), "fault")
            return
        self._session.document.do(f"Rename to {text}", edited, f"tag {self._key}.{self.tag.visit}.{id(self)}")

    def _set_name(self, text: str) -> None:
        edited = with_name(self._session.document.sheet, self._key, text)
        tag = self.tag.kept
        self._session.document.do(f"Name {tag}", edited, f"name {self._key}.{self.name.visit}.{id(self)}")

    def _switch(self, on: bool) -> None:
        edited = switched(self._session.document.sheet, (self._key,), off=not on)
        self._session.document.do(f"Switch {self.tag.kept} {'on' if on else 'off'}", edited)
