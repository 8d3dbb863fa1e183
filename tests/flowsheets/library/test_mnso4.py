"""The manganese sulfate plant read as an engineer would: acid, water, iron, calcium, fluorine, loop by loop."""

from __future__ import annotations

from functools import cache

import pytest

from flowsheets import library
from flowsheets.results.solution import Solution
from unitops.chemistry.formula import molar_mass, parse_formula, parse_species_id


@cache
def plant() -> Solution:
    return library.load("mnso4").solve()


def stream(end: str) -> dict[str, float]:
    """kg/h by species in the stream that leaves or enters by a port (UNIT.port)."""
    found = [s for s in plant().written["streams"].values() if end in (s["from"], s["to"])]
    assert len(found) == 1, end
    return found[0]["species_kg_per_h"]


def element(end: str, symbol: str) -> float:
    """kg/h of an element in a stream."""
    total = 0.0
    for species, mass in stream(end).items():
        atoms = _atoms(species)
        if symbol in atoms:
            total += mass * atoms[symbol] * molar_mass({symbol: 1.0}) / molar_mass(atoms)
    return total


def _atoms(species: str) -> dict[str, float]:
    from unitops.chemistry.species import database

    known = database().get(species)
    return dict(known.composition) if known else dict(parse_formula(parse_species_id(species).formula))


def feeds() -> list[str]:
    return sorted(s["from"] for s in plant().written["streams"].values() if s["from"].startswith("FD-"))


def ends() -> list[str]:
    return sorted(s["to"] for s in plant().written["streams"].values() if s["to"].startswith("PD-"))


def across(symbol: str) -> tuple[dict[str, float], dict[str, float]]:
    """An element by feed and by product, where there is any."""
    entering = {end: element(end, symbol) for end in feeds()}
    leaving = {end: element(end, symbol) for end in ends()}
    return {k: v for k, v in entering.items() if v > 1e-9}, {k: v for k, v in leaving.items() if v > 1e-9}


def value(unit: str, name: str) -> float:
    known = plant().written["units"][unit]
    item = {**known.get("parameters", {}), **known.get("results", {})}[name]
    return item["value"] if isinstance(item, dict) else item


@pytest.mark.parametrize("symbol", ["Mn", "S", "Fe", "Ca", "Mg", "F", "Al", "K", "Na", "Ni", "Co", "Zn", "C"])
def test_every_element_that_enters_leaves(symbol: str) -> None:
    entering, leaving = across(symbol)
    assert sum(leaving.values()) == pytest.approx(sum(entering.values()), rel=1e-6)


def test_manganese_is_lost_where_plants_lose_it() -> None:
    entering, leaving = across("Mn")
    fed = sum(entering.values())
    assert leaving["PD-401.inlet"] / fed == pytest.approx(0.95, abs=0.02)
    assert leaving["PD-201.inlet"] / fed > 0.03  # undissolved, with the residue
    assert leaving["PD-403.inlet"] / fed < 1e-3  # the bleed gives its manganese back as carbonate
    soluble = stream("PD-201.inlet")["Mn+2(aq)"]
    assert soluble / fed < 0.005  # washed out of the residue


def test_acid_goes_where_sulfate_is_found() -> None:
    entering, leaving = across("S")
    acid = entering["FD-201.outlet"]
    product = leaving["PD-401.inlet"]
    gypsum = stream("PD-201.inlet")["CaSO4·2H2O(s)"] * 32.06 / 172.17
    assert product / acid > 0.9
    assert gypsum / acid > 0.05
    rest = (entering["FD-303.outlet"] + acid) - product - gypsum
    assert rest / acid < 0.04  # liquor in cakes, bleed
    # 98.08/169.02 kg per kg, and no more than 10 % beyond it.
    used = acid / 32.06 * 98.08 / stream("PD-401.inlet")["MnSO4·H2O(s)"]
    assert 0.58028 < used < 1.1 * 0.58028


def test_free_acid_is_taken_by_limestone() -> None:
    leach, neutral = stream("TK-201.slurry"), stream("TK-203.slurry")
    assert value("TK-201", "free_acid") == pytest.approx(5.0)
    assert value("TK-203", "outlet_ph") == pytest.approx(4.8, abs=1e-6)
    # Iron(III) as goethite gives up three protons, aluminium as hydroxide three, free acid two each;
    # oxidising iron(II) with manganese dioxide takes two.
    iron = (leach["Fe+3(aq)"] + leach["Fe+2(aq)"]) / 55.845
    aluminium = leach["Al+3(aq)"] / 26.98
    ferrous = leach["Fe+2(aq)"] / 55.845
    free = 5.0 * value("TK-201", "volume") / value("TK-201", "residence_time") / 98.08
    protons = 2.0 * free + 3.0 * iron + 3.0 * aluminium - 2.0 * ferrous
    dissolved = stream("FD-203.outlet")["CaCO3(s)"] * 0.9 / 100.09
    assert 2.0 * dissolved == pytest.approx(protons, rel=0.1)
    assert neutral["CaCO3(s)"] > 0.0


def test_water_is_the_condensate() -> None:
    condensate = stream("CZ-401.condensate")["H2O(l)"]
    fresh = sum(stream(end).get("H2O(l)", 0.0) for end in feeds() if end != "FD-106.outlet")
    assert condensate > 2.5 * fresh
    assert stream("FD-202.outlet")["H2O(l)"] > 0.0  # short of water, not drowning
    liquors = ("CF-401.wash", "FL-201.wash", "SC-101.liquor", "SP-405.side", "SP-405.main")
    assert sum(stream(end)["H2O(l)"] for end in liquors) == pytest.approx(condensate, rel=1e-9)
    entering, leaving = across("H")
    assert sum(leaving.values()) == pytest.approx(sum(entering.values()), rel=1e-6)


def test_iron_stays_with_the_residue() -> None:
    entering, leaving = across("Fe")
    assert leaving["PD-201.inlet"] / sum(entering.values()) > 0.99
    before, after = stream("TK-201.slurry"), stream("TK-202.slurry")
    oxidised = (before["Fe+2(aq)"] - after["Fe+2(aq)"]) / 55.845
    raw = stream("SP-101.side")["MnO2(s)"]
    dioxide = (before.get("MnO2(s)", 0.0) + raw - after["MnO2(s)"]) / 86.94
    assert dioxide == pytest.approx(0.5 * oxidised, rel=1e-3)
    assert leaving["PD-401.inlet"] / stream("PD-401.inlet")["MnSO4·H2O(s)"] < 10e-6


def test_calcium_leaves_as_gypsum_and_the_dissolved_rest_as_fluoride() -> None:
    entering, leaving = across("Ca")
    dissolved = element("FL-201.filtrate", "Ca")
    assert leaving["PD-201.inlet"] / sum(entering.values()) > 0.85
    assert leaving["PD-302.inlet"] / dissolved > 0.98
    assert leaving["PD-401.inlet"] / stream("PD-401.inlet")["MnSO4·H2O(s)"] < 50e-6
    assert abs(value("TK-301", "saturation_index")) < 0.05  # saturated with gypsum: this line scales
    assert value("TK-401", "saturation_index") < -1.0  # after the fluoride it does not
    assert value("TK-402", "saturation_index") < -1.0  # nor where the crystalliser has boiled it down


def test_magnesium_leaves_as_fluoride_and_with_the_crystals() -> None:
    _, leaving = across("Mg")
    dissolved = element("FL-201.filtrate", "Mg")
    assert leaving["PD-302.inlet"] / dissolved > 0.5
    assert leaving["PD-401.inlet"] / stream("PD-401.inlet")["MnSO4·H2O(s)"] < 50e-6


def test_fluorine_does_not_go_round() -> None:
    entering, leaving = across("F")
    fed = sum(entering.values())
    assert leaving["PD-302.inlet"] / fed > 0.5  # calcium and magnesium fluoride
    assert leaving["PD-303.inlet"] / fed > 0.2  # the excess, with aluminium
    assert element("SP-401.main", "F") / fed < 0.05
    assert leaving["PD-401.inlet"] / stream("PD-401.inlet")["MnSO4·H2O(s)"] < 50e-6


def test_what_nothing_removes_leaves_by_the_bleed() -> None:
    _, potassium = across("K")
    dissolved = element("FL-201.filtrate", "K")
    assert potassium["PD-403.inlet"] == pytest.approx(element("SP-401.side", "K"), rel=0.05)
    assert 10.0 < dissolved / element("SP-401.side", "K") < 60.0  # a bleed of 3 % lets it build up thirtyfold
    _, sodium = across("Na")
    assert sodium["PD-403.inlet"] / sum(sodium.values()) > 0.99


def test_kiln_is_reducing_and_its_gas_is_burnt() -> None:
    gas = stream("KN-101.offgas")
    assert gas.get("O2(g)", 0.0) == pytest.approx(0.0, abs=1e-3)
    assert value("KN-101", "reductant_share") == pytest.approx(1.0, abs=1e-6)
    burnt = stream("B-101.flue_gas")
    assert burnt.get("CO(g)", 0.0) == pytest.approx(0.0, abs=1e-6)
    assert value("B-101", "temperature") > 500.0
    assert stream("PD-101.inlet")["SO2(g)"] / gas["SO2(g)"] == pytest.approx(0.05, abs=0.005)
