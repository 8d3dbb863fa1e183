"""Quantities as people type them, and what is refused with which advice."""

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitops.errors import QuantityError
from unitops.quantities import (
    NORMAL_MOLAR_VOLUME,
    Dimension,
    dimension_of,
    dimensions_of,
    parse_quantity,
    parse_rate,
    typed,
)

D = Dimension

READ = [
    ("250 degC", D.TEMPERATURE, 523.15),
    ("250 C", D.TEMPERATURE, 523.15),
    ("250C", D.TEMPERATURE, 523.15),
    ("250 °C", D.TEMPERATURE, 523.15),
    ("250 deg C", D.TEMPERATURE, 523.15),
    ("-10.5 degC", D.TEMPERATURE, 262.65),
    ("−10.5 degC", D.TEMPERATURE, 262.65),
    ("212 degF", D.TEMPERATURE, 373.15),
    ("300 K", D.TEMPERATURE, 300.0),
    ("10 C", D.TEMPERATURE_DIFFERENCE, 10.0),
    ("18 degF", D.TEMPERATURE_DIFFERENCE, 10.0),
    ("3 bar", D.PRESSURE, 3e5),
    ("3 bar(a)", D.PRESSURE, 3e5),
    ("3 bara", D.PRESSURE, 3e5),
    ("3 bar(g)", D.PRESSURE, 401_325.0),
    ("3 barg", D.PRESSURE, 401_325.0),
    ("0 psig", D.PRESSURE, 101_325.0),
    ("1 atm", D.PRESSURE, 101_325.0),
    ("1.2 t/h", D.MASS_FLOW, 1200 / 3600),
    ("1.2t/h", D.MASS_FLOW, 1200 / 3600),
    ("24 t/d", D.MASS_FLOW, 1000 / 3600),
    ("24 t/day", D.MASS_FLOW, 1000 / 3600),
    ("36 kg/hr", D.MASS_FLOW, 0.01),
    ("0.5 Nm3/h", D.NORMAL_GAS_FLOW, 0.5 / 0.02241396954 / 3600),
    ("0.5 Nm³/h", D.AMOUNT_FLOW, 0.5 / 0.02241396954 / 3600),
    ("36 L/h", D.VOLUME_FLOW, 1e-5),
    ("5 wt%", D.MASS_FRACTION, 0.05),
    ("5 wt.-%", D.FRACTION, 0.05),
    ("200 ppm", D.MASS_FRACTION, 2e-4),
    ("1.5 g/t", D.MASS_FRACTION, 1.5e-6),
    ("21 vol%", D.MOLE_FRACTION, 0.21),
    ("30 %", D.FRACTION, 0.3),
    ("30%", D.FRACTION, 0.3),
    ("0.3", D.FRACTION, 0.3),
    (".3", D.FRACTION, 0.3),
    ("1.3", D.RATIO, 1.3),
    ("30 kg/t", D.MASS_RATIO, 0.03),
    ("12 g/L", D.CONCENTRATION, 12.0),
    ("12 g/l", D.CONCENTRATION, 12.0),
    ("2 mol/L", D.MOLAR_CONCENTRATION, 2000.0),
    ("280 A/m2", D.CURRENT_DENSITY, 280.0),
    ("280 A/m^2", D.CURRENT_DENSITY, 280.0),
    ("28 mA/cm²", D.CURRENT_DENSITY, 280.0),
    ("4500 kWh/t", D.ENERGY_PER_MASS, 16.2e6),
    ("10 kJ/mol", D.MOLAR_ENTHALPY, 1e4),
    ("35 min", D.TIME, 2100.0),
    ("850 W/m2/K", D.HEAT_TRANSFER_COEFFICIENT, 850.0),
    ("850 W/(m2 K)", D.HEAT_TRANSFER_COEFFICIENT, 850.0),
    ("850 W/(m²·K)", D.HEAT_TRANSFER_COEFFICIENT, 850.0),
    ("850 W m-2 K-1", D.HEAT_TRANSFER_COEFFICIENT, 850.0),
    ("75 um", D.LENGTH, 75e-6),
    ("850 W/m2K", D.HEAT_TRANSFER_COEFFICIENT, 850.0),
    ("3600 kg/h/m2", D.MASS_FLUX, 1.0),
    ("3600 kg/(m2 h)", D.MASS_FLUX, 1.0),
    ("0.5 m2/(t/d)", D.AREA_PER_MASS_FLOW, 43.2),
    ("36 MJ/Nm3", D.MOLAR_ENTHALPY, 36e6 * 0.02241396954),
    ("2 kNm3/h", D.NORMAL_GAS_FLOW, 2000 / 0.02241396954 / 3600),
    ("24 MWh/d", D.POWER, 1e6),
    ("75 µm", D.LENGTH, 75e-6),
    ("0.4 kg/kWh", D.EMISSION_FACTOR, 0.4 / 3.6e6),
    ("56.1 kg/GJ", D.EMISSION_FACTOR, 56.1e-9),
    ("3.6 1/h", D.RATE_CONSTANT, 1e-3),
    ("3.6 h-1", D.RATE_CONSTANT, 1e-3),
    ("12 USD/kg", D.PRICE_PER_MASS, 12.0),
    ("150 mAh/g", D.SPECIFIC_CHARGE, 5.4e5),
    ("pH 2.5", D.PH, 2.5),
    ("2.5", D.PH, 2.5),
    ("1.2e3 kg/h", D.MASS_FLOW, 1 / 3),
    ("+1.5E-3 m", D.LENGTH, 1.5e-3),
]


@pytest.mark.parametrize(("text", "dimension", "value"), READ)
def test_what_people_type_is_read(text: str, dimension: Dimension, value: float) -> None:
    assert parse_quantity(text, dimension) == pytest.approx(value, rel=1e-8)


REFUSED = [
    ("5 kg", D.TEMPERATURE, '"5 kg" is a mass, but a temperature is asked here', '"250 degC"'),
    ("250", D.TEMPERATURE, "has no unit", "250 degC"),
    ("5 C", D.MASS, "is a temperature, but a mass is asked", "1.5 t"),
    ("3 bar(g)", D.PRESSURE_DIFFERENCE, "is a pressure, but a pressure difference", "1.5 bar"),
    ("1,2 t/h", D.MASS_FLOW, "without doubt", "write 1.2 t/h"),
    ("1,200 t/h", D.MASS_FLOW, "without doubt", "1200 t/h or 1.200 t/h"),
    ("1,200,000.5 t/h", D.MASS_FLOW, "without doubt", "1200000.5 t/h"),
    ("1 200 t/h", D.MASS_FLOW, "without doubt", "write 1200 t/h"),
    ("1'200 t/h", D.MASS_FLOW, "without doubt", "write 1200 t/h"),
    ("1_200 t/h", D.MASS_FLOW, "without doubt", "write 1200 t/h"),
    ("12 ton/h", D.MASS_FLOW, "short or the long ton", "Write t"),
    ("12 tons", D.MASS, "short or the long ton", "Write t"),
    ("5 MT", D.MASS, "megatonne", "Write t"),
    ("5 kt/a", D.MASS_FLOW, "knot", "1.2e3 t"),
    ("5 tpd", D.MASS_FLOW, "its ton", "t/d"),
    ("3 gal/min", D.VOLUME_FLOW, "imperial gallon", "Write L or m3"),
    ("5 Sm3/h", D.NORMAL_GAS_FLOW, "15 or 20 degC", "Nm3"),
    ("5 nm3/h", D.NORMAL_GAS_FLOW, "cubic nanometre", "Nm3"),
    ("5 m3/h", D.NORMAL_GAS_FLOW, "volume flow", "Nm3 counts gas at 0 degC"),
    ("20 mg/L", D.MASS_FRACTION, "mass concentration", "by volume"),
    ("12 dry t/h", D.MASS_FLOW, "basis", "1.5 t/h"),
    ("12 KG/H", D.MASS_FLOW, "not a unit", "Did you mean kg/h?"),
    ("5 t/a", D.MASS_FLOW, "operating hours", "per hour"),
    ("nan", D.FRACTION, "does not begin with a number", "0.95"),
    ("inf", D.FRACTION, "does not begin with a number", "0.95"),
    ("1e999", D.FRACTION, "not a finite number", "1e308"),
    ("", D.FRACTION, "nothing is written", "0.95"),
    ("1.2.3", D.RATIO, "not one number", "1.5"),
    ("1/3", D.RATIO, "not a unit", "no unit"),
    ("5 kg/(m2/h)", D.MASS_FLUX, "not a unit", "kg/m2/h"),
    ("5 foo", D.POWER, "not a unit of a power", "kW"),
    ("-300 degC", D.TEMPERATURE, "below absolute zero", "250 degC"),
    ("-1 K", D.TEMPERATURE, "below absolute zero", "250 degC"),
    ("-2 bar(g)", D.PRESSURE, "below a full vacuum", "3 bar"),
    ("degC", D.TEMPERATURE, "does not begin with a number", "250 degC"),
]


@pytest.mark.parametrize(("text", "dimension", "problem", "remedy"), REFUSED)
def test_what_is_doubtful_is_refused_with_advice(text: str, dimension: Dimension, problem: str, remedy: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse_quantity(text, dimension, place="R-101.value")
    assert problem in caught.value.problem
    assert remedy in str(caught.value)
    assert str(caught.value).startswith("R-101.value: ")


def test_a_flow_per_year_is_over_the_operating_hours() -> None:
    assert parse_quantity("20000 t/a", D.MASS_FLOW, hours_per_year=8000) == pytest.approx(2.5e3 / 3600)
    assert parse_quantity("8 GWh/a", D.POWER, hours_per_year=8000) == pytest.approx(1e6)
    assert parse_quantity("20000 t/yr", D.MASS_FLOW, hours_per_year=8000) == pytest.approx(2.5e3 / 3600)


def test_a_bare_number_takes_the_default_unit() -> None:
    assert parse_quantity("250", D.TEMPERATURE, default_unit="degC") == 523.15
    assert parse_quantity(250, D.TEMPERATURE, default_unit="degC") == 523.15
    assert parse_quantity(0.4, D.FRACTION) == 0.4


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("12 t/h", ""),
        ("12 wet t/h", "wet"),
        ("12 t/h wet", "wet"),
        ("12 dry t/h", "dry"),
        ("12 t(dry)/h", "dry"),
        ("12 dmt/h", "dry"),
        ("12 wmt/h", "wet"),
        ("12 t LCE/h", "LCE"),
        ("12 t/h LCE", "LCE"),
        ("12 t Li/h", "Li"),
        ("12 t/h Ni", "Ni"),
        ("96000 t LCE/a", "LCE"),
    ],
)
def test_a_rate_tells_its_basis(text: str, basis: str) -> None:
    rate = parse_rate(text, hours_per_year=8000)
    assert rate.value == pytest.approx(12e3 / 3600)
    assert rate.basis == basis


def test_a_rate_has_one_basis() -> None:
    with pytest.raises(QuantityError, match="two bases, wet and dry"):
        parse_rate("5 wet dry t/h")


def test_normal_molar_volume() -> None:
    # CODATA 2018: 22.413 969 54 e-3 m3/mol
    assert math.isclose(NORMAL_MOLAR_VOLUME, 22.41396954e-3, rel_tol=1e-9)


@pytest.mark.parametrize(
    ("unit", "dimension"),
    [
        ("degC", D.TEMPERATURE),
        ("bar", D.PRESSURE),
        ("K", D.TEMPERATURE_DIFFERENCE),
        ("1", D.FRACTION),
        ("%", D.FRACTION),
        ("wt%", D.MASS_FRACTION),
        ("kg/t", D.MASS_RATIO),
        ("Nm3/h", D.NORMAL_GAS_FLOW),
        ("kmol/h", D.AMOUNT_FLOW),
        ("g/L", D.CONCENTRATION),
        ("kg/m3", D.DENSITY),
        ("kWh/t", D.ENERGY_PER_MASS),
    ],
)
def test_a_unit_tells_its_dimension(unit: str, dimension: Dimension) -> None:
    assert dimension_of(unit) is dimension


def test_what_a_text_can_be() -> None:
    assert typed("5 kg") == (D.MASS,)
    assert typed("5 K") == (D.TEMPERATURE_DIFFERENCE, D.TEMPERATURE)
    assert typed("5 kPa")[0] is D.PRESSURE
    assert typed("hello") == ()
    assert D.CONCENTRATION in dimensions_of("kg/m3")


@given(st.text(max_size=30), st.sampled_from(Dimension))
def test_any_text_is_read_or_refused(text: str, dimension: Dimension) -> None:
    with contextlib.suppress(QuantityError):
        assert math.isfinite(parse_quantity(text, dimension))


@given(st.from_regex(r"[+-]?[0-9]{0,3}[., ]?[0-9]{0,3} ?[a-zA-Z%/() ]{0,8}", fullmatch=True))
def test_any_rate_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(QuantityError):
        assert math.isfinite(parse_rate(text, hours_per_year=8000).value)
