"""Factors, their sources, and what a sheet enters in their place."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from flowsheets.document.records import Flowsheet
from flowsheets.results.emission_factors import FactorsInUse, emission_factors
from unitops.chemistry.species import database
from unitops.errors import InputError, QuantityError


def test_every_factor_has_a_source() -> None:
    shipped = emission_factors()
    keys = [f.source for f in (*shipped.warming.values(), *shipped.energy.values(), *shipped.materials.values())]
    assert set(keys) <= set(shipped.sources)


def test_materials_are_known_species_or_dissolve() -> None:
    formulas = {species.formula for species in database().values()} | set(database())
    dissolved = {"HCl", "H2O2", "NaClO3", "H3PO4"}
    for name, factor in emission_factors().materials.items():
        assert set(factor.contains) <= formulas | dissolved, name


@pytest.mark.parametrize(("chosen", "methane"), [("AR6", 29.8), ("AR4", 25.0)])
def test_warming_set(chosen: str, methane: float) -> None:
    factors, source = FactorsInUse(Flowsheet(name="x"), chosen).warming()
    assert factors["CH4(g)"] == methane
    assert chosen in source


def test_unknown_warming_set() -> None:
    with pytest.raises(InputError, match="AR6"):
        FactorsInUse(Flowsheet(name="x", emission_factors={"GWP": "AR9"}))


def test_entered_factors_win() -> None:
    entered = {"electricity": "0.05 kg/kWh", "sulfuric acid": "0.2 kg/kg", "FD-1": "3 kg/t"}
    factors = FactorsInUse(Flowsheet(name="x", emission_factors=entered))
    assert factors.energy("electricity").value == pytest.approx(0.05 / 3.6)
    material = factors.material("H2SO4", "H2SO4(l)")
    assert material is not None
    assert material[1].value == pytest.approx(0.2)
    feed = factors.feed("FD-1", "")
    assert feed is not None
    assert feed.value == pytest.approx(0.003)


def test_heat_is_fuel_through_a_boiler() -> None:
    factors = FactorsInUse(Flowsheet(name="x", emission_factors={"fuel": "0.085 kg/MJ"}))
    assert factors.energy("heat").value == pytest.approx(0.1)


def test_factor_of_the_wrong_kind() -> None:
    factors = FactorsInUse(Flowsheet(name="x", emission_factors={"electricity": "5 kg"}))
    with pytest.raises(QuantityError, match="electricity"):
        factors.energy("electricity")


def test_factor_of_a_feed_in_the_table() -> None:
    spec = importlib.util.spec_from_file_location("plants", Path(__file__).with_name("conftest.py"))
    assert spec is not None
    assert spec.loader is not None
    plants = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(plants)
    from flowsheets.sheet import Sheet

    build = plants.lime_kiln(emission_factors={"FD-2": "0.5 kg/kg", "limestone": "0 kg/kg"})
    solution = Sheet(build.sheet()).solve()
    table = solution.plain_tables()["emissions"]
    methane = solution.streams["S-2"]["mass_kg_per_h"]
    row = next(row for row in table.rows if row[:2] == ("upstream", "FD-2"))
    assert row[6] == pytest.approx(methane * 0.5 / 1000.0)
    assert not any("No factor" in note for note in table.notes)
