"""The stream table and the tables of what streams hold; which streams and which rows are shown is a person's choice."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtWidgets import QWidget

from app.editor.results import stream_grid
from app.editor.results.chooser import Chooser
from app.editor.results.grid import Grid
from app.editor.results.result_tab import tool
from app.editor.results.shown import Shown
from app.editor.results.tables_tab import Choices, TablesTab, drop_button
from flowsheets.results.table import Table

SOURCES = tuple(dict.fromkeys(key for key, _ in stream_grid.SECTIONS.values()))


class StreamsTab(TablesTab):
    """As a stream table of a drawing has it: streams side by side. Other tables of streams are a choice away."""

    def __init__(self, shown: Shown, choices: Choices, parent: QWidget | None = None) -> None:
        self._tables: dict[str, Table] = {}
        super().__init__(shown, choices, parent)
        self.session.selection.changed.connect(self._follow_selection)

    def add_controls(self) -> None:
        """Which streams, which rows, and whether only those selected on the sheet."""
        self.stream_chooser, self.row_chooser = Chooser(self), Chooser(self)
        self.streams_button = drop_button(self, "Streams", "Choose which streams are shown")
        self.rows_button = drop_button(self, "Rows", "Choose which rows are shown")
        self.only_selected = drop_button(self, "Selected only", "Show only the streams that are selected on the sheet")
        self.only_selected.setCheckable(True)
        self.only_selected.toggled.connect(lambda _on: self._lay_out())
        self.streams_button.clicked.connect(self._choose_streams)
        self.rows_button.clicked.connect(self._choose_rows)
        self.stream_chooser.chosen.connect(self._keep_streams)
        self.stream_chooser.reset.connect(lambda: self._reset_streams())
        self.row_chooser.chosen.connect(self._keep_rows)
        self.row_chooser.reset.connect(lambda: self._reset_rows())
        self.on_sheet = tool(self, "Put the table on the sheet", "Put this table on the sheet, under the drawing")
        self.on_sheet.setIcon(self.session.theme.icon("ph.frame-corners"))
        self.on_sheet.clicked.connect(lambda: self.wished.emit("add stream table"))
        for widget in (self.on_sheet, self.streams_button, self.rows_button, self.only_selected):
            self.controls.addWidget(widget)

    def ask(self, key: str, per: str, take: Any) -> None:
        """The stream table is put together from several tables."""
        if key == stream_grid.KEY:
            self.shown.ask("tables", take, self._explain, names=list(SOURCES), per=per)
        else:
            super().ask(key, per, take)

    def take(self, content: Any) -> None:
        """Several tables, or one."""
        if self.key != stream_grid.KEY:
            self._tables = {}
            super().take(content)
            return
        self._received = None
        self._tables = {name: msgspec.convert(table, Table) for name, table in content.items()}
        self._lay_out()

    def grid(self) -> Grid | None:
        """Streams as columns."""
        on_table = self.key == stream_grid.KEY
        for widget in (self.streams_button, self.rows_button, self.only_selected, self.on_sheet):
            widget.setVisible(on_table)
        if not on_table:
            return super().grid()
        if not self._tables:
            return None
        rows = self.session.settings.values.stream_rows or None
        return stream_grid.stream_grid(self._tables, self._chosen_streams(), rows, self.shown.hours)

    def _chosen_streams(self) -> list[str] | None:
        solution = self.shown.solution
        if self.only_selected.isChecked() and solution is not None:
            there = solution.sheet.streams
            selected = [there[key].tag for key in self.session.selection.streams if key in there]
            if selected:
                return sorted(selected)
        kept = self.session.settings.values.stream_choice.get(self.session.document.sheet.name)
        return list(kept) if kept else None

    def _follow_selection(self) -> None:
        if self.only_selected.isChecked() and self.isVisible():
            self._lay_out()

    # -- choosing ---------------------------------------------------------------------------------------------------

    def _choose_streams(self) -> None:
        if self._tables:
            table = self._tables["streams"]
            every = [str(tag) for tag in table.column("stream")]
            entries = [(str(row[0]), f"{row[0]}  {row[1] or ''}".strip()) for row in table.rows]
            kept = self.session.settings.values.stream_choice.get(self.session.document.sheet.name)
            self.stream_chooser.put({"": entries}, kept or every)
            self.stream_chooser.drop_from(self.streams_button)

    def _choose_rows(self) -> None:
        if self._tables:
            sections = {
                section: [(name, name.removeprefix(f"{section}: ")) for name in names]
                for section, names in stream_grid.row_names(self._tables).items()
            }
            ticked = self.session.settings.values.stream_rows or stream_grid.usual_rows(self._tables)
            self.row_chooser.put(sections, ticked)
            self.row_chooser.drop_from(self.rows_button)

    def _keep_streams(self, tags: list[str]) -> None:
        settings = self.session.settings
        kept = {**settings.values.stream_choice, self.session.document.sheet.name: tuple(tags)}
        settings.put(stream_choice=kept)
        self._lay_out()

    def _reset_streams(self) -> None:
        self._keep_streams([])
        self._choose_streams()

    def _keep_rows(self, rows: list[str]) -> None:
        self.session.settings.put(stream_rows=tuple(rows))
        self._lay_out()

    def _reset_rows(self) -> None:
        self._keep_rows([])
        self._choose_rows()
