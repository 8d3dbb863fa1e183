"""Dosing of a reagent: the ways in which practice states a dose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from unitops.chemistry.formula import atomic_weights, parse_formula, parse_species_id
from unitops.chemistry.phases import PROTON, WATER
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import ReactionEntry
from unitops.declaration.declared import Freedom, Inlet, Parameter, Table, Words
from unitops.declaration.flow import Expression, Flow, Incoming, total
from unitops.errors import DataError
from unitops.hydrometallurgy.aqueous_solids import dissolved

SULFURIC_ACID = 0.0980785
"""Molar mass of H2SO4 [kg/mol]."""

TRACE = 1e-15
"""Added to the whole of a ratio, so that it is nothing where nothing flows; a dose by ratio then brings no more."""
NO_ACTIVE = "a stoichiometric ratio is stated, but not of what"
NAME_ACTIVE = "Name the active species of the reagent, such as CaCO3(s), Ca(OH)2(s), Na2CO3(aq), H2SO4(l)."


class Dosing:
    """A reagent and its dose.

    The reagent is a feed with its own strength and impurities. If that feed has no rate, one figure of the dose
    fixes it; if it has one, all of them are results:

    - stoichiometric ratio: mol of the active species dosed per mol that the feeds need. The need is the sum of the
      table ``needs``, or else of the unit's reactions at full conversion of what the feeds bring
    - dose per solids: kg of active species per t of dry solids fed; dose per liquor: kg per m3 of liquor fed. Where
      no active species is named, the reagent counts as it is delivered
    - residual: concentration of ``residual_species`` (a basis total) in the liquor that leaves
    - free acid: protons in that liquor that no weak acid holds, as H2SO4; negative in an alkaline liquor
    """

    reagent = Inlet("s aq o g", "reagent; its feed may be left without a rate", optional=True)
    active = Words("active species of the reagent, such as CaCO3(s), Na2CO3(aq), H2SO4(l), CO2(g)")
    residual_species = Words("basis total whose residual concentration is stated, such as CO3-2(aq)")
    needs = Table("1", "mol of active species needed per mol of a species that the feeds bring", low=0.0)
    stoichiometric_ratio = Parameter(
        None, "1", low=0.0, says="reagent dosed over reagent needed", when_empty="calculated"
    )
    dose_per_solids = Parameter(None, "kg/t", low=0.0, says="reagent per dry solids fed", when_empty="calculated")
    dose_per_liquor = Parameter(None, "g/L", low=0.0, says="reagent per liquor fed", when_empty="calculated")
    residual = Parameter(None, "g/L", says="of the residual species in the liquor", when_empty="calculated")
    utilisation = Parameter(
        1.0, "1", low=0.0, high=1.0, says="share of a solid reagent that dissolves; the rest stays solid",
        source="complete unless test work says otherwise",
    )  # fmt: skip
    free_acid = Parameter(None, "g/L", says="in the liquor, as H2SO4", when_empty="calculated")


DOSE = Freedom(("stoichiometric_ratio", "dose_per_solids", "dose_per_liquor", "residual", "free_acid"), open=True)


def molar_mass(active: str) -> float:
    """Molar mass of a species by its formula [kg/mol]."""
    weights = atomic_weights()
    atoms = parse_formula(parse_species_id(active).formula)
    return sum(weights[element] * count for element, count in atoms.items())


def carrier(active: str) -> tuple[str, float]:
    """The total by which an active species is counted in its reagent, and how much of it one mole brings.

    A species that is no solute is counted itself; a solute by its anion, else by its cation.
    """
    totals = dissolved(active) if active.endswith(("(aq)", "(l)")) else {active: 1.0}
    ions = {ion: count for ion, count in totals.items() if ion not in (WATER, PROTON)} or dict(totals)
    anions = [ion for ion in ions if "-" in ion]
    counted = (anions or list(ions))[0]
    return counted, ions[counted]


def dosed(reagent: Flow, active: Sequence[str]) -> Expression:
    """Active species in the reagent [mol/s]."""
    if not active:
        return 0.0
    counted, count = carrier(active[0])
    return reagent[counted] / count


def need_of(entry: ReactionEntry, active: str) -> float:
    """Active species [mol] that a mole of extent of a reaction needs; 0 if it is no business of the reaction."""
    coefficients = entry.coefficients
    if coefficients.get(active, 0.0) < 0.0:
        return -coefficients[active]
    try:
        totals: Mapping[str, float] = dissolved(active)
    except DataError:
        return 0.0
    counted = PROTON if totals.get(PROTON) else next((i for i in totals if "-" in i), None)
    if counted is None:
        return 0.0
    return max(0.0, -coefficients.get(counted, 0.0) / totals[counted])


def needed(
    balance: Balance,
    feeds: Flow,
    active: Sequence[str],
    needs: Expression,
    reactions: Sequence[tuple[ReactionEntry, Expression]],
) -> Expression:
    """Active species [mol/s] that the feeds need."""
    by_table = total(feeds[s] * needs(s) for s in feeds.ids if s in needs)
    if not isinstance(by_table, float) or not active:
        return by_table
    counted, _ = carrier(active[0])
    terms = []
    for entry, _ in reactions:
        need = need_of(entry, active[0])
        if need and entry.of and entry.of not in (active[0], counted, PROTON) and entry.of in feeds:
            terms.append(balance.available(feeds, entry.of) * need / -entry.coefficients[entry.of])
    return total(terms)


def ratio(
    balance: Balance, quantity: Expression, part: Expression, whole: Expression, says: str, *, stated: bool
) -> None:
    """``quantity`` is part over whole: linear in both where it is stated, else calm where there is no whole."""
    if isinstance(whole, float) and whole == 0.0:
        balance.result(quantity, 0.0, says)
    elif stated:
        balance.require(quantity * (whole + TRACE) - part, says, "result", quantity)
    else:
        balance.result(quantity, balance.quotient(part, whole), says)


def liquor_fed(balance: Balance, feeds: Sequence[Incoming]) -> Expression:
    """Volume of the liquors fed [m3/s], each at its own temperature."""
    return total(balance.liquor_volume(feed, feed.T) for feed in feeds if WATER in feed)
