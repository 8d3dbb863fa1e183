"""Crushers and mills after Bond's law."""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Inlet, Outlet, Parameter, Result
from unitops.declaration.flow import Expression, Flow
from unitops.declaration.operation import UnitOperation
from unitops.declaration.validity import Limit, Numbers, Validity

BOND_SIZE = 1e-4
"""Size to which Bond's work index refers: 100 um [m]."""
BOND = "Bond, Crushing and grinding calculations, British Chemical Engineering 6 (1961) 378-385 and 543-548"


def _feed_size(numbers: Numbers) -> float:
    return numbers["feed_size"]


REDUCES = Validity(
    "product_size",
    high=Limit("the size of the feed", _feed_size),
    says="a product coarser than the feed asks for negative power: nothing is crushed or ground",
)


class Comminution(UnitOperation):
    """What crushers and mills share: Bond's law between two 80 % passing sizes, and power that becomes heat.

    work [kWh/t] = work index x (sqrt(100 um / product size) - sqrt(100 um / feed size))

    Streams carry no particle sizes yet, so both sizes are entered here.
    """

    work_index = Parameter(
        15.2,
        "kWh/t",
        low=0.1,
        high=100.0,
        says="Bond work index, per tonne of dry solids",
        source=f"{BOND}: mean of all materials 13.81 kWh per short ton; spodumene 13.70",
    )
    efficiency = Parameter(
        0.95,
        "1",
        low=0.1,
        high=1.0,
        says="of motor and drive; Bond's work is at the pinion",
        source="Wills and Finch, Wills' Mineral Processing Technology, 8th ed., 2016, chapter 5",
    )
    power = Result("kW", "electricity drawn", energy="in", kind="power")
    specific_energy = Result("kWh/t", "electricity per tonne of dry solids")

    def comminute(self, balance: Balance, solids: Flow, feed_size: Expression, product_size: Expression) -> None:
        """Write power and specific energy."""
        root = balance.math.sqrt
        work = self.work_index * (root(BOND_SIZE / product_size) - root(BOND_SIZE / feed_size))
        balance.result(self.specific_energy, work / self.efficiency, "specific energy")
        balance.result(self.power, self.specific_energy * solids.mass, "power")


class Crusher(Comminution):
    """Jaw, cone or roll crusher: size reduction of dry or moist solids, after Bond.

    Power = work index x (sqrt(100 um / P80) - sqrt(100 um / F80)) x dry solids / efficiency; all of it warms the
    solids (the energy of new surface is below 1 %). Composition does not change. The work index of crushers comes from
    impact tests on pieces of at most 76 mm; for larger feeds it is extrapolated, as is usual for primary crushers (no
    source that was read gives a size at which that ends). Measured crusher power may differ by
    a third, and high pressure grinding rolls do not follow Bond's law at all (Morrell, Predicting the overall specific
    energy requirement of crushing, high pressure grinding roll and tumbling mill circuits). Source: Bond 1961, as cited
    with the work index.
    """

    tag, trade, symbol = "CR", "size reduction", "crusher"

    feed = Inlet("s aq", "solids to be crushed")
    product = Outlet("s aq", "crushed solids")
    feed_size = Parameter(100.0, "mm", low=0.01, high=2000.0, says="80 % of the feed passes, F80", source="assumption")
    product_size = Parameter(
        12.0, "mm", low=0.001, high=500.0, says="80 % of the product passes, P80", source="assumption"
    )

    validity = (REDUCES,)

    def equations(self, balance: Balance) -> None:
        balance.leaves(self.product, self.feed)
        self.comminute(balance, self.feed.solid, self.feed_size, self.product_size)
        balance.energy()


class Mill(Comminution):
    """Ball, rod or stirred mill, dry or wet, open or in closed circuit with a classifier counted in.

    Bond's law as for the crusher (his third law holds for ball mills between 25 mm and some 70 um; finer products take
    more). With water connected the mill is wet; where the rate of that feed is left empty it follows from the solids
    share entered. All power becomes heat in the product.
    """

    tag, trade, symbol = "ML", "size reduction", "ball-mill"

    feed = Inlet("s aq", "solids to be ground")
    water = Inlet("s aq", "water or liquor for wet grinding", optional=True)
    product = Outlet("s aq", "ground solids, or slurry")
    feed_size = Parameter(10.0, "mm", low=0.001, high=100.0, says="80 % of the feed passes, F80", source="assumption")
    product_size = Parameter(
        0.15, "mm", low=0.0005, high=10.0, says="80 % of the product passes, P80", source="assumption"
    )
    solids_share = Parameter(
        None,
        "wt%",
        low=1.0,
        high=100.0,
        says="solids in the product; fixes the water feed left free",
        when_empty="absent",
    )

    validity = (
        Validity("feed_size", high=25.0, says="Bond's law of ball mills does not hold for coarser feeds", source=BOND),
        Validity("product_size", low=0.07, says="finer products take more power than Bond's law says", source=BOND),
        REDUCES,
    )

    def equations(self, balance: Balance) -> None:
        product = balance.mix(self.feed, self.water)
        balance.leaves(self.product, product, P=self.feed.P)
        self.comminute(balance, product.solid, self.feed_size, self.product_size)
        if self.solids_share is not None:
            balance.require(product.mass * self.solids_share - product.solid.mass, "share of solids")
        balance.energy()
