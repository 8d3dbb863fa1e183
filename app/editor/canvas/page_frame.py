"""Paper, frame and title block round the drawing, as ``flowsheets.diagram.paper`` lays them when it is handed in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QObject, QPointF, QRectF, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.editor.canvas.annotation_field import WordsField
from app.editor.canvas.mark_painting import paint_marks
from app.editor.canvas.painting import rectangle
from app.editor.results.shown import Shown
from app.editor.window.actions import Action
from flowsheets.diagram.geometry import Box, Point
from flowsheets.diagram.legend import full_legend
from flowsheets.diagram.look import Palette
from flowsheets.diagram.marks import Mark, Rectangle
from flowsheets.diagram.page import Columns
from flowsheets.diagram.paper import Arrangement, arranged_on, framed
from flowsheets.diagram.stream_quantities import Shading
from flowsheets.diagram.subflowsheets import levels, tags_on
from flowsheets.diagram.svg import MARGIN
from flowsheets.diagram.title_block import NOT_SOLVED, Numbering, fields, standing_words
from flowsheets.document.editing import with_page
from flowsheets.document.records import PageFrame as Page
from unitops.errors import InputError

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

FAINT = 0.45
"""Opacity of what is barely visible until it is printed."""
UNDER_ALL = -1.0
PATIENCE = 60
"""[ms] From a drawing that has settled to the frame that fits it."""
KEY = "page"


class PageItem(QGraphicsItem):
    """Marks in px of paper, scaled to the drawing."""

    def __init__(self, look: Palette) -> None:
        super().__init__()
        self.look = look
        self.marks: tuple[Mark, ...] = ()
        self._paper = QRectF()
        self.setZValue(UNDER_ALL)
        self.setFlag(self.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def lay(self, page: Arrangement, marks: tuple[Mark, ...]) -> None:
        """Where the paper lies under the drawing, and what stands on it."""
        self.prepareGeometryChange()
        self._paper, self.marks = rectangle(page.paper), marks
        self.setScale(1.0 / page.scale)
        self.setPos(-page.shift[0] / page.scale, -page.shift[1] / page.scale)
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        """The paper."""
        return self._paper.adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """Faint: it is not the drawing."""
        painter.setOpacity(FAINT)
        paint_marks(painter, self.marks, self.look, option.exposedRect)  # type: ignore[attr-defined]  # the stub lacks it


class PageFrame(QObject):
    """Shown if it is wanted; follows the drawing, the document's page and the solution. Fields are written in place."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view, self._session = view, view.session
        self._shown = Shown(self._session, self)
        self.item: PageItem | None = None
        self.arrangement: Arrangement | None = None
        self._table: Columns | None = None
        self._asked: tuple[Any, ...] | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PATIENCE)
        self._later.timeout.connect(self.lay)
        scene = view.sheet_scene
        for told in (
            scene.projection.numbers_changed, scene.annotations.changed, self._session.document.changed,
            self._session.theme.changed, self._shown.changed, self._shown.staled, scene.shading.changed,
            self._session.document.level_changed,
        ):  # fmt: skip
            told.connect(self._lay_later)
        self._session.settings.changed.connect(self._follow_settings)
        self._lay_later()

    def actions(self) -> Iterable[Action]:
        """For the View menu."""
        yield Action(
            "page frame", "Page frame", "View", self.toggle, keys="Ctrl+Shift+P", icon="ph.frame-corners", group=5,
            checked=lambda: self._session.settings.values.show_page_frame,
            says="Paper, frame and title block round the drawing, as they are printed",
        )  # fmt: skip

    def toggle(self) -> None:
        """Show or hide it; kept for the next start."""
        self._session.settings.put(show_page_frame=not self._session.settings.values.show_page_frame)

    @property
    def paper(self) -> QRectF:
        """Of the drawing; empty while it is not shown."""
        return self.item.sceneBoundingRect() if self.item is not None else QRectF()

    def _follow_settings(self, name: str) -> None:
        if name in ("show_page_frame", "hand_in_quantity"):
            self.lay()

    def _lay_later(self) -> None:
        if self._session.settings.values.show_page_frame:
            self._later.start()

    # -- laying -----------------------------------------------------------------------------------------------------

    def lay(self) -> None:
        """Lay paper, frame and title block round what is drawn now."""
        scene, document = self._view.sheet_scene, self._session.document
        if not self._session.settings.values.show_page_frame:
            if self.item is not None:
                scene.removeItem(self.item)
            self.item = self.arrangement = None
            return
        if not scene.projection.is_settled:
            self._later.start()
            return
        self._ask_for_table()
        sheet = scene.projection.sheet
        look, drawing = self._session.theme.palette, scene.drawing
        extent = Box(drawing.left(), drawing.top(), drawing.right(), drawing.bottom()).grown(MARGIN)
        frame = sheet.drawing.frame or Page()
        table = self._table if frame.table != "none" else None
        try:
            self.arrangement = arranged_on(sheet, extent, table)
        except InputError as error:  # a paper that is not known
            self._view.say(error.sentence())
            return
        if self.item is None:
            self.item = PageItem(look)
            scene.addItem(self.item)
        self.item.look = look
        phases = {phase for stream in scene.streams.values() for phase in stream.phases}
        handed_in = self._session.settings.values.hand_in_quantity
        shading = scene.shading.shading if handed_in else Shading()
        edge = Rectangle(self.arrangement.paper, line="quiet")
        every = levels(document.sheet)
        among = Numbering(every.index(document.level) + 1, len(every)) if len(every) > 1 else None

        def key(at: Point) -> tuple[list[Mark], float]:
            return full_legend(phases, shading, at, look)

        marks = framed(sheet, self.arrangement, self._standing(), key, among=among)
        self.item.lay(self.arrangement, (edge, *marks))

    def _standing(self) -> str:
        solution = self._shown.solution
        if solution is None or self._shown.is_stale:
            return NOT_SOLVED
        return standing_words(solution.status, float(solution.closure["mass"]), float(solution.closure["energy"]))

    def _ask_for_table(self) -> None:
        """The table of streams as it is printed, asked for once for each solution and choice of rows."""
        solution = self._shown.solution
        frame = self._session.document.sheet.drawing.frame or Page()
        tags = tags_on(solution.sheet, self._session.document.level) if solution is not None else None
        choice = (solution.token, frame.table_rows, tags) if solution is not None else None
        if choice == self._asked:
            return
        self._asked = choice
        if solution is None:
            self._table = None
            return
        wanted = {KEY: {"rows": frame.table_rows, "streams": tags}}
        self._shown.ask("stream columns", self._take, wanted=wanted)

    def _take(self, answer: dict[str, Any]) -> None:
        self._table = msgspec.convert(answer[KEY], Columns)
        self.lay()

    # -- fields -----------------------------------------------------------------------------------------------------

    def field_at(self, position: QPointF) -> str | None:
        """The field of the title block at a point of the drawing."""
        for name, area in self._fields().items():
            if area.contains(position):
                return name
        return None

    def _fields(self) -> dict[str, QRectF]:
        if self.item is None or self.arrangement is None:
            return {}
        inner = self.arrangement.inner
        found = fields(self._view.sheet_scene.projection.sheet, (inner.right, inner.bottom))
        return {name: self.item.mapRectToScene(rectangle(box)) for name, box in found.items()}

    def edit(self, name: str) -> None:
        """Write a field of the title block, or the sheet's title, where it stands."""
        document = self._session.document
        area = self._fields()[name]
        page = document.sheet.drawing.frame or Page()
        words = document.sheet.title if name == "title" else page.title_block.get(name, "")

        def take(written: str) -> None:
            sheet = document.sheet
            if name == "title":
                document.do("Enter title", msgspec.structs.replace(sheet, title=written))
                return
            page = sheet.drawing.frame or Page()
            others = {key: text for key, text in page.title_block.items() if key != name}
            block = others | ({name: written} if written else {})
            if block != page.title_block:
                document.do(f"Enter {name}", with_page(sheet, msgspec.structs.replace(page, title_block=block)))

        says = "Title of the sheet" if name == "title" else f"{name.capitalize()} in the title block"
        WordsField(self._view, area.topLeft(), words, take, name=says, is_title=True)
