"""Where each number of a sheet stands in its vector z."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property

import msgspec

from flowsheets.equations.unit_kernel import STREAM_STATE

TARGETS = "targets"
"""Owner of the targets of specifications."""


def real_fluid_block(stream: str) -> str:
    """Owner of the molar enthalpies of the real fluids in a stream."""
    return f"{stream} real fluid"


class Layout(msgspec.Struct, frozen=True, dict=True):
    """Blocks of z: streams (amounts, T, P, H), units, molar enthalpies of real fluids, the targets, the smoothing.

    ``slots`` names the entries of each block; blocks follow one another in the order of ``start``.
    """

    start: Mapping[str, int]
    slots: Mapping[str, tuple[str, ...]]
    smoothing: int

    @property
    def size(self) -> int:
        """Length of z."""
        return self.smoothing + 1

    def position(self, owner: str, slot: str) -> int:
        """Where a slot of a unit, a stream or the targets stands; raises KeyError if there is none."""
        return self.start[owner] + self.slots[owner].index(slot)

    def state(self, stream: str, item: str) -> int:
        """Where T, P or H of a stream stands."""
        return self.start[stream] + len(self.slots[stream]) - len(STREAM_STATE) + STREAM_STATE.index(item)

    def amounts(self, stream: str) -> slice:
        """Where the amounts of a stream stand."""
        start = self.start[stream]
        return slice(start, start + len(self.slots[stream]) - len(STREAM_STATE))

    def species(self, stream: str) -> tuple[str, ...]:
        """The species of a stream in order."""
        return self.slots[stream][: -len(STREAM_STATE)]

    @cached_property
    def _order(self) -> tuple[list[int], list[str]]:
        ordered = sorted((start, owner) for owner, start in self.start.items() if self.slots[owner])
        return [start for start, _ in ordered], [owner for _, owner in ordered]

    def name(self, position: int) -> tuple[str, str]:
        """Owner and slot of an entry of z."""
        if position == self.smoothing:
            return "", "smoothing"
        starts, owners = self._order
        k = bisect_right(starts, position) - 1
        return owners[k], self.slots[owners[k]][position - starts[k]]
