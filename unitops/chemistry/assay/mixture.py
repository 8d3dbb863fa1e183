"""A feed on its way to canonical amounts: masses of species, and the charge made to vanish."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from unitops.chemistry.assay.report import AnalyteFit, ChargeAdjustment, CompositionReport
from unitops.chemistry.assay.substances import WATER, Substances
from unitops.errors import InputError

ROUNDING = 1e-6
"""Surplus of charge over all equivalents [1] up to which it counts as rounding of what was typed."""
NOISE = 1e-12
"""Surplus below which nothing is reported: rounding of the arithmetic."""
CANCELLED = 1e-15
"""Share of all amounts below which one is what cancelling left, as the H+ of NH4+ and OH-."""
ROUNDS = 3
SETTLED = 1e-14
"""Surplus below which the charge has vanished."""


class Mixture(msgspec.Struct, frozen=True):
    """Masses of species [kg] in any total; ``rest`` names the one that makes up one kg."""

    basis: str
    masses: dict[str, float]
    rest: str = ""
    charge: str = ""
    moisture: float = 0.0
    analytes: tuple[AnalyteFit, ...] = ()
    unassigned: float = 0.0
    unassigned_to: str = ""
    adjusted: ChargeAdjustment | None = None
    density: float | None = None
    temperature: float | None = None
    notes: tuple[str, ...] = ()


def finish(mixture: Mixture, substances: Substances, place: str) -> CompositionReport:
    """Make a mixture neutral, add its moisture, and count it in canonical amounts per kg of wet feed.

    Raises InputError for a surplus of charge beyond rounding that no named ion may take, and for a liquor
    with less water than its solutes bind.
    """
    if mixture.charge:
        ionic_charge(mixture.charge, substances, place)
    masses, adjusted = _neutral(mixture, substances, place)
    wet = {key: mass * (1.0 - mixture.moisture) for key, mass in masses.items() if mass}
    if mixture.moisture:
        wet[WATER] = wet.get(WATER, 0.0) + mixture.moisture
    amounts = _checked_signs(canonical_totals(wet, substances, place), place)
    notes = mixture.notes
    if adjusted is not None and adjusted.relative > ROUNDING:
        notes = (*notes, adjustment_note(adjusted))
    return CompositionReport(
        basis=mixture.basis,
        amounts=amounts,
        masses=wet,
        moisture=mixture.moisture,
        analytes=mixture.analytes,
        unassigned=mixture.unassigned,
        unassigned_to=mixture.unassigned_to,
        adjusted=adjusted,
        density=mixture.density,
        temperature=mixture.temperature,
        notes=notes,
    )


def canonical_totals(masses: Mapping[str, float], substances: Substances, place: str) -> dict[str, float]:
    """Canonical amounts [mol] of masses of species [kg], without those that are zero or cancel to rounding."""
    moles = {key: mass / substances.molar_mass(key, place) for key, mass in masses.items()}
    amounts = substances.canonical_amounts(moles, place)
    rounding = CANCELLED * sum(abs(amount) for amount in amounts.values())
    return {key: amount for key, amount in amounts.items() if abs(amount) > rounding}


def adjustment(masses: Mapping[str, float], ion: str, substances: Substances, place: str) -> ChargeAdjustment | None:
    """What must be added to ``ion`` (or, for rounding, to an ion that is there) for the charge to vanish.

    None where there is nothing to add. Raises InputError if the surplus is beyond rounding and no ion is
    named, and if the named one has no charge.
    """
    charges = {
        key: amount * substances.charge(key)
        for key, amount in canonical_totals(masses, substances, place).items()
        if substances.charge(key)
    }
    gross = sum(abs(charge) for charge in charges.values())
    if not gross:
        return None
    surplus = sum(charges.values())
    relative = abs(surplus) / gross
    if relative > ROUNDING and not ion:
        raise InputError(
            f"the ions carry a surplus of {surplus:+.4g} eq/kg ({100.0 * relative:.3g} % of all equivalents)",
            place=place,
            remedy="Correct the analysis, or name the ion that takes it: "
            f'"charge": "{_likely(charges, surplus, substances)}".',
        )
    if relative <= SETTLED:
        return None
    taker = ion or _likely(charges, surplus, substances)
    return ChargeAdjustment(taker, surplus, -surplus / ionic_charge(taker, substances, place), relative)


def _likely(charges: Mapping[str, float], surplus: float, substances: Substances) -> str:
    """The ion that one would add: the largest of the sign that is short."""
    short = [key for key in charges if substances.charge(key) * surplus < 0.0]
    metals = [key for key in short if key != "H+(aq)"] or short
    usual = "SO4-2(aq)" if surplus > 0.0 else "Na+(aq)"
    return max(metals, key=lambda key: (abs(charges[key]), key), default=usual)


def adjustment_note(adjusted: ChargeAdjustment) -> str:
    """A sentence on what the adjustment did."""
    return (
        f"{adjusted.ion} was changed by {adjusted.change:+.4g} mol/kg to take a surplus of charge of "
        f"{adjusted.surplus:+.4g} eq/kg, {100.0 * adjusted.relative:.3g} % of all equivalents"
    )


def ionic_charge(ion: str, substances: Substances, place: str) -> float:
    """Charge number of the ion that is named to take a surplus; raises InputError if it has none."""
    charge = substances.charge_of(ion, place)
    if not charge or not ion.endswith("(aq)"):
        raise InputError(
            f"{ion} carries no charge",
            place=f"{place}.charge",
            remedy='Name an ion, for example "SO4-2(aq)" or "Na+(aq)".',
        )
    return charge


def _neutral(mixture: Mixture, substances: Substances, place: str) -> tuple[dict[str, float], ChargeAdjustment | None]:
    """The masses of one kg, neutral; what is named as the rest makes up the kg, otherwise all are scaled."""
    masses = dict(mixture.masses)
    first = mixture.adjusted
    for _round in range(ROUNDS):
        found = adjustment(masses, mixture.charge, substances, place)
        if found is None:
            break
        first = first or found
        molar = substances.molar_mass(found.ion, place)
        masses[found.ion] = masses.get(found.ion, 0.0) + found.change * molar
        if masses[found.ion] < 0.0 and found.ion != "H+(aq)":
            raise InputError(
                f"{found.ion} would fall to {masses[found.ion] / molar:.4g} mol/kg to make the charge vanish "
                f"(surplus {found.surplus:+.4g} eq/kg)",
                place=f"{place}.charge",
                remedy="Name an ion of the other sign, or correct the analysis.",
            )
        masses = _one_kilogram(masses, mixture.rest, place)
    if first is not None and first.relative < NOISE:
        first = None
    return _one_kilogram(masses, mixture.rest, place), first


def _one_kilogram(masses: dict[str, float], rest: str, place: str) -> dict[str, float]:
    if rest:
        others = sum(mass for key, mass in masses.items() if key != rest)
        if others > 1.0 + 1e-12:
            raise InputError(
                f"the others come to {100.0 * others:.6g} %, so that nothing is left for {rest}",
                place=f"{place}.rest",
                remedy="Lower one of them.",
            )
        return {**masses, rest: max(1.0 - others, 0.0)}
    total = sum(masses.values())
    return {key: mass / total for key, mass in masses.items()}


def _checked_signs(amounts: Mapping[str, float], place: str) -> dict[str, float]:
    """The amounts without negative rounding; raises InputError for what is truly negative, H+(aq) aside."""
    rounding = NOISE * sum(abs(amount) for amount in amounts.values())
    kept: dict[str, float] = {}
    for key, amount in amounts.items():
        if amount < -rounding and key != "H+(aq)":
            raise InputError(
                f"{key} comes to {amount:.4g} mol/kg when the solutes are counted in the terms of a liquor",
                place=place,
                remedy="Enter more water, or the substance as a gas, a solid or a liquid of its own.",
            )
        if amount >= 0.0 or key == "H+(aq)":
            kept[key] = amount
    return kept
