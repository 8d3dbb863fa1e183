"""What the cases of a study gave: a table of inputs and results, and what became of those that failed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

FAILED = ("out of balance", "not converged", "bad input")


class StudyTable:
    """A table of cases: columns of inputs before 'status', of results behind it."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.table = table
        names = list(table.columns)
        status, closures = names.index("status"), names.index("closure of mass")
        self.inputs, self.results = names[1:status], names[status + 1 : closures]

    @property
    def usable(self) -> np.ndarray:
        """Which cases closed, inside their range of validity or not."""
        return ~self.table["status"].isin(FAILED).to_numpy()

    def values(self, heading: str) -> np.ndarray:
        """A result by case, not a number where the case failed."""
        return np.where(self.usable, self.table[heading].to_numpy(dtype=float), np.nan)

    @property
    def failures(self) -> list[tuple[int, str]]:
        """How often cases failed for what reason, the most frequent first."""
        rows = self.table[~self.usable]
        reasons = Counter(
            f"{s}: {d or ''}".rstrip(": ") for s, d in zip(rows["status"], rows["diagnosis"], strict=True)
        )
        return sorted(((count, reason) for reason, count in reasons.items()), key=lambda row: (-row[0], row[1]))


def name_and_unit(heading: str) -> tuple[str, str]:
    """'recovery [%]' as name and unit; what has no unit keeps its brackets."""
    name, bracket, rest = heading.rpartition(" [")
    return (name, rest[:-1]) if bracket and rest.endswith("]") else (heading, "")
