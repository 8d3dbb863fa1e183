"""Thickeners and clarifiers, alone or in a countercurrent decantation train."""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Freedom, Inlet, Outlet, Parameter
from unitops.declaration.flow import Expression, Flow
from unitops.solid_liquid.separator import Separator, carried_over, held_share


class Thickener(Separator):
    """Settles solids out of a slurry: a thick underflow and a clear overflow.

    The underflow is stated by its solids by mass or by its liquid-to-solid ratio r = (1 - w) / w. Its liquor has the
    composition of the mixed liquor. Drawn unit by unit with the overflow of the next stage as ``wash``, thickeners
    make a countercurrent decantation (CCD) train. Short of ideal, wash and liquor pass each other: of the wash only
    the share ``mixing_efficiency`` mixes with the slurry, the rest goes straight to the overflow; of the liquor in the
    underflow the share ``feed_bypass`` is liquor of the feeds that has met no wash, as with flocs and lumps that are
    not broken up. Solids of the wash settle with the others.

    Underflow liquor U = min(r S, L) with S the solids that settle and L the mixed liquor; overflow the rest. Solids
    in the overflow are stated as a share of the solids fed, or in g/L of liquor, which then goes before the share.

    Source: Counselman, Continuous Countercurrent Decantation Calculations, Trans. AIME 187 (1950), TP 2783-B.
    """

    tag, trade, symbol = "TH", "solid-liquid separation", "thickener"

    feeds = Inlet("s aq o", "slurries to be thickened", many=True)
    wash = Inlet("s aq o", "wash water or the overflow of the next stage", optional=True, many=True)
    overflow = Outlet("s aq o", "clear liquor")
    underflow = Outlet("s aq o", "thickened slurry")
    underflow_solids = Parameter(
        50.0, "%", low=1.0, high=95.0, says="solids by mass in the underflow", when_empty="calculated",
        source="Perry's Chemical Engineers' Handbook, 8th ed. (2008), section 18, sedimentation: leach residues and "
        "tailings thicken to 45 to 65 %; tailings of nine mines 43 to 68 %, doi 10.1155/2022/5449032, table 1",
    )  # fmt: skip
    liquid_to_solid = Parameter(
        None, "1", low=0.05, high=99.0, says="liquor over solids by mass in the underflow",
        when_empty="calculated",
    )  # fmt: skip
    solids_to_overflow = Parameter(
        0.0, "%", low=0.0, high=100.0, says="share of the solids fed that the overflow carries",
        source="clear overflow unless stated",
    )  # fmt: skip
    overflow_solids = Parameter(
        None, "g/L", low=0.0, high=200.0, says="solids per volume of overflow liquor; replaces the share",
        when_empty="absent",
    )  # fmt: skip
    mixing_efficiency = Parameter(
        100.0, "%", low=0.0, high=100.0, says="share of the wash that mixes with the slurry",
        source="perfect mixing unless stated, as Counselman (1950)",
    )  # fmt: skip
    feed_bypass = Parameter(
        None, "%", low=0.0, high=100.0, says="share of the underflow's liquor that has met no wash; empty: none",
        when_empty="absent",
    )  # fmt: skip

    freedoms = (Freedom(("underflow_solids", "liquid_to_solid")),)

    def equations(self, balance: Balance) -> None:
        slurry, wash = balance.mix(self.feeds), balance.mix(self.wash)
        entering = slurry + wash
        passing = wash.liquid * (1.0 - self.mixing_efficiency)
        mixed = entering - passing
        r = self.liquid_to_solid
        balance.require(self.underflow_solids * (1.0 + r) - 1.0, "underflow by solids and by liquid", gives=r)
        lost = self.solids_to_overflow
        if self.overflow_solids is not None:
            lost = carried_over(balance, mixed, self.overflow_solids, self.overflow.T, r)
        settled = mixed.solid * (1.0 - lost)
        underflow = settled + self._held(balance, slurry.liquid, mixed.liquid, settled.mass)
        balance.leaves(self.underflow, underflow)
        balance.leaves(self.overflow, entering - underflow)
        self.write_results(
            balance,
            entering,
            balance.left_by(self.underflow),
            balance.left_by(self.overflow),
            (self.overflow, self.underflow),
        )

    def _held(self, balance: Balance, fed: Flow, mixed: Flow, solids: Expression) -> Flow:
        """Liquor of the underflow: of the mixture, but for what comes straight from the feeds."""
        share = held_share(balance, solids, mixed.mass, self.liquid_to_solid)
        if self.feed_bypass is None:
            return mixed * share
        held = mixed.mass * share
        straight = fed * balance.quotient(balance.least([self.feed_bypass * held, fed.mass]), fed.mass)
        rest = mixed - straight
        return straight + rest * balance.quotient(held - straight.mass, rest.mass)
