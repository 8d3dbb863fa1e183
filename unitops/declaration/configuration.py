"""The choices that shape the equations of one piece of equipment, apart from its numbers."""

from __future__ import annotations

import msgspec


class Transformation(msgspec.Struct, frozen=True):
    """When all of ``needs`` are present, ``makes`` may be present too (species ids)."""

    needs: frozenset[str]
    makes: frozenset[str]


class ReactionEntry(msgspec.Struct, frozen=True):
    """A reaction with its stoichiometry on canonical species, and the reactant whose conversion is stated.

    ``step`` orders reactions: equal steps react at once on the same mixture, later steps on what earlier ones left.
    ``limited`` writes the extent as the least of what the conversion asks and what the other reactants allow.
    """

    text: str
    stoichiometry: tuple[tuple[str, float], ...]
    of: str
    step: int
    limited: bool = False
    to_completion: bool = False

    @property
    def coefficients(self) -> dict[str, float]:
        """Species id to coefficient, reactants negative [mol per mol of extent]."""
        return dict(self.stoichiometry)

    @property
    def transformation(self) -> Transformation:
        """Which species the reaction needs and makes."""
        needs = frozenset(s for s, nu in self.stoichiometry if nu < 0)
        return Transformation(needs, frozenset(s for s, nu in self.stoichiometry if nu > 0))


class Configuration(msgspec.Struct, frozen=True):
    """Everything but numbers that a unit on a sheet has entered; hashable, so that equal kinds share a kernel."""

    choices: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    reactions: tuple[tuple[str, tuple[ReactionEntry, ...]], ...] = ()
    tables: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Keys of each table; their numbers are parameters of the sheet."""
    composition: tuple[str, ...] = ()
    """Species of a feed; their mole numbers are parameters of the sheet."""
    given: frozenset[str] = msgspec.field(default_factory=frozenset)
    """Parameters without default that are entered or freed (the others are absent)."""
    stated: frozenset[str] = msgspec.field(default_factory=frozenset)
    """Members of freedoms that are entered or freed; the other members follow from them."""
    connected: frozenset[str] = msgspec.field(default_factory=frozenset)
    """Ports to which a stream is connected."""

    def choice(self, name: str) -> str:
        """The word chosen for a declared choice."""
        return dict(self.choices)[name]
