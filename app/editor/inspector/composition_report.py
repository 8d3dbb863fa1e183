"""What came out of a composition: the species, and assayed beside fitted figures."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.editor.inspector.looks import give_look
from app.editor.inspector.rows import Words
from app.editor.look.theme import interface_font
from app.editor.session import Session
from flowsheets.diagram.look import STEP, TABLE_TEXT
from unitops.chemistry.assay import CompositionReport
from unitops.quantities import format_number

FAR = 3.0
"""Uncertainties between assayed and fitted from which on a figure is marked."""
TRACE = 1e-9


class ReportView(QWidget):
    """Two small tables that are filled anew when the composition changes."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.fit = _Figures(("Assay", "assayed", "fitted", "apart"), self)
        self.species = _Figures(("Wet feed", "share"), self)
        self.notes = Words(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, STEP, 0, 0)
        column.setSpacing(2 * STEP)
        for widget in (self.fit, self.species, self.notes):
            column.addWidget(widget)
        self.hide()

    def show_report(self, report: CompositionReport | None) -> None:
        """Show what came out, or nothing."""
        self.setVisible(report is not None)
        if report is None:
            return
        lines = []
        for line in report.analytes:
            assayed = f"{'<' if line.below else ''}{_share(line.assayed)}"
            far = abs(line.deviations) > FAR
            size = f"{abs(line.deviations):.1f}"
            sign = "" if float(size) == 0.0 else "+" if line.residual > 0 else "−"
            apart = f"{sign}{size} σ"
            lines.append(((line.analyte, assayed, _share(line.fitted), apart), far))
        self.fit.show_lines(lines)
        shares = sorted(report.masses.items(), key=lambda item: -item[1])
        self.species.show_lines([((name, _share(share)), False) for name, share in shares if share > TRACE])
        notes = [f"{note[:1].upper()}{note[1:]}." for note in _gathered(report.notes)]
        if report.density is not None:
            temperature = f" at {report.temperature - 273.15:.4g} °C" if report.temperature is not None else ""
            notes.append(f"Density {report.density:.4g} kg/m3{temperature}.")
        self.notes.say(" ".join(notes).replace("..", "."))


class _Figures(QWidget):
    """Rows of a name and right-aligned figures."""

    def __init__(self, heads: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._heads = heads
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * STEP)
        self._grid.setVerticalSpacing(1)
        self._grid.setColumnStretch(0, 1)
        self._cells: list[list[QLabel]] = []
        for column, head in enumerate(heads):
            self._grid.addWidget(self._label(head, column, "quiet"), 0, column)
        self.hide()

    def show_lines(self, lines: list[tuple[tuple[str, ...], bool]]) -> None:
        """Show so many rows; a marked one is told in the colour of warnings."""
        self.setVisible(bool(lines))
        while len(self._cells) < len(lines):
            row = [self._label("", column, "") for column in range(len(self._heads))]
            for column, cell in enumerate(row):
                self._grid.addWidget(cell, len(self._cells) + 1, column)
            self._cells.append(row)
        while len(self._cells) > len(lines):
            for cell in self._cells.pop():
                cell.hide()
                cell.deleteLater()
        for cells, (texts, marked) in zip(self._cells, lines, strict=True):
            for cell, text in zip(cells, texts, strict=True):
                cell.setText(text)
                _give_role(cell, "warning" if marked else "")

    def _label(self, text: str, column: int, role: str) -> QLabel:
        label = QLabel(text, self)
        label.setFont(interface_font(TABLE_TEXT, tabular=column > 0))
        if column:
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        _give_role(label, role)
        return label


def _gathered(notes: Iterable[str]) -> list[str]:
    """Notes that begin alike up to a colon as one."""
    parts: dict[str, list[str]] = {}
    for note in notes:
        head, colon, rest = note.partition(": ")
        parts.setdefault(head + colon, []).append(rest)
    return [head + "; ".join(rests) for head, rests in parts.items()]


def _give_role(label: QLabel, role: str) -> None:
    give_look(label, "role", role)


def _share(share: float) -> str:
    return f"{format_number(100.0 * share)} %" if share >= 1e-6 else f"{format_number(1e6 * share)} ppm"
