"""Random actions on the canvas, with undo and redo, checked after each: python bench/editor_monkey.py [ACTIONS] [SEED].

Ids are random, so that a run is not repeated exactly by its seed; what did not hold is told with the last actions.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "app" / "editor" / "canvas")]

from PySide6.QtWidgets import QApplication  # noqa: E402
from random_hand import RandomHand  # noqa: E402

from app.editor.canvas.view import CanvasView  # noqa: E402
from app.editor.look.theme import Theme  # noqa: E402
from app.editor.session import Session  # noqa: E402
from app.editor.settings import Settings  # noqa: E402
from flowsheets.document.file import dumps, load  # noqa: E402
from flowsheets.library import path  # noqa: E402

SHEETS = ("kcl_crystallisation", "cyanide_ccd", "copper_electrorefining")
ROUND = 500
"""Actions after which all is undone and another sheet is opened."""


def main(actions: int = 20_000, seed: int = 1) -> None:
    """Act, look, and undo to the start in every round."""
    application = QApplication.instance() or QApplication([])
    session = Session(Settings(Path(tempfile.mkdtemp())), Theme())
    session.solver.automatic = False
    view = CanvasView(session)
    view.resize(1000, 700)
    began = time.perf_counter()
    done = 0
    while done < actions:
        number = done // ROUND
        session.document.open(load(path(SHEETS[number % len(SHEETS)])))
        first = dumps(session.document.sheet)
        hand = RandomHand(view, seed + number)
        for _ in range(min(ROUND, actions - done)):
            hand.act()
            hand.assert_all_holds()
            done += 1
        hand.undo_all()
        assert dumps(session.document.sheet) == first, "undo to the start gives another document"
        hand.assert_all_holds()
        application.processEvents()
        print(f"{done} actions, {time.perf_counter() - began:.0f} s", flush=True)
    session.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
