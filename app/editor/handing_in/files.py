"""What can be written of a sheet, and where: kinds of files with their names, and the system's dialog that asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


@dataclass(frozen=True)
class Kind:
    """A kind of file. question: what the solving process is asked for; none: dots, which the window renders."""

    name: str
    suffix: str
    question: str = ""
    sharpness: float = 0.0


DRAWINGS = (
    Kind("PDF", ".pdf", "drawing file"),
    Kind("SVG", ".svg", "drawing file"),
    Kind("PNG, double resolution", ".png", sharpness=2.0),
    Kind("PNG, triple resolution", ".png", sharpness=3.0),
)
WORKBOOK = Kind("Excel workbook", ".xlsx", "workbook")
REPORTS = (Kind("Web page", ".html", "html report"), Kind("PDF", ".pdf", "report file"))
RESULT = Kind("Result as JSON", ".json", "result json")


def ask_path(window: QWidget, title: str, suggested: Path, kinds: Sequence[Kind]) -> tuple[Path, Kind] | None:
    """The path and kind that are chosen, or nothing. A name without the kind's ending gets it."""
    filters = {f"{kind.name} (*{kind.suffix})": kind for kind in kinds}
    name, chosen = QFileDialog.getSaveFileName(
        window, title, str(suggested.with_name(suggested.name + kinds[0].suffix)), ";;".join(filters)
    )
    return resolved(Path(name), filters.get(chosen, kinds[0]), kinds) if name else None


def resolved(path: Path, chosen: Kind, kinds: Sequence[Kind]) -> tuple[Path, Kind]:
    """The ending that was typed decides, if it is one of the kinds'; else that of the chosen kind is put behind."""
    typed = path.suffix.lower()
    if typed == chosen.suffix:
        return path, chosen
    other = next((kind for kind in kinds if kind.suffix == typed), None)
    return (path, other) if other is not None else (path.with_name(path.name + chosen.suffix), chosen)


def ask_folder(window: QWidget, title: str, suggested: Path) -> Path | None:
    """The folder that is chosen, or nothing."""
    name = QFileDialog.getExistingDirectory(window, title, str(suggested))
    return Path(name) if name else None
