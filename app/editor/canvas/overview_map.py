"""A small map of the whole drawing in a corner of the view, with the part that is seen."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLineF, QObject, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.editor.canvas.painting import rectangle
from app.editor.canvas.walking import WAYS
from app.editor.window.actions import Action
from flowsheets.diagram.look import CORNER, HAIRLINE, LINE, STEP

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

SIZE = QSize(216, 144)
EDGE = 3 * STEP
"""To the edge of the view [px]."""
INSET = 2 * STEP
AROUND = 40.0
"""Room round the drawing [px of the drawing]."""
PATIENCE = 120
"""[ms] After which a drawing that has settled is drawn again."""
SHARE = 0.25
"""Of what is seen, by which an arrow key moves on."""
STEP_OF_ZOOM = 1.25


class OverviewMap(QWidget):
    """Press or drag on it to look there; arrows move, + and - zoom, Escape goes back to the sheet.

    The drawing on it is a picture that is made again when routes lie; only the frame of what is seen follows at once.
    """

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view, self._session = view, view.session
        self._picture: QPixmap | None = None
        self._world = QRectF()
        self._seen = QRectF()
        self.setFixedSize(SIZE)
        self.setAccessibleName("Overview map")
        self.setAccessibleDescription("Arrows move what is seen, plus and minus zoom, Escape goes back to the sheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setVisible(self._session.settings.values.show_map)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PATIENCE)
        self._later.timeout.connect(self._renew)
        scene = view.sheet_scene
        for told in (
            scene.projection.numbers_changed, scene.annotations.changed, scene.shading.changed,
            self._session.theme.changed, self._session.solver.standing_changed, self._session.document.replaced,
        ):  # fmt: skip
            told.connect(self._renew_later)
        self._session.settings.changed.connect(self._follow_settings)
        view.viewport().installEventFilter(self)

    def actions(self) -> Iterable[Action]:  # type: ignore[override]  # every part of the window offers its own
        """For the View menu."""
        yield Action(
            "overview map", "Overview map", "View", self.toggle, keys="Ctrl+M", icon="ph.map-trifold", group=5,
            checked=lambda: self._session.settings.values.show_map, says="The whole drawing, small, in a corner",
        )  # fmt: skip

    def toggle(self) -> None:
        """Show or hide it; kept for the next start."""
        self._session.settings.put(show_map=not self._session.settings.values.show_map)

    def _follow_settings(self, name: str) -> None:
        if name == "show_map":
            self.setVisible(self._session.settings.values.show_map)
            self._place()
            self._renew()
            self._view.make_way()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The view was moved, zoomed or resized."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        elif event.type() == QEvent.Type.Paint and self.isVisible() and self._seen_now() != self._seen:
            self._seen = self._seen_now()
            self.update()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room = self._view.viewport().rect()
        self.move(room.right() - self.width() - EDGE, room.bottom() - self.height() - EDGE)
        self.raise_()

    def _seen_now(self) -> QRectF:
        return self._view.mapToScene(self._view.viewport().rect()).boundingRect()

    # -- the picture ------------------------------------------------------------------------------------------------

    def _renew_later(self) -> None:
        if self.isVisible():
            self._later.start()

    def _renew(self) -> None:
        if not self.isVisible():
            return
        if not self._view.sheet_scene.projection.is_settled:
            self._later.start()
            return
        ratio = self.devicePixelRatioF()
        drawing = self._view.sheet_scene.drawing.united(self._view.page_frame.paper)
        self._world = drawing.adjusted(-AROUND, -AROUND, AROUND, AROUND)
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self._session.theme.palette.sheet))
        painter = QPainter(picture)  # upright and level lines are crisp, and quick, as they are
        self._draw(painter)
        painter.end()
        self._picture = picture
        self.update()

    def _draw(self, painter: QPainter) -> None:
        """Units as blocks, streams as lines in the colours that they have on the sheet."""
        scene, look = self._view.sheet_scene, self._session.theme.palette
        scale, shift = self._fit()
        painter.translate(shift)
        painter.scale(scale, scale)
        fine = HAIRLINE / scale
        painter.setPen(QPen(QColor(look.hairline), fine))
        painter.drawRect(self._view.page_frame.paper)
        for note in scene.annotations.items.values():
            painter.drawRect(note.frame)
        lines: dict[str, list[QLineF]] = {}
        for stream in scene.streams.values():
            colour = stream.shade or (look.phases[stream.phases[0]] if stream.phases else look.quiet)
            lines.setdefault(colour, []).extend(QLineF(*one, *other) for one, other in pairwise(stream.points))
        for colour, pieces in lines.items():
            painter.setPen(QPen(QColor(colour), fine))
            painter.drawLines(pieces)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.quiet))
        painter.drawRects([rectangle(unit.drawn.box) for unit in scene.units.values()])

    def _fit(self) -> tuple[float, QPointF]:
        """Scale and shift from the drawing to the map."""
        room = QRectF(self.rect()).adjusted(INSET, INSET, -INSET, -INSET)
        if self._world.isEmpty():
            return 1.0, room.center()
        scale = min(room.width() / self._world.width(), room.height() / self._world.height())
        return scale, room.center() - self._world.center() * scale

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The picture, the part that is seen, and the edge."""
        look = self._session.theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._picture is not None:
            painter.drawPixmap(0, 0, self._picture)
        scale, shift = self._fit()
        seen = self._seen_now()
        frame = QRectF(seen.topLeft() * scale + shift, seen.bottomRight() * scale + shift)
        self._dim_beyond(painter, frame)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.accent), LINE))
        painter.drawRect(frame)
        painter.setPen(QPen(QColor(look.accent if self.hasFocus() else look.hairline), HAIRLINE))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)

    def _dim_beyond(self, painter: QPainter, frame: QRectF) -> None:
        """What is not seen is paler."""
        beyond = QPainterPath()
        beyond.addRect(QRectF(self.rect()))
        beyond.addRect(frame.intersected(QRectF(self.rect())))
        veil = QColor(self._session.theme.palette.panel)
        veil.setAlphaF(0.6)
        painter.fillPath(beyond, veil)

    # -- looking elsewhere ------------------------------------------------------------------------------------------

    def _look_at(self, place: QPointF) -> None:
        scale, shift = self._fit()
        self._view.centerOn((place - shift) / scale)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Look there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._look_at(event.position())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the pointer."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look_at(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Another press."""
        self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Nearer and further."""
        self._view.zoom(1.0015 ** event.angleDelta().y())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Without a mouse."""
        way = WAYS.get(Qt.Key(event.key()))
        if way is not None:
            seen = self._seen_now()
            self._view.centerOn(seen.center() + QPointF(way[0] * seen.width() * SHARE, way[1] * seen.height() * SHARE))
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._view.zoom(STEP_OF_ZOOM)
        elif event.key() == Qt.Key.Key_Minus:
            self._view.zoom(1 / STEP_OF_ZOOM)
        elif event.key() == Qt.Key.Key_Escape:
            self._view.setFocus()
        else:
            super().keyPressEvent(event)
