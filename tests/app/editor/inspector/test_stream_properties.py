"""The page of a stream says of it what the tables say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.editor.inspector.stream_figures import doubts, property_lines
from app.editor.inspector.stream_page import StreamPage
from app.editor.window.main_window import MainWindow
from app.editor.wording import printed_unit
from flowsheets import library
from unitops.quantities import format_number


def _texts(page: StreamPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]


def test_figures_are_those_of_the_tables(opened: Callable[[str], MainWindow], qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    session = window.session
    tables = library.load("kcl_crystallisation").solve().plain_tables("h")
    row = next(row for row in tables["liquors"].rows if row[5] is not None)
    by_name = dict(zip((column.name for column in tables["liquors"].columns), row, strict=True))
    key = next(key for key, stream in session.document.sheet.streams.items() if stream.tag == row[0])
    session.selection.set((key,))
    page = window.inspector.page
    assert isinstance(page, StreamPage)
    page.finish()
    qtbot.waitUntil(lambda: session.solver.is_current, timeout=30_000)
    qtbot.waitUntil(lambda: "Density of the liquor" in _texts(page), timeout=10_000)
    said = _texts(page)
    for name, unit in (("density", "kg/m3"), ("K", "g/L"), ("Cl", "g/L")):
        value = by_name[name]
        assert isinstance(value, float)
        assert f"{format_number(value)} {printed_unit(unit)}" in said


def test_only_what_the_stream_has_is_said() -> None:
    cells = {
        "streams": [("stream", "", "S-1"), ("solids share", "wt%", 12.34), ("gas", "t/h", 1.0)],
        "liquors": [("pH", "", 7.0), ("Li", "g/L", 14.2), ("validity", "", "ionic strength above 6 mol/kg")],
    }
    assert list(property_lines(cells)) == [("Solids", "", "12.34 %"), ("pH", "", "7"), ("Li", "", "14.2 g/L")]
    assert doubts(cells) == "Ionic strength above 6 mol/kg."
    assert list(property_lines({"streams": [("gas", "t/h", 1.0)]})) == []
    assert doubts({}) == ""


@pytest.mark.parametrize("name", ["kcl_crystallisation"])
def test_a_page_that_is_gone_takes_no_answer(opened: Callable[[str], MainWindow], qtbot: QtBot, name: str) -> None:
    window = opened(name)
    session = window.session
    qtbot.waitUntil(lambda: session.solver.is_current, timeout=30_000)
    for key in list(session.document.sheet.streams)[:4]:
        session.selection.set((key,))
        assert isinstance(window.inspector.page, StreamPage)
        window.inspector.page.finish()
    session.selection.clear()
    qtbot.wait(300)
