"""Flash tanks: slurry or liquor let down to a lower pressure."""

from __future__ import annotations

from unitops.chemistry.gas import water_saturation_pressure
from unitops.chemistry.phases import WATER
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import Transformation
from unitops.declaration.declared import Choice, Freedom, Inlet, Outlet, Parameter, Result
from unitops.declaration.flow import Expression
from unitops.declaration.operation import UnitOperation
from unitops.declaration.switches import LITTLE, NOTHING
from unitops.declaration.validity import Validity
from unitops.evaporation.boiling import STEAM, elevation_from_activity

COLDEST, HOTTEST = 250.0, 640.0
"""[K] Where the law of vapour pressure has a meaning; iterates may stray beyond."""
LEAST_PRESSURE = 1.0
"""[Pa] Of trial points."""


class FlashTank(UnitOperation):
    """Flash tank: a hot slurry or liquor is let down to a lower pressure and part of its water leaves as steam.

    Nothing reacts and, but for a stated loss, no heat passes the wall. Steam and slurry leave at one temperature T, in
    equilibrium: the partial pressure of steam is that of water at T less the boiling point elevation,

        n P = p(T - b) (n + g)

    with n steam and g other gas [mol/s], which leaves with the steam. A feed that does not boil at the pressure leaves
    without steam; one that is hot enough leaves dry. Steam that enters with a cold feed is condensed. Either the
    pressure is stated or the temperature (then something must boil). Salts, acids and solids do not leave with the
    steam. Steam is an ideal gas.

    Sources: vapour pressure of water, Wagner and Pruss (2002), doi 10.1063/1.1461829; equilibrium flash as in Perry's
    Chemical Engineers' Handbook, 8th ed. (2008), section 13.
    """

    tag, trade, symbol = "FT", "evaporation", "flash-vessel"

    feeds = Inlet("s aq o g", "slurry, liquor or condensate under pressure", many=True)
    slurry = Outlet("s aq o", "what is left")
    vapour = Outlet("g", "steam, with the gas that came along")
    pressure = Parameter(
        101.325, "kPa", low=1.0, high=2e4, says="in the tank", source="let down to the open: standard atmosphere",
        when_empty="calculated",
    )  # fmt: skip
    temperature = Parameter(None, "degC", low=0.0, high=350.0, says="in the tank", when_empty="calculated")
    elevation = Choice(("stated", "from water activity"), says="boiling point elevation")
    stated_elevation = Parameter(
        0.0, "K", low=0.0, high=80.0, says="boiling point elevation if it is stated", source="as water unless stated"
    )
    heat_loss = Parameter(
        0.0, "kW", says="to the surroundings", energy="out", kind="loss", source="none counted unless stated"
    )
    boiling_point_elevation = Result("K", "of the liquor that is left")
    steam = Result("t/h", "that leaves")
    steam_share = Result("%", "of the water that enters, leaving as steam")
    cooling = Result("K", "first feed less what leaves")

    freedoms = (Freedom(("pressure", "temperature")),)
    validity = (
        Validity(
            "temperature", low=0.0, high=HOTTEST - 273.15, says="the law of vapour pressure is held at its end beyond",
            source="Wagner and Pruss 2002, doi 10.1063/1.1461829: triple to critical point",
        ),
    )  # fmt: skip

    def transformations(self) -> tuple[Transformation, ...]:
        """Water and steam turn into each other."""
        wet, dry = frozenset((WATER,)), frozenset((STEAM,))
        return Transformation(wet, dry), Transformation(dry, wet)

    def equations(self, balance: Balance) -> None:
        """Equilibrium, what leaves, energy."""
        contents = balance.mix(self.feeds)
        steam: Expression = 0.0
        if STEAM in balance.book.position:
            steam = self._steam(balance)
            contents = balance.advance(contents, {WATER: -1.0, STEAM: 1.0}, steam - contents[STEAM])
        gas = contents.gas
        balance.leaves(self.slurry, contents.without(gas.ids), T=self.temperature)
        balance.leaves(self.vapour, gas, T=self.temperature)
        balance.energy()
        self._write_results(balance, steam)

    def _steam(self, balance: Balance) -> Expression:
        """Steam that leaves [mol/s]: saturated, or none where the water is colder than that.

        With the slack x = ln(P/p), steam (e^x - 1) = other gas, written as steam x = gas x / (e^x - 1) with neither
        factor below zero (Fischer and Burmeister's function is zero just where that holds); or all the water is steam
        and still there is less than saturation asks for.
        """
        entering = balance.mix(self.feeds)
        water = entering[WATER] + entering[STEAM]
        gas = entering.gas.without([STEAM])
        steam = balance.unknown("steam", 0.0)
        math = balance.math
        boiling = math.fmin(math.fmax(self.temperature - self.boiling_point_elevation, COLDEST), HOTTEST)
        saturated = water_saturation_pressure(boiling, math)
        if "temperature" in self.configuration.stated:
            there = steam + LITTLE
            balance.require(
                self.pressure * there - saturated * (there + gas.moles), "equilibrium of steam", gives=steam
            )
            return steam
        slack = math.log(math.fmax(self.pressure, LEAST_PRESSURE) / saturated)
        apart = slack + NOTHING
        other = 2.0 * water * gas.moles * apart / math.expm1(apart) if gas else 0.0
        slack = (water + LITTLE) * slack
        short = steam + slack - math.sqrt(steam**2 + slack**2 + other + NOTHING**2)
        balance.require(balance.greatest([short, steam - water]), "equilibrium of steam", gives=steam)
        return steam

    def _write_results(self, balance: Balance, steam: Expression) -> None:
        left = balance.left_by(self.slurry)
        value = self.stated_elevation
        if self.elevation == "from water activity" and WATER in left:
            value = elevation_from_activity(balance, left, self.temperature)
        balance.result(self.boiling_point_elevation, value, "boiling point elevation")
        entering = balance.mix(self.feeds)
        water = entering[WATER] + entering[STEAM]
        weight = balance.book.molar_mass(STEAM) if STEAM in balance.book.position else 0.0
        balance.result(self.steam, steam * weight, "steam")
        balance.result(self.steam_share, balance.quotient(steam, water), "share of steam")
        balance.result(self.cooling, self.feeds[0].T - self.temperature, "cooling")
