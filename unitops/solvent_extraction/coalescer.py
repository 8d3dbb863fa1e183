"""Coalescers, after-settlers and organic tanks: what one phase carries of the other is taken off."""

from __future__ import annotations

from unitops.chemistry.phases import WATER
from unitops.declaration.balance import Balance
from unitops.declaration.declared import Choice, Freedom, Inlet, Outlet, Parameter, Result
from unitops.declaration.operation import UnitOperation
from unitops.solvent_extraction.stages import organic_volume, share_within


class Coalescer(UnitOperation):
    """Takes entrained liquor out of an organic phase, or entrained organic out of a liquor.

    A loaded-organic tank, an after-settler or a coalescer with media in front of the wash, the strip or the raffinate
    pond. What remains entrained is stated as volume per volume of the phase cleaned; what comes in with less passes as
    it is. What is taken off goes back to the extraction (organic) or to where the liquor came from. Nothing reacts,
    solids stay with the liquor. Adiabatic.

        taken off = V(entrained) - remaining x V(phase), not below zero

    Volumes of liquor from its composition, of organic from the molar volumes of its species.

    Source: Schlesinger, King, Sole and Davenport, Extractive Metallurgy of Copper, 5th ed. (2011), chapter 16.
    """

    tag, trade, symbol = "CO", "solvent extraction", "coalescer"
    title = "Coalescer"

    inlet = Inlet("s aq o", "organic with entrained liquor, or liquor with entrained organic")
    cleaned = Outlet("s aq o", "the phase with what remains entrained")
    removed = Outlet("s aq o", "what is taken off")
    phase = Choice(("organic", "liquor"), says="which phase is cleaned")
    remaining = Parameter(
        None, "L/m3", low=0.0, high=500.0, says="entrained in the cleaned phase", when_empty="calculated"
    )
    removal = Parameter(
        50.0, "%", low=0.0, high=100.0, says="of what comes in entrained", when_empty="calculated",
        source="SimSXEWCu v7.0 (model of J. Kafumbila), read from a transcription: 2.0 L/m3 before, 1.0 behind",
    )  # fmt: skip
    pressure = Parameter(101.325, "kPa", low=10.0, high=1e3, says="of what leaves", source="open tank")
    entering = Result("L/m3", "entrained in the phase that enters")

    freedoms = (Freedom(("remaining", "removal")),)

    def equations(self, balance: Balance) -> None:
        liquor = self.inlet.aqueous + self.inlet.solid
        organic = self.inlet.phase("o")
        wet = balance.liquor_volume(self.inlet, self.inlet.T) if WATER in self.inlet else 0.0
        oily = organic_volume(self.inlet)
        carried, carrier = (liquor, organic) if self.phase == "organic" else (organic, liquor)
        small, large = (wet, oily) if self.phase == "organic" else (oily, wet)
        if "remaining" in self.configuration.stated:
            held = share_within(self.remaining * large, small)
            balance.result(self.removal, 1.0 - held, "removal")
        else:
            held = 1.0 - self.removal
            balance.result(self.remaining, balance.quotient(small * held, large), "what remains entrained")
        balance.result(self.entering, balance.quotient(small, large), "what comes in entrained")
        kept = carried * held
        balance.leaves(self.cleaned, carrier + kept)
        balance.leaves(self.removed, carried - kept)
        balance.same_temperature(self.cleaned, self.removed)
        balance.energy()
