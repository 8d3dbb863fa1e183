"""Page set-up: paper, title block, revisions and the table of streams, beside a picture of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.editor.handing_in.page_rows import PageRows
from app.editor.handing_in.painting import Beside
from app.editor.handing_in.picture import image
from app.editor.handing_in.products import page_frame
from app.editor.handing_in.revisions import Revisions
from app.editor.session import Session
from app.editor.window.card import Card
from flowsheets.diagram.look import STEP
from flowsheets.diagram.paper import PAPERS
from flowsheets.diagram.title_block import FIELDS
from flowsheets.document.editing import with_page
from flowsheets.document.records import PageFrame

SIZE = QSize(1040, 680)
FORM_WIDTH = 440
PATIENCE = 200
"""[ms] From an edit to the new picture."""
TABLES = (("below", "Below the drawing, if there is room"), ("own pages", "On pages of its own"), ("none", "None"))
TURNS = ((True, "Landscape"), (False, "Portrait"))


class PageSetup(Card):
    """Every entry is an edit of the document, undone like any other; the picture follows."""

    def __init__(self, session: Session, beside: Beside, window: QWidget) -> None:
        super().__init__("Page set-up", SIZE, session.theme, window)
        self._session, self._beside = session, beside
        self._shows: list[Callable[[PageFrame], None]] = []
        self._asked = 0
        self._picture: QImage | None = None
        self.paper = self._choice("Paper", tuple((name, name) for name in PAPERS), "paper")
        self.turn = self._choice("Orientation", TURNS, "landscape")
        self.table = self._choice("Table of streams", TABLES, "table")
        self.legend = self._tick("Legend of colours", "legend")
        self.fields = {name: self._field(name) for name in FIELDS}
        self.rows = PageRows(session, self.edit, self)
        self.revisions = Revisions(session, self.edit, self)
        self.preview = QLabel(self)
        self.preview.setAccessibleName("Picture of the first page")
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setMinimumSize(240, 240)
        self.says = QLabel(self)
        self.says.setProperty("role", "quiet")
        self.says.setWordWrap(True)
        self._put_together()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PATIENCE)
        self._wait.timeout.connect(self._ask)
        session.document.changed.connect(self._follow)
        session.solver.standing_changed.connect(self._follow)
        self._follow()

    def first_focus(self) -> QWidget:
        """The paper."""
        return self.paper

    def edit(self, text: str, **changes: Any) -> None:
        """Change the page as one edit of the document."""
        sheet = self._session.document.sheet
        page = msgspec.structs.replace(page_frame(sheet), **changes)
        if page != page_frame(sheet):
            self._session.document.do(text, with_page(sheet, page))

    # -- its parts --------------------------------------------------------------------------------------------------

    def _put_together(self) -> None:
        form = QWidget(self)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 3 * STEP, 0)
        column.setSpacing(3 * STEP)
        for title, rows in (
            ("Paper", (("Size", self.paper), ("Orientation", self.turn), ("", self.legend))),
            ("Title block", tuple((name.capitalize(), field) for name, field in self.fields.items())),
        ):
            column.addWidget(_heading(title, form))
            column.addLayout(_form(rows))
        column.addWidget(_heading("Revisions", form))
        column.addWidget(self.revisions)
        column.addWidget(_heading("Table of streams", form))
        column.addLayout(_form((("Place", self.table),)))
        column.addWidget(self.rows)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(form)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFixedWidth(FORM_WIDTH)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        right = QVBoxLayout()
        right.addWidget(self.preview, 1)
        right.addWidget(self.says)
        row = QHBoxLayout()
        row.setSpacing(4 * STEP)
        row.addWidget(scroll)
        row.addLayout(right, 1)
        self.column.addLayout(row, 1)

    def _choice(self, name: str, choices: tuple[tuple[Any, str], ...], member: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        for value, words in choices:
            box.addItem(words, value)
        box.activated.connect(lambda _row: self.edit(f"Choose {name.lower()}", **{member: box.currentData()}))
        self._shows.append(lambda page: box.setCurrentIndex(box.findData(getattr(page, member))))
        return box

    def _tick(self, name: str, member: str) -> QCheckBox:
        box = QCheckBox(name, self)
        box.setAccessibleName(name)
        box.clicked.connect(lambda on: self.edit(f"Show or hide {name.lower()}", **{member: on}))
        self._shows.append(lambda page: box.setChecked(getattr(page, member)))
        return box

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setAccessibleName(f"{name.capitalize()} in the title block")

        def keep() -> None:
            others = {k: v for k, v in page_frame(self._session.document.sheet).title_block.items() if k != name}
            text = " ".join(field.text().split())
            self.edit(f"Enter {name}", title_block=others | ({name: text} if text else {}))

        def show(page: PageFrame) -> None:
            kept = page.title_block.get(name, "")
            if field.text() != kept:
                field.setText(kept)

        field.editingFinished.connect(keep)
        self._shows.append(show)
        return field

    # -- following --------------------------------------------------------------------------------------------------

    def _follow(self, _change: object = None) -> None:
        if not self.isVisible():
            return
        page = page_frame(self._session.document.sheet)
        for show in self._shows:
            show(page)
        self.rows.show_page(page)
        self.revisions.show_page(page)
        self._wait.start()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Show the page as it is."""
        super().showEvent(event)
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The picture fills its room."""
        super().resizeEvent(event)
        self._paint()

    def _ask(self) -> None:
        self._asked += 1
        number = self._asked
        sheet = msgspec.msgpack.encode(self._session.document.sheet)
        shaded = self._session.settings.values.hand_in_quantity

        def drawn(made: dict[str, Any]) -> None:
            if number == self._asked and self.isVisible():
                self._beside.make(lambda: image(made["pages"][0], 1.0), self._show, self._refuse)
                self.says.setText(_in_words(made))

        self._session.solver.ask_of_sheet("drawing", drawn, self._refuse, sheet=sheet, shaded=shaded)

    def _show(self, picture: QImage) -> None:
        self._picture = picture
        self._paint()

    def _refuse(self, why: str) -> None:
        self.says.setText(f"No picture: {why}")

    def _paint(self) -> None:
        if self._picture is None:
            return
        ratio = self.devicePixelRatioF()
        room = self.preview.size() * ratio
        shown = QPixmap.fromImage(
            self._picture.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        )
        shown.setDevicePixelRatio(ratio)
        self.preview.setPixmap(shown)


def _in_words(made: dict[str, Any]) -> str:
    count = len(made["pages"])
    pages = "One page." if count == 1 else f"{count} pages."
    type_ = f"Numbers of streams print {made['smallest']:.1f} mm high"
    return f"{pages} {type_}." if made["readable"] else f"{pages} {type_}: too small to read, choose a larger paper."


def _heading(words: str, parent: QWidget) -> QLabel:
    label = QLabel(words, parent)
    label.setProperty("role", "heading")
    return label


def _form(rows: tuple[tuple[str, QWidget], ...]) -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(3 * STEP)
    form.setVerticalSpacing(STEP)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    for name, widget in rows:
        form.addRow(name, widget)
    return form
