"""A hand that does at random what an engineer does on the sheet, and looks after each action whether all holds."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

import msgspec
from PySide6.QtCore import QPointF

from app.editor.canvas.connecting import connect
from app.editor.canvas.placing import place
from app.editor.canvas.view import CanvasView
from app.editor.document.annotating import with_annotation
from app.editor.document.ports import free_ports
from app.editor.document.reconnecting import let_hang, ports_for_end, reconnected
from flowsheets.diagram.annotations import drawn_words
from flowsheets.diagram.geometry import on_grid
from flowsheets.diagram.numbers import numbered
from flowsheets.diagram.scene import scene
from flowsheets.diagram.subflowsheets import level_sheet
from flowsheets.document.checks import check
from flowsheets.document.describing import with_area
from flowsheets.document.editing import renamed, with_parameter
from flowsheets.document.file import dumps, loads
from flowsheets.document.levels import shown_on
from flowsheets.document.records import Annotation
from unitops.catalogue import catalogue
from unitops.errors import RaffinateError

IMPOSSIBLE = {
    "tags_are_readable",
    "tags_are_unique",
    "ids_are_unique",
    "streams_end_at_units",
    "drawing_shows_the_sheet",
    "subflowsheets_hold_what_is_there",
    "subflowsheets_have_parents",
    "subflowsheets_have_tags",
}
"""Checks that no edit may ever break; the others tell what is not finished yet."""
TABLE = "stream table"
MOST = 24
"""Units on the sheet; beyond that the hand takes some off."""


def _differing(drawn: Mapping[str, object], fresh: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    """What is drawn in another way than from a file opened anew, both ways."""
    keys = drawn.keys() | fresh.keys()
    return {key: (drawn.get(key), fresh.get(key)) for key in sorted(keys) if drawn.get(key) != fresh.get(key)}


class RandomHand:
    """Acts on a view's document. ``log`` holds what it did, to be read when something does not hold."""

    def __init__(self, view: CanvasView, seed: int) -> None:
        self.view, self.document = view, view.session.document
        self.random = random.Random(seed)
        self.log: list[str] = []
        self._operations = sorted(catalogue())

    def act(self) -> None:
        """One action."""
        doings: tuple[tuple[int, Callable[[], None]], ...] = (
            (6, self._add), (3, self._delete), (8, self._connect), (6, self._move), (3, self._turn), (2, self._rename),
            (3, self._edit), (2, self._switch_off), (2, self._paste), (5, self._undo), (4, self._redo),
            (3, self._reconnect), (3, self._let_hang), (1, self._arrange),
            (3, self._annotate), (3, self._annotate_other),
            (4, self._fold), (2, self._dissolve), (5, self._open), (3, self._go_up), (2, self._move_across),
            (1, self._fold_areas), (1, self._jump),
        )  # fmt: skip
        weights, actions = zip(*doings, strict=True)
        action = self.random.choices(actions, weights)[0]
        if len(self.document.sheet.units) > MOST:
            action = self._delete
        self.log.append(action.__name__)
        action()

    def assert_all_holds(self) -> None:
        """The document is sound and is read as it is written; the drawing is that of a file opened anew."""
        sheet = self.document.sheet
        broken = {problem.check for problem in check(sheet)} & IMPOSSIBLE
        assert not broken, (broken, self.log[-5:])
        text = dumps(sheet)
        assert dumps(loads(text)) == text, self.log[-5:]
        document, whole = self.document, sheet
        assert document.level in ("", *whole.drawing.subflowsheets), self.log[-5:]
        scene_shown = self.view.sheet_scene
        projection = scene_shown.projection
        projection.settle()
        sheet = level_sheet(whole, document.level)
        assert projection.sheet == sheet, self.log[-5:]
        fresh = scene(sheet)
        assert projection.units == dict(fresh.units), self.log[-5:]
        assert projection.streams == dict(fresh.streams), (self.log[-5:], _differing(projection.streams, fresh.streams))
        assert projection.diamonds == numbered(fresh), self.log[-5:]
        assert {key: item.drawn for key, item in scene_shown.units.items()} == dict(fresh.units), self.log[-5:]
        assert {key: item.drawn for key, item in scene_shown.streams.items()} == dict(fresh.streams), self.log[-5:]
        hanging = {k for k in fresh.hanging if (sheet.streams[k].source is None) != (sheet.streams[k].target is None)}
        assert scene_shown.hanging.keys() == hanging == projection.hanging.keys(), self.log[-5:]
        assert {item for item in scene_shown.items() if hasattr(item, "drawn")} == {
            *scene_shown.units.values(),
            *scene_shown.streams.values(),
            *scene_shown.hanging.values(),
            *scene_shown.annotations.items.values(),
        }, self.log[-5:]
        notes = scene_shown.annotations.items
        assert {key: item.note for key, item in notes.items()} == sheet.drawing.annotations, self.log[-5:]
        for item in notes.values():
            if item.note.shape != "stream table":
                assert item.drawn == drawn_words(item.note), self.log[-5:]
        for key, item in notes.items():
            assert item.isSelected() == (key in self.view.session.selection.ids), self.log[-5:]
        drawn = whole.drawing.annotations.keys() | whole.drawing.subflowsheets.keys()
        assert self.view.session.selection.ids <= whole.units.keys() | whole.streams.keys() | drawn
        assert all(unit in shown_on(whole, "") for unit in whole.units), self.log[-5:]

    def undo_all(self) -> None:
        """Back to the start."""
        while self.document.undo_stack.canUndo():
            self.document.undo_stack.undo()

    # -- what it does -----------------------------------------------------------------------------------------------

    def _unit(self) -> str | None:
        units = sorted(self.document.sheet.units)
        return self.random.choice(units) if units else None

    def _stream(self) -> str | None:
        streams = sorted(self.document.sheet.streams)
        return self.random.choice(streams) if streams else None

    def _spot(self) -> tuple[float, float]:
        return self.random.uniform(-600, 600), self.random.uniform(-400, 400)

    def _choose_some(self) -> None:
        sheet = self.view.sheet_scene.projection.sheet
        everything = sorted([*sheet.units, *sheet.streams, *sheet.drawing.annotations])
        self.view.session.selection.set(self.random.sample(everything, min(len(everything), self.random.randint(1, 4))))

    def _add(self) -> None:
        place(self.view, self.random.choice(self._operations), QPointF(*self._spot()))

    def _delete(self) -> None:
        self._choose_some()
        self.view.sheet_actions.delete()

    def _connect(self) -> None:
        sheet, unit = self.document.sheet, self._unit()
        operation = catalogue().get(sheet.units[unit].operation) if unit else None
        if unit is None or operation is None or not operation.declaration.ports:
            return
        port = self.random.choice(sorted(operation.declaration.ports))
        targets = [(other, name) for other in sorted(sheet.units) for name in free_ports(sheet, (unit, port), other)]
        if targets:
            connect(self.view, (unit, port), self.random.choice(targets))

    def _move(self) -> None:
        self._choose_some()
        sheet, projection = self.document.sheet, self.view.sheet_scene.projection
        dragged: set[str] = set()
        if self.random.random() < 0.5:
            units = {key: projection.units[key].placement for key in self.view.session.selection.equipment}
            dragged = set(units)
            x, y = self._spot()
            projection.preview(
                {k: msgspec.structs.replace(p, x=p.x + x // 8, y=p.y + y // 8) for k, p in units.items()}
            )
            projection.preview(units)
        self.view.sheet_actions.nudge(self.random.randint(-9, 9), self.random.randint(-9, 9))
        if self.document.sheet is sheet:  # dropped where they were taken up
            projection.put_back(dragged)

    def _turn(self) -> None:
        self._choose_some()
        self.random.choice((self.view.sheet_actions.turn, self.view.sheet_actions.mirror))()

    def _rename(self) -> None:
        owner = self.random.choice((self._unit(), self._stream()))
        if owner is not None:
            try:
                edited = renamed(self.document.sheet, owner, f"X-{self.random.randint(1, 60)}")
            except RaffinateError:
                return
            self.document.do("Rename", edited)

    def _edit(self) -> None:
        unit = self._unit()
        operation = catalogue().get(self.document.sheet.units[unit].operation) if unit else None
        if unit is None or operation is None or not operation.declaration.parameters:
            return
        name = self.random.choice(sorted(operation.declaration.parameters))
        value = self.random.choice((None, "1 kg/h", 0.5, "25 degC", 3))
        self.document.do("Set", with_parameter(self.document.sheet, unit, name, value))

    def _switch_off(self) -> None:
        self._choose_some()
        self.view.sheet_actions.switch_off()

    def _paste(self) -> None:
        self._choose_some()
        if len(self.document.sheet.units) < MOST:
            self.view.clipboard.duplicate()

    def _undo(self) -> None:
        self.document.undo_stack.undo()

    def _redo(self) -> None:
        self.document.undo_stack.redo()

    def _reconnect(self) -> None:
        stream = self._stream()
        if stream is None:
            return
        which = self.random.choice(("source", "target"))
        ports = ports_for_end(self.document.sheet, stream, which)
        if ports:
            unit = self.random.choice(sorted(ports))
            port = self.random.choice(sorted(ports[unit]))
            self.document.do("Take", reconnected(self.document.sheet, stream, which, (unit, port)))

    def _let_hang(self) -> None:
        stream = self._stream()
        if stream is not None:
            which = self.random.choice(("source", "target"))
            self.document.do("Disconnect", let_hang(self.document.sheet, stream, which, self._spot()))

    def _annotate(self) -> None:
        x, y = (on_grid(place) for place in self._spot())
        words = self.random.choice(("", "Area 100", "two\nlines", "a <long> note " * 9))
        shape = self.random.choice(("text", "box", "stream table"))
        width = self.random.choice((None, 80.0, 400.0))
        there = sorted(self.document.sheet.streams)
        streams = tuple(self.random.sample(there, min(2, len(there))))
        note = Annotation(x=x, y=y, text=words, shape=shape, width=width, streams=streams if shape == TABLE else ())
        self.document.do("Add note", with_annotation(self.document.sheet, note)[0])

    def _annotate_other(self) -> None:
        """Resize, write, drag and put back."""
        notes = self.document.sheet.drawing.annotations
        if not notes:
            return
        key = self.random.choice(sorted(notes))
        self.view.session.selection.set((key,))
        layer = self.view.sheet_scene.annotations
        layer.preview({key: msgspec.structs.replace(notes[key], x=notes[key].x + 40, width=200.0)})
        layer.put_back()
        doings: tuple[Callable[[], object], ...] = (
            lambda: self.view.annotating.resize(self.random.randint(-9, 9), self.random.randint(-9, 9)),
            lambda: self.view.sheet_actions.nudge(self.random.randint(-9, 9), 3),
            self.view.clipboard.duplicate,
            lambda: self.document.do(
                "Write", with_annotation(self.document.sheet, msgspec.structs.replace(notes[key], text="other"), key)[0]
            ),
        )
        self.random.choice(doings)()

    def _box(self) -> str | None:
        boxes = sorted(self.document.sheet.drawing.subflowsheets)
        return self.random.choice(boxes) if boxes else None

    def _fold(self) -> None:
        self._choose_some()
        self.view.folding.fold()

    def _dissolve(self) -> None:
        box = self._box()
        if box is not None:
            self.view.session.selection.show(box)
            self.view.folding.dissolve()

    def _open(self) -> None:
        box = self._box()
        if box is not None:
            self.view.session.selection.show(box)
            self.view.folding.open()

    def _go_up(self) -> None:
        self.view.folding.go_up()

    def _jump(self) -> None:
        key = self.random.choice((self._unit(), self._stream()))
        if key is not None:
            self.view.session.selection.show(key)

    def _move_across(self) -> None:
        self._choose_some()
        chosen = self.view.session.selection
        if len(chosen.subflowsheets) == 1 and chosen.units:
            self.view.folding.move_in()
        elif chosen.equipment and self.document.level:
            self.view.folding.move_out()

    def _fold_areas(self) -> None:
        units = sorted(self.document.sheet.units)
        if len(units) > 3:
            area = self.random.choice(("", "100 Leach", "Wash"))
            self.document.do("Area", with_area(self.document.sheet, units[: self.random.randint(1, 4)], area))
            self.view.folding.fold_areas()

    def _arrange(self) -> None:
        self._choose_some()
        arranging = self.view.arranging
        self.random.choice((arranging.lay_out, arranging.straighten, lambda: arranging.align("middle")))()
