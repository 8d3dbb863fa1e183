"""CO2 and steam as real fluids: values, reference, derivatives, edges, compression."""

import numpy as np
import pytest

from unitops.chemistry.enthalpy import enthalpy, entropy
from unitops.chemistry.realfluid import FAILED, OUTSIDE_RANGE, RAMP, SOLVED, RealFluid
from unitops.chemistry.species import database
from unitops.errors import DataError

pytest.importorskip("CoolProp")


@pytest.fixture(scope="module")
def carbon_dioxide():
    return RealFluid("CO2")


@pytest.fixture(scope="module")
def steam():
    return RealFluid("steam")


def test_density_at_extraction_conditions(carbon_dioxide):
    values, _, status = carbon_dioxide.evaluate(np.array([[313.15, 10e6]]))
    assert status.tolist() == [SOLVED]
    assert values[0, 1] == pytest.approx(628.6, abs=0.1)


def test_isentropic_work(carbon_dioxide):
    work = carbon_dioxide.compress(313.15, 6e6, 30e6).work / carbon_dioxide.molar_mass
    assert work == pytest.approx(83.3e3, abs=100.0)
    real = carbon_dioxide.compress(313.15, 6e6, 30e6, efficiency=0.75)
    assert real.work / carbon_dioxide.molar_mass == pytest.approx(83.3e3 / 0.75, abs=200.0)
    assert real.temperature > carbon_dioxide.compress(313.15, 6e6, 30e6).temperature
    expanded = carbon_dioxide.compress(400.0, 10e6, 6e6, efficiency=0.8)
    assert expanded.work < 0.0


def test_the_ideal_gas_limit_is_our_gas_species(carbon_dioxide, steam):
    known = database()
    for fluid, name in ((carbon_dioxide, "CO2(g)"), (steam, "H2O(g)")):
        values, _, _ = fluid.evaluate(np.array([[298.15, 10.0], [450.0, 10.0]]))
        assert values[0, 0] == pytest.approx(enthalpy(known[name], 298.15), abs=1.0)
        assert values[1, 0] == pytest.approx(enthalpy(known[name], 450.0), abs=20.0)
        at_one_bar = values[0, 2] + 8.314462618 * np.log(10.0 / 1e5)
        assert at_one_bar == pytest.approx(entropy(known[name], 298.15), abs=0.01)


def test_liquid_water_agrees_with_the_liquid_species(steam):
    values, _, _ = steam.evaluate(np.array([[298.15, 1e5], [350.0, 1e6]]))
    assert values[0, 0] == pytest.approx(-285830.0, abs=20.0)
    assert values[0, 1] == pytest.approx(997.05, abs=0.02)


def test_derivatives_are_exact(carbon_dioxide, steam):
    for fluid, points in (
        (carbon_dioxide, [[313.15, 10e6], [300.0, 1e5], [350.0, 25e6], [280.0, 6e6]]),
        (steam, [[300.0, 1e5], [450.0, 2e5], [600.0, 5e6]]),
    ):
        point = np.array(points)
        _, jacobians, _ = fluid.evaluate(point)
        for column, step in ((0, 1e-3), (1, 50.0)):
            shift = np.zeros(2)
            shift[column] = step
            slope = (fluid.evaluate(point + shift)[0] - fluid.evaluate(point - shift)[0]) / (2 * step)
            np.testing.assert_allclose(jacobians[:, :, column], slope, rtol=2e-5, atol=1e-9)


def test_isentropic_derivatives_are_exact(carbon_dioxide):
    point = np.array([[313.15, 6e6, 30e6], [400.0, 1e6, 3e6]])
    values, jacobians, status = carbon_dioxide.isentropic(point)
    assert status.tolist() == [SOLVED, SOLVED]
    for column, step in ((0, 1e-3), (1, 50.0), (2, 50.0)):
        shift = np.zeros(3)
        shift[column] = step
        slope = (carbon_dioxide.isentropic(point + shift)[0] - carbon_dioxide.isentropic(point - shift)[0]) / (2 * step)
        np.testing.assert_allclose(jacobians[:, :, column], slope, rtol=2e-5, atol=1e-9)
    assert np.all(values[:, 1] > point[:, 0])


def test_outside_the_range_the_value_is_continued_and_said_so(carbon_dioxide):
    values, jacobians, status = carbon_dioxide.evaluate(np.array([[150.0, 1e5], [5000.0, 1e5], [300.0, -1e5]]))
    assert status.tolist() == [OUTSIDE_RANGE] * 3
    assert np.all(np.isfinite(values))
    assert np.all(np.isfinite(jacobians))
    edge, _, _ = carbon_dioxide.evaluate(np.array([[carbon_dioxide.temperature_range[0], 1e5]]))
    slope = jacobians[0, 0, 0]
    expected = edge[0, 0] + slope * (150.0 - carbon_dioxide.temperature_range[0])
    assert values[0, 0] == pytest.approx(expected)


def test_one_bad_row_poisons_no_other(carbon_dioxide):
    values, _, status = carbon_dioxide.evaluate(np.array([[313.15, 10e6], [np.nan, 1e5], [313.15, 10e6]]))
    assert status.tolist() == [SOLVED, FAILED, SOLVED]
    assert np.array_equal(values[0], values[2])
    assert np.all(np.isnan(values[1]))


def test_other_fluids_are_refused():
    with pytest.raises(DataError, match="Known are"):
        RealFluid("xenon")


def test_boiling_is_a_ramp_that_ends_in_liquid_and_vapour(carbon_dioxide):
    pressure, boiling = 5e6, carbon_dioxide.boiling_temperature(5e6)
    assert boiling == pytest.approx(287.43, abs=0.01)  # 14.28 degC
    temperatures = boiling + RAMP * np.array([-1.0 - 1e-9, -1.0 + 1e-9, 0.0, 1.0 - 1e-9, 1.0 + 1e-9])
    values, _, _ = carbon_dioxide.evaluate(np.column_stack([temperatures, np.full(5, pressure)]))
    assert values[0] == pytest.approx(values[1], rel=1e-7)
    assert values[3] == pytest.approx(values[4], rel=1e-7)
    assert values[2, 0] == pytest.approx(0.5 * (values[0, 0] + values[4, 0]), rel=1e-9)
    assert 1.0 / values[2, 1] == pytest.approx(0.5 / values[0, 1] + 0.5 / values[4, 1], rel=1e-9)


def test_derivatives_on_the_ramp(carbon_dioxide):
    boiling = carbon_dioxide.boiling_temperature(5e6)
    point = np.array([boiling + 0.02, 5e6])
    _, jacobians, _ = carbon_dioxide.evaluate(point[None, :])
    for column, step in ((0, 1e-4), (1, 50.0)):
        around = np.tile(point, (2, 1))
        around[:, column] += (-step, step)
        values, _, _ = carbon_dioxide.evaluate(around)
        assert jacobians[0, :, column] == pytest.approx((values[1] - values[0]) / (2.0 * step), rel=1e-4)


def test_phases_in_words(carbon_dioxide):
    assert carbon_dioxide.phase(298.15, 6e6) == "gas"  # pure CO2 at 25 degC and 60 bar is not liquid
    assert carbon_dioxide.vapour_pressure(298.15) == pytest.approx(6.434e6, rel=1e-3)
    assert carbon_dioxide.phase(298.15, 7e6) == "liquid"
    assert carbon_dioxide.phase(298.15, 10e6) == "liquid"
    assert carbon_dioxide.phase(313.15, 10e6) == "supercritical"
    assert carbon_dioxide.phase(carbon_dioxide.boiling_temperature(5e6), 5e6) == "boiling"
    assert carbon_dioxide.vapour_pressure(313.15) is None
    assert carbon_dioxide.boiling_temperature(10e6) is None
