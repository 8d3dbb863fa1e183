"""Values of SI as text that reads back, and the whole table of factors against pint's."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from unitops.errors import QuantityError
from unitops.quantities import (
    NORMAL_MOLAR_VOLUME,
    Dimension,
    convert,
    format_number,
    format_quantity,
    parse_quantity,
    preferred_unit,
    scale_of,
    to_si,
    units_of,
)

D = Dimension
EVERY = [(dimension, unit) for dimension in Dimension for unit in units_of(dimension)]
HOURS = 8000.0

SI_IN_PINT = {
    D.TEMPERATURE: "K",
    D.TEMPERATURE_DIFFERENCE: "K",
    D.PRESSURE: "Pa",
    D.PRESSURE_DIFFERENCE: "Pa",
    D.MASS: "kg",
    D.AMOUNT: "mol",
    D.VOLUME: "m^3",
    D.LENGTH: "m",
    D.AREA: "m^2",
    D.TIME: "s",
    D.MASS_FLOW: "kg/s",
    D.AMOUNT_FLOW: "mol/s",
    D.VOLUME_FLOW: "m^3/s",
    D.NORMAL_GAS_FLOW: "mol/s",
    D.POWER: "W",
    D.ENERGY: "J",
    D.ENERGY_PER_MASS: "J/kg",
    D.ENERGY_PER_VOLUME: "J/m^3",
    D.MOLAR_ENTHALPY: "J/mol",
    D.MOLAR_HEAT_CAPACITY: "J/mol/K",
    D.HEAT_CAPACITY: "J/kg/K",
    D.HEAT_TRANSFER_COEFFICIENT: "W/m^2/K",
    D.HEAT_FLUX: "W/m^2",
    D.THERMAL_CONDUCTIVITY: "W/m/K",
    D.DIFFUSIVITY: "m^2/s",
    D.MOLAR_VOLUME: "m^3/mol",
    D.VOLUME_PER_MASS: "m^3/kg",
    D.CONCENTRATION: "kg/m^3",
    D.MOLAR_CONCENTRATION: "mol/m^3",
    D.MOLALITY: "mol/kg",
    D.GAS_PER_MASS: "mol/kg",
    D.MOLAR_MASS: "kg/mol",
    D.DENSITY: "kg/m^3",
    D.VISCOSITY: "Pa*s",
    D.VELOCITY: "m/s",
    D.MASS_FLUX: "kg/m^2/s",
    D.VOLUME_FLUX: "m/s",
    D.AREA_PER_MASS_FLOW: "m^2*s/kg",
    D.SPECIFIC_SURFACE: "m^2/kg",
    D.SURFACE_LOADING: "kg/m^2",
    D.RATE_CONSTANT: "1/s",
    D.CURRENT: "A",
    D.CURRENT_DENSITY: "A/m^2",
    D.VOLTAGE: "V",
    D.CHARGE: "C",
    D.SPECIFIC_CHARGE: "C/kg",
    D.CONDUCTIVITY: "S/m",
    D.EMISSION_FACTOR: "kg/J",
    D.MONEY: "USD",
    D.COST_RATE: "USD/s",
    D.PRICE_PER_MASS: "USD/kg",
    D.PRICE_PER_ENERGY: "USD/J",
    D.PRICE_PER_VOLUME: "USD/m^3",
}


@pytest.fixture(scope="module")
def registry():
    pint = pytest.importorskip("pint")
    registry = pint.UnitRegistry()
    registry.define(f"normal_cubic_metre = {1 / 22.41396954e-3} mol")
    registry.define("normal_litre = 0.001 * normal_cubic_metre")
    registry.define("thousand_normal_cubic_metres = 1000 * normal_cubic_metre")
    registry.define("USD = [money]")
    registry.define("thousand_dollars = 1000 * USD")
    registry.define("million_dollars = 1000000 * USD")
    registry.define("operating_year = 8000 hour")
    return registry


WORDS = {
    "t": "metric_ton",
    "L": "liter",
    "mL": "milliliter",
    "d": "day",
    "h": "hour",
    "a": "operating_year",
    "m2": "m^2",
    "m3": "m^3",
    "cm2": "cm^2",
    "cm3": "cm^3",
    "mm2": "mm^2",
    "km2": "km^2",
    "ft2": "ft^2",
    "ft3": "ft^3",
    "ha": "hectare",
    "in": "inch",
    "C": "coulomb",
    "A": "ampere",
    "g": "gram",
    "min": "minute",
    "cP": "centipoise",
    "S": "siemens",
    "Torr": "torr",
    "Nm3": "normal_cubic_metre",
    "NL": "normal_litre",
    "kNm3": "thousand_normal_cubic_metres",
    "kUSD": "thousand_dollars",
    "MUSD": "million_dollars",
}


def in_pint(unit: str) -> str:
    """Our spelling of a unit in pint's words."""
    parts = ["*".join(f"({WORDS.get(word, word)})" for word in part.split()) for part in unit.split("/")]
    return "/".join(f"({part})" for part in parts)


@pytest.mark.parametrize(("dimension", "unit"), [pair for pair in EVERY if pair[0] in SI_IN_PINT])
def test_factors_agree_with_pint(dimension: Dimension, unit: str, registry) -> None:
    scale = scale_of(unit, dimension)
    if dimension is D.TEMPERATURE:
        expected = registry.Quantity(25.0, unit).to("K").magnitude
        assert 25.0 * scale.factor + scale.offset == pytest.approx(expected, rel=1e-13)
        return
    if dimension is D.TEMPERATURE_DIFFERENCE:
        expected = registry.Quantity(25.0, "K" if unit == "K" else f"delta_{unit}").to("K").magnitude
        assert 25.0 * scale.factor == pytest.approx(expected, rel=1e-13)
        return
    if unit.endswith("(g)"):
        assert scale.offset == 101_325.0
        assert scale.factor == scale_of(unit[:-3], dimension).factor
        return
    if dimension is D.TIME and unit == "a":
        expected = registry.Quantity(1.0, "year").to("s").magnitude
    else:
        expected = registry.Quantity(1.0, in_pint(unit)).to(SI_IN_PINT[dimension]).magnitude
    factor = scale.factor / HOURS if scale.per_year else scale.factor
    tolerance = 1e-8 if unit == "mmHg" else 1e-9 if "N" in unit else 1e-13
    assert factor == pytest.approx(expected, rel=tolerance)


def test_dimensionless_factors() -> None:
    expected = {
        "1": 1.0,
        "%": 0.01,
        "wt%": 0.01,
        "mol%": 0.01,
        "vol%": 0.01,
        "ppm": 1e-6,
        "ppmv": 1e-6,
        "ppb": 1e-9,
    }
    expected |= {"kg/t": 1e-3, "g/t": 1e-6, "g/kg": 1e-3, "mg/kg": 1e-6, "kg/kg": 1.0, "t/t": 1.0, "g/g": 1.0}
    expected |= {"mol/mol": 1.0, "m3/m3": 1.0, "L/L": 1.0, "L/m3": 1e-3}
    for dimension, unit in EVERY:
        if dimension not in SI_IN_PINT:
            assert scale_of(unit, dimension).factor == pytest.approx(expected[unit], rel=1e-15), (
                dimension,
                unit,
            )


@given(st.sampled_from(EVERY), st.floats(-1e12, 1e12))
def test_what_is_written_reads_back(pair: tuple[Dimension, str], number: float) -> None:
    dimension, unit = pair
    value = to_si(number, dimension, unit, hours_per_year=HOURS)
    assume(value >= 0.0 or dimension not in (D.TEMPERATURE, D.PRESSURE))
    text = format_quantity(value, unit, None, dimension=dimension, hours_per_year=HOURS)
    again = parse_quantity(text, dimension, hours_per_year=HOURS)
    offset = abs(scale_of(unit, dimension).offset)
    assert again == pytest.approx(value, rel=1e-13, abs=1e-12 * offset)


@given(st.floats(-1e300, 1e300), st.integers(1, 15))
def test_a_number_is_rounded_to_its_digits(number: float, digits: int) -> None:
    shown = float(format_number(number, digits))
    assert math.isclose(shown, number, rel_tol=0.5000001 * 10.0 ** (1 - digits)) or abs(number) < 1e-300


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [
        (0.0001234567, 4, "0.0001235"),
        (123456.7, 4, "123500"),
        (1e7, 4, "1e7"),
        (0.99999, 4, "1"),
        (3.0, 4, "3"),
        (-250.0, 3, "-250"),
        (9999.96, 5, "10000"),
        (1.5e-9, 4, "1.5e-9"),
        (0.0, 4, "0"),
    ],
)
def test_numbers_as_people_write_them(number: float, digits: int, text: str) -> None:
    assert format_number(number, digits) == text


def test_display() -> None:
    assert format_quantity(523.15, "degC") == "250 degC"
    assert format_quantity(0.02, "1") == "0.02"
    assert format_quantity(0.02, "%") == "2 %"
    assert format_quantity(1 / 3.6, "t/h") == "1 t/h"
    assert format_quantity(1.0, "Nm3/h") == f"{format_number(NORMAL_MOLAR_VOLUME * 3600)} Nm3/h"
    assert preferred_unit(D.TEMPERATURE) == "degC"
    assert units_of(D.MASS_FLOW)[0] == "t/h"


def test_arrays_convert_at_once() -> None:
    shown = convert(np.array([273.15, 373.15]), D.TEMPERATURE, "degC")
    np.testing.assert_allclose(shown, [0.0, 100.0], atol=1e-12)


def test_a_unit_of_another_dimension_is_refused() -> None:
    with pytest.raises(QuantityError, match="is a mass"):
        convert(1.0, D.TEMPERATURE, "kg")
    with pytest.raises(QuantityError, match="operating hours"):
        convert(1.0, D.MASS_FLOW, "t/a")
