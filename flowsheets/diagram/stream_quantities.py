"""A quantity of all streams, and the scale on which a drawing shows it by colour or width."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from flowsheets.diagram.colour_scale import colour_at
from flowsheets.diagram.look import Palette
from flowsheets.document.records import Drawing
from unitops.errors import InputError

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution

NARROWEST, WIDEST = 1.0, 7.0
"""Widths of streams by a quantity [px]."""
DECADES = 4.0
"""Flows are shown over at most as many powers of ten below the largest."""
LEVEL = 20.0
"""Flows of which the largest is less than this many times the smallest are shown on an even scale."""
DUST = 1e-9
"""Flows below this share of the largest are none."""
TITLES: Mapping[str, str] = {
    "mass": "mass flow",
    "T": "temperature",
    "P": "pressure",
    "solids share": "share of solids",
}
"""Of quantities whose column is named shortly."""


class Scale(msgspec.Struct, frozen=True):
    """From values to places between 0 and 1."""

    low: float
    high: float
    logarithmic: bool = False

    def place(self, value: float) -> float:
        """Where a value stands; those beyond an end stand at it."""
        if self.high <= self.low:
            return 0.5
        if self.logarithmic:
            share = math.log(max(value, self.low) / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return min(max(share, 0.0), 1.0)


class StreamQuantity(msgspec.Struct, frozen=True):
    """Values by tag of those streams that have one; name: column of the table of streams, or 'TABLE: column'."""

    name: str
    unit: str
    values: Mapping[str, float]

    @property
    def title(self) -> str:
        """In words."""
        return title_of(self.name)

    @property
    def scale(self) -> Scale:
        """Even, but for flows that span more than a power of ten."""
        values = self.values.values()
        if not values:
            return Scale(0.0, 0.0)
        low, high = min(values), max(values)
        if not self.is_flow:
            return Scale(low, high)
        if high <= LEVEL * low:
            return Scale(0.0, high)
        return Scale(max(low, high * 10.0**-DECADES), high, logarithmic=True)

    @property
    def is_flow(self) -> bool:
        """Whether none of it is nothing, and it may span powers of ten."""
        return self.unit.endswith(("/h", "/d", "/a"))

    def place(self, tag: str) -> float | None:
        """Where a stream stands on the scale; None without a value."""
        value = self.values.get(tag)
        return None if value is None else self.scale.place(value)


class Shading(msgspec.Struct, frozen=True):
    """What streams are coloured and widened by."""

    colour: StreamQuantity | None = None
    width: StreamQuantity | None = None

    def colour_of(self, tag: str, look: Palette) -> str:
        """Of a stream; that of what is barely there where it has no value; none where colours are the usual ones."""
        if self.colour is None:
            return ""
        place = self.colour.place(tag)
        return look.hairline if place is None else colour_at(place, look)

    def width_of(self, tag: str) -> float:
        """Of a stream [px]; 0 where widths are the usual ones."""
        return 0.0 if self.width is None else width_at(self.width.place(tag) or 0.0)


def width_at(place: float) -> float:
    """The width of a place between 0 and 1 [px]."""
    return NARROWEST + (WIDEST - NARROWEST) * place


def title_of(name: str) -> str:
    """A quantity in words."""
    table, _, column = name.rpartition(": ")
    return f"flow of {column}" if table == "elements" else TITLES.get(name, column)


def stream_quantity(solution: Solution, name: str) -> StreamQuantity:
    """A column of the table of streams, or of another by the table's name: 'elements: Li', 'liquors: pH'.

    Raises InputError for one that no stream has.
    """
    key, _, column = name.rpartition(": ")
    table = solution.plain_tables().get(key or "streams")
    described = next((c for c in table.columns[1:] if c.name == column), None) if table else None
    if table is None or described is None:
        remedy = f"There are {', '.join(_figures(solution))}, and others as 'elements: Li' or 'liquors: pH'."
        raise InputError(f"'{name}' is no quantity of the streams of this sheet", place="colour", remedy=remedy)
    found = zip(table.column("stream"), table.column(column), strict=True)
    values = {str(tag): float(v) for tag, v in found if isinstance(v, float | int) and not isinstance(v, bool)}
    quantity = StreamQuantity(name, described.unit, values)
    if quantity.is_flow:
        most = max((abs(value) for value in values.values()), default=0.0)
        quantity = StreamQuantity(name, described.unit, {t: v for t, v in values.items() if v > DUST * most})
    return quantity


def chosen_quantities(drawing: Drawing, solution: Solution | None) -> tuple[str, str]:
    """By what a drawing wants its streams coloured and widened; '' for what no stream of the solution has."""
    return _if_there(solution, drawing.colour_by), _if_there(solution, drawing.widen_by)


def _if_there(solution: Solution | None, name: str) -> str:
    if solution is None or not name:
        return ""
    try:
        return name if stream_quantity(solution, name).values else ""
    except InputError:
        return ""


def _figures(solution: Solution) -> Iterable[str]:
    """Columns of the table of streams that hold numbers."""
    table = solution.plain_tables()["streams"]
    return (column.name for column in table.columns if column.unit)
