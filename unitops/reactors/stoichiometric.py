"""A reactor that is known by how much it makes or consumes."""

from __future__ import annotations

from unitops.declaration.balance import Balance, ModelError
from unitops.declaration.configuration import ReactionEntry
from unitops.declaration.declared import Reactions, Result, Table
from unitops.declaration.flow import Expression, Flow, total
from unitops.reactors.vessel import ReactionVessel


class StoichiometricReactor(ReactionVessel):
    """A vessel with reactions whose extents are stated as the rate at which a species is made or consumed.

    Each reaction takes its extent from one of its species, product or reactant, that has an entry in ``molar_rate``
    or ``mass_rate``: extent = rate / |coefficient|. The species must occur in that reaction only. Reactions run one
    after another and never beyond what their reactants allow; ``met`` tells which share of the extents was possible.
    Entered conversions multiply the extents (1 where none is entered).
    """

    tag, trade, symbol = "R", "reactors", "reactor"

    reactions = Reactions("what happens")
    molar_rate = Table("kmol/h", "at which a species is made or consumed by its reaction")
    mass_rate = Table("t/h", "at which a species is made or consumed by its reaction")
    met = Result("1", "share of the stated extents that the reactants allow")

    def equations(self, balance: Balance) -> None:
        flow = balance.everything()
        asked, run = [], []
        for entry, share in sorted(self.reactions, key=lambda pair: pair[0].step):
            wanted = self._wanted(balance, entry) * share
            asked.append(wanted)
            if not all(s in flow for s, nu in entry.stoichiometry if nu < 0):
                continue
            extent = self._allowed(balance, flow, entry, wanted)
            run.append(extent)
            flow = balance.advance(flow, entry.coefficients, extent)
        balance.result(self.met, balance.share(total(run), total(asked)), "share of the stated extents")
        self.discharge(balance, flow)

    def _wanted(self, balance: Balance, entry: ReactionEntry) -> Expression:
        """The extent [mol/s] that is stated."""
        stated: list[Expression] = []
        for species_id, nu in entry.stoichiometry:
            if species_id in self.molar_rate:
                stated.append(self.molar_rate(species_id) / abs(nu))
            if species_id in self.mass_rate:
                stated.append(self.mass_rate(species_id) / (abs(nu) * balance.book.species[species_id].molar_mass))
        if len(stated) != 1:
            how = "nothing" if not stated else "more than one rate"
            raise ModelError(
                f"{how} states the extent of {entry.text}",
                place="molar_rate, mass_rate",
                remedy="Enter the rate of exactly one of its species.",
            )
        return stated[0]

    @staticmethod
    def _allowed(balance: Balance, flow: Flow, entry: ReactionEntry, wanted: Expression) -> Expression:
        limits = [balance.available(flow, s) / -nu for s, nu in entry.stoichiometry if nu < 0]
        return balance.least([wanted, *limits])
