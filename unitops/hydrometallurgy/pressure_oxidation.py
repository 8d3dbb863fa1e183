"""Pressure oxidation of sulfides in autoclaves."""

from __future__ import annotations

from unitops.chemistry.gas import water_saturation_pressure
from unitops.chemistry.phases import WATER
from unitops.declaration.balance import Balance
from unitops.declaration.declared import Choice, Freedom, Inlet, Parameter, Result
from unitops.declaration.flow import Expression, Flow
from unitops.errors import InputError
from unitops.hydrometallurgy.dosing import DOSE
from unitops.hydrometallurgy.leach_train import AS_ENTERED, LeachTrain
from unitops.hydrometallurgy.oxygen import OXYGEN, OXYGEN_LAW
from unitops.hydrometallurgy.venting import COLDEST, HOTTEST, STEAM, vapour_carried
from unitops.hydrometallurgy.vessel import MOST_EVAPORATED, SIZE
from unitops.reactors.conversion_laws import LAWS


class PressureOxidation(LeachTrain):
    """Autoclave in which oxygen oxidises sulfides in a slurry, in compartments as tanks in series.

    Oxidation and what follows it (hydrolysis to hematite, basic sulfate, jarosite; neutralisation) are stated
    reactions with conversions, or with the rate laws of a ``LeachTrain``, ordered by their steps. Oxygen is a reactant
    as O2(g): no reaction takes more than is blown in. With pyrite for an example:
    `4 FeS2(s) + 15 O2(g) + 8 H2O(l) -> 2 Fe2O3(s) + 8 SO4-2(aq) + 16 H+(aq)`.

    The total pressure is that of saturated steam at the temperature plus the overpressure of oxygen and inert gas,
    P = h p(T) + overpressure. Oxygen that is left and inert gas leave by the vent, saturated with steam. The oxygen
    feed may be left without a rate: the utilisation, the oxygen pressure y P in the vent, or the dose fixes it. With a
    given oxygen pressure the inert gas that comes with the oxygen decides how much must be bled; pure oxygen has
    none, so that then the utilisation is to be stated.

    Heat: where quench water or steam has an open feed, state temperature and duty (0 without coils) and the feed
    follows; otherwise one of the two, and the other follows. Steam that is blown in condenses but for what the vent
    carries. ``humidity`` h stands for the activity of water. Steam is an ideal gas: at 220 degC its heat of evaporation
    is some 6 % too high, which the vent and direct steam feel, the slurry does not.

    Sources: Habashi, F., Textbook of Hydrometallurgy, 2nd ed., 1999; vapour pressure of water, Wagner and Pruss
    (2002), doi 10.1063/1.1461829.
    """

    tag, trade, symbol = "AC", "hydrometallurgy", "autoclave"

    oxygen = Inlet("g", "oxygen; its feed may be left without a rate", optional=True)
    steam = Inlet("g", "steam blown in; its feed may be left without a rate", optional=True)
    quench = Inlet("aq", "cooling water or liquor; its feed may be left without a rate", optional=True)
    law = Choice((AS_ENTERED, *LAWS), says="what holds the reactions back")
    pressure = Parameter(None, "kPa", low=1.0, high=2e4, says="total, absolute", when_empty="calculated")
    overpressure = Parameter(
        700.0, "kPa", low=0.0, high=1e4, says="of oxygen and inert gas over the steam", when_empty="calculated",
        source="engineering practice: 350 to 700 kPa; 40 bar at 230 degC at Pueblo Viejo, there 1,200 kPa",
    )  # fmt: skip
    temperature = Parameter(None, "degC", low=60.0, high=300.0, says="of the contents", when_empty="calculated")
    duty = Parameter(
        None, "kW", says="heat supplied by coils (negative: removed)", energy="in", kind="heat",
        when_empty="calculated",
    )  # fmt: skip
    quench_ratio = Parameter(None, "t/t", low=0.0, says="quench per dry solids fed", when_empty="calculated")
    steam_ratio = Parameter(None, "t/t", low=0.0, says="steam per dry solids fed", when_empty="calculated")
    oxygen_utilisation = Parameter(
        None, "%", low=0.0, high=100.0, says="of the oxygen blown in, share that is taken up", when_empty="calculated"
    )
    oxygen_pressure = Parameter(
        None, "kPa", low=0.0, high=1e4, says="partial pressure in the vent", when_empty="calculated"
    )
    oxygen_ratio = Parameter(None, "kg/t", low=0.0, says="oxygen blown in per dry solids", when_empty="calculated")
    steam_pressure = Result("kPa", "partial pressure of steam")
    sulfide_oxidation = Result("%", "sulfur of the sulfides that has become sulfate; elemental sulfur has not")
    oxygen_per_sulfur = Result("kg/kg", "oxygen taken up per sulfide sulfur oxidised")
    vent_rate = Result("t/h", "dry gas bled")

    validity = (*LeachTrain.validity, OXYGEN_LAW)
    freedoms = (
        DOSE,
        SIZE,
        Freedom(("percent_solids", "liquor_to_solid"), open=True),
        Freedom(("overpressure", "pressure")),
        Freedom(("temperature", "duty"), degree=2, open=True),
        Freedom(("quench_ratio",), open=True),
        Freedom(("steam_ratio",), open=True),
        Freedom(("oxygen_utilisation", "oxygen_pressure", "oxygen_ratio"), open=True),
    )

    def fed(self, balance: Balance) -> Flow:
        """What enters but for the reagent."""
        return balance.mix(super().fed(balance), self.oxygen, self.steam, self.quench)

    def oxygen_blown_in(self, balance: Balance) -> Expression:
        """[mol/s]"""
        return balance.mix(self.gas, self.oxygen)[OXYGEN]

    def dosed_to_need(self) -> frozenset[str]:
        """Oxygen, where its utilisation or its pressure fixes the feed: more is then fed than is taken up."""
        stated = self.configuration.stated & {"oxygen_utilisation", "oxygen_pressure"}
        return frozenset((OXYGEN,)) if stated else frozenset()

    def _partial_pressure(self, balance: Balance, gas: str) -> Expression:
        """Of a gas in the vent [Pa]."""
        if gas == OXYGEN and "oxygen_pressure" in self.configuration.stated:
            return self.oxygen_pressure
        if gas == OXYGEN and "oxygen_utilisation" in self.configuration.stated:
            raise InputError(
                "a rate follows the oxygen pressure, and with it the oxygen's utilisation: no gas at all would do too",
                place="oxygen_utilisation",
                remedy="State the oxygen pressure or the oxygen ratio instead; the utilisation is then found.",
            )
        return super()._partial_pressure(balance, gas)

    def _vapour(self, balance: Balance, contents: Flow) -> Expression:
        """Water that turns to vapour [mol/s], negative where steam condenses."""
        if not self.vent.connected:
            raise InputError("an autoclave bleeds gas", place="vent", remedy="Connect a stream to the vent.")
        if WATER not in contents:
            return 0.0
        carried = vapour_carried(balance, contents, self.humidity, self.inside_temperature, self.pressure)
        if not contents.gas.without([STEAM]):
            carried = -contents[STEAM]
        return balance.math.fmin(carried, MOST_EVAPORATED * contents[WATER])

    def write_oxygen(self, balance: Balance) -> None:
        """Pressures, oxygen and what it does."""
        math = balance.math
        T = math.fmin(math.fmax(self.inside_temperature, COLDEST), HOTTEST)
        saturated = self.humidity * water_saturation_pressure(T, math)
        stated = "pressure" in self.configuration.stated
        gives = self.overpressure if stated else self.pressure
        balance.require(saturated + self.overpressure - self.pressure, "total pressure", "result", gives)
        balance.result(self.steam_pressure, saturated, "pressure of steam")
        taken, blown = self.oxygen_taken(balance), self.oxygen_blown_in(balance)
        weight = balance.book.molar_mass(OXYGEN) if OXYGEN in balance.book.position else 0.0
        vent, solids = balance.left_by(self.vent), self.fed(balance).solid.mass
        balance.result(self.oxygen_uptake, taken * weight, "oxygen uptake")
        self.ratio(balance, "oxygen_utilisation", taken, blown, "oxygen utilisation")
        self.ratio(balance, "oxygen_pressure", vent[OXYGEN] * self.pressure, vent.moles, "oxygen pressure")
        self.ratio(balance, "oxygen_ratio", blown * weight, solids, "oxygen per solids")
        self.ratio(balance, "quench_ratio", self.quench.mass, solids, "quench per solids")
        self.ratio(balance, "steam_ratio", self.steam.mass, solids, "steam per solids")
        balance.result(self.vent_rate, vent.without([STEAM]).mass, "dry gas bled")
        fed, left = _sulfide_sulfur(self.fed(balance)), _sulfide_sulfur(self.what_left(balance))
        balance.result(self.sulfide_oxidation, balance.quotient(fed - left, fed), "sulfide oxidation")
        sulfur = (fed - left) * SULFUR
        balance.result(self.oxygen_per_sulfur, balance.quotient(taken * weight, sulfur), "oxygen per sulfur")


SULFUR = 0.03206
"""Molar mass of sulfur [kg/mol]."""


def _sulfide_sulfur(flow: Flow) -> Expression:
    """Sulfur [mol/s] in solids without oxygen: sulfides and the element."""

    def sulfur(species_id: str) -> float:
        atoms = flow.book.species[species_id].composition
        return 0.0 if "O" in atoms else atoms.get("S", 0.0)

    return flow.solid.weighted(sulfur)
