"""Reading beside the work: handbook pages of unit operations and data sheets of species."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.editor.inspector.help_sheet import help_text
from app.editor.look.theme import Theme
from app.editor.window.card import Card
from unitops.catalogue import catalogue
from unitops.quantities import format_number


class HelpCard(Card):
    """A page to be read."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__("", QSize(640, 720), theme, window, name="Handbook")
        self.text = QTextBrowser(self)
        self.text.setOpenExternalLinks(True)
        self.text.setAccessibleName("Handbook page")
        self.text.setProperty("role", "page")
        self.column.addWidget(self.text, 1)
        self._shown: tuple[str, str] | None = None
        theme.changed.connect(lambda: self.isVisible() and self._draw())

    def first_focus(self) -> QWidget:
        """Arrows and Page Down read on."""
        return self.text

    def show_operation(self, name: str) -> None:
        """The page of a unit operation."""
        self._open("operation", name)

    def show_species(self, key: str) -> None:
        """The data of a species with their sources."""
        self._open("species", key)

    def _open(self, kind: str, name: str) -> None:
        self._shown = kind, name
        self._draw()
        self.text.verticalScrollBar().setValue(0)
        self.enter()

    def _draw(self) -> None:
        if self._shown is None:
            return
        kind, name = self._shown
        quiet = self._theme.palette.quiet
        if kind == "operation":
            operation = catalogue()[name]
            self.title.setText(operation.title)
            self.text.setHtml("".join(help_text(operation, quiet)))
        else:
            self.title.setText(name)
            self.text.setHtml("".join(species_text(name, quiet)))


def species_text(key: str, quiet: str) -> Iterator[str]:
    """The data sheet of a species as HTML. quiet: colour of the sources."""
    from unitops.chemistry.species import database, sources

    item = database()[key]
    yield f"<p>{escape(item.name)}</p><p>Molar mass {format_number(item.molar_mass * 1000.0)} g/mol</p>"
    figures = (
        ("Enthalpy of formation", item.enthalpy_of_formation, 1e-3, "kJ/mol"),
        ("Entropy", item.entropy, 1.0, "J/mol/K"),
        ("Molar volume", item.molar_volume, 1e6, "cm³/mol"),
    )
    cited: list[str] = []
    for title, datum, factor, unit in figures:
        if datum is None:
            yield f"<p>{title}: <span style='color: {quiet}'>not known</span></p>"
            continue
        spread = f" ± {format_number(datum.uncertainty * factor)}" if datum.uncertainty else ""
        yield f"<p>{title} {format_number(datum.value * factor)}{spread} {unit}"
        yield f"{_beside(quiet, (datum.kind, datum.method))}</p>"
        cited.append(datum.source)
    capacity = item.heat_capacity
    if capacity is not None:
        yield f"<p>Heat capacity from {capacity.low:.0f} to {capacity.high:.0f} K"
        yield f"{_beside(quiet, (capacity.kind, capacity.method))}</p>"
        cited.append(capacity.source)
    known = [sources()[source] for source in dict.fromkeys(cited) if source in sources()]
    if known:
        yield "<h4>Sources</h4>"
    for source in known:
        link = f" <a href='https://doi.org/{source.doi}'>doi {escape(source.doi)}</a>" if source.doi else ""
        yield f"<p>{escape(source.text)}{link}</p>"


def _beside(quiet: str, words: Iterable[str]) -> str:
    said = ", ".join(word for word in words if word)
    return f"<br><span style='color: {quiet}'>{escape(said)}</span>" if said else ""
