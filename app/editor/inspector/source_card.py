"""A source of the sheet's numbers."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.editor.inspector.card import EntryCard, required
from app.editor.inspector.texts import GrowingText
from app.editor.session import Session
from flowsheets.document.editing import replace, with_record, without_record
from flowsheets.document.records import Flowsheet, SourceRecord
from unitops.errors import RaffinateError


class SourceCard(EntryCard):
    """Key, citation, doi, address."""

    def __init__(self, session: Session, key: str | None, parent: QWidget) -> None:
        super().__init__(session, key, parent, keep="Keep the source", text="Edit a source")

    def fill(self) -> None:
        """The fields of a source."""
        source = self.session.document.sheet.sources.get(self.key or "", SourceRecord(text=""))
        self.name = self.line("Key", self.key or "", "a short name, such as LU7")
        self.citation = GrowingText(self)
        self.citation.setPlainText(source.text)
        self.citation.setPlaceholderText("author, year, title")
        self.citation.setAccessibleName("Citation")
        self.column.addWidget(self.citation)
        self.doi = self.line("doi", source.doi)
        self.url = self.line("Address", source.url)

    def edited(self) -> Flowsheet:
        """The sheet with the source; one that is renamed is renamed wherever it is named."""
        key = required(self.name.text(), "the key")
        text = required(self.citation.toPlainText(), "the citation")
        sheet = self.session.document.sheet
        if key != self.key and key in sheet.sources:
            raise RaffinateError(f'there is a source "{key}" already', remedy="Take another key.")
        record = SourceRecord(text=text, doi=self.doi.text().strip(), url=self.url.text().strip())
        if self.key is not None and key != self.key:
            sheet = _rekeyed(sheet, self.key, key)
        return with_record(sheet, "sources", key, record)

    def removed(self) -> Flowsheet:
        """The sheet without the source, and nothing that names it."""
        assert self.key is not None
        return without_record(_rekeyed(self.session.document.sheet, self.key, "", keep=True), "sources", self.key)


def _rekeyed(sheet: Flowsheet, old: str, new: str, *, keep: bool = False) -> Flowsheet:
    """The sheet with a source under another key at everything that names it; '' takes the names away."""
    units = {}
    for key, unit in sheet.units.items():
        if old in unit.sources.values():
            named = {name: new if source == old else source for name, source in unit.sources.items()}
            unit = replace(unit, sources={name: source for name, source in named.items() if source})
        units[key] = unit
    swap = lambda record: replace(record, source=new) if record.source == old else record  # noqa: E731
    return replace(
        sheet,
        units=units,
        expectations=tuple(map(swap, sheet.expectations)),
        design_criteria=tuple(map(swap, sheet.design_criteria)),
        sources={new if name == old and not keep else name: source for name, source in sheet.sources.items()},
    )
