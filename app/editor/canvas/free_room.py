"""Where in a view a drawing can be shown whole, clear of what lies over the view's corners."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from PySide6.QtCore import QMargins, QRect, QSizeF

AIR = 8
"""Between a drawing and what lies over the view [px]."""
LEAST = 96
"""A drawing is not shown smaller than this for what lies over the view [px]."""


def free_room(view: QRect, covered: Sequence[QRect], drawing: QSizeF) -> QRect:
    """The part of a view in which a drawing stands largest, up to its own size, and nothing lies over it.

    Beside each covered corner there is room to the side of it, or above or below it; of equal ones that is taken from
    which least is cut off. The whole view where there is too little left.
    """
    best, found = (0.0, 0), view
    for ways in product((True, False), repeat=len(covered)):
        room = view
        for corner, is_beside in zip(covered, ways, strict=True):
            room = room & view.marginsRemoved(_margin(view, corner, is_beside))
        if room.width() < LEAST or room.height() < LEAST:
            continue
        worth = min(scale_in(room, drawing), 1.0), room.width() * room.height()
        if worth > best:
            best, found = worth, room
    return found


def scale_in(room: QRect, drawing: QSizeF) -> float:
    """At which a drawing just fits."""
    return min(room.width() / drawing.width(), room.height() / drawing.height())


def _margin(view: QRect, corner: QRect, is_beside: bool) -> QMargins:
    """What is left out of a view so that it does not reach a corner."""
    if is_beside:
        if corner.center().x() < view.center().x():
            return QMargins(corner.right() + 1 + AIR - view.left(), 0, 0, 0)
        return QMargins(0, 0, view.right() + 1 + AIR - corner.left(), 0)
    if corner.center().y() < view.center().y():
        return QMargins(0, corner.bottom() + 1 + AIR - view.top(), 0, 0)
    return QMargins(0, 0, 0, view.bottom() + 1 + AIR - corner.top())
