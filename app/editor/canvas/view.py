"""The view on the sheet: moving about, and handing mouse and keys to the gesture at hand."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QLabel, QWidget

from app.editor.canvas.annotation_actions import AnnotationActions, dragged_note
from app.editor.canvas.arranging_actions import ArrangingActions
from app.editor.canvas.clipboard import Clipboard
from app.editor.canvas.empty_sheet import EmptySheet
from app.editor.canvas.free_room import free_room, scale_in
from app.editor.canvas.gesture import Gesture
from app.editor.canvas.items import StreamItem, UnitItem
from app.editor.canvas.menus import open_menu
from app.editor.canvas.overview_map import OverviewMap
from app.editor.canvas.page_frame import PageFrame
from app.editor.canvas.painting import paint_grid
from app.editor.canvas.placing import dragged_operation, place, stream_under
from app.editor.canvas.pointing import Pointing
from app.editor.canvas.shading_legend import ShadingLegend
from app.editor.canvas.sheet_actions import SheetActions
from app.editor.canvas.sheet_scene import SheetScene
from app.editor.canvas.stream_shading import ShadingActions
from app.editor.canvas.subflowsheet_actions import SubflowsheetActions
from app.editor.canvas.viewpoints import Viewpoints
from app.editor.canvas.zooming import Zooming
from app.editor.session import Session
from app.editor.window.actions import Action
from flowsheets.diagram.geometry import GRID
from flowsheets.document.levels import level_of

SMALLEST, LARGEST, STEP = 0.08, 6.0, 1.25
FRAME = 48.0
"""Room left round the drawing when it is fitted [px]."""
MAJOR = 8
"""Every so many grid lines one is drawn."""


class CanvasView(QGraphicsView):
    """The sheet. What the mouse does depends on the gesture; ``Pointing`` is the one at rest."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.sheet_scene = SheetScene(session)
        super().__init__(self.sheet_scene, parent)
        self.sheet_scene.setParent(self)
        self.session = session
        self.setAccessibleName("Flowsheet")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        # Painting clipped to many small areas, as after streams all over the sheet, takes thrice the time of one large.
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.BoundingRectViewportUpdate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAcceptDrops(True)
        self._gesture: Gesture = Pointing(self)
        self._panning: QPoint | None = None
        self._fit_wanted = True
        self._seen_whole: tuple[QTransform, QPointF] | None = None
        """Scale and middle at which everything was shown: kept as the view's size changes until one looks elsewhere."""
        self._lit: StreamItem | None = None
        self.zooming = Zooming(self)
        self.sheet_actions = SheetActions(self)
        self.clipboard = Clipboard(self)
        self.arranging = ArrangingActions(self)
        self.annotating = AnnotationActions(self)
        self.folding = SubflowsheetActions(self)
        self.viewpoints = Viewpoints(self)
        self.page_frame = PageFrame(self)
        self.overview_map = OverviewMap(self)
        self.shading_actions = ShadingActions(self, self.sheet_scene.shading)
        self.legend = ShadingLegend(self, self.sheet_scene.shading, self.shading_actions)
        self.legend.resized.connect(self.make_way)
        self.empty_sheet = EmptySheet(self)
        self._hint = QLabel(self)
        self._hint.setProperty("role", "quiet")
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._hint.setAutoFillBackground(True)
        self._hint.setMargin(4)
        self._hint.hide()
        session.document.replaced.connect(self._fit_when_drawn)
        self.sheet_scene.projection.placed.connect(self._fit_if_wanted)
        session.selection.shown.connect(self.bring_into_sight)
        session.theme.changed.connect(self.viewport().update)
        session.settings.changed.connect(lambda _name: self.viewport().update())

    def actions(self) -> Iterable[Action]:  # type: ignore[override]  # every part of the window offers its own
        """Looking at the sheet, and all that is done to what is selected."""
        view = "View"
        yield Action("zoom in", "Zoom in", view, lambda: self.zoom(STEP), keys="Ctrl++ or Ctrl+=")
        yield Action("zoom out", "Zoom out", view, lambda: self.zoom(1 / STEP), keys="Ctrl+-")
        yield Action("zoom to fit", "Zoom to fit", view, self.fit, keys="Ctrl+0 or F", icon="ph.corners-out")
        yield Action("actual size", "Actual size", view, lambda: self.zoom(1 / self.scale_now), keys="Ctrl+1")
        yield from self.sheet_actions.actions()
        yield from self.clipboard.actions()
        yield from self.arranging.actions()
        yield from self.annotating.actions()
        yield from self.folding.actions()
        yield from self.page_frame.actions()
        yield from self.overview_map.actions()
        yield from self.shading_actions.actions()

    # -- looking ----------------------------------------------------------------------------------------------------

    @property
    def scale_now(self) -> float:
        """Screen px for a px of the drawing."""
        return self.transform().m11()

    def zoom(self, by: float, around: QPointF | None = None) -> None:
        """Bring nearer or further; the point of the view under ``around`` stays where it is."""
        by = min(max(by, SMALLEST / self.scale_now), LARGEST / self.scale_now)
        place = around if around is not None else QPointF(self.viewport().rect().center())
        before = self.mapToScene(place.toPoint())
        self.zooming.begin()
        self.scale(by, by)
        moved = self.mapFromScene(before) - place.toPoint()
        self._scroll(-moved)

    def fit(self) -> None:
        """Show everything, with all routes where they stay."""
        self.sheet_scene.projection.settle()
        self.show_all()

    def show_all(self) -> None:
        """Show everything clear of legend and map, also while routes are laid: they hardly reach beyond the units."""
        drawing = self.sheet_scene.drawing.united(self.page_frame.paper).adjusted(-FRAME, -FRAME, FRAME, FRAME)
        sheet = self.sheet_scene.projection.sheet
        if drawing.isEmpty() or not (sheet.units or sheet.drawing.annotations):
            self.resetTransform()
            self.centerOn(0, 0)
            return
        lying_over = [part.geometry() for part in (self.legend, self.overview_map) if part.isVisibleTo(self)]
        room = free_room(self.viewport().rect(), lying_over, drawing.size())
        scale = min(scale_in(room, drawing.size()), 1.0)
        self.setTransform(QTransform.fromScale(scale, scale))
        self.centerOn(drawing.center() + QPointF(self.viewport().rect().center() - room.center()) / scale)
        self._seen_whole = self.transform(), self.mapToScene(self.viewport().rect().center())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A sheet that is shown whole stays whole, as when the results below it take more room."""
        whole = event.oldSize().isValid() and self._is_seen_whole(QRect(QPoint(), event.oldSize()))
        super().resizeEvent(event)
        if whole:
            self.show_all()

    def _is_seen_whole(self, view: QRect) -> bool:
        """Whether one still looks at everything, in a view of this size."""
        if self._seen_whole is None or self._seen_whole[0] != self.transform():
            return False
        return (self.mapFromScene(self._seen_whole[1]) - view.center()).manhattanLength() <= 2

    def make_way(self) -> None:
        """What lies over the sheet is shown, hidden or of another size: a sheet that is shown whole stays whole."""
        if self._is_seen_whole(self.viewport().rect()):
            self.show_all()

    def bring_into_sight(self, key: str) -> None:
        """Open the level of a unit or stream, and move the view so that it can be seen."""
        if self.sheet_scene.item_of(key) is None:
            self.session.document.open_level(level_of(self.session.document.sheet, key))
            self.sheet_scene.projection.finish_drawing()
        item = self.sheet_scene.item_of(key)
        if item is not None:
            if self.scale_now < 0.4:
                self.zoom(0.8 / self.scale_now)
            self.ensureVisible(item.sceneBoundingRect(), 80, 80)

    def _scroll(self, by: QPoint) -> None:
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - by.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - by.y())

    def _fit_when_drawn(self) -> None:
        self._fit_wanted = True
        QTimer.singleShot(0, self._fit_if_wanted)

    def _fit_if_wanted(self) -> None:
        if self._fit_wanted and self.isVisible() and self.sheet_scene.projection.is_placed:
            self._fit_wanted = False
            self.show_all()

    def showEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """The first time the size is known: fit."""
        super().showEvent(event)  # type: ignore[arg-type]
        QTimer.singleShot(0, self._fit_if_wanted)

    def drawBackground(self, painter: QPainter, rect: QRectF | object) -> None:  # noqa: N802 - Qt's name
        """The sheet's ground and, where it helps, a barely visible grid."""
        look = self.session.theme.palette
        assert isinstance(rect, QRectF)
        painter.fillRect(rect, QColor(look.sheet))
        spacing = GRID * MAJOR
        if not self.session.settings.values.show_grid or self.scale_now * spacing < 24:
            return
        paint_grid(painter, rect, spacing, look.grid)

    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:  # noqa: N802 - Qt's name
        """What the gesture at hand shows, over everything."""
        self._gesture.paint(painter)

    def say(self, text: str) -> None:
        """A line at the lower edge that says what the keys do now; screen readers hear it."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))
        if text:
            self._hint.adjustSize()
            self._hint.move(8, self.height() - self._hint.height() - 8)
            self._hint.raise_()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    @property
    def hint(self) -> str:
        """The line that is said now, '' where there is none."""
        return self._hint.text()

    def has_unit_at(self, position: QPointF) -> bool:
        """Whether a unit stands at a point of the drawing."""
        return any(isinstance(item, UnitItem) for item in self.sheet_scene.items(position))

    # -- gestures ---------------------------------------------------------------------------------------------------

    @property
    def gesture(self) -> Gesture:
        """What the mouse does just now."""
        return self._gesture

    def begin(self, gesture: Gesture) -> None:
        """Let the mouse do something else until it ends."""
        self._gesture.leave()
        self._gesture = gesture
        self.viewport().update()

    def rest(self) -> None:
        """Back to pointing."""
        self.begin(Pointing(self))

    def event(self, event: QEvent) -> bool:
        """A key that the gesture takes is not the window's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._gesture.takes(event):
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: N802 - Qt's name
        """Tab is the gesture's where it wants it."""
        return False if self._gesture.takes_tab else super().focusNextPrevChild(forwards)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """The menu of what is chosen, or of the sheet."""
        if isinstance(self._gesture, Pointing):
            open_menu(self, event.globalPos())
            event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The middle button moves the sheet, whatever else is going on."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._panning = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        self.setFocus()
        self.say("")
        self._gesture.press(self.mapToScene(event.position().toPoint()), event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Move the sheet, or what the gesture does."""
        if self._panning is not None:
            here = event.position().toPoint()
            self._scroll(here - self._panning)
            self._panning = here
            return
        self._gesture.move(self.mapToScene(event.position().toPoint()), event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """End of a drag."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._panning = None
            self.viewport().unsetCursor()
            return
        self._gesture.release(self.mapToScene(event.position().toPoint()), event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A second press is a press to gestures that do not mind."""
        self._gesture.double_click(self.mapToScene(event.position().toPoint()), event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """The wheel zooms round the pointer; with two fingers, or Shift or Alt held, it moves the sheet."""
        pixels, degrees = event.pixelDelta(), event.angleDelta()
        modifiers = event.modifiers()
        if modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier):
            self._scroll(QPoint(degrees.y() or degrees.x(), 0))
        elif not pixels.isNull() and not modifiers & Qt.KeyboardModifier.ControlModifier:
            self._scroll(pixels)
        else:
            self.zoom(1.0015 ** degrees.y(), event.position())
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Unit operations from the palette are welcome."""
        if dragged_operation(event.mimeData()) or dragged_note(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        """Show the stream into which the unit would go."""
        operation = dragged_operation(event.mimeData())
        if operation:
            position = self.mapToScene(event.position().toPoint())
            self._light(stream_under(self, position, operation))
        if operation or dragged_note(event.mimeData()):
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing stays lit."""
        self._light(None)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """A new unit here."""
        self._light(None)
        operation, note = dragged_operation(event.mimeData()), dragged_note(event.mimeData())
        spot = self.mapToScene(event.position().toPoint())
        if operation or note:
            event.acceptProposedAction()
            self.setFocus()
        if operation:
            place(self, operation, spot)
        elif note:
            self.annotating.add(note, spot)

    def _light(self, stream: StreamItem | None) -> None:
        for item in (self._lit, stream):
            if item is not None:
                item.marked = item is stream
                item.update()
        self._lit = stream

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape ends any gesture, and at rest chooses nothing."""
        self.say("")
        if event.key() == Qt.Key.Key_Escape and isinstance(self._gesture, Pointing):
            self.session.selection.clear()
            return
        if event.key() == Qt.Key.Key_Escape and not isinstance(self._gesture, Pointing):
            self.rest()
            return
        if not self._gesture.key(event):
            super().keyPressEvent(event)
