"""Keeps a solution of the open sheet up to date, in one persistent process beside the window."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from app.editor.document.change import Change
from app.editor.document.document import Document
from app.editor.solving.listener import Listener
from app.editor.solving.messages import (
    NO_SOLUTION,
    Answer,
    Ask,
    Fault,
    Progress,
    Ready,
    Solve,
    Solved,
    Started,
    Unsolved,
    encode,
    for_window,
)
from app.editor.solving.process import serve
from app.editor.solving.solution import ShownSolution
from flowsheets.document.records import Flowsheet
from flowsheets.threads import single_threaded_children

DEBOUNCE = 120
"""[ms] An edit waits this long for the next one before it is solved."""
PATIENCE = 1200
"""[ms] A process that has not turned to the newest sheet by then is stuck in the old one and is replaced."""

STARTED_ANEW = "The solver was started anew."


class Standing(StrEnum):
    """Where the open sheet stands with its solution."""

    EMPTY = "empty"
    SOLVING = "solving"
    CLOSED = "closed"
    OUTSIDE_VALIDITY = "outside validity"
    OUT_OF_BALANCE = "out of balance"
    INCOMPLETE = "incomplete"
    FAILED = "failed"
    PAUSED = "paused"


@dataclass
class _Question:
    kind: str
    arguments: dict[str, Any]
    then: Callable[[Any], None]
    refused: Callable[[str], None]


class Solver(QObject):
    """Solves after every edit of the model, a moment later; the next edit ends a running solve.

    ``solution`` is the last one that there was, of whichever state of the sheet; ``is_current`` says whether it is of
    the present one. Undoing back to a state that is solved makes its solution current again without a solve.
    """

    standing_changed = Signal()
    solved = Signal(ShownSolution)
    progressed = Signal(Progress)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.solution: ShownSolution | None = None
        self.faults: tuple[Fault, ...] = ()
        """What is wrong with the present sheet, or was noted with its solution."""
        self.standing = Standing.EMPTY
        self.automatic = True
        self._asked: dict[int, _Question] = {}
        self._number = 0
        self._token = 0
        self._solving: tuple[int, Flowsheet] | None = None
        self._generation = 0
        self._holder = 0
        """Generation of the process that has ``solution``; a later one does not know it."""
        self._is_ready = False
        self._awaits_start = False
        """A sheet was sent and the process has not turned to it yet; newer ones are held back until it has."""
        self._holds_back = False
        self._outbox: SimpleQueue[bytes | None] = SimpleQueue()
        self._process: BaseProcess | None = None
        self._connection: Any = None  # a Connection, on Windows a PipeConnection
        self._listener: Listener | None = None
        self._wait = _timer(self, DEBOUNCE, self._send)
        self._patience = _timer(self, PATIENCE, self._replace_stuck)
        document.changed.connect(self._follow)

    @property
    def is_current(self) -> bool:
        """Whether ``solution`` is that of the sheet as it stands."""
        return self.solution is not None and self.solution.belongs_to(self.document.sheet)

    def start(self) -> None:
        """Start the process ahead of the first solve; it needs a second to be ready."""
        if self._process is None:
            self._spawn()

    def stop(self) -> None:
        """End the process; the window is closing."""
        self._wait.stop()
        self._patience.stop()
        self._end_process()

    def solve_now(self) -> None:
        """Solve without waiting, also while solving is paused."""
        self._wait.stop()
        self._send()

    def set_automatic(self, automatic: bool) -> None:
        """Whether edits are solved as they are made."""
        self.automatic = automatic
        if automatic and not self.is_current:
            self._wait.start()

    def cancel(self) -> None:
        """End the running solve; nothing is solved until the next edit."""
        self._wait.stop()
        if self._solving is not None:
            self._solving = None
            self._end_process()
            self._spawn()
            self._stand(Standing.PAUSED, ())

    def ask(
        self,
        kind: str,
        then: Callable[[Any], None],
        refused: Callable[[str], None] = lambda _why: None,
        **arguments: Any,
    ) -> None:
        """Put a question (see ``questions``) about ``solution``; ``then`` gets the answer in the window's thread.

        Where the process that had the solution is gone, the present sheet is solved again; ``solved`` tells when.
        """
        if self.solution is None:
            refused("There is no solution yet.")
            return
        if self._holder != self._generation:
            refused(STARTED_ANEW)
            self._restore()
            return
        self._put(self.solution.token, kind, then, refused, arguments)

    def ask_of_sheet(
        self,
        kind: str,
        then: Callable[[Any], None],
        refused: Callable[[str], None] = lambda _why: None,
        **arguments: Any,
    ) -> None:
        """Put a question that can be answered without a solution; the one of the present sheet is used if there is."""
        self.start()
        knows = self.solution is not None and self._holder == self._generation and self.is_current
        token = self.solution.token if self.solution is not None and knows else NO_SOLUTION
        self._put(token, kind, then, refused, arguments)

    def _put(
        self,
        token: int,
        kind: str,
        then: Callable[[Any], None],
        refused: Callable[[str], None],
        arguments: dict[str, Any],
    ) -> None:
        self._number += 1
        self._asked[self._number] = _Question(kind, arguments, then, refused)
        self._say(Ask(token=token, number=self._number, kind=kind, arguments=arguments))

    # -- following the document -------------------------------------------------------------------------------------

    def _follow(self, change: Change) -> None:
        if not change.model:
            return
        sheet = self.document.sheet
        if not sheet.units and not sheet.streams:
            self._drop()
            self._stand(Standing.EMPTY, ())
        elif self.solution is not None and self.is_current:
            self._drop()
            self._stand(Standing(self.solution.status), self.solution.faults)
        elif self.automatic:
            self._wait.start()
            self._stand(Standing.SOLVING, self.faults)
        else:
            self._stand(Standing.PAUSED, self.faults)

    def _drop(self) -> None:
        """Nothing is to be solved: not what waits, nor what is held back, and what runs is not waited for."""
        self._wait.stop()
        self._solving = None
        self._holds_back = False

    def _restore(self) -> None:
        """Let a new process solve the present sheet again, since it cannot be asked about a solution it never had."""
        if self.is_current and self._solving is None:
            self.solve_now()

    def _send(self) -> None:
        self.start()
        if self._awaits_start:
            self._holds_back = True
            self._stand(Standing.SOLVING, self.faults)
            return
        self._awaits_start = True
        self._token += 1
        sheet = self.document.sheet
        self._solving = (self._token, sheet)
        keeps = self.solution.token if self.solution is not None else NO_SOLUTION
        self._say(Solve(token=self._token, sheet=msgspec.msgpack.encode(sheet), keeps=keeps))
        if self._is_ready:  # while it comes up, which takes long on a busy machine, it is not stuck
            self._patience.start()
        self._stand(Standing.SOLVING, self.faults)

    def _stand(self, standing: Standing, faults: tuple[Fault, ...]) -> None:
        self.standing, self.faults = standing, faults
        self.standing_changed.emit()

    # -- hearing from the process -----------------------------------------------------------------------------------

    def _take(self, generation: int, data: bytes) -> None:
        if generation != self._generation:
            return
        if not data:
            self._lost()
            return
        message = for_window(data)
        if isinstance(message, Ready):
            self._is_ready = True
            if self._solving is not None:
                self._patience.start()
            return
        if isinstance(message, Started):
            self._turned_to_it()
            return
        if isinstance(message, Answer):
            self._deliver(message)
            return
        if self._solving is None or message.token != self._solving[0]:
            return
        if isinstance(message, Progress):
            self.progressed.emit(message)
        elif isinstance(message, Solved):
            self._finish(message)
        elif isinstance(message, Unsolved):
            self._solving = None
            self._stand(Standing.INCOMPLETE if message.kind == "incomplete" else Standing.FAILED, message.faults)

    def _turned_to_it(self) -> None:
        """The process took the last sheet up; the newest that was held back follows."""
        self._patience.stop()
        self._awaits_start = False
        if self._holds_back:
            self._holds_back = False
            self._send()

    def _finish(self, message: Solved) -> None:
        assert self._solving is not None
        token, sheet = self._solving
        self._solving = None
        written = msgspec.json.decode(message.written)
        self.solution = ShownSolution(token, sheet, written, message.faults, message.seconds)
        self._holder = self._generation
        if self.solution.belongs_to(self.document.sheet):
            self._stand(Standing(self.solution.status), message.faults)
        self.solved.emit(self.solution)

    def _deliver(self, message: Answer) -> None:
        question = self._asked.pop(message.number, None)
        if question is None:
            return
        if message.refusal:
            question.refused(message.refusal)
        else:
            question.then(message.content)

    # -- the process ------------------------------------------------------------------------------------------------

    def _spawn(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs,), daemon=True, name="raffinate-solver")
        with single_threaded_children():
            process.start()
        theirs.close()
        self._generation += 1
        self._is_ready = self._awaits_start = self._holds_back = False
        self._process, self._connection, self._outbox = process, ours, SimpleQueue()
        self._listener = Listener(ours, self._generation)
        self._listener.heard.connect(self._take)
        self._listener.start()
        threading.Thread(target=_write, args=(ours, self._outbox), daemon=True).start()

    def _say(self, message: Solve | Ask) -> None:
        self._outbox.put(encode(message))

    def _replace_stuck(self) -> None:
        """The process is still busy with an older sheet, or never came up: a new one gets the newest."""
        if self._solving is None:
            return
        self._end_process()
        self._spawn()
        self._send()

    def _lost(self) -> None:
        """The process has gone by itself: whoever waits is told, and the next edit starts another."""
        self._end_process()
        if self._solving is not None:
            self._solving = None
            says = "The solver stopped unexpectedly."
            self._stand(Standing.FAILED, (Fault("error", "", says, "Change something, or solve again."),))

    def _end_process(self) -> None:
        self._generation += 1
        process, self._process = self._process, None
        self._connection = None
        if self._listener is not None:
            self._listener.stop()
            self._listener = None
        self._awaits_start = self._holds_back = False
        self._outbox.put(None)
        asked, self._asked = self._asked, {}
        if process is not None:
            process.kill()
            process.join(1.0)
        for question in asked.values():
            question.refused(STARTED_ANEW)


def _write(connection: Any, outbox: SimpleQueue[bytes | None]) -> None:
    """Send what is put into the outbox; a process that does not read holds up this thread and not the window."""
    while (data := outbox.get()) is not None:
        try:
            connection.send_bytes(data)
        except (OSError, ValueError):  # it has gone; the listener tells
            return


def _timer(parent: QObject, milliseconds: int, call: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(call)
    return timer
