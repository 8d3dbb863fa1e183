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
    names = ("input", "change for 1 % more", "change for 1 % less", "one-sided")
    bars = [
        Bar(str(path), swing * float(less), swing * float(more), flag="one-sided" if switch else "")
        for path, more, less, switch in zip(*(table.column(name) for name in names), strict=True)
        if isinstance(more, float | int) and isinstance(less, float | int)
    ]
    if not bars:
        raise InputError(f"no entered number moves {result}")
    note = (
        f"Each input by {swing:g} % less and more (temperatures from 0 K), by exact derivatives at the solution "
        f"of {solution.sheet.document.name}."
    )
    if any(bar.flag for bar in bars):
        note += " One-sided: at a switch, with a slope of its own for less and for more."
    return tornado_chart(bars, 0.0, label=f"change of {result}", unit="%", title=f"What drives {result}", note=note)
