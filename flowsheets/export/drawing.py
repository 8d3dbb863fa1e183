"""Drawings as files: all pages in one PDF, or an SVG file for each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flowsheets.export.files import write_whole


def write_drawing(pictures: Sequence[str], path: Path) -> list[Path]:
    """Write SVG pictures as what the path's ending says, and return what was written. Raises FileError."""
    if path.suffix.lower() == ".pdf":
        from flowsheets.diagram.pdf import pdf

        write_whole(path, pdf(*pictures))
        return [path]
    written = paths_of_pages(path, len(pictures))
    for target, picture in zip(written, pictures, strict=True):
        write_whole(target, picture.encode("utf-8"))
    return written


def paths_of_pages(path: Path, count: int) -> list[Path]:
    """D.svg, D-2.svg ... where a file holds one page."""
    return [path, *(path.with_name(f"{path.stem}-{number}{path.suffix}") for number in range(2, count + 1))]
