"""Errors and problems of a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from unitops.errors import InputError

Severity = Literal["error", "warning", "note"]


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong with a document, where, and what to do about it.

    check: name of the check that found it.
    place: in the user's words, 'R-101' or 'line 12, column 5 (units.u7f3a1.tag)'.
    owners: ids of the units, streams, specifications ... to jump to.
    """

    check: str
    place: str
    message: str
    remedy: str = ""
    severity: Severity = "error"
    owners: tuple[str, ...] = ()

    def sentence(self) -> str:
        """The whole problem as one readable line."""
        text = f"{self.place}: {self.message}" if self.place else self.message
        return f"{text.rstrip('.')}. {self.remedy}" if self.remedy else text


class DocumentError(InputError):
    """A unit, stream or record that an edit names is not on the sheet, or cannot be put there."""


class PathError(InputError):
    """A path such as R-101.temperature cannot be read, or names nothing on the sheet."""


class FileError(InputError):
    """A flowsheet file cannot be read or written.

    ``problems`` has every fault that was found; ``line`` and ``column`` count from 1 (0 if the fault has no
    place).
    """

    def __init__(
        self,
        problem: str,
        *,
        path: str = "",
        line: int = 0,
        column: int = 0,
        json_path: str = "",
        remedy: str = "",
        problems: Sequence[Problem] = (),
    ) -> None:
        self.path = path
        self.line = line
        self.column = column
        self.json_path = json_path
        self.problems = tuple(problems)
        position = f"line {line}, column {column}" if line else ""
        place = ", ".join(part for part in (path, position) if part)
        super().__init__(problem, place=f"{place} ({json_path})" if json_path and place else place, remedy=remedy)
