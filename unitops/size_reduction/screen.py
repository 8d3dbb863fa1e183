"""Screens and classifiers known by their split."""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Freedom, Inlet, Outlet, Parameter
from unitops.declaration.operation import UnitOperation


class Screen(UnitOperation):
    """Vibrating screen or trommel: solids parted into oversize and undersize by a stated share.

    Streams carry no particle size distribution, so the split is entered, not calculated from an aperture, and every
    solid is split alike. Moisture goes with the solids (dry screening) or by a share of its own (wet screening, where
    most of it goes through). The share to oversize may be given instead as the circulating load: oversize over
    undersize, when the oversize goes back to a crusher.
    """

    tag, trade, symbol = "SN", "size reduction", "screen"

    feed = Inlet("s aq", "solids or slurry to be screened")
    oversize = Outlet("s aq", "what stays on the screen")
    undersize = Outlet("s aq", "what passes")
    oversize_share = Parameter(
        None, "1", low=0.0, high=1.0, says="share of the solids that stays on", when_empty="calculated"
    )
    circulating_load = Parameter(
        None, "1", low=0.0, high=50.0, says="solids of the oversize over undersize", when_empty="calculated"
    )
    liquor_share = Parameter(
        None,
        "1",
        low=0.0,
        high=1.0,
        says="share of the liquor that stays on; empty: as the solids",
        when_empty="absent",
    )

    freedoms = (Freedom(("oversize_share", "circulating_load")),)

    def equations(self, balance: Balance) -> None:
        feed = self.feed
        wet = self.oversize_share if self.liquor_share is None else self.liquor_share
        kept = feed.solid * self.oversize_share + feed.aqueous * wet
        balance.leaves(self.oversize, kept, T=feed.T)
        balance.leaves(self.undersize, feed - kept, T=feed.T)
        balance.require(
            self.circulating_load * (1.0 - self.oversize_share) - self.oversize_share,
            "circulating load",
            "result",
            self.circulating_load,
        )
