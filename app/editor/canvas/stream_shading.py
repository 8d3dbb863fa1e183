"""Streams coloured and widened by a quantity of the last solution, instead of by what flows in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QMenu

from app.editor.document.change import Change
from app.editor.results.shown import Shown
from app.editor.session import Session
from app.editor.window.actions import Action
from flowsheets.diagram.stream_quantities import Shading, StreamQuantity, title_of

if TYPE_CHECKING:
    from app.editor.canvas.sheet_scene import SheetScene
    from app.editor.canvas.view import CanvasView

Way = Literal["colour", "width"]
FIELDS: Mapping[Way, str] = {"colour": "colour_by", "width": "widen_by"}
"""Of the drawing in the file."""
VERBS: Mapping[Way, str] = {"colour": "Colour streams by", "width": "Widen streams by"}
USUAL = ("mass", "T", "P", "solids share", "liquors: pH")
"""Offered for every sheet; elements that flow in it come with its solution."""
MENU = "View|Streams by quantity"
FIRST = "mass"
"""What the key shows first."""


class StreamShading(QObject):
    """Asks for the chosen quantities with every solution and gives the stream items colours and widths."""

    changed = Signal()
    """Other quantities, other values, or whether they are from before the last edit."""

    def __init__(self, session: Session, scene: SheetScene) -> None:
        super().__init__(scene)
        self._session, self._scene = session, scene
        self._shown = Shown(session, self)
        self.shading = Shading()
        self.missing: dict[Way, str] = {}
        """Why a chosen quantity is not shown."""
        self._last: dict[Way, str] = {"colour": FIRST}
        """What the key shows when nothing is shown."""
        self._shown.changed.connect(self._ask)
        self._shown.staled.connect(self.changed)
        session.document.changed.connect(self._follow)
        session.document.replaced.connect(self._begin_anew)
        session.theme.changed.connect(self._apply)
        scene.projection.streams_changed.connect(self._dress)
        self._ask()

    @property
    def chosen(self) -> dict[Way, str]:
        """The quantities that are chosen."""
        drawing = self._session.document.sheet.drawing
        every: dict[Way, str] = {"colour": drawing.colour_by, "width": drawing.widen_by}
        return {way: name for way, name in every.items() if name}

    @property
    def is_stale(self) -> bool:
        """Whether it shows numbers from before the last edit."""
        return self._shown.is_stale

    def choose(self, way: Way, name: str) -> None:
        """Colour or widen by a quantity, or by none."""
        chosen: dict[Way, str] = {**self.chosen, way: name}
        self._put(f"{VERBS[way]} {title_of(name) if name else 'nothing'}", chosen)

    def toggle(self) -> None:
        """Off, and on again as it was."""
        if self.chosen:
            self._last = self.chosen
            self.show_none()
        else:
            self._put("Show streams by quantity", self._last)

    def show_none(self) -> None:
        """Streams as usual, by what flows in them."""
        self._put("Show streams by what flows", {})

    def _put(self, text: str, chosen: Mapping[Way, str]) -> None:
        """An edit of the drawing: kept in the file, taken back as any other, and no result is stale by it."""
        document = self._session.document
        fields = {field: chosen.get(way, "") for way, field in FIELDS.items()}
        drawing = msgspec.structs.replace(document.sheet.drawing, **fields)
        document.do(text, msgspec.structs.replace(document.sheet, drawing=drawing))

    def elements(self) -> list[str]:
        """The elements that flow in the streams of the last solution."""
        solution = self._shown.solution
        if solution is None:
            return []
        written = solution.written["streams"].values()
        return sorted({name for stream in written for name, flow in stream["elements_kg_per_h"].items() if flow})

    def offered(self) -> list[str]:
        """Every quantity that can be chosen now."""
        return [*USUAL, *(f"elements: {element}" for element in self.elements())]

    # -- following --------------------------------------------------------------------------------------------------

    def _begin_anew(self) -> None:
        """Another sheet, which may show something else."""
        self._last = {"colour": FIRST}
        self._ask()

    def _follow(self, change: Change) -> None:
        if change.shading:
            self._ask()

    def _ask(self) -> None:
        """Values of the chosen quantities; what is no longer chosen, or of a sheet that is gone, is not shown."""
        self.missing = {}
        if self._shown.solution is None or not self.chosen:
            self._show(Shading())
            return
        chosen = self.chosen

        def take(answer: dict[str, Any]) -> None:
            if chosen == self.chosen:
                found = {way: _quantity(answer[name]) for way, name in chosen.items()}
                self.missing = {way: str(answer[name]) for way, name in chosen.items() if found[way] is None}
                self._show(Shading(found.get("colour"), found.get("width")))

        self._shown.ask("stream quantities", take, names=sorted(set(chosen.values())))

    def _show(self, shading: Shading) -> None:
        self.shading = shading
        self._apply()
        self.changed.emit()

    def _apply(self) -> None:
        self._dress(set(self._scene.streams))

    def _dress(self, keys: set[str]) -> None:
        """Streams with a free end have no number."""
        solution, look = self._shown.solution, self._session.theme.palette
        for key in keys & self._scene.streams.keys():
            item = self._scene.streams[key]
            record = solution.sheet.streams.get(key) if solution else None
            tag = record.tag if record else ""
            shade, width = self.shading.colour_of(tag, look), self.shading.width_of(tag)
            if (item.shade, item.width) != (shade, width):
                item.shade, item.width = shade, width
                item.update()


def _quantity(answer: Any) -> StreamQuantity | None:
    """None for the reason why there is none."""
    return None if isinstance(answer, str) else msgspec.convert(answer, StreamQuantity)


class ShadingActions:
    """For the View menu, the keys and the legend."""

    def __init__(self, view: CanvasView, shading: StreamShading) -> None:
        self._view, self._shading = view, shading
        self.menu: QMenu | None = None
        """The list of quantities, once it was opened."""

    def actions(self) -> Iterable[Action]:
        """The usual quantities, and a list of all."""
        shading, settings = self._shading, self._view.session.settings
        yield Action(
            "streams by quantity", "Streams by quantity on or off", MENU, shading.toggle, keys="Q", icon="ph.palette",
            group=6, checked=lambda: bool(shading.chosen),
            says="As they were last; the first time by mass flow. Kept in the file",
        )  # fmt: skip
        yield Action(
            "choose quantity", "Choose a quantity…", MENU, self.open_menu, keys="Shift+Q", group=6,
            says="Elements that flow in the sheet, and all others",
        )  # fmt: skip
        for way, verb in VERBS.items():
            for name in USUAL:
                yield Action(
                    f"{way} by {name}", f"{verb} {title_of(name)}", MENU, partial(self._toggle, way, name),
                    group=7 if way == "colour" else 8, checked=partial(self._is_chosen, way, name),
                )  # fmt: skip
        yield Action(
            "hand in quantity", "Also when handed in", MENU,
            lambda: settings.put(hand_in_quantity=not settings.values.hand_in_quantity), group=9,
            checked=lambda: settings.values.hand_in_quantity,
            says="Drawings that are exported or printed show the quantity as well",
        )  # fmt: skip

    def open_menu(self, at: QPoint | None = None) -> QMenu:
        """The list of quantities, to colour or to widen by."""
        menu = QMenu(self._view)
        menu.setAccessibleName("Quantities of streams")
        for way, verb in VERBS.items():
            part = menu.addMenu(verb)
            for name in ("", *self._shading.offered()):
                entry = part.addAction(_as_entry(title_of(name)) if name else "Nothing")
                entry.setCheckable(True)
                entry.setChecked(self._shading.chosen.get(way, "") == name)
                _on(entry, partial(self._shading.choose, way, name))
        menu.addSeparator()
        _on(menu.addAction("As usual: by what flows"), self._shading.show_none)
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        menu.popup(at or QCursor.pos())
        return menu

    def _toggle(self, way: Way, name: str) -> None:
        self._shading.choose(way, "" if self._is_chosen(way, name) else name)

    def _is_chosen(self, way: Way, name: str) -> bool:
        return self._shading.chosen.get(way) == name


def _as_entry(words: str) -> str:
    """With a capital, but for pH."""
    return words if words[1:2].isupper() else words[:1].upper() + words[1:]


def _on(entry: QAction, run: Callable[[], object]) -> None:
    entry.triggered.connect(lambda _on=False: run())
