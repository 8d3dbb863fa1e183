"""Sorbents that take hydrogen fluoride, water and other traces out of a circuit."""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Inlet, Outlet, Parameter, Result, Table
from unitops.declaration.operation import UnitOperation


class SorbentBed(UnitOperation):
    """A fixed bed that takes traces out of carbon dioxide, electrolyte or gas; the mean of many changes of sorbent.

    Of each species that ``removal`` names its share is taken up. Sorbent needed = what is taken / ``capacity``; leave
    the feed of the sorbent without a rate, it takes that one. The loaded sorbent leaves with what it holds. The heat of
    sorption is neglected: traces. The loaded sorbent has the temperature of the stream, what is treated that of the
    heat balance. Dust stays in the bed.
    """

    tag, trade, symbol = "A", "carbon dioxide extraction", "sorbent-bed"
    title = "Sorbent bed"

    inlet = Inlet("s aq o g", "carbon dioxide, electrolyte or gas")
    sorbent = Inlet("s", "fresh sorbent, from a feed without a rate", optional=True)
    treated = Outlet("aq o g", "the same without what is taken up")
    loaded = Outlet("s aq o g", "sorbent with what it holds")
    removal = Table("%", "taken up of a species", low=0.0, high=100.0)
    capacity = Parameter(
        0.15,
        "kg/kg",
        low=1e-4,
        high=5.0,
        says="taken up per sorbent",
        source="molecular sieves take up 0.15 to 0.20 kg/kg of water: Perry's Chemical Engineers' Handbook, 8th ed., "
        "2008, section 16",
    )
    pressure_drop = Parameter(20.0, "kPa", low=0.0, says="inlet less outlet pressure", source="engineering practice")
    taken = Result("kg/h", "taken up")

    def equations(self, balance: Balance) -> None:
        """Share out each species; dose the sorbent."""
        inlet, sorbent = self.inlet, self.sorbent
        fluid = inlet.phase("aq", "o", "g")
        up = fluid.each(lambda s: self.removal(s))
        balance.leaves(self.treated, fluid - up, P=inlet.P - self.pressure_drop)
        balance.leaves(self.loaded, sorbent + inlet.solid + up, T=inlet.T)
        balance.energy()
        balance.result(self.taken, up.mass, "taken up")
        if sorbent.connected:
            balance.require(self.capacity * sorbent.mass - up.mass, "sorbent needed", "material")
