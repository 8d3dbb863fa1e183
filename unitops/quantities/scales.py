"""Our closed table of units: for each dimension, which units may be written and how they convert to SI.

SI = number * factor + offset. Factors are exact by definition (BIPM, The International System of Units,
9th ed., 2019; NIST Special Publication 811, 2008, for pound, psi, degree Fahrenheit, torr and thermochemical
calorie), but for the molar volume of an ideal gas at 0 degC and 101.325 kPa, 22.413 969 54e-3 m3/mol
(CODATA 2018, exact from R). A year in a flow is the plant's operating year, so its factor waits for the
hours per year.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from unitops.quantities.dimensions import Dimension

STANDARD_ATMOSPHERE = 101_325.0
"""Added to a gauge pressure [Pa]."""

NORMAL_MOLAR_VOLUME = 8.31446261815324 * 273.15 / STANDARD_ATMOSPHERE
"""Volume of one mole of an ideal gas at 0 degC and 101.325 kPa [m3/mol]: 0.022413969."""

POUND = 0.45359237
PSI = POUND * 9.80665 / 0.0254**2
CALENDAR_YEAR = 365.25 * 86_400.0


class Scale(msgspec.Struct, frozen=True):
    """How one unit converts: SI = number * factor + offset; ``per_year`` marks a flow per operating year.

    The factor of a flow per year is that per hour; it is divided by the hours per year when it is used.
    """

    unit: str
    factor: float
    offset: float = 0.0
    per_year: bool = False


Factors = dict[str, float]

_MASS: Factors = {"t": 1e3, "kg": 1.0, "g": 1e-3, "mg": 1e-6, "ug": 1e-9, "lb": POUND}
_AMOUNT: Factors = {"kmol": 1e3, "mol": 1.0, "mmol": 1e-3}
_VOLUME: Factors = {"m3": 1.0, "L": 1e-3, "mL": 1e-6, "cm3": 1e-6, "ft3": 0.3048**3}
_NORMAL_GAS: Factors = {
    "Nm3": 1.0 / NORMAL_MOLAR_VOLUME,
    "kNm3": 1e3 / NORMAL_MOLAR_VOLUME,
    "NL": 1e-3 / NORMAL_MOLAR_VOLUME,
}
_LENGTH: Factors = {
    "m": 1.0,
    "cm": 1e-2,
    "mm": 1e-3,
    "um": 1e-6,
    "nm": 1e-9,
    "km": 1e3,
    "in": 0.0254,
    "ft": 0.3048,
}
_AREA: Factors = {"m2": 1.0, "cm2": 1e-4, "mm2": 1e-6, "ha": 1e4, "km2": 1e6, "ft2": 0.3048**2}
_TIME: Factors = {"h": 3600.0, "min": 60.0, "s": 1.0, "d": 86_400.0, "ms": 1e-3, "a": CALENDAR_YEAR}
_FLOW_TIME: Factors = {"h": 3600.0, "d": 86_400.0, "min": 60.0, "s": 1.0}
_ENERGY: Factors = {
    "kWh": 3.6e6,
    "MWh": 3.6e9,
    "GWh": 3.6e12,
    "Wh": 3.6e3,
    "J": 1.0,
    "kJ": 1e3,
    "MJ": 1e6,
    "GJ": 1e9,
    "TJ": 1e12,
    "kcal": 4184.0,
    "cal": 4.184,
}
_POWER: Factors = {"kW": 1e3, "MW": 1e6, "W": 1.0, "GW": 1e9}
_MONEY: Factors = {"USD": 1.0, "kUSD": 1e3, "MUSD": 1e6}
_PRESSURE: Factors = {
    "bar": 1e5,
    "kPa": 1e3,
    "MPa": 1e6,
    "Pa": 1.0,
    "mbar": 100.0,
    "atm": STANDARD_ATMOSPHERE,
    "psi": PSI,
    "mmHg": 133.322387415,
    "Torr": STANDARD_ATMOSPHERE / 760.0,
}
_GAUGE = ("bar", "kPa", "MPa", "mbar", "psi")
_CURRENT: Factors = {"A": 1.0, "kA": 1e3, "mA": 1e-3}
_CHARGE: Factors = {"A h": 3600.0, "C": 1.0, "mA h": 3.6, "kA h": 3.6e6}


def _per(upper: Factors, lower: Factors, *, only: str = "") -> Factors:
    """Every quotient of two families, or only the ones listed in ``only``, in that order."""
    quotients = {f"{a}/{b}": upper[a] / lower[b] for a in upper for b in lower}
    return {unit: quotients[unit] for unit in only.split()} if only else quotients


def _scales(factors: Factors) -> dict[str, Scale]:
    return {unit: Scale(unit, factor) for unit, factor in factors.items()}


def _flow(upper: Factors) -> dict[str, Scale]:
    """Units of a flow: per hour, day, minute, second and operating year."""
    yearly = {f"{unit}/a": Scale(f"{unit}/a", factor / 3600.0, per_year=True) for unit, factor in upper.items()}
    return _scales(_per(upper, _FLOW_TIME)) | yearly


def _pressures() -> dict[str, Scale]:
    gauge = {f"{u}(g)": Scale(f"{u}(g)", _PRESSURE[u], STANDARD_ATMOSPHERE) for u in _GAUGE}
    return _scales(_PRESSURE) | gauge


def _temperatures() -> dict[str, Scale]:
    fahrenheit = Scale("degF", 5.0 / 9.0, 273.15 - 32.0 * 5.0 / 9.0)
    return {"degC": Scale("degC", 1.0, 273.15), "K": Scale("K", 1.0), "degF": fahrenheit}


def _mechanical() -> dict[Dimension, dict[str, Scale]]:
    """Mass, amount, space, time and their flows."""
    d = Dimension
    return {
        d.TEMPERATURE: _temperatures(),
        d.TEMPERATURE_DIFFERENCE: _scales({"K": 1.0, "degC": 1.0, "degF": 5.0 / 9.0}),
        d.PRESSURE: _pressures(),
        d.PRESSURE_DIFFERENCE: _scales(_PRESSURE),
        d.MASS: _scales(_MASS),
        d.AMOUNT: _scales(_AMOUNT | {"Nm3": _NORMAL_GAS["Nm3"]}),
        d.VOLUME: _scales(_VOLUME),
        d.LENGTH: _scales(_LENGTH),
        d.AREA: _scales(_AREA),
        d.TIME: _scales(_TIME),
        d.MASS_FLOW: _flow(_MASS),
        d.AMOUNT_FLOW: _flow(_AMOUNT) | _flow(_NORMAL_GAS),
        d.VOLUME_FLOW: _flow(_VOLUME),
        d.NORMAL_GAS_FLOW: _flow(_NORMAL_GAS) | _flow(_AMOUNT),
        d.VOLUME_PER_MASS: _scales(_per(_VOLUME, _MASS, only="m3/t L/kg m3/kg L/t mL/g cm3/g")),
        d.DENSITY: _scales(_per(_MASS, _VOLUME, only="kg/m3 t/m3 g/cm3 kg/L g/L g/mL")),
        d.VELOCITY: _scales(_per(_LENGTH, _TIME, only="m/s m/h mm/s cm/s m/min m/d")),
        d.DIFFUSIVITY: _scales({"m2/s": 1.0, "cm2/s": 1e-4}),
        d.VISCOSITY: _scales({"mPa s": 1e-3, "Pa s": 1.0, "cP": 1e-3}),
        d.MASS_FLUX: _scales(
            {"kg/m2/h": 1 / 3600, "t/m2/d": 1e3 / 86400, "t/m2/h": 1e3 / 3600, "g/m2/h": 1e-3 / 3600, "kg/m2/s": 1.0}
        ),
        d.VOLUME_FLUX: _scales({"L/m2/h": 1e-3 / 3600, "m3/m2/h": 1 / 3600, "m3/m2/d": 1 / 86400, "m/s": 1.0}),
        d.AREA_PER_MASS_FLOW: _scales({"m2 d/t": 86.4, "m2 h/t": 3.6, "m2 s/kg": 1.0}),
        d.SPECIFIC_SURFACE: _scales({"m2/g": 1e3, "m2/kg": 1.0, "cm2/g": 0.1}),
        d.SURFACE_LOADING: _scales({"kg/m2": 1.0, "g/m2": 1e-3, "mg/cm2": 1e-2}),
        d.RATE_CONSTANT: _scales({"1/h": 1 / 3600, "1/min": 1 / 60, "1/s": 1.0, "1/d": 1 / 86400}),
    }


def _thermal_and_electric() -> dict[Dimension, dict[str, Scale]]:
    d = Dimension
    per_hour = _per(_ENERGY, _TIME, only="MJ/h GJ/h kJ/h kJ/s MJ/s kcal/h kWh/h kWh/d MWh/d GJ/d")
    per_year = {u: s for u, s in _flow(_ENERGY).items() if u in ("kWh/a", "MWh/a", "GWh/a", "GJ/a", "TJ/a")}
    per_mole = _per(_ENERGY, _AMOUNT, only="kJ/mol J/mol MJ/kmol kJ/kmol kcal/mol cal/mol")
    per_normal_volume = _per(_ENERGY, _NORMAL_GAS, only="MJ/Nm3 kJ/Nm3 kWh/Nm3")
    per_mass = _per(_ENERGY, _MASS, only="kWh/t MJ/kg kJ/kg GJ/t MJ/t kWh/kg MWh/t Wh/kg J/kg J/g kcal/kg")
    return {
        d.POWER: _scales(_POWER | per_hour) | per_year,
        d.ENERGY: _scales(_ENERGY),
        d.ENERGY_PER_MASS: _scales(per_mass),
        d.ENERGY_PER_VOLUME: _scales(_per(_ENERGY, _VOLUME, only="kWh/m3 MJ/m3 kJ/m3 GJ/m3 J/m3 kJ/L")),
        d.MOLAR_ENTHALPY: _scales(per_mole | per_normal_volume),
        d.MOLAR_HEAT_CAPACITY: _scales({"J/mol/K": 1.0, "kJ/mol/K": 1e3, "kJ/kmol/K": 1.0, "cal/mol/K": 4.184}),
        d.HEAT_CAPACITY: _scales({"kJ/kg/K": 1e3, "J/kg/K": 1.0, "J/g/K": 1e3, "kcal/kg/K": 4184.0}),
        d.HEAT_TRANSFER_COEFFICIENT: _scales({"W/m2/K": 1.0, "kW/m2/K": 1e3}),
        d.THERMAL_CONDUCTIVITY: _scales({"W/m/K": 1.0}),
        d.HEAT_FLUX: _scales({"kW/m2": 1e3, "W/m2": 1.0}),
        d.CURRENT: _scales(_CURRENT),
        d.CURRENT_DENSITY: _scales(_per(_CURRENT, _AREA, only="A/m2 kA/m2 mA/cm2 A/cm2")),
        d.VOLTAGE: _scales({"V": 1.0, "mV": 1e-3, "kV": 1e3}),
        d.CHARGE: _scales(_CHARGE),
        d.SPECIFIC_CHARGE: _scales({"mA h/g": 3.6e3, "A h/kg": 3.6e3, "C/kg": 1.0}),
        d.CONDUCTIVITY: _scales({"mS/cm": 0.1, "S/m": 1.0, "S/cm": 100.0, "uS/cm": 1e-4}),
    }


def _composition_and_money() -> dict[Dimension, dict[str, Scale]]:
    d = Dimension
    by_mass = _per(_MASS, _MASS, only="kg/t g/t g/kg mg/kg kg/kg t/t g/g")
    return {
        d.FRACTION: _scales({"1": 1.0, "%": 1e-2, "wt%": 1e-2, "ppm": 1e-6, "ppb": 1e-9}),
        d.MASS_FRACTION: _scales({"wt%": 1e-2, "%": 1e-2, "1": 1.0, "ppm": 1e-6, "ppb": 1e-9} | by_mass),
        d.MOLE_FRACTION: _scales({"mol%": 1e-2, "vol%": 1e-2, "%": 1e-2, "1": 1.0, "mol/mol": 1.0, "ppmv": 1e-6}),
        d.RATIO: _scales(
            {"1": 1.0, "%": 1e-2, "mol/mol": 1.0, "kg/kg": 1.0, "t/t": 1.0, "m3/m3": 1.0, "L/L": 1.0, "L/m3": 1e-3}
        ),
        d.MASS_RATIO: _scales(by_mass | {"1": 1.0, "%": 1e-2}),
        d.CONCENTRATION: _scales(_per(_MASS, _VOLUME, only="g/L mg/L kg/m3 ug/L g/m3 t/m3")),
        d.MOLAR_CONCENTRATION: _scales(_per(_AMOUNT, _VOLUME, only="mol/L mmol/L mol/m3 kmol/m3")),
        d.MOLALITY: _scales({"mol/kg": 1.0, "mmol/kg": 1e-3}),
        d.GAS_PER_MASS: _scales(_per(_NORMAL_GAS, _MASS, only="Nm3/t Nm3/kg")),
        d.MOLAR_VOLUME: _scales({"cm3/mol": 1e-6, "m3/mol": 1.0, "L/mol": 1e-3, "m3/kmol": 1e-3}),
        d.MOLAR_MASS: _scales({"g/mol": 1e-3, "kg/mol": 1.0, "kg/kmol": 1e-3}),
        d.PH: _scales({"1": 1.0}),
        d.COUNT: _scales({"1": 1.0}),
        d.EMISSION_FACTOR: _scales(_per(_MASS, _ENERGY, only="kg/kWh g/kWh kg/MWh t/MWh kg/GJ kg/MJ g/MJ t/TJ")),
        d.MONEY: _scales(_MONEY),
        d.COST_RATE: _flow(_MONEY),
        d.PRICE_PER_MASS: _scales(_per(_MONEY, _MASS, only="USD/t USD/kg USD/g USD/lb")),
        d.PRICE_PER_ENERGY: _scales(_per(_MONEY, _ENERGY, only="USD/MWh USD/kWh USD/GJ USD/MJ")),
        d.PRICE_PER_VOLUME: _scales(_per(_MONEY, _VOLUME, only="USD/m3 USD/L")),
    }


@functools.cache
def table() -> Mapping[Dimension, Mapping[str, Scale]]:
    """Units by dimension, the preferred one for display first."""
    whole = _mechanical() | _thermal_and_electric() | _composition_and_money()
    return MappingProxyType({dimension: MappingProxyType(whole[dimension]) for dimension in Dimension})
