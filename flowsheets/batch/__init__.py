"""Many cases of one flowsheet.

``run(sheet, "cases.csv", out="study")`` solves them and keeps the results, ``read("study")`` gives them as a DataFrame;
``CaseEvaluator`` is the same for arrays in memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flowsheets.batch.evaluation import CaseEvaluator, CaseResults, CaseStatus
    from flowsheets.batch.reading import read
    from flowsheets.batch.running import BatchOutcome, run

__all__ = ["BatchOutcome", "CaseEvaluator", "CaseResults", "CaseStatus", "read", "run"]

_WHERE = {
    "BatchOutcome": "running",
    "CaseEvaluator": "evaluation",
    "CaseResults": "evaluation",
    "CaseStatus": "evaluation",
    "read": "reading",
    "run": "running",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for."""
    from importlib import import_module

    if name not in _WHERE:
        raise AttributeError(f"module 'flowsheets.batch' has no attribute '{name}'")
    return getattr(import_module(f"flowsheets.batch.{_WHERE[name]}"), name)
