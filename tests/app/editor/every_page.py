"""Everything that the window can show, by name: each is brought up from the window as it opens, and left again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.editor.inspector.composition import CompositionEditor
from app.editor.inspector.page import Page
from app.editor.inspector.sheet_page import SheetPage
from app.editor.results.drivers_tab import RANGES, DriversTab
from app.editor.window.card import Card
from app.editor.window.crash import Funnel
from app.editor.window.gallery import Gallery
from app.editor.window.main_window import MainWindow

PLANT, SMALL = "electrolyte_scco2", "kcl_crystallisation"
SECONDS = 1000
Arranged = Callable[[MainWindow, QtBot], QWidget]
"""Brings a page up; the widget that holds it."""


@dataclass(frozen=True)
class Shown:
    """A page of a window. leave: what takes it away again."""

    name: str
    bring: Arranged
    leave: Callable[[MainWindow], object] = lambda _window: None


def solved(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until the sheet is solved and drawn."""
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=60 * SECONDS)
    qtbot.waitUntil(lambda: window.canvas.sheet_scene.projection.is_settled, timeout=20 * SECONDS)


def cards() -> Iterator[Shown]:
    """What lies over the window."""
    yield from (
        _card("gallery", lambda window: window.overlays.gallery),
        _card("keys and mouse", lambda window: window.overlays.overview),
        _card("about", lambda window: window.overlays.about),
        _card("settings", lambda window: window.overlays.settings),
        _card("search", lambda window: window.overlays.search),
        _card("page set-up", lambda window: window.handing_in.setup),
        Shown("leaving", _leaving, lambda window: window.files.leaving.leave()),
        Shown("help on an operation", _help, lambda window: window.overlays.help.leave()),
        Shown("help on a species", _species_help, lambda window: window.overlays.help.leave()),
    )


def stops_of_the_tour(count: int = 5) -> Iterator[Shown]:
    """Each stop of the first look round."""

    def at(place: int) -> Arranged:
        def bring(window: MainWindow, qtbot: QtBot) -> QWidget:
            window.overlays.tour.begin()
            for _step in range(place):
                window.overlays.tour.go_on()
            return window.overlays.tour.bubble

        return bring

    for place in range(count):
        yield Shown(f"tour {place + 1}", at(place), lambda window: window.overlays.tour.leave())


def units(window: MainWindow) -> Iterator[Shown]:
    """The page of one unit of each operation of the sheet."""
    one_of_each = {unit.operation: key for key, unit in window.session.document.sheet.units.items()}
    for operation, key in sorted(one_of_each.items()):
        yield Shown(f"unit {operation}", _selected((key,)))


def selections(window: MainWindow) -> Iterator[Shown]:
    """Pages of what else can be selected."""
    sheet = window.session.document.sheet
    stream, some = next(iter(sheet.streams)), list(sheet.units)[:3]
    yield Shown("sheet", _selected(()))
    yield Shown("stream", _selected((stream,)))
    yield Shown("several", _selected((*some, stream)))


def ways_of_composition(window: MainWindow) -> Iterator[Shown]:
    """A feed's composition in each way in which it can be entered; another way is another page."""
    feed = next(key for key, unit in window.session.document.sheet.units.items() if unit.operation == "Feed")

    def by(way: str) -> Arranged:
        def bring(window: MainWindow, qtbot: QtBot) -> QWidget:
            page = _selected((feed,))(window, qtbot)
            editor = page.findChild(CompositionEditor)
            assert editor is not None
            row = editor.way.findText(way)
            editor.way.setCurrentIndex(row)
            editor.way.activated.emit(row)
            qtbot.wait(300)
            page = window.inspector.page
            assert isinstance(page, Page)
            page.finish()
            qtbot.wait(50)
            return window.inspector

        return bring

    page = window.inspector.page
    window.session.selection.set((feed,))
    page = window.inspector.page
    assert isinstance(page, Page)
    page.finish()
    editor = page.findChild(CompositionEditor)
    assert editor is not None
    for way in [editor.way.itemText(row) for row in range(editor.way.count())]:
        yield Shown(f"composition {way.casefold()}", by(way), lambda window: window.session.document.undo_stack.undo())


def registers(window: MainWindow) -> Iterator[Shown]:
    """The cards of the sheet's page: demands, indicators, cases, species, sources; a new one and the first there is."""
    page = _sheet_page(window)
    for title, register in list(page.registers.items()):
        yield Shown(f"new in {title.casefold()}", _register(title, None), _close_registers)
        for key in list(register.rows)[:1]:
            yield Shown(f"first of {title.casefold()}", _register(title, key), _close_registers)


def results(window: MainWindow) -> Iterator[Shown]:
    """Each tab of the results."""

    def at(tab: int) -> Arranged:
        def bring(window: MainWindow, qtbot: QtBot) -> QWidget:
            window.results.bar.setCurrentIndex(tab)
            qtbot.wait(400)
            return window.results

        return bring

    for tab in range(window.results.bar.count()):
        yield Shown(f"results {window.results.bar.tabText(tab).partition(' (')[0].casefold()}", at(tab))
    yield Shown("results drivers between low and high", _ranges)


def _ranges(window: MainWindow, qtbot: QtBot) -> QWidget:
    page = window.results.page("Drivers")
    assert isinstance(page, DriversTab)
    window.results.show_page("Drivers")
    page.compare(RANGES)
    qtbot.waitUntil(lambda: bool(page.study.spans), timeout=60 * SECONDS)
    qtbot.wait(400)
    return window.results


def crash(window: MainWindow, folder: Path) -> Iterator[Shown]:
    """What is shown when something went wrong inside, folded and with the log."""

    def told(window: MainWindow, qtbot: QtBot) -> QWidget:
        if window.overlays.crash is None:
            window.overlays.listen(Funnel(folder / "log"))
        card = window.overlays.crash
        assert card is not None
        card.tell("RuntimeError: the pump fell over (pump.py, line 12)", kept=True)
        return card

    def unfolded(window: MainWindow, qtbot: QtBot) -> QWidget:
        card = told(window, qtbot)
        window.overlays.crash.show_log.click()  # type: ignore[union-attr]
        return card

    def leave(window: MainWindow) -> None:
        assert window.overlays.crash is not None
        window.overlays.crash.leave()

    yield Shown("crash", told, leave)
    yield Shown("crash with the log", unfolded, leave)


def _card(name: str, card: Callable[[MainWindow], Card | Gallery]) -> Shown:
    def bring(window: MainWindow, qtbot: QtBot) -> QWidget:
        card(window).enter()
        qtbot.wait(100)
        return card(window)

    def leave(window: MainWindow) -> None:
        shown = card(window)
        shown.leave() if isinstance(shown, Card) else shown.hide()

    return Shown(name, bring, leave)


def _leaving(window: MainWindow, qtbot: QtBot) -> QWidget:
    window.files.leaving.ask(lambda: None)
    return window.files.leaving


def _help(window: MainWindow, qtbot: QtBot) -> QWidget:
    window.overlays.help.show_operation("Calciner")
    return window.overlays.help


def _species_help(window: MainWindow, qtbot: QtBot) -> QWidget:
    window.overlays.help.show_species("Li2CO3(s)")
    return window.overlays.help


def _selected(ids: tuple[str, ...]) -> Arranged:
    def bring(window: MainWindow, qtbot: QtBot) -> QWidget:
        window.session.selection.set(ids)
        page = window.inspector.page
        assert isinstance(page, Page)
        page.finish()
        qtbot.wait(50)
        return window.inspector

    return bring


def _sheet_page(window: MainWindow) -> SheetPage:
    window.session.selection.clear()
    page = window.inspector.page
    assert isinstance(page, SheetPage)
    page.finish()
    return page


def _register(title: str, key: str | None) -> Arranged:
    def bring(window: MainWindow, qtbot: QtBot) -> QWidget:
        register = _sheet_page(window).registers[title]
        register.open(key)
        qtbot.wait(100)
        assert register.card is not None
        window.inspector.area.ensureWidgetVisible(register.card)
        qtbot.wait(20)
        return window.inspector

    return bring


def _close_registers(window: MainWindow) -> None:
    for register in _sheet_page(window).registers.values():
        register.close_card()
