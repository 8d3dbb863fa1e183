"""The closed set of dimensions that a quantity on a flowsheet can have."""

from __future__ import annotations

from enum import StrEnum


class Dimension(StrEnum):
    """What a quantity measures; the value is its name in messages, the comment its SI unit inside."""

    TEMPERATURE = "temperature"  # K
    TEMPERATURE_DIFFERENCE = "temperature difference"  # K
    PRESSURE = "pressure"  # Pa, absolute
    PRESSURE_DIFFERENCE = "pressure difference"  # Pa
    MASS = "mass"  # kg
    AMOUNT = "amount of substance"  # mol
    VOLUME = "volume"  # m3
    LENGTH = "length"  # m
    AREA = "area"  # m2
    TIME = "time"  # s
    MASS_FLOW = "mass flow"  # kg/s
    AMOUNT_FLOW = "molar flow"  # mol/s
    VOLUME_FLOW = "volume flow"  # m3/s, at the conditions of the stream
    NORMAL_GAS_FLOW = "normal gas flow"  # mol/s; Nm3 at 0 degC and 101.325 kPa
    POWER = "power"  # W
    ENERGY = "energy"  # J
    ENERGY_PER_MASS = "energy per mass"  # J/kg
    ENERGY_PER_VOLUME = "energy per volume"  # J/m3
    MOLAR_ENTHALPY = "molar energy"  # J/mol
    MOLAR_HEAT_CAPACITY = "molar heat capacity"  # J/mol/K
    HEAT_CAPACITY = "specific heat capacity"  # J/kg/K
    HEAT_TRANSFER_COEFFICIENT = "heat transfer coefficient"  # W/m2/K
    THERMAL_CONDUCTIVITY = "thermal conductivity"  # W/m/K
    HEAT_FLUX = "heat flux"  # W/m2
    FRACTION = "fraction"  # 1
    MASS_FRACTION = "mass fraction"  # 1
    MOLE_FRACTION = "mole fraction"  # 1
    RATIO = "ratio"  # 1
    MASS_RATIO = "mass ratio"  # 1
    VOLUME_PER_MASS = "volume per mass"  # m3/kg
    CONCENTRATION = "mass concentration"  # kg/m3
    MOLAR_CONCENTRATION = "molar concentration"  # mol/m3
    MOLALITY = "molality"  # mol/kg
    GAS_PER_MASS = "gas per mass"  # mol/kg, as normal volume
    MOLAR_VOLUME = "molar volume"  # m3/mol
    MOLAR_MASS = "molar mass"  # kg/mol
    DENSITY = "density"  # kg/m3
    DIFFUSIVITY = "diffusivity"  # m2/s
    VISCOSITY = "viscosity"  # Pa s
    VELOCITY = "velocity"  # m/s
    MASS_FLUX = "mass flux"  # kg/m2/s
    VOLUME_FLUX = "volume flux"  # m/s
    AREA_PER_MASS_FLOW = "area per mass flow"  # m2 s/kg
    SPECIFIC_SURFACE = "specific surface"  # m2/kg
    SURFACE_LOADING = "mass per area"  # kg/m2
    RATE_CONSTANT = "rate constant"  # 1/s
    CURRENT = "electric current"  # A
    CURRENT_DENSITY = "current density"  # A/m2
    VOLTAGE = "voltage"  # V
    CHARGE = "electric charge"  # C
    SPECIFIC_CHARGE = "charge per mass"  # C/kg
    CONDUCTIVITY = "electric conductivity"  # S/m
    PH = "pH"  # 1
    EMISSION_FACTOR = "emission factor of energy"  # kg/J
    MONEY = "sum of money"  # USD
    COST_RATE = "cost rate"  # USD/s
    PRICE_PER_MASS = "price per mass"  # USD/kg
    PRICE_PER_ENERGY = "price per energy"  # USD/J
    PRICE_PER_VOLUME = "price per volume"  # USD/m3
    COUNT = "number"  # 1

    @property
    def with_article(self) -> str:
        """The name as it stands in a sentence: 'a temperature', 'an area'."""
        return f"{'an' if self.value[0] in 'aeiou' else 'a'} {self.value}"
