"""The ranges in which the laws of a unit operation hold, declared as data.

A result that leaves one is written and told, but it is 'outside validity': the audit finds that by comparing written
numbers, without knowing the unit operation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Numbers = Mapping[str, float]
"""Entered and calculated numbers of a solved unit by name [SI], those of tables as ``name[key]``.

What is not used is missing."""


@dataclass(frozen=True)
class Limit:
    """A bound that depends on other numbers of the unit, and what it is in words: 'the boiling pressure'.

    ``at`` gives it in SI, or None where there is no bound.
    """

    says: str
    at: Callable[[Numbers], float | None]


Bound = float | Limit | None
"""In the declared unit of the quantity; None: open."""


@dataclass(frozen=True)
class Validity:
    """A quantity must lie between ``low`` and ``high`` for the laws of the operation to hold.

    ``of`` names a parameter or result. ``says`` states which law holds there or what is wrong outside, as the second
    half of a sentence. ``where`` names the choices for which it applies; it applies to all others if empty.
    """

    of: str
    low: Bound = field(default=None, kw_only=True)
    high: Bound = field(default=None, kw_only=True)
    says: str = field(kw_only=True)
    source: str = field(default="", kw_only=True)
    where: Mapping[str, str] = field(default_factory=dict, kw_only=True)

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError(f"a validity of {self.of} has neither a lower nor an upper bound")

    def applies(self, choices: Mapping[str, str]) -> bool:
        """Whether it holds for a piece with these choices."""
        return all(choices.get(name) == word for name, word in self.where.items())
