"""The solving process: reads messages, solves the newest sheet, answers questions about the last solution.

It knows no Qt. A message that arrives during a solve is looked at between iterations, so that the next edit ends the
solve of the one before. What does not come back to look is ended from outside.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

import msgspec

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
    for_process,
)
from app.editor.solving.questions import answer
from flowsheets.document.records import Flowsheet
from unitops.errors import InputError, RaffinateError

if TYPE_CHECKING:
    from flowsheets.equations.kernel_store import KernelStore
    from flowsheets.results.solution import Solution
    from flowsheets.sheet import Sheet

_sheet_decoder = msgspec.msgpack.Decoder(Flowsheet)


def serve(connection: Connection) -> None:
    """Work until the connection is closed from the other side."""
    import flowsheets.checking
    import flowsheets.solving.solve  # noqa: F401 - imports take a second, before the first sheet is waited for
    from flowsheets.equations.kernel_store import KernelStore

    connection.send_bytes(encode(Ready(token=0)))
    service = _Service(connection, KernelStore())
    try:
        while True:
            service.receive()
    except (EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        return


class _Service:
    def __init__(self, connection: Connection, store: KernelStore) -> None:
        self._connection = connection
        self._store = store
        self._solutions: dict[int, Solution] = {}
        """By token: the newest, and the one that the window shows if that is another."""
        self._waiting: Solve | None = None

    def receive(self) -> None:
        """Wait for a message and do what it says; sheets that arrive meanwhile replace one another."""
        if self._waiting is None:
            self._take()
        self._look()
        order, self._waiting = self._waiting, None
        if order is not None:
            self._solve(order)

    def _look(self) -> bool:
        """Take what has arrived. Whether a sheet waits."""
        while self._connection.poll():
            self._take()
        return self._waiting is not None

    def _take(self) -> None:
        """The next message: a question is answered at once, of sheets the newest waits."""
        message = for_process(self._connection.recv_bytes())
        if isinstance(message, Ask):
            self._reply(message)
        else:
            self._waiting = message

    def _send(self, message: Started | Progress | Solved | Unsolved | Answer) -> None:
        self._connection.send_bytes(encode(message))

    def _reply(self, question: Ask) -> None:
        solution = self._solutions.get(question.token)
        if solution is None and question.token != NO_SOLUTION:
            self._send(Answer(token=question.token, number=question.number, refusal="There is no such solution."))
            return
        try:
            content = answer(solution, question.kind, question.arguments)
        except (RaffinateError, KeyError, OSError) as error:
            self._send(Answer(token=question.token, number=question.number, refusal=str(error)))
            return
        self._send(Answer(token=question.token, number=question.number, content=content))

    def _solve(self, order: Solve) -> None:
        from flowsheets.checking import problems_of
        from flowsheets.sheet import Sheet

        began = time.perf_counter()
        document = _sheet_decoder.decode(order.sheet)
        self._solutions = {token: kept for token, kept in self._solutions.items() if token == order.keeps}
        self._send(Started(token=order.token))
        faults = tuple(Fault(p.severity, p.place, p.message, p.remedy, owners=p.owners) for p in problems_of(document))
        if any(fault.severity == "error" for fault in faults):
            self._send(
                Unsolved(token=order.token, kind="incomplete", faults=faults, seconds=time.perf_counter() - began)
            )
            return
        try:
            solution = self._iterate(Sheet(document, self._store), order.token)
            if solution is None:
                return
            written = msgspec.json.encode(solution.written)
        except (RaffinateError, ArithmeticError) as error:
            found = tuple(_faults_of(error, document))
            kind = "incomplete" if isinstance(error, InputError) else "failed"
            seconds = time.perf_counter() - began
            self._send(Unsolved(token=order.token, kind=kind, faults=faults + found, seconds=seconds))
            return
        self._solutions[order.token] = solution
        found = tuple(_findings(solution))
        seconds = time.perf_counter() - began
        self._send(Solved(token=order.token, written=written, faults=faults + found, seconds=seconds))

    def _iterate(self, sheet: Sheet, token: int) -> Solution | None:
        """The solution, or None if a newer sheet arrived."""
        steps = sheet.steps()
        while True:
            try:
                iteration = next(steps)
            except StopIteration as end:
                return end.value
            self._send(
                Progress(token=token, stage=iteration.stage, number=iteration.number, residual=iteration.residual)
            )
            if self._look():
                steps.close()
                return None


def _faults_of(error: Exception, document: Flowsheet) -> Iterator[Fault]:
    """An error, or the several that it carries, with the ids that they concern."""
    from flowsheets.equations.build import SheetError

    if isinstance(error, SheetError):
        for each in error.errors:
            yield from _faults_of(each, document)
    elif isinstance(error, RaffinateError):
        yield Fault("error", error.place, error.problem, error.remedy, owners=_owners(error.place, document))
    else:
        yield Fault("error", "", str(error))


def _findings(solution: Solution) -> Iterator[Fault]:
    """Notes of specifications and findings of the audit, each with the unit or stream that it is about."""
    document = solution.sheet.document
    for sentence in solution.notes:
        place = sentence.partition(":")[0]
        yield Fault("warning", place, sentence, owners=_owners(place, document))
    for finding in solution.audit.findings:
        yield Fault("warning", finding.place, finding.sentence, owners=_owners(finding.place, document))


def _owners(place: str, document: Flowsheet) -> tuple[str, ...]:
    """Ids of the unit or stream whose tag a place begins with."""
    from flowsheets.document.paths import owners_by_tag

    tags = owners_by_tag(document)
    tag = max((t for t in tags if place == t or place.startswith((f"{t}.", f"{t}:", f"{t},"))), key=len, default="")
    return (tags[tag],) if tag else ()
