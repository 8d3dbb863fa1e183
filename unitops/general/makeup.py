"""Make-up of what a circuit loses: water, acid, solvent, reagent."""

from __future__ import annotations

from unitops.chemistry.formula import atomic_weights
from unitops.chemistry.phases import WATER
from unitops.declaration.balance import Balance
from unitops.declaration.declared import Freedom, Inlet, Outlet, Parameter, Words
from unitops.declaration.flow import Expression, Flow
from unitops.declaration.operation import UnitOperation
from unitops.declaration.switches import NOTHING


class MakeUp(UnitOperation):
    """A stream is made up from a second one until a target is met behind the point of mixing.

    Leave the feed of the make-up without a rate and state one target: the total flow, the flow of a species or
    element, its mass fraction, its concentration in the liquor, or its molar ratio to a reference. If the feed has a
    rate, all of them are results. The streams mix adiabatically. Where the stream already exceeds the target the
    make-up comes out negative; such a circuit needs a bleed.

    ``of`` and ``reference`` name a species as the stream holds it (SO4-2(aq), H2O(l), Na2CO3(s)) or an element (Li).

    Source: mass and energy balance of a mixing point, any text.
    """

    tag, trade, symbol = "MU", "general", "make-up"
    title = "Make-up"

    inlet = Inlet("s aq o m g", "stream that is made up")
    makeup = Inlet("s aq o m g", "what it is made up with; its feed may be left without a rate")
    outlet = Outlet("s aq o m g", "the stream at its target")
    of = Words("species or element that the target is about")
    reference = Words("species or element to which the ratio refers")
    pressure = Parameter(
        101.325, "kPa", low=0.001, high=1e5, says="of the mixture", source="open vessel: standard atmosphere"
    )
    total_rate = Parameter(None, "t/h", low=0.0, says="total flow that leaves", when_empty="calculated")
    rate_of = Parameter(None, "t/h", says="flow of the species or element that leaves", when_empty="calculated")
    mass_fraction = Parameter(
        None,
        "wt%",
        high=100.0,
        says="of the species or element in the stream that leaves",
        when_empty="calculated",
    )
    concentration = Parameter(
        None, "g/L", says="of the species or element in the liquor that leaves", when_empty="calculated"
    )
    molar_ratio = Parameter(None, "mol/mol", says="of the species or element to the reference", when_empty="calculated")

    freedoms = (Freedom(("total_rate", "rate_of", "mass_fraction", "concentration", "molar_ratio"), open=True),)

    def equations(self, balance: Balance) -> None:
        """Mix; then what the mixture is."""
        mixture = balance.everything()
        balance.leaves(self.outlet, mixture)
        balance.energy()
        balance.result(self.total_rate, mixture.mass, "total rate")
        mass = _mass(balance, mixture, self.of)
        balance.result(self.rate_of, mass, "rate of the species")
        self._ratio(balance, "mass_fraction", mass, mixture.mass, "mass fraction")
        dissolved = _mass(balance, mixture.aqueous, self.of)
        wanted = WATER in mixture and not _nothing(dissolved)
        volume = balance.liquor_volume(mixture, self.outlet.T) if wanted else 0.0
        self._ratio(balance, "concentration", dissolved, volume, "concentration")
        moles = _moles(mixture, self.of)
        self._ratio(balance, "molar_ratio", moles, _moles(mixture, self.reference), "molar ratio")

    def _ratio(self, balance: Balance, name: str, part: Expression, whole: Expression, says: str) -> None:
        """The figure named is part over whole: linear where it is stated, else calm where there is no whole."""
        quantity = self.bound[name]
        if _nothing(whole):
            balance.result(quantity, 0.0, says)
        elif name in self.configuration.stated:
            balance.require(quantity * (whole + NOTHING) - part, says, "result", quantity)
        else:
            balance.result(quantity, balance.quotient(part, whole), says)


def _nothing(quantity: Expression) -> bool:
    return isinstance(quantity, float) and quantity == 0.0


def _moles(flow: Flow, name: tuple[str, ...]) -> Expression:
    """Amount of a species or an element [mol/s]; 0.0 if there is none."""
    if not name:
        return 0.0
    return flow.element(name[0]) if name[0] in atomic_weights() else flow[name[0]]


def _mass(balance: Balance, flow: Flow, name: tuple[str, ...]) -> Expression:
    """Mass flow of a species or an element [kg/s]."""
    moles = _moles(flow, name)
    if _nothing(moles):
        return 0.0
    element = atomic_weights().get(name[0])
    return moles * (balance.book.molar_mass(name[0]) if element is None else element)
