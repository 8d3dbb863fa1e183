"""Results over one parameter, or over every combination of several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np

from flowsheets.batch import run
from flowsheets.document.operating_time import operating_hours
from flowsheets.sheet import Sheet
from flowsheets.studies.outcome import StudyTable, name_and_unit
from flowsheets.studies.ranges import Range, in_si, read_range
from flowsheets.studies.sampling import grid
from unitops.errors import InputError


class Sweep(StudyTable):
    """Cases of a sweep in order: ``table`` is a DataFrame, ``svg()`` a chart over the first parameter."""

    def svg(self, theme: Any = "light") -> str:
        """A panel for each result; a line for each combination of the other parameters."""
        from flowsheets.export.charts import Panel, Series, panel_chart

        first, *others = self.inputs
        x = self.table[first]
        if x.dtype == object:
            raise InputError("a choice has no axis", place=first, remedy="Sweep a number first, then the choice.")
        groups = [part.index for _, part in self.table.groupby(others, sort=False)] if others else [self.table.index]
        panels = []
        for result in self.results:
            values, (name, unit) = self.values(result), name_and_unit(result)
            series = [
                Series(self._label(rows[0], others) or name, x[rows].tolist(), values[rows].tolist()) for rows in groups
            ]
            panels.append(Panel(name, unit, tuple(series)))
        label, unit = name_and_unit(first)
        return panel_chart(panels, x_label=label, x_unit=unit, theme=theme, note=self._note())

    def _label(self, row: int, others: Sequence[str]) -> str:
        cells = []
        for heading in others:
            name, unit = name_and_unit(heading)
            value = self.table[heading][row]
            cells.append(f"{name} {value if isinstance(value, str) else f'{value:.4g}'} {unit}".strip())
        return ", ".join(cells)

    def _note(self) -> str:
        lost = int(np.sum(~self.usable))
        return f"{lost} of {len(self.table)} cases have no result: {self.failures[0][1]}" if lost else ""


def sweep(
    sheet: Sheet,
    *ranges: str | Range,
    results: Sequence[str] | None = None,
    workers: int = 1,
    told: Callable[[Any], None] = lambda progress: None,
) -> Sweep:
    """Solve a sheet over ranges, as "KN-101.temperature=950..1100 degC:7"; several give every combination.

    results: indicators by name and results by path; every indicator if left out. workers: processes. Raises InputError
    for what cannot be read or is no parameter; a case that fails is a row with its diagnosis.
    """
    if not ranges:
        raise InputError("nothing is swept", remedy='Name a range, as "KN-101.temperature=950..1100 degC:7".')
    read = [read_range(one) if isinstance(one, str) else one for one in ranges]
    columns = grid(read)
    headings = _headings(sheet, read)
    outcome = run(sheet, dict(zip(headings, columns, strict=True)), results=results, workers=workers, told=told)
    # Every unit is shown as it was asked.
    frame = outcome.table
    asked = {}
    for heading, column in zip(headings, columns, strict=True):
        shown = next((c for c in frame.columns if c.split(" [")[0] == heading.split(" [")[0]), heading)
        if "[" in heading and heading != shown and " [" in heading:
            frame[shown], asked[shown] = column, heading
    return Sweep(frame.rename(columns=asked))


def _headings(sheet: Sheet, ranges: Sequence[Range]) -> list[str]:
    """Headings of the columns; raises InputError for a value that the parameter refuses."""
    from flowsheets.batch.columns import NumberColumn, resolve_column

    headings, paths = [], []
    for one in ranges:
        column = resolve_column(sheet.problem, one.path)
        if column.path in paths:
            raise InputError("it is swept twice", place=column.path, remedy="Write all its values in one range.")
        paths.append(column.path)
        if isinstance(column, NumberColumn) and not isinstance(one.values[0], str):
            si = in_si(column, np.array(one.values, dtype=float), one.unit, operating_hours(sheet.document))
            wrong = np.flatnonzero(column.outside(si))
            if len(wrong):
                raise InputError(column.refusal(float(si[wrong[0]])))
        headings.append(msgspec.structs.replace(one, path=column.path).heading)
    return headings
