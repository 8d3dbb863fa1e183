"""Leaching of solids by a liquor in agitated tanks."""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Freedom, Inlet, Parameter, Result, Words
from unitops.declaration.flow import Expression, Flow
from unitops.hydrometallurgy.vessel import DOSE, HEAT, SIZE, AgitatedVessel


class LeachTank(AgitatedVessel):
    """Agitated leach tanks, taken as one: solids, liquor, reagent and gas in, slurry and gas out.

    The leach is known by reactions with a conversion each (from test work), one after another or, with equal
    ``step``, at once. Where a reaction consumes acid, its conversion may be limited by the acid that is there. The
    water feed may be left without a rate: the pulp density at the outlet or the liquor-to-solid ratio then fixes it,
    as the dose fixes the reagent's feed.

    ``liquor_to_solid`` and ``percent_solids`` are those of the slurry that leaves, in kg of liquor per kg of solids
    and percent by mass. ``extraction`` is the share of the key element, fed as solid, that is not found in the solids
    that leave: 1 - out/in.

    Sources: conversions, from the test work or publication that they are taken from; definitions as in
    Habashi, F., Textbook of Hydrometallurgy, 2nd ed., 1999.
    """

    tag, trade, symbol = "TK", "hydrometallurgy", "leach-tank"

    water = Inlet("aq", "water or wash liquor that sets the pulp density", optional=True)
    key_element = Words("element whose extraction is reported, such as Li")
    liquor_to_solid = Parameter(
        None, "kg/kg", low=0.0, says="liquor per solids in the slurry that leaves", when_empty="calculated"
    )
    percent_solids = Parameter(
        None,
        "%",
        low=0.0,
        high=100.0,
        says="solids by mass in the slurry that leaves",
        when_empty="calculated",
    )
    extraction = Result("%", "share of the key element in the solids fed that has left them")

    freedoms = (DOSE, HEAT, SIZE, Freedom(("percent_solids", "liquor_to_solid"), open=True))

    def fed(self, balance: Balance) -> Flow:
        """What enters but for the reagent."""
        return balance.mix(super().fed(balance), self.water)

    def equations(self, balance: Balance) -> None:
        """As every vessel, and the pulp density and the extraction."""
        super().equations(balance)
        left = self.what_left(balance)
        self.ratio(balance, "liquor_to_solid", left.aqueous.mass, left.solid.mass, "liquor to solid")
        balance.result(self.extraction, self._extraction(balance), "extraction")

    def _extraction(self, balance: Balance) -> Expression:
        if not self.key_element:
            return 0.0
        fed = self.fed(balance).solid.element(self.key_element[0])
        left = self.what_left(balance).solid.element(self.key_element[0])
        return balance.quotient(fed - left, fed)
