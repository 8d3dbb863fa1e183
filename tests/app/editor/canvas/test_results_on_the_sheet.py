"""What a solution shows on the sheet, and what is left alone."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.editor.canvas.items import StreamItem, UnitItem
from app.editor.canvas.sheet_scene import flowing_phases
from app.editor.canvas.view import CanvasView
from app.editor.session import Session
from app.editor.solving.solution import ShownSolution
from app.editor.solving.solver import Standing
from flowsheets.document.editing import without_unit
from flowsheets.library import path

SLURRY = {"Li2CO3(s)": 400.0, "H2O(l)": 500.0, "Na+(aq)": 100.0, "CO2(g)": 0.5}


@pytest.fixture
def solved(session: Session, qtbot: QtBot) -> CanvasView:
    """A sheet without the rest of the window."""
    view = CanvasView(session)
    qtbot.addWidget(view)
    session.document.open_file(path("kcl_crystallisation"), as_template=True)
    view.sheet_scene.projection.settle()
    show(session, 1000.0)
    return view


def show(session: Session, mass: float) -> None:
    """A solution in which the same flows in every stream."""
    streams: dict[str, Any] = {
        stream.tag: {
            "mass_kg_per_h": mass,
            "T_K": 300.0,
            "P_Pa": 1e5,
            "species_kg_per_h": SLURRY,
            "elements_kg_per_h": {},
        }
        for stream in session.document.sheet.streams.values()
    }
    written = {"status": "closed", "streams": streams, "units": {}, "closure": {}}
    session.solver.solution = ShownSolution(1, session.document.sheet, written, (), 0.0)
    session.solver._stand(Standing.CLOSED, ())


def test_the_phases_that_count_are_told_by_their_species() -> None:
    assert flowing_phases({"species_kg_per_h": SLURRY}) == ("s", "aq")
    assert flowing_phases({"species_kg_per_h": {"LiAlSi2O6(s,beta)": 1.0, "CO2(f)": 2.0}})[0] == "s"
    assert flowing_phases({"species_kg_per_h": {}}) == ()


def test_flags_tell_their_flow_also_when_they_come_back(solved: CanvasView) -> None:
    scene, document = solved.sheet_scene, solved.session.document
    flags = {key for key, item in scene.units.items() if item.drawn.is_flag}
    assert flags
    assert {scene.units[key].figure for key in flags} == {"1 t/h"}
    flag = min(flags)
    document.do("Delete", without_unit(document.sheet, flag))
    assert all(item.stale for item in scene.units.values())
    document.undo_stack.undo()
    assert scene.units[flag].figure == "1 t/h"
    assert not any(item.stale for item in scene.units.values())
    assert all(item.phases == ("s", "aq") for item in scene.streams.values())


def test_what_stays_the_same_is_not_painted_again(solved: CanvasView, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[str] = []
    for item in (UnitItem, StreamItem):
        monkeypatch.setattr(item, "update", lambda item: painted.append(item.key))
    scene, solver = solved.sheet_scene, solved.session.solver
    solver.standing_changed.emit()
    solver.solved.emit(solver.solution)
    assert not painted
    show(solved.session, 2000.0)
    flags = {key for key, item in scene.units.items() if item.drawn.is_flag}
    assert set(painted) & scene.units.keys() == flags
    assert {scene.units[key].figure for key in flags} == {"2 t/h"}
