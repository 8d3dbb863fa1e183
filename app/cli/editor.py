"""Whether what only the editor's packages can do can be done."""

from __future__ import annotations

import importlib.util

from unitops.errors import InputError

WITHOUT_SCREEN = "offscreen"


def has_editor() -> bool:
    """Whether the editor is installed."""
    return importlib.util.find_spec("PySide6") is not None


def require_editor(what: str, otherwise: str) -> None:
    """Raises InputError where the editor is not installed: what needs it, and what can be done without."""
    if not has_editor():
        raise InputError(
            f"{what} needs the editor", place="--out", remedy=f"pip install 'raffinate[editor]'; {otherwise}"
        )
