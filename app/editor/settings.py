"""What a person has chosen, kept between sessions: data with defaults, read once and written when it changes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import msgspec
from PySide6.QtCore import QObject, QStandardPaths, Signal

from flowsheets.export.files import write_whole

MOST_RECENT = 12


class Values(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All settings. Unknown entries of a newer version are passed over, damaged files give the defaults."""

    theme: Literal["system", "light", "dark"] = "system"
    solve_automatically: bool = True
    table_period: Literal["h", "d", "a"] = "h"
    stream_labels: tuple[str, ...] = ("mass flow", "temperature")
    show_grid: bool = True
    show_map: bool = False
    show_page_frame: bool = False
    hand_in_quantity: bool = True
    """Whether drawings that are handed in show the quantity by which streams are coloured or widened."""
    seen_tour: bool = False
    recent: tuple[str, ...] = ()
    units: dict[str, str] = {}
    hidden_columns: dict[str, tuple[str, ...]] = {}
    """Columns that are not shown, by table."""
    row_order: dict[str, tuple[str, bool]] = {}
    """Column by which rows stand and whether the greatest comes first, by table; none: the table's own order."""
    stream_rows: tuple[str, ...] = ()
    """Rows of the stream table; none: the usual ones."""
    what_if_indicators: dict[str, tuple[str, ...]] = {}
    """Indicators beside the slider by sheet; none: all of them."""
    driver_ranges: dict[str, dict[str, str]] = {}
    """A person's own low and high values of inputs by sheet and path (owners by id), as '9..12 t/h'."""
    stream_choice: dict[str, tuple[str, ...]] = {}
    """Streams of the stream table by sheet; none: all of them."""
    window: str = ""
    """Geometry and state of the window, as Qt packs it, in hexadecimal."""


class Settings(QObject):
    """The settings, with a signal that names what changed."""

    changed = Signal(str)

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder or _usual_folder()
        self._file = self.folder / "settings.json"
        self.values = self._read()

    def put(self, **changes: object) -> None:
        """Change settings and write them. What cannot be written (a full or read-only disk) holds for this session."""
        self.values = msgspec.structs.replace(self.values, **changes)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._file, msgspec.json.format(msgspec.json.encode(self.values), indent=2))
        except OSError:
            pass  # choices are a comfort, not worth a message
        for name in changes:
            self.changed.emit(name)

    def remember(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        text = str(path)
        others = tuple(known for known in self.values.recent if known != text)
        self.put(recent=(text, *others)[:MOST_RECENT])

    def _read(self) -> Values:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=Values)
        except (OSError, msgspec.DecodeError):
            return Values()


def _usual_folder() -> Path:
    named = os.environ.get("RAFFINATE_SETTINGS")
    if named:
        return Path(named)
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)) / "raffinate"
