"""The drawing on the printer, page by page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.editor.handing_in.picture import RenderingError, paint
from flowsheets.diagram.paper import size_of
from flowsheets.document.records import PageFrame

NO_MARGINS = QMarginsF(0, 0, 0, 0)


def page_layout(frame: PageFrame) -> QPageLayout:
    """The paper that a sheet chooses."""
    width, height = size_of(frame)
    size = QPageSize(
        QSizeF(min(width, height), max(width, height)),
        QPageSize.Unit.Millimeter,
        frame.paper,
        QPageSize.SizeMatchPolicy.FuzzyMatch,
    )
    turned = QPageLayout.Orientation.Landscape if frame.landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(size, turned, NO_MARGINS, QPageLayout.Unit.Millimeter)


def printer_for(frame: PageFrame, name: str) -> QPrinter:
    """A printer set to the sheet's paper; the person may choose another one."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setFullPage(True)
    printer.setPageLayout(page_layout(frame))
    return printer


def print_pages(pictures: Sequence[str], printer: QPrinter) -> int:
    """Print the chosen pages, each scaled to the paper; returns how many. Raises RenderingError."""
    first, last = printer.fromPage() or 1, printer.toPage() or len(pictures)
    chosen = pictures[first - 1 : last]
    if not chosen:
        raise RenderingError("none of the chosen pages is there")
    painter = QPainter()
    if not painter.begin(printer):
        raise RenderingError("the printer does not take the drawing", remedy="Look whether it is ready.")
    try:
        for number, picture in enumerate(chosen):
            if number:
                printer.newPage()
            paint(picture, painter, QRectF(painter.viewport()))
    finally:
        painter.end()
    return len(chosen)
