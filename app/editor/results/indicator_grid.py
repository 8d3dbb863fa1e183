"""Indicators beside one another: before and after a change, or in several cases. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from app.editor.results.grid import Grid, Heading, Row
from flowsheets.document.paths import path_with_tags
from flowsheets.document.records import CaseRecord, Flowsheet
from flowsheets.results.definite import NOT_DEFINED
from flowsheets.results.table import Cell

Indicators = Mapping[str, Mapping[str, Any]]
"""By name: 'value' and 'unit', as a result is written."""


class SolvedCase(msgspec.Struct, frozen=True):
    """What a case gave, or why it gave nothing; neither while it is being solved."""

    indicators: dict[str, dict[str, Any]] | None = None
    refusal: str = ""


def change_grid(before: Indicators, now: Indicators, chosen: Sequence[str] = ()) -> Grid:
    """Indicators at the start and now, with the change; all of them if none is chosen."""
    headings = (
        Heading("indicator", role="label"),
        Heading("unit", role="unit of the row"),
        Heading("at the start", role="number of the row"),
        Heading("now", role="number of the row"),
        Heading("change", "%", role="number"),
    )
    rows = []
    for name, item in now.items():
        if chosen and name not in chosen:
            continue
        first, present = _figure(before.get(name)), _figure(item)
        rows.append(
            Row((name,), (name, item["unit"], first, present, _change(first, present)), item["unit"], _key(name))
        )
    return Grid("what-if", "What if", headings, tuple(rows))


def cases_grid(sheet: Flowsheet, base: Indicators, solved: Mapping[str, SolvedCase]) -> Grid:
    """What the cases enter and what they give, each beside its difference to the sheet as it stands."""
    headings = [
        Heading("of", role="label"),
        Heading("unit", role="unit of the row"),
        Heading("as drawn", role="number of the row"),
    ]
    for key, case in sheet.cases.items():
        title = case.title or key
        headings += [
            Heading(title, role="number of the row", owner=key),
            Heading(f"{title}, change", "%", role="number", owner=key),
        ]
    rows = [Row(("Entered",), ("Entered", *[""] * (len(headings) - 1)), is_heading=True)]
    rows += [_entered(sheet, path) for path in _paths(sheet)]
    rows.append(Row(("Indicators",), ("Indicators", *[""] * (len(headings) - 1)), is_heading=True))
    states = [_state(solved.get(key)) for key in sheet.cases]
    if any(states):
        cells = [cell for state in states for cell in (state, "")]
        rows.append(Row(("state",), ("state", "", "", *cells)))
    for name, item in base.items():
        cells: list[Cell] = []
        for key in sheet.cases:
            held = (solved.get(key) or SolvedCase()).indicators
            value = _figure(held.get(name)) if held else None
            cells += [value, _change(_figure(item), value)]
        rows.append(Row((name,), (name, item["unit"], _figure(item), *cells), item["unit"], _key(name)))
    return Grid("cases", "Cases", tuple(headings), tuple(rows), 2)


def values_that_differ(before: Flowsheet, now: Flowsheet) -> dict[str, Any]:
    """Parameters, by path, that units of both sheets hold differently; taken back to defaults is not among them."""
    found = {}
    for unit, record in now.units.items():
        old = before.units.get(unit)
        if old is None or old is record:
            continue
        for name, value in record.parameters.items():
            if old.parameters.get(name) != value:
                found[f"{unit}.{name}"] = value
    return found


def entered_values(sheet: Flowsheet, units: Sequence[str]) -> dict[str, Any]:
    """The quantities that stand in the fields of some units, by path."""
    return {
        f"{unit}.{name}": value
        for unit in units
        for name, value in sheet.units[unit].parameters.items()
        if isinstance(value, str | float | int) and not isinstance(value, bool)
    }


def new_case(sheet: Flowsheet, title: str, values: Mapping[str, Any]) -> tuple[str, CaseRecord]:
    """A name that no case has yet, and the case."""
    wanted = title.strip() or f"case {len(sheet.cases) + 1}"
    name, number = wanted, 2
    while name in sheet.cases:
        name, number = f"{wanted} {number}", number + 1
    return name, CaseRecord(title="" if name == wanted else name, values=dict(values))


def _paths(sheet: Flowsheet) -> list[str]:
    return list(dict.fromkeys(path for case in sheet.cases.values() for path in case.values))


def _entered(sheet: Flowsheet, path: str) -> Row:
    owner, _, name = path.partition(".")
    record = sheet.units.get(owner)
    shown = path_with_tags(sheet, path).replace("_", " ").replace(".", " ", 1)
    drawn = _words(record.parameters.get(name)) if record else ""
    cells = [cell for case in sheet.cases.values() for cell in (_words(case.values.get(path)) or drawn, "")]
    return Row((path,), (shown, "", drawn, *cells))


def _words(value: object) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, str | float | int) else "see the sheet"


def _state(solved: SolvedCase | None) -> str:
    if solved is None:
        return "not solved yet"
    if solved.refusal:
        return solved.refusal
    return "" if solved.indicators is not None else "solving"


def _figure(item: Mapping[str, Any] | None) -> Cell:
    """The value of an indicator; in words where it is not defined, nothing where there is none."""
    return None if item is None else NOT_DEFINED if item["value"] is None else item["value"]


def _change(before: object, now: object) -> float | None:
    if not isinstance(before, float | int) or not isinstance(now, float | int) or not before:
        return None
    change = 100.0 * (now / before - 1.0)
    return 0.0 if abs(change) < 1e-7 else change


def _key(name: str) -> str:
    return f"indicator {name}"
