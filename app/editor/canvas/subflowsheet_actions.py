"""Folding units into sub-flowsheets, opening these, and going up again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.editor.document.annotating import in_words
from app.editor.document.folding import areas_folded, folded, opened_out
from app.editor.window.actions import Action
from flowsheets.document.levels import PLANT_LEVEL, level_of, parents
from flowsheets.document.subflowsheets import moved_into
from unitops.errors import RaffinateError

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

MENU = "Draw|Sub-flowsheet"


class SubflowsheetActions:
    """Each edit is a step of undo that moves nothing of the model; opening and going up are no edits."""

    def __init__(self, view: CanvasView) -> None:
        self._view, self._session = view, view.session

    def actions(self) -> Iterable[Action]:
        """For the Draw menu."""
        one, some = self._one_box, lambda: bool(self._session.selection.equipment)
        yield Action(
            "fold", "Make a sub-flowsheet", MENU, self.fold, keys="Ctrl+G", icon="ph.folder-simple-plus", group=0,
            enabled=some, says="The chosen units get a sheet of their own; here one box stands for them",
        )  # fmt: skip
        yield Action(
            "dissolve", "Dissolve", MENU, self.dissolve, keys="Ctrl+Shift+G", icon="ph.folder-simple-minus", group=0,
            enabled=lambda: bool(self._session.selection.subflowsheets), says="Puts its units back where its box is",
        )  # fmt: skip
        yield Action(
            "fold areas", "Fold areas", MENU, self.fold_areas, group=0, enabled=self._has_areas,
            says="A sub-flowsheet for the units of each area on this sheet",
        )  # fmt: skip
        yield Action(
            "open subflowsheet", "Open", MENU, self.open, keys="Ctrl+Down", icon="ph.folder-simple", group=1,
            enabled=lambda: one() is not None, says="Shows the sheet of the chosen box",
        )  # fmt: skip
        yield Action(
            "go up", "Go up", MENU, self.go_up, keys="Ctrl+Up", icon="ph.arrow-elbow-left-up", group=1,
            enabled=lambda: self._session.document.level != PLANT_LEVEL, says="Shows the sheet on which the box stands",
        )  # fmt: skip
        yield Action(
            "move in", "Move into the chosen box", MENU, self.move_in, group=2, enabled=self._may_move_in,
            says="The other chosen units go to its sheet",
        )  # fmt: skip
        yield Action(
            "move out", "Move out, one sheet up", MENU, self.move_out, group=2,
            enabled=lambda: some() and self._session.document.level != PLANT_LEVEL,
            says="The chosen units go to the sheet on which the box stands",
        )  # fmt: skip

    def fold(self) -> None:
        """The chosen units, annotations and boxes get a sheet of their own."""
        document, chosen = self._session.document, self._session.selection
        members = [*chosen.equipment, *chosen.annotations]
        try:
            edited, key = folded(document.sheet, members, document.level)
        except RaffinateError as error:
            self._view.say(error.sentence())
            return
        document.do(f"Make {edited.drawing.subflowsheets[key].tag} of {in_words(document.sheet, members)}", edited)
        self._session.selection.set((key,))

    def dissolve(self) -> None:
        """The contents of the chosen boxes stand here again."""
        document, keys = self._session.document, self._session.selection.subflowsheets
        edited = document.sheet
        inside: set[str] = set()
        for key in keys:
            before = edited.drawing.subflowsheets[key]
            inside |= {*before.units, *before.annotations}
            inside |= {box for box, parent in parents(edited.drawing).items() if parent == key}
            edited = opened_out(edited, key)
        if keys:
            document.do(f"Dissolve {in_words(document.sheet, keys)}", edited)
            self._session.selection.set(inside)

    def fold_areas(self) -> None:
        """A sub-flowsheet for each area of the opened level."""
        document = self._session.document
        edited, made = areas_folded(document.sheet, document.level)
        if made:
            document.do("Fold areas", edited)
            self._session.selection.set(made)

    def open(self) -> None:
        """Show the sheet of the chosen box."""
        key = self._one_box()
        if key is not None:
            self._session.document.open_level(key)

    def go_up(self) -> None:
        """Show the sheet on which the box of the opened one stands, and choose the box."""
        document = self._session.document
        left = document.level
        if left != PLANT_LEVEL:
            document.open_level(level_of(document.sheet, left))
            self._session.selection.set((left,))

    def move_in(self) -> None:
        """The chosen units go into the one chosen box."""
        document, chosen = self._session.document, self._session.selection
        box, units = chosen.subflowsheets[0], [*chosen.units, *chosen.annotations]
        tag = document.sheet.drawing.subflowsheets[box].tag
        document.do(f"Move {in_words(document.sheet, units)} into {tag}", moved_into(document.sheet, units, box))

    def move_out(self) -> None:
        """The chosen units go to the sheet above."""
        document, chosen = self._session.document, self._session.selection
        members = [*chosen.equipment, *chosen.annotations]
        above = level_of(document.sheet, document.level)
        document.do(f"Move {in_words(document.sheet, members)} out", moved_into(document.sheet, members, above))

    def _one_box(self) -> str | None:
        chosen = self._session.selection
        return chosen.only if chosen.subflowsheets else None

    def _may_move_in(self) -> bool:
        chosen = self._session.selection
        return len(chosen.subflowsheets) == 1 and bool(chosen.units)

    def _has_areas(self) -> bool:
        document = self._session.document
        units = self._view.sheet_scene.projection.sheet.units
        areas = [record.area for key, record in units.items() if key in document.sheet.units and record.area]
        return len(areas) > len(set(areas)) and len(areas) > 1
