"""What the right button offers, made of the window's own actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

Names = tuple[str, ...]
LINE = ""
"""Between groups."""
FOR_UNIT: Names = (
    "rename", "switch off", "connect", LINE, "cut", "copy", "duplicate", "delete", LINE, "turn", "mirror",
    LINE, "fold", "move out",
)  # fmt: skip
FOR_UNITS: Names = (
    "switch off", LINE, "cut", "copy", "duplicate", "delete", LINE, "turn", "mirror", LINE,
    "align left", "align centre", "align right", "align top", "align middle", "align bottom",
    "distribute x", "distribute y", LINE, "straighten", "lay out", LINE, "fold", "dissolve", "move in", "move out",
)  # fmt: skip
FOR_BOX: Names = (
    "open subflowsheet", "rename", "dissolve", LINE, "cut", "copy", "duplicate", "delete", LINE, "fold", "move out",
)  # fmt: skip
FOR_STREAM: Names = ("rename", "route anew", LINE, "delete")
FOR_NOTE: Names = ("edit words", LINE, "cut", "copy", "duplicate", "delete")
FOR_TABLE: Names = ("table contents", *FOR_NOTE)
FOR_SHEET: Names = (
    "add by name", "add note", "add box", "add stream table", LINE, "paste", "select all", LINE,
    "zoom to fit", "lay out", "fold areas", "go up",
)  # fmt: skip


def menu_names(view: CanvasView) -> Names:
    """What is offered for what is chosen."""
    selection = view.session.selection
    if len(selection.equipment) > 1:
        return FOR_UNITS
    if selection.subflowsheets:
        return FOR_BOX
    if selection.units:
        return FOR_UNIT
    if selection.streams:
        return FOR_STREAM
    notes = view.session.document.sheet.drawing.annotations
    if any(notes[key].shape == "stream table" for key in selection.annotations):
        return FOR_TABLE
    return FOR_NOTE if selection.annotations else FOR_SHEET


def context_menu(view: CanvasView) -> QMenu:
    """The menu of what is chosen; what cannot be done stands in it dimmed."""
    known = {action.objectName(): action for action in view.window().actions()}
    menu = QMenu(view)
    for name in menu_names(view):
        if name == LINE:
            menu.addSeparator()
        elif name in known:
            menu.addAction(known[name])
    return menu


def open_menu(view: CanvasView, place: QPoint) -> QMenu:
    """Open the menu at a place of the screen; it goes with the next click."""
    menu = context_menu(view)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(place)
    return menu
