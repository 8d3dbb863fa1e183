"""The kiln in which a calcine reacts with concentrated sulfuric acid."""

from __future__ import annotations

from unitops.chemistry.canonical import canonical
from unitops.chemistry.phases import PROTON, WATER
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import ReactionEntry, Transformation
from unitops.declaration.declared import Choice, Freedom, Inlet, Outlet, Parameter, Reactions, Result
from unitops.declaration.flow import Expression, Flow, total
from unitops.gas.humidity import STEAM
from unitops.thermal.firing import ELECTRIC, FUEL, OUTSIDE, FiredUnit, GasFigures

SULFATE = "SO4-2(aq)"
ACID_MOLAR_MASS = 0.0980785
"""Molar mass of H2SO4 [kg/mol]."""
SMALL = 1e-9
"""A flow [mol/s, kg/s] that keeps the dose finite where nothing is fed."""

AS_ACID, AS_TRIOXIDE = "H2SO4(g)", "SO3(g)"


class AcidRoastKiln(FiredUnit, GasFigures):
    """Kiln or pug mill in which calcined ore is baked with concentrated sulfuric acid, as beta-spodumene at 250 degC.

    Calcine and acid may come mixed or by their own ports. The sulfations are written with the acid as a liquid, for
    example ``2 LiAlSi2O6(s,beta) + H2SO4(l) -> Li2SO4(s) + 2 HAlSi2O6(s)``; they run one after another, each to its
    conversion and never beyond the acid that is there. Of the acid that is left a share goes to the gas (as acid
    vapour, or split into SO3 and steam); of the water a share evaporates. The rest stays with the roasted solids as
    a film of liquor, as do other dissolved salts.

    The acid fed is stated by its dose or by its excess over what the stated conversions would take at full conversion;
    both count the free acid in everything that enters. If neither is entered they are results. Heat as in a
    ``Calciner``; usually an indirectly heated kiln, so that the duty is external heat:

        enthalpy of calcine, acid and gas + duty = enthalpy of roasted solids and off-gas + loss

    Sources: Ellestad and Leute, US patent 2,516,109 (1950): 250 degC, acid 30 to 40 % beyond the lithium.
    """

    tag, trade, symbol = "KN", "thermal", "rotary-kiln"
    title = "Acid roast kiln"

    feed = Inlet("s aq", "calcine, or calcine mixed with acid", many=True)
    acid = Inlet("aq", "concentrated acid, if it is fed here", optional=True)
    roasted = Outlet("s aq", "roasted solids with the film of acid that is left")
    offgas = Outlet("s g", "steam, acid vapour, air and dust")
    heating = Choice((FUEL, ELECTRIC, OUTSIDE), OUTSIDE, says="where the heat comes from")
    reactions = Reactions("sulfations, with H2SO4(l) as the acid")
    acid_dose = Parameter(None, "kg/t", low=0.0, says="free H2SO4 fed per tonne of solids", when_empty="calculated")
    acid_excess = Parameter(
        None,
        "1",
        low=-1.0,
        says="free acid beyond what full conversion takes, over that",
        when_empty="calculated",
    )
    acid_to_gas = Parameter(
        0.0,
        "1",
        low=0.0,
        high=1.0,
        says="share of the acid left after reaction that leaves with the gas",
        source="assumption: none; the vapour pressure of 98 % acid at 250 degC is some 1 to 2 kPa",
    )
    acid_vapour = Choice((AS_ACID, AS_TRIOXIDE), says="acid in the gas: vapour, or SO3 and steam")
    water_evaporated = Parameter(
        0.9,
        "1",
        low=0.0,
        high=1.0,
        says="share of the water that leaves with the gas",
        source="assumption: most of it, since at 250 degC 90 % acid boils",
    )
    dust = Parameter(
        0.005,
        "1",
        low=0.0,
        high=0.5,
        says="share of the solids that leaves with the gas",
        source="engineering practice: indirectly heated kiln with little sweep gas",
    )
    heat_per_feed = Result("GJ/t", "heat supplied per tonne of calcine, acid apart")

    freedoms = (*FiredUnit.freedoms, Freedom(("acid_dose", "acid_excess"), open=True))

    def transformations(self) -> tuple[Transformation, ...]:
        vapours = {AS_ACID} if self.configuration.choice("acid_vapour") == AS_ACID else {AS_TRIOXIDE, STEAM}
        acid = Transformation(frozenset({PROTON, SULFATE}), frozenset({*vapours, WATER}))
        return (*super().transformations(), acid)

    def equations(self, balance: Balance) -> None:
        gas = self.fired(balance, balance.mix(self.fuel, self.air))
        charge = balance.mix(self.feed, self.acid)
        self._acid_figures(balance, charge)
        done = balance.react(balance.mix(charge, gas), self.reactions)
        done = self._without_water(self._without_acid(balance, done))
        carried = done.solid * self.dust
        leaving_gas = done.gas + carried
        balance.leaves(self.roasted, done.phase("s", "aq", "o", "m") - carried, T=self.temperature)
        balance.leaves(self.offgas, leaving_gas, T=self.temperature)
        balance.energy()
        self.describe_gas(balance, leaving_gas)
        balance.result(self.heat_per_feed, balance.share(self.heat_supplied, charge.solid.mass), "heat per feed")

    def _acid_figures(self, balance: Balance, charge: Flow) -> None:
        acid = 0.5 * charge[PROTON]
        solids = charge.solid.mass
        balance.require(
            self.acid_dose * (solids + SMALL) - acid * ACID_MOLAR_MASS, "acid dose", "result", self.acid_dose
        )
        needed = total(self._needs(charge, entry) for entry, _ in self.reactions)
        balance.require(
            (1.0 + self.acid_excess) * (needed + SMALL) - (acid + SMALL),
            "acid excess",
            "result",
            self.acid_excess,
        )

    @staticmethod
    def _needs(charge: Flow, entry: ReactionEntry) -> Expression:
        """Acid that full conversion of the reaction's named reactant takes [mol/s]."""
        coefficients = entry.coefficients
        protons = coefficients.get(PROTON, 0.0)
        if not entry.of or protons >= 0.0:
            return 0.0
        return 0.5 * protons / coefficients[entry.of] * charge[entry.of]

    def _without_acid(self, balance: Balance, flow: Flow) -> Flow:
        if PROTON not in flow or SULFATE not in flow:
            return flow
        sulfate = flow[SULFATE]
        free = balance.positive(0.5 * flow[PROTON], sulfate)
        leaving = balance.least([free, sulfate]) * self.acid_to_gas
        vapours = (AS_ACID,) if self.acid_vapour == AS_ACID else (AS_TRIOXIDE, STEAM)
        made = dict.fromkeys(vapours, 1.0)
        taken = {species_id: -count for species_id, count in (canonical("H2SO4(l)") or {}).items()}
        return balance.advance(flow, taken | made, leaving)

    def _without_water(self, flow: Flow) -> Flow:
        if WATER not in flow:
            return flow
        evaporating = flow[WATER] * self.water_evaporated
        return flow.changed({WATER: -evaporating, STEAM: evaporating})
