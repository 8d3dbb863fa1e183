"""The shipped flowsheets, each with its sources and the published figures that it is held against."""

from __future__ import annotations

import difflib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from unitops.errors import InputError

if TYPE_CHECKING:
    from flowsheets.sheet import Sheet

SUFFIX = ".flow.json"


def names() -> list[str]:
    """Names of the shipped flowsheets, sorted."""
    here = files("flowsheets.library")
    return sorted(item.name.removesuffix(SUFFIX) for item in here.iterdir() if item.name.endswith(SUFFIX))


def path(name: str) -> Path:
    """The file of a shipped flowsheet; raises InputError for a name that is none."""
    known = names()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
        meant = f"Did you mean {' or '.join(near)}? " if near else ""
        raise InputError(
            f'"{name}" is no flowsheet of the library',
            remedy=f"{meant}'raffinate library' lists what there is.",
        )
    return Path(str(files("flowsheets.library") / f"{name}{SUFFIX}"))


def load(name: str) -> Sheet:
    """A shipped flowsheet; raises InputError for a name that is none."""
    from flowsheets.sheet import load as load_sheet

    return load_sheet(path(name))
