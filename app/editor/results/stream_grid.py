"""The stream table of a process flow diagram: streams as columns; conditions, flows and contents as rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from app.editor.results.grid import Grid, Heading, Row, sized, without_empty_sections
from flowsheets.document.tag_order import natural
from flowsheets.results.table import Cell, Table

KEY = "stream table"
SECTIONS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "Conditions and flows": ("streams", ("name",)),
    "Liquor": ("liquors", ("name", "T", "validity")),
    "Elements": ("elements", ("name",)),
    "Elements in the dry solids": ("assays", ("name",)),
    "Species": ("species", ("name",)),
    "Composition": ("composition", ("name",)),
    "Gas": ("gases", ("name",)),
}
"""Sections by title: the table from which they come, and its columns that are no rows here."""
USUAL_SECTIONS = ("Conditions and flows", "Liquor", "Elements")
UNUSUAL_ROWS = frozenset({"Conditions and flows: from", "Conditions and flows: to", "Elements: H", "Elements: O"})


def row_names(tables: Mapping[str, Table]) -> dict[str, list[str]]:
    """Every row that there could be, by section: 'Section: row'."""
    found: dict[str, list[str]] = {}
    for section, (key, without) in SECTIONS.items():
        if key in tables:
            names = [column.name for column in tables[key].columns[1:] if column.name not in without]
            found[section] = [f"{section}: {name}" for name in names]
    return found


def as_drawn(row: str) -> str:
    """A row 'Section: row' by the name that tables of streams on drawings have for it."""
    section, _, name = row.partition(": ")
    key, _ = SECTIONS[section]
    return name if key == "streams" else f"{key}: {name}"


def usual_rows(tables: Mapping[str, Table]) -> list[str]:
    """The rows that are shown unless others are chosen."""
    every = row_names(tables)
    return [name for section in USUAL_SECTIONS for name in every.get(section, ()) if name not in UNUSUAL_ROWS]


def stream_grid(
    tables: Mapping[str, Table],
    streams: Sequence[str] | None = None,
    rows: Collection[str] | None = None,
    hours: float = 8766.0,
) -> Grid:
    """The chosen streams (tags, in order; None for all) and rows ('Section: row'; None for the usual ones)."""
    names = tables["streams"].column("stream")
    there = {str(tag): str(name or "") for tag, name in zip(names, tables["streams"].column("name"), strict=True)}
    shown = sorted((tag for tag in streams if tag in there) if streams is not None else there, key=natural)
    wanted = set(rows) if rows is not None else set(usual_rows(tables))
    titles = Row(("name",), ("name", "", *(there[tag] for tag in shown)))
    made: list[Row] = [titles] if any(there[tag] for tag in shown) else []
    for section, (key, without) in SECTIONS.items():
        if key in tables:
            made.append(Row((section,), (section, "", *[""] * len(shown)), is_heading=True))
            made += _section(section, tables[key], without, shown, wanted)
    headings = (
        Heading("stream", role="label"),
        Heading("unit", role="unit of the row"),
        *(Heading(tag, role="number of the row", owner=tag) for tag in shown),
    )
    notes = tables["streams"].notes
    return sized(Grid(KEY, "Stream table", headings, without_empty_sections(made), 2, notes, hours))


def _section(
    section: str, table: Table, without: Collection[str], shown: Sequence[str], wanted: Collection[str]
) -> list[Row]:
    by_tag = {str(row[0]): row for row in table.rows}
    empty: tuple[Cell, ...] = (None,) * len(table.columns)
    picked = [by_tag.get(tag, empty) for tag in shown]
    rows = []
    for position, column in enumerate(table.columns):
        name = f"{section}: {column.name}"
        if position == 0 or column.name in without or name not in wanted:
            continue
        cells = tuple(row[position] for row in picked)
        if any(cell not in (None, "") for cell in cells):
            rows.append(Row((section, column.name), (column.name, column.unit, *cells), column.unit, f"table {name}"))
    return rows
