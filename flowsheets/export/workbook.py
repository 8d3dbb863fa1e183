"""Every table in an Excel workbook, one sheet each, behind a cover."""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flowsheets.export.cover import cover
from flowsheets.export.files import write_whole
from unitops.quantities import printed_text

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution
    from flowsheets.results.table import Table

WIDEST, NARROWEST = 48, 9
MOST_ROWS_MEASURED = 200
LONGEST_SHEET_NAME = 31


def write_workbook(solution: Solution, path: Path, per: str = "h") -> None:
    """Write the tables that have rows; raises FileError."""
    import xlsxwriter

    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "nan_inf_to_errors": True})
    book.set_properties({"title": solution.sheet.document.title or solution.sheet.document.name})
    formats = _formats(book)
    _cover(book, cover(solution, per), solution.warnings, formats, solution.status)
    for table in solution.plain_tables(per).values():
        if table.rows:
            _sheet(book, table.printed(), formats)
    book.close()
    write_whole(path, memory.getvalue())


def _formats(book: Any) -> dict[str, Any]:
    line = {"bottom": 1, "bottom_color": "#808080"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "bottom", **line}),
        "head number": book.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "align": "right", **line}),
        "label": book.add_format({"bold": True}),
        "note": book.add_format({"italic": True, "font_color": "#606060"}),
        "warning": book.add_format({"font_color": "#B00000", "text_wrap": True}),
        "good": book.add_format({"bold": True, "font_color": "#107030", "align": "left"}),
        "bad": book.add_format({"bold": True, "font_color": "#B00000", "align": "left"}),
        "text": book.add_format({"align": "left"}),
        "exponent": book.add_format({"num_format": "0.0E+00"}),
        "left exponent": book.add_format({"num_format": "0.0E+00", "align": "left"}),
        **{f"{n} digits": book.add_format({"num_format": _digits(n)}) for n in range(6)},
    }


def _digits(after_point: int) -> str:
    return "#,##0" if after_point == 0 else f"#,##0.{'0' * after_point}"


def _cover(book: Any, table: Table, warnings: list[str], formats: dict[str, Any], status: str) -> None:
    page = book.add_worksheet("Cover")
    page.hide_gridlines(2)
    page.set_column(0, 0, 44)
    page.set_column(1, 1, 80)
    page.write_string(0, 0, table.title, formats["title"])
    row = 2
    for what, value in table.rows:
        page.write_string(row, 0, str(what), formats["label"])
        if what == "status":
            page.write_string(row, 1, str(value), formats["good" if status == "closed" else "bad"])
        elif isinstance(value, float) and "closure" in str(what):
            page.write_number(row, 1, value, formats["left exponent"])
        elif isinstance(value, float):
            page.write_number(row, 1, value, formats["text"])
        else:
            page.write_string(row, 1, str(value), formats["text"])
        row += 1
    for sentence in warnings:
        row += 1
        page.write_string(row, 1, printed_text(sentence), formats["warning"])


def _sheet(book: Any, table: Table, formats: dict[str, Any]) -> None:
    name = table.key[:1].upper() + table.key[1:]
    page = book.add_worksheet(name[:LONGEST_SHEET_NAME])
    page.write_string(0, 0, table.title, formats["title"])
    numeric = [any(_is_number(row[p]) for row in table.rows) for p in range(len(table.columns))]
    for position, column in enumerate(table.columns):
        heading = f"{column.name.strip()}\n[{column.unit}]" if column.unit else column.name
        page.write_string(2, position, heading, formats["head number" if numeric[position] else "head"])
        page.set_column(position, position, _width(table, position))
    page.set_row(2, 34)
    for row, cells in enumerate(table.rows, start=3):
        for position, cell in enumerate(cells):
            _write(page, row, position, cell, formats, table.labels)
    last = 3 + len(table.rows)
    page.freeze_panes(3, min(table.labels, len(table.columns)))
    page.autofilter(2, 0, last - 1, len(table.columns) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(2)
    for position, sentence in enumerate(table.notes, start=1):
        page.write_string(last + position, 0, sentence, formats["note"])


def _write(page: Any, row: int, column: int, cell: Any, formats: dict[str, Any], labels: int) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        page.write_boolean(row, column, cell)
    elif _is_number(cell):
        page.write_number(row, column, cell, formats[_format_of(cell)])
    else:
        page.write_string(row, column, str(cell), formats["label"] if column < labels else None)


def _is_number(cell: Any) -> bool:
    return isinstance(cell, float | int) and not isinstance(cell, bool)


def _format_of(value: float) -> str:
    """Some four significant digits; exponents for what is very small or very large."""
    size = abs(value)
    if size == 0.0:
        return "0 digits"
    if not math.isfinite(size) or size < 1e-4 or size >= 1e9:
        return "exponent"
    return f"{min(max(3 - math.floor(math.log10(size)), 0), 5)} digits"


def _width(table: Table, position: int) -> float:
    heading = max(len(table.columns[position].name), len(table.columns[position].unit) + 2)
    longest = max((_length(row[position]) for row in table.rows[:MOST_ROWS_MEASURED]), default=0)
    return float(min(max(heading + 2, longest + 2, NARROWEST), WIDEST))


def _length(cell: Any) -> int:
    return 10 if _is_number(cell) else len(str(cell or ""))
