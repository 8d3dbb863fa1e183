"""Choosing among several ports that a stream may join, where a box stands for the units that have them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QMenu

from app.editor.document.ports import End, port_of

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView


def choose_end(
    view: CanvasView, ends: Sequence[End], chosen: Callable[[End], object], position: QPointF
) -> QMenu | None:
    """Take the one end there is, or let the user choose; the menu that is open then."""
    if len(ends) == 1:
        chosen(ends[0])
    if len(ends) < 2:
        return None
    sheet = view.session.document.sheet
    menu = QMenu(view)
    menu.setAccessibleName("Ports that fit")
    for unit, port in ends:
        record = sheet.units[unit]
        says = port_of(sheet, unit, port).says
        words = " ".join(part for part in (record.tag, record.name) if part)
        action = menu.addAction(f"{words}: {port}" + (f" ({says})" if says else ""))
        action.triggered.connect(lambda _on=False, end=(unit, port): chosen(end))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(view.viewport().mapToGlobal(view.mapFromScene(position)))
    menu.setActiveAction(menu.actions()[0])
    return menu
