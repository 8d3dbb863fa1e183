"""The sheet as screen readers walk it: a list of what is on it, each with its words, its place and what it can do.

Entries are units, streams and annotations: notes, boxes round areas, tables. Qt knows nothing of the items of a scene.
``install_readers`` gives each view of a sheet an interface of its own, and that one an interface for each entry of the
open level. They are made when a reader asks, and hold no state:
what they say is read from the session when it is asked for. Qt owns what is registered with it, so that nothing of it
may be let go of here before Qt has ended it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget

from app.editor.canvas.annotation_item import AnnotationItem
from app.editor.canvas.items import StreamItem, UnitItem
from app.editor.canvas.view import CanvasView
from app.editor.results.sankey_view import SankeyView
from app.editor.window.accessible_view import ItemActions, SpokenSelection, SpokenView
from app.editor.window.selection_in_words import drawn_in_words, note_in_words

Relation = QAccessible.RelationFlag


class SpokenItem(QAccessibleInterface):
    """A unit, a stream or an annotation: selected by its action, joined to what flows in and out."""

    def __init__(self, sheet: SpokenSheet, key: str) -> None:
        super().__init__()
        self._sheet, self.key = sheet, key
        self._actions = ItemActions(partial(sheet.choose, key))

    def isValid(self) -> bool:  # noqa: N802 - Qt's name
        """Whether it is still on the sheet."""
        return self._sheet.has(self.key)

    def object(self) -> Any:
        """None: it is no object of Qt's."""
        return None

    def parent(self) -> QAccessibleInterface:
        """The sheet."""
        return self._sheet

    def child(self, _index: int) -> Any:
        """It has no parts."""
        return None

    def childAt(self, _x: int, _y: int) -> Any:  # noqa: N802 - Qt's name
        """It has no parts."""
        return None

    def childCount(self) -> int:  # noqa: N802 - Qt's name
        """It has no parts."""
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:  # noqa: N802 - Qt's name
        """It has no parts."""
        return -1

    def role(self) -> QAccessible.Role:
        """An entry of a list."""
        return QAccessible.Role.ListItem

    def text(self, kind: QAccessible.Text) -> str:
        """Tag and operation, kind and words as the name; ends, standing and figures as the description."""
        words = self._sheet.words_of(self.key)
        if kind == QAccessible.Text.Name:
            return ", ".join(words[:2])
        return ", ".join(words[2:]) if kind == QAccessible.Text.Description else ""

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:  # noqa: N802 - Qt's name
        """Nothing: tags are changed by 'Rename'."""

    def rect(self) -> QRect:
        """Where it is on the screen."""
        return self._sheet.place_of(self.key)

    def state(self) -> QAccessible.State:
        """Whether it is selected, has the keyboard, can be seen."""
        state = QAccessible.State()
        state.selectable = state.focusable = state.multiSelectable = True
        selection = self._sheet.view.session.selection
        state.selected = self.key in selection.ids
        state.focused = selection.only == self.key and self._sheet.view.hasFocus()
        state.offscreen = not self._sheet.seen.intersects(self.rect())
        return state

    def relations(self, match: QAccessible.RelationFlag = Relation.FlowsTo | Relation.FlowsFrom) -> list[Any]:
        """Streams that leave a unit and the unit at the end of a stream, and the way back."""
        ways = ((Relation.FlowsTo, True), (Relation.FlowsFrom, False))
        return [
            (self._sheet.item(key), way)
            for way, forwards in ways
            if way & match
            for key in self._sheet.beyond(self.key, forwards=forwards)
        ]

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        """What can be done with it."""
        return self._actions if kind == QAccessible.InterfaceType.ActionInterface else None


class SpokenSheet(SpokenView):
    """A list whose first entries are units, streams and annotations; what lies over the sheet follows."""

    view: CanvasView

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view, QAccessible.Role.List)
        self._items: dict[str, SpokenItem] = {}
        self._selection = SpokenSelection(self)
        projection = view.sheet_scene.projection
        projection.removed.connect(self.forget)
        view.sheet_scene.annotations.removed.connect(self.forget)

    # -- what items ask ---------------------------------------------------------------------------------------------

    @property
    def keys(self) -> list[str]:
        """Units from the upper left, then streams, then annotations from the upper left; those of the open level."""
        projection = self.view.sheet_scene.projection
        corner = {key: unit.placement.x + unit.placement.y for key, unit in projection.units.items()}
        streams = {**projection.streams, **projection.hanging}
        notes = {key: item.note.x + item.note.y for key, item in self._notes.items()}
        return [*_by_place(corner), *sorted(streams), *_by_place(notes)]

    @property
    def _notes(self) -> Mapping[str, AnnotationItem]:
        return self.view.sheet_scene.annotations.items

    def has(self, key: str) -> bool:
        """Whether something is drawn on the open level."""
        projection = self.view.sheet_scene.projection
        return any(key in drawn for drawn in (projection.units, projection.streams, projection.hanging, self._notes))

    def words_of(self, key: str) -> list[str]:
        """What is said of an entry."""
        if not self.has(key):
            return []
        if key in self._notes:
            table = self.view.sheet_scene.annotations.table_of(key)
            return list(note_in_words(self._notes[key].note, self._within(key), table))
        return list(drawn_in_words(self.view.session, key, self.view.sheet_scene.projection.sheet))

    def _within(self, key: str) -> list[str]:
        """The tags of the units whose middle lies in an annotation."""
        frame = self._notes[key].frame
        units = self.view.sheet_scene.projection.units.values()
        return [unit.record.tag for unit in units if frame.contains(QPointF(*unit.box.centre))]

    def place_of(self, key: str) -> QRect:
        """Where an entry is on the screen."""
        item = self.view.sheet_scene.item_of(key)
        if item is None:
            return QRect()
        box = self.view.mapFromScene(item.sceneBoundingRect()).boundingRect()
        return QRect(self.view.viewport().mapToGlobal(box.topLeft()), box.size())

    def beyond(self, key: str, *, forwards: bool) -> list[str]:
        """The next streams of a unit, or the unit at the end of a stream, on the open level."""
        streams = self.view.sheet_scene.projection.sheet.streams
        if key in streams:
            ends = [streams[key].target if forwards else streams[key].source]
            return [end.unit for end in ends if end is not None and self.has(end.unit)]
        met = ((name, stream.source if forwards else stream.target) for name, stream in streams.items())
        return [name for name, end in met if end is not None and end.unit == key and self.has(name)]

    def choose(self, key: str) -> None:
        """Select an entry, and let the keyboard be there."""
        self.view.session.selection.show(key)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- items ------------------------------------------------------------------------------------------------------

    def item(self, key: str) -> SpokenItem:
        """The interface of an entry; the same one each time."""
        if key not in self._items:
            made = self._items[key] = SpokenItem(self, key)
            QAccessible.uniqueId(made)  # from now on it is Qt's
        return self._items[key]

    def selected(self) -> list[SpokenItem]:
        """Those of what is selected."""
        return [self.item(key) for key in sorted(self.view.session.selection.ids) if self.has(key)]

    def forget(self, keys: Iterable[str]) -> None:
        """Let Qt end the interfaces of what is gone."""
        for key in [key for key in keys if key in self._items]:
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(self._items[key]))
            del self._items[key]

    def forget_all(self) -> None:
        """The view is going."""
        self.forget(list(self._items))

    # -- what readers ask -------------------------------------------------------------------------------------------

    def childCount(self) -> int:  # noqa: N802 - Qt's name
        """Units, streams, annotations, and what lies over them."""
        projection = self.view.sheet_scene.projection
        drawn = (projection.units, projection.streams, projection.hanging, self._notes)
        return sum(map(len, drawn)) + super().childCount()

    def child(self, index: int) -> Any:
        """One of them."""
        keys = self.keys
        return self.item(keys[index]) if 0 <= index < len(keys) else super().child(index - len(keys))

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802 - Qt's name
        """Its place among them, -1 if it is not."""
        keys = self.keys
        if isinstance(child, SpokenItem):
            return keys.index(child.key) if child.key in keys else -1
        place = super().indexOfChild(child)
        return place if place < 0 else place + len(keys)

    def childAt(self, x: int, y: int) -> Any:  # noqa: N802 - Qt's name
        """What is at a point of the screen; units before streams, since they lie over them."""
        here = self.view.viewport().mapFromGlobal(QPoint(x, y))
        for item in self.view.items(here):
            if isinstance(item, UnitItem | StreamItem | AnnotationItem) and self.has(item.key):
                return self.item(item.key)
        return super().childAt(x, y)

    def focusChild(self) -> Any:  # noqa: N802 - Qt's name
        """What is selected, where the sheet has the keyboard."""
        only = self.view.session.selection.only
        return self.item(only) if only is not None and self.has(only) and self.view.hasFocus() else None

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        """What is selected, to be read and changed."""
        return self._selection if kind == QAccessible.InterfaceType.SelectionInterface else None


def _by_place(places: Mapping[str, float]) -> list[str]:
    return sorted(places, key=lambda key: (places[key], key))


class _Readers(QObject):
    """Holds the interfaces of views as long as Qt does."""

    def __init__(self, application: QObject) -> None:
        super().__init__(application)
        self._kept: dict[int, SpokenView] = {}

    def interface_of(self, _class_name: str, part: QObject | None) -> QAccessibleInterface | None:
        """That of a view of a sheet or a diagram; None leaves the choice to Qt."""
        if isinstance(part, CanvasView):
            return self._keep(SpokenSheet(part), part)
        if isinstance(part, SankeyView):
            return self._keep(SpokenView(part, QAccessible.Role.Chart), part)
        return None

    def _keep(self, made: SpokenView, view: QWidget) -> QAccessibleInterface:
        number = id(made)
        self._kept[number] = made

        def let_go() -> None:
            made.forget_all()
            QTimer.singleShot(0, self, lambda: self._kept.pop(number, None))  # Qt ends it first

        view.destroyed.connect(let_go)
        return made


@cache
def install_readers() -> Callable[..., Any]:
    """Let Qt ask for our interfaces; once for the application, which is there already."""
    application = QApplication.instance()
    assert application is not None
    readers = _Readers(application)
    QAccessible.installFactory(readers.interface_of)
    return readers.interface_of
