"""The Pitzer ion interaction model, written as one excess Gibbs energy with gradient and Hessian.

With g = G(excess) / (R T kg water) as a function of molality, ln gamma(i) = dg/dm(i) and
ln a(w) = -M(w) (sum m + sum m dg/dm - g). In this form activity coefficients and water activity obey the
Gibbs-Duhem relation exactly, and their derivatives are the symmetric Hessian.

Sources: Pitzer 1991, Activity Coefficients in Electrolyte Solutions, 2nd ed., chapter 3; unsymmetrical mixing by
the integral approximation of Pitzer 1975, J. Solution Chem. 4, 249, doi 10.1007/BF00646562.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
import numpy as np

from unitops.chemistry.aqueous.activity import (
    COMPLEX_STEP,
    SMALLEST_IONIC_STRENGTH,
    Activities,
    limit_ionic_strength,
    through_limit,
)
from unitops.chemistry.aqueous.tables import charge_of, interactions
from unitops.chemistry.aqueous.water import MOLAR_MASS_WATER, osmotic_slope

CLOSEST_APPROACH = 1.2
REFERENCE_TEMPERATURE = 298.15
# Range exponents of the beta(1) and beta(2) terms; the first function of ionic strength is a constant.
EXPONENTS = (2.0, 1.4, 12.0, 50.0)
# Of the integral for unsymmetrical mixing: factor, power and rate of its exponential, and power of x before it.
MIXING_FACTOR, MIXING_DECAY, MIXING_RATE, MIXING_POWER = 4.581, 0.7237, 0.0120, 0.528
REMEMBERED = 16
"""Temperatures whose parameters are kept."""


def exponents_of(first: int, second: int) -> tuple[int, int]:
    """Places in the list of functions of the beta(1) and beta(2) terms for two charge numbers."""
    if abs(first) == 1 or abs(second) == 1:
        return 1, 3
    if abs(first) == 2 and abs(second) == 2:
        return 2, 3
    return 1, 4


def temperature_terms(T: float) -> Any:
    """The six temperature functions of a parameter at T [K]."""
    r = REFERENCE_TEMPERATURE
    return np.array([1.0, 1.0 / T - 1.0 / r, math.log(T / r), T - r, T * T - r * r, 1.0 / (T * T) - 1.0 / (r * r)])


def temperature_slopes(T: float) -> Any:
    """Their derivatives by T [K]."""
    return np.array([0.0, -1.0 / (T * T), 1.0 / T, 1.0, 2.0 * T, -2.0 / (T * T * T)])


def range_function(exponent: float, strength: float) -> tuple[float, float, float]:
    """g(x), x = exponent sqrt(I), with its first and second derivative by I."""
    x = exponent * math.sqrt(strength)
    decay = math.exp(-x)
    if x < 0.05:
        second = 1.0 + x / 3 * (1.0 + x / 4 * (1 + x / 5 * (1 + x / 6 * (1 + x / 7))))
        third = 1.0 + x / 4 * (1.0 + x / 5 * (1 + x / 6 * (1 + x / 7 * (1 + x / 8))))
        g, k = decay * second, -x * decay * third / 3.0
    else:
        g = 2.0 * (1.0 - (1.0 + x) * decay) / (x * x)
        k = decay - g
    return g, k / strength, (-0.5 * x * decay - 2.0 * k) / (strength * strength)


class UnsymmetricalMixing:
    """Electrostatic part of theta for pairs of unlike charge numbers of one sign.

    Pitzer's integral is J(x) = x / d, d = 4 + p, p = 4.581 x^-0.7237 exp(-0.0120 x^0.528) (1975, eq. 47), taken at
    x = 6 z z' A sqrt(I) for every product of charge numbers at once: powers of x are those of the products, which do
    not change, times those of one number.
    """

    def __init__(self, charges: list[tuple[int, int]]) -> None:
        products = sorted({p for a, b in charges for p in (a * b, a * a, b * b)})
        self.weights = np.zeros((len(products), len(charges)))
        for column, (a, b) in enumerate(charges):
            for product, weight in ((a * b, 1.0), (a * a, -0.5), (b * b, -0.5)):
                self.weights[products.index(product), column] += weight * a * b / 4.0
        # Of each product: itself and its powers.
        self.powers = [(float(p), p**MIXING_POWER, MIXING_FACTOR * p**-MIXING_DECAY) for p in products]

    def functions(self, slope: float, strength: float) -> Any:
        """Values and two derivatives by ionic strength in three rows, a column for each pair of charge numbers."""
        rows = []
        for j, e, f in self._integrals(slope, strength):
            second = (3.0 - 5.0 * e + 2.0 * e * e - f) * (0.25 / (strength * strength)) * j
            rows.append((j, (e - 1.0) * (0.5 / strength) * j, second))
        return self._weighted(rows)

    def by_slope(self, slope: float, strength: float) -> Any:
        """Derivatives by the slope of the values and of their first derivatives by ionic strength; a row of zeros."""
        rows = []
        for j, e, f in self._integrals(slope, strength):
            first = ((e - 1.0) * (1.0 + e) + e * e - e - f) * (0.5 / strength) * j
            rows.append((j * (1.0 + e) / slope, first / slope, 0.0))
        return self._weighted(rows)

    def _weighted(self, rows: list[tuple[float, float, float]]) -> Any:
        return np.array(rows).reshape(-1, 3).T @ self.weights

    def _integrals(self, slope: float, strength: float) -> Iterator[tuple[float, float, float]]:
        """J / I of each product, and e and f of x J' = J (1 + e), x^2 J'' = J (2 e^2 - f).

        Written out for each number: of three or four, numpy spends ten times as long on calling itself.
        """
        x = 6.0 * slope * math.sqrt(strength)
        falling_of_one, p_of_one = MIXING_RATE * MIXING_POWER * x**MIXING_POWER, x**-MIXING_DECAY
        for product, power, decay in self.powers:
            falling = falling_of_one * power
            p = p_of_one * decay * math.exp(-falling / MIXING_POWER)
            d = 4.0 + p
            share = p / d
            q = MIXING_DECAY + falling  # the rate at which p falls with ln x
            yield x / strength * product / d, share * q, share * (q * (q - 1.0) - MIXING_POWER * falling)


class PitzerParameters(msgspec.Struct, frozen=True):
    """Interaction parameters at one temperature, or their derivatives by it.

    pairs stacks the matrices that the functions of ionic strength multiply; the last counts with the total charge.
    """

    slope: Any
    pairs: Any
    triplets: Any
    """The psi and zeta terms of those pairs of species that have any: a row for each, to be contracted with m."""


class _Excess(msgspec.Struct, frozen=True):
    """The excess Gibbs energy at one composition: its gradient, and what the Hessian shares with it."""

    gradient: Any
    ln_water: float
    """What it adds to ln a(w)."""
    products: Any
    weighted: Any
    curved: float
    cubic: Any


class Pitzer:
    """The Pitzer model for a list of species.

    Validity: ionic strength to about 6 mol/kg (10 for Li, Na, K chlorides and hydroxides), 0 to 100 degC; the
    temperature coefficients of the multivalent sulfates of Mn, Ni, Co, Cu, Zn, Fe are those of Mg or none.
    """

    name = "pitzer"
    strength_limit = 10.0
    temperature_range = (268.15, 393.15)

    def __init__(self, species: list[str]) -> None:
        self.species = species
        self.charges = np.array([float(charge_of(name)) for name in species])
        self.count = len(species)
        self._pairs()
        self._triplets()
        self._mixing()
        self.half_squares = 0.5 * self.charges * self.charges
        self.absolute = np.abs(self.charges)
        # What ionic strength and total charge count of each species.
        self.sums = np.array([self.half_squares, self.absolute])
        self._parameters: dict[float, PitzerParameters] = {}
        self._slopes: dict[float, PitzerParameters] = {}

    def _pairs(self) -> None:
        n = self.count
        total_charge = 1 + len(EXPONENTS)
        charges = [int(charge) for charge in self.charges]
        rows: list[Any] = []
        places: list[tuple[int, int, int]] = []
        for i, j in itertools.combinations_with_replacement(range(n), 2):
            for kind, numbers in _borrowed(self.species[i], self.species[j]).items():
                if kind == "C0":
                    place, numbers = total_charge, numbers / (2.0 * abs(charges[i] * charges[j]) ** 0.5)
                else:
                    one, two = exponents_of(charges[i], charges[j])
                    # g holds 2 m(c) m(a) B and 2 m m' theta; lambda of a solute with itself is m^2 lambda.
                    place, numbers = {"B1": one, "B2": two}.get(kind, 0), 2.0 * numbers
                rows += [numbers, numbers]
                places += [(place, i, j), (place, j, i)]
        pairs = np.zeros((6, total_charge + 1, n, n))
        if rows:
            place, first, second = np.array(places).T
            pairs[:, place, first, second] = np.array(rows).T
        used = [k for k in range(1, total_charge) if pairs[:, k].any()]
        self.exponents = [EXPONENTS[k - 1] for k in used]
        stacked = pairs[:, [0, *used, total_charge]]
        self.pair_matrices = stacked.shape[1]
        stacked = stacked.reshape(6, -1)
        # Few entries are not zero; the product with the temperature terms is kept small.
        self.pair_places = np.flatnonzero(stacked.any(axis=0))
        self.pair_coefficients = stacked[:, self.pair_places].copy()

    def _triplets(self) -> None:
        place = {name: i for i, name in enumerate(self.species)}
        entries: list[tuple[int, int, Any]] = []
        for record in interactions().parameters:
            if record.kind not in ("PSI", "ZETA") or any(name not in place for name in record.species):
                continue
            i, j, k = (place[name] for name in record.species)
            numbers = np.array(record.values)
            for a, b, c in ((i, j, k), (i, k, j), (j, i, k), (j, k, i), (k, i, j), (k, j, i)):
                entries.append((b * self.count + c, a, numbers))
        # Rows of a matrix [pairs of species, species], since few pairs have a triplet.
        self.triplet_targets = np.unique(np.array([entry[0] for entry in entries], dtype=int))
        row = {int(target): i for i, target in enumerate(self.triplet_targets)}
        self.triplet_places = np.array([row[entry[0]] * self.count + entry[1] for entry in entries], dtype=int)
        self.triplet_coefficients = np.array([entry[2] for entry in entries]).reshape(-1, 6).T

    def _mixing(self) -> None:
        z = self.charges
        self.mixing_charges: list[tuple[int, int]] = []
        matrices = []
        levels = sorted({abs(int(value)) for value in z if value})
        alike = np.outer(z, z) > 0
        for first, second in itertools.combinations(levels, 2):
            meet = np.outer(np.abs(z) == first, np.abs(z) == second)
            matrix = np.where(alike & (meet | meet.T), 2.0, 0.0)
            if matrix.any():
                self.mixing_charges.append((first, second))
                matrices.append(matrix)
        self.mixing = np.array(matrices).reshape(-1, self.count, self.count)
        self.mixing_functions = UnsymmetricalMixing(self.mixing_charges)

    def at_temperature(self, T: float) -> PitzerParameters:
        """Parameters at T [K]; most vessels keep their temperature, so that those asked for last are remembered."""
        known = self._parameters.get(T)
        if known is None:
            known = self._combined(temperature_terms(T), osmotic_slope(T))
            _remember(self._parameters, T, known)
        return known

    def slopes_at(self, T: float) -> PitzerParameters:
        """Derivatives of the parameters by T at T [K]; what mixing multiplies is constant and stands as it is."""
        known = self._slopes.get(T)
        if known is None:
            slope = osmotic_slope(complex(T, COMPLEX_STEP)).imag / COMPLEX_STEP
            known = self._combined(temperature_slopes(T), slope)
            _remember(self._slopes, T, known)
        return known

    def _combined(self, terms: Any, slope: float) -> PitzerParameters:
        first = len(self.mixing)
        pairs = np.zeros((first + self.pair_matrices, self.count, self.count))
        pairs[:first] = self.mixing
        pairs[first:].ravel()[self.pair_places] = terms @ self.pair_coefficients
        triplets = np.zeros(len(self.triplet_targets) * self.count)
        triplets[self.triplet_places] = terms @ self.triplet_coefficients
        return PitzerParameters(slope, pairs, triplets.reshape(-1, self.count))

    def _functions(self, mixing: Any, strength: float, total_charge: float) -> Any:
        """What multiplies the matrices of pairs, and two derivatives by ionic strength: [3, functions]."""
        first = len(self.mixing_charges)
        columns = np.zeros((3, first + len(self.exponents) + 2))
        columns[:, :first] = mixing
        columns[0, first], columns[0, -1] = 1.0, total_charge
        if self.exponents:
            ranges = [range_function(exponent, strength) for exponent in self.exponents]
            columns[:, first + 1 : -1] = np.array(ranges).T
        return columns

    def activities(self, parameters: PitzerParameters, m: Any, derivatives: bool = True) -> Activities:
        i_m, b = self.half_squares, CLOSEST_APPROACH
        scale, scale_slope = limit_ionic_strength(float(i_m @ m))
        limited, strength, total_charge = self._limited(m, scale)
        functions = self._functions(self.mixing_functions.functions(parameters.slope, strength), strength, total_charge)
        found = self._excess(parameters, functions, limited, strength)
        ln_water = found.ln_water - MOLAR_MASS_WATER * limited.sum()
        if not derivatives:
            return Activities(found.gradient, ln_water, None, None)
        root, products, weighted = math.sqrt(strength), found.products, found.weighted
        ratio = 1.0 + b * root
        f2 = -2.0 * parameters.slope / root * (1.0 / ratio + 0.5 / ratio**2)
        # What ionic strength and total charge add: a matrix of rank two and its transpose.
        cross = np.array([weighted[1] + (0.5 * f2 + 0.25 * found.curved) * i_m, products[-1]]).T @ self.sums
        hessian = (functions[0] @ parameters.pairs.reshape(len(products), -1)).reshape(self.count, self.count)
        hessian += cross
        hessian += cross.T
        hessian += found.cubic
        water = -MOLAR_MASS_WATER * (1.0 + hessian @ limited)
        return Activities(
            found.gradient,
            ln_water,
            through_limit(hessian, m, i_m, scale, scale_slope),
            through_limit(water, m, i_m, scale, scale_slope),
        )

    def by_temperature(self, T: float, m: Any) -> tuple[Any, float]:
        scale, _ = limit_ionic_strength(float(self.half_squares @ m))
        limited, strength, total_charge = self._limited(m, scale)
        slopes = self.slopes_at(T)
        mixing = self.mixing_functions.by_slope(self.at_temperature(T).slope, strength) * slopes.slope
        # The energy is linear in the parameters but for the functions of unsymmetrical mixing.
        found = self._excess(slopes, self._functions(mixing, strength, total_charge), limited, strength)
        return found.gradient, found.ln_water

    def _limited(self, m: Any, scale: float) -> tuple[Any, float, float]:
        """Molalities within the limit of ionic strength, ionic strength and total charge of these."""
        limited = m * scale
        strength, total_charge = (self.sums @ limited).tolist()
        return limited, max(strength, SMALLEST_IONIC_STRENGTH), total_charge

    def _excess(self, parameters: PitzerParameters, functions: Any, limited: Any, strength: float) -> _Excess:
        b, root = CLOSEST_APPROACH, math.sqrt(strength)
        ratio = 1.0 + b * root
        front, log_ratio = -parameters.slope * 4.0 / b, math.log(ratio)
        f1 = front * (log_ratio + b * root / (2.0 * ratio))
        products = (parameters.pairs.reshape(-1, self.count) @ limited).reshape(-1, self.count)
        weighted = functions @ products
        value, along, curved = (weighted @ limited).tolist()
        charge_sum = 0.5 * (limited @ products[-1])
        cubic = self._cubic(parameters, limited)
        cubic_gradient = 0.5 * (cubic @ limited)
        energy = front * strength * log_ratio + 0.5 * value + (limited @ cubic_gradient) / 3.0
        gradient = weighted[0] + cubic_gradient + (f1 + 0.5 * along) * self.half_squares + charge_sum * self.absolute
        ln_water = -MOLAR_MASS_WATER * (limited @ gradient - energy)
        return _Excess(gradient, float(ln_water), products, weighted, curved, cubic)

    def _cubic(self, parameters: PitzerParameters, m: Any) -> Any:
        """Matrix of the psi and zeta terms contracted once with molality."""
        matrix = np.zeros(self.count * self.count)
        matrix[self.triplet_targets] = parameters.triplets @ m
        return matrix.reshape(self.count, self.count)


def _remember(known: dict[float, PitzerParameters], T: float, parameters: PitzerParameters) -> None:
    if len(known) >= REMEMBERED:
        known.pop(next(iter(known)))
    known[T] = parameters


@cache
def _parameter_values() -> dict[frozenset[str], dict[str, Any]]:
    values: dict[frozenset[str], dict[str, Any]] = {}
    for record in interactions().parameters:
        if len(record.species) == 2:
            values.setdefault(frozenset(record.species), {})[record.kind] = np.array(record.values)
    return values


def _stand_ins(name: str) -> Iterator[str]:
    """The ion itself, then those whose parameters may stand for it."""
    table = interactions()
    yield name
    yield from table.analogues.get(name, [])
    charge = charge_of(name)
    if charge:
        yield table.by_charge.get(str(charge), name)


@cache
def _borrowed(first: str, second: str) -> dict[str, Any]:
    """Parameters of a pair, its own or of an analogous pair of opposite charge; empty where there are none."""
    values = _parameter_values()
    own = values.get(frozenset((first, second)))
    if own is not None:
        return own
    opposite = charge_of(first) * charge_of(second) < 0
    explicit = [first, second] in interactions().explicit_pairs or [
        second,
        first,
    ] in interactions().explicit_pairs
    if not opposite or explicit:
        return {}
    for one in _stand_ins(first):
        for other in _stand_ins(second):
            found = values.get(frozenset((one, other)))
            if found is not None and charge_of(one) * charge_of(other) < 0:
                return found
    return {}
