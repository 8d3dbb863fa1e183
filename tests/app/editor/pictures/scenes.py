"""What is photographed: the window in the states that an engineer meets, always of the same size and sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.editor.inspector.sheet_page import SheetPage
from app.editor.look.theme import Choice
from app.editor.results.drivers_tab import RANGES, DriversTab
from app.editor.start import welcome
from app.editor.window.main_window import MainWindow
from flowsheets.document.editing import with_parameter

WIDTH, HEIGHT = 1280, 720
SECONDS = 1000


@dataclass(frozen=True)
class Scene:
    """A picture of ``part`` of a window with a sheet of the library ('' for an empty one) after ``arranged``."""

    sheet: str
    part: Callable[[MainWindow], QWidget]
    arranged: Callable[[MainWindow, QtBot], None]
    theme: Choice = "light"
    scale: float = 1.0


def photographed(scene: Scene, window: MainWindow, qtbot: QtBot) -> QImage:
    """The picture, at the scale of the screen that it is meant for."""
    window.session.theme.choose(scene.theme)
    window.resize(WIDTH, HEIGHT)
    if scene.sheet:
        solver = window.session.solver
        qtbot.waitUntil(lambda: solver.is_current, timeout=60 * SECONDS)
        qtbot.waitUntil(lambda: window.canvas.sheet_scene.projection.is_settled, timeout=20 * SECONDS)
    scene.arranged(window, qtbot)
    qtbot.wait(SECONDS)
    return painted(scene.part(window), scene.scale)


def painted(widget: QWidget, scale: float) -> QImage:
    """A widget as it stands, painted with so many pixels to a point."""
    picture = QImage(round(widget.width() * scale), round(widget.height() * scale), QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    QWidget.render(widget, painter, QPoint())  # a canvas has another render of its own
    painter.end()
    return picture


def _whole(window: MainWindow) -> QWidget:
    return window


def _begun(window: MainWindow, qtbot: QtBot) -> None:
    welcome(window)
    qtbot.wait(3 * SECONDS)


def _as_it_opens(window: MainWindow, qtbot: QtBot) -> None:
    window.canvas.fit()


def _unit_chosen(window: MainWindow, qtbot: QtBot) -> None:
    units = window.session.document.sheet.units
    window.session.selection.show(next(key for key, unit in units.items() if unit.operation == "Evaporator"))


def _indicator_opened(window: MainWindow, qtbot: QtBot) -> None:
    window.session.selection.clear()
    page = window.inspector.page
    assert isinstance(page, SheetPage)
    page.finish()
    register = page.registers["Indicators"]
    register.open(next(iter(register.rows)))
    qtbot.wait(SECONDS)
    assert register.card is not None
    window.inspector.area.ensureWidgetVisible(register.card)


def _page_set_up(window: MainWindow, qtbot: QtBot) -> None:
    setup = window.handing_in.setup
    setup.enter()
    qtbot.waitUntil(lambda: bool(setup.says.text()) and not setup.preview.pixmap().isNull(), timeout=20 * SECONDS)


def _tab(title: str) -> Callable[[MainWindow, QtBot], None]:
    def show(window: MainWindow, qtbot: QtBot) -> None:
        window.results.show_page(title)
        window.resizeDocks([window.dock("results")], [HEIGHT // 2], Qt.Orientation.Vertical)
        qtbot.wait(SECONDS)

    return show


def _ranges(window: MainWindow, qtbot: QtBot) -> None:
    _tab("Drivers")(window, qtbot)
    page = window.results.page("Drivers")
    assert isinstance(page, DriversTab)
    page.compare(RANGES)
    qtbot.waitUntil(lambda: bool(page.study.spans) and not page.study.left, timeout=60 * SECONDS)


def _in_trouble(window: MainWindow, qtbot: QtBot) -> None:
    document = window.session.document
    key = next(key for key, unit in document.sheet.units.items() if unit.operation == "Evaporator")
    document.do("Edit", with_parameter(document.sheet, key, "pressure", "3 kg"))
    solver = window.session.solver
    qtbot.waitUntil(lambda: solver.standing.value == "incomplete", timeout=30 * SECONDS)
    window.canvas.fit()
    window.results.show_page("Problems")


SCENES: Mapping[str, Scene] = {
    "empty window": Scene("", _whole, _begun),
    "window": Scene("kcl_crystallisation", _whole, _as_it_opens),
    "window at 2x": Scene("kcl_crystallisation", _whole, _unit_chosen, scale=2.0),
    "page of the sheet": Scene("electrolyte_scco2", lambda window: window.inspector, _indicator_opened),
    "settings": Scene("kcl_crystallisation", _whole, lambda window, _bot: window.overlays.settings.enter()),
    "page set-up": Scene("kcl_crystallisation", _whole, _page_set_up),
    "canvas": Scene("kcl_crystallisation", lambda window: window.canvas, _as_it_opens),
    "canvas at 2x": Scene("kcl_crystallisation", lambda window: window.canvas, _as_it_opens, scale=2.0),
    "inspector": Scene("kcl_crystallisation", lambda window: window.inspector, _unit_chosen),
    "results": Scene("kcl_crystallisation", lambda window: window.results, _tab("Streams")),
    "drivers": Scene("kcl_crystallisation", lambda window: window.results, _ranges),
    "sankey": Scene("kcl_crystallisation", lambda window: window.results, _tab("Sankey")),
    "problems": Scene("kcl_crystallisation", _whole, _in_trouble),
    "dark": Scene("spodumene_li2co3", _whole, _as_it_opens, theme="dark"),
}
"""Each scene by the name of its approved picture."""
