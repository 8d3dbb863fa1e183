"""Hearing from the solving process in a thread of its own, in such a way that whoever listens may be destroyed."""

from __future__ import annotations

import threading
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal


class Listener(QObject):
    """Reads a connection and tells each message; nothing at all (``b""``) when the other side has gone.

    A signal that one thread emits while another destroys its object ends the whole program. So the object that tells is
    the application's child and not the window's: it goes when its own thread has ended. Who listens may go at any time,
    which Qt looks after.
    """

    heard = Signal(int, bytes)
    """The number that was given, and a message."""

    def __init__(self, connection: Any, number: int) -> None:
        super().__init__(QCoreApplication.instance())
        self._connection = connection  # a Connection, on Windows a PipeConnection
        self._number = number
        self._stopped = False
        self._telling = threading.Lock()

    def start(self) -> None:
        """Begin to listen."""
        threading.Thread(target=self._listen, daemon=True, name="listener").start()

    def stop(self) -> None:
        """Tell nothing any more, not even what is being read; the thread ends with the connection."""
        with self._telling:
            self._stopped = True

    def _listen(self) -> None:
        while True:
            try:
                data = self._connection.recv_bytes()
            except (EOFError, OSError):
                data = b""
            with self._telling:
                if not self._stopped:
                    try:
                        self.heard.emit(self._number, data)
                    except RuntimeError:  # the application has gone, and this object with it
                        return
            if not data:
                self._connection.close()  # here and nowhere else: nobody closes what another thread reads from
                self.deleteLater()
                return
