"""Evaporators heated by steam, in one or several effects."""

from __future__ import annotations

from unitops.chemistry.canonical import basis
from unitops.chemistry.gas import water_saturation_pressure
from unitops.chemistry.phases import WATER
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import Transformation
from unitops.declaration.declared import Choice, Inlet, Outlet, Parameter, Result
from unitops.declaration.flow import Expression, Flow, total
from unitops.declaration.operation import UnitOperation
from unitops.evaporation.boiling import (
    HOW_MUCH,
    STEAM,
    WATER_HEAT_CAPACITY,
    Boiling,
    elevation_from_activity,
    latent_heat,
)


class ConcentratingUnit(Boiling, UnitOperation):
    """The base of evaporators: liquor in, concentrate and pure water out."""

    feeds = Inlet("s aq", "liquor, with or without solids", many=True)
    concentrate = Outlet("s aq", "what is left after boiling")
    pressure = Parameter(
        101.325, "kPa", low=1.0, high=2e3, says="at which concentrate and condensate are pumped out",
        source="open tanks downstream: standard atmosphere",
    )  # fmt: skip
    elevation = Choice(("stated", "from water activity"), says="boiling point elevation")
    stated_elevation = Parameter(
        3.0, "K", low=0.0, high=80.0, says="boiling point elevation if it is stated",
        source="engineering practice: sulfate liquors of 15 to 25 % boil 1 to 4 K above water",
    )  # fmt: skip
    heat_loss = Parameter(
        0.0, "kW", says="to the surroundings", energy="out", kind="loss", source="none counted unless stated"
    )  # fmt: skip

    freedoms = (HOW_MUCH,)

    def boiled_off(self, balance: Balance) -> Expression:
        """Water boiled off [mol/s]."""
        return self.water_evaporated / balance.book.molar_mass(WATER)

    def concentrated(self, balance: Balance, boiled: Expression) -> Flow:
        """The feeds without the water that is boiled off."""
        return balance.mix(self.feeds).changed({WATER: -boiled})

    def write_elevation(self, balance: Balance, left: Flow, T: Expression) -> None:
        """Give the boiling point elevation of the liquor that leaves."""
        value = self.stated_elevation
        if self.elevation == "from water activity" and WATER in left:
            value = elevation_from_activity(balance, left, T)
        balance.result(self.boiling_point_elevation, value, "boiling point elevation")


class Evaporator(ConcentratingUnit):
    """Evaporator with one to six effects in forward feed, heated by steam.

    The liquor boils at ``first_temperature`` in the first and at ``temperature`` in the last or only effect, linear
    in between. The vapour of an effect is saturated pure water at T - b, with b the boiling point elevation of the
    concentrate in every effect (on the safe side), and heats the next effect:

        v(i) l(i) = v(i-1) l(i-1) + c (m(i) + k(i)) (T(i-1) - T(i)),   i = 2 ... N,   v(1) + ... + v(N) = V

    with v [mol/s] boiled off, l the latent heat, m the water of the liquor and k the condensate that flash from the
    effect before, c their heat capacity. The steam's heat follows from the energy balance of the whole with the
    enthalpies of its streams, so that heating of the feed and the heat of concentrating are carried by the steam. The
    last vapour leaves by ``vapour``, superheated by b, or is condensed with ``condenser_heat`` and joins the
    condensate. Condensate of vapour flashes from heating side to heating side and leaves at the last one's saturation
    temperature, unless a lower ``condensate_temperature`` is entered: the heat then goes to the feed. Venting of gases
    and carry-over of liquor are not counted.

    b is stated, or - R T^2 ln a / l from the activity a of water (Pitzer). Crystals that should form do not: use a
    crystalliser.

    Source: Perry's Chemical Engineers' Handbook, 8th ed. (2008), section 11, evaporators.
    """

    tag, trade, symbol = "EV", "evaporation", "evaporator"

    vapour = Outlet("g", "vapour of the last effect; not connected: it is condensed here", optional=True)
    condensate = Outlet("aq", "condensed vapour: pure water", optional=True)
    effects = Choice(("1", "2", "3", "4", "5", "6"), says="number of effects")
    temperature = Parameter(
        70.0, "degC", low=20.0, high=200.0, says="of the liquor in the last or only effect",
        source="engineering practice: vacuum of 70 to 80 kPa below atmosphere",
    )  # fmt: skip
    first_temperature = Parameter(
        105.0, "degC", low=20.0, high=200.0, says="of the liquor in the first of several effects",
        source="engineering practice: heated by steam of 1.5 to 2 bar",
    )  # fmt: skip
    steam_temperature = Parameter(
        120.0, "degC", low=60.0, high=250.0, says="at which the heating steam condenses",
        source="engineering practice: steam of 2 bar",
    )  # fmt: skip
    condensate_temperature = Parameter(
        None, "degC", low=5.0, high=200.0, says="after giving heat to the feed; empty: as it is condensed",
        when_empty="absent",
    )  # fmt: skip
    steam_heat = Result("kW", "given by the heating steam", energy="in", kind="heat")
    condenser_heat = Result("kW", "taken by the condenser's cooling water", energy="out", kind="heat")
    steam_rate = Result("t/h", "heating steam, saturated, its condensate returned hot")
    steam_economy = Result("1", "water evaporated over heating steam by mass")
    heat_per_water = Result("kWh/t", "steam heat per water evaporated")
    mean_difference = Result("K", "temperature difference over a heating surface, mean of the effects")

    def transformations(self) -> tuple[Transformation, ...]:
        return (Transformation(frozenset((WATER,)), frozenset((STEAM,))),)

    def holds_back(self, outlet: str) -> frozenset[str]:
        return frozenset(basis()) - {WATER} if outlet == "condensate" else frozenset()

    def equations(self, balance: Balance) -> None:
        count, T = int(self.effects), self.temperature
        boiled = self.boiled_off(balance)
        entering = balance.mix(self.feeds)
        left = self.concentrated(balance, boiled)
        balance.leaves(self.concentrate, left, T=T)
        self.write_how_much(balance, entering, left, T)
        self.write_elevation(balance, left, T)
        saturated = [t - self.boiling_point_elevation for t in self._temperatures(count)]
        latent = [latent_heat(t) for t in saturated]
        shares = self._boiled_by_effect(balance, entering[WATER], boiled, latent, count)
        away = shares[-1] if self.vapour.connected else 0.0
        balance.leaves(
            self.vapour,
            balance.flow({STEAM: away} if self.vapour.connected else {}),
            T=T,
            P=water_saturation_pressure(saturated[-1], balance.math),
        )
        self._write_condensate(balance, saturated, boiled - away, count)
        condensing = 0.0 if self.vapour.connected else shares[-1] * latent[-1] + self._flash(shares, count)
        balance.result(self.condenser_heat, condensing, "condenser heat")
        self._write_steam(balance, count)
        balance.energy()

    def _temperatures(self, count: int) -> list[Expression]:
        if count == 1:
            return [self.temperature]
        step = (self.temperature - self.first_temperature) / (count - 1)
        return [self.first_temperature + step * k for k in range(count)]

    def _flash(self, shares: list[Expression], count: int) -> Expression:
        """Heat [W] of the condensate that flashes on its way to the condenser."""
        drop = (self.first_temperature - self.temperature) / max(count - 1, 1)
        return WATER_HEAT_CAPACITY * drop * total(shares[:-1])

    def _boiled_by_effect(
        self, balance: Balance, water: Expression, boiled: Expression, latent: list[Expression], count: int
    ) -> list[Expression]:
        """Water boiled off in each effect [mol/s], each written as a + b v(1), with v(1) from their sum."""
        drop = (self.first_temperature - self.temperature) / max(count - 1, 1)
        free: list[Expression] = [0.0]
        slope: list[Expression] = [1.0]
        for k in range(1, count):
            # What boiled off before lacks in the liquor; but for the last of it, it flashes as condensate.
            lacking, flashing = total(free), total(free[:-1])
            lacking_slope, flashing_slope = total(slope), total(slope[:-1])
            flash = WATER_HEAT_CAPACITY * drop / latent[k]
            ratio = latent[k - 1] / latent[k]
            free.append(ratio * free[-1] + flash * (water - lacking + flashing))
            slope.append(ratio * slope[-1] - flash * (lacking_slope - flashing_slope))
        whole, by_first = total(free), total(slope)
        first = (boiled - whole) / by_first
        return [a + b * first for a, b in zip(free, slope, strict=True)]

    def _write_condensate(
        self, balance: Balance, saturated: list[Expression], condensed: Expression, count: int
    ) -> None:
        """Condensate that stays here, flashed down to the coldest heating side or condenser, or as stated."""
        T = self.condensate_temperature
        if T is None:
            T = saturated[-2] if self.vapour.connected and count > 1 else saturated[-1]
        nothing = count == 1 and self.vapour.connected
        balance.leaves(self.condensate, balance.flow({} if nothing else {WATER: condensed}), T=T)

    def _write_steam(self, balance: Balance, count: int) -> None:
        molar = balance.book.molar_mass(WATER)
        per_mass = latent_heat(self.steam_temperature) / molar
        balance.result(self.steam_rate, self.steam_heat / per_mass, "heating steam")
        economy = balance.quotient(self.water_evaporated, self.steam_rate)
        balance.result(self.steam_economy, economy, "steam economy")
        per_water = balance.quotient(self.steam_heat, self.water_evaporated)
        balance.result(self.heat_per_water, per_water, "heat per water evaporated")
        span = self.steam_temperature - self.temperature - (count - 1) * self.boiling_point_elevation
        balance.result(self.mean_difference, span / count, "mean temperature difference")
