"""Leaching of crushed ore in heaps."""

from __future__ import annotations

from unitops.chemistry.phases import PROTON, WATER
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import ReactionEntry, Transformation
from unitops.declaration.declared import Choice, Freedom, Inlet, Outlet, Parameter, Reactions, Result, Words
from unitops.declaration.flow import Expression, Flow, total
from unitops.declaration.operation import UnitOperation
from unitops.declaration.validity import Limit, Numbers, Validity
from unitops.errors import InputError
from unitops.hydrometallurgy.dosing import SULFURIC_ACID, liquor_fed, ratio
from unitops.hydrometallurgy.venting import (
    carries_vapour,
    evaporation_transformation,
    vapour_carried,
    vapour_transformations,
    vented,
)
from unitops.reactors.conversion_laws import (
    FIRST_ORDER,
    LAYER,
    REACTION,
    unconverted_first_order,
    unconverted_in_plug_flow,
)
from unitops.solid_liquid.separator import held_share

AS_ENTERED = "as entered"
BY_TIME, BY_RATIO = "leach time", "leach ratio"
MOST_EVAPORATED = 0.9
"""Share of the water that may leave as vapour, so that a heap under trial conditions never runs dry."""
WATER_DENSITY = 1000.0
"""[kg/m3] By which rain and evaporation in depth of water are counted."""


def _irrigated_moisture(numbers: Numbers) -> float:
    return numbers["irrigated_moisture"]


class HeapLeach(UnitOperation):
    """Heap leach: ore, curing acid and lixiviant in; pregnant solution (PLS), leached ore (ripios), vapour out.

    The heap is taken as steady: so much ore is stacked and so much removed as is fed, and every tonne is irrigated for
    the same time. Irrigation q, lift height h, bulk density b and leach ratio L (m3 of lixiviant per t of dry ore) give
    the time under leach, t = b h L / q; the cycle adds the days of curing, drainage and handling. Area and ore under
    leach follow from the tonnage.

    ``reactions`` are those of the value minerals and whatever goes with them (jarosite, iron oxidation by air); their
    conversions hold as entered, or are the ultimate ones, of which the share X is reached: first order
    X = 1 - exp(-t/tau), shrinking core 1 - (1-X)^(1/3) = t/tau (reaction) or 1 - 3 (1-X)^(2/3) + 2 (1-X) = t/tau
    (product layer). Instead of the time, the leach ratio may drive them, L over a characteristic ratio.
    ``gangue_reactions`` follow and take what acid is left. The conversions of those that take acid are multiplied by
    one factor, entered or found so that the gangue asks for so many kg of H2SO4 per t. No reaction takes more acid than
    there is.

    Water: the leached ore leaves with its drained moisture, wet basis, as liquor of the composition of the PLS; water
    evaporates as a share of the water irrigated or by depth over the irrigated area, and into air blown through.
    Rain falls on the whole pad. Without a stream at ``vapour`` nothing evaporates and no gas may form. Solids do not
    leave with the PLS. ``heat_gain`` is what sun, ground and air give; usually the change of temperature is entered.
    Acid is counted as protons that no weak acid holds, as H2SO4.

    Sources: Schlesinger, King, Sole and Davenport, Extractive Metallurgy of Copper, 5th ed. (2011), chapter 15; laws of
    recovery: Levenspiel, Chemical Reaction Engineering, 3rd ed. (1999), chapter 25.
    """

    tag, trade, symbol = "HL", "hydrometallurgy", "heap"

    ore = Inlet("s aq", "crushed ore with its moisture", many=True)
    acid = Inlet("aq", "acid for curing; its feed may be left without a rate", optional=True)
    water = Inlet("aq", "water or raffinate for agglomeration; its feed may be left without a rate", optional=True)
    lixiviant = Inlet("aq o", "raffinate or other solution that irrigates; one feed may lack a rate", many=True)
    rain = Inlet("aq", "rain; its feed may be left without a rate", optional=True)
    air = Inlet("g", "air blown in under the heap", optional=True, many=True)
    pls = Outlet("aq o", "pregnant leach solution, with what drains after irrigation")
    ripios = Outlet("s aq o", "leached ore with its drained moisture")
    vapour = Outlet("g", "water that evaporates, air and gas given off", optional=True)

    reactions = Reactions("of the value minerals, each with its recovery, in the order of their steps")
    gangue_reactions = Reactions("by which gangue takes acid, after the others")
    recovery_law = Choice(
        (AS_ENTERED, FIRST_ORDER, REACTION, LAYER), says="whether conversions hold as entered or are the ultimate ones"
    )
    recovery_by = Choice((BY_TIME, BY_RATIO), says="what drives the law of recovery")
    key_element = Words("element whose recovery and grade are reported, such as Cu")

    characteristic_time = Parameter(
        None, "d", low=1e-3, high=1e5, says="of the law of recovery: 1/k, or for complete leaching of a particle",
        when_empty="absent",
    )  # fmt: skip
    characteristic_ratio = Parameter(
        None, "m3/t", low=1e-4, high=1e4, says="of the law of recovery, where the leach ratio drives it",
        when_empty="absent",
    )  # fmt: skip
    gangue_extent = Parameter(
        1.0, "1", low=0.0, says="by which the conversions of the gangue are multiplied", when_empty="calculated"
    )
    gangue_acid = Parameter(
        None, "kg/t", low=0.0, high=1000.0, says="H2SO4 that the gangue asks for, per dry ore", when_empty="calculated"
    )
    cure_acid = Parameter(
        None, "kg/t", low=0.0, high=500.0, says="H2SO4 by the curing acid, per dry ore", when_empty="calculated"
    )
    cure_water = Parameter(
        None, "kg/t", low=0.0, high=500.0, says="agglomeration water, per dry ore", when_empty="calculated"
    )
    leach_ratio = Parameter(
        None, "m3/t", low=0.0, high=100.0, says="lixiviant per dry ore over the cycle", when_empty="calculated"
    )
    irrigation_rate = Parameter(
        5.0, "L/m2/h", low=0.05, high=100.0, says="lixiviant per area under leach", when_empty="calculated",
        source="Minera Las Cenizas, environmental declaration of the Taltal oxide plant (2021), section 1.8.1",
    )  # fmt: skip
    leach_time = Parameter(None, "d", low=0.0, high=3000.0, says="under irrigation", when_empty="calculated")
    lift_height = Parameter(
        5.0, "m", low=0.2, high=200.0, says="of the ore under leach",
        source="Minera Las Cenizas, environmental declaration of the Taltal oxide plant (2021), section 1.8.1",
    )  # fmt: skip
    bulk_density = Parameter(
        1.6, "t/m3", low=0.5, high=4.0, says="of the stacked ore, dry",
        source="Thiel and Smith, State of the Practice Review of Heap Leach Pad Design (2003): 1.5 to 1.8 t/m3",
    )  # fmt: skip
    curing_time = Parameter(
        7.0, "d", low=0.0, high=365.0, says="rest between stacking and irrigation",
        source="Codelco Chuquicamata, report on the semi-industrial ripios heap (2012), section 4.1",
    )  # fmt: skip
    drainage_time = Parameter(
        0.0, "d", low=0.0, high=365.0, says="from the end of irrigation to removal", source="none counted unless stated"
    )
    handling_time = Parameter(
        0.0, "d", low=0.0, high=365.0, says="for stacking and removal", source="none counted unless stated"
    )
    moisture = Parameter(
        10.0, "%", low=0.0, high=60.0, says="liquor by mass in the leached ore, drained",
        source="engineering practice: 8 to 12 % for crushed and agglomerated ore; better from column tests",
    )  # fmt: skip
    irrigated_moisture = Parameter(
        15.0, "%", low=0.0, high=60.0, says="liquor by mass in the ore under irrigation",
        source="engineering practice: 3 to 6 points above the drained moisture",
    )  # fmt: skip
    evaporation_share = Parameter(
        5.0, "%", low=0.0, high=100.0, says="water irrigated that evaporates", when_empty="calculated",
        source="engineering practice: 3 to 8 % with drip emitters in a dry climate",
    )  # fmt: skip
    evaporation_rate = Parameter(
        None, "L/m2/h", low=0.0, high=10.0, says="water evaporated per area under leach; 5 mm/d is 0.21 L/m2/h",
        when_empty="calculated",
    )  # fmt: skip
    rainfall = Parameter(
        None, "L/m2/h", low=0.0, high=100.0, says="rain on the pad; 1 mm/d is 0.042 L/m2/h", when_empty="calculated"
    )
    humidity = Parameter(
        1.0, "1", low=0.0, high=1.0, says="of air and gas that leave, relative to saturation",
        source="engineering practice: gas that has passed a wet heap is saturated",
    )  # fmt: skip
    pressure = Parameter(
        101.325, "kPa", low=30.0, high=200.0, says="of the air", source="standard atmosphere at sea level"
    )  # fmt: skip
    temperature_change = Parameter(
        0.0, "K", low=-100.0, high=100.0, says="solution that leaves less first lixiviant", when_empty="calculated",
        source="sun and ground make good for evaporation unless measured",
    )  # fmt: skip
    temperature = Parameter(None, "degC", low=-10.0, high=95.0, says="of what leaves", when_empty="calculated")
    heat_gain = Parameter(
        None, "kW", says="from sun, ground and air", energy="in", kind="loss", when_empty="calculated"
    )

    share_reached = Result("1", "of the ultimate conversions, reached in the cycle")
    extraction = Result("%", "key element of the ore's solids that has left them")
    recovery = Result("%", "key element that the PLS gains over the lixiviant, of that in the ore's solids")
    grade = Result("g/L", "key element in the PLS")
    free_acid = Result("g/L", "in the PLS, as H2SO4")
    acid_consumption = Result("kg/t", "free acid fed less free acid that leaves, per dry ore")
    acid_per_metal = Result("kg/kg", "acid consumption per key element extracted")
    pls_flow = Result("m3/h", "pregnant solution")
    evaporated = Result("t/h", "water that leaves as vapour")
    retained = Result("t/h", "liquor that leaves with the ripios")
    drained = Result("t/h", "liquor that drains from the ore after irrigation, part of the PLS")
    cycle_time = Result("d", "curing, leach, drainage and handling")
    irrigated_area = Result("m2", "under irrigation")
    pad_area = Result("m2", "of the ore in all parts of the cycle")
    ore_under_leach = Result("t", "dry ore under irrigation")
    liquor_inventory = Result("m3", "liquor in the ore under irrigation")
    metal_inventory = Result("t", "key element dissolved in that liquor, at the grade of the PLS")

    validity = (
        carries_vapour("evaporated"),
        Validity(
            "moisture", high=Limit("the moisture under irrigation", _irrigated_moisture),
            says="drained ore holds no more liquor than under irrigation",
        ),
        Validity(
            "evaporation_share", high=100.0 * MOST_EVAPORATED,
            says="a heap that loses more water runs dry; what evaporates is held there",
        ),
    )  # fmt: skip
    freedoms = (
        Freedom(("gangue_extent", "gangue_acid")),
        Freedom(("cure_acid",), open=True),
        Freedom(("cure_water",), open=True),
        Freedom(("leach_ratio",), open=True),
        Freedom(("irrigation_rate", "leach_time")),
        Freedom(("evaporation_share", "evaporation_rate")),
        Freedom(("rainfall",), open=True),
        Freedom(("temperature_change", "temperature", "heat_gain")),
    )

    def transformations(self) -> tuple[Transformation, ...]:
        """Water may evaporate where there is a way out for it."""
        if "vapour" not in self.configuration.connected:
            return ()
        return (*vapour_transformations(), evaporation_transformation())

    def equations(self, balance: Balance) -> None:
        """Times and areas; leach, evaporate, drain; results."""
        ore = balance.mix(self.ore)
        lixiviant = balance.mix(self.lixiviant)
        self._write_cycle(balance, ore.solid.mass, liquor_fed(balance, self.lixiviant))
        entering = balance.mix(ore, self.acid, self.water, lixiviant, self.rain, self.air)
        leached = self._leached(balance, ore, entering)
        solution, gas = vented(balance, leached, self.vapour, self._vapour(balance, leached, lixiviant))
        per_solids = self.moisture / (1.0 - self.moisture)
        share = held_share(balance, solution.solid.mass, solution.liquid.mass, per_solids)
        balance.require(
            self.lixiviant[0].T + self.temperature_change - self.temperature,
            "change of temperature",
            "temperature",
            self.temperature_change,
        )
        balance.leaves(self.pls, solution.liquid * (1.0 - share), T=self.temperature)
        balance.leaves(self.ripios, solution.solid + solution.liquid * share, T=self.temperature)
        balance.leaves(self.vapour, gas, T=self.temperature)
        balance.energy()
        self._write_metal(balance, ore, lixiviant)
        self._write_liquor(balance, ore, entering, gas)

    # -- time and place --------------------------------------------------------------------------------------------

    def _write_cycle(self, balance: Balance, ore: Expression, irrigated: Expression) -> None:
        self._ratio(balance, "leach_ratio", irrigated, ore, "leach ratio")
        stacked = self.bulk_density * self.lift_height
        stated = "leach_time" in self.configuration.stated
        balance.require(
            self.leach_time * self.irrigation_rate - stacked * self.leach_ratio,
            "time under leach",
            "result",
            self.irrigation_rate if stated else self.leach_time,
        )
        cycle = self.curing_time + self.leach_time + self.drainage_time + self.handling_time
        balance.result(self.cycle_time, cycle, "cycle")
        balance.result(self.ore_under_leach, ore * self.leach_time, "ore under leach")
        balance.result(self.irrigated_area, ore * self.leach_time / stacked, "irrigated area")
        balance.result(self.pad_area, ore * self.cycle_time / stacked, "area of the pad")
        self._ratio(balance, "cure_acid", self._acid(balance, self.acid), ore, "curing acid")
        self._ratio(balance, "cure_water", self.water.mass, ore, "agglomeration water")
        self._ratio(balance, "rainfall", self.rain.mass / WATER_DENSITY, self.pad_area, "rainfall")

    def _ratio(self, balance: Balance, name: str, part: Expression, whole: Expression, says: str) -> None:
        ratio(balance, self.bound[name], part, whole, says, stated=name in self.configuration.stated)

    def _acid(self, balance: Balance, flow: Flow) -> Expression:
        """Free acid in a flow, as H2SO4 [kg/s]."""
        return 0.5 * SULFURIC_ACID * balance.available(flow, PROTON)

    # -- leach -----------------------------------------------------------------------------------------------------

    def _leached(self, balance: Balance, ore: Flow, entering: Flow) -> Flow:
        balance.result(self.share_reached, self._share_reached(balance), "share of the ultimate conversions")
        reached = [(entry, conversion * self.share_reached) for entry, conversion in self.reactions]
        leached = balance.react(entering, reached)
        self._write_gangue(balance, ore)
        extent = self.gangue_extent
        gangue = [
            (entry, balance.least([share * extent, 1.0]) if _protons(entry) > 0.0 else share)
            for entry, share in self.gangue_reactions
        ]
        return balance.react(leached, gangue)

    def _share_reached(self, balance: Balance) -> Expression:
        """X at the end of the cycle."""
        if self.recovery_law == AS_ENTERED:
            return 1.0
        by_time = self.recovery_by == BY_TIME
        characteristic = self.characteristic_time if by_time else self.characteristic_ratio
        if characteristic is None:
            name = "characteristic_time" if by_time else "characteristic_ratio"
            raise InputError(
                f"the recovery follows the {self.recovery_by}, but its {name.replace('_', ' ')} is not given",
                place=name,
                remedy="Enter it from column tests, or let conversions hold as entered.",
            )
        theta = balance.math.fmax((self.leach_time if by_time else self.leach_ratio) / characteristic, 0.0)
        if self.recovery_law == FIRST_ORDER:
            return 1.0 - unconverted_first_order(0, theta, balance.math.exp)
        return 1.0 - unconverted_in_plug_flow(self.recovery_law, theta, balance.least, balance.math)

    def _write_gangue(self, balance: Balance, ore: Flow) -> None:
        """The gangue asks for acid by its reactions, their conversions times one factor."""
        asked = total(share * _acid_taken(ore, entry) for entry, share in self.gangue_reactions)
        stated = "gangue_acid" in self.configuration.stated
        if stated and isinstance(asked, float):
            raise InputError(
                "acid for the gangue is stated, but no gangue reaction takes any",
                place="gangue_acid",
                remedy="Enter a gangue reaction of a mineral in the ore, with H+(aq) or H2SO4(aq) on its left.",
            )
        part = asked * (1.0 if stated else self.gangue_extent)
        if stated:
            extent = balance.quotient(self.gangue_acid * ore.solid.mass, part)
            balance.result(self.gangue_extent, extent, "extent of the gangue's reactions")
        else:
            balance.result(self.gangue_acid, balance.quotient(part, ore.solid.mass), "acid for the gangue")

    def _vapour(self, balance: Balance, leached: Flow, lixiviant: Flow) -> Expression:
        """Water vapour [mol/s] to the air, at most the better part of the water; evaporation by share or by area."""
        molar_mass = balance.book.molar_mass(WATER) if WATER in leached else 1.0
        irrigated = lixiviant[WATER] * molar_mass
        over_area = self.evaporation_rate * WATER_DENSITY * self.irrigated_area
        if "evaporation_rate" in self.configuration.stated:
            wanted = over_area
            balance.result(self.evaporation_share, balance.quotient(wanted, irrigated), "share that evaporates")
        else:
            wanted = self.evaporation_share * irrigated
            depth = balance.quotient(wanted, self.irrigated_area * WATER_DENSITY)
            balance.result(self.evaporation_rate, depth, "evaporation per area")
        if not self.vapour.connected or WATER not in leached:
            return 0.0
        carried = vapour_carried(balance, leached, self.humidity, self.temperature, self.pressure)
        math = balance.math
        return math.fmax(math.fmin(carried + wanted / molar_mass, MOST_EVAPORATED * leached[WATER]), 0.0)

    # -- results ---------------------------------------------------------------------------------------------------

    def _write_metal(self, balance: Balance, ore: Flow, lixiviant: Flow) -> None:
        pls, ripios = balance.left_by(self.pls), balance.left_by(self.ripios)
        self._volume = balance.liquor_volume(pls, self.pls.T) if WATER in pls else 0.0
        balance.result(self.pls_flow, self._volume, "flow of the PLS")
        if not self.key_element:
            for quantity in (self.extraction, self.recovery, self.grade, self.metal_inventory, self.acid_per_metal):
                balance.result(quantity, 0.0, "no key element")
            return
        element = self.key_element[0]
        mass = _atomic_mass(element)
        fed, left = ore.solid.element(element), ripios.solid.element(element)
        gained = pls.element(element) - lixiviant.element(element)
        balance.result(self.extraction, balance.quotient(fed - left, fed), "extraction")
        balance.result(self.recovery, balance.quotient(gained, fed), "recovery")
        balance.result(self.grade, balance.quotient(pls.element(element) * mass, self._volume), "grade")
        balance.result(self.metal_inventory, self.liquor_inventory * self.grade, "metal in the liquor held")
        acid = self.acid_consumption * ore.solid.mass
        balance.result(self.acid_per_metal, balance.quotient(acid, (fed - left) * mass), "acid per metal")

    def _write_liquor(self, balance: Balance, ore: Flow, entering: Flow, gas: Flow) -> None:
        pls, ripios = balance.left_by(self.pls), balance.left_by(self.ripios)
        acid = self._acid(balance, pls)
        balance.result(self.free_acid, balance.quotient(acid, self._volume), "free acid in the PLS")
        consumed = self._acid(balance, entering) - acid - self._acid(balance, ripios)
        balance.result(self.acid_consumption, balance.quotient(consumed, ore.solid.mass), "acid consumption")
        balance.result(self.evaporated, gas.only(["H2O(g)"]).mass, "water evaporated")
        balance.result(self.retained, ripios.liquid.mass, "liquor retained")
        wet = self.irrigated_moisture / (1.0 - self.irrigated_moisture)
        drained = self.moisture / (1.0 - self.moisture)
        balance.result(self.drained, ripios.solid.mass * (wet - drained), "liquor drained")
        held = self.ore_under_leach * wet
        volume = balance.quotient(self._volume, pls.aqueous.mass)
        balance.result(self.liquor_inventory, held * volume, "liquor in the ore under leach")


def _acid_taken(ore: Flow, entry: ReactionEntry) -> Expression:
    """H2SO4 [kg/s] that the whole of a reaction's named mineral would take."""
    if _protons(entry) <= 0.0 or entry.of not in ore:
        return 0.0
    return ore[entry.of] * (0.5 * SULFURIC_ACID * _protons(entry) / -entry.coefficients[entry.of])


def _protons(entry: ReactionEntry) -> float:
    """That a mole of extent takes."""
    return -entry.coefficients.get(PROTON, 0.0)


def _atomic_mass(element: str) -> float:
    """[kg/mol]"""
    from unitops.chemistry.formula import atomic_weights

    weights = atomic_weights()
    if element not in weights:
        raise InputError(f"'{element}' is no element", place="key_element", remedy="Write its symbol, such as Cu.")
    return weights[element]
