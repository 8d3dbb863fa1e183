"""What a table view shows: rows under headings, the unit of every number, and what is dust. No Qt here."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from flowsheets.document.tag_order import natural
from flowsheets.results.table import Cell, Table
from unitops.errors import QuantityError
from unitops.quantities import convert, dimension_of, format_number, to_si, units_of

DASH = "–"
DUST = 1e-12
"""A flow below this share of the largest of its table in the same unit is shown as a dash."""
DIFFERENCE_DUST = 1e-10
"""A difference below this share of what stands beside it is round-off: the audit's tolerance of a unit."""
NAMES = frozenset({"result", "parameter", "estimated"})
"""Columns that hold names as declarations spell them."""
DIFFERENCES = frozenset({"difference"})
RELATIVE = frozenset({"relative", "mass, relative", "energy, relative", "element, relative"})
PERIODS = ("h", "d", "a")

Role = Literal["label", "text", "number", "number of the row", "unit of the row"]


class Heading(msgspec.Struct, frozen=True):
    """A column: its name, the unit of its numbers, the name under which a choice of unit is kept, what its cells are.

    owner: tag of the stream or unit that the whole column is about.
    """

    name: str
    unit: str = ""
    key: str = ""
    role: Role = "text"
    owner: str = ""


class Row(msgspec.Struct, frozen=True):
    """A row: what it is known by, its cells, and its unit where numbers of one row share it; or a heading of rows."""

    key: tuple[str, ...]
    cells: tuple[Cell, ...]
    unit: str = ""
    unit_key: str = ""
    is_heading: bool = False


class Order(msgspec.Struct, frozen=True):
    """The column by which rows stand, and whether the greatest comes first."""

    column: str
    falling: bool = False


class Grid(msgspec.Struct, frozen=True):
    """Rows under headings; the first ``frozen`` columns stay in sight. hours: the plant's operating hours per year."""

    key: str
    title: str
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    frozen: int = 1
    notes: tuple[str, ...] = ()
    hours: float = 8766.0
    largest: dict[str, float] = {}
    order: Order | None = None
    """By which column the rows stand; None: as the table was made."""

    def unit_of(self, row: int, column: int) -> tuple[str, str]:
        """Unit of a number as the table has it, and the name under which another choice is kept."""
        heading = self.headings[column]
        if heading.role == "number":
            return heading.unit, heading.key
        if heading.role in ("number of the row", "unit of the row"):
            return self.rows[row].unit, self.rows[row].unit_key
        return "", ""

    def is_dust(self, row: int, column: int) -> bool:
        """Whether a flow is none, or nothing but round-off next to the others of its kind."""
        value = self.rows[row].cells[column]
        if isinstance(value, bool) or not isinstance(value, float | int):
            return False
        unit = self.unit_of(row, column)[0]
        if value == 0:
            return _is_flow(unit)
        if self.headings[column].name in DIFFERENCES:
            beside = (
                abs(cell)
                for cell, heading in zip(self.rows[row].cells, self.headings, strict=True)
                if heading.unit == unit and heading.name not in DIFFERENCES and isinstance(cell, float | int)
            )
            return abs(value) <= DIFFERENCE_DUST * max(beside, default=0.0)
        return abs(value) <= DUST * self.largest.get(unit, 0.0)


def grid_of(table: Table, hours: float = 8766.0) -> Grid:
    """A table as it stands: columns as headings, leading columns frozen."""
    by_row = _unit_column(table)
    headings = tuple(_heading(table, position, by_row) for position in range(len(table.columns)))
    named = {k for k, heading in enumerate(headings) if heading.name in NAMES}
    rows = tuple(_row(table, _spelled(row, named), by_row) for row in table.rows)
    if headings and headings[0].name == "stream":
        rows = tuple(sorted(rows, key=lambda row: natural(row.key[0])))
    return sized(Grid(table.key, table.title, headings, rows, max(table.labels, 1), table.notes, hours))


def sized(grid: Grid) -> Grid:
    """The grid with the largest flow in each unit, against which dust is measured."""
    largest: dict[str, float] = {}
    for position, heading in enumerate(grid.headings):
        if heading.role == "number" and _is_flow(heading.unit):
            size = _largest([row.cells[position] for row in grid.rows])
            largest[heading.unit] = max(largest.get(heading.unit, 0.0), size)
    for row in grid.rows:
        if _is_flow(row.unit):
            largest[row.unit] = max(largest.get(row.unit, 0.0), _largest(row.cells))
    return msgspec.structs.replace(grid, largest=largest)


def filtered(grid: Grid, text: str) -> Grid:
    """Rows of which a text holds all the words; headings of rows stay where a row below them does."""
    words = text.casefold().split()
    if not words:
        return grid
    kept: list[Row] = []
    for row in grid.rows:
        said = " ".join(cell for cell in row.cells if isinstance(cell, str)).casefold()
        if row.is_heading or all(word in said for word in words):
            kept.append(row)
    return msgspec.structs.replace(grid, rows=without_empty_sections(kept))


def without_empty_sections(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows without the headings under which nothing stands."""
    return tuple(
        row
        for number, row in enumerate(rows)
        if not row.is_heading or (number + 1 < len(rows) and not rows[number + 1].is_heading)
    )


def with_columns(grid: Grid, hidden: Iterable[str]) -> Grid:
    """The grid without the columns that a person does not want to see; frozen ones always stay."""
    away = set(hidden)
    kept = [k for k, heading in enumerate(grid.headings) if k < grid.frozen or heading.name not in away]
    if len(kept) == len(grid.headings):
        return grid
    rows = tuple(msgspec.structs.replace(row, cells=tuple(row.cells[k] for k in kept)) for row in grid.rows)
    return msgspec.structs.replace(grid, headings=tuple(grid.headings[k] for k in kept), rows=rows)


def choices_of_unit(unit: str) -> tuple[str, ...]:
    """The units in which numbers of a unit may be shown instead; none for a unit that measures nothing we know."""
    if not unit:
        return ()
    try:
        dimension = dimension_of(unit)
    except QuantityError:
        return ()
    units = units_of(dimension)
    return units if unit in units else (unit, *units)


def conversion(unit: str, shown: str, hours: float) -> tuple[float, float]:
    """Factor and offset from one unit to another; 1 and 0 where the two cannot be converted."""
    if unit == shown or not shown:
        return 1.0, 0.0
    try:
        dimension = dimension_of(unit)
        at_zero, at_one = (
            convert(to_si(x, dimension, unit, hours_per_year=hours), dimension, shown, hours_per_year=hours)
            for x in (0.0, 1.0)
        )
    except QuantityError:
        return 1.0, 0.0
    return at_one - at_zero, at_zero


def remembered(unit: str, per: str) -> str:
    """A chosen unit as it is kept: a flow in the period of the table follows it to another period."""
    amount, slash, period = unit.rpartition("/")
    return f"{amount}/*" if slash and period == per else unit


def recalled(kept: str, per: str) -> str:
    """The unit meant by what was kept."""
    return f"{kept[:-1]}{per}" if kept.endswith("/*") else kept


def chosen_unit(grid: Grid, row: int, column: int, kept: Mapping[str, str], per: str) -> str:
    """The unit in which a number is shown."""
    unit, key = grid.unit_of(row, column)
    return recalled(kept[key], per) if key in kept else unit


def text_of(value: Cell, heading: str = "") -> str:
    """A cell as it is read: four significant digits, two for what is only an order of magnitude."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if not math.isfinite(value):
        return "no limit" if math.isinf(value) else ""
    digits = 2 if heading in RELATIVE and abs(value) < 1e-4 else 4
    return format_number(value, digits)


def _largest(cells: Iterable[Cell]) -> float:
    numbers = [cell for cell in cells if isinstance(cell, float)]
    return max(max(numbers), -min(numbers)) if numbers else 0.0


def _is_flow(unit: str) -> bool:
    return unit.rpartition("/")[2] in PERIODS or unit in ("kW", "MW")


def _unit_column(table: Table) -> int | None:
    """The column that names the unit of the numbers before it, row by row."""
    for position, column in enumerate(table.columns):
        if column.name == "in" and not column.unit:
            return position
    return None


def _heading(table: Table, position: int, by_row: int | None) -> Heading:
    column = table.columns[position]
    role: Role = "label" if position < table.labels else "text"
    holds_numbers = any(isinstance(row[position], float | int) for row in table.rows)
    if position == by_row:
        role = "unit of the row"
    elif position >= table.labels and holds_numbers:
        counts = by_row is not None and position < by_row and not column.unit
        role = "number of the row" if counts else "number"
    return Heading(column.name, column.unit, f"table {table.key}: {column.name}", role)


def _spelled(cells: tuple[Cell, ...], named: Collection[int]) -> tuple[Cell, ...]:
    """Names as people write them."""
    if not named:
        return cells
    return tuple(
        cell.replace("_", " ") if k in named and isinstance(cell, str) else cell for k, cell in enumerate(cells)
    )


def _row(table: Table, cells: tuple[Cell, ...], by_row: int | None) -> Row:
    key = tuple(str(cell) for cell in cells[: max(table.labels, 1)])
    if by_row is None:
        return Row(key, cells)
    also = tuple(str(cell) for cell in cells[:by_row] if isinstance(cell, str))
    unit = cells[by_row]
    named = unit if isinstance(unit, str) else ""
    return Row(also or key, cells, named, f"table {table.key}: {' '.join(also)}")
