"""No page holds the window up while it is built, the long composition of a feed least of all."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from app.editor.window.main_window import MainWindow
from bench.event_loop import EventLoopGaps

LONGEST = 0.05
"""[s]"""


def test_pages_of_feeds_come_in_pieces(opened: Callable[[str], MainWindow], qtbot: QtBot) -> None:
    window = opened("mnso4")
    session = window.session
    session.solver.set_automatic(False)
    session.solver.cancel()
    sheet = session.document.sheet
    feeds = [key for key, unit in sheet.units.items() if unit.operation == "Feed"]
    longest = max(feeds, key=lambda key: len(str(sheet.units[key].parameters)))
    gaps = EventLoopGaps()
    found = []
    for _time in range(4):  # the first reads the species, and the machine may be busy: the least counts
        session.selection.clear()
        qtbot.wait(300)
        gaps.start()
        session.selection.set((longest,))
        page = window.inspector.page
        assert page is not None
        qtbot.waitUntil(lambda page=page: page.is_whole)
        qtbot.wait(300)
        found.append(max(gaps.stop()))
    assert min(found) < LONGEST, found
