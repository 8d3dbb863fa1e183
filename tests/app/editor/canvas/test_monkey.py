"""Random actions with undo and redo: the sheet stays sound, and the drawing true."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from app.editor.canvas.view import CanvasView
from app.editor.session import Session
from flowsheets.document.file import dumps, load
from flowsheets.library import path


def _random_hand() -> ModuleType:
    """The module beside this one; test folders are no packages."""
    spec = importlib.util.spec_from_file_location("random_hand", Path(__file__).with_name("random_hand.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_hundred_random_actions(session: Session, seed: int) -> None:
    view = CanvasView(session)
    view.resize(1000, 700)
    session.document.open(load(path("kcl_crystallisation")))
    first = dumps(session.document.sheet)
    hand = _random_hand().RandomHand(view, seed)
    for _ in range(100):
        hand.act()
        hand.assert_all_holds()
    hand.undo_all()
    assert dumps(session.document.sheet) == first
    hand.assert_all_holds()
    session.document.undo_stack.setClean()
    view.deleteLater()
