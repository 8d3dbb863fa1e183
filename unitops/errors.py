"""Errors that a user can act on: each says where, what, and the way out."""

from __future__ import annotations


class RaffinateError(Exception):
    """Base of every error that Raffinate raises on purpose.

    ``place`` names the unit, port, stream, species or path in the file; ``remedy`` says what to do.
    """

    def __init__(self, problem: str, *, place: str = "", remedy: str = "") -> None:
        self.problem = problem
        self.place = place
        self.remedy = remedy
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """The whole message as one readable paragraph."""
        text = f"{self.place}: {self.problem}" if self.place else self.problem
        if self.remedy:
            text = f"{text.rstrip('.')}. {self.remedy}"
        return text


class InputError(RaffinateError):
    """Something entered or read from a file cannot be used (exit status 2)."""


class DataError(InputError):
    """A species, a property or a source that is needed is not there."""


class FormulaError(InputError):
    """A chemical formula or a species name cannot be read."""


class ReactionError(InputError):
    """A reaction cannot be read or does not balance."""


class QuantityError(InputError):
    """A number with a unit cannot be read or has the wrong dimension."""
