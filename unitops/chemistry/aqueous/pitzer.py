"""The Pitzer ion interaction model, written as one excess Gibbs energy with gradient and Hessian.

With g = G(excess) / (R T kg water) as a function of molality, ln gamma(i) = dg/dm(i) and
ln a(w) = -M(w) (sum m + sum m dg/dm - g). In this form activity coefficients and water activity obey the
Gibbs-Duhem relation exactly, and their derivatives are the symmetric Hessian.

Sources: Pitzer 1991, Activity Coefficients in Electrolyte Solutions, 2nd ed., chapter 3; unsymmetrical mixing by
the integral approximation of Pitzer 1975, J. Solution Chem. 4, 249, doi 10.1007/BF00646562.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from unitops.chemistry.aqueous.activity import (
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


def exponents_of(first: int, second: int) -> tuple[int, int]:
    """Places in the list of functions of the beta(1) and beta(2) terms for two charge numbers."""
    if abs(first) == 1 or abs(second) == 1:
        return 1, 3
    if abs(first) == 2 and abs(second) == 2:
        return 2, 3
    return 1, 4


def temperature_terms(T: Any) -> Any:
    """The six temperature functions of a parameter, for a batch of T [K]."""
    r = REFERENCE_TEMPERATURE
    one = np.ones_like(T)
    terms = [one, 1.0 / T - 1.0 / r, np.log(T / r), T - r, T * T - r * r, 1.0 / (T * T) - 1.0 / (r * r)]
    return np.stack(terms, axis=-1)


def range_function(exponent: Any, strength: Any) -> tuple[Any, Any, Any]:
    """g(x), x = exponent sqrt(I), with its first and second derivative by I."""
    x = exponent * np.sqrt(strength)
    decay = np.exp(-x)
    small = np.minimum(x, 0.2)
    second = 1.0 + small / 3 * (1.0 + small / 4 * (1 + small / 5 * (1 + small / 6 * (1 + small / 7))))
    third = 1.0 + small / 4 * (1.0 + small / 5 * (1 + small / 6 * (1 + small / 7 * (1 + small / 8))))
    near = x < 0.05
    x_safe = np.where(near, 1.0, x)
    decay_safe = np.exp(-x_safe)
    g = np.where(near, decay * second, 2.0 * (1.0 - (1.0 + x_safe) * decay_safe) / x_safe**2)
    far_k = -2.0 * (1.0 - (1.0 + x_safe + x_safe**2 / 2.0) * decay_safe) / x_safe**2
    k = np.where(near, -x * decay * third / 3.0, far_k)
    return g, k / strength, (-0.5 * x * decay - 2.0 * k) / strength**2


def mixing_integral(x: Any) -> tuple[Any, Any, Any]:
    """Pitzer's J(x) for unsymmetrical mixing with two derivatives (approximation of 1975, eq. 47)."""
    power = x**0.528
    p = 4.581 * x**-0.7237 * np.exp(-0.0120 * power)
    q = -(0.7237 + 0.0120 * 0.528 * power)
    p1 = p * q / x
    p2 = p * (q * q - q - 0.0120 * 0.528**2 * power) / x**2
    d = 4.0 + p
    return x / d, 1.0 / d - x * p1 / d**2, (-2.0 * p1 - x * p2) / d**2 + 2.0 * x * p1 * p1 / d**3


def unsymmetrical_mixing(charges: list[tuple[int, int]], slope: Any, strength: Any) -> tuple[Any, Any, Any]:
    """Electrostatic part of theta for pairs of unlike charge numbers of one sign, with two derivatives by I.

    slope and strength are columns; the answer has one column for each pair.
    """
    products = np.array([[a * b, a * a, b * b] for a, b in charges], dtype=float)
    weights = np.array([1.0, -0.5, -0.5])
    one, two = strength[..., None], strength
    x = 6.0 * products * (slope * np.sqrt(strength))[..., None]
    j, j1, j2 = mixing_integral(x)
    total = (weights * j).sum(axis=-1)
    by_one = (weights * (j1 * x / (2.0 * one))).sum(axis=-1)
    by_two = (weights * ((j2 * x - j1) * x / (4.0 * one**2))).sum(axis=-1)
    factor = products[:, 0] / 4.0
    value = factor * total / two
    first = factor * (by_one / two - total / two**2)
    second = factor * (by_two / two - 2.0 * by_one / two**2 + 2.0 * total / two**3)
    return value, first, second


@dataclass(frozen=True)
class PitzerParameters:
    """Interaction parameters of one batch of temperatures."""

    slope: Any
    pairs: Any
    triple_charge: Any
    triplets: Any


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

    def _pairs(self) -> None:
        values = _parameter_values()
        n = self.count
        pairs = np.zeros((6, 1 + len(EXPONENTS), n, n))
        triple_charge = np.zeros((6, n, n))
        for i, j in itertools.combinations_with_replacement(range(n), 2):
            found = _borrowed(self.species[i], self.species[j], values)
            zi, zj = int(self.charges[i]), int(self.charges[j])
            one, two = exponents_of(zi, zj)
            for kind, numbers in found.items():
                if kind == "C0":
                    triple_charge[:, i, j] = triple_charge[:, j, i] = numbers / (2.0 * abs(zi * zj) ** 0.5)
                else:
                    place = {"B1": one, "B2": two}.get(kind, 0)
                    # g holds 2 m(c) m(a) B and 2 m m' theta; lambda of a solute with itself is m^2 lambda.
                    pairs[:, place, i, j] = pairs[:, place, j, i] = 2.0 * numbers
        used = [k for k in range(1, 1 + len(EXPONENTS)) if pairs[:, k].any()]
        self.exponents = np.array([EXPONENTS[k - 1] for k in used])
        self.pair_coefficients = pairs[:, [0, *used]].reshape(6, -1)
        self.charge_coefficients = triple_charge.reshape(6, -1)

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
        entries.sort(key=lambda entry: entry[0])
        targets = np.array([entry[0] for entry in entries], dtype=int)
        self.triplet_sources = np.array([entry[1] for entry in entries], dtype=int)
        self.triplet_targets, self.triplet_starts = np.unique(targets, return_index=True)
        self.triplet_coefficients = np.array([entry[2] for entry in entries]).reshape(-1, 6).T

    def _mixing(self) -> None:
        z = self.charges
        self.mixing_charges: list[tuple[int, int]] = []
        matrices = []
        levels = sorted({abs(int(value)) for value in z if value})
        for first, second in itertools.combinations(levels, 2):
            matrix = np.zeros((self.count, self.count))
            for i, j in itertools.product(range(self.count), repeat=2):
                if z[i] * z[j] > 0 and {abs(int(z[i])), abs(int(z[j]))} == {first, second}:
                    matrix[i, j] = 2.0
            if matrix.any():
                self.mixing_charges.append((first, second))
                matrices.append(matrix)
        self.mixing = np.array(matrices).reshape(len(matrices), self.count, self.count)

    def at_temperature(self, T: Any) -> PitzerParameters:
        terms = temperature_terms(T)
        n, rows = self.count, len(T)
        pairs = _times(terms, self.pair_coefficients).reshape(rows, -1, n, n)
        mixing = np.broadcast_to(self.mixing, (rows, *self.mixing.shape))
        return PitzerParameters(
            slope=osmotic_slope(T),
            pairs=np.concatenate([pairs, mixing], axis=1),
            triple_charge=_times(terms, self.charge_coefficients).reshape(rows, n, n),
            triplets=_times(terms, self.triplet_coefficients),
        )

    def _functions(self, parameters: PitzerParameters, strength: Any) -> Any:
        """Functions of ionic strength and two derivatives: [rows, 3, functions]."""
        rows = len(strength)
        columns = np.zeros((3, rows, 1 + len(self.exponents) + len(self.mixing_charges)), strength.dtype)
        columns[0, :, 0] = 1.0
        column = strength[:, None]
        last = 1 + len(self.exponents)
        columns[:, :, 1:last] = range_function(self.exponents, column)
        if self.mixing_charges:
            slope = parameters.slope[:, None]
            columns = columns.astype(np.result_type(columns, slope))
            columns[:, :, last:] = unsymmetrical_mixing(self.mixing_charges, slope, column)
        return np.swapaxes(columns, 0, 1)

    def activities(self, parameters: PitzerParameters, m: Any, derivatives: bool = True) -> Activities:
        z = self.charges
        limited, scale, scale_slope = limit_ionic_strength(m, z)
        i_m = 0.5 * z * z
        strength = np.maximum((limited * i_m).sum(axis=1), SMALLEST_IONIC_STRENGTH)
        root, b = np.sqrt(strength), CLOSEST_APPROACH
        ratio = 1.0 + b * root
        front = -parameters.slope * 4.0 / b
        f0 = front * strength * np.log(ratio)
        f1 = front * (np.log(ratio) + b * root / (2.0 * ratio))
        functions = self._functions(parameters, strength)
        products = parameters.pairs @ limited[:, None, :, None]
        weighted = functions @ products[..., 0]
        value, along, curved = ((limited * weighted[:, k]).sum(axis=1) for k in range(3))
        absolute = np.abs(z)
        total_charge = (limited * absolute).sum(axis=1)
        charge_product = (parameters.triple_charge @ limited[:, :, None])[..., 0]
        charge_sum = 0.5 * (limited * charge_product).sum(axis=1)
        cubic = self._cubic(parameters, limited)
        cubic_gradient = 0.5 * (cubic @ limited[:, :, None])[..., 0]
        cubic_value = (limited * cubic_gradient).sum(axis=1) / 3.0
        energy = f0 + 0.5 * value + total_charge * charge_sum + cubic_value
        gradient = (
            (f1 + 0.5 * along)[:, None] * i_m
            + weighted[:, 0]
            + charge_sum[:, None] * absolute
            + total_charge[:, None] * charge_product
            + cubic_gradient
        )
        ln_water = -MOLAR_MASS_WATER * (np.sum(limited + limited * gradient, axis=1) - energy)
        if not derivatives:
            return Activities(gradient, ln_water, None, None)
        f2 = front * b / (2.0 * root) * (1.0 / ratio + 0.5 / ratio**2)
        rows, count = functions.shape[0], functions.shape[2]
        flat = parameters.pairs.reshape(rows, count, -1)
        hessian = (functions[:, :1] @ flat).reshape(rows, self.count, self.count)
        hessian = hessian + (f2 + 0.5 * curved)[:, None, None] * np.outer(i_m, i_m)
        cross = weighted[:, 1][:, :, None] * i_m + charge_product[:, :, None] * absolute
        hessian = hessian + cross + np.swapaxes(cross, 1, 2)
        hessian = hessian + total_charge[:, None, None] * parameters.triple_charge + cubic
        water = -MOLAR_MASS_WATER * (1.0 + (hessian @ limited[:, :, None])[..., 0])
        return Activities(
            gradient,
            ln_water,
            through_limit(hessian, m, z, scale, scale_slope),
            through_limit(water, m, z, scale, scale_slope),
        )

    def _cubic(self, parameters: PitzerParameters, m: Any) -> Any:
        """Matrix of the psi and zeta terms contracted once with molality."""
        dtype = np.result_type(m, parameters.triplets)
        matrix = np.zeros((len(m), self.count * self.count), dtype=dtype)
        if len(self.triplet_sources):
            terms = m[:, self.triplet_sources] * parameters.triplets
            matrix[:, self.triplet_targets] = np.add.reduceat(terms, self.triplet_starts, axis=1)
        return matrix.reshape(len(m), self.count, self.count)


def _times(terms: Any, coefficients: Any) -> Any:
    """Sum of coefficients times temperature terms, row by row, in an order that no batch size changes."""
    total = terms[:, :1] * coefficients[0]
    for k in range(1, 6):
        total = total + terms[:, k : k + 1] * coefficients[k]
    return total


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


def _borrowed(first: str, second: str, values: dict[frozenset[str], dict[str, Any]]) -> dict[str, Any]:
    """Parameters of a pair, its own or of an analogous pair of opposite charge; empty where there are none."""
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
