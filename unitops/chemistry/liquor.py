"""Enthalpy of an aqueous liquor: one state function of its basis totals, T and P.

Every unit operation takes the heat of its liquors from here, so that heats of dilution, neutralisation and
bisulfate formation are the same everywhere and mixing in any order gives the same temperature. Totals may be
signed and any iterate gives a finite value; the function is homogeneous of degree one in the amounts.

With the settled amounts of `unitops.chemistry.proton_ladder` (S_i, OH-, product_r, W+), dT = T - T0,
T0 = 298.15 K, and all figures from resources/liquor_enthalpy.json:

    H [J] = W (h_w(T) + v_w (P - P0))
          + sum_i n_i (formation_i + heat_capacity_i dT)             solutes of the basis, n_i signed
          + OH- (heat + heat_capacity dT)                            'hydroxide'
          + sum_r (product_r - S_r) (heat_r + heat_capacity_r dT)    'ladder'; S_r only where the product of
                                                                     the rung is itself a basis total
          + sum_pairs e_1 e_2 sum_k (heat_k + heat_capacity_k dT) / (W+ + B_k E + t)

    h_w(T) = formation_w + sum_j c_j (tau^j - tau0^j) + slope (T - Tc),  j = 1 ..., tau = Tc / 100 - 3,
             tau0 = T0 / 100 - 3, Tc = low + Q(T - low) - Q(T - high), Q(x) = (x + sqrt(x^2 + width^2)) / 2

e = |z| amount of a settled ion (equivalents), or the amount of a neutral solute; E is half the sum of the
equivalents of all settled ions, and for a pair of a neutral solute with itself its own amount. H+ and SO4-2
count in full here: the bisulfate rung ('merged') gives its heat but does not change e. B_k is
'water_per_equivalent'.

Sources: formation enthalpies and dilution rows, NBS tables (Wagman et al. 1982, doi 10.18434/M32124); water,
IAPWS-95 through CoolProp; heat capacities fitted to Laliberte, J. Chem. Eng. Data 54 (2009) 1725,
doi 10.1021/je8008123. Ionic heat capacities are effective ones of real liquors (0.2 to 4 mol/kg, 20 to 90
degC), not those of infinite dilution.

Validity: 0 to 150 degC (heat capacities fitted to 90), to the most concentrated solution measured for each
pair ('least_water'; sulfuric and nitric acid down to no water at all). Hydrolysis of Fe+3, CO3-2 and PO4-3
by water is not in it. A salt without water is finite but meaningless, its heat capacity may be negative.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import numpy

from unitops.chemistry.proton_ladder import (
    HYDROXIDE,
    PROTON,
    WATER,
    Arithmetic,
    LadderRung,
    ProtonLadder,
    Settled,
    Smoothing,
)
from unitops.errors import DataError


class WaterEnthalpy(msgspec.Struct, frozen=True):
    """Liquid water at low pressure: polynomial in T, held to a straight line outside its range."""

    formation: float
    low: float
    high: float
    slope: float
    coefficients: tuple[float, ...]
    molar_volume: float


class SoluteEnthalpy(msgspec.Struct, frozen=True):
    """One basis total: formation [J/mol], effective heat capacity [J/mol/K], charge."""

    id: str
    charge: int
    formation: float
    heat_capacity: float
    source: str
    estimated: tuple[str, ...] = ()


class RungEnthalpy(LadderRung, frozen=True):
    """A rung with the heat [J] and heat capacity change [J/K] per mole of its product."""

    heat: float
    heat_capacity: float
    charge: int
    source: str
    estimated: tuple[str, ...] = ()


class HydroxideEnthalpy(msgspec.Struct, frozen=True):
    """``H2O -> OH- + H+``: heat [J/mol] and heat capacity change [J/mol/K]."""

    heat: float
    heat_capacity: float
    source: str


class Pair(msgspec.Struct, frozen=True):
    """Excess of two ions, or of a neutral solute with itself; zeros where nothing is known."""

    first: str
    second: str
    heat: tuple[float, ...]
    heat_capacity: tuple[float, ...]
    least_water: float
    """Water per equivalent of the most concentrated solution measured; below it the pair extrapolates."""
    source: str
    estimated: tuple[str, ...] = ()


class LiquorData(msgspec.Struct, frozen=True):
    """resources/liquor_enthalpy.json."""

    sources: dict[str, str]
    reference_temperature: float
    reference_pressure: float
    smoothing: Smoothing
    water: WaterEnthalpy
    hydroxide: HydroxideEnthalpy
    merged: str
    water_per_equivalent: tuple[float, ...]
    solutes: tuple[SoluteEnthalpy, ...]
    ladder: tuple[RungEnthalpy, ...]
    pairs: tuple[Pair, ...]


@cache
def liquor_data() -> LiquorData:
    """The stored figures, read once."""
    text = (files("resources") / "liquor_enthalpy.json").read_bytes()
    return msgspec.json.decode(text, type=LiquorData)


@cache
def liquor_model(ids: tuple[str, ...]) -> LiquorModel:
    """The state function of a liquor written in the basis totals ``ids``; raises DataError for others."""
    return LiquorModel(ids, liquor_data())


class LiquorModel:
    """Enthalpy and heat capacity of one set of totals, in plain arithmetic.

    ``n`` holds the amounts in the order of ``ids`` [mol or mol/s]: a sequence of floats, a numpy array of
    shape (k,) or (k, batch), real or complex, or a CasADi vector; ``math`` is the module with the matching
    ``sqrt``.
    """

    def __init__(self, ids: tuple[str, ...], data: LiquorData) -> None:
        self.ids = ids
        self.data = data
        known = {solute.id: solute for solute in data.solutes}
        missing = [key for key in ids if key not in known and key not in (WATER, PROTON)]
        if missing:
            raise DataError(
                f"no liquor enthalpy for {', '.join(missing)}",
                place="aqueous liquor",
                remedy="Write the liquor in basis totals (see unitops.chemistry.canonical).",
            )
        self.ladder = ProtonLadder(ids, data.ladder, data.smoothing, data.merged)
        self.solutes = tuple(known[key] for key in ids if key not in (WATER, PROTON))
        rungs = {rung.product: rung for rung in data.ladder}
        self.rungs = tuple(rungs[rung.product] for rung in self.ladder.rungs)
        self.charges = self._charges(known)
        self.pairs = tuple(pair for pair in data.pairs if {pair.first, pair.second} <= self.charges.keys())

    def enthalpy(self, n: Any, T: Any, P: Any, math: Arithmetic = numpy) -> Any:
        """Enthalpy [J] on elements at 298.15 K, at T [K] and P [Pa]."""
        totals = self.named(n)
        settled = self.ladder.settle(totals, math)
        heat, capacity = self._solute_heat(totals, settled)
        pressure = self.data.water.molar_volume * (P - self.data.reference_pressure)
        water = totals.get(WATER, 0.0) * (self.water_enthalpy(T, math) + pressure)
        return water + heat + capacity * (T - self.data.reference_temperature)

    def heat_capacity(self, n: Any, T: Any, math: Arithmetic = numpy) -> Any:
        """Heat capacity [J/K] at T [K]: the derivative of the enthalpy."""
        totals = self.named(n)
        _, capacity = self._solute_heat(totals, self.ladder.settle(totals, math))
        return totals.get(WATER, 0.0) * self.water_heat_capacity(T, math) + capacity

    def settled(self, n: Any, math: Arithmetic = numpy) -> Settled:
        """Smooth true amounts that the enthalpy is written in."""
        return self.ladder.settle(self.named(n), math)

    def unmeasured(self) -> tuple[tuple[str, str], ...]:
        """Pairs of cation and anion that the liquor can hold and whose heat of dilution counts as zero."""
        known = {(pair.first, pair.second) for pair in self.pairs}
        cations = [key for key, charge in self.charges.items() if charge > 0]
        anions = [key for key, charge in self.charges.items() if charge < 0 and key != self.data.merged]
        return tuple((cation, anion) for cation in cations for anion in anions if (cation, anion) not in known)

    def named(self, n: Any) -> dict[str, Any]:
        """Amounts by id; by index, since CasADi vectors do not iterate."""
        return {key: n[index] for index, key in enumerate(self.ids)}

    def water_enthalpy(self, T: Any, math: Arithmetic = numpy) -> Any:
        """Molar enthalpy of liquid water at P0 [J/mol], 273 to 573 K."""
        water = self.data.water
        inside, _ = self._inside(T, math)
        tau, start = inside / 100.0 - 3.0, self.data.reference_temperature / 100.0 - 3.0
        value = water.formation + water.slope * (T - inside)
        for power, coefficient in enumerate(water.coefficients, start=1):
            value = value + coefficient * (tau**power - start**power)
        return value

    def water_heat_capacity(self, T: Any, math: Arithmetic = numpy) -> Any:
        """Molar heat capacity of liquid water [J/mol/K], derivative of `water_enthalpy`."""
        water = self.data.water
        inside, share = self._inside(T, math)
        tau = inside / 100.0 - 3.0
        slope = -water.slope
        for power, coefficient in enumerate(water.coefficients, start=1):
            slope = slope + coefficient * power * tau ** (power - 1) / 100.0
        return water.slope + slope * share

    def _inside(self, T: Any, math: Arithmetic) -> tuple[Any, Any]:
        """T brought into the range of the polynomial, and its derivative."""
        water, width = self.data.water, self.data.smoothing.width
        above, below = T - water.low, T - water.high
        root_low, root_high = math.sqrt(above * above + width**2), math.sqrt(below * below + width**2)
        inside = water.low + 0.5 * (above + root_low) - 0.5 * (below + root_high)
        return inside, 0.5 * (above / root_low - below / root_high)

    def _solute_heat(self, totals: dict[str, Any], settled: Settled) -> tuple[Any, Any]:
        """Heat at T0 [J] and heat capacity [J/K] of everything but water."""
        heat: Any = 0.0
        capacity: Any = 0.0
        for solute in self.solutes:
            heat = heat + totals[solute.id] * solute.formation
            capacity = capacity + totals[solute.id] * solute.heat_capacity
        if PROTON in totals:
            heat = heat + settled.hydroxide * self.data.hydroxide.heat
            capacity = capacity + settled.hydroxide * self.data.hydroxide.heat_capacity
        for rung, taken in zip(self.rungs, settled.taken, strict=True):
            formed = taken - settled.capacities[rung.product] if rung.product in self.ladder.lowest else taken
            heat = heat + formed * rung.heat
            capacity = capacity + formed * rung.heat_capacity
        excess_heat, excess_capacity = self._excess(settled)
        return heat + excess_heat, capacity + excess_capacity

    def _excess(self, settled: Settled) -> tuple[Any, Any]:
        """Heat of dilution at T0 [J] and its share of the heat capacity [J/K]."""
        steps, least = self.data.water_per_equivalent, self.data.smoothing.least
        ions = self.equivalents(settled)
        strength = self.strength(ions)
        heats: list[Any] = [0.0] * len(steps)
        capacities: list[Any] = [0.0] * len(steps)
        heat: Any = 0.0
        capacity: Any = 0.0
        for pair in self.pairs:
            own = ions[pair.first]
            together = own * ions[pair.second]
            for k, figures in enumerate(zip(pair.heat, pair.heat_capacity, strict=True)):
                if not any(figures):
                    continue
                if pair.first == pair.second:
                    share = together / (settled.water + steps[k] * own + least)
                    heat, capacity = heat + figures[0] * share, capacity + figures[1] * share
                else:
                    heats[k] = heats[k] + figures[0] * together
                    capacities[k] = capacities[k] + figures[1] * together
        for step, of_heat, of_capacity in zip(steps, heats, capacities, strict=True):
            room = settled.water + step * strength + least
            heat, capacity = heat + of_heat / room, capacity + of_capacity / room
        return heat, capacity

    def equivalents(self, settled: Settled) -> dict[str, Any]:
        """|z| times the amount of each settled ion; the amount of each neutral solute."""
        return {key: (abs(self.charges[key]) or 1) * amount for key, amount in settled.amounts.items()}

    def strength(self, equivalents: dict[str, Any]) -> Any:
        """E, half the sum of the equivalents of all ions."""
        total: Any = 0.0
        for key, amount in equivalents.items():
            if self.charges[key]:
                total = total + 0.5 * amount
        return total

    def _charges(self, known: dict[str, SoluteEnthalpy]) -> dict[str, int]:
        """Charge of every true species that the totals can settle into."""
        charges = {key: known[key].charge for key in self.ladder.solutes}
        for rung in self.rungs:
            if rung.product in self.ladder.lowest:
                charges[rung.acceptor] = known[rung.product].charge - rung.protons
            charges[rung.product] = rung.charge
        if PROTON in self.ids:
            charges |= {PROTON: 1, HYDROXIDE: -1}
        return charges
