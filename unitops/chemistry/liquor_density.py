"""Volume of an aqueous liquor from its basis totals, in closed form.

With the settled amounts of `unitops.chemistry.proton_ladder` and the equivalents of
`unitops.chemistry.liquor` (e, E, W+, B_k, t as there), and all figures from resources/liquor_density.json in
cm3/mol,

    V [cm3] = W v_w(Tc) + sum_i n_i q_i(tau) + OH- q_OH(tau) + sum_r (product_r - S_r) q_r(tau)
            + sum_pairs e_1 e_2 sum_k (d_k + d'_k tau) / (W+ + B_k E + t)

    q(tau) = a + b tau + c tau^2,   tau = (Tc - 298.15) / 100,   Tc = T held smoothly within 258 to 423 K
    v_w    = 18.015268 / rho_w, rho_w [g/cm3] of Kell's rational function as used by Laliberte (0 to 150 degC)

S_r enters only where the product of a rung is itself a basis total (Al+3, H3BO3, H4SiO4). Homogeneous of
degree one in the amounts, so that flows give volume flows. Pressure is taken as immaterial (below 10 MPa,
less than 0.5 %).

Sources: Laliberte, J. Chem. Eng. Data 54 (2009) 1725, doi 10.1021/je8008123, of which the figures are a fit
over its stated ranges, additive in ions, with an excess for each pair; sulfuric acid of 78 to 100 %, Perry's
Chemical Engineers' Handbook. Solutes marked 'estimated' were seen in no solution: a mean by charge.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import numpy

from unitops.chemistry.formula import atomic_weights, parse_formula
from unitops.chemistry.liquor import LiquorModel, liquor_model
from unitops.chemistry.proton_ladder import PROTON, WATER, Arithmetic

CUBIC_CENTIMETRE = 1e-6


class PartVolume(msgspec.Struct, frozen=True):
    """q(tau) of one solute, rung or hydroxide [cm3/mol]."""

    id: str
    volume: tuple[float, float, float]
    source: str
    estimated: bool = False


class PairVolume(msgspec.Struct, frozen=True):
    """Excess volume of a pair: d_k and d'_k [cm3 per equivalent]."""

    first: str
    second: str
    volume: tuple[float, ...]
    slope: tuple[float, ...]


class DensityData(msgspec.Struct, frozen=True):
    """resources/liquor_density.json."""

    sources: dict[str, str]
    low: float
    high: float
    width: float
    water_per_equivalent: tuple[float, ...]
    solutes: tuple[PartVolume, ...]
    hydroxide: PartVolume
    ladder: tuple[PartVolume, ...]
    pairs: tuple[PairVolume, ...]


@cache
def density_data() -> DensityData:
    """The stored figures, read once."""
    text = (files("resources") / "liquor_density.json").read_bytes()
    return msgspec.json.decode(text, type=DensityData)


@cache
def density_model(ids: tuple[str, ...]) -> LiquorVolume:
    """The volume function for the basis totals ``ids``; raises DataError for totals that are not basis."""
    return LiquorVolume(liquor_model(ids), density_data())


def volume(ids: Sequence[str], n: Any, T: Any, math: Arithmetic = numpy) -> Any:
    """Volume [m3] of a liquor of amounts ``n`` [mol] in the order of ``ids``, at T [K], 273 to 423 K."""
    return density_model(tuple(ids)).volume(n, T, math)


def density(ids: Sequence[str], n: Any, T: Any, math: Arithmetic = numpy) -> Any:
    """Density [kg/m3] of a liquor of amounts ``n`` [mol] in the order of ``ids``, at T [K]."""
    model = density_model(tuple(ids))
    mass: Any = 0.0
    for index, molar in enumerate(model.molar_masses):
        mass = mass + n[index] * molar
    return mass / model.volume(n, T, math)


class LiquorVolume:
    """Volume of one set of totals, in plain arithmetic (floats, arrays, complex, CasADi)."""

    def __init__(self, liquor: LiquorModel, data: DensityData) -> None:
        self.liquor = liquor
        self.data = data
        parts = {part.id: part.volume for part in data.solutes}
        rungs = {part.id: part.volume for part in data.ladder}
        self.parts = {key: parts[key] for key in liquor.ladder.solutes}
        self.rungs = tuple(rungs[rung.product] for rung in liquor.rungs)
        self.pairs = tuple(pair for pair in data.pairs if {pair.first, pair.second} <= liquor.charges.keys())
        weights = atomic_weights()
        self.molar_masses = tuple(
            sum(count * weights[element] for element, count in parse_formula(key.rsplit("(", 1)[0]).items())
            for key in liquor.ids
        )

    def volume(self, n: Any, T: Any, math: Arithmetic = numpy) -> Any:
        """Volume [m3]; T outside 258 to 423 K counts as the nearer end."""
        totals = self.liquor.named(n)
        settled = self.liquor.ladder.settle(totals, math)
        inside = self._inside(T, math)
        tau = (inside - 298.15) / 100.0
        value = totals.get(WATER, 0.0) * molar_volume_of_water(inside)
        for key, figures in self.parts.items():
            value = value + totals[key] * _at(figures, tau)
        if PROTON in totals:
            value = value + settled.hydroxide * _at(self.data.hydroxide.volume, tau)
        lowest = self.liquor.ladder.lowest
        for rung, figures, taken in zip(self.liquor.rungs, self.rungs, settled.taken, strict=True):
            formed = taken - settled.capacities[rung.product] if rung.product in lowest else taken
            value = value + formed * _at(figures, tau)
        return (value + self._excess(self.liquor.equivalents(settled), settled.water, tau)) * CUBIC_CENTIMETRE

    def _excess(self, equivalents: dict[str, Any], water: Any, tau: Any) -> Any:
        least, steps = self.liquor.data.smoothing.least, self.data.water_per_equivalent
        strength = self.liquor.strength(equivalents)
        sums: list[Any] = [0.0] * len(steps)
        value: Any = 0.0
        for pair in self.pairs:
            own = equivalents[pair.first]
            together = own * equivalents[pair.second]
            for k, (figure, slope) in enumerate(zip(pair.volume, pair.slope, strict=True)):
                if not (figure or slope):
                    continue
                share = together * (figure + slope * tau)
                if pair.first == pair.second:
                    value = value + share / (water + steps[k] * own + least)
                else:
                    sums[k] = sums[k] + share
        for step, share in zip(steps, sums, strict=True):
            value = value + share / (water + step * strength + least)
        return value

    def _inside(self, T: Any, math: Arithmetic) -> Any:
        data = self.data
        above, below = T - data.low, T - data.high
        rounded = math.sqrt(above * above + data.width**2) - math.sqrt(below * below + data.width**2)
        return 0.5 * (data.low + data.high + rounded)


def molar_volume_of_water(T: Any) -> Any:
    """Molar volume of liquid water at its saturation pressure [cm3/mol], 273 to 423 K.

    Kell's rational function in the form given by Laliberte (2009).
    """
    t = T - 273.15
    numerator = 999.83952 + t * (
        16.945176 + t * (-0.0079870401 + t * (-4.6170461e-5 + t * (1.0556302e-7 - 2.8054253e-10 * t)))
    )
    return 18015.268 * (1.0 + 0.01687985 * t) / numerator


def _at(figures: Sequence[float], tau: Any) -> Any:
    return figures[0] + tau * (figures[1] + tau * figures[2])
