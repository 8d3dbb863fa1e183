"""Compositions read with the shipped species, and what every one of them must fulfil."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from unitops.chemistry.assay import CompositionReport, explain_composition
from unitops.chemistry.canonical import canonical
from unitops.chemistry.species import Species, database
from unitops.errors import DataError, InputError

PLACE = "F-101.composition"


def amounts_in(species: Mapping[str, Species]) -> Any:
    def canonical_amounts(amounts: Mapping[str, float], place: str) -> dict[str, float]:
        total: dict[str, float] = {}
        for key, amount in amounts.items():
            parts = canonical(key) or {key: 1.0}
            for part, count in parts.items():
                if part not in species:
                    raise DataError(f"the species {part} is not known", place=place)
                total[part] = total.get(part, 0.0) + count * amount
        return total

    return canonical_amounts


def read(entered: Any, species: Mapping[str, Species] | None = None) -> CompositionReport:
    """The composition, after its mass, charge and signs are checked."""
    known = database() if species is None else species
    report = explain_composition(entered, PLACE, known, amounts_in(known))
    mass = sum(amount * known[key].molar_mass for key, amount in report.amounts.items())
    assert mass == pytest.approx(1.0, abs=1e-12)
    assert sum(report.masses.values()) == pytest.approx(1.0, abs=1e-12)
    charges = [amount * known[key].charge for key, amount in report.amounts.items()]
    assert abs(sum(charges)) <= 1e-13 * sum(map(abs, charges)) + 1e-15
    assert all(amount >= 0.0 for key, amount in report.amounts.items() if key != "H+(aq)")
    return report


def refuse(entered: Any) -> str:
    """The message with which a composition is refused."""
    with pytest.raises(InputError) as caught:
        read(entered)
    assert caught.value.place.startswith(PLACE)
    return str(caught.value)


@pytest.fixture(scope="session")
def explain() -> Callable[..., CompositionReport]:
    return read


@pytest.fixture(scope="session")
def problem() -> Callable[[Any], str]:
    return refuse
