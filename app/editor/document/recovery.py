"""Unsaved work is kept beside the settings while it is made, so that a kill or a crash takes two seconds at most.

Each window writes one file, whole and at once, next to a lock that the system lets go when the process ends. A file
whose lock is free belongs to a window that is gone: its work is offered at the next start.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import msgspec
from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

from app.editor.document.change import Change
from app.editor.document.document import Document
from flowsheets.document.errors import FileError
from flowsheets.document.file import load, loads
from flowsheets.document.records import Flowsheet
from flowsheets.export.files import make_folder, write_whole

INTERVAL = 500
"""[ms] Edits are written no later than this after the first that is not."""
SUFFIX = ".work.json"


class _Work(msgspec.Struct, frozen=True, kw_only=True):
    """What is written: the sheet as in its own file, and where it came from."""

    path: str
    title: str
    when: float
    sheet: msgspec.Raw


@dataclass(frozen=True)
class LostWork:
    """Work of a window that is gone. path: of the file that was open, if it had one."""

    file: Path
    path: Path | None
    title: str
    when: float
    sheet: Flowsheet
    lock: QLockFile

    def discard(self) -> None:
        """Forget it for good."""
        with contextlib.suppress(OSError):
            self.file.unlink()
        self.lock.unlock()

    def leave(self) -> None:
        """Offer it again at another start."""
        self.lock.unlock()


class Journal(QObject):
    """Keeps the work of a document in a recovery file as long as there is something to save.

    The sheet is encoded in the window's thread (a few tenths of a ms for a plant), written in another one.
    """

    failed = Signal(str)
    """Why the work cannot be kept; told once."""

    def __init__(self, document: Document, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._folder = document, folder
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self.file = folder / f"{self._name}{SUFFIX}"
        self._lock: QLockFile | None = None
        self._writer: ThreadPoolExecutor | None = None
        self._writing: Future[None] | None = None
        self._told = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(self._write)
        document.changed.connect(self._follow)
        document.renamed.connect(self._settle)

    def write_now(self) -> None:
        """Write before anything else happens, as after a crash of a part of the window."""
        self._timer.stop()
        if self._document.is_modified and self._ready():
            self._wait()
            with contextlib.suppress(FileError):
                write_whole(self.file, self._encoded())

    def end(self) -> None:
        """The window closes: its work is saved or not wanted."""
        self._timer.stop()
        self._wait()
        if self._writer is not None:
            self._writer.shutdown()
            self._writer = None
        self._forget()
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _follow(self, _change: Change) -> None:
        if self._document.is_modified and not self._timer.isActive():
            self._timer.start()

    def _settle(self) -> None:
        """Nothing to save any more: nothing to recover either."""
        if self._document.is_modified:
            if not self._timer.isActive():
                self._timer.start()
            return
        self._timer.stop()
        if self._lock is not None:
            self._wait()
            self._forget()

    def _write(self) -> None:
        if not self._document.is_modified or not self._ready():
            return
        if self._writing is not None and not self._writing.done():
            self._timer.start()  # the disk is slow; the newest state comes next
            return
        if self._writer is None:
            self._writer = ThreadPoolExecutor(1, "raffinate-journal")
        self._hear_of_failure()
        self._writing = self._writer.submit(write_whole, self.file, self._encoded())

    def _hear_of_failure(self) -> None:
        fault = self._writing.exception() if self._writing is not None else None
        if fault is not None and not self._told:
            self._told = True
            self.failed.emit(str(fault))

    def _ready(self) -> bool:
        """Whether the folder and this window's lock are there; without them the work cannot be kept."""
        if self._lock is not None:
            return True
        try:
            make_folder(self._folder)
        except FileError as error:
            if not self._told:
                self._told = True
                self.failed.emit(error.sentence())
            return False
        lock = _lock_beside(self.file)
        self._lock = lock if lock.tryLock(0) else None
        return self._lock is not None

    def _encoded(self) -> bytes:
        document = self._document
        work = _Work(
            path=str(document.path or ""),
            title=document.title,
            when=time.time(),
            sheet=msgspec.Raw(msgspec.json.encode(document.sheet)),
        )
        return msgspec.json.encode(work)

    def _wait(self) -> None:
        if self._writing is not None:
            self._writing.exception()
            self._writing = None

    def _forget(self) -> None:
        with contextlib.suppress(OSError):
            self.file.unlink()


def lost_work(folder: Path) -> list[LostWork]:
    """Work of windows that are gone, the newest first; what is saved already or cannot be read is put away."""
    found: list[LostWork] = []
    for file in folder.glob(f"*{SUFFIX}") if folder.is_dir() else ():
        lock = _lock_beside(file)
        if not lock.tryLock(0):
            continue  # its window is still open
        _sweep(folder, file)
        work = _read(file, lock)
        if work is None:
            lock.unlock()
        else:
            found.append(work)
    return sorted(found, key=lambda work: -work.when)


def _read(file: Path, lock: QLockFile) -> LostWork | None:
    try:
        work = msgspec.json.decode(file.read_bytes(), type=_Work)
        sheet = loads(bytes(work.sheet), name=work.title)
    except (OSError, msgspec.DecodeError, FileError):
        with contextlib.suppress(OSError):
            file.replace(file.with_suffix(".unreadable"))
        return None
    path = Path(work.path) if work.path else None
    lost = LostWork(file, path, work.title, work.when, sheet, lock)
    if path is not None:
        with contextlib.suppress(FileError):
            if load(path) == sheet:
                lost.discard()
                return None
    return lost


def _sweep(folder: Path, file: Path) -> None:
    """Remove drafts that a kill left half written."""
    for draft in folder.glob(f".{file.name}.*"):
        with contextlib.suppress(OSError):
            draft.unlink()


def _lock_beside(file: Path) -> QLockFile:
    lock = QLockFile(str(file.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # only the end of its process frees a lock, however long it stays open
    return lock
