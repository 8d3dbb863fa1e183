"""Crystallisation by cooling, by evaporation and under vacuum."""

from __future__ import annotations

from unitops.chemistry.canonical import basis
from unitops.chemistry.gas import water_saturation_pressure
from unitops.chemistry.phases import WATER
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import Transformation
from unitops.declaration.declared import Choice, Freedom, Inlet, Outlet, Parameter, Reactions, Result, Words
from unitops.declaration.flow import Expression, Flow
from unitops.declaration.operation import UnitOperation
from unitops.errors import InputError
from unitops.evaporation.boiling import STEAM, Boiling, latent_heat
from unitops.evaporation.solubility_limit import extent_by_solubility
from unitops.hydrometallurgy.aqueous_solids import formable, formation, ions_of
from unitops.hydrometallurgy.local_equilibrium import LiquorEquilibrium

BOILED_DOWN_TO = frozenset({"evaporated_share", "concentration", "dissolved_content", "density"})
"""Parameters that say how far a liquor is boiled down."""
HOW = Freedom(
    (
        "temperature",
        "water_evaporated",
        "duty",
        "evaporated_share",
        "concentration",
        "dissolved_content",
        "density",
    ),
    degree=2,
)


class Crystalliser(Boiling, UnitOperation):
    """A well mixed crystalliser: liquor in, magma of crystals and mother liquor out.

    Two of temperature, heat and evaporation are stated, the third follows from the energy balance; the heat of
    crystallisation and of concentrating stands in the enthalpies of the streams.

    - cooling: the temperature; nothing is evaporated unless stated, and the duty (negative) is found
    - evaporative: the temperature and the water evaporated, or what the liquor that leaves shall hold
    - vacuum: the temperature and a duty of 0; as much water flashes as cools the liquor

    How much crystallises is told by

    - conversions: the stated reactions, as ``2 Na+(aq) + SO4-2(aq) + 10 H2O(l) -> Na2SO4·10H2O(s)``
    - solubility in water: each listed crystal forms until the water left holds its measured solubility in pure water;
      common ions and foreign salts are not counted, one after another in the order listed
    - equilibrium: the listed crystals form, or dissolve, until the liquor is saturated with them (Pitzer), to the share
      ``approach`` of the way; list the hydrate that is stable at the temperature, since the solubility products of
      the other forms are extrapolated there

    ``occlusion`` runs last: impurities that crystals take in, as ``2 Li+(aq) + SO4-2(aq) -> Li2SO4(s)`` at 0.3 %.
    Vapour leaves by ``vapour``, saturated at T - b, or is condensed with ``condenser_heat`` and leaves as condensate.
    With neither outlet connected nothing boils off.

    Sources: Mullin, Crystallization, 4th ed. (2001), chapters 3 and 8; solubilities as stated on their page.
    """

    tag, trade, symbol = "CZ", "evaporation", "crystalliser"

    feeds = Inlet("s aq", "liquor, mother liquor, seed", many=True)
    magma = Outlet("s aq", "crystals and mother liquor")
    vapour = Outlet("g", "vapour; not connected: it is condensed here", optional=True)
    condensate = Outlet("aq", "condensed vapour: pure water", optional=True)
    crystals = Words("crystals that form, such as Na2SO4·10H2O(s), MnSO4·H2O(s)")
    law = Choice(("equilibrium", "solubility in water", "conversions"), says="what tells how much crystallises")
    reactions = Reactions("crystallisation with a conversion each; runs before the other laws")
    occlusion = Reactions("impurities that the crystals take in")
    temperature = Parameter(None, "degC", low=-30.0, high=200.0, says="of the magma", when_empty="calculated")
    duty = Parameter(None, "kW", says="heat supplied (negative: removed)", energy="in", when_empty="calculated")
    water_evaporated = Parameter(
        0.0, "t/h", low=0.0, says="water boiled off", when_empty="calculated", source="cooling unless stated"
    )
    pressure = Parameter(
        101.325, "kPa", low=1.0, high=2e3, says="at which magma and condensate are pumped out",
        source="open tanks downstream: standard atmosphere",
    )  # fmt: skip
    stated_elevation = Parameter(
        3.0, "K", low=0.0, high=80.0, says="boiling point elevation of the mother liquor",
        source="engineering practice: saturated sodium sulfate boils some 3 K above water",
    )  # fmt: skip
    approach = Parameter(
        100.0, "%", low=0.0, high=100.0, says="share of the way to equilibrium that is gone",
        source="Mullin, Crystallization, 4th ed. (2001): hours in a magma leave little supersaturation",
    )  # fmt: skip
    heat_loss = Parameter(
        0.0, "kW", says="to the surroundings (negative: gained when cold)", energy="out", kind="loss",
        source="none counted unless stated",
    )  # fmt: skip
    residence_time = Parameter(
        4.0, "h", low=0.0, high=100.0, says="of the magma",
        source="Mullin, Crystallization, 4th ed. (2001): 2 to 6 h for well-grown crystals",
    )  # fmt: skip
    condenser_heat = Result("kW", "taken by the condenser's cooling water", energy="out", kind="heat")
    crystals_formed = Result("t/h", "solids leaving less solids entering")
    percent_solids = Result("%", "crystals by mass in the magma")
    volume = Result("m3", "of the magma held")

    freedoms = (HOW,)

    def _listed(self) -> tuple[str, ...]:
        if self.configuration.choice("law") == "conversions":
            return ()
        return tuple(dict.fromkeys(dict(self.configuration.words)["crystals"]))

    def transformations(self) -> tuple[Transformation, ...]:
        """Listed crystals form where their ions are, and dissolve towards equilibrium; water boils."""
        changes = []
        for solid in self._listed():
            ions, everything = ions_of(solid), frozenset(formation(solid))
            changes.append(Transformation(ions | {WATER}, everything - ions))
            if self.configuration.choice("law") == "equilibrium":
                changes.append(Transformation(frozenset((solid, WATER)), everything - {solid}))
        if "vapour" in self.configuration.connected:
            changes.append(Transformation(frozenset((WATER,)), frozenset((STEAM,))))
        return tuple(changes)

    def holds_back(self, outlet: str) -> frozenset[str]:
        return frozenset(basis()) - {WATER} if outlet == "condensate" else frozenset()

    def equations(self, balance: Balance) -> None:
        self._require_outlet_of_vapour()
        T = self.magma.T
        entering = balance.mix(self.feeds)
        boiled = self.water_evaporated / balance.book.molar_mass(WATER)
        liquor = entering.changed({WATER: -boiled}) if self._boils() else entering
        liquor = balance.react(liquor, self.reactions)
        magma = balance.react(self._crystallised(balance, liquor, T), self.occlusion)
        balance.leaves(self.magma, magma, T=self.temperature)
        self._write_vapour(balance, boiled, T)
        left = balance.left_by(self.magma)
        self.write_how_much(balance, entering, left, T)
        balance.result(self.boiling_point_elevation, self.stated_elevation, "boiling point elevation")
        balance.result(self.crystals_formed, left.solid.mass - entering.solid.mass, "crystals formed")
        balance.result(self.percent_solids, balance.quotient(left.solid.mass, left.mass), "percent solids")
        whole = balance.liquor_volume(left, T) + balance.solids_volume(left)
        balance.result(self.volume, self.residence_time * whole, "volume")
        balance.energy()

    def _require_outlet_of_vapour(self) -> None:
        """Raise InputError where a liquor is to be boiled down and nothing can leave."""
        asked = sorted(self.configuration.stated & BOILED_DOWN_TO)
        if asked and not self._boils():
            raise InputError(
                "nothing can boil off",
                place=asked[0],
                remedy="Connect 'vapour' or 'condensate', or enter temperature or duty in its place.",
            )

    def _boils(self) -> bool:
        return self.vapour.connected or self.condensate.connected

    def _crystallised(self, balance: Balance, liquor: Flow, T: Expression) -> Flow:
        forming = formable(self._listed(), balance.book.ids)
        if not forming:
            return liquor
        if self.law == "solubility in water":
            for solid in forming:
                extent = extent_by_solubility(balance, liquor, solid, T) * self.approach
                liquor = balance.advance(liquor, formation(solid), extent)
            return liquor
        equilibrium = LiquorEquilibrium(balance, forming, [0.0] * len(forming), True, T, "pitzer")
        for solid, extent in equilibrium.saturate(liquor).extents.items():
            liquor = balance.advance(liquor, formation(solid), extent * self.approach)
        return liquor

    def _write_vapour(self, balance: Balance, boiled: Expression, T: Expression) -> None:
        saturated = T - self.stated_elevation
        by_vapour = self.vapour.connected
        steam = balance.flow({STEAM: boiled} if by_vapour else {})
        balance.leaves(self.vapour, steam, T=T, P=water_saturation_pressure(saturated, balance.math))
        water = balance.flow({WATER: boiled} if self.condensate.connected and not by_vapour else {})
        balance.leaves(self.condensate, water, T=saturated)
        condensed = 0.0 if by_vapour or not self._boils() else boiled * latent_heat(saturated)
        balance.result(self.condenser_heat, condensed, "condenser heat")
