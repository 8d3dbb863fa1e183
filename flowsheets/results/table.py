"""A table as plain data: what the screen, the files and pandas all show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from unitops.quantities import printed_text, printed_unit

if TYPE_CHECKING:
    import pandas as pd

Cell = float | str | bool | None
"""A number, a text, a yes or no, or nothing."""


class Column(msgspec.Struct, frozen=True):
    """Name of a column and the unit of its numbers; texts and plain numbers have none."""

    name: str
    unit: str = ""

    @property
    def heading(self) -> str:
        """Name and unit in one line."""
        return f"{self.name} [{self.unit}]" if self.unit else self.name


class Table(msgspec.Struct, frozen=True):
    """Rows under columns, with a title; ``labels`` leading columns say what a row is.

    key: the name by which ``solution.tables`` knows it. group: what it is listed with. notes: what a reader has to
    know of it, one sentence each.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    group: str
    labels: int = 1
    notes: tuple[str, ...] = ()

    def column(self, name: str) -> tuple[Cell, ...]:
        """All cells of a column; raises KeyError for a name that is none."""
        for position, column in enumerate(self.columns):
            if column.name == name:
                return tuple(row[position] for row in self.rows)
        raise KeyError(name)

    def cell(self, label: str, name: str) -> Cell:
        """The cell of a column in the first row that has this label; raises KeyError if there is none."""
        for row, cell in zip(self.rows, self.column(name), strict=True):
            if label in row[: self.labels]:
                return cell
        raise KeyError(label)

    def printed(self) -> Table:
        """The table as people read it: °C and m³ in the place of degC and m3."""
        return Table(
            self.key,
            printed_text(self.title),
            tuple(Column(printed_text(column.name), printed_unit(column.unit)) for column in self.columns),
            tuple(tuple(printed_text(cell) if isinstance(cell, str) else cell for cell in row) for row in self.rows),
            self.group,
            self.labels,
            tuple(printed_text(note) for note in self.notes),
        )

    def frame(self) -> pd.DataFrame:
        """The table as a pandas DataFrame: labels are its index, columns 'name [unit]'."""
        import pandas as pd

        headings = [column.heading for column in self.columns]
        frame = pd.DataFrame([list(row) for row in self.rows], columns=headings)
        frame.attrs.update(title=self.title, notes=list(self.notes))
        return frame.set_index(headings[: self.labels]) if self.labels else frame


def columns(*described: str | tuple[str, str]) -> tuple[Column, ...]:
    """Columns from names, or pairs of name and unit."""
    return tuple(Column(item) if isinstance(item, str) else Column(*item) for item in described)


def without_empty_columns(
    described: Sequence[Column], rows: Iterable[Sequence[Cell]], keep: int
) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
    """Columns that hold something (the first ``keep`` always), and the rows cut to them."""
    every = [tuple(row) for row in rows]
    chosen = [
        position
        for position in range(len(described))
        if position < keep or any(row[position] not in (None, "", 0.0) for row in every)
    ]
    return (
        tuple(described[position] for position in chosen),
        tuple(tuple(row[position] for position in chosen) for row in every),
    )
