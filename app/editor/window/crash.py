"""One funnel for what goes wrong inside: written to the log, the work kept, told once and calmly.

``watch`` is called once for an application. Faults of Python in any thread, messages of Qt and deaths of the process
itself end up in the log; a fault in the window's work is told by ``Funnel.told`` in the window's own thread.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import sys
import threading
import time
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

LOG = logging.getLogger("raffinate")
LOG_SIZE, LOGS_KEPT = 400_000, 3
FORGOTTEN = 30 * 24 * 3600.0
"""[s] after which an empty note of a process that is gone is removed."""
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Funnel(QObject):
    """Takes every fault. ``told`` gives a sentence on it to who shows it."""

    told = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.file = folder / "raffinate.log"
        self.last_death = ""
        """How the process before this one died, if it did by itself: a segmentation fault and the like."""
        self._folder = folder
        self._note: TextIO | None = None
        self._open_log()

    def _open_log(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handler: logging.Handler = RotatingFileHandler(
                self.file, maxBytes=LOG_SIZE, backupCount=LOGS_KEPT, encoding="utf-8", delay=True
            )
        except OSError:
            handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        LOG.setLevel(logging.INFO)
        LOG.addHandler(handler)
        self._handler = handler

    def watch(self) -> None:
        """Take over the hooks of Python and Qt for this process."""
        self._find_deaths()
        sys.excepthook = self.take
        threading.excepthook = lambda given: self.take(
            given.exc_type, given.exc_value or given.exc_type(), given.exc_traceback
        )
        qInstallMessageHandler(self.take_message)
        with contextlib.suppress(OSError):
            self._note = (self._folder / f"death-{os.getpid()}.txt").open("w", encoding="utf-8")
            faulthandler.enable(self._note)

    def end(self) -> None:
        """The process ends as it should."""
        LOG.removeHandler(self._handler)
        self._handler.close()
        if self._note is not None:
            faulthandler.disable()
            self._note.close()
            with contextlib.suppress(OSError):
                Path(self._note.name).unlink()
            self._note = None

    def take(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """Log a fault that nobody caught, and tell of it."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        LOG.error("%s", "".join(traceback.format_exception(kind, fault, trace)))
        self.told.emit(str(fault).strip() or "a fault without words")

    def take_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        """Log what Qt says."""
        LOG.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category or "qt", message)

    def _find_deaths(self) -> None:
        """Move the last words of processes that died into the log."""
        for file in self._folder.glob("death-*.txt"):
            with contextlib.suppress(OSError):
                words = file.read_text("utf-8", "replace").strip()
                if words:
                    LOG.critical("%s", words)
                    self.last_death = words.splitlines()[0]
                if words or time.time() - file.stat().st_mtime > FORGOTTEN:
                    file.unlink()

    def tail(self, most: int = 20_000) -> str:
        """The end of the log."""
        try:
            return self.file.read_text("utf-8", "replace")[-most:]
        except OSError:
            return "The log is empty."
