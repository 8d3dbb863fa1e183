"""Giving a widget another look of the style sheet while it is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def give_look(widget: QWidget, kind: str, value: str) -> None:
    """Set the property ``kind`` ('role', 'standing') by which the style sheet chooses; the font stays its own."""
    if widget.property(kind) == value:
        return
    widget.setProperty(kind, value)
    font = widget.font()
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.setFont(font)  # polishing takes the application's
