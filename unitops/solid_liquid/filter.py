"""Filters: vacuum belt, filter press, drum, disc."""

from __future__ import annotations

from types import MappingProxyType

from unitops.declaration.declared import Choice
from unitops.solid_liquid.cake import CakeSeparator

MOISTURE = MappingProxyType({"belt": 0.25, "press": 0.18, "drum": 0.30, "disc": 0.22})
"""Usual moisture of cakes of leach residues and gypsum, wet basis; engineering practice, to be replaced by tests."""


class Filter(CakeSeparator):
    """A filter with or without washing of the cake.

    The kind sets the moisture on wet basis that holds where none is entered: vacuum belt 25 %, press 18 % (membrane
    squeeze and blow), vacuum drum 30 %, vacuum disc 22 %; disc filters are hardly ever washed. These are engineering
    practice for leach residues, and differ by a factor of two either way between cakes: enter what was tested.

    Cake liquor C = S m / (1 - m); of it the wash leaves max(u + (1 - u) (1 - E)^n, 1 - n), n wash over liquor held by
    mass, E wash efficiency, u what no wash reaches. The law is that of some three washes: beyond, state u. Wash
    liquor replaces cake liquor at equal mass.

    Sources: Choudhury and Dahlstrom, AIChE Journal 3 (1957) 433; Perry's Chemical Engineers' Handbook, 8th ed. (2008),
    section 18, filtration.
    """

    tag, trade, symbol = "FL", "solid-liquid separation", "filter"

    kind = Choice(("belt", "press", "drum", "disc"), says="of filter; sets the usual moisture of its cake")

    def moisture_of_kind(self) -> float:
        """Moisture of the cake, wet basis, where none is entered."""
        return MOISTURE[self.kind]
