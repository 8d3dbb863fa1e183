"""Windows that go while their solving process speaks: the crash of the whole program that this once was."""

from __future__ import annotations

import threading
import time
from multiprocessing import Pipe
from multiprocessing.connection import Connection

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.editor.document.document import Document
from app.editor.solving.listener import Listener
from app.editor.solving.messages import Ready, encode
from app.editor.solving.solver import Solver

MESSAGE = encode(Ready(token=0))


def speak(theirs: Connection, until: threading.Event) -> None:
    """Send messages without end, and hang up."""
    while not until.is_set():
        theirs.send_bytes(MESSAGE)
    theirs.close()


@pytest.mark.parametrize("stopped", [True, False])
def test_a_solver_may_be_destroyed_while_it_is_told(qapp: QApplication, stopped: bool) -> None:
    hang_up = threading.Event()
    for _ in range(40):
        parent = QObject()
        solver = Solver(Document(parent), parent)
        ours, theirs = Pipe()
        listener = Listener(ours, 0)
        listener.heard.connect(solver._take)
        listener.start()
        threading.Thread(target=speak, args=(theirs, hang_up), daemon=True).start()
        time.sleep(0.002)
        if stopped:
            listener.stop()
        parent.deleteLater()
        del parent, solver
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if not stopped:
            qapp.processEvents()
    hang_up.set()


def test_the_end_is_told_unless_it_is_no_longer_wanted(qtbot: QtBot) -> None:
    for stopped, expected in ((False, [(7, MESSAGE), (7, b"")]), (True, [])):
        heard: list[tuple[int, bytes]] = []
        gone = []
        ours, theirs = Pipe()
        listener = Listener(ours, 7)
        listener.heard.connect(lambda number, data, heard=heard: heard.append((number, data)))
        listener.destroyed.connect(lambda *_, gone=gone: gone.append(True))
        if stopped:
            listener.stop()
        listener.start()
        theirs.send_bytes(MESSAGE)
        theirs.close()
        qtbot.waitUntil(lambda gone=gone: bool(gone))
        assert heard == expected
