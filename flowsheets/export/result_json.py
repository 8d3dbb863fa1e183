"""The written result as JSON, every number in full."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from flowsheets.export.files import write_whole

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution


def result_json(solution: Solution) -> bytes:
    """The content of a result file; what is not a number (a ratio over nothing) is null."""
    return msgspec.json.format(msgspec.json.encode(solution.written), indent=1) + b"\n"


def write_json(solution: Solution, path: Path) -> None:
    """Write the result; raises FileError."""
    write_whole(path, result_json(solution))
