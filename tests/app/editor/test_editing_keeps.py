"""What an edit must not break: ports of a deleted stream, ends of a stream, results when things move, names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from app.editor.document.ports import free_ports, may_join
from app.editor.window.main_window import MainWindow
from flowsheets.checking import problems_of
from flowsheets.document.editing import connected, renamed

Opened = Callable[[str], MainWindow]
LEFT = Qt.MouseButton.LeftButton


def test_a_deleted_stream_leaves_its_ports_free(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    document = window.session.document
    window.canvas.setFocus()
    for key, stream in list(document.sheet.streams.items()):
        if stream.source is None or stream.target is None:
            continue
        ends = (stream.source.unit, stream.source.port), (stream.target.unit, stream.target.port)
        window.session.selection.set((key,))
        qtbot.keyClick(window.canvas, Qt.Key.Key_Delete)
        assert key not in document.sheet.streams
        assert may_join(document.sheet, *ends)
        assert ends[1][1] in free_ports(document.sheet, ends[0], ends[1][0])
        document.undo_stack.undo()
        assert document.sheet.streams[key] == stream


def test_a_stream_is_not_both_inlet_and_outlet_of_a_unit(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    document = window.session.document
    key, stream = next((k, s) for k, s in document.sheet.streams.items() if s.source and s.target)
    window.session.selection.set((key,))
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_Delete)
    assert stream.source is not None
    unit, outlet = stream.source.unit, stream.source.port
    assert free_ports(document.sheet, (unit, outlet), unit) == ()
    bent = connected(document.sheet, f"{unit}.{outlet}", f"{unit}.{outlet}")
    assert any(problem.severity == "error" for problem in problems_of(bent))
    before = document.sheet
    doors = window.canvas.sheet_scene.units[unit].drawn.doors
    start = window.canvas.mapFromScene(QPointF(*doors[outlet][0].contact))
    for name in doors:
        end = window.canvas.mapFromScene(QPointF(*doors[name][0].contact))
        qtbot.mousePress(window.canvas.viewport(), LEFT, pos=start)
        qtbot.mouseMove(window.canvas.viewport(), (start + end) / 2)
        qtbot.mouseMove(window.canvas.viewport(), end)
        qtbot.mouseRelease(window.canvas.viewport(), LEFT, pos=end)
        qtbot.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert document.sheet.streams == before.streams


def test_moving_never_makes_results_stale(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    solver, view = window.session.solver, window.canvas
    qtbot.waitUntil(lambda: solver.is_current, timeout=60_000)
    solution = solver.solution
    for key in list(view.sheet_scene.units)[:3]:
        start = view.mapFromScene(QPointF(*view.sheet_scene.projection.units[key].box.centre))
        qtbot.mousePress(view.viewport(), LEFT, pos=start)
        for step in range(1, 6):
            qtbot.mouseMove(view.viewport(), start + QPoint(12 * step, 12 * step))
            assert solver.is_current
        qtbot.mouseRelease(view.viewport(), LEFT, pos=start + QPoint(60, 60))
        assert solver.is_current
        assert solver.solution is solution
    assert window.session.document.undo_stack.count() == 3
    assert not any(item.stale for item in view.sheet_scene.units.values())


def test_another_tag_breaks_nothing(opened: Opened, qtbot: QtBot) -> None:
    window = opened("spodumene_li2co3")
    document, solver = window.session.document, window.session.solver
    qtbot.waitUntil(lambda: solver.is_current, timeout=60_000)
    assert solver.solution is not None
    before = solver.solution.written
    tags = {unit.tag: f"{unit.tag}X" for unit in document.sheet.units.values()}
    sheet = document.sheet
    for key, unit in document.sheet.units.items():
        sheet = renamed(sheet, key, f"{unit.tag}X")
    document.do("Rename", sheet)
    assert not solver.is_current
    qtbot.waitUntil(lambda: solver.is_current, timeout=60_000)
    after = solver.solution.written
    assert after["status"] == before["status"]
    assert set(after["units"]) == {tags[tag] for tag in before["units"]}
    for name, indicator in before["indicators"].items():
        assert after["indicators"][name]["value"] == pytest.approx(indicator["value"], rel=1e-6, nan_ok=True), name
