"""Names and figures as spreadsheets put them on the clipboard."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.editor.inspector.reading import Reading

_COMMA = re.compile(r"(?P<whole><?[+-]?\d+),(?P<part>\d+)(?P<unit>\D*)")
WHOLE = 1.02
"""Bare figures that come to no more than this are fractions of one, not per cent."""


def pasted_entries(
    text: str, read: Callable[[str], Reading], *, per_cent: bool = False
) -> tuple[dict[str, str], list[str]]:
    """Entries by name, and the lines that are none, each with the reason.

    Columns are parted by tabs, or by a semicolon or blanks where there is no tab; a third column is a unit. With
    ``per_cent`` bare figures are per cent unless they come to no more than one. Commas are decimal marks where no
    figure has a point and one of them can be nothing else.
    """
    rows = _with_points([_cells(line) for line in text.splitlines() if line.strip()])
    bare = [number for row in rows if len(row) > 1 and (number := _bare(row[1])) is not None and len(row) < 3]
    unit = "%" if per_cent and sum(bare) > WHOLE else ""
    entries: dict[str, str] = {}
    passed_over: list[str] = []
    for row in rows:
        if len(row) < 2 or not row[0]:
            passed_over.append(f"{' '.join(row)!r} is no name with a figure")
            continue
        written = " ".join(row[1:3]).strip()
        if not written:
            continue
        number = _bare(written)
        if number is not None and per_cent:
            entries[row[0]] = f"{written} {unit}".strip()
            continue
        reading = read(written)
        if reading.fault:
            passed_over.append(f"{row[0]}: {reading.fault}")
        else:
            entries[row[0]] = reading.text
    return entries, passed_over


def _with_points(rows: list[list[str]]) -> list[list[str]]:
    """The rows with points for decimal commas; as they are where a comma may part thousands."""
    figures = [cell for row in rows for cell in row[1:2]]
    commas = [found for cell in figures if (found := _COMMA.fullmatch(cell)) is not None]
    told = any(found["whole"].lstrip("<+-") == "0" or len(found["part"]) != 3 for found in commas)
    if not told or any("." in cell for cell in figures):
        return rows
    return [[*row[:1], *(cell.replace(",", ".") if _COMMA.fullmatch(cell) else cell for cell in row[1:2]), *row[2:]]
            for row in rows]  # fmt: skip


def _cells(line: str) -> list[str]:
    for mark in ("\t", ";"):
        if mark in line:
            return [cell.strip() for cell in line.split(mark)]
    name, _, rest = line.strip().partition(" ")
    return [name, rest.strip()] if rest else [name]


def _bare(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
