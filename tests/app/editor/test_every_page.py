"""Each page, card and dialog at 1280 x 720: nothing is cut, Tab reaches every control once, every control is named."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.editor.window.main_window import MainWindow
from tests.app.editor import every_page
from tests.app.editor.cut_words import found_cut
from tests.app.editor.every_page import Shown
from tests.app.editor.tabbing import TrappedError, controls, told, unseen, unspoken, walked

WIDTH, HEIGHT = 1280, 720
Pages = Callable[[MainWindow], Iterator[Shown]]
OF_A_PLANT: dict[str, Pages] = {
    "cards": lambda _window: every_page.cards(),
    "tour": lambda _window: every_page.stops_of_the_tour(),
    "selections": every_page.selections,
    "units": every_page.units,
    "compositions": every_page.ways_of_composition,
    "registers": every_page.registers,
    "results": every_page.results,
}


def _wrong(page: Shown, window: MainWindow, qtbot: QtBot) -> list[str]:
    """All that is wrong with a page that is shown."""
    part = page.bring(window, qtbot)
    with contextlib.suppress(TimeoutError):
        qtbot.waitUntil(lambda: not found_cut(part), timeout=2000)  # long pages are laid out by and by
    faults = found_cut(part)
    wanted = controls(part)
    faults += unspoken(wanted)
    if wanted:
        for backwards in (False, True):
            faults += _met_wrong(part, wanted, qtbot, backwards)
        faults += (f"{name} does not show that it has the keyboard" for name in unseen(controls(part)))
    page.leave(window)
    return [f"{page.name}: {fault}" for fault in faults]


def _met_wrong(part: QWidget, wanted: list[QWidget], qtbot: QtBot, backwards: bool) -> Iterator[str]:
    way = "Shift+Tab" if backwards else "Tab"
    try:
        met = walked(wanted[0], qtbot, backwards=backwards)
    except TrappedError as trap:
        yield f"{way}: {trap}"
        return
    inside = [widget for widget in met if widget is part or part.isAncestorOf(widget)]
    yield from (f"{told(widget)} is not reached by {way}" for widget in wanted if widget not in inside)
    yield from (f"{told(widget)} is met twice by {way}" for widget in inside if inside.count(widget) > 1)


@pytest.mark.parametrize("group", OF_A_PLANT)
def test_every_page_can_be_read_and_walked(
    group: str, opened: Callable[[str], MainWindow], qtbot: QtBot, record_property: Callable[[str, object], None]
) -> None:
    window = opened(every_page.PLANT)
    window.resize(WIDTH, HEIGHT)
    every_page.solved(window, qtbot)
    faults: list[str] = []
    count = 0
    for page in OF_A_PLANT[group](window):
        faults += _wrong(page, window, qtbot)
        count += 1
    record_property("pages", count)
    assert not faults, "\n".join(faults)
    assert count


def test_what_is_shown_after_a_fault_can_be_read_and_walked(
    opened: Callable[[str], MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(every_page.SMALL)
    window.resize(WIDTH, HEIGHT)
    faults = [fault for page in every_page.crash(window, tmp_path) for fault in _wrong(page, window, qtbot)]
    assert not faults, "\n".join(faults)
