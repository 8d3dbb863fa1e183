"""Which species can be in which stream: a fixpoint on bitmasks over the sheet.

Carrying only these keeps the system small and regular where a flow is zero.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from unitops.declaration.configuration import Transformation


class MaskedRule(msgspec.Struct, frozen=True):
    """A transformation on bitmasks."""

    needs: int
    makes: int


class SpeciesIndex:
    """Numbers species ids so that sets of them are integers."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._position: dict[str, int] = {}
        self._members: dict[int, tuple[str, ...]] = {}

    def bit(self, species_id: str) -> int:
        """The bit of a species, numbered on first sight."""
        position = self._position.get(species_id)
        if position is None:
            position = self._position[species_id] = len(self.ids)
            self.ids.append(species_id)
        return 1 << position

    def mask(self, species: Iterable[str]) -> int:
        """The bits of several species."""
        result = 0
        for species_id in species:
            result |= self.bit(species_id)
        return result

    def members(self, mask: int) -> tuple[str, ...]:
        """The species of a mask, sorted by id so that numbering does not depend on history."""
        known = self._members.get(mask)
        if known is None:
            known = tuple(sorted(s for k, s in enumerate(self.ids) if mask >> k & 1))
            self._members[mask] = known
        return known

    def rules(self, transformations: Iterable[Transformation]) -> tuple[MaskedRule, ...]:
        """Transformations as masks."""
        return tuple(MaskedRule(self.mask(t.needs), self.mask(t.makes)) for t in transformations)


class ReachNode(msgspec.Struct, frozen=True):
    """One unit as the fixpoint sees it: streams in and out, what it brings, and what can become what in it."""

    inlets: tuple[str, ...]
    outlets: tuple[tuple[str, int], ...]
    """Stream id and the mask of species that its port lets pass."""
    brings: int
    rules: tuple[MaskedRule, ...]


def reach(nodes: Sequence[ReachNode], streams: Iterable[str]) -> Mapping[str, int]:
    """Mask of the species that can be in each stream, the least that satisfies every unit."""
    present = dict.fromkeys(streams, 0)
    reads: dict[str, list[int]] = {}
    for position, node in enumerate(nodes):
        for stream in node.inlets:
            reads.setdefault(stream, []).append(position)
    waiting = deque(range(len(nodes)))
    queued = [True] * len(nodes)
    while waiting:
        position = waiting.popleft()
        queued[position] = False
        node = nodes[position]
        inside = node.brings
        for stream in node.inlets:
            inside |= present[stream]
        inside = closure(inside, node.rules)
        for stream, allowed in node.outlets:
            arriving = inside & allowed
            if arriving & ~present[stream]:
                present[stream] |= arriving
                for reader in reads.get(stream, ()):
                    if not queued[reader]:
                        queued[reader] = True
                        waiting.append(reader)
    return present


def closure(mask: int, rules: Sequence[MaskedRule]) -> int:
    """All species that can be there once every rule that applies has been applied."""
    pending = list(rules)
    grew = True
    while grew and pending:
        grew = False
        rest = []
        for rule in pending:
            if rule.needs & ~mask:
                rest.append(rule)
            elif rule.makes & ~mask:
                mask |= rule.makes
                grew = True
        pending = rest
    return mask
