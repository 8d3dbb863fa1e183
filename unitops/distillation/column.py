"""A distillation column that is known by its recoveries."""

from __future__ import annotations

from unitops.chemistry.volatile import VOLATILE
from unitops.declaration.balance import Balance
from unitops.declaration.declared import Inlet, Outlet, Parameter, Result, Table
from unitops.declaration.flow import Expression, total
from unitops.declaration.operation import UnitOperation


class DistillationColumn(UnitOperation):
    """A column that parts a liquid by stated recoveries: no equilibrium, no trays.

    ``overhead`` is the share of each species that leaves as distillate. The condenser turns (1 + reflux ratio) times
    the distillate from vapour to liquid: its duty is that times the heats of vaporisation (of a species without one:
    nothing). The reboiler supplies it and the rest of the heat balance. Both products leave liquid at the temperatures
    entered.

    The recoveries are the designer's: whether trays and reflux bring them about is not checked. Source: heat balance of
    a column with total condenser, any text.
    """

    tag, trade, symbol = "DC", "distillation", "distillation-column"
    title = "Distillation column"

    feed = Inlet("o", "liquid to be parted")
    distillate = Outlet("o", "what goes overhead, condensed")
    bottoms = Outlet("o", "what stays")
    overhead = Table("%", "of each species that goes overhead", default=0.0, low=0.0, high=100.0)
    heat_of_vaporisation = Table("kJ/mol", "of a species, in place of the built-in figure", low=0.0)
    reflux_ratio = Parameter(2.0, "1", low=0.0, high=100.0, says="reflux per distillate", source="engineering practice")
    distillate_temperature = Parameter(
        30.0, "degC", low=-50.0, high=300.0, says="behind the condenser", source="cooling water"
    )
    bottoms_temperature = Parameter(
        90.0,
        "degC",
        low=-50.0,
        high=300.0,
        says="at the bottom; under vacuum, as LiPF6 in carbonates decomposes from some 80 degC",
        source="engineering practice",
    )
    pressure = Parameter(101.325, "kPa", low=0.1, high=1e4, says="of both products", source="discharged at atmosphere")
    reboiler_duty = Result("kW", "heat to the reboiler", energy="in", kind="heat")
    condenser_duty = Result("kW", "heat from the condenser", energy="out", kind="heat")

    def equations(self, balance: Balance) -> None:
        """Part the feed; condense vapour; close the heat balance at the reboiler."""
        over = self.feed.each(self.overhead)
        balance.leaves(self.distillate, over, T=self.distillate_temperature)
        balance.leaves(self.bottoms, self.feed - over, T=self.bottoms_temperature)
        latent = total([over[s] * self._latent(s) for s in over.ids])
        balance.result(self.condenser_duty, (1.0 + self.reflux_ratio) * latent, "duty of the condenser")
        balance.energy()

    def _latent(self, species_id: str) -> Expression:
        """Heat of vaporisation [J/mol]."""
        if species_id in self.heat_of_vaporisation:
            return self.heat_of_vaporisation(species_id)
        return VOLATILE[species_id].heat_of_vaporisation if species_id in VOLATILE else 0.0
