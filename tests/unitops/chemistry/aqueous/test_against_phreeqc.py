"""Against PHREEQC, where its package is installed: the same databases, another code."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from unitops.chemistry.aqueous.speciation import LiquorDoor, Saturation

phreeqc = pytest.importorskip("phreeqc")


def oracle(database: str, solution: str, output: str) -> list[float]:
    """Numbers that PHREEQC punches for a solution and what follows it."""
    engine = phreeqc.Phreeqc()
    engine.LoadDatabase(str(Path(phreeqc.__file__).parent / "databases" / database))
    text = f"SOLUTION 1\n units mol/kgw\n{solution}\nSELECTED_OUTPUT\n -reset false\nUSER_PUNCH\n -headings x\n"
    engine.SetSelectedOutputStringOn(True)
    errors = engine.RunString(text + f" 10 PUNCH {output}\nEND\n")
    assert errors == 0
    return [float(word) for word in engine.GetSelectedOutputString().split("\n")[-2].split()]


def amounts(ids: list[str], given: dict[str, float], celsius: float) -> np.ndarray:
    return np.array([[55.50844 if name == "H2O" else given.get(name, 0.0) for name in ids] + [celsius + 273.15]])


@pytest.mark.parametrize(("model", "database"), [("pitzer", "pitzer.dat"), ("bdot", "phreeqc.dat")])
@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Na 0.1\n C(4) 0.05", {"Na+": 0.1, "CO3-2": 0.05}),
        ("Na 0.1\n C(4) 0.1", {"Na+": 0.1, "CO3-2": 0.1, "H+": 0.1}),
        ("S(6) 0.05", {"SO4-2": 0.05, "H+": 0.1}),
        ("S(6) 0.5\n Na 0.5", {"SO4-2": 0.5, "Na+": 0.5, "H+": 0.5}),
        ("Cl 0.2\n Na 0.1", {"Cl-": 0.2, "Na+": 0.1, "H+": 0.1}),
        ("Na 0.1", {"Na+": 0.1, "H+": -0.1}),
    ],
)
def test_ph_of_acids_bases_and_carbonate(model: str, database: str, text: str, given: dict[str, float]) -> None:
    ids = ["H2O", "H+", "Na+", "Cl-", "SO4-2", "CO3-2"]
    door = LiquorDoor(ids, model=model)
    solved = door.solve(amounts(ids, given, 25.0)[0])
    ph, _ = door.ph(solved)
    # With the coefficient of OH- the convention on single ions (MacInnes in PHREEQC, none here) drops out.
    hydroxide = solved.state.activities.ln_gamma[door.system.species.index("OH-")] / np.log(10.0)
    (expected,) = oracle(database, f" pH 7 charge\n temp 25\n {text}", '-LA("H+") - LG("OH-")')
    # phreeqc.dat also has a dissolved HCl, which is 0.013 in the pH of 0.1 mol/kg.
    assert ph - hydroxide == pytest.approx(expected, abs=0.015)


@pytest.mark.parametrize(
    ("ions", "celsius"),
    [
        ({"Mg+2": 1.0, "SO4-2": 1.0}, 25.0),
        ({"Li+": 2.0, "SO4-2": 1.0}, 80.0),
        ({"Na+": 4.0, "SO4-2": 1.0, "Cl-": 2.0}, 80.0),
        ({"Ca+2": 1.0, "Na+": 1.0, "Cl-": 3.0}, 60.0),
        ({"Mg+2": 1.0, "K+": 1.0, "SO4-2": 1.0, "Cl-": 1.0}, 60.0),
    ],
)
def test_pitzer_mean_coefficients_and_water(ions: dict[str, float], celsius: float) -> None:
    ids = ["H2O", "H+", *ions]
    door = LiquorDoor(ids)
    solved = door.solve(amounts(ids, ions, celsius)[0])
    names = list(ions)
    ours = [solved.state.activities.ln_gamma[door.system.species.index(name)] for name in names]
    elements = {"SO4-2": "S(6)"}
    text = "\n".join(f" {elements.get(name, name.rstrip('+-2'))} {value}" for name, value in ions.items())
    punched = ", ".join(f'LG("{name}")' for name in names) + ', LA("H2O")'
    *theirs, water = oracle("pitzer.dat", f" pH 7 charge\n temp {celsius}\n{text}", punched)
    weights = np.array(list(ions.values()))
    mean = weights @ np.array(ours) / weights.sum() / np.log(10.0)
    assert mean == pytest.approx(weights @ np.array(theirs) / weights.sum(), abs=2e-3)
    assert solved.state.activities.ln_water / np.log(10.0) == pytest.approx(water, rel=2e-3)


@pytest.mark.parametrize("sodium_chloride", [0.0, 0.5, 2.0, 4.0])
def test_gypsum_in_sodium_chloride(sodium_chloride: float) -> None:
    ids = ["H2O", "H+", "Na+", "Cl-", "Ca+2", "SO4-2"]
    given = {"Na+": sodium_chloride, "Cl-": sodium_chloride, "Ca+2": 0.2, "SO4-2": 0.2}
    row = amounts(ids, given, 25.0)
    row[0, 0] += 0.4
    values, _, _ = Saturation(ids, ["CaSO4.2H2O(s)"]).evaluate(row)
    text = f" temp 25\n Na {sodium_chloride}\n Cl {sodium_chloride}\nEQUILIBRIUM_PHASES\n Gypsum 0 1"
    (expected,) = oracle("pitzer.dat", text, 'TOT("Ca")')
    assert 0.2 - values[0, 0] == pytest.approx(expected, rel=0.03)


def test_calcite_under_carbon_dioxide() -> None:
    ids = ["H2O", "H+", "Ca+2", "CO3-2"]
    door = Saturation(ids, ["CaCO3(s,calcite)", "CO2(g)"], supersaturation=[0.0, -1.5])
    row = amounts(ids, {"Ca+2": 0.1, "CO3-2": 0.3, "H+": 0.4}, 25.0)
    values, _, _ = door.evaluate(row)
    text = " temp 25\nEQUILIBRIUM_PHASES\n Calcite 0 1\n CO2(g) -1.5 10"
    calcium, ph = oracle("pitzer.dat", text, 'TOT("Ca"), -LA("H+")')
    assert 0.1 - values[0, 0] == pytest.approx(calcium, rel=0.03)
    assert values[0, 2] == pytest.approx(ph, abs=0.03)


def test_brucite_in_water() -> None:
    ids = ["H2O", "H+", "Mg+2"]
    row = amounts(ids, {"Mg+2": 0.1, "H+": -0.2}, 25.0)
    row[0, 0] += 0.2
    values, _, _ = Saturation(ids, ["Mg(OH)2(s)"], model="bdot").evaluate(row)
    (ph,) = oracle("wateq4f.dat", " temp 25\nEQUILIBRIUM_PHASES\n Brucite 0 1", '-LA("H+")')
    assert values[0, 1] == pytest.approx(ph, abs=0.05)
