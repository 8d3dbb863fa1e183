"""Drawings as dots: rendered by Qt from the same SVG that files get."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from flowsheets.export.drawing import paths_of_pages
from flowsheets.export.files import write_whole
from unitops.errors import RaffinateError

LARGEST = 24_000
"""Dots along a side."""
DOTS_PER_METRE = 96 / 0.0254


class RenderingError(RaffinateError):
    """A picture that cannot be rendered."""


def image(svg: str, sharpness: float = 2.0) -> QImage:
    """A picture with ``sharpness`` dots for a px of 1/96 inch; may be made in any thread. Raises RenderingError."""
    require_application()
    renderer = _renderer(svg)
    size = QSize(renderer.viewBoxF().size().toSize() * sharpness)
    if max(size.width(), size.height()) > LARGEST:
        raise RenderingError(
            f"a picture of {size.width()} x {size.height()} dots is too large", remedy="Write a PDF or SVG instead."
        )
    made = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    if made.isNull():
        raise RenderingError("there is not enough memory for the picture", remedy="Write a PDF or SVG instead.")
    made.fill(0xFFFFFFFF)
    made.setDotsPerMeterX(round(DOTS_PER_METRE * sharpness))
    made.setDotsPerMeterY(round(DOTS_PER_METRE * sharpness))
    painter = QPainter(made)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    renderer.render(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    return made


def png(svg: str, sharpness: float = 2.0) -> bytes:
    """A picture as PNG. Raises RenderingError."""
    memory = QBuffer()
    memory.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image(svg, sharpness).save(memory, "PNG"):  # type: ignore[call-overload]  # the stub wants bytes, Qt a text
        raise RenderingError("the picture cannot be written as PNG")
    return bytes(memory.data().data())


def write_png(pictures: Sequence[str], path: Path, sharpness: float = 2.0) -> list[Path]:
    """Write pictures, a file each, and return their paths. Raises FileError and RenderingError."""
    written = paths_of_pages(path, len(pictures))
    for target, picture in zip(written, pictures, strict=True):
        write_whole(target, png(picture, sharpness))
    return written


def paint(svg: str, painter: QPainter, room: QRectF) -> None:
    """Draw a picture as large as a room allows, in its middle."""
    renderer = _renderer(svg)
    size = renderer.viewBoxF().size()
    scale = min(room.width() / size.width(), room.height() / size.height())
    target = QRectF(0, 0, size.width() * scale, size.height() * scale)
    target.moveCenter(room.center())
    renderer.render(painter, target)


def _renderer(svg: str) -> QSvgRenderer:
    renderer = QSvgRenderer(QByteArray(svg.encode("utf-8")))
    if not renderer.isValid():
        raise RenderingError("the picture cannot be read")
    return renderer


_held: list[QGuiApplication] = []


def require_application() -> None:
    """Text needs an application; outside the window it is one without a screen, kept until the program ends."""
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _held.append(QGuiApplication(sys.argv[:1]))
