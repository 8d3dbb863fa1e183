"""The report on paper: every table is there, with the figures of the solution, within the page."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from flowsheets import library
from flowsheets.diagram.look import text_width
from flowsheets.export.html import shown
from flowsheets.export.report import report
from flowsheets.export.typesetting import ROOM, Pages
from flowsheets.results.solution import Solution
from flowsheets.results.table import Table, columns


@pytest.fixture(scope="module")
def solved() -> Solution:
    return library.load("kcl_crystallisation").solve()


def test_every_table_and_figure_is_there(solved: Solution) -> None:
    made = report(solved)
    texts = {text for page in made for text in ElementTree.fromstring(page).itertext()}
    for table in solved.plain_tables("h").values():
        if table.rows:
            assert table.title in texts
            for row in table.rows:
                assert all(shown(cell) in texts for cell in row if isinstance(cell, float))
    assert solved.status.capitalize() in texts
    assert f"{len(made)} of {len(made)}" in texts


def test_nothing_runs_over_the_edge(solved: Solution) -> None:
    for page in report(solved):
        root = ElementTree.fromstring(page)
        if root.get("width") == "210mm":
            for text in root.iter("{http://www.w3.org/2000/svg}text"):
                width = text_width(text.text or "", float(text.get("font-size", "0")))
                left = float(text.get("x", "0")) - (width if text.get("text-anchor") == "end" else 0.0)
                assert left >= ROOM.left - 1
                assert left + width <= ROOM.right + 1
                assert float(text.get("y", "0")) <= ROOM.bottom + 40


def test_a_wide_table_is_broken_and_a_long_one_turned() -> None:
    heads = columns("stream", *((f"quantity {n}", "t/h") for n in range(30)))
    rows = tuple((f"S-{row}", *(row * 100.0 + n for n in range(30))) for row in range(120))
    pages = Pages()
    pages.table(Table("t", "Wide and long", heads, rows, "Streams"))
    assert len(pages.parts) > 4
    text = "".join("".join(parts) for parts in pages.parts)
    assert len(re.findall(r">S-119<", text)) == len(re.findall(r">S-0<", text)) > 1
    assert all(f">{shown(cell)}<" in text for row in rows for cell in row[1:])
