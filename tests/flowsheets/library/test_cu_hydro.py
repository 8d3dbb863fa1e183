"""The copper plant read as an engineer would: copper, acid, sulfate, iron and water add up loop by loop."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from flowsheets import library
from flowsheets.results.solution import Solution

COPPER, IRON, ACID = 63.546, 55.845, 98.079
RAIN = [round(0.06 * k, 2) for k in range(11)]
"""Rain on the pad [L/m2/h]: from none to 14 mm/d."""


@cache
def solved(rain: float = 0.0) -> Solution:
    sheet = library.load("cu_hydro")
    return sheet.with_values({"HL-101.rainfall": f"{rain} L/m2/h"}).solve()


def key_of(name: str) -> str:
    """The id of the stream with a name."""
    streams = solved().sheet.document.streams
    return next(key for key, stream in streams.items() if stream.name.casefold() == name.casefold())


def stream(name: str, rain: float = 0.0) -> dict[str, dict[str, float]]:
    """What is written of the stream with a name."""
    return solved(rain).written["streams"][solved().sheet.document.streams[key_of(name)].tag]


def kg(name: str, *species: str, rain: float = 0.0) -> float:
    """Flow of species in a stream [kg/h]."""
    held = stream(name, rain)["species_kg_per_h"]
    return sum(held.get(s, 0.0) for s in species)


def element(name: str, symbol: str) -> float:
    """Flow of an element in a stream [kg/h]."""
    return float(stream(name)["elements_kg_per_h"].get(symbol, 0.0))


def total(name: str, species: str) -> float:
    """A total of a liquor, such as all H+ that bases do not hold [kmol/h]."""
    problem: Any = solved().sheet.problem
    key = key_of(name)
    held = dict(zip(problem.layout.species(key), solved().solved.z[problem.layout.amounts(key)], strict=True))
    return float(held.get(species, 0.0)) * 3.6


def protons(name: str) -> float:
    """H+ in a stream [kmol/h]."""
    return total(name, "H+(aq)")


def value(path: str, rain: float = 0.0) -> float:
    """A parameter or result of a unit [SI]."""
    solution = solved(rain)
    tag, _, name = path.rpartition(".")
    key = next(k for k, u in solution.sheet.document.units.items() if u.tag == tag)
    problem: Any = solution.sheet.problem
    return float(solution.solved.z[problem.layout.position(key, name)])


def test_it_is_a_plant() -> None:
    units = library.load("cu_hydro").document.units.values()
    assert len([u for u in units if u.operation not in ("Feed", "Product", "Mixer", "Splitter")]) >= 14
    assert solved().status == "closed"


def test_copper_is_won_or_found_again() -> None:
    ore, ripios = element("ore", "Cu"), element("ripios", "Cu")
    lost = sum(element(tag, "Cu") for tag in ("organic lost", "raffinate bleed", "hood gas"))
    assert ore == pytest.approx(kg("cathodes", "Cu(s)") + ripios + lost, rel=1e-9)
    # What the heap dissolves goes to cathodes and, with the moisture of the ripios, out again.
    dissolved = ore * value("HL-101.extraction")
    moisture = kg("ripios", "Cu+2(aq)")
    assert dissolved == pytest.approx(kg("cathodes", "Cu(s)") + moisture + lost, rel=1e-6)
    assert 0.04 < moisture / dissolved < 0.08


def test_copper_of_the_electrolyte_is_what_the_organic_brings() -> None:
    stripped = kg("washed organic", "Cu(C16H24NO2)2(o)") - kg("stripped organic", "Cu(C16H24NO2)2(o)")
    brought = stripped * COPPER / (COPPER + 2 * 262.373) + kg("washed organic", "Cu+2(aq)")
    leaves = kg("cathodes", "Cu(s)") + sum(kg(t, "Cu+2(aq)") for t in ("electrolyte bleed", "stripped organic"))
    assert brought == pytest.approx(leaves, rel=2e-3)


def test_acid_is_made_up_for_what_the_heap_takes() -> None:
    fed = sum(protons(tag) for tag in ("curing acid", "leach acid", "electrolyte acid", "wash water"))
    regenerated = value("EW-301.acid_regenerated") * 3600 / ACID * 2
    consumed = value("HL-101.acid_consumption") * 520e3 / ACID * 2
    carried_off = protons("ripios") + protons("raffinate bleed") + protons("hood gas")
    # Organic that is lost loaded has left its protons in the liquor: the last term, some parts in ten thousand.
    assert fed + regenerated == pytest.approx(consumed + carried_off, rel=1e-3)
    # Of the heap's consumption copper takes 1.54 kg per kg, which electrowinning gives back; gangue takes the rest.
    assert 1.0 < (consumed - regenerated) * ACID / 2 / 520 / 10.0 < 1.6


def test_calcium_goes_round_saturated_and_leaves_as_gypsum() -> None:
    indicators = solved().written["indicators"]
    assert indicators["calcium in the pregnant solution"]["value"] == pytest.approx(0.48, abs=0.02)
    dissolved = (kg("ore", "CaCO3(s)") - kg("ripios", "CaCO3(s)")) * 40.078 / 100.087
    gypsum = kg("ripios", "CaSO4·2H2O(s)") * 40.078 / 172.164
    assert dissolved == pytest.approx(gypsum + kg("ripios", "Ca+2(aq)"), rel=1e-3)


def test_sulfate_leaves_as_gypsum_jarosite_and_moisture() -> None:
    fed = sum(element(tag, "S") for tag in ("curing acid", "leach acid", "electrolyte acid", "wash water"))
    sulfides = element("ore", "S") - kg("ripios", "Cu2S(s)") * 32.06 / 159.152 - kg("ripios", "CuS(s)") * 32.06 / 95.606
    gypsum = kg("ripios", "CaSO4·2H2O(s)") * 32.06 / 172.164
    jarosite = kg("ripios", "KFe3(SO4)2(OH)6(s)") * 64.12 / 500.787
    liquor = total("ripios", "SO4-2(aq)") * 32.06
    assert fed + sulfides == pytest.approx(gypsum + jarosite + liquor, rel=1e-4)


def test_iron_that_is_leached_leaves_with_the_ripios() -> None:
    minerals = ("FeOOH(s)", "FeCO3(s)")
    iron = {"FeOOH(s)": IRON / 88.851, "FeCO3(s)": IRON / 115.853}
    leached = sum((kg("ore", s) - kg("ripios", s)) * iron[s] for s in minerals)
    jarosite = kg("ripios", "KFe3(SO4)2(OH)6(s)") * 3 * IRON / 500.787
    moisture = kg("ripios", "Fe+2(aq)", "Fe+3(aq)")
    assert leached == pytest.approx(jarosite + moisture, rel=1e-3)
    # The circuit holds what its moisture carries away: the solution is many times as rich as one pass would make it.
    assert kg("PLS", "Fe+2(aq)", "Fe+3(aq)") > 10 * leached


def test_iron_of_the_electrolyte_goes_with_its_bleed() -> None:
    ions = ("Fe+2(aq)", "Fe+3(aq)")
    bound = kg("washed organic", "Fe(C16H24NO2)3(o)") - kg("stripped organic", "Fe(C16H24NO2)3(o)")
    brought = bound * IRON / (IRON + 3 * 262.373) + kg("washed organic", *ions)
    leaves = kg("electrolyte bleed", *ions) + kg("stripped organic", *ions)
    assert brought == pytest.approx(leaves, rel=1e-2)
    # The shuttle turns many times before iron leaves.
    reduced = value("EW-301.reduced") * 3.6 * IRON
    assert reduced > 5 * leaves
    shares = value("EW-301.current_efficiency") + value("EW-301.redox_share") + value("EW-301.stray_share")
    assert shares == pytest.approx(1.0, abs=1e-9)


def test_the_wash_keeps_chloride_and_manganese_from_the_electrolyte() -> None:
    for species in ("Cl-(aq)", "Mn+2(aq)"):
        assert kg("washed organic", species) < 0.06 * kg("organic to wash", species)
    # Below the 30 mg/L at which steel cathodes suffer.
    assert kg("spent electrolyte", "Cl-(aq)") / 160.0 < 0.030


def test_water_comes_and_goes() -> None:
    liquid = ("water make-up", "agglomeration water", "wash water", "demineralised water", "ore", "rain")
    fed = sum(kg(tag, "H2O(l)") for tag in liquid)
    acid = sum(kg(tag, "H2O(l)") for tag in ("curing acid", "leach acid", "electrolyte acid"))
    vapour = kg("heap vapour", "H2O(g)") + kg("hood gas", "H2O(g)", "H2O(l)")
    left = kg("ripios", "H2O(l)") + kg("raffinate bleed", "H2O(l)") + kg("organic lost", "H2O(l)")
    # Reactions make and take some: leaching gives water, gypsum, jarosite and the anodes take it.
    assert fed + acid == pytest.approx(vapour + left, rel=0.03)


@pytest.mark.parametrize("rain", RAIN)
def test_from_short_of_water_to_too_much(rain: float) -> None:
    solution = solved(rain)
    assert solution.status == "closed", solution.warnings
    makeup, bleed = kg("water make-up", "H2O(l)", rain=rain), kg("raffinate bleed", "H2O(l)", rain=rain)
    assert makeup >= 0.0
    assert bleed >= 0.0
    assert min(makeup, bleed) == 0.0
    assert value("TK-103.total_rate", rain) * 3.6 == pytest.approx(1100.0, rel=1e-9)
    assert value("HL-101.free_acid", rain) == pytest.approx(5.0, rel=1e-9)


def test_make_up_and_bleed_trade_places_once() -> None:
    makeup = [kg("water make-up", "H2O(l)", rain=r) for r in RAIN]
    bleed = [kg("raffinate bleed", "H2O(l)", rain=r) for r in RAIN]
    assert makeup[0] > 0.0
    assert bleed[-1] > 0.0
    assert makeup == sorted(makeup, reverse=True)
    assert bleed == sorted(bleed)
    # A millimetre more of rain on the pad is a millimetre less of make-up or more of bleed.
    pad = value("HL-101.pad_area", RAIN[-1])
    gained = (bleed[-1] - bleed[-2]) + (makeup[-2] - makeup[-1])
    assert gained == pytest.approx((RAIN[-1] - RAIN[-2]) * pad, rel=0.15)


def test_rain_beyond_need_dilutes_and_costs_acid() -> None:
    dry, wet = solved(), solved(RAIN[-1])
    grade = [s.written["indicators"]["copper in the pregnant solution"]["value"] for s in (dry, wet)]
    acid = [s.written["indicators"]["acid, leach"]["value"] for s in (dry, wet)]
    assert grade[1] < grade[0]
    assert acid[1] > acid[0]


def test_the_sun_on_the_heap_is_no_utility_and_bears_no_emissions() -> None:
    tables = solved().tables
    emissions = tables["emissions"].reset_index()
    assert emissions[(emissions["scope"] == "energy") & (emissions["of"] == "heat")].empty
    utilities = tables["utilities"].reset_index()
    heap = utilities[utilities["at"] == "HL-101"]
    assert list(heap["utility"]) == ["from surroundings"]
    evaporated = kg("Heap vapour", "H2O(g)") / 3600.0
    assert 0.5 < heap["use [kW]"].iloc[0] / (2454.0 * evaporated) < 1.0  # acid on ore gives the rest


def test_a_feed_that_brings_nothing_says_so() -> None:
    reagents = solved().tables["reagents"].reset_index().set_index("feed")
    assert reagents.loc["FD-104", "what"] == "no flow"


def test_a_default_that_another_entry_supersedes_is_called_calculated() -> None:
    parameters = solved().tables["parameters"].reset_index().set_index(["unit", "parameter"])["origin"]
    assert parameters["HL-101", "temperature"] == "entered"
    assert parameters["HL-101", "temperature_change"] == "calculated"
    assert parameters["HL-101", "bulk_density"] == "default"
