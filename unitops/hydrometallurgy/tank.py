"""Agitated tanks: mixing, repulping, dissolving, slaking, storage with dosing."""

from __future__ import annotations

from unitops.hydrometallurgy.vessel import AgitatedVessel


class Tank(AgitatedVessel):
    """An agitated tank that mixes what enters, with or without stated reactions and a dosed reagent.

    Use it to repulp a cake, make up or dissolve a reagent, slake lime, hold a liquor, destroy a reagent. The
    liquor settles acid and base at once, with their heat. The solid reagent named as active and those named under
    ``dissolving`` go into solution; other solids stay as they are unless a reaction takes them.
    See the vessel for dose, vent, heat and volume.

    Sources: mass and energy balance of a perfectly mixed vessel, any text; vapour pressure of water, Wagner and
    Pruss (2002), doi 10.1063/1.1461829.
    """

    tag, trade, symbol = "TK", "hydrometallurgy", "agitated-tank"
    title = "Agitated tank"

    def what_else_dissolves(self) -> tuple[str, ...]:
        """The active solid of the reagent, unless a reaction takes it."""
        taken = {s for _, entries in self.configuration.reactions for e in entries for s in e.coefficients}
        active = dict(self.configuration.words)["active"]
        return tuple(s for s in active if s.endswith(")") and "(s" in s and s not in taken)
