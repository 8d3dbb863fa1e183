"""Leaching in trains of stirred tanks with rate laws."""

from __future__ import annotations

from msgspec.structs import replace

from unitops.chemistry.phases import WATER
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import ReactionEntry
from unitops.declaration.declared import Choice, Parameter, Result, Table, Words
from unitops.declaration.flow import Closed, Expression, Flow
from unitops.errors import InputError
from unitops.hydrometallurgy.leaching import LeachTank
from unitops.hydrometallurgy.oxygen import OXYGEN, WATER_DENSITY, oxygen_solubility
from unitops.reactors.conversion_laws import (
    FILM,
    FIRST_ORDER,
    LAWS,
    LAYER,
    REACTION,
    unconverted,
    unconverted_first_order,
)
from unitops.reactors.measured_rates import MEASURED, MeasuredRates
from unitops.reactors.particle_train import particle_train

AS_ENTERED = "as entered"
TANKS = tuple(str(n) for n in range(1, 13))
GAS_CONSTANT = 8.314462618
COLDEST, HOTTEST = 250.0, 700.0
"""[K] ByTank are held within, so that every trial point of a solver has one."""
LONGEST = 1e6
"""Mean age of particles at which rates are held; nothing is left long before."""
NO_AGE = 1e-9
"""Keeps the inverse of a mean age finite where nothing stays."""
FAINT = 1e-6
"""Share of the reference concentration below which an order less than one turns into first order."""

ByTank = list[Expression]
"""One number for each tank."""
Row = tuple[ReactionEntry, Expression, str]
"""A reaction, the limit of its conversion, its law."""


class LeachTrain(MeasuredRates, LeachTank):
    """Leach tanks in series in which minerals react as far as rate and residence time let them.

    Feeds, reagent, gas, vent, heat, pulp density and extraction as in a ``LeachTank``; all feeds enter the first of N
    equal tanks at one temperature. ``residence_time`` and ``volume`` are those of the whole train.

    Each reaction has a law, that of the unit unless its named reactant is listed with another. With the stay t/N in
    each tank and the characteristic time tau, m = t / (N tau):

    - first order: the share 1/(1 + m) of what comes into a tank is left; tau = 1/k
    - shrinking core of particles of one size, tau the time for complete conversion: reaction 1 - (1-X)^(1/3) = t/tau,
      product layer 1 - 3 (1-X)^(2/3) + 2 (1-X) = t/tau, outer film X = t/tau, averaged over the residence times of the
      particles in the train (segregated flow), also where m differs from tank to tank
    - as entered: the conversion is that of the row

    The conversion of the row is the limit that is reached in unlimited time. The characteristic time is stated at a
    reference temperature and reference concentrations: 1/tau rises as exp(-E/R (1/T - 1/T_ref)) and, where a reaction
    consumes a reagent that has an order n, as (c/c_ref)^n with c in that tank's liquor, or as (p/p_ref)^n with p in
    the vent for a gas. No reaction takes more of a reagent than there is. A reactant that other reactions make along
    the train counts as if it had come in with the feeds.

    Transfer of oxygen is not limited; ``transfer_needed`` tells the kLa without which it would be.

    Sources: Levenspiel, Chemical Reaction Engineering, 3rd ed. (1999), chapters 6, 14 and 25; solubility of oxygen:
    Tromans, Hydrometallurgy 48 (1998) 327, doi 10.1016/S0304-386X(98)00007-3.
    """

    tag, trade, symbol = "TK", "hydrometallurgy", "leach-train"

    tanks = Choice(TANKS, says="equal tanks in series")
    law = Choice((*LAWS, AS_ENTERED), says="what holds the reactions back")
    by_first_order = Words("reactants whose reactions follow a first-order law instead, such as Fe+2(aq)")
    by_reaction = Words("minerals that shrink by reaction at the core instead")
    by_layer = Words("minerals that are held back by a product layer instead, such as CuFeS2(s)")
    by_film = Words("minerals that are held back by the outer film instead")
    by_entry = Words("reactants whose conversions hold as entered, such as carbonates")
    characteristic_time = Table(
        "h", "1/k, or time for complete conversion, by the reactant whose conversion is stated", low=1e-9, high=1e6
    )
    activation_energy = Table("kJ/mol", "of the rate, by the same reactant", default=0.0, low=0.0, high=500.0)
    order = Table(
        "1", "of the rates in a reagent that they consume, such as Fe+3(aq), H+(aq), O2(g)", low=0.0, high=4.0
    )
    reference_concentration = Table("mol/L", "of a dissolved reagent with an order", default=1.0, low=1e-9)
    validity = (*LeachTank.validity, MEASURED)
    reference_temperature = Parameter(
        25.0, "degC", low=-20.0, high=300.0, says="at which the characteristic times are stated"
    )
    reference_pressure = Parameter(
        101.325,
        "kPa",
        low=0.01,
        high=1e4,
        says="partial pressure, of a gas with an order, for the characteristic times",
    )
    share_reached = Result("1", "of the limit of the first reaction")
    oxygen_uptake = Result("t/h", "oxygen taken up from the gas")
    oxygen_utilisation = Result("%", "of the oxygen blown in, share that is taken up")
    transfer_needed = Result("1/h", "kLa that the uptake asks for at the oxygen pressure of the vent, as in pure water")

    @property
    def number_of_tanks(self) -> Expression:
        """Tanks in series."""
        return float(self.tanks)

    def equations(self, balance: Balance) -> None:
        """As a leach tank, and the oxygen."""
        super().equations(balance)
        self.write_oxygen(balance)
        self.write_transfer(balance)

    def oxygen_blown_in(self, balance: Balance) -> Expression:
        """[mol/s]"""
        return balance.mix(self.gas)[OXYGEN]

    def oxygen_taken(self, balance: Balance) -> Expression:
        """[mol/s]"""
        return self.oxygen_blown_in(balance) - balance.left_by(self.vent)[OXYGEN]

    def write_transfer(self, balance: Balance) -> None:
        """State the kLa that the uptake asks for: uptake over volume and solubility."""
        vent, T = balance.left_by(self.vent), self._temperature_within(balance)
        pressure = balance.quotient(vent[OXYGEN], vent.moles) * self.pressure
        dissolved = oxygen_solubility(T, pressure, balance.math) * WATER_DENSITY
        needed = balance.quotient(self.oxygen_taken(balance), dissolved * self.volume)
        balance.result(self.transfer_needed, needed, "transfer coefficient needed")

    def write_oxygen(self, balance: Balance) -> None:
        """State uptake and utilisation."""
        taken, blown = self.oxygen_taken(balance), self.oxygen_blown_in(balance)
        weight = balance.book.molar_mass(OXYGEN) if OXYGEN in balance.book.position else 0.0
        balance.result(self.oxygen_uptake, taken * weight, "oxygen uptake")
        balance.result(self.oxygen_utilisation, balance.quotient(taken, blown), "oxygen utilisation")

    # -- rates -------------------------------------------------------------------------------------------------------

    def _law_of(self, entry: ReactionEntry) -> str:
        """The law of a reaction, by its named reactant."""
        words = (
            (self.by_first_order, FIRST_ORDER),
            (self.by_reaction, REACTION),
            (self.by_layer, LAYER),
            (self.by_film, FILM),
            (self.by_entry, AS_ENTERED),
        )
        listed = next((law for named, law in words if entry.of in named), self.law)
        return listed if entry.of else AS_ENTERED

    def reacted(self, balance: Balance, contents: Flow) -> Flow:
        """The contents after the last tank."""
        rows = [(entry, limit, self._law_of(entry)) for entry, limit in self.reactions]
        if any(law != AS_ENTERED and self._reagents(entry, balance) for entry, _, law in rows):
            shares = self._reached_tank_by_tank(balance, contents, rows)
        else:
            shares = [[self._reached_at_one_rate(balance, entry, law)] for entry, _, law in rows]
        balance.result(self.share_reached, shares[0][-1] if shares else 0.0, "share of the limit")
        return self._after(balance, contents, rows, [share[-1] for share in shares])

    def _after(self, balance: Balance, contents: Flow, rows: list[Row], shares: ByTank) -> Flow:
        """The contents after a tank in which each reaction has got so far."""
        steps = sorted({entry.step for entry, _, _ in rows})
        for step in steps:
            before = contents
            for (entry, limit, _), share in zip(rows, shares, strict=True):
                if entry.step == step and all(s in before for s, count in entry.stoichiometry if count < 0.0):
                    held_to = self._held_to(entry)
                    extent = balance.extent(before, held_to, limit * share)
                    # Where a trial point lacks water or acid no reaction runs backwards: that way lie false roots.
                    contents = balance.advance(contents, entry.coefficients, balance.math.fmax(extent, 0.0))
        return contents

    def _held_to(self, entry: ReactionEntry) -> ReactionEntry:
        """The reaction with those of its reactants that may limit it."""
        dosed = self.dosed_to_need()
        if entry.of in dosed or entry.to_completion:
            return entry
        return replace(entry, stoichiometry=tuple((s, count) for s, count in entry.stoichiometry if s not in dosed))

    def dosed_to_need(self) -> frozenset[str]:
        """Reactants whose feed follows from what the reactions take, so that they limit none."""
        return frozenset()

    def _reached_at_one_rate(self, balance: Balance, entry: ReactionEntry, law: str) -> Expression:
        """Share of the limit reached after the last tank where the rate is the same in all of them."""
        tanks = int(self.tanks)
        if law == AS_ENTERED:
            return 1.0
        theta = tanks * self._age(balance, entry)
        if law == FIRST_ORDER:
            return 1.0 - unconverted_first_order(tanks, theta, balance.math.exp)
        return 1.0 - unconverted(law, tanks, 1.0 / (theta + NO_AGE), balance.math.exp)

    def _reached_tank_by_tank(self, balance: Balance, contents: Flow, rows: list[Row]) -> list[ByTank]:
        """The same after each tank where reagents drive rates: their concentrations follow from what has reacted."""
        tanks = range(int(self.tanks))
        left = [[balance.unknown(f"left of {k} after {n}", 0.5) for n in tanks] for k in range(len(rows))]
        reached = [[1.0 - share for share in after] for after in left]
        liquors = [self._after(balance, contents, rows, [share[n] for share in reached]) for n in tanks]
        T = self.inside_temperature
        volumes = [balance.liquor_volume(liquor, T) if WATER in liquor else 0.0 for liquor in liquors]
        for k, (entry, _, law) in enumerate(rows):
            if law == AS_ENTERED:
                for share in left[k]:
                    balance.require(share, "nothing left", gives=share)
                continue
            age = self._age(balance, entry)
            ages = [age * self._drive(balance, entry, *tank) for tank in zip(liquors, volumes, strict=True)]
            self._write_left(balance, law, f"reaction {k + 1}", ages, left[k])
        return reached

    def _write_left(self, balance: Balance, law: str, says: str, ages: ByTank, left: ByTank) -> None:
        """What is left after each tank at its mean ages."""
        if law == FIRST_ORDER:
            before: Expression = 1.0
            for age, share in zip(ages, left, strict=True):
                balance.require(share * (1.0 + age) - before, f"{says} left", gives=share)
                before = share
            return
        outputs = [(f"{says} left after tank {n + 1}", 0.5, 1.0) for n in range(len(ages))]
        found = balance.local(particle_train(law), ages, outputs, says, [0.1] * len(ages))
        for share, value in zip(left, found, strict=True):
            balance.require(share - value, f"{says} left", gives=share)

    def _age(self, balance: Balance, entry: ReactionEntry) -> Expression:
        """Mean age gained in a tank at the reference concentrations."""
        if not {entry.of, "s", "aq", "*"} & set(dict(self.configuration.tables)["characteristic_time"]):
            raise InputError(
                f"the rate of {entry.text} is not known",
                place="characteristic_time",
                remedy=f"Enter a time for {entry.of}, or list it among those whose conversion holds as entered.",
            )
        math = balance.math
        T = self._temperature_within(balance)
        energy = self.activation_energy(entry.of)
        faster = math.exp(-energy / GAS_CONSTANT * (1.0 / T - 1.0 / self.reference_temperature))
        stay = self.residence_time / int(self.tanks)
        return math.fmin(math.fmax(stay * faster / self.characteristic_time(entry.of), 0.0), LONGEST)

    def _temperature_within(self, balance: Balance) -> Expression:
        """The temperature [K], held where rates and solubilities have a meaning."""
        return balance.math.fmin(balance.math.fmax(self.inside_temperature, COLDEST), HOTTEST)

    def _reagents(self, entry: ReactionEntry, balance: Balance) -> list[str]:
        """Reactants with an order, but for the one whose conversion is stated."""
        consumed = [s for s, count in entry.stoichiometry if count < 0.0 and s != entry.of]
        return [s for s in consumed if s in self.order and s in balance.book.position]

    def _drive(self, balance: Balance, entry: ReactionEntry, liquor: Flow, volume: Expression) -> Expression:
        """By how much the reagents speed the reaction up over the reference."""
        drive: Expression = 1.0
        for reagent in self._reagents(entry, balance):
            if reagent.endswith("(g)"):
                there = self._partial_pressure(balance, reagent) / self.reference_pressure
            else:
                concentration = balance.quotient(balance.math.fmax(balance.available(liquor, reagent), 0.0), volume)
                there = concentration / self.reference_concentration(reagent)
            there = balance.math.fmax(there, 0.0)
            drive = drive * there * (there * there + FAINT**2) ** (0.5 * (self.order(reagent) - 1.0))
        return drive

    def _partial_pressure(self, balance: Balance, gas: str) -> Expression:
        """Of a gas in the vent [Pa]."""
        if isinstance(self.vent, Closed):
            raise InputError(
                f"a rate follows the pressure of {gas}, but no gas leaves",
                place="order",
                remedy="Connect a stream to the vent.",
            )
        vent = balance.left_by(self.vent)
        return balance.quotient(vent[gas], vent.moles) * self.pressure
