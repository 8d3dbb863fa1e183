"""Precipitation of salts, hydroxides and carbonates; carbonation; decomposition of bicarbonate liquors."""

from __future__ import annotations

from math import log10

from unitops.chemistry.phases import WATER
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import Transformation
from unitops.declaration.declared import Choice, Parameter, Reactions, Result, Words
from unitops.declaration.flow import Expression, Flow
from unitops.errors import InputError
from unitops.hydrometallurgy.aqueous_solids import formable, formation, ions_of
from unitops.hydrometallurgy.dosing import dosed
from unitops.hydrometallurgy.local_equilibrium import Answer, LiquorEquilibrium
from unitops.hydrometallurgy.vessel import AgitatedVessel

CARBON_DIOXIDE = "CO2(g)"
STAYS = "stays in the liquor"
CARBON_DIOXIDE_PRESSURES = (
    STAYS,
    *(f"{pressure} atm" for pressure in ("0.0004", "0.01", "0.05", "0.1", "0.2", "0.5", "1", "2", "5")),
)
"""Pressures of CO2 that a liquor may be held to."""
LEAST_DOSE = 1e-3
"""[mol per mol of liquor fed] Size of a dose, for the rounding of its corner at nothing."""


class Precipitator(AgitatedVessel):
    """An agitated precipitator with a dosed reagent; the solids form by solubility or by stated conversions.

    By ``solubility`` the listed solids form until the liquor is saturated with them at the vessel's temperature
    (activities after Pitzer, or B-dot with ion pairs for dilute liquors); the share ``approach`` of the way to that
    equilibrium is gone. Matter moves by the extent of the formation of each solid, so that nothing is made or lost
    however the equilibrium is solved. With ``redissolution`` the listed solids that enter (seed, recycled, impure
    product) may dissolve as well; otherwise they stay. Carbon dioxide leaves the liquor where its pressure exceeds
    the one chosen, and with redissolution CO2 blown in is taken up until it is reached (carbonation).
    By ``conversions`` only the stated reactions run, and pH and saturation are of the liquor they leave.

    ``reactions`` run before the equilibrium (oxidation, complete precipitations); ``co_precipitation`` after it:
    impurities carried down with the product, as `2 Na+(aq) + CO3-2(aq) -> Na2CO3(s)` at 0.3 %.

    A pH may be demanded instead of a dose. The dose is then an output of the equilibrium, a smooth function of what
    enters, and the reagent's feed is left without a rate. It is the dose to equilibrium, whatever ``approach``. Where
    the liquor is beyond the pH already nothing is dosed; ``outlet_ph`` then tells what it is.
    The active species is solid, gas or solute; solids and gases dissolve to the share ``utilisation``.

    ``ph`` found is on the molality scale of the activity model. ``saturation_index`` is log10 of the saturation
    ratio of the first solid listed, in the liquor that leaves but before co-precipitation, at full approach.

    Sources: Pitzer model and solubility products as stated on the page 'Aqueous equilibrium'.
    """

    tag, trade, symbol = "R", "hydrometallurgy", "precipitator"

    solids = Words("solids that may form, such as Li2CO3(s), CaCO3(s), Mg(OH)2(s)")
    formation = Choice(("solubility", "conversions"), says="what decides how much of the solids forms")
    redissolution = Choice(("off", "on"), says="whether the listed solids that enter may dissolve")
    carbon_dioxide = Choice(
        CARBON_DIOXIDE_PRESSURES,
        says="pressure of CO2 that the liquor may hold (0.0004 atm: long open to air)",
    )
    activity_model = Choice(("pitzer", "bdot"), says="model of the liquor")
    co_precipitation = Reactions("what is carried down after the equilibrium")
    ph = Parameter(
        None,
        "1",
        low=-1.0,
        high=14.5,
        says="demanded; the reagent is dosed for it",
        when_empty="absent",
        fixes="reagent",
    )
    approach = Parameter(
        1.0, "1", low=0.0, high=1.0, says="share of the way to equilibrium that is gone",
        source="equilibrium unless test work says otherwise",
    )  # fmt: skip
    outlet_ph = Result("1", "pH of the liquor at equilibrium")
    saturation_index = Result("1", "log10 of the saturation ratio of the first solid listed")
    precipitated = Result("t/h", "listed solids formed, those dissolved counted off")

    def what_else_dissolves(self) -> tuple[str, ...]:
        """The active solid or gas of the reagent, unless a stated reaction takes it."""
        taken = {s for _, entries in self.configuration.reactions for e in entries for s in e.coefficients}
        active = dict(self.configuration.words)["active"]
        return tuple(s for s in active if not s.endswith(("(aq)", "(l)")) and s not in taken)

    def _candidates(self) -> tuple[str, ...]:
        """Listed solids, and CO2 where it may leave."""
        solids = tuple(dict.fromkeys(dict(self.configuration.words)["solids"]))
        gas = self.configuration.choice("carbon_dioxide") != STAYS
        return (*solids, CARBON_DIOXIDE) if gas else solids

    def transformations(self) -> tuple[Transformation, ...]:
        """Listed solids and CO2 form where their ions are; with redissolution, the other way too."""
        changes = list(super().transformations())
        if self.configuration.choice("formation") == "conversions":
            return tuple(changes)
        for solid in self._candidates():
            ions, all_of_it = ions_of(solid), frozenset(formation(solid))
            changes.append(Transformation(ions | {WATER}, all_of_it - ions))
            if self.configuration.choice("redissolution") == "on":
                changes.append(Transformation(frozenset((solid, WATER)), all_of_it - {solid}))
        return tuple(changes)

    def converted(self, balance: Balance, contents: Flow) -> Flow:
        """Equilibrium, then co-precipitation."""
        answer = self._answer(balance, contents)
        formed = balance.flow()
        for solid, extent in answer.extents.items():
            contents = balance.advance(contents, formation(solid), extent * self.approach)
            if solid != CARBON_DIOXIDE:
                formed = formed.changed({solid: extent * self.approach})
        balance.result(self.precipitated, formed.mass, "solids formed")
        balance.result(self.outlet_ph, answer.ph, "pH")
        balance.result(self.saturation_index, answer.saturation_index, "saturation index")
        return balance.react(contents, self.co_precipitation)

    def _answer(self, balance: Balance, contents: Flow) -> Answer:
        by_solubility = self.formation == "solubility"
        forming = formable(self._candidates() if by_solubility else self.solids, balance.book.ids)
        pressures = [self._pressure(s) for s in forming]
        liquor = LiquorEquilibrium(
            balance,
            forming,
            pressures,
            self.redissolution == "on",
            self.inside_temperature,
            self.activity_model,
        )
        if self.ph is not None:
            self._dose_to_ph(balance, liquor, contents, forming if by_solubility else ())
        return liquor.saturate(contents) if by_solubility else liquor.gauge(contents)

    def _pressure(self, solid: str) -> float:
        """log10 of the pressure [atm] that a gas keeps, of the supersaturation (none) that a solid keeps."""
        return log10(float(self.carbon_dioxide.split()[0])) if solid == CARBON_DIOXIDE else 0.0

    def _dose_to_ph(
        self, balance: Balance, liquor: LiquorEquilibrium, contents: Flow, forming: tuple[str, ...]
    ) -> None:
        """The reagent's feed brings the dose that the pH asks for, or nothing if the liquor is beyond it already."""
        active = self._active_for_ph()
        amount = dosed(self.reagent, self.active) * self._dissolving_share(active)
        dose = liquor.dose(contents, amount, active, self.ph, forming)
        size = LEAST_DOSE * self.fed(balance).aqueous.moles
        balance.require(amount - balance.positive(dose, size), f"dose of {active} to the pH demanded")

    def _dissolving_share(self, active: str) -> Expression:
        return 1.0 if active.endswith(("(aq)", "(l)")) else self.utilisation

    def _active_for_ph(self) -> str:
        if not self.active or not self.reagent.connected:
            raise InputError(
                "a pH is demanded, but no reagent is there to reach it",
                place="ph",
                remedy="Connect a reagent without a rate and name its active species.",
            )
        active = self.active[0]
        if not active.endswith(("(aq)", "(l)")) and active not in self.what_else_dissolves():
            raise InputError(
                f"{active} is taken by a stated reaction, so that a pH cannot dose it",
                place="ph",
                remedy="Leave out that reaction: the reagent dissolves by itself.",
            )
        return active


class NeutralisationTank(Precipitator):
    """Neutralisation with limestone, lime, caustic, ammonia or acid to a demanded pH, with the solids that form.

    A precipitator whose list of solids is that of an acid sulfate liquor: ferric hydroxide, aluminium hydroxide,
    gypsum, and at higher pH magnesium hydroxide and calcite. Choose the form of a hydroxide by its species:
    Fe(OH)3(s) is ferrihydrite, FeOOH(s) goethite; Al(OH)3(s) gibbsite, Al(OH)3(s,am) amorphous. Fresh precipitates
    are the less stable ones. Carbon dioxide from limestone leaves above 0.2 atm in the liquor; at acid pH that is all
    of it. Air oxidation of iron is a stated reaction:
    `4 Fe+2(aq) + O2(g) + 4 H+(aq) -> 4 Fe+3(aq) + 2 H2O(l)`.
    """

    tag, trade, symbol = "TK", "hydrometallurgy", "neutralisation-tank"

    solids = Words(
        "solids that may form; those whose ions are not there are passed over",
        default=(
            "Fe(OH)3(s)",
            "Al(OH)3(s,am)",
            "CaSO4·2H2O(s)",
            "Mg(OH)2(s)",
            "CaCO3(s)",
        ),
    )
    carbon_dioxide = Choice(
        CARBON_DIOXIDE_PRESSURES,
        "0.2 atm",
        says="pressure of CO2 that the liquor may hold (0.0004 atm: long open to air)",
    )
