"""What colours and widths of streams mean, over the upper left corner of the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from app.editor.canvas.items import STALE
from app.editor.canvas.mark_painting import paint_marks
from app.editor.canvas.painting import face
from app.editor.canvas.stream_shading import ShadingActions, StreamShading
from flowsheets.diagram.legend import APART, shading_legend
from flowsheets.diagram.look import CORNER, HAIRLINE, LABEL_TEXT, STEP, TARGET
from flowsheets.diagram.marks import Mark, Text
from flowsheets.diagram.stream_quantities import Shading, title_of

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

EDGE = 3 * STEP
INSET = 2.0 * STEP
ROW = float(TARGET)


class ShadingLegend(QAbstractButton):
    """Scales of the quantities that are shown; pressed, it offers others."""

    resized = Signal()
    """It covers another part of the sheet, or none any more."""

    def __init__(self, view: CanvasView, shading: StreamShading, actions: ShadingActions) -> None:
        super().__init__(view)
        self._view, self._shading = view, shading
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: actions.open_menu(self.mapToGlobal(self.rect().bottomLeft())))
        self._marks: list[Mark] = []
        shading.changed.connect(self._renew)
        view.session.theme.changed.connect(self._renew)
        view.viewport().installEventFilter(self)
        self._renew()

    def _renew(self) -> None:
        """A row for each quantity, and for what there is to say of them; nothing to see where none is chosen."""
        shown_before, size_before = self.isVisibleTo(self._view), self.size()
        self.setVisible(bool(self._shading.chosen))
        look, shown = self._view.session.theme.palette, self._shading.shading
        self._marks, widest, rows = [], 0.0, 0
        for part in (Shading(colour=shown.colour), Shading(width=shown.width)):
            marks, right = shading_legend(part, (INSET, (rows + 0.5) * ROW), look, _width)
            self._marks += marks
            widest, rows = max(widest, right - APART), rows + bool(marks)
        for words in self._told(bool(rows)):
            self._marks.append(Text(INSET, (rows + 0.5) * ROW + 4, words, "quiet"))
            widest, rows = max(widest, INSET + _width(words, LABEL_TEXT)), rows + 1
        self.setFixedSize(round(widest + INSET), round(rows * ROW))
        self.move(EDGE, EDGE)
        self.setAccessibleName(
            "Legend of quantities: " + ", ".join(m.words for m in self._marks if isinstance(m, Text))
        )
        self.setToolTip("Choose other quantities. Off: Q")
        self.raise_()
        self.update()
        if self.isVisibleTo(self._view) != shown_before or (shown_before and self.size() != size_before):
            self.resized.emit()

    def _told(self, has_scales: bool) -> list[str]:
        told = [f"{title_of(self._shading.chosen[way])}: {why}" for way, why in self._shading.missing.items()]
        if not has_scales and not told:
            return ["Streams by quantity: shown when the sheet is solved"]
        return [*told, "from before the last edit"] if has_scales and self._shading.is_stale else told

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """It stays in its corner."""
        if event.type() == QEvent.Type.Resize:
            self.move(EDGE, EDGE)
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Scales on the sheet's own ground."""
        look = self._view.session.theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(look.sheet))
        painter.setPen(QPen(QColor(look.accent if self.hasFocus() else look.hairline), HAIRLINE))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)
        painter.setOpacity(STALE if self._shading.is_stale else 1.0)
        paint_marks(painter, self._marks, look)


def _width(words: str, size: float) -> float:
    return QFontMetricsF(face(size, tabular=True)).horizontalAdvance(words)
