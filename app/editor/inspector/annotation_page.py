"""What is shown of one note, box or table on the sheet: its words, what a table shows, place and size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from app.editor.document.annotating import LEAST, named, with_annotations, without_annotations
from app.editor.inspector.moment import Moment
from app.editor.inspector.page import Page, Refreshed
from app.editor.inspector.quantity_field import KeptField
from app.editor.inspector.reading import Reading
from app.editor.inspector.rows import Row, Words
from app.editor.inspector.texts import EditedText
from app.editor.results.table_contents import Rows, TableContents
from app.editor.session import Session
from flowsheets.diagram.geometry import on_grid
from flowsheets.document.records import Annotation

TITLES: Mapping[str, str] = {"text": "Note", "box": "Box", "stream table": "Table of streams"}
WORDS: Mapping[str, str] = {"text": "Words", "box": "Title", "stream table": "Title"}
PERIODS: Mapping[str, str] = {"h": "hour", "d": "operating day", "a": "year"}
MASS_UNITS: Mapping[str, str] = {"": "t or kg, as usual", "t": "t", "kg": "kg"}
SIZES = ("width", "height")
FARTHEST = 1e5
"""No place on a drawing is beyond it [px]."""


class AnnotationPage(Page):
    """Every field is an edit of the drawing: it is undone as others are, and no result grows stale."""

    def __init__(self, session: Session, key: str, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.key = key
        self.fields: dict[str, KeptField] = {}
        self.choices: dict[str, QComboBox] = {}
        self.contents: TableContents | None = None
        """The list of what a table shows, once it was opened."""

    def fits(self) -> bool:
        """It is there."""
        return self.key in self.session.document.sheet.drawing.annotations

    @property
    def note(self) -> Annotation:
        """As it stands."""
        return self.session.document.sheet.drawing.annotations[self.key]

    def parts(self) -> Iterator[object]:
        """Words first, then contents, place and size, and the way off the sheet."""
        title = QLabel(TITLES[self.note.shape], self)
        title.setProperty("role", "title")
        self.column.addWidget(title)
        yield self._words()
        if self.note.shape == "stream table":
            yield self._contents()
        group = self.group("Place and size")
        sizes = {"text": ("width",), "box": SIZES, "stream table": ("width",)}[self.note.shape]
        for name, label in (("x", "Left edge"), ("y", "Upper edge"), ("width", "Width"), ("height", "Height")):
            if name not in SIZES or name in sizes:
                group.add(self._length(name, label))
        yield group
        delete = QPushButton("Delete", self)
        delete.setAccessibleName(f"Delete the {TITLES[self.note.shape].lower()}")
        delete.clicked.connect(self._delete)
        self.column.addWidget(delete)
        yield delete

    def _words(self) -> EditedText:
        def keep(text: str, visit: int) -> None:
            if self.note.shape == "text" and not text.strip():
                return  # a note without words could not be seen: it is deleted, or keeps the last it had
            words = text if self.note.shape == "text" else " ".join(text.split())
            after = msgspec.structs.replace(self.note, text=words)
            self._put(f"Write {named(after)}", f"words {visit}", text=words)

        is_title = self.note.shape != "text"
        words = EditedText(lambda: self.note.text, keep, self, single=is_title)
        words.setAccessibleName(WORDS[self.note.shape])
        words.setPlaceholderText("No title" if is_title else "What others should know")
        words.finished.connect(lambda: words.refresh() if self.fits() else None)
        self.column.addWidget(words)
        self.show_part(Refreshed(lambda _moment: words.refresh()))
        return words

    # -- tables -----------------------------------------------------------------------------------------------------

    def _contents(self) -> QWidget:
        group = self.group("Contents")
        said = QLabel(self)
        said.setProperty("role", "quiet")
        said.setWordWrap(True)
        group.add(said)
        button = QPushButton("Streams and rows…", self)
        button.setAccessibleName("Choose streams and rows of the table")
        why_not = Words(self)
        button.clicked.connect(lambda _on=False: self._choose_contents(button, why_not))
        group.add(button)
        group.add(why_not)
        group.add(self._choice("per", "Flows per", PERIODS))
        group.add(self._choice("mass_unit", "Masses in", MASS_UNITS))
        self.show_part(Refreshed(lambda moment: said.setText(_contents_in_words(moment, self.key))))
        return group

    def _choice(self, name: str, label: str, words: Mapping[str, str]) -> Row:
        box = self.choices[name] = QComboBox()
        box.setMinimumContentsLength(8)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for value, entry in words.items():
            box.addItem(entry, value)
        row = Row(label, box, self, says="in this table, on the sheet and where it is handed in")
        box.activated.connect(
            lambda _row: self._put(f"Choose {label.lower()} {box.currentText()}", **{name: box.currentData()})
        )
        self.show_part(Refreshed(lambda _moment: box.setCurrentIndex(box.findData(getattr(self.note, name)))))
        return row

    def _choose_contents(self, button: QPushButton, why_not: Words) -> None:
        def offer(rows: Rows) -> None:
            why_not.say("")
            if self.fits() and self.isVisible():
                self.contents = TableContents(self.session, self.key, rows, self)
                self.contents.drop_from(button)

        self.session.solver.ask("stream rows", offer, why_not.say)

    # -- place and size ---------------------------------------------------------------------------------------------

    def _length(self, name: str, label: str) -> Row:
        field = self.fields[name] = KeptField(lambda text: self._read(name, text), self)
        row = Row(label, field, self, says="on the drawing, on its grid of 8 px")
        field.entered.connect(lambda text: self._put_length(name, label, on_grid(float(_number(text)))))
        field.cleared.connect(lambda: self._put_length(name, label, None if name in SIZES else 0.0))
        field.said.connect(lambda text: row.say(text, "fault"))
        self.show_part(Refreshed(lambda _moment: self._show_length(name, field)))
        return row

    def _show_length(self, name: str, field: KeptField) -> None:
        value = getattr(self.note, name)
        text = "" if value is None else f"{value:g} px"
        field.show_kept(text, "entered" if text else "", "as its contents")

    def _read(self, name: str, text: str) -> Reading:
        try:
            value = float(_number(text))
        except ValueError:
            return Reading(text, fault="Write a number of px.")
        across, down = LEAST[self.note.shape]
        least = {"width": across, "height": down}.get(name, -FARTHEST)
        if not least <= value <= FARTHEST:
            return Reading(text, fault=f"At least {least:g} px, at most {FARTHEST:g} px.", unfinished=value < least)
        return Reading(f"{on_grid(value):g} px", value)

    def _put_length(self, name: str, label: str, value: float | None) -> None:
        self._put(f"{label} of {named(self.note)}", f"{name} {self.fields[name].visit}", **{name: value})

    # -- edits ------------------------------------------------------------------------------------------------------

    def _put(self, says: str, merge: str = "", **fields: Any) -> None:
        document = self.session.document
        after = msgspec.structs.replace(self.note, **fields)
        merge = f"annotation {self.key}.{merge}.{id(self)}" if merge else ""
        document.do(says, with_annotations(document.sheet, {self.key: after}), merge)

    def _delete(self) -> None:
        document = self.session.document
        document.do(f"Delete {named(self.note)}", without_annotations(document.sheet, (self.key,)))


def _number(text: str) -> str:
    return text.strip().removesuffix("px").replace(",", ".").strip()


def _contents_in_words(moment: Moment, key: str) -> str:
    """How much a table shows, before its list is opened."""
    note = moment.sheet.drawing.annotations[key]
    tags = [moment.sheet.streams[stream].tag for stream in note.streams if stream in moment.sheet.streams]
    few = ", ".join(tags[:6]) + (f" and {len(tags) - 6} more" if len(tags) > 6 else "")
    rows = f"{len(note.rows)} row{'s' * (len(note.rows) != 1)}" if note.rows else "the usual rows"
    return f"{few if note.streams else 'All streams'}, {rows}"
