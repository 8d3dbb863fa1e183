"""The gesture at rest: choosing, and beginning every other gesture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from app.editor.canvas.annotation_gestures import Resizing, cursor_of
from app.editor.canvas.annotation_item import AnnotationItem, Handle
from app.editor.canvas.gesture import Gesture
from app.editor.canvas.items import StreamItem, UnitItem
from app.editor.canvas.walking import WAYS, walk
from app.editor.document.reconnecting import Which
from flowsheets.diagram.stand_ins import StandIn

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

Item = UnitItem | StreamItem | AnnotationItem
REACH = 9.0
"""Of a free end [px]."""
WRITING = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)
ADDING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Pointing(Gesture):
    """Click to choose; press on a unit and pull to move it, on a port to draw a stream, on the sheet to choose many."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._hovered: Item | None = None

    def item_at(self, position: QPointF) -> Item | None:
        """The unit, else the stream, else the annotation under a point."""
        found = self.view.sheet_scene.items(position)
        for kind in (UnitItem, StreamItem, AnnotationItem):
            for item in found:
                if isinstance(item, kind):
                    return item
        return None

    def move(self, position: QPointF, event: QMouseEvent) -> None:
        """Show what a press would take: ports of the unit under the pointer."""
        item = self._near(position)
        if item is not self._hovered:
            self._unmark()
            self._hovered = item
            if item is not None:
                item.marked = True
                if isinstance(item, UnitItem):
                    item.show_ports(dict.fromkeys(item.drawn.doors, True))
                item.update()
        on_port = self._chosen_end(position) is not None
        on_port = on_port or (isinstance(item, UnitItem) and item.door_at(position) is not None)
        held = self._handle_at(position)
        at_rest = cursor_of(held[1]) if held else Qt.CursorShape.ArrowCursor
        self.view.viewport().setCursor(Qt.CursorShape.CrossCursor if on_port else at_rest)

    def _handle_at(self, position: QPointF) -> tuple[AnnotationItem, Handle] | None:
        """The annotation that is chosen, and its handle that is here."""
        chosen = self.view.sheet_scene.annotations.items.get(self.view.session.selection.only or "")
        handle = chosen.handle_near(position, self.view.scale_now) if chosen else None
        return (chosen, handle) if chosen and handle else None

    def _near(self, position: QPointF) -> Item | None:
        """What is under the pointer; a unit also from a little outside, so that its ports can be reached."""
        item = self.item_at(position)
        if isinstance(item, UnitItem):
            return item
        for unit in self.view.sheet_scene.items(
            position.x() - 8,
            position.y() - 8,
            16,
            16,
            Qt.ItemSelectionMode.IntersectsItemShape,
            Qt.SortOrder.DescendingOrder,
        ):
            if isinstance(unit, UnitItem) and unit.door_at(position) is not None:
                return unit
        return item

    def double_click(self, position: QPointF, event: QMouseEvent) -> None:
        """On a unit or a stream: another tag; on an annotation or a field of the title block: other words.

        A box opens its sheet; a flag at the border leads to the unit beyond it.
        """
        item = self.item_at(position)
        field = self.view.page_frame.field_at(position) if item is None else None
        if event.button() == Qt.MouseButton.LeftButton and field is not None:
            self.view.rest()
            self.view.page_frame.edit(field)
        elif event.button() == Qt.MouseButton.LeftButton and item is not None:
            self.view.session.selection.set((chosen_by(item),))
            self.view.rest()
            record = item.drawn.record if isinstance(item, UnitItem) else None
            if isinstance(record, StandIn) and record.role == "box":
                self.view.folding.open()
            elif isinstance(record, StandIn):
                self.view.session.selection.show(record.far)
            elif isinstance(item, AnnotationItem):
                self.view.annotating.edit()
            else:
                self.view.sheet_actions.rename()

    def _chosen_end(self, position: QPointF) -> tuple[StreamItem, Which] | None:
        """The stream that is chosen, and the end of it that is here; and the free end of any that hangs."""
        scene = self.view.sheet_scene
        chosen = scene.item_of(self.view.session.selection.only or "")
        if isinstance(chosen, StreamItem):
            end = chosen.end_at(position)
            if end:
                return chosen, end
        for item in scene.hanging.values():
            if item.free_end is not None and (QPointF(*item.free_end) - position).manhattanLength() <= REACH:
                return item, "source" if item.drawn.record.source is None else "target"
        return None

    def press(self, position: QPointF, event: QMouseEvent) -> None:
        """Choose what is there and begin what a pull would do."""
        from app.editor.canvas.connecting import Connecting
        from app.editor.canvas.moving import Moving
        from app.editor.canvas.reconnecting import Reconnecting
        from app.editor.canvas.rubber_band import RubberBand

        selection = self.view.session.selection
        item = self._near(position)
        if event.button() != Qt.MouseButton.LeftButton:
            if item is None:
                selection.clear()
            elif chosen_by(item) not in selection.ids:
                selection.set((chosen_by(item),))
            return
        handle = self._handle_at(position)
        if handle is not None:
            self.view.begin(Resizing(self.view, *handle, position))
            return
        held = self._chosen_end(position)
        if held is not None:
            self.view.begin(Reconnecting(self.view, *held, position))
            return
        if isinstance(item, UnitItem):
            door = item.door_at(position)
            flag = item.drawn.record
            if door is not None and isinstance(flag, StandIn) and flag.stream in self.view.sheet_scene.streams:
                selection.set((flag.stream,))
                which: Which = "source" if flag.role == "from" else "target"
                crossing = self.view.sheet_scene.streams[flag.stream]
                self.view.begin(Reconnecting(self.view, crossing, which, position))
                return
            if door is not None:
                self.view.begin(Connecting(self.view, item, door[0], position))
                return
        if item is None:
            self.view.begin(RubberBand(self.view, position, adding=bool(event.modifiers() & ADDING)))
        elif event.modifiers() & ADDING:
            selection.toggle(chosen_by(item))
        else:
            if chosen_by(item) not in selection.ids:
                selection.set((chosen_by(item),))
            if chosen_by(item) not in selection.streams:
                self.view.begin(Moving(self.view, position))

    def key(self, event: QKeyEvent) -> bool:
        """Arrows move what is chosen by a step of the grid; with Shift they resize annotations, with Alt they walk.

        Enter opens a box; Backspace, with nothing chosen, goes up.
        Enter and F2 write the words of an annotation.
        """
        if event.key() in WRITING and self.view.annotating.only is not None:
            self.view.annotating.edit()
            return True
        if event.key() in OPENING and self.view.session.selection.subflowsheets:
            self.view.folding.open()
            return True
        if event.key() == Qt.Key.Key_Backspace and not self.view.session.selection.ids:
            self.view.folding.go_up()
            return True
        way = WAYS.get(Qt.Key(event.key()))
        if way is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            walk(self.view, way)
            return True
        selection = self.view.session.selection
        if way is None or not (selection.equipment or selection.annotations):
            return False
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return self.view.annotating.resize(*way)
        self.view.sheet_actions.nudge(*way)
        return True

    def takes(self, event: QKeyEvent) -> bool:
        """F2 is the annotation's that is chosen, and not the window's."""
        return event.key() in WRITING and self.view.annotating.only is not None

    def leave(self) -> None:
        """Nothing stays marked."""
        self._unmark()
        self.view.viewport().unsetCursor()

    def _unmark(self) -> None:
        item, self._hovered = self._hovered, None
        if item is not None:
            item.marked = False
            if isinstance(item, UnitItem):
                item.ports = None
            item.update()


def chosen_by(item: UnitItem | StreamItem | AnnotationItem) -> str:
    """What a click on an item chooses: a flag at the border stands for its stream."""
    record = item.drawn.record if isinstance(item, UnitItem) else None
    return record.stream if isinstance(record, StandIn) and record.stream else item.key
