"""Every table on one page that needs nothing else: readable, printable, light and dark."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flowsheets.export.cover import cover
from flowsheets.export.files import write_whole
from unitops.quantities import format_number, printed_text

if TYPE_CHECKING:
    from jinja2 import Template

    from flowsheets.results.solution import Solution

DIGITS = 5
IN_NOTEBOOK = ("reagents", "wastes", "recoveries", "indicators")


def write_page(solution: Solution, path: Path, per: str = "h") -> None:
    """Write the page; raises FileError."""
    write_whole(path, page(solution, per).encode("utf-8"))


def page(solution: Solution, per: str = "h") -> str:
    """All tables that have rows under their groups, with a table of contents."""
    groups: dict[str, list[Any]] = {}
    for table in solution.plain_tables(per).values():
        if table.rows:
            groups.setdefault(table.group, []).append(table.printed())
    front = cover(solution, per)
    return _template("page.html").render(
        title=front.title,
        cover=front,
        description=printed_text(solution.sheet.document.description),
        status=solution.status,
        warnings=[printed_text(sentence) for sentence in solution.warnings],
        groups=groups,
    )


def notebook_view(solution: Solution) -> str:
    """Status and the main tables, for a notebook."""
    tables = solution.plain_tables()
    chosen = [tables[name].printed() for name in IN_NOTEBOOK if tables[name].rows]
    document = solution.sheet.document
    return _template("notebook.html").render(
        title=document.title or document.name,
        status=solution.status,
        warnings=[printed_text(sentence) for sentence in solution.warnings],
        tables=chosen,
    )


def _template(name: str) -> Template:
    from jinja2 import DictLoader, Environment

    folder = files("flowsheets.export") / "templates"
    texts = {item.name: item.read_text(encoding="utf-8") for item in folder.iterdir() if item.is_file()}
    environment = Environment(loader=DictLoader(texts), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["shown"] = shown
    environment.tests["figure"] = is_figure
    return environment.get_template(name)


def shown(cell: Any) -> str:
    """A cell as text."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return format_number(cell, DIGITS) if is_figure(cell) else str(cell)


def is_figure(cell: Any) -> bool:
    """Whether a cell holds a number."""
    return isinstance(cell, float | int) and not isinstance(cell, bool)
