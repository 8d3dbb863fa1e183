"""Pictures that somebody has looked at and found good, and how far another may differ from them."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QImage

from app.editor.look.theme import interface_font

FOLDER = Path(__file__).parent / "approved"
MADE_WITH = FOLDER / "made_with.json"
WIDEST = 960
"""[px] Approved pictures are kept no wider, so that the repository stays small."""
BLOCK = 8
"""[px] Pictures are compared in blocks of this size: the smoothing of letters is not told apart, a lost label is."""
NOTICED = 0.10
"""Difference of the mean of a block, of the whole range from black to white, that an eye notices."""
BLOCKS_ALLOWED = 0.004
"""Share of the blocks that may differ so much."""


def machine() -> dict[str, str]:
    """What the look of letters depends on."""
    return {"font": interface_font().family(), "qt": qVersion().rpartition(".")[0]}


def comparable() -> bool:
    """Whether this machine draws letters as that on which the pictures were approved."""
    return MADE_WITH.exists() and msgspec.json.decode(MADE_WITH.read_bytes()) == machine()


def kept(picture: QImage) -> QImage:
    """A picture as it is kept: narrow enough, without what is behind it."""
    if picture.width() > WIDEST:
        size = QSize(WIDEST, round(picture.height() * WIDEST / picture.width()))
        transform = Qt.TransformationMode.SmoothTransformation
        picture = picture.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, transform)
    picture.setDevicePixelRatio(1.0)
    return picture.convertToFormat(QImage.Format.Format_RGB888)


def path_of(name: str) -> Path:
    """Where the approved picture of a scene is kept."""
    return FOLDER / f"{name.replace(' ', '_')}.png"


def approve(name: str, picture: QImage) -> None:
    """Keep a picture that was looked at."""
    FOLDER.mkdir(exist_ok=True)
    kept(picture).save(str(path_of(name)), "PNG", 0)  # type: ignore[call-overload]  # bytes or text, both are taken
    MADE_WITH.write_bytes(msgspec.json.encode(machine()) + b"\n")


def difference(one: QImage, other: QImage) -> float:
    """Share of the blocks in which two pictures differ to the eye; all of them if their sizes differ."""
    if one.size() != other.size():
        return 1.0
    return float(np.mean(np.abs(_blocks(one) - _blocks(other)).max(axis=2) > NOTICED))


def _blocks(picture: QImage) -> np.ndarray:
    """Mean colour of each block, from 0 to 1 [rows, columns, 3]."""
    whole = picture.convertToFormat(QImage.Format.Format_RGB888)
    width, height = whole.width() // BLOCK, whole.height() // BLOCK
    rows = np.frombuffer(whole.constBits(), np.uint8).reshape(whole.height(), whole.bytesPerLine())
    pixels = rows[: height * BLOCK, : width * BLOCK * 3].reshape(height, BLOCK, width, BLOCK, 3)
    return pixels.mean(axis=(1, 3)) / 255.0
