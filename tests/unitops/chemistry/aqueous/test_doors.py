"""The doors: Jacobians, homogeneity, independence of the batch, hostile inputs, complementarity."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from unitops.chemistry.aqueous.dose import DoseToPH, Tried
from unitops.chemistry.aqueous.speciation import (
    BAD_INPUT,
    NOT_NEEDED,
    OUTSIDE_VALIDITY,
    SOLVED,
    UNREACHABLE,
    Saturation,
    Speciation,
)
from unitops.errors import DataError

BRINE = ["H2O(l)", "H+(aq)", "Li+(aq)", "Na+(aq)", "Ca+2(aq)", "Mg+2(aq)", "SO4-2(aq)", "CO3-2(aq)"]
BRINE_ROW = [55.5, -0.2, 3.0, 4.0, 0.01, 0.02, 3.43, 0.2, 350.0]
SOLIDS = ["Li2CO3(s)", "CaCO3(s,calcite)", "Mg(OH)2(s)"]
LIME = {"Ca+2": 1, "H2O": 2, "H+": -2}
LEACH = [
    "H2O(l)",
    "H+(aq)",
    "Li+(aq)",
    "Na+(aq)",
    "Ca+2(aq)",
    "Al+3(aq)",
    "Fe+3(aq)",
    "SO4-2(aq)",
    "CO3-2(aq)",
]
LEACH_SOLIDS = ["CaSO4.2H2O(s)", "Al(OH)3(s,amorphous)", "Fe(OH)3(s,ferrihydrite)", "CO2(g)"]
LEACH_ROW = [55.5, 0.3, 3.0, 0.1, 0.001, 0.1, 0.05, 1.926, 0.001, 333.0, 5.0]


def doors() -> list[tuple[Any, list[float]]]:
    softened = [55.5, 0.05, 3.0, 1.0, 0.01, 0.1, 2.136, 0.001, 323.0, 11.5]
    return [
        (Speciation(BRINE, SOLIDS), BRINE_ROW),
        (Speciation(BRINE, SOLIDS, model="bdot"), BRINE_ROW),
        (Saturation(BRINE, SOLIDS), BRINE_ROW),
        (Saturation(BRINE, SOLIDS, solids_in=True), [*BRINE_ROW[:-1], 0.1, 0.01, 0.02, 350.0]),
        (DoseToPH(BRINE, LIME, ["CaSO4.2H2O(s)", "Mg(OH)2(s)"]), softened),
        (DoseToPH(LEACH, {"Ca+2": 1, "CO3-2": 1}, LEACH_SOLIDS), LEACH_ROW),
    ]


@pytest.mark.parametrize("case", range(6))
def test_jacobian_against_differences(case: int) -> None:
    door, row = doors()[case]
    x = np.array(row)
    values, jacobians, status = door.evaluate(x[None])
    assert status[0] in (SOLVED, OUTSIDE_VALIDITY)
    assert values.shape == (1, len(door.value_names))
    assert jacobians.shape == (1, len(door.value_names), len(door.input_names))
    steps = 1e-5 * np.maximum(np.abs(x), 1e-3)
    shifted = np.concatenate([x + np.diag(steps), x - np.diag(steps)])
    both, _, _ = door.evaluate(shifted)
    count = len(x)
    slopes = ((both[:count] - both[count:]) / (2 * steps[:, None])).T
    scale = np.max(np.abs(jacobians[0]), axis=1, keepdims=True) + 0.1
    assert np.max(np.abs(slopes - jacobians[0]) / scale) < 2e-4


def test_rows_do_not_touch_each_other() -> None:
    door = Saturation(BRINE, SOLIDS)
    rows = np.array([BRINE_ROW] * 5)
    rows[1, 2:6] *= 0.3
    rows[2] = 0.0
    rows[3, 0] = np.nan
    values, _, status = door.evaluate(rows)
    alone, _, _ = door.evaluate(rows[4:])
    assert np.array_equal(values[4], alone[0])
    assert np.array_equal(values[0], values[4])
    assert status[3] == BAD_INPUT
    assert np.all(np.isnan(values[3]))
    assert np.all(np.isfinite(values[[0, 1, 2, 4]]))


@pytest.mark.parametrize("factor", [1e-30, 1e-6, 1e6])
def test_answers_scale_with_the_amounts(factor: float) -> None:
    door = Saturation(BRINE, SOLIDS)
    row = np.array([BRINE_ROW])
    scaled = row.copy()
    scaled[:, :-1] *= factor
    values, _, _ = door.evaluate(row)
    other, _, _ = door.evaluate(scaled)
    assert other[0, :3] == pytest.approx(values[0, :3] * factor, rel=1e-9)
    assert other[0, 3] == pytest.approx(values[0, 3], abs=1e-9)


@pytest.mark.parametrize("model", ["pitzer", "bdot"])
def test_hostile_inputs_stay_finite(model: str) -> None:
    rows = np.array([BRINE_ROW] * 9)
    rows[0, :-1] = 0.0
    rows[1, :-1] *= -1.0
    rows[2, 0] = 0.0
    rows[3, 1] = -1e3
    rows[4, 1] = 1e3
    rows[5, 2:8] = 1e-30
    rows[6, 2] = -3.0
    rows[7, -1] = 50.0
    rows[8, 2:8] *= 1e6
    for door in (Speciation(BRINE, SOLIDS, model=model), Saturation(BRINE, SOLIDS, model=model)):
        values, jacobians, status = door.evaluate(rows)
        assert np.all(np.isfinite(values))
        assert np.all(np.isfinite(jacobians))
        assert np.all(status[[2, 3, 4, 7]] != SOLVED)


def test_solids_are_absent_or_at_saturation() -> None:
    solids = ["CaSO4.2H2O(s)", "CaCO3(s,calcite)", "Mg(OH)2(s)", "Li2CO3(s)"]
    door = Saturation(BRINE, solids)
    rng = np.random.default_rng(7)
    rows = np.tile(np.array(BRINE_ROW), (30, 1))
    rows[:, 2:6] *= 10.0 ** rng.uniform(-2.0, 0.3, (30, 4))
    rows[:, 7] = 10.0 ** rng.uniform(-3.0, -0.3, 30)
    rows[:, 6] = 0.5 * (rows[:, 1:4].sum(axis=1) + 2 * rows[:, 4:6].sum(axis=1)) - rows[:, 7]
    short = rows[:, 6] < 0.01
    rows[short, 3] += 2.0 * (0.01 - rows[short, 6])
    rows[short, 6] = 0.01
    values, _, status = door.evaluate(rows)
    extents, index = values[:, :4], values[:, 5:]
    assert np.all(status <= OUTSIDE_VALIDITY)
    assert np.all(extents >= 0.0)
    assert np.all(index < 1e-8)
    assert np.all(np.minimum(extents, -index) < 1e-6)


def test_a_solid_that_is_there_dissolves() -> None:
    door = Saturation(["H2O(l)", "H+(aq)", "Ca+2(aq)", "SO4-2(aq)"], ["CaSO4.2H2O(s)"], solids_in=True)
    values, _, status = door.evaluate(np.array([[55.50844, 0.0, 0.0, 0.0, 0.005, 298.15]]))
    assert status[0] == SOLVED
    assert values[0, 0] == pytest.approx(-0.005, rel=1e-9)


def test_supersaturation_is_kept() -> None:
    ids = ["H2O(l)", "H+(aq)", "Ca+2(aq)", "SO4-2(aq)"]
    door = Saturation(ids, ["CaSO4.2H2O(s)"], supersaturation=[0.3])
    values, _, _ = door.evaluate(np.array([[55.50844, 0.0, 0.1, 0.1, 298.15]]))
    assert values[0, 2] == pytest.approx(0.3, abs=1e-9)


@pytest.mark.parametrize("more", [-0.3, -0.1, -1e-3, 0.0, 1e-7, 1e-5, 0.01, 0.1, 0.5, 2.0, 20.0, 300.0])
def test_brucite_from_its_onset_on(more: float) -> None:
    """Soda lye in a liquor of 1 % magnesium chloride; where the hydroxide sets in there is next to nothing of it."""
    door = Saturation(["H2O(l)", "H+(aq)", "Na+(aq)", "Mg+2(aq)", "Cl-(aq)"], ["Mg(OH)2(s)"])
    soda, magnesium = 1.4283087158244e-4 * (1.0 + more), 0.10503650018381
    row = np.array([54.95434766018149, -soda, soda, magnesium, 2 * magnesium, 298.15])
    values, _, status = door.evaluate(row[None])
    assert status[0] == SOLVED
    # The lye beyond the onset is all in the solid, two OH- to each Mg; what stays dissolved hardly changes.
    assert values[0, 0] == pytest.approx(max(0.5 * (soda - 1.084e-4), 0.0), rel=2e-3, abs=1e-8)


def test_dose_reaches_the_ph() -> None:
    door = DoseToPH(BRINE, LIME, ["CaSO4.2H2O(s)", "Mg(OH)2(s)"])
    row = np.array([55.5, 0.05, 3.0, 1.0, 0.01, 0.1, 2.136, 0.0, 323.0, 11.0])
    values, _, status = door.evaluate(row[None])
    assert status[0] == SOLVED
    dosed = row[:-1].copy()
    dosed[[4, 0, 1]] += values[0, 0] * np.array([1.0, 2.0, -2.0])
    after, _, _ = Saturation(BRINE, ["CaSO4.2H2O(s)", "Mg(OH)2(s)"]).evaluate(dosed[None])
    assert after[0, 2] == pytest.approx(11.0, abs=1e-9)


def test_limestone_alone_does_not_reach_ph_9() -> None:
    door = DoseToPH(LEACH, {"Ca+2": 1, "CO3-2": 1}, [*LEACH_SOLIDS, "CaCO3(s,calcite)"])
    row = np.array([*LEACH_ROW[:-1], 9.0])
    values, jacobians, status = door.evaluate(row[None])
    assert status[0] == UNREACHABLE
    assert "no dose brings the liquor to pH 9" in door.outside(int(status[0]), row)
    assert np.all(np.isfinite(values))
    assert np.all(np.isfinite(jacobians))


def test_beyond_the_ph_no_dose_is_needed_and_nothing_is_doubted() -> None:
    door = DoseToPH(LEACH, {"Ca+2": 1, "CO3-2": 1}, [*LEACH_SOLIDS, "CaCO3(s,calcite)"])
    row = np.array([*LEACH_ROW[:-1], 0.5])
    values, _, status = door.evaluate(row[None])
    assert values[0, 0] < 0.0
    assert status[0] == NOT_NEEDED
    assert door.outside(int(status[0]), row) == ""


def test_a_dose_tried_in_vain_says_the_same_when_it_is_tried_again() -> None:
    door = DoseToPH(LEACH, {"Ca+2": 1, "CO3-2": 1}, [*LEACH_SOLIDS, "CaCO3(s,calcite)"])
    row = np.array([*LEACH_ROW[:-1], 9.0])
    values, jacobians, status, states = door.evaluate_from(row[None], [None])
    assert isinstance(states[0], Tried)
    again, slopes, status_again, states = door.evaluate_from(row[None], states)
    assert status[0] == status_again[0] == UNREACHABLE
    np.testing.assert_allclose(again, values, rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(slopes, jacobians, rtol=1e-4, atol=1e-6)
    # From there a pH that can be reached is found as from nothing.
    row[-1] = 5.0
    reached, _, status, _ = door.evaluate_from(row[None], states)
    fresh, _, _ = door.evaluate(row[None])
    assert status[0] == SOLVED
    np.testing.assert_allclose(reached, fresh, rtol=1e-7, atol=1e-9)


def test_errors_name_the_remedy() -> None:
    with pytest.raises(DataError, match="calcite"):
        Saturation(BRINE, ["CaCO3(s)"])
    with pytest.raises(DataError, match="Al"):
        Saturation(BRINE, ["Al(OH)3(s,gibbsite)"])
    with pytest.raises(DataError, match="H2O"):
        Speciation(["Na+(aq)", "Cl-(aq)"])
    with pytest.raises(DataError, match="basis"):
        Speciation(["H2O(l)", "H+(aq)", "OH-(aq)"])


def test_a_hydroxide_of_which_half_is_there() -> None:
    # Leach liquor of manganese with limestone at 79 degC and pH 4.5, where a third of the aluminium is a solid: long
    # steps pass the place at which it is there by half.
    liquor = {
        "H2O(l)": 411.8007, "H+(aq)": 0.06000458, "Na+(aq)": 0.01685835, "K+(aq)": 0.09738634, "Mg+2(aq)": 0.1996593,
        "Ca+2(aq)": 1.285661, "Fe+2(aq)": 0.0001095988, "Mn+2(aq)": 15.70972, "Ni+2(aq)": 0.01046172,
        "Co+2(aq)": 0.008690176, "Zn+2(aq)": 0.008001724, "Al+3(aq)": 0.09180918, "Fe+3(aq)": 0.6835859,
        "F-(aq)": 0.01933529, "SO4-2(aq)": 17.35752, "CO3-2(aq)": 1.105333,
    }  # fmt: skip
    solids = ["CaSO4.2H2O(s)", "FeOOH(s,goethite)", "Al(OH)3(s,amorphous)", "CaF2(s)", "CO2(g)"]
    door = Saturation(list(liquor), solids)
    for share in (0.9, 1.0, 1.1):
        amounts = [*liquor.values(), 352.08]
        amounts[1] *= share
        values, _, status = door.evaluate([amounts])
        assert status[0] == SOLVED
        answer = dict(zip(door.value_names, values[0], strict=True))
        assert 0.0 < answer["extent[Al(OH)3(s,amorphous)]"] < liquor["Al+3(aq)"]
        assert answer["SI[Al(OH)3(s,amorphous)]"] == pytest.approx(0.0, abs=1e-9)
