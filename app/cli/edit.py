"""raffinate edit: the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from app.cli.editor import has_editor
from app.cli.outcome import reported
from app.cli.sheets import sheet_path
from unitops.errors import InputError


@reported
def edit(
    file: Annotated[str, typer.Argument(metavar="[FILE]", help="A .flow.json file, or a name of the library.")] = "",
) -> int:
    """Open a flowsheet in the editor."""
    return open_editor(file)


def open_editor(file: str = "") -> int:
    """Open the window, on a file if one is named. A sheet of the library opens as a copy without a path.

    Raises InputError where the editor is not installed.
    """
    path = sheet_path(file) if file else None
    if not has_editor():
        raise InputError(
            "the editor is not installed",
            remedy="Install it with: pip install 'raffinate[editor]'. Without it, 'raffinate solve FILE' solves and "
            "'raffinate --help' lists every command.",
        )
    if not _has_display():
        raise InputError(
            "there is no display to open the editor on", remedy="'raffinate solve FILE' solves without one."
        )
    from app.editor.start import run

    return run(path, as_template=path is not None and not Path(file).is_file())


def _has_display() -> bool:
    """Whether a window can be shown; whoever names a Qt platform knows."""
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    return named or not sys.platform.startswith("linux")
