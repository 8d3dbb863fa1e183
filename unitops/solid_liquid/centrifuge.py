"""Centrifuges."""

from __future__ import annotations

from types import MappingProxyType

from unitops.declaration.declared import Choice
from unitops.solid_liquid.cake import CakeSeparator

MOISTURE = MappingProxyType({"pusher": 0.04, "peeler": 0.06, "decanter": 0.25})
"""Usual moisture of crystals (pusher, peeler) and of fine solids (decanter), wet basis; engineering practice."""


class Centrifuge(CakeSeparator):
    """A centrifuge for crystals or fine solids, with or without washing of the cake.

    The kind sets the moisture on wet basis that holds where none is entered: pusher 4 % and peeler 6 % for crystals
    above some 100 um, solid-bowl decanter 25 % for fine solids. These are engineering practice: enter what was tested.

    Cake liquor C = S m / (1 - m); of it the wash leaves max(u + (1 - u) (1 - E)^n, 1 - n), n wash over liquor held by
    mass, E wash efficiency, u what no wash reaches. The law is that of some three washes: beyond, state u. Crystals
    that dissolve in the wash are not counted: state them as solids to the filtrate.

    Source: Perry's Chemical Engineers' Handbook, 8th ed. (2008), section 18, centrifuges.
    """

    tag, trade, symbol = "CF", "solid-liquid separation", "centrifuge"

    kind = Choice(("pusher", "peeler", "decanter"), says="of centrifuge; sets the usual moisture of its cake")

    def moisture_of_kind(self) -> float:
        """Moisture of the cake, wet basis, where none is entered."""
        return MOISTURE[self.kind]
