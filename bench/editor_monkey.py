"""Random actions on the canvas, with undo and redo, checked after each: python -m bench.editor_monkey [ACTIONS] [SEED].

Ids come from the seed too, so that a round is repeated by ``python -m bench.editor_monkey 500 SEED`` with the seed
that is told where something does not hold (PYTHONHASHSEED=0 fixes the order of sets as well).
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

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
        number = seed + done // ROUND
        try:
            done += _round(session, view, number, min(ROUND, actions - done))
        except Exception:
            print(f"round {number} after {done} actions", flush=True)
            raise
        application.processEvents()
        print(f"{done} actions, {time.perf_counter() - began:.0f} s", flush=True)
    session.close()


def _round(session: Session, view: CanvasView, number: int, actions: int) -> int:
    """One sheet, so many actions, and all of them undone; how many actions there were."""
    ids = random.Random(number)
    with patch("flowsheets.document.identity.secrets.token_hex", lambda length: ids.randbytes(length).hex()):
        session.document.open(load(path(SHEETS[number % len(SHEETS)])))
        first = dumps(session.document.sheet)
        hand = RandomHand(view, number)
        for _ in range(actions):
            hand.act()
            hand.assert_all_holds()
        hand.undo_all()
        assert dumps(session.document.sheet) == first, "undo to the start gives another document"
        hand.assert_all_holds()
    return actions


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
