"""How the last solve went: the residual of each iteration, small, on a logarithmic axis."""

from __future__ import annotations

import math
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.editor.look.theme import interface_font
from app.editor.session import Session
from app.editor.solving.messages import Progress
from app.editor.solving.solver import Standing
from flowsheets.diagram.look import LABEL_TEXT, LINE, STEP
from unitops.quantities import format_number

LEFT, RIGHT, TOP, BOTTOM = 44, 12, 30, 22
MOST = 400


class ConvergencePlot(QWidget):
    """Listens to the solver; a new solve begins a new line."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._iterations: list[Progress] = []
        self._ended = True
        self.setMinimumSize(180, 90)
        self.setAccessibleName("Residual of each iteration of the last solve")
        session.solver.progressed.connect(self._take)
        session.solver.standing_changed.connect(self._follow)
        session.document.replaced.connect(self._clear)
        session.theme.changed.connect(self.update)

    @property
    def residuals(self) -> list[float]:
        """Of the last solve, in order; none where what stands on the sheet could not be solved."""
        return [] if self._is_former else [iteration.residual for iteration in self._iterations]

    @property
    def _is_former(self) -> bool:
        """Whether the iterations are of a solve before the sheet was left incomplete or empty."""
        return self._session.solver.standing in (Standing.INCOMPLETE, Standing.EMPTY)

    def _take(self, progress: Progress) -> None:
        if self._iterations and self._iterations[-1].token != progress.token:
            self._clear()
        self._ended = False
        self._iterations.append(progress)
        del self._iterations[:-MOST]
        self.update()

    def _follow(self) -> None:
        if self._session.solver.standing is not Standing.SOLVING:
            self._ended = True
            self.update()

    def _clear(self) -> None:
        self._iterations.clear()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Decades as hairlines, the residuals as points; a line joins those of one stage, which measure the same."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._session.theme
        painter.setFont(interface_font(LABEL_TEXT, tabular=True))
        painter.setPen(theme.colour("quiet"))
        heading = QRectF(LEFT - 32, STEP, self.width() - LEFT, 20)
        painter.drawText(heading, int(Qt.AlignmentFlag.AlignVCenter), self._words())
        if self._is_former:
            return
        shown = [each for each in self._iterations if each.residual > 0.0 and math.isfinite(each.residual)]
        if len(shown) < 2:
            return
        sizes = [math.log10(each.residual) for each in shown]
        low, high = math.floor(min(sizes)), math.ceil(max(sizes))
        high = max(high, low + 1)
        box = QRectF(LEFT, TOP, self.width() - LEFT - RIGHT, self.height() - TOP - BOTTOM)
        self._draw_decades(painter, box, low, high)
        across = box.width() / (len(shown) - 1)
        points = [
            QPointF(box.left() + k * across, box.bottom() - box.height() * (size - low) / (high - low))
            for k, size in enumerate(sizes)
        ]
        painter.setPen(QPen(theme.colour("ink"), LINE))
        painter.setBrush(theme.colour("ink"))
        for stage in _stages([each.stage for each in shown]):
            painter.drawPolyline(QPolygonF(points[stage]))
        for point in points if len(points) < 60 else ():
            painter.drawEllipse(point, 1.5, 1.5)

    def _draw_decades(self, painter: QPainter, box: QRectF, low: int, high: int) -> None:
        theme = self._session.theme
        every = max(1, math.ceil((high - low) * 16 / max(box.height(), 16)))
        for decade in range(low, high + 1, every):
            y = box.bottom() - box.height() * (decade - low) / (high - low)
            painter.setPen(QPen(theme.colour("hairline"), 0))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            painter.setPen(theme.colour("quiet"))
            room = QRectF(0, y - 8, LEFT - 6, 16)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), f"1e{decade}")

    def _words(self) -> str:
        if not self._iterations:
            return "No iterations to show"
        if self._is_former:
            return "Nothing to solve yet"
        last = self._iterations[-1]
        number = len(self._iterations)
        counted = f"{number} steps" if number != 1 else "1 step"
        if self._ended and self._session.solver.is_current:
            return f"Solved in {counted}"
        residual = f"{counted}, residual {format_number(last.residual, 1)}"
        return residual if self._ended else f"{residual}, {last.stage}"


def _stages(names: list[str]) -> list[slice]:
    """Where one stage after another stands in the row of iterations."""
    begins = [0, *(k for k in range(1, len(names)) if names[k] != names[k - 1]), len(names)]
    return [slice(first, last) for first, last in pairwise(begins)]
