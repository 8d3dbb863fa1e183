"""The ranking of inputs as a picture: how far a result moves if each moves by the same share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unitops.errors import InputError

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution
    from flowsheets.results.table import Table


def tornado_of(solution: Solution, result: str, table: Table, swing: float = 10.0, theme: Any = "light") -> str:
    """A tornado of the rows of a driver table, inputs moved by ``swing`` [%] either way along exact derivatives.

    Values are in per cent of the result, so that they need no unit. Straight lines: over wide swings a sweep tells
    more. Raises InputError for a swing that is not above 0, or where nothing moves the result.
    """
    from flowsheets.export.charts import Bar, tornado_chart

    if not swing > 0.0:
        raise InputError(f"a swing of {swing:g} % moves nothing", remedy="Ask for example for 10.")
    bars = [
        Bar(str(path), -swing * float(pull), swing * float(pull))
        for path, pull in zip(table.column("input"), table.column("change for 1 % more"), strict=True)
        if isinstance(pull, float | int)
    ]
    if not bars:
        raise InputError(f"no entered number moves {result}")
    note = (
        f"Each input by {swing:g} % less and more (temperatures from 0 K), by exact derivatives at the solution "
        f"of {solution.sheet.document.name}."
    )
    return tornado_chart(bars, 0.0, label=f"change of {result}", unit="%", title=f"What drives {result}", note=note)
