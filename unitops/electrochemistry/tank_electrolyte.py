"""The electrolyte of a tankhouse: its metal, its acid and its redox shuttle."""

from __future__ import annotations

import msgspec

from unitops.chemistry.phases import PROTON
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import ReactionEntry
from unitops.declaration.flow import Expression, Flow
from unitops.declaration.switches import NOTHING
from unitops.electrochemistry.faraday import coefficients_reversed

SOME_VOLUME = 0.01
"""[m3/s] Where the search for the volume starts, so that concentrations have a meaning from the first."""

BACKWARDS = 1000.0
"""By which the share that reaches electrodes of a trial area below zero is held down."""


class Shuttle(msgspec.Struct, frozen=True):
    """A redox pair that is reduced at the cathodes and oxidised at the anodes.

    ``electrons`` per mole of the reaction; ``to_cathodes`` and ``to_anodes`` are mass transfer coefficients times
    electrode area [m3/s]; ``divided``: the ions of the anode do not come back to the cathode.
    """

    reaction: ReactionEntry
    electrons: Expression
    to_cathodes: Expression
    to_anodes: Expression
    divided: bool

    @property
    def oxidised_half(self) -> str:
        """The ion that the cathodes reduce."""
        return solute(self.reaction, -1)

    @property
    def reduced_half(self) -> str:
        """The ion that the anodes oxidise."""
        return solute(self.reaction, 1)


class TankElectrolyte:
    """The electrolyte of a tankhouse, well mixed at the composition of what leaves.

    Made with what enters; ``shuttled`` takes the iron through the cells, ``fill`` then says what the tank holds.
    """

    metal: Expression = 0.0
    """Metal ion [mol/m3]."""
    acid: Expression = 0.0
    """Free acid [mol/m3 of H2SO4]."""
    reduced: Expression = 0.0
    """Electrons that the shuttle takes at the cathodes [mol/s]."""
    oxidised: Expression = 0.0
    """Electrons that the shuttle gives to the anodes [mol/s]."""
    metal_flow: Expression = 0.0
    """Metal ion in the spent electrolyte [mol/s]."""

    def __init__(self, balance: Balance, entering: Flow, metal_ion: str, shuttle: Shuttle | None) -> None:
        self.balance, self.entering, self.metal_ion = balance, entering, metal_ion
        here = shuttle is not None and (shuttle.oxidised_half in entering or shuttle.reduced_half in entering)
        self.couple = shuttle if here else None
        self.volume: Expression = balance.unknown("volume of the spent electrolyte [m3/s]", SOME_VOLUME)
        if here:
            self.reduced = balance.unknown("electrons that the shuttle takes")
            self.oxidised = balance.unknown("electrons that the shuttle gives")

    def shuttled(self, flow: Flow, available: Expression | None, passed: Expression) -> Flow:
        """The flow after the shuttle has gone round, each half as fast as it diffuses to its electrode.

        ``available`` are the electrons [mol/s] that the cathodes have for it, None where the current is found from the
        metal plated; ``passed`` are all that pass the cells. The electrodes give and take no more. With n what enters,
        A the area, k and k' the coefficients, V the volume: r = k A (n(ox) + o) / (V + k A) and
        o = k' A (n(red) + r) / (V + k' A); no o in r where the cell is divided.
        """
        if self.couple is None:
            return flow
        couple, balance = self.couple, self.balance
        per = couple.electrons
        returned = 0.0 if couple.divided else self.oxidised
        at_cathodes = self.entering[couple.oxidised_half] * per + returned
        reduced = at_cathodes * self._reached(couple.to_cathodes)
        if available is not None:
            reduced = balance.least([reduced, available])
        at_anodes = self.entering[couple.reduced_half] * per + self.reduced
        oxidised = self._within(at_anodes * self._reached(couple.to_anodes), passed)
        balance.require(self.reduced - reduced, "shuttle reduced", "material", self.reduced)
        balance.require(self.oxidised - oxidised, "shuttle oxidised", "material", self.oxidised)
        flow = balance.advance(flow, couple.reaction.coefficients, self.reduced / per)
        return balance.advance(flow, coefficients_reversed(couple.reaction), self.oxidised / per)

    def _within(self, wanted: Expression, most: Expression) -> Expression:
        """What is wanted, by size no more than the most; exactly nothing where nothing is wanted."""
        math = self.balance.math
        return wanted * math.fmin(1.0, math.fabs(most) / (math.fabs(wanted) + NOTHING))

    def _reached(self, to_electrodes: Expression) -> Expression:
        """Share of what is in the tank that reaches the electrodes before it leaves.

        Trial areas below zero go on with the same slope but to almost nothing, so that no root lies there.
        """
        math = self.balance.math
        size = math.fmax(to_electrodes, 0.0) + BACKWARDS * math.fmax(-to_electrodes, 0.0)
        return self.balance.share(to_electrodes, math.fabs(self.volume) + size)

    def fill(self, spent: Flow, volume: Expression) -> None:
        """State the concentrations of a spent electrolyte of this volume [m3/s]."""
        self.balance.require(self.volume - volume, "volume of the spent electrolyte", "material", self.volume)
        self.metal_flow = spent[self.metal_ion]
        self.acid = self.balance.quotient(spent[PROTON] / 2.0, self.volume)

    def state_metal(self, concentration: Expression, molar_mass: float, known: bool) -> None:
        """State the concentration of the metal [kg/m3]; linear in its flow where something else makes it known."""
        balance = self.balance
        self.metal = concentration / molar_mass
        if known:
            balance.require(self.metal * self.volume - self.metal_flow, "metal left", "material", concentration)
        else:
            held = balance.quotient(self.metal_flow, self.volume)
            balance.result(concentration, held * molar_mass, "metal left")


def phase_letter(species_id: str) -> str:
    """The phase letter in a species id: s of Cu(s), aq of H+(aq)."""
    return species_id[species_id.rindex("(") + 1 : -1].partition(",")[0]


def solute(entry: ReactionEntry, side: int) -> str:
    """The solute other than protons that a reaction takes (side -1) or makes (1); protons if there is none."""
    solutes = (s for s, nu in entry.stoichiometry if nu * side > 0 and phase_letter(s) == "aq" and s != PROTON)
    return next(solutes, PROTON)
