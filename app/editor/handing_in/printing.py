"""The drawing on the printer, page by page, and reports as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument
from PySide6.QtPrintSupport import QPrinter

from app.editor.handing_in.picture import RenderingError, paint, require_application
from flowsheets.diagram.paper import size_of
from flowsheets.document.records import PageFrame
from flowsheets.export.files import write_whole

NO_MARGINS = QMarginsF(0, 0, 0, 0)
REPORT_MARGINS = QMarginsF(18, 16, 14, 16)
"""Of a report's pages [mm]: left, top, right, bottom."""
RESOLUTION = 1200


def page_layout(frame: PageFrame, margins: QMarginsF = NO_MARGINS) -> QPageLayout:
    """The paper that a sheet chooses."""
    width, height = size_of(frame)
    size = QPageSize(
        QSizeF(min(width, height), max(width, height)),
        QPageSize.Unit.Millimeter,
        frame.paper,
        QPageSize.SizeMatchPolicy.FuzzyMatch,
    )
    turned = QPageLayout.Orientation.Landscape if frame.landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(size, turned, margins, QPageLayout.Unit.Millimeter)


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


def write_report(html: str, path: Path, paper: str = "A4") -> None:
    """A report as PDF in portrait, whole or not at all; may be made in any thread. Raises FileError."""
    require_application()
    memory = QBuffer()
    memory.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(memory)
    writer.setCreator("Raffinate")
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(page_layout(PageFrame(paper=paper, landscape=False), REPORT_MARGINS))
    document = QTextDocument()
    document.setHtml(html)
    document.print_(writer)
    del writer  # the file's end is written with it
    write_whole(path, bytes(memory.data().data()))
