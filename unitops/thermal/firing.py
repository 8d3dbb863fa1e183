"""What all heated vessels share: fuel, air, electric or outside heat, shell loss and the figures of the off-gas."""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.configuration import Transformation
from unitops.declaration.declared import Choice, Freedom, Inlet, Parameter, Result
from unitops.declaration.flow import Expression, Flow
from unitops.declaration.operation import UnitOperation
from unitops.gas.burning import (
    OXYGEN,
    TRACE,
    burning_transformations,
    burnt,
    heat_of_burning,
    oxygen_to_burn,
    share_that_oxygen_allows,
)
from unitops.gas.humidity import EVAPORATION, STEAM

TRIFLE = 1e-6
"""A heat flow below every heat flow of interest [W]: keeps the share of loss finite where no heat is supplied."""

KILOWATT = 1e3
"""Size of a heat flow [W] by which its corner at zero is rounded."""

FUEL, ELECTRIC, OUTSIDE = "fuel", "electric", "external heat"


class FiredUnit(UnitOperation):
    """A vessel heated by fuel burnt inside, by electricity, or through its wall.

    With 'fuel' the combustible gases of the fuel and air ports burn in the vessel to a stated conversion, never more
    than the oxygen allows; their heat is in the enthalpies of the streams and does not cross the boundary. Where the
    rate of the fuel feed is left empty it follows from the temperature; where the rate of the air feed is left
    empty it follows from the excess air. With the other kinds of heating nothing burns by itself (a hydrogen
    atmosphere stays one) and the duty crosses the boundary. The shell loses a share of the heat supplied (lower
    heating value burnt, plus duty), or a stated heat flow.
    """

    fuel = Inlet("g", "fuel gas", optional=True)
    air = Inlet("g", "combustion air, hot gas or atmosphere", optional=True)
    heating = Choice((FUEL, ELECTRIC, OUTSIDE), says="where the heat comes from")
    pressure = Parameter(101.325, "kPa", low=1.0, high=1e4, says="in the vessel")
    temperature = Parameter(None, "degC", low=-50.0, high=3000.0, says="of what is discharged", when_empty="calculated")
    duty = Parameter(
        None, "kW", says="heat supplied by electricity or from outside; 0 with fuel", when_empty="calculated"
    )
    combustion = Parameter(
        1.0,
        "1",
        low=0.0,
        high=1.0,
        says="share of the combustible gases that burns",
        source="complete combustion",
    )
    excess_air = Parameter(
        None,
        "1",
        low=0.0,
        high=50.0,
        says="oxygen fed beyond what the fuel needs, over what it needs; fixes the air feed left free",
        when_empty="absent",
        fixes="air",
    )
    loss_share = Parameter(
        0.10,
        "1",
        low=0.0,
        high=0.9,
        says="heat lost through the shell over heat supplied",
        source="engineering practice, 5 to 15 % of the heat supplied to lined kilns; 15.1 % in a dry-process cement "
        "kiln: Engin and Ari, Energy Conversion and Management 46 (2005) 551",
        when_empty="calculated",
    )
    loss = Parameter(
        None,
        "kW",
        low=0.0,
        says="heat lost through the shell",
        when_empty="calculated",
        energy="out",
        kind="loss",
    )
    electric_power = Result("kW", "electricity drawn", energy="in", kind="power")
    external_heat = Result("kW", "heat supplied from outside", energy="in", kind="heat")
    fuel_heat = Result("kW", "lower heating value of the fuel burnt")
    air_ratio = Result("1", "oxygen fed over what the fuel needs; 0 where nothing burns")

    freedoms = (Freedom(("temperature", "duty"), open=True), Freedom(("loss_share", "loss")))

    def transformations(self) -> tuple[Transformation, ...]:
        burning = burning_transformations() if self._burns else ()
        return (EVAPORATION, *burning)

    @property
    def _burns(self) -> bool:
        return self.configuration.choice("heating") == FUEL

    def fired(self, balance: Balance, gas: Flow) -> Flow:
        """The gas after combustion, if there is any; writes duty, loss and the fuel's figures."""
        supplied = self.duty
        if self._burns:
            balance.result(self.duty, 0.0, "no duty besides the fuel")
            gas, heat = self._after_combustion(balance, gas)
            supplied = heat
        else:
            heat = 0.0
            balance.result(self.air_ratio, 0.0, "nothing burns")
        balance.result(self.fuel_heat, heat, "heat of the fuel")
        electric = self.configuration.choice("heating") == ELECTRIC
        balance.result(self.electric_power, self.duty if electric else 0.0, "electricity drawn")
        balance.result(self.external_heat, 0.0 if electric else self.duty, "heat from outside")
        base = balance.positive(supplied, KILOWATT) + TRIFLE
        balance.require(self.loss_share * base - self.loss, "shell loss", "result", self.loss)
        return gas

    def _after_combustion(self, balance: Balance, gas: Flow) -> tuple[Flow, Expression]:
        demand, oxygen = oxygen_to_burn(gas), gas[OXYGEN]
        share = self.combustion
        if self.excess_air is not None:
            balance.require((1.0 + self.excess_air) * (demand + TRACE) - (oxygen + TRACE), "excess air")
        else:
            share = share_that_oxygen_allows(balance, gas, share)
        balance.result(self.air_ratio, (oxygen + TRACE) / (demand + TRACE), "air ratio")
        return burnt(gas, share), heat_of_burning(gas) * share if OXYGEN in gas else 0.0

    @property
    def heat_supplied(self) -> Expression:
        """Fuel heat and duty [W]."""
        return self.fuel_heat + self.duty


class GasFigures(UnitOperation):
    """The figures by which an off-gas is described: normal volume wet and dry, and oxygen in the dry gas."""

    wet_gas = Result("Nm3/h", "off-gas with its water vapour, dust apart")
    dry_gas = Result("Nm3/h", "off-gas without water vapour")
    oxygen = Result("vol%", "oxygen in the dry off-gas")

    def describe_gas(self, balance: Balance, gas: Flow) -> None:
        """Write the figures."""
        whole = gas.gas
        dry = whole.moles - whole[STEAM]
        balance.result(self.wet_gas, whole.moles, "wet gas")
        balance.result(self.dry_gas, dry, "dry gas")
        balance.result(self.oxygen, balance.share(whole[OXYGEN], dry), "oxygen in the dry gas")
