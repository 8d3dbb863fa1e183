"""What every agitated vessel has: feeds, a dosed reagent, a vent, heat, volume."""

from __future__ import annotations

from collections.abc import Iterator

from unitops.chemistry.phases import PROTON, WATER
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import Transformation
from unitops.declaration.declared import (
    Freedom,
    Inlet,
    Outlet,
    Parameter,
    Reactions,
    Result,
    Words,
)
from unitops.declaration.flow import Expression, Flow
from unitops.declaration.operation import UnitOperation
from unitops.declaration.switches import NOTHING
from unitops.errors import InputError
from unitops.hydrometallurgy.aqueous_solids import dissolution
from unitops.hydrometallurgy.dosing import (
    DOSE,
    NAME_ACTIVE,
    NO_ACTIVE,
    SULFURIC_ACID,
    Dosing,
    dosed,
    liquor_fed,
    molar_mass,
    needed,
    ratio,
)
from unitops.hydrometallurgy.venting import (
    Vent,
    carries_vapour,
    evaporation_transformation,
    vapour_carried,
    vapour_transformations,
    vented,
)

HEAT = Freedom(("temperature", "duty"))
SIZE = Freedom(("residence_time", "volume"))
MOST_EVAPORATED = 0.9
"""Share of the water that may leave as vapour: a tank is no dryer, and some water is left for a dose to act on."""


class AgitatedVessel(Dosing, Vent, UnitOperation):
    """The base of tanks, leach tanks and precipitators: perfectly mixed, at one temperature, steady.

    What enters is mixed; the solids named under ``dissolving`` go into solution; the stated reactions run; what the
    kind of vessel adds happens; gas leaves by the vent. Either the temperature is given and the duty follows, or
    the duty (0: no heating or cooling). Heat is lost through the wall, area x coefficient x (T - surroundings).
    The volume is that of liquor and solids times the residence time; gas is not counted.
    """

    feeds = Inlet("s aq o g", "slurry, solids, liquor, wash water", many=True)
    gas = Inlet("g", "air, oxygen, carbon dioxide or steam blown in", optional=True, many=True)
    slurry = Outlet("s aq o", "what leaves the vessel, liquor and solids")
    reactions = Reactions("what reacts, with a conversion of a named reactant")
    dissolving = Words("solids that dissolve wholly on entering, such as Na2CO3(s), NaOH(s)")
    pressure = Parameter(
        101.325, "kPa", low=1.0, high=2e4, says="in the gas space",
        source="open vessel: standard atmosphere",
    )  # fmt: skip
    temperature = Parameter(None, "degC", low=-20.0, high=300.0, says="of the contents", when_empty="calculated")
    duty = Parameter(
        0.0, "kW", says="heat supplied (negative: removed)", energy="in", kind="heat",
        source="no heating or cooling unless stated",
    )  # fmt: skip
    agitator_power = Parameter(
        0.0,
        "kW",
        low=0.0,
        says="power of the agitators, all of which ends as heat",
        source="none counted unless stated",
    )
    wall_area = Parameter(0.0, "m2", low=0.0, says="through which heat is lost", source="none counted unless stated")
    wall_coefficient = Parameter(
        10.0, "W/m2/K", low=0.0, high=500.0, says="of heat loss, contents to surroundings",
        source="engineering practice: bare steel wall in still air",
    )  # fmt: skip
    surroundings = Parameter(
        25.0, "degC", low=-60.0, high=80.0, says="temperature of the air", source="engineering practice"
    )
    tanks = Parameter(1.0, "1", low=1.0, high=100.0, says="vessels that share the volume", source="one vessel")
    residence_time = Parameter(
        1.0,
        "h",
        low=0.0,
        says="of the slurry",
        source="engineering practice; from test work where there is any",
    )
    volume = Parameter(None, "m3", low=0.0, says="filled volume of all vessels", when_empty="calculated")
    volume_each = Result("m3", "filled volume of one vessel")
    power = Result("kW", "electricity of the agitators", energy="in", kind="power")
    heat_loss = Result("kW", "through the wall", energy="out", kind="loss")
    percent_solids = Result("%", "solids by mass in the slurry that leaves")
    gas_given_off = Result("t/h", "by the vent, water vapour included")

    validity = (carries_vapour("gas_given_off"),)
    freedoms = (DOSE, HEAT, SIZE)

    # -- for the kinds of vessel -----------------------------------------------------------------------------------

    def reacted(self, balance: Balance, contents: Flow) -> Flow:
        """The contents after the stated reactions, at their conversions unless a kind says otherwise."""
        return balance.react(contents, self.reactions)

    @property
    def number_of_tanks(self) -> Expression:
        """Vessels that share the volume."""
        return self.tanks

    def converted(self, balance: Balance, contents: Flow) -> Flow:
        """What the kind of vessel makes of its contents; as they are, unless a kind says otherwise."""
        return contents

    def what_else_dissolves(self) -> tuple[str, ...]:
        """Solids that dissolve wholly besides those entered."""
        return ()

    @property
    def inside_temperature(self) -> Expression:
        """That of the slurry [K]: a state of its stream, so that matter can be solved before heat."""
        return self.slurry.T

    # -- the rest --------------------------------------------------------------------------------------------------

    def transformations(self) -> tuple[Transformation, ...]:
        changes = [_transformation(solid) for solid in self._dissolving()]
        if "vent" in self.configuration.connected:
            changes += [*vapour_transformations(), evaporation_transformation()]
        return tuple(changes)

    def _dissolving(self) -> tuple[str, ...]:
        words = dict(self.configuration.words)
        return tuple(dict.fromkeys((*words["dissolving"], *self.what_else_dissolves())))

    def everything_dissolved(self, balance: Balance, contents: Flow) -> Flow:
        """The contents with the solids that dissolve wholly in solution."""
        for solid, share in self._dissolving_shares():
            if solid in contents:
                contents = balance.advance(contents, dissolution(solid), contents[solid] * share)
        return contents

    def _dissolving_shares(self) -> Iterator[tuple[str, Expression]]:
        for solid in self._dissolving():
            yield solid, self.utilisation if solid in self.active else 1.0

    def fed(self, balance: Balance) -> Flow:
        """What enters but for the reagent."""
        return balance.mix(self.feeds, self.gas)

    def equations(self, balance: Balance) -> None:
        """Mix, dissolve, react, convert, vent; then dose, heat and size."""
        entering = balance.mix(self.fed(balance), self.reagent)
        contents = self.reacted(balance, self.everything_dissolved(balance, entering))
        contents = self.converted(balance, contents)
        vapour = self._vapour(balance, contents)
        slurry, gas = vented(balance, contents, self.vent, vapour)
        balance.leaves(self.slurry, slurry, T=self.temperature)
        balance.leaves(self.vent, gas, T=self.temperature)
        left = self.what_left(balance)
        self._write_size(balance, left, gas)
        self._write_dose(balance, left)
        loss = self.wall_area * self.wall_coefficient * (self.inside_temperature - self.surroundings)
        balance.result(self.power, self.agitator_power, "power of the agitators")
        balance.result(self.heat_loss, loss, "heat loss")
        balance.energy()

    def _vapour(self, balance: Balance, contents: Flow) -> Expression:
        """Water vapour [mol/s] that the liquor gives, at most the better part of its water."""
        if not self.vent.connected or WATER not in contents:
            return 0.0
        carried = vapour_carried(balance, contents, self.humidity, self.inside_temperature, self.pressure)
        evaporated = self.evaporation / balance.book.molar_mass(WATER)
        math = balance.math
        return math.fmax(math.fmin(carried + evaporated, MOST_EVAPORATED * contents[WATER]), 0.0)

    def what_left(self, balance: Balance) -> Flow:
        """The slurry by the symbols of its stream."""
        return balance.left_by(self.slurry)

    def _write_size(self, balance: Balance, left: Flow, gas: Flow) -> None:
        flow = balance.solids_volume(left)
        self.liquor_left = balance.liquor_volume(left, self.inside_temperature) if WATER in left else 0.0
        balance.require(
            self.residence_time * (flow + self.liquor_left + NOTHING) - self.volume,
            "volume",
            "result",
            self.volume,
        )
        each = self.volume_each * self.number_of_tanks - self.volume
        balance.require(each, "volume of one vessel", "result", self.volume_each)
        solids = left.solid.mass
        self.ratio(balance, "percent_solids", solids, left.mass, "solids by mass")
        balance.result(self.gas_given_off, gas.mass, "gas given off")

    def ratio(self, balance: Balance, name: str, part: Expression, whole: Expression, says: str) -> None:
        """The parameter or result named is part over whole."""
        stated = name in self.configuration.stated
        ratio(balance, self.bound[name], part, whole, says, stated=stated)

    def _write_dose(self, balance: Balance, left: Flow) -> None:
        if "stoichiometric_ratio" in self.configuration.stated and not self.active:
            raise InputError(NO_ACTIVE, place="active", remedy=NAME_ACTIVE)
        fed, reagent = self.fed(balance), self.reagent
        amount = dosed(reagent, self.active)
        mass = amount * molar_mass(self.active[0]) if self.active else reagent.mass
        need = needed(balance, fed, self.active, self.needs, self.reactions)
        self.ratio(balance, "stoichiometric_ratio", amount, need, "stoichiometric ratio")
        self.ratio(balance, "dose_per_solids", mass, fed.solid.mass, "dose per solids")
        self.ratio(balance, "dose_per_liquor", mass, liquor_fed(balance, self.feeds), "dose per liquor")
        protons = 0.5 * SULFURIC_ACID * balance.available(left, PROTON)
        self.ratio(balance, "free_acid", protons, self.liquor_left, "free acid")
        named = [s for s in self.residual_species if s in left]
        remaining = left[named[0]] * balance.book.molar_mass(named[0]) if named else 0.0
        self.ratio(balance, "residual", remaining, self.liquor_left if named else 0.0, "residual concentration")


def _transformation(solid: str) -> Transformation:
    """A solid that dissolves needs water and brings its ions."""
    makes = frozenset(s for s, count in dissolution(solid).items() if count and s != solid)
    return Transformation(frozenset((solid, WATER)), makes | {PROTON} if PROTON in makes else makes)
