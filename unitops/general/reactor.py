"""Reactors that are known by their reactions and conversions."""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Reactions
from unitops.reactors.vessel import ReactionVessel


class ConversionReactor(ReactionVessel):
    """A vessel with reactions of stated conversion, one after another or at once.

    Each extent is the conversion times what there is of the named reactant, or of whatever runs out first, and never
    more than the other reactants allow. Fixed by the outlet temperature, or by the duty (0 is adiabatic).
    """

    tag, trade, symbol = "R", "general", "reactor"

    reactions = Reactions("what happens")

    def equations(self, balance: Balance) -> None:
        """As reacted, at the temperature of the vessel."""
        self.discharge(balance, balance.react(balance.everything(), self.reactions))
