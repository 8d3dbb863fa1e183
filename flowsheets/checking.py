"""Everything that is wrong with a document before anything is solved."""

from __future__ import annotations

from flowsheets.document.checks import check
from flowsheets.document.errors import Problem
from flowsheets.document.records import Flowsheet
from unitops.errors import InputError


def problems_of(document: Flowsheet) -> list[Problem]:
    """What the document alone shows to be wrong."""
    return check(document)


def require_sound(document: Flowsheet) -> None:
    """Raise InputError that names every error of the document; warnings pass."""
    errors = [problem for problem in problems_of(document) if problem.severity == "error"]
    if errors:
        raise InputError("\n".join(problem.sentence() for problem in errors))
