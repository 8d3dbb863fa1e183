"""Undo and redo belong to the document, also while a field has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence


def is_undo(event: QKeyEvent) -> bool:
    """Whether a key is that of undo or redo."""
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def claims_undo(event: QEvent) -> bool:
    """Whether a field is about to claim undo or redo for itself; it ignores the event and answers that it does not."""
    if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_undo(event):
        event.ignore()
        return True
    return False
