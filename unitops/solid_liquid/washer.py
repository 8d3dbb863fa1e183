"""Countercurrent washing of solids in several stages, in one unit."""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Choice, Freedom, Inlet, Outlet, Parameter, Result
from unitops.declaration.flow import Expression
from unitops.solid_liquid.cake import WASH, write_wash
from unitops.solid_liquid.separator import Separator, held_share


class CountercurrentWasher(Separator):
    """N stages of countercurrent washing: thickeners in series (CCD), repulping, or a belt filter with wash zones.

    Solids pass from stage 1 to stage N, wash liquor from stage N to stage 1. Every stage hands on the liquor h that
    its solids hold, at the same liquid-to-solid ratio; W is the wash. With y the share of feed liquor in the liquor
    that solids hold, z that in the liquor of a stage:

    - repulping: the share E of the incoming wash mixes perfectly with what the solids bring, the rest passes by.
      (h + E W) y(i) = h y(i-1) + E W z(i+1), z(i) = E y(i) + (1 - E) z(i+1); stage 1 mixes with the whole feed.
    - displacement: the feed forms a cake, then each stage leaves R = max((1 - E)^n, 1 - n) of its liquor, n = W / h:
      y(i) = R y(i-1) + (1 - R) z(i+1), W z(i) = W z(i+1) + h (y(i-1) - y(i)).

    z(N+1) = 0. Since nothing reacts all solutes share these numbers, and the N stages are solved in closed form.
    Solids of the wash leave with the others. For stages of unlike duty draw thickeners or filters one by one.

    Sources: Counselman, Trans. AIME 187 (1950), TP 2783-B (repulping); Choudhury and Dahlstrom, AIChE Journal 3
    (1957) 433 (displacement).
    """

    tag, trade, symbol = "CW", "solid-liquid separation", "countercurrent-washer"
    title = "Countercurrent washer"

    feed = Inlet("s aq o", "slurry")
    wash = Inlet("s aq o", "wash liquor; its feed may be left without a rate")
    liquor = Outlet("s aq o", "strong liquor")
    washed = Outlet("s aq o", "washed solids with the liquor that they hold")
    stages = Choice(("5", "1", "2", "3", "4", "6", "7", "8", "9", "10"), says="number of stages")
    contact = Choice(("repulping", "displacement"), says="how wash liquor meets the solids")
    underflow_solids = Parameter(
        50.0, "%", low=1.0, high=99.0, says="solids by mass in what each stage hands on",
        when_empty="calculated",
        source="Perry's Chemical Engineers' Handbook, 8th ed. (2008), section 18, sedimentation: leach residues and "
        "tailings thicken to 45 to 65 %; tailings of nine mines 43 to 68 %, doi 10.1155/2022/5449032, table 1",
    )  # fmt: skip
    liquid_to_solid = Parameter(
        None, "1", low=0.01, high=99.0, says="liquor over solids by mass in what each stage hands on",
        when_empty="calculated",
    )  # fmt: skip
    stage_efficiency = Parameter(
        95.0, "%", low=0.0, high=99.9, says="share of the wash that mixes, or wash efficiency of displacement",
        source="engineering practice: repulping 90 to 100 %; displacement mostly 60 to 80 % (Perry, section 18)",
    )  # fmt: skip
    solids_to_liquor = Parameter(
        0.0, "%", low=0.0, high=100.0, says="share of the solids fed that the strong liquor carries",
        source="clear liquor unless stated",
    )  # fmt: skip
    wash_ratio = Parameter(
        None, "1", low=0.0, high=100.0, says="mass of wash liquor over mass of liquor that the solids hold",
        when_empty="calculated",
    )  # fmt: skip
    wash_to_solids = Parameter(
        None, "t/t", low=0.0, high=1000.0, says="mass of wash liquor over mass of dry solids",
        when_empty="calculated",
    )  # fmt: skip
    washing_recovery = Result("%", "feed liquor that does not leave with the solids")

    freedoms = (Freedom(("underflow_solids", "liquid_to_solid")), WASH)

    def equations(self, balance: Balance) -> None:
        r, wash = self.liquid_to_solid, self.wash.liquid
        balance.require(self.underflow_solids * (1.0 + r) - 1.0, "underflow by solids and by liquid", gives=r)
        liquor = self.feed.liquid
        solids = self.feed.solid * (1.0 - self.solids_to_liquor) + self.wash.solid
        held = liquor.mass * held_share(balance, solids.mass, liquor.mass, r)
        in_last = self._feed_liquor_in_last(balance, liquor.mass, held, wash.mass)
        washed = (
            solids
            + liquor * balance.quotient(held * in_last, liquor.mass)
            + wash * balance.quotient(held * (1.0 - in_last), wash.mass)
        )
        entering = balance.mix(self.feed, self.wash)
        balance.leaves(self.washed, washed)
        balance.leaves(self.liquor, entering - washed)
        remains = balance.quotient(held * in_last, liquor.mass)
        balance.result(self.washing_recovery, 1.0 - remains, "washing recovery")
        write_wash(balance, wash.mass, (self.wash_ratio, held), (self.wash_to_solids, solids.mass))
        thick, clear = balance.left_by(self.washed), balance.left_by(self.liquor)
        self.write_results(balance, entering, thick, clear, (self.liquor, self.washed))

    def _feed_liquor_in_last(
        self, balance: Balance, liquor: Expression, held: Expression, wash: Expression
    ) -> Expression:
        """Share of feed liquor in the liquor that the washed solids hold, y(N).

        From the last stage to the first with y(i) = passed y(i-1) and z(i) = rising y(i-1).
        """
        count, efficiency = int(self.stages), self.stage_efficiency
        rising: Expression = 0.0
        product: Expression = 1.0
        if self.contact == "displacement":
            n = balance.positive(balance.quotient(wash, held))
            original = balance.math.exp(n * balance.math.log(1.0 - efficiency))
            left = balance.greatest([original, 1.0 - n])
            for _ in range(count):
                passed = left / (1.0 - (1.0 - left) * rising)
                rising = passed * rising + balance.quotient(held, wash) * (1.0 - passed)
                product = product * passed
            return product
        mixing = efficiency * wash
        for _ in range(count - 1):
            passed = balance.quotient(held, held + mixing * (1.0 - rising))
            rising = passed * (efficiency + (1.0 - efficiency) * rising)
            product = product * passed
        return product * balance.quotient(liquor, liquor + mixing * (1.0 - rising))
