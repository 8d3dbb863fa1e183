"""The shipped species: complete, sourced, plausible; and species that users add."""

import itertools
import re
import subprocess
import sys
from pathlib import Path

import pytest

from unitops.chemistry.formula import parse_formula
from unitops.chemistry.species import alternatives, database, find, sources, user_species
from unitops.errors import DataError, FormulaError

# Reactions of the processes that are shipped: every formula must be a known species.
REACTIONS = """
LiAlSi2O6 -> LiAlSi2O6; 2 LiAlSi2O6 + H2SO4 -> Li2SO4 + 2 HAlSi2O6; Li2SO4 + Na2CO3 -> Li2CO3 + Na2SO4
MgSO4 + Ca(OH)2 -> Mg(OH)2 + CaSO4; CaSO4 + Na2CO3 -> CaCO3 + Na2SO4; CaCO3 + H2SO4 -> CaSO4 + H2O + CO2
MgCl2 + Ca(OH)2 -> Mg(OH)2 + CaCl2; Na2SO4 + CaCl2 + 2 H2O -> CaSO4·2H2O + 2 NaCl
2 LiCl + Na2CO3 -> Li2CO3 + 2 NaCl; Li2CO3 + CO2 + H2O -> 2 LiHCO3; LiCl + 2 Al(OH)3 -> LiCl·2Al(OH)3
CaO + H2O -> Ca(OH)2; Li2CO3 + Ca(OH)2 -> 2 LiOH + CaCO3; LiOH + H2O -> LiOH·H2O
PCl5 + 5 HF -> PF5 + 5 HCl; LiF + PF5 -> LiPF6; PF5 + LiCl + HF -> LiPF6 + HCl
LiPF6 + H2O -> LiF + POF3 + 2 HF; NH2SO3H + ClSO3H + 2 SOCl2 -> HN(SO2Cl)2 + 2 SO2 + 3 HCl
HN(SO2Cl)2 + 2 HF -> HN(SO2F)2 + 2 HCl; HN(SO2F)2 + LiOH -> LiN(SO2F)2 + H2O
HN(SO2Cl)2 + 3 NH4F -> NH4N(SO2F)2 + 2 NH4Cl + HF; 2 MnO2 + C -> 2 MnO + CO2; MnO + H2SO4 -> MnSO4 + H2O
CaSO4 + MnF2 -> CaF2 + MnSO4; MgSO4 + MnF2 -> MgF2 + MnSO4; 2 HF + Ca(OH)2 -> CaF2 + 2 H2O
2 FeSO4 + MnO2 + 2 H2SO4 -> Fe2(SO4)3 + MnSO4 + 2 H2O; MnO2 + H2O2 + H2SO4 -> MnSO4 + 2 H2O + O2
Ni3S2 + H2SO4 + 4.5 O2 -> 3 NiSO4 + H2O; NiS + 2 O2 -> NiSO4; 3 Ni + 2 S -> Ni3S2
2 Fe + O2 + SiO2 -> Fe2SiO4; 4 FeSO4 + O2 + 6 H2O -> 4 FeOOH + 4 H2SO4; Ni(OH)2 + H2SO4 -> NiSO4 + 2 H2O
4 Co(OH)3 + Na2S2O5 + 3 H2SO4 -> 4 CoSO4 + Na2SO4 + 9 H2O; CoSO4 + MgO + H2O -> Co(OH)2 + MgSO4
FeSO4 + H3PO4 + 0.5 H2O2 + 2 NH3 -> FePO4 + (NH4)2SO4 + H2O; FePO4·2H2O -> FePO4 + 2 H2O
4 FePO4 + 2 Li2CO3 + C -> 4 LiFePO4 + 3 CO2; 24 FePO4 + 12 Li2CO3 + C6H12O6 -> 24 LiFePO4 + 18 CO2 + 6 H2O
FeSO4 + H2C2O4 + 2 H2O -> FeC2O4·2H2O + H2SO4; LiOH + H3PO4 -> LiH2PO4 + H2O
2 FeC2O4·2H2O + Li2CO3 + 2 NH4H2PO4 -> 2 LiFePO4 + 2 NH3 + 3 CO2 + 2 CO + 7 H2O
Fe2O3 + 2 LiH2PO4 + C -> 2 LiFePO4 + CO + 2 H2O; 2 NH3 + H3PO4 -> (NH4)2HPO4
Ca5(PO4)3F + 5 H2SO4 + 10 H2O -> 3 H3PO4 + 5 CaSO4·2H2O + HF; 3 SiF4 + 2 H2O -> 2 H2SiF6 + SiO2
2 MnCO3 + 2 LiH2PO4 -> 2 LiMnPO4 + 2 CO2 + 2 H2O
Li2CO3 + 1.2 MnCO3 + 0.8 FeC2O4·2H2O + 2 NH4H2PO4 -> 2 LiMn0.6Fe0.4PO4 + 3 CO2 + 0.8 CO + 2 NH3 + 4.6 H2O
Fe2O3 + 6 HCl -> 2 FeCl3 + 3 H2O; C6H10O5 -> 6 C + 5 H2O; C12H22O11 -> 12 C + 11 H2O
SiO2 + 2 C -> Si + 2 CO; Si + 3 HCl -> SiHCl3 + H2; 4 SiHCl3 -> SiH4 + 3 SiCl4; Si + SiO2 -> 2 SiO
Li2CO3 + 2 HCl -> 2 LiCl + H2O + CO2; 2 LiCl -> 2 Li + Cl2; CuO + H2SO4 -> CuSO4 + H2O
Cu2(OH)2CO3 + 2 H2SO4 -> 2 CuSO4 + CO2 + 3 H2O; 4 CuFeS2 + 2 O2 -> 2 Cu2S + 4 FeS + 2 SO2
3 Cu2O + CH4 -> 6 Cu + CO + 2 H2O; 2 Al2O3 + 3 C -> 4 Al + 3 CO2; 2 CoO + C -> 2 Co + CO2
4 Na3AlF6 + 3 C -> 4 Al + 12 NaF + 3 CF4; 2 Na3AlF6 + 2 C -> 2 Al + 6 NaF + C2F6
Ni0.6Mn0.2Co0.2(OH)2 + 0.5 Li2CO3 + 0.25 O2 -> LiNi0.6Mn0.2Co0.2O2 + 0.5 CO2 + H2O
Ni0.8Mn0.1Co0.1(OH)2 + LiOH·H2O + 0.25 O2 -> LiNi0.8Mn0.1Co0.1O2 + 2.5 H2O
30 Li2CO3 + 36 NiO + 4 Co3O4 + 6 Mn2O3 + 10 O2 -> 60 LiNi0.6Mn0.2Co0.2O2 + 30 CO2
LiNO3 + 0.6 NiN2O6 + 0.2 MnN2O6 + 0.2 CoN2O6 -> LiNi0.6Mn0.2Co0.2O2 + 3 NO2 + 0.5 O2
Li2CO3 + 2 HNO3 -> 2 LiNO3 + CO2 + H2O; 3 NO2 + H2O -> 2 HNO3 + NO
Li0.7Ni0.6Mn0.2Co0.2O2 + 0.15 Li2O -> LiNi0.6Mn0.2Co0.2O2 + 0.075 O2
"""

IONS = [
    "H+",
    "Li+",
    "Na+",
    "K+",
    "NH3",
    "Mg+2",
    "Ca+2",
    "Al+3",
    "Fe+2",
    "Fe+3",
    "Mn+2",
    "Ni+2",
    "Co+2",
    "Cu+2",
    "Zn+2",
    "Pb+2",
    "Cd+2",
    "Ba+2",
    "Sr+2",
    "Cr+3",
    "TiO+2",
    "SO4-2",
    "Cl-",
    "NO3-",
    "CO3-2",
    "PO4-3",
    "F-",
    "Br-",
    "SO3-2",
    "HS-",
    "S-2",
    "H3BO3",
    "H4SiO4",
    "C2O4-2",
    "OH-",
    "HCO3-",
    "CO2",
    "HSO4-",
    "NH4+",
    "HPO4-2",
    "H2PO4-",
    "H3PO4",
    "HF",
    "B(OH)4-",
    "Al(OH)4-",
    "HSO3-",
    "SO2",
    "H2S",
]


def _sides():
    for reaction in re.split(r"[;\n]", REACTIONS.strip()):
        yield reaction.strip(), [side.split(" + ") for side in reaction.strip().split(" -> ")]


def _split(term):
    match = re.match(r"(?:(\d+(?:\.\d+)?)\s+)?(\S+)$", term.strip())
    assert match, term
    return float(match[1] or 1), match[2]


def test_every_formula_of_the_process_cards_is_known():
    known = database()
    formulas = {_split(term)[1] for _, sides in _sides() for side in sides for term in side}
    assert len(formulas) > 120
    assert [f for f in sorted(formulas) if not alternatives(f, "", "", known)] == []


def test_the_reactions_of_the_process_cards_balance():
    for reaction, sides in _sides():
        totals: dict[str, float] = {}
        for sign, side in zip((-1, 1), sides, strict=True):
            for coefficient, formula in map(_split, side):
                for element, count in parse_formula(formula).items():
                    totals[element] = totals.get(element, 0.0) + sign * coefficient * count
        assert all(abs(n) < 1e-9 for n in totals.values()), (reaction, totals)


def test_every_ion_of_the_canonical_liquor_is_known():
    known = database()
    assert [ion for ion in IONS if f"{ion}(aq)" not in known] == []
    assert known["H+(aq)"].enthalpy_of_formation.value == 0.0
    assert known["H+(aq)"].entropy.value == 0.0


def test_there_are_enough_species_each_with_enthalpy_and_heat_capacity():
    known = database()
    assert len(known) >= 320
    assert list(known) == sorted(known)
    assert all(s.enthalpy_of_formation is not None for s in known.values())
    assert all(s.heat_capacity is not None for s in known.values())
    assert all(s.molar_volume is not None for s in known.values() if s.phase in "slmo")


def test_every_figure_has_a_source_and_every_estimate_a_method():
    citations = sources()
    for species in database().values():
        for datum in species.data:
            assert datum.source in citations, (species.id, datum.source)
            if datum.kind == "estimated":
                assert datum.method, species.id
        if species.enthalpy_of_formation.kind == "estimated":
            assert species.enthalpy_of_formation.uncertainty, species.id
    assert all(source.text for source in citations.values())


@pytest.mark.parametrize(
    "text", ["LiPF6(s)", "LiFePO4(s)", "LiNi0.8Mn0.1Co0.1O2(s)", "HAlSi2O6(s)", "coke(s)", "C16H35O4P(o)"]
)
def test_what_nobody_measured_is_marked(text):
    assert database()[text].enthalpy_of_formation.kind == "estimated"


def test_segments_touch_and_heat_capacities_are_positive():
    for species in database().values():
        segments = species.heat_capacity.segments
        for before, after in itertools.pairwise(segments):
            assert before.high == pytest.approx(after.low, abs=1e-9), species.id
        for segment in segments:
            assert segment.low < segment.high, species.id
            if species.phase == "aq":
                continue
            for t in (segment.low, 0.5 * (segment.low + segment.high), segment.high):
                value = sum(a * t**k for a, k in zip(segment.coefficients, range(-2, 5), strict=True))
                assert value > 0.0, (species.id, t)


def test_densities_are_those_of_condensed_matter():
    for species in database().values():
        if species.phase in "slmo":
            assert 400.0 < species.molar_mass / species.molar_volume.value < 20_000.0, species.id


def test_adopted_enthalpies_follow_the_family_rules():
    def hf(text):
        return database()[text].enthalpy_of_formation.value / 1e3

    assert hf("Li2CO3(s)") == pytest.approx(-1215.9)  # NBS
    assert hf("SO4-2(aq)") == pytest.approx(-909.27)  # NBS
    assert hf("CF4(g)") == pytest.approx(-933.12)  # NASA
    assert hf("Na3AlF6(s)") == pytest.approx(-3322.4)  # NASA
    assert hf("CuFeS2(s)") == pytest.approx(-186.0, abs=0.05)  # OBIGT
    assert hf("KFe3(SO4)2(OH)6(s)") == pytest.approx(-3715.1, abs=0.05)  # OBIGT
    assert hf("LiCl(m)") == pytest.approx(-390.8, abs=0.6)  # JANAF
    assert hf("LiPF6(s)") == pytest.approx(hf("LiF(s)") + hf("PF5(g)") - 72.4)
    assert hf("LiFePO4(s)") == pytest.approx(-1628.0, abs=1.0)
    # ethylene carbonate must melt endothermically, which tables have upside down
    assert 10.0 < hf("C3H4O3(o)") - hf("C3H4O3(s)") < 16.0


def test_find_reads_other_spellings_and_suggests():
    assert find("Na2SO4.10H2O(s)").id == "Na2SO4·10H2O(s)"
    assert find("FeO(OH)(s)").id == "FeOOH(s)"
    assert find("SiO2(s,quartz)").id == "SiO2(s)"
    with pytest.raises(DataError, match="LiAlSi2O6\\(s,alpha\\) or LiAlSi2O6\\(s,beta\\)"):
        find("LiAlSi2O6(s)")
    with pytest.raises(DataError, match="Li2CO3\\(s\\)"):
        find("Li2CO4(s)")
    with pytest.raises(FormulaError):
        find("Li2CO3")


def test_heating_value_of_a_pseudo_species_returns():
    from unitops.chemistry.gas import higher_heating_value

    coke = database()["coke(s)"]
    assert coke.pseudo
    assert higher_heating_value(coke) / coke.molar_mass == pytest.approx(32.9e6, rel=1e-6)
    assert sum(coke.composition.values()) > 0.0


def test_a_user_species_with_elements_of_its_own():
    inert = user_species(
        {
            "id": "I4(s)",
            "composition": {"X": 4},
            "elements": {"X": 0.012},
            "enthalpy_of_formation": {"value": 0.0, "source": "inert by definition", "kind": "measured"},
            "heat_capacity": {"value": 60.0},
            "density": {"value": 2600.0},
        }
    )
    assert inert.molar_mass == pytest.approx(0.048)
    assert inert.molar_volume.value == pytest.approx(0.048 / 2600.0)
    assert inert.charge == 0
    assert inert.pseudo
    assert user_species({"id": "I4(s)", "composition": {"X4": 1}, "molar_mass": 0.048}).molar_mass == 0.048


def test_a_user_fuel_by_ultimate_analysis():
    fuel = user_species(
        {
            "id": "lignite(s)",
            "analysis": {"C": 0.65, "H": 0.05, "O": 0.28, "S": 0.02},
            "molar_mass": 0.012,
            "heating_value": {"value": 25e6, "source": "laboratory"},
        }
    )
    assert fuel.composition["C"] == pytest.approx(0.65 * 0.012 / 0.012011)
    assert fuel.enthalpy_of_formation.source == "laboratory"


@pytest.mark.parametrize(
    "mapping",
    [
        {"id": "A(s)", "nonsense": 1},
        {"id": "C2(s)", "molar_mass": -1.0},
        {"id": "fuel(s)", "analysis": {"C": 0.5}, "molar_mass": 0.012},
        {"id": "fuel(s)", "analysis": {"C": 1.0}},
        {"id": "NaCl(s)", "density": {"value": 1.0}, "molar_volume": {"value": 1.0}},
        {"id": "NaCl(s)", "heat_capacity": {}},
        {"id": "NaCl(s)", "heat_capacity": {"value": 1.0, "low": 300.0, "high": 200.0}},
        {"id": "NaCl(s)", "entropy": "much"},
        {"id": "fuel(s)", "composition": {"U": 1}, "heating_value": {"value": 1e6}},
    ],
)
def test_contradictory_user_species_are_refused(mapping):
    with pytest.raises(DataError):
        user_species(mapping)


def test_user_species_that_cannot_be_read():
    with pytest.raises(FormulaError):
        user_species({"id": "Xyz2(s)"})
    with pytest.raises(FormulaError):
        user_species({"id": "NaCl"})


def test_a_species_without_data_raises_only_when_asked():
    bare = user_species({"id": "NaCl(s)"})
    assert bare.enthalpy_of_formation is None
    with pytest.raises(DataError, match="enthalpy of formation"):
        bare.required("enthalpy_of_formation")


def test_reading_the_database_is_fast_and_imports_little():
    program = (
        "import time, sys\n"
        "from unitops.chemistry.species import database\n"
        "import unitops.chemistry.enthalpy, unitops.chemistry.reaction, unitops.chemistry.realfluid\n"
        "times = []\n"
        "for _ in range(5):\n"
        "    database.cache_clear()\n"
        "    start = time.perf_counter(); database(); times.append(time.perf_counter() - start)\n"
        "print(min(times))\n"
        "print(sorted({'casadi', 'CoolProp', 'pandas', 'pint', 'scipy'} & set(sys.modules)))\n"
    )
    root = Path(__file__).parents[3]
    result = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    seconds, heavy = result.stdout.split("\n")[:2]
    assert float(seconds) < 0.015
    assert heavy == "[]"
