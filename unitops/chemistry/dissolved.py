"""Neutral dissolved salts, acids and bases, such as NiSO4(aq) or NaOH(aq), as sums of their ions.

They are not species of their own in a stream: a liquor is written in basis totals. Reactions may name them all
the same; their data are those of their ions at infinite dilution.
"""

from __future__ import annotations

from collections.abc import Mapping

from unitops.chemistry.canonical import canonical, settle
from unitops.chemistry.enthalpy import heat_capacity
from unitops.chemistry.formula import molar_mass, parse_charge, parse_formula, parse_species_id
from unitops.chemistry.species_database import (
    STANDARD_TEMPERATURE,
    Datum,
    HeatCapacity,
    HeatCapacitySegment,
    Species,
)

LIQUID_RANGE = (273.15, 373.15)  # [K]
METHOD = "sum of its ions at infinite dilution"


def dissolved_salt(name: str, known: Mapping[str, Species]) -> Species | None:
    """The species ``FORMULA(aq)`` as a sum over ions; None if it is no salt of the canonical liquor.

    Raises FormulaError if the name cannot be read.
    """
    formula, phase, polymorph = parse_species_id(name)
    totals = canonical(name) if phase == "aq" and not polymorph else None
    if totals is None:
        return None
    ions = _ions(totals)
    if not all(ion in known for ion in ions):
        return None
    parts = [(n, known[ion]) for ion, n in ions.items()]
    atoms = parse_formula(formula)
    return Species(
        id=f"{formula}(aq)",
        formula=formula,
        phase="aq",
        polymorph="",
        name=f"{formula} in solution",
        composition=atoms,
        charge=parse_charge(formula),
        molar_mass=molar_mass(atoms),
        enthalpy_of_formation=_summed([(n, s.enthalpy_of_formation) for n, s in parts]),
        entropy=_summed([(n, s.entropy) for n, s in parts]),
        heat_capacity=_heat_capacity(parts),
    )


def _ions(totals: Mapping[str, float]) -> dict[str, float]:
    """The true solutes of a salt; bisulfate is dissociated, as it is at infinite dilution."""
    ions = {ion: n for ion, n in settle(totals).items() if n != 0.0}
    for part in ("H+(aq)", "SO4-2(aq)"):
        ions[part] = ions.get(part, 0.0) + ions.get("HSO4-(aq)", 0.0)
    ions.pop("HSO4-(aq)", None)
    return {ion: n for ion, n in ions.items() if n != 0.0}


def _summed(parts: list[tuple[float, Datum | None]]) -> Datum | None:
    data = [(n, datum) for n, datum in parts if datum is not None]
    if len(data) < len(parts):
        return None
    kind = "estimated" if any(datum.kind == "estimated" for _, datum in data) else "measured"
    uncertainty = sum(abs(n) * (datum.uncertainty or 0.0) for n, datum in data)
    return Datum(sum(n * d.value for n, d in data), data[0][1].source, kind, uncertainty or None, METHOD)


def _heat_capacity(parts: list[tuple[float, Species]]) -> HeatCapacity:
    total = sum(n * float(heat_capacity(species, STANDARD_TEMPERATURE)) for n, species in parts)
    segment = HeatCapacitySegment(*LIQUID_RANGE, (0.0, 0.0, total, 0.0, 0.0, 0.0, 0.0))
    sources = [species.heat_capacity.source for _, species in parts if species.heat_capacity]
    return HeatCapacity(sources[0] if sources else "estimate", "estimated", (segment,), METHOD)
