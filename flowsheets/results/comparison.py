"""Solved flowsheets side by side: indicators, and what each uses, loses and emits per unit of its product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from flowsheets.results.table import Cell, Column, Table

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution
    from flowsheets.results.tables import PlainTables

Figure = tuple[str, str, str]
"""What a figure belongs to, its name, its unit."""

NOTE = (
    "Feeds and outlets are matched by their names, else by their tags; figures per product count each flowsheet's own "
    "product. What only one flowsheet has is left empty in the others."
)


def compared(solutions: Mapping[str, Solution]) -> Table:
    """Every figure that is independent of size, one column for each flowsheet under the name that is given to it.

    Of two flowsheets the last column tells the difference of the second to the first [%].
    """
    found = [_figures(solution.plain_tables()) for solution in solutions.values()]
    order = dict.fromkeys(figure for figures in found for figure in figures)
    groups = list(dict.fromkeys(group for group, _, _ in order))
    rows = [
        (*figure, *(values := [figures.get(figure) for figures in found]), *_difference(values))
        for figure in sorted(order, key=lambda figure: groups.index(figure[0]))
    ]
    described = (Column("of"), Column("figure"), Column("in"), *(Column(name) for name in solutions))
    if len(found) == 2:
        described += (Column("difference", "%"),)
    return Table("comparison", "Side by side", described, tuple(rows), "Study", labels=3, notes=(NOTE,))


def _difference(values: Sequence[Cell]) -> tuple[Cell, ...]:
    """Of the second of two to the first [%]; nothing of more than two."""
    if len(values) != 2:
        return ()
    first, second = values
    if not isinstance(first, float) or not isinstance(second, float) or first == 0.0:
        return (None,)
    return (100.0 * (second - first) / abs(first),)


def _figures(tables: PlainTables) -> dict[Figure, Cell]:
    """Figures of one flowsheet; those that are nothing are left out."""
    found: dict[Figure, Cell] = {}
    indicators = tables["indicators"]
    for name, value, unit in _rows(indicators, "indicator", "value", "in"):
        found["indicators", str(name), str(unit)] = value
    reagents, wastes = tables["reagents"], tables["wastes"]
    for tag, name, use in _rows(reagents, "feed", "name", "use"):
        found["feeds, per product", str(name or tag), "kg/kg"] = use
    for tag, name, made in _rows(wastes, "outlet", "name", "per product"):
        found["outlets, per product", str(name or tag), "kg/kg"] = made
    for element, tag, name, share in _rows(tables["recoveries"], "element", "outlet", "name", "share of inflow"):
        found["recovery and losses", f"{element} in {name or tag}", "%"] = share
    for place, utility, use in _rows(tables["utilities"], "at", "utility", "the same"):
        if place == "plant":
            found["energy, per product", str(utility), "MJ/kg"] = use
    for scope, of, each in _rows(tables["emissions"], "scope", "of", "per product"):
        if not of:
            found["greenhouse gases, per product", str(scope), "kg CO2e/kg"] = each
    return {figure: value for figure, value in found.items() if isinstance(value, float) and value}


def _rows(table: Table, *names: str) -> list[tuple[Cell, ...]]:
    """The rows of a table cut to some of its columns."""
    return list(zip(*(table.column(name) for name in names), strict=True))
