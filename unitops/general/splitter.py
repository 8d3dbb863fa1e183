"""Streams that part."""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Freedom, Inlet, Outlet, Parameter, Table
from unitops.declaration.operation import UnitOperation


class Splitter(UnitOperation):
    """One stream into two of the same composition: a pipe tee, a bleed valve, a sampler.

    What goes to the side stream is fixed by its share or by its mass flow; where less arrives than is to be taken off,
    all of it is.
    """

    tag, trade, symbol = "SP", "general", "splitter"

    inlet = Inlet("s aq o m g", "stream to be split")
    main = Outlet("s aq o m g", "what goes on")
    side = Outlet("s aq o m g", "what is taken off")
    share = Parameter(None, "1", low=0.0, high=1.0, says="of the mass that is taken off", when_empty="calculated")
    side_rate = Parameter(None, "t/h", low=0.0, says="mass flow taken off", when_empty="calculated")

    freedoms = (Freedom(("share", "side_rate")),)

    def equations(self, balance: Balance) -> None:
        balance.leaves(self.side, self.inlet * self.share, T=self.inlet.T)
        balance.leaves(self.main, self.inlet * (1.0 - self.share), T=self.inlet.T)
        if "side_rate" in self.configuration.stated:
            taken = balance.least([self.side_rate, self.inlet.mass])
            balance.result(self.share, balance.quotient(taken, self.inlet.mass), "flow taken off")
        else:
            balance.result(self.side_rate, self.share * self.inlet.mass, "flow taken off")


class ComponentSplitter(UnitOperation):
    """One stream into two by a share for each species: a separator known only by its recoveries.

    A share may be given for a species, for a phase (s, aq, o, m, g) or for everything else (*). Both streams leave at
    the temperature and pressure of the feed.
    """

    tag, trade, symbol = "CS", "general", "component-splitter"
    title = "Component separator"

    inlet = Inlet("s aq o m g", "stream to be separated")
    first = Outlet("s aq o m g", "takes the share of each species")
    second = Outlet("s aq o m g", "takes the rest")
    share = Table("1", "of each species that goes to 'first'", default=0.0, low=0.0, high=1.0)

    def equations(self, balance: Balance) -> None:
        taken = self.inlet.each(self.share)
        balance.leaves(self.first, taken, T=self.inlet.T)
        balance.leaves(self.second, self.inlet - taken, T=self.inlet.T)
