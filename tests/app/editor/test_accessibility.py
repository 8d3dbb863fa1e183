"""Every control says what it is, everything can be reached by keys, and the window fits a small screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QDockWidget,
    QGroupBox,
    QLabel,
    QMainWindow,
    QScrollBar,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.editor.inspector.page import Page
from app.editor.window.card import Card
from app.editor.window.main_window import MainWindow
from unitops.catalogue import catalogue

Opened = Callable[[str], MainWindow]


def _controls(window: QWidget) -> Iterator[QWidget]:
    """Widgets that take the focus and are seen; the insides of Qt's own widgets have no names of their own."""
    for widget in window.findChildren(QWidget):
        inside = widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar | QDockWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and not inside:
            yield widget


def _is_named(widget: QWidget, window: QWidget) -> bool:
    if widget.accessibleName():
        return True
    if isinstance(widget, QAbstractButton | QGroupBox | QLabel):
        return bool(widget.text() if not isinstance(widget, QGroupBox) else widget.title())
    if isinstance(widget, QTabBar):
        return all(widget.tabText(tab) for tab in range(widget.count()))
    if widget.focusProxy() is not None:
        return _is_named(widget.focusProxy(), window)
    return any(label.buddy() is widget and label.text() for label in window.findChildren(QLabel))


def _nameless(window: QWidget) -> list[str]:
    return [
        f"{type(widget).__name__} '{widget.objectName()}' in {type(widget.parentWidget()).__name__}"
        for widget in _controls(window)
        if not _is_named(widget, window)
    ]


def test_every_control_has_a_name(opened: Opened, qtbot: QtBot) -> None:
    """In every part, for every kind of selection."""
    window = opened("spodumene_li2co3")
    sheet, selection = window.session.document.sheet, window.session.selection
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=60_000)
    assert _nameless(window) == []
    one_of_each = {unit.operation: key for key, unit in sheet.units.items()}
    some = list(one_of_each.values())
    stream = next(iter(sheet.streams))
    for ids in (*((key,) for key in some), (stream,), tuple(some[:3]), (some[0], stream), ()):
        selection.set(ids)
        if isinstance(window.inspector.page, Page):
            window.inspector.page.finish()
        assert _nameless(window.inspector) == [], [sheet.units[key].operation for key in ids if key in sheet.units]


def test_every_control_of_the_results_has_a_name(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=60_000)
    bar = window.results.bar
    for tab in range(bar.count()):
        bar.setCurrentIndex(tab)
        qtbot.wait(50)
        assert _nameless(window.results) == [], bar.tabText(tab)


def test_every_control_of_the_cards_has_a_name(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    overlays = window.overlays
    cards: tuple[Card, ...] = (
        overlays.overview,
        overlays.about,
        overlays.settings,
        overlays.search,
        window.files.leaving,
    )
    for card in cards:
        card.enter()
        assert _nameless(card) == [], card.accessibleName()
        assert card.accessibleName()
        card.leave()
    overlays.help.show_operation("Calciner")
    assert _nameless(overlays.help) == []
    overlays.help.leave()
    overlays.gallery.enter()
    assert _nameless(overlays.gallery) == []
    overlays.gallery.hide()
    overlays.tour.begin()
    assert _nameless(overlays.tour.bubble) == []
    overlays.tour.leave()


def test_what_is_selected_is_told(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    sheet, selection = window.session.document.sheet, window.session.selection
    told: list[str] = []
    window.announcer.said.connect(told.append)
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=60_000)
    assert any(words.startswith("Closed") for words in told)
    key, unit = next((key, unit) for key, unit in sheet.units.items() if unit.operation != "Feed")
    selection.set((key,))
    title = catalogue()[unit.operation].title
    assert told[-1].startswith(f"{unit.tag}, {title}")
    entering = [stream.tag for stream in sheet.streams.values() if stream.target and stream.target.unit == key]
    assert all(f"in {tag}" in told[-1] for tag in entering)
    assert window.canvas.accessibleDescription() == told[-1]
    stream = next(iter(sheet.streams))
    selection.set((stream,))
    assert told[-1].startswith(f"Stream {sheet.streams[stream].tag}")
    assert "Temperature" in told[-1]
    selection.set((key, stream))
    assert told[-1] == "1 unit, 1 stream selected"
    selection.clear()
    assert told[-1] == "Nothing selected"


def test_every_action_has_words_and_keys_are_given_once(window: MainWindow) -> None:
    keys: dict[str, str] = {}
    for action, made in window.actions_.all:
        assert made.text().strip()
        assert made.text()[0].isupper(), made.text()
        for shortcut in made.shortcuts():
            text = shortcut.toString()
            assert text not in keys, f"{text} is of '{keys.get(text)}' and of '{action.name}'"
            keys[text] = action.name


def test_tab_goes_through_the_window_and_back_to_its_start(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.palette_panel.field.setFocus()
    seen: list[QWidget] = []
    for _step in range(200):
        at = QApplication.focusWidget()
        assert at is not None
        if at in seen:
            break
        seen.append(at)
        at.focusNextPrevChild(True)
    assert at is seen[0], "Tab is caught somewhere"
    panels = (window.palette_panel, window.canvas, window.inspector, window.results)
    for panel in panels:
        assert any(panel is each or panel.isAncestorOf(each) for each in seen), panel.accessibleName()


def test_the_window_fits_a_small_screen(opened: Opened, qtbot: QtBot) -> None:
    window = opened("spodumene_li2co3")
    window.resize(1280, 720)
    qtbot.wait(50)
    assert window.size().width() <= 1280
    assert window.size().height() <= 720
    smallest = window.minimumSizeHint()
    assert smallest.width() <= 1280
    assert smallest.height() <= 720
    assert window.canvas.width() >= 480
    assert window.canvas.height() >= 280
    for name in ("palette", "inspector", "results"):
        dock = window.dock(name)
        for widget in dock.findChildren(QWidget):
            parent = widget.parentWidget()
            scrolled = isinstance(parent.parentWidget(), QAbstractScrollArea) if parent else False
            if widget.isVisible() and not scrolled and not widget.objectName().startswith("qt_"):
                assert widget.width() <= dock.width(), f"{type(widget).__name__} in {name}"


@pytest.mark.parametrize("panel", ["palette", "inspector", "results"])
def test_no_panel_is_wider_than_its_place(opened: Opened, qtbot: QtBot, panel: str) -> None:
    window = opened("spodumene_li2co3")
    window.resize(1280, 720)
    qtbot.wait(50)
    dock = window.dock(panel)
    assert isinstance(window, QMainWindow)
    assert window.rect().contains(dock.geometry())


def test_painting_keeps_the_references_to_none(qapp: QApplication) -> None:
    """A version of PySide loses a reference to None with each painter call, and ends the program after some 20,000."""
    import sys

    image = QImage(64, 64, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    painter.setFont(QFont())
    painter.setPen(QColor("black"))
    painter.drawText(4, 20, "R-101")
    before = sys.getrefcount(None)
    for step in range(1000):
        painter.drawLine(0, step % 64, 64, 0)
        painter.setOpacity(0.5)
    lost = before - sys.getrefcount(None)
    painter.end()
    assert lost < 100  # others in the process take and leave a few
