"""Equipment that makes a cake and may wash it by displacement: the base of filters and centrifuges."""

from __future__ import annotations

from typing import ClassVar

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Freedom, Inlet, Outlet, Parameter, Result
from unitops.declaration.flow import Expression, Flow
from unitops.solid_liquid.separator import Separator, carried_over, held_share

NO_CAKE = 1e-9
"""Cake of no interest [kg/s]: gives the wash ratio a value where there is nothing to wash."""

WASH = Freedom(("wash_ratio", "wash_to_solids"), open=True)


class CakeSeparator(Separator):
    """The base of filters and centrifuges: cake formation, displacement washing, discharge.

    The cake holds liquor to its moisture m on wet basis, C = S m / (1 - m), or all liquor if there is less. Wash
    liquor then takes the place of the cake's liquor at equal mass: of the original liquor the share

        R = max(u + (1 - u) (1 - E)^n, 1 - n)

    stays, where n is the mass of wash liquor over the mass of liquor held, E the wash efficiency and u what no wash
    reaches; plug flow (1 - n) is the bound. The law is that of some three washes: beyond them state u, or nothing
    is left. What the wash drives out leaves by ``wash_filtrate`` if it is connected, else with the filtrate.
    Solids pass to the filtrate as a share of the solids fed, or in g/L of filtrate, which then goes before.

    Sources: Choudhury and Dahlstrom, Prediction of cake-washing results with continuous filtration equipment, AIChE
    Journal 3 (1957) 433; Perry's Chemical Engineers' Handbook, 8th ed. (2008), section 18, filtration.
    """

    feed = Inlet("s aq o", "slurry")
    wash = Inlet("s aq o", "wash liquor; its feed may be left without a rate", optional=True)
    filtrate = Outlet("s aq o", "liquor that is parted from the solids")
    cake = Outlet("s aq o", "moist solids")
    wash_filtrate = Outlet("aq o", "what the wash drives out, if it is kept apart", optional=True)
    cake_moisture = Parameter(
        None, "%", low=0.0, high=95.0, says="liquor by mass in the moist cake; empty: as is usual for the kind",
        when_empty="absent",
    )  # fmt: skip
    solids_to_filtrate = Parameter(
        0.0, "%", low=0.0, high=100.0, says="share of the solids fed that the filtrate carries",
        source="clear filtrate unless stated",
    )  # fmt: skip
    filtrate_solids = Parameter(
        None, "g/L", low=0.0, high=200.0, says="solids per volume of filtrate liquor; replaces the share",
        when_empty="absent",
    )  # fmt: skip
    wash_ratio = Parameter(
        None, "1", low=0.0, high=100.0, says="mass of wash liquor over mass of liquor held in the cake",
        when_empty="calculated",
    )  # fmt: skip
    wash_to_solids = Parameter(
        None, "t/t", low=0.0, high=1000.0, says="mass of wash liquor over mass of dry solids in the cake",
        when_empty="calculated",
    )  # fmt: skip
    wash_efficiency = Parameter(
        70.0, "%", low=0.0, high=99.9, says="of the original liquor driven out at a wash ratio of one",
        source="Perry's Chemical Engineers' Handbook, 8th ed. (2008), section 18, cake washing: mostly 60 to 80 %",
    )  # fmt: skip
    unreached = Parameter(
        0.0, "%", low=0.0, high=50.0, says="of the liquor held, in closed pores and lumps that no wash reaches",
        source="none counted unless stated",
    )  # fmt: skip
    washing_recovery = Result("%", "liquor held in the cake before washing that the wash drove out")
    moisture = Result("%", "liquor by mass in the moist cake")

    freedoms = (WASH,)

    usual_moisture: ClassVar[float] = 0.2

    def moisture_of_kind(self) -> float:
        """Moisture of the cake, wet basis, where none is entered."""
        return self.usual_moisture

    def equations(self, balance: Balance) -> None:
        """Form the cake, wash it, tell what leaves."""
        m = self.cake_moisture if self.cake_moisture is not None else self.moisture_of_kind()
        per_solids = m / (1.0 - m)
        entering = balance.mix(self.feed, self.wash)
        lost = self.solids_to_filtrate
        if self.filtrate_solids is not None:
            lost = carried_over(balance, self.feed, self.filtrate_solids, self.filtrate.T, per_solids)
        solids = self.feed.solid * (1.0 - lost) + self.wash.solid
        held = self.feed.liquid * held_share(balance, solids.mass, self.feed.liquid.mass, per_solids)
        left, driven_out = self._washed(balance, held)
        balance.leaves(self.cake, solids + left)
        thick, clear = balance.left_by(self.cake), balance.left_by(self.filtrate, self.wash_filtrate)
        apart = balance.left_by(self.wash_filtrate)
        if self.wash_filtrate.connected:
            balance.leaves(self.wash_filtrate, driven_out)
        balance.leaves(self.filtrate, self.feed.solid * lost + entering.liquid - thick.liquid - apart)
        self._write_wash(balance, held.mass, solids.mass)
        balance.result(self.moisture, balance.quotient(thick.liquid.mass, thick.mass), "moisture of the cake")
        outlets = (self.filtrate, self.cake, self.wash_filtrate)
        self.write_results(balance, entering, thick, clear, outlets)

    def _washed(self, balance: Balance, held: Flow) -> tuple[Flow, Flow]:
        """Liquor of the washed cake, and what the wash drives out with the wash that passes."""
        wash = self.wash.liquid
        if not wash:
            balance.result(self.washing_recovery, 0.0, "washing recovery")
            return held, balance.flow()
        replaced = balance.least([held.mass * self._replaced_share(balance), wash.mass])
        from_cake = held * balance.quotient(replaced, held.mass)
        into_cake = wash * balance.quotient(replaced, wash.mass)
        balance.result(self.washing_recovery, balance.quotient(replaced, held.mass), "washing recovery")
        return held - from_cake + into_cake, from_cake + (wash - into_cake)

    def _replaced_share(self, balance: Balance) -> Expression:
        n = balance.positive(self.wash_ratio)
        reached = 1.0 - balance.math.exp(n * balance.math.log(1.0 - self.wash_efficiency))
        return (1.0 - self.unreached) * reached

    def _write_wash(self, balance: Balance, held: Expression, solids: Expression) -> None:
        write_wash(balance, self.wash.liquid.mass, (self.wash_ratio, held), (self.wash_to_solids, solids))


def write_wash(
    balance: Balance,
    wash: Expression,
    ratio: tuple[Expression, Expression],
    to_solids: tuple[Expression, Expression],
) -> None:
    """State each quotient of wash to liquor held and wash to solids: (quotient, what it is taken of).

    Bilinear, so that a wash feed without a rate is fixed by either. Wash without cake gives a quotient without
    meaning, but a finite one.
    """
    for (quantity, whole), says in ((ratio, "wash ratio"), (to_solids, "wash to solids")):
        balance.require(quantity * (whole + NO_CAKE) - wash, says, "result", quantity)
