"""Binary solutions as the model sees them: totals, pair of ions, terms of the excess."""

from __future__ import annotations

import msgspec

from unitops.chemistry.canonical import PROTON, WATER, canonical, settle
from unitops.chemistry.formula import parse_charge
from unitops.chemistry.liquor import LiquorData, LiquorModel

LADDER = (0.08, 0.4, 1.8, 10.0, 60.0, 400.0, 3000.0)
MERGED = "HSO4-(aq)"


def bare(species: str) -> str:
    return species.rsplit("(", 1)[0]


def model_of(document: dict, ids: tuple[str, ...]) -> LiquorModel:
    return LiquorModel(ids, msgspec.convert(document, LiquorData))


def totals_of(formula: str, water: float) -> dict[str, float]:
    totals = dict(canonical(f"{formula}(aq)") or {})
    totals[WATER] = totals.get(WATER, 0.0) + water
    totals.setdefault(PROTON, 0.0)
    return totals


def pair_of(formula: str) -> tuple[str, str] | None:
    """The two ions of a salt (or a neutral solute twice); None where there are more than two."""
    settled = settle(totals_of(formula, 50.0))
    names = {key for key in settled if key != WATER}
    if MERGED in names:
        names = names - {MERGED} | {PROTON, "SO4-2(aq)"}
    charges = {key: parse_charge(bare(key)) for key in names}
    if len(names) == 1 and not any(charges.values()):
        return (*names, *names)
    cations = [key for key in names if charges[key] > 0]
    anions = [key for key in names if charges[key] < 0]
    if len(names) == 2 and len(cations) == 1 and len(anions) == 1:
        return cations[0], anions[0]
    return None


def strengths(model: LiquorModel, n: list[float], pair: tuple[str, str]) -> tuple[float, float, float]:
    """Water, product of the two equivalents, and the strength E that the pair sees."""
    settled = model.settled(n)
    amounts = model.equivalents(settled)
    alone = pair[0] == pair[1]
    own = amounts[pair[0]]
    total = 0.5 * sum(value for key, value in amounts.items() if model.charges[key])
    return settled.water, own * amounts[pair[1]], own if alone else total


def pair_terms(model: LiquorModel, n: list[float], pairs) -> dict[tuple, float]:
    """e1 e2 / (W + B E) of every pair that the liquor can hold, by pair and step of the ladder."""
    terms = {}
    for pair, steps in pairs.items():
        if set(pair) <= model.charges.keys():
            free, product, strength = strengths(model, n, pair)
            for k, step in steps.items():
                terms[(*pair, k)] = product / (free + step * strength + 1e-20)
    return terms


def mixed_totals(solutes: dict[str, float], water: float) -> dict[str, float]:
    """Basis totals of several solutes in ``water`` mol of H2O."""
    totals = {WATER: water, PROTON: 0.0}
    for formula, moles in solutes.items():
        for key, count in (canonical(f"{formula}(aq)") or {}).items():
            totals[key] = totals.get(key, 0.0) + count * moles
    return totals
