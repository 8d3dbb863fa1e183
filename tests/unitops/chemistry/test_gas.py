"""Ideal-gas helpers against published figures."""

import numpy as np
import pytest

from unitops.chemistry import gas
from unitops.chemistry.species import database
from unitops.errors import DataError

KNOWN = database()


def test_normal_molar_volume():
    assert pytest.approx(22.414e-3, rel=1e-4) == gas.NORMAL_MOLAR_VOLUME
    assert gas.molar_volume(298.15, 1e5) == pytest.approx(24.79e-3, rel=1e-3)


@pytest.mark.parametrize(
    ("temperature", "pressure"),  # IAPWS-95 saturation [K, Pa]
    [
        (273.16, 611.66),
        (298.15, 3169.7),
        (373.124, 101325.0),
        (450.0, 932.2e3),
        (600.0, 12.345e6),
        (647.0, 22.038e6),
    ],
)
def test_water_saturation_pressure(temperature, pressure):
    assert gas.water_saturation_pressure(temperature) == pytest.approx(pressure, rel=3e-4)


def test_water_saturation_pressure_is_symbolic_too():
    casadi = pytest.importorskip("casadi")
    t = casadi.SX.sym("T")
    function = casadi.Function("p", [t], [gas.water_saturation_pressure(t, casadi)])
    temperatures = np.array([280.0, 373.15, 500.0, 640.0])
    expected = gas.water_saturation_pressure(temperatures)
    np.testing.assert_allclose([float(function(x)) for x in temperatures], expected, rtol=1e-13)


@pytest.mark.parametrize(
    ("name", "lower", "higher"),  # [MJ/kg], handbook
    [
        ("CH4(g)", 50.03, 55.50),
        ("H2(g)", 119.95, 141.8),
        ("CO(g)", 10.10, 10.10),
        ("C(s)", 32.76, 32.76),
        ("C3H8(g)", 46.35, 50.33),
    ],
)
def test_heating_values(name, lower, higher):
    species = KNOWN[name]
    assert gas.lower_heating_value(species) / species.molar_mass / 1e6 == pytest.approx(lower, rel=3e-3)
    assert gas.higher_heating_value(species) / species.molar_mass / 1e6 == pytest.approx(higher, rel=3e-3)


def test_heating_value_of_what_does_not_burn():
    assert gas.lower_heating_value(KNOWN["CO2(g)"]) == pytest.approx(0.0, abs=1e-6)
    assert gas.higher_heating_value(KNOWN["SiO2(s)"]) == pytest.approx(0.0, abs=1e-6)
    with pytest.raises(DataError, match="Ni"):
        gas.lower_heating_value(KNOWN["Ni(s)"])


@pytest.mark.parametrize(
    ("composition", "oxygen"),
    [
        ({"C": 1, "H": 4}, 2.0),
        ({"C": 1, "O": 1}, 0.5),
        ({"S": 1}, 1.0),
        ({"C": 2, "H": 2, "F": 2}, 2.0),
        ({"Al": 2}, 1.5),
    ],
)
def test_oxygen_demand(composition, oxygen):
    assert gas.oxygen_demand(composition) == pytest.approx(oxygen)
