"""Open what a user names: a file, or a flowsheet of the library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from unitops.errors import InputError

if TYPE_CHECKING:
    from flowsheets.sheet import Sheet


def open_sheet(name: str, settings: Sequence[str] = (), case: str = "") -> Sheet:
    """A sheet from a file or the library, in a case of its document, with parameters set as 'UNIT.PARAM=VALUE'.

    Raises InputError and its kin for what cannot be found, read or set.
    """
    import flowsheets as fs

    path = sheet_path(name)
    sheet = fs.load(path)
    if case:
        sheet = sheet.in_case(case)
    return sheet.with_values(dict(map(_setting, settings))) if settings else sheet


def sheet_path(name: str) -> Path:
    """The file that a name means; a name without folder or suffix may be one of the library."""
    from flowsheets import library

    path = Path(name)
    if path.is_file() or path.suffix or path.parent != Path():
        return path
    return library.path(name)


def _setting(text: str) -> tuple[str, str]:
    path, equals, value = text.partition("=")
    if not equals or not path.strip() or not value.strip():
        raise InputError(
            "this sets nothing", place=f"--set {text}", remedy='Write --set KN-101.temperature="1050 degC".'
        )
    return path.strip(), value.strip()
