"""Condensation of water from steam and wet gases, and cooling of gases."""

from __future__ import annotations

from unitops.chemistry.phases import WATER
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import Transformation
from unitops.declaration.declared import Choice, Freedom, Inlet, Outlet, Parameter, Result
from unitops.declaration.operation import UnitOperation
from unitops.declaration.validity import Validity
from unitops.gas.humidity import (
    CONDENSATION,
    EVAPORATION,
    MOST_SATURATED,
    STEAM,
    evaporated,
    relative_humidity,
    saturated_share,
    saturating_vapour,
)

EQUILIBRIUM, COMPLETE = "equilibrium", "complete"


class Condenser(UnitOperation):
    """Steam or wet gas cooled until water condenses.

    With 'equilibrium' the gas that leaves is saturated at the outlet temperature (vapour pressure of Wagner and Pruss
    2002), or keeps all its vapour if it is not; steam without other gas condenses whole. With 'complete' all water
    condenses. Other gases do not condense nor dissolve; drops and solutes in the feed join the condensate. Fixed by
    the outlet temperature or by the heat removed. Valid below the boiling point at the pressure of the gas.
    """

    tag, trade, symbol = "E", "gas", "condenser"

    vapour = Inlet("g aq", "steam or wet gas")
    gas = Outlet("g", "what does not condense", optional=True)
    condensate = Outlet("aq", "water condensed")
    condensation = Choice((EQUILIBRIUM, COMPLETE), says="how far the water condenses")
    temperature = Parameter(None, "degC", low=0.0, high=300.0, says="of condensate and gas", when_empty="calculated")
    duty = Parameter(None, "kW", says="heat removed", when_empty="calculated", energy="out", kind="heat")
    pressure_drop = Parameter(0.0, "kPa", low=0.0, says="of the gas", source="none assumed")
    condensed = Result("t/h", "water condensed")
    saturation = Result("1", "share of water in the gas at saturation, where the gas is saturated")

    freedoms = (Freedom(("temperature", "duty")),)
    validity = (Validity("saturation", high=MOST_SATURATED, says="at the boiling point of water nothing condenses"),)

    def transformations(self) -> tuple[Transformation, ...]:
        return (CONDENSATION,)

    def holds_back(self, outlet: str) -> frozenset[str]:
        whole = self.configuration.choice("condensation") == COMPLETE
        return frozenset({STEAM}) if outlet == "gas" and whole else frozenset()

    def equations(self, balance: Balance) -> None:
        vapour = self.vapour
        P = vapour.P - self.pressure_drop
        steam, dry = vapour[STEAM], vapour.gas.without([STEAM])
        gas, liquor = dry, vapour.aqueous
        stays, share = 0.0, 0.0
        if self.condensation == EQUILIBRIUM and dry and STEAM in vapour:
            share = saturated_share(balance, self.temperature, P)
            stays = saturating_vapour(balance, dry.moles, share, steam)
            gas = gas.changed({STEAM: stays})
        if STEAM in vapour:
            liquor = liquor.changed({WATER: steam - stays})
        balance.leaves(self.gas, gas, T=self.temperature, P=P)
        balance.leaves(self.condensate, liquor, T=self.temperature, P=P)
        balance.energy()
        balance.result(self.saturation, share, "saturation")
        molar_mass = balance.book.molar_mass(STEAM) if STEAM in vapour else 0.0
        balance.result(self.condensed, (steam - stays) * molar_mass, "water condensed")


class GasCooler(UnitOperation):
    """Hot gas cooled by sprayed water that evaporates whole, or through a wall.

    'spray': adiabatic; where the rate of the water feed is left empty it follows from the temperature entered, where
    it is entered the temperature follows. 'wall': the temperature is entered and the duty follows (a waste heat boiler,
    a jacket, a cooling coil). A relative humidity above 1 says that the gas cannot hold its water: use a scrubber or
    a condenser. Dust goes with the gas. The water must be free of solutes.
    """

    tag, trade, symbol = "GC", "gas", "gas-cooler"

    gas = Inlet("s g", "hot gas")
    water = Inlet("aq", "water sprayed into it", optional=True)
    cooled = Outlet("s g", "cooled gas")
    kind = Choice(("spray", "wall"), says="how it is cooled")
    temperature = Parameter(None, "degC", low=-50.0, high=2000.0, says="of the cooled gas", when_empty="calculated")
    pressure_drop = Parameter(0.5, "kPa", low=0.0, says="of the gas", source="engineering practice")
    duty = Result("kW", "heat removed through the wall", energy="out", kind="heat")
    relative_humidity = Result("1", "of the cooled gas; above 1 it cannot hold its water")
    validity = (
        Validity(
            "relative_humidity", high=1.0, says="the gas cannot hold its water; use a scrubber or a condenser",
            source="Wagner and Pruss 2002, doi 10.1063/1.1461829",
        ),
    )  # fmt: skip

    def transformations(self) -> tuple[Transformation, ...]:
        return (EVAPORATION,)

    def equations(self, balance: Balance) -> None:
        cooled = evaporated(balance.mix(self.gas, self.water))
        P = self.gas.P - self.pressure_drop
        balance.leaves(self.cooled, cooled, T=self.temperature, P=P)
        if self.kind == "spray":
            balance.result(self.duty, 0.0, "no heat through the wall")
        balance.energy()
        balance.result(
            self.relative_humidity,
            relative_humidity(balance, cooled.gas, self.temperature, P),
            "relative humidity",
        )
