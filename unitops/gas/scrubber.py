"""Washing of gases with a liquor."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from unitops.chemistry.canonical import canonical
from unitops.chemistry.formula import parse_charge
from unitops.chemistry.phases import PROTON, WATER
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import Transformation
from unitops.declaration.declared import Freedom, Inlet, Outlet, Parameter, Reactions, Result, Table, Words
from unitops.declaration.flow import Expression, Flow, total
from unitops.declaration.operation import UnitOperation
from unitops.declaration.validity import Limit, Numbers, Validity
from unitops.errors import InputError
from unitops.gas.humidity import CONDENSATION, EVAPORATION, MOST_SATURATED, STEAM, saturated_share, saturating_vapour
from unitops.gas.sulfur_dioxide import pressure_over
from unitops.hydrometallurgy.aqueous_solids import dissolution as dissolution_of_solid
from unitops.hydrometallurgy.aqueous_solids import dissolved
from unitops.hydrometallurgy.dosing import NAME_ACTIVE, NO_ACTIVE, dosed, ratio

DISSOLVED_AS = {
    "SO2(g)": "SO2(aq)",
    "SO3(g)": "H2SO4(aq)",
    "H2SO4(g)": "H2SO4(aq)",
    "HCl(g)": "HCl(aq)",
    "HF(g)": "HF(aq)",
    "HNO3(g)": "HNO3(aq)",
    "CO2(g)": "CO2(aq)",
    "H2S(g)": "H2S(aq)",
    "NH3(g)": "NH3(aq)",
    "Cl2(g)": "Cl2(aq)",
}
WATER_TAKEN = {"SO3(g)": 1.0}
"""Water that a gas binds beyond what its solute says [mol/mol]."""
SULFUR_DIOXIDE, SULFITE = "SO2(g)", "SO3-2(aq)"
NOT_NEUTRALISED = ("CO2(g)",)
"""Acid gases for which no alkali is dosed."""
LEAST_PRESSURE = 1.0
"""[Pa] Of sulfur dioxide over the liquor, below which nothing is said."""


@cache
def dissolution(gas: str) -> Mapping[str, float]:
    """Stoichiometry of one mole of a gas that dissolves to canonical totals."""
    solute = canonical(DISSOLVED_AS[gas])
    assert solute is not None, f"{DISSOLVED_AS[gas]} is not in the basis of liquors"
    coefficients = {gas: -1.0, **solute}
    coefficients[WATER] = coefficients.get(WATER, 0.0) - WATER_TAKEN.get(gas, 0.0)
    return MappingProxyType({s: nu for s, nu in coefficients.items() if nu})


def equivalents(active: str) -> float:
    """Protons that a mole of an alkali takes: the charge of its cations; one for ammonia."""
    charges = (parse_charge(ion.removesuffix("(aq)")) * n for ion, n in dissolved(active).items() if ion != PROTON)
    return sum(charge for charge in charges if charge > 0.0) or 1.0


def _pressure_fed(numbers: Numbers) -> float | None:
    """Sulfur dioxide in the gas fed [Pa], where the liquor gives off any worth the name."""
    return numbers["pressure_fed"] if numbers["back_pressure"] > LEAST_PRESSURE else None


class Scrubber(UnitOperation):
    """Spray, packed or venturi scrubber: a liquor takes gases and dust out of a gas; its sump is part of it.

    The share removed is entered for each gas (SO2, SO3, H2SO4, HCl, HF, HNO3, CO2, H2S, NH3, Cl2), for the dust by its
    species or by the phase s, and for all of them by *: a removal is what the scrubber is known to reach. Gases become
    canonical totals of the liquor (SO2 is SO3-2 and 2 H+, and so on) and settle with its alkali, heat included.

    *Alkali* comes with the liquor or by ``reagent`` (milk of lime, limestone, caustic soda), whose feed may be left
    without a rate: ``stoichiometric_ratio``, the protons that it takes over those that the removed gases bring (CO2
    apart), then fixes it. Of a solid alkali the share ``utilisation`` dissolves, unless a reaction takes it.
    *Reactions* of the sump have a conversion each, one after another, with what gas and ``air`` hold:
    ``2 SO3-2(aq) + O2(g) -> 2 SO4-2(aq)``, then ``CaCO3(s) + 2 H+(aq) -> Ca+2(aq) + CO2(g) + H2O(l)``, then
    ``Ca+2(aq) + SO4-2(aq) + 2 H2O(l) -> CaSO4·2H2O(s)``. All gas leaves by ``clean``.

    *Whether the liquor can hold the sulfur dioxide*: ``back_pressure`` is its pressure at equilibrium with the liquor
    that leaves, which in countercurrent may reach that in the gas fed and never pass it (see
    ``unitops/gas/sulfur_dioxide.py``). For other gases this is not asked.

    Gas and liquor leave at one temperature, the gas saturated with water:

        water in the gas / all gas = activity x vapour pressure of water / pressure

    with the vapour pressure of Wagner and Pruss (J. Phys. Chem. Ref. Data 31 (2002) 387). Adiabatic unless a duty or
    the temperature is entered. Valid below the boiling point of the liquor.
    """

    tag, trade, symbol = "SC", "gas", "scrubber"

    gas = Inlet("s g", "gas to be washed")
    liquor = Inlet("s aq", "scrubbing liquor")
    reagent = Inlet("s aq", "alkali; its feed may be left without a rate", optional=True)
    air = Inlet("g", "air blown into the sump", optional=True)
    clean = Outlet("s g", "washed gas")
    bleed = Outlet("s aq", "liquor with what it took")
    removal = Table("1", "share taken out of the gas, by species", default=0.0, low=0.0, high=1.0)
    active = Words("active species of the reagent, such as Ca(OH)2(s), CaCO3(s), NaOH(aq)")
    reactions = Reactions("in the liquor, after the gases have dissolved")
    stoichiometric_ratio = Parameter(
        None, "1", low=0.0, says="alkali of the reagent over what the removed gases take", when_empty="calculated"
    )
    utilisation = Parameter(
        1.0, "1", low=0.0, high=1.0, says="share of a solid alkali that dissolves; the rest stays solid",
        source="complete unless known otherwise",
    )  # fmt: skip
    temperature = Parameter(
        None, "degC", low=0.0, high=250.0, says="of gas and liquor that leave", when_empty="calculated"
    )
    duty = Parameter(0.0, "kW", says="heat removed by coolers", energy="out", kind="heat", source="adiabatic")
    water_activity = Parameter(
        1.0, "1", low=0.01, high=1.0, says="of the liquor", source="pure water; dilute liquors 0.97 to 1"
    )
    pressure_drop = Parameter(
        1.0,
        "kPa",
        low=0.0,
        says="of the gas",
        source="Perry's Chemical Engineers' Handbook, 8th ed., 2008, section 14 (packed and spray towers)",
    )
    saturation = Result("1", "share of water in the gas at saturation; from 0.98 on the liquor would boil")
    evaporated = Result("t/h", "water that the gas takes up (negative: that condenses)")
    back_pressure = Result("Pa", "of sulfur dioxide at equilibrium with the liquor that leaves")
    pressure_fed = Result("Pa", "of sulfur dioxide in the gas fed")

    freedoms = (Freedom(("temperature", "duty")), Freedom(("stoichiometric_ratio",), open=True))
    validity = (
        Validity(
            "saturation", high=MOST_SATURATED, says="at its boiling point the liquor has no equilibrium with the gas"
        ),
        Validity(
            "back_pressure",
            high=Limit("that in the gas fed", _pressure_fed),
            says="the liquor cannot hold the sulfur dioxide that it is said to take; dose alkali, oxidise more, give "
            "more or colder liquor, or remove less",
            source="Burkholder et al. (2019) in Sander (2023), doi 10.5194/acp-23-10901-2023",
        ),
    )

    # -- what can be there -----------------------------------------------------------------------------------------

    def transformations(self) -> tuple[Transformation, ...]:
        keys = set(dict(self.configuration.tables).get("removal", ()))
        washed = (gas for gas in DISSOLVED_AS if keys & {gas, "g", "*"})
        made = (
            *((gas, dissolution(gas)) for gas in washed),
            *((solid, dissolution_of_solid(solid)) for solid in self._dissolving()),
        )
        return (
            EVAPORATION,
            CONDENSATION,
            *(Transformation(frozenset({source}), frozenset(s for s in nu if s != source)) for source, nu in made),
        )

    def _dissolving(self) -> tuple[str, ...]:
        """The solid alkali, unless a reaction takes it."""
        configuration = self.configuration
        taken = {s for _, entries in configuration.reactions for entry in entries for s in entry.coefficients}
        return tuple(s for s in dict(configuration.words)["active"] if "(s" in s and s not in taken)

    # -- equations -------------------------------------------------------------------------------------------------

    def equations(self, balance: Balance) -> None:
        self._refuse_what_it_cannot()
        dust = self.gas.solid.each(self.removal)
        passing = self.gas.solid - dust
        held = balance.mix(self.gas.gas, self.air, self.liquor, self.reagent, dust)
        whole = balance.react(self._with_alkali(balance, self._dissolved(balance, held)), self.reactions)
        P = self.gas.P - self.pressure_drop
        gas, liquor = self._saturated(balance, whole.gas, balance.mix(whole.aqueous, whole.solid), P)
        balance.leaves(self.clean, gas + passing, T=self.temperature, P=P)
        balance.leaves(self.bleed, liquor, T=self.temperature, P=P)
        balance.energy()
        self._write_dose(balance, held)
        self._write_pressures(balance, liquor)

    def _refuse_what_it_cannot(self) -> None:
        """Raises InputError for a gas that no liquor here takes, and for a dose of nothing."""
        keys = dict(self.configuration.tables).get("removal", ())
        unknown = [key for key in keys if key.endswith("(g)") and key not in DISSOLVED_AS]
        if unknown:
            raise InputError(
                f"what {unknown[0]} becomes in a liquor is not known", place="removal",
                remedy=f"It takes {', '.join(DISSOLVED_AS)}, and solids.",
            )  # fmt: skip
        if "stoichiometric_ratio" in self.configuration.stated and not self.active:
            raise InputError(NO_ACTIVE, place="active", remedy=NAME_ACTIVE)

    def _dissolved(self, balance: Balance, whole: Flow) -> Flow:
        """Gas and liquor after the gases have dissolved to their shares."""
        for species_id in DISSOLVED_AS:
            change = dissolution(species_id)
            if species_id in whole and all(s in balance.book.position for s in change):
                whole = balance.advance(whole, change, whole[species_id] * self.removal(species_id))
        return whole

    def _with_alkali(self, balance: Balance, whole: Flow) -> Flow:
        """The same after the solid alkali has dissolved."""
        for solid in self._dissolving():
            if solid in whole:
                whole = balance.advance(whole, dissolution_of_solid(solid), whole[solid] * self.utilisation)
        return whole

    def _write_dose(self, balance: Balance, held: Flow) -> None:
        acid_gases = (gas for gas in DISSOLVED_AS if gas in held and gas not in NOT_NEUTRALISED)
        brought = ((gas, dissolution(gas).get(PROTON, 0.0)) for gas in acid_gases)
        need = total(held[gas] * self.removal(gas) * protons for gas, protons in brought if protons > 0.0)
        alkali = dosed(self.reagent, self.active) * equivalents(self.active[0]) if self.active else 0.0
        stated = "stoichiometric_ratio" in self.configuration.stated
        ratio(balance, self.stoichiometric_ratio, alkali, need, "stoichiometric ratio", stated=stated)

    def _write_pressures(self, balance: Balance, liquor: Flow) -> None:
        fed = balance.quotient(self.gas[SULFUR_DIOXIDE], self.gas.gas.moles) * self.gas.P
        balance.result(self.pressure_fed, fed, "pressure of sulfur dioxide fed")
        over: Expression = 0.0
        if SULFITE in liquor and WATER in liquor:
            volume = balance.liquor_volume(liquor, self.bleed.T)
            sulfite = balance.quotient(liquor[SULFITE], volume)
            free = balance.quotient(balance.available(liquor, PROTON), volume)
            over = pressure_over(sulfite, free, self.bleed.T, balance.math)
        balance.result(self.back_pressure, over, "pressure of sulfur dioxide over the liquor")

    def _saturated(self, balance: Balance, gas: Flow, liquor: Flow, P: Expression) -> tuple[Flow, Flow]:
        """Gas and liquor after water has evaporated or condensed."""
        if not {STEAM, WATER} <= balance.book.position.keys():
            balance.result(self.evaporated, 0.0, "no water")
            balance.result(self.saturation, 0.0, "no water")
            return gas, liquor
        share = saturated_share(balance, self.temperature, P, self.water_activity)
        balance.result(self.saturation, share, "saturation")
        dry = gas.gas.without([STEAM]).moles
        vapour = saturating_vapour(balance, dry, share, gas[STEAM] + liquor[WATER])
        taken_up = balance.define("water taken up", vapour - gas[STEAM])
        balance.result(self.evaporated, taken_up * balance.book.molar_mass(WATER), "water evaporated")
        return gas.changed({STEAM: taken_up}), liquor.changed({WATER: -taken_up})
