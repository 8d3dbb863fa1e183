"""The process beside the window: what is solved, what is stale, what is stuck."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from app.editor.session import Session
from app.editor.solving.solver import Standing
from flowsheets.document.editing import placed, with_parameter
from flowsheets.document.records import Flowsheet, Placement
from flowsheets.library import load, path
from flowsheets.results.table import Table

SECONDS = 1000


@pytest.fixture
def solved(session: Session, qtbot: QtBot) -> Session:
    session.solver.automatic = True
    session.document.open_file(path("kcl_crystallisation"), as_template=True)
    _wait(qtbot, lambda: session.solver.is_current)
    return session


def _wait(qtbot: QtBot, until: Callable[[], bool], seconds: float = 40) -> None:
    qtbot.waitUntil(until, timeout=int(seconds * SECONDS))


def _evaporator(session: Session) -> str:
    return next(key for key, unit in session.document.sheet.units.items() if unit.operation == "Evaporator")


def test_the_solution_is_that_of_the_command_line(solved: Session) -> None:
    assert solved.solver.solution is not None
    expected = load("kcl_crystallisation").solve().written
    assert solved.solver.standing == Standing(expected["status"])
    assert dict(solved.solver.solution.written["streams"]) == expected["streams"]


def test_moving_leaves_it_current_and_an_edit_does_not(solved: Session, qtbot: QtBot) -> None:
    document, solver = solved.document, solved.solver
    key = _evaporator(solved)
    document.do("Move", placed(document.sheet, {key: Placement(x=80, y=80)}))
    assert solver.is_current
    document.do("Edit", with_parameter(document.sheet, key, "pressure", "30 kPa"))
    assert not solver.is_current
    assert solver.standing is Standing.SOLVING
    document.undo_stack.undo()
    assert solver.is_current
    assert solver.standing is not Standing.SOLVING


def test_what_is_missing_is_told_in_words(solved: Session, qtbot: QtBot) -> None:
    document, solver = solved.document, solved.solver
    document.do("Edit", with_parameter(document.sheet, _evaporator(solved), "pressure", "3 kg"))
    _wait(qtbot, lambda: solver.standing is Standing.INCOMPLETE)
    errors = [fault for fault in solver.faults if fault.severity == "error"]
    assert any(_evaporator(solved) in fault.owners for fault in errors)
    assert not solver.is_current


def test_tables_are_answered(solved: Session, qtbot: QtBot) -> None:
    got: list[object] = []
    refused: list[str] = []
    solved.solver.ask("table", got.append, name="streams")
    solved.solver.ask("no such thing", got.append, refused.append)
    _wait(qtbot, lambda: bool(got and refused), 10)
    assert msgspec.convert(got[0], Table).rows


def test_a_process_that_dies_is_replaced(solved: Session, qtbot: QtBot) -> None:
    document, solver = solved.document, solved.solver
    assert solver._process is not None
    solver._process.kill()
    document.do("Edit", with_parameter(document.sheet, _evaporator(solved), "pressure", "30 kPa"))
    _wait(qtbot, lambda: solver.is_current or solver.standing is Standing.FAILED)
    solver.solve_now()
    _wait(qtbot, lambda: solver.is_current)


def test_an_undone_edit_leaves_the_solution_to_be_asked(solved: Session, qtbot: QtBot) -> None:
    document, solver = solved.document, solved.solver
    solution = solver.solution
    document.do("Edit", with_parameter(document.sheet, _evaporator(solved), "pressure", "30 kPa"))
    solver.solve_now()
    document.undo_stack.undo()  # the process goes on and solves what nobody waits for
    assert solver.is_current
    assert solver.solution is solution
    document.do("Edit", with_parameter(document.sheet, _evaporator(solved), "pressure", "31 kPa"))
    solver.solve_now()
    document.undo_stack.undo()
    got: list[object] = []
    refused: list[str] = []
    qtbot.wait(2 * SECONDS)
    solver.ask("table names", got.append, refused.append)
    _wait(qtbot, lambda: bool(got or refused), 10)
    assert got
    assert not refused
    assert solver.solution is solution


def test_a_question_to_a_new_process_has_the_sheet_solved_again(solved: Session, qtbot: QtBot) -> None:
    document, solver = solved.document, solved.solver
    document.do("Edit", with_parameter(document.sheet, _evaporator(solved), "pressure", "30 kPa"))
    solver.solve_now()
    solver.cancel()
    document.undo_stack.undo()
    assert solver.is_current
    refused: list[str] = []
    got: list[object] = []
    with qtbot.waitSignal(solver.solved, timeout=40 * SECONDS):
        solver.ask("table names", got.append, refused.append)
    assert refused
    solver.ask("table names", got.append, refused.append)
    _wait(qtbot, lambda: bool(got), 10)
    assert len(refused) == 1


def test_an_empty_sheet_is_not_solved(solved: Session) -> None:
    solved.document.open(Flowsheet(name="nothing"))
    assert solved.solver.standing is Standing.EMPTY


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system cannot hold a process")
def test_edits_do_not_wait_for_a_process_that_is_stuck(solved: Session, qtbot: QtBot) -> None:
    document, solver = solved.document, solved.solver
    assert solver._process is not None
    assert solver._process.pid is not None
    stuck = solver._process.pid
    os.kill(stuck, signal.SIGSTOP)
    longest = 0.0
    for pressure in range(30, 50):
        began = time.perf_counter()
        document.do("Edit", with_parameter(document.sheet, _evaporator(solved), "pressure", f"{pressure} kPa"))
        solver.solve_now()
        longest = max(longest, time.perf_counter() - began)
    assert longest < 0.25
    _wait(qtbot, lambda: solver.is_current)
    assert solver._process.pid != stuck
