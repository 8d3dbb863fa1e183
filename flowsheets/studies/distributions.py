"""Distributions of a parameter as they are written: 'normal(250 degC, 10)', 'triangular(80 %, 90 %, 95 %)'.

| written | what |
|---|---|
| normal(mean, standard deviation) | a deviation in % is one of the mean |
| lognormal(median, geometric standard deviation) | the second a factor above 1 |
| uniform(low, high) | |
| triangular(low, most likely, high) | |
| pert(low, most likely, high) | the beta distribution of Malcolm et al. (1959), doi:10.1287/opre.7.5.646 |
| discrete(value: probability, ...) | probabilities are divided by their sum |
"""

from __future__ import annotations

import difflib
import re

import msgspec
import numpy as np

from flowsheets.studies.ranges import NUMBER
from unitops.errors import InputError

ARGUMENTS = {
    "normal": "mean, standard deviation",
    "lognormal": "median, geometric standard deviation",
    "uniform": "low, high",
    "triangular": "low, most likely, high",
    "pert": "low, most likely, high",
    "discrete": "value: probability, ...",
}
_CALL = re.compile(r"\s*(?P<kind>\w+)\s*\((?P<inside>.*)\)\s*", re.DOTALL)
_ONE = re.compile(rf"(?P<number>{NUMBER})\s*(?P<unit>.*)", re.DOTALL)
LEAST_SHARE = 1e-6
"""Of a distribution at least this share has to lie inside the parameter's bounds."""


class Distribution(msgspec.Struct, frozen=True):
    """How the values [unit] of a parameter spread. low, high: the bounds at which it is cut off."""

    path: str
    kind: str
    numbers: tuple[float, ...]
    unit: str
    text: str
    weights: tuple[float, ...] = ()
    low: float = -np.inf
    high: float = np.inf

    @property
    def heading(self) -> str:
        """As a column of cases is headed."""
        return f"{self.path} [{self.unit}]" if self.unit else self.path

    @property
    def cut(self) -> bool:
        """Whether a noticeable part lies beyond the bounds."""
        return self._share(self.high) - self._share(self.low) < 1.0 - 1e-9

    def truncated(self, low: float, high: float) -> Distribution:
        """The same between two bounds [unit]; raises InputError if it does not reach between them."""
        cut = msgspec.structs.replace(self, low=low, high=high)
        if self.kind == "discrete" and not all(low <= value <= high for value in self.numbers):
            raise self._beyond(low, high)
        if cut._share(high) - cut._share(low) < LEAST_SHARE:
            raise self._beyond(low, high)
        return cut

    def values(self, shares: np.ndarray) -> np.ndarray:
        """Values [unit] below which so large a share (0 to 1) of the distribution lies."""
        from scipy.special import betaincinv, ndtri

        below, above = self._share(self.low), self._share(self.high)
        if self.kind == "discrete":
            edges = np.cumsum(self.weights)
            place = np.minimum(np.searchsorted(edges, shares * edges[-1], side="right"), len(edges) - 1)
            return np.array(self.numbers)[place]
        u = below + shares * (above - below)
        if self.kind == "normal":
            found = self.numbers[0] + self.numbers[1] * ndtri(u)
        elif self.kind == "lognormal":
            found = self.numbers[0] * self.numbers[1] ** ndtri(u)
        elif self.kind == "uniform":
            found = self.numbers[0] + u * (self.numbers[1] - self.numbers[0])
        elif self.kind == "triangular":
            found = self._triangular(u)
        else:
            alpha, beta = self._shapes()
            found = self.numbers[0] + (self.numbers[2] - self.numbers[0]) * betaincinv(alpha, beta, u)
        return np.clip(found, self.low, self.high)

    def _triangular(self, u: np.ndarray) -> np.ndarray:
        low, mode, high = self.numbers
        knee = (mode - low) / (high - low)
        rising = low + np.sqrt(u * (high - low) * (mode - low))
        return np.where(u < knee, rising, high - np.sqrt((1.0 - u) * (high - low) * (high - mode)))

    def _shapes(self) -> tuple[float, float]:
        low, mode, high = self.numbers
        return 1.0 + 4.0 * (mode - low) / (high - low), 1.0 + 4.0 * (high - mode) / (high - low)

    def _share(self, value: float) -> float:
        """Share of the whole distribution below a value."""
        from scipy.special import betainc, ndtr

        if self.kind == "discrete" or value == -np.inf:
            return 0.0 if value < max(self.numbers) else 1.0
        if value == np.inf:
            return 1.0
        first, last = self.numbers[0], self.numbers[-1]
        if self.kind == "normal":
            return float(ndtr((value - first) / last))
        if self.kind == "lognormal":
            return float(ndtr(np.log(value / first) / np.log(last))) if value > 0.0 else 0.0
        x = min(max((value - first) / (last - first), 0.0), 1.0)
        if self.kind == "uniform":
            return x
        if self.kind == "pert":
            return float(betainc(*self._shapes(), x))
        knee = (self.numbers[1] - first) / (last - first)
        return x * x / knee if x < knee else 1.0 - (1.0 - x) ** 2 / (1.0 - knee) if knee < 1.0 else x * x

    def _beyond(self, low: float, high: float) -> InputError:
        remedy = f"The parameter's range is {low:g} to {high:g} {self.unit}".rstrip() + "."
        return InputError(f"{self.text} reaches beyond what the parameter may be", place=self.path, remedy=remedy)


def read_distribution(text: str) -> Distribution:
    """A distribution from 'PATH=kind(...)'; raises InputError with how to write one."""
    path, equals, written = text.partition("=")
    if not equals or not path.strip():
        remedy = 'Write "KN-101.temperature=normal(1050 degC, 20)".'
        raise InputError(f'"{text}" names no distribution of a parameter', remedy=remedy)
    return distribution_of(path.strip(), written)


def distribution_of(path: str, written: str) -> Distribution:
    """The same from the part behind the equals sign."""
    text = written.strip()
    found = _CALL.fullmatch(text)
    if found is None:
        raise InputError(f'"{text}" is no distribution', place=path, remedy=_all())
    kind = found["kind"].lower()
    if kind not in ARGUMENTS:
        near = difflib.get_close_matches(kind, ARGUMENTS, n=1)
        raise InputError(
            f'"{kind}" is no distribution', place=path, remedy=f"Did you mean {near[0]}?" if near else _all()
        )
    inside = [part.strip() for part in found["inside"].split(",")]
    distribution = _discrete(path, text, inside) if kind == "discrete" else _continuous(path, text, kind, inside)
    _require_possible(distribution)
    return distribution


def _continuous(path: str, text: str, kind: str, inside: list[str]) -> Distribution:
    if len(inside) != len(ARGUMENTS[kind].split(",")):
        raise InputError(f'"{text}" needs {ARGUMENTS[kind]}', place=path)
    read = [_quantity(part, path) for part in inside]
    unit = next((u for _, u in read if u), "")
    numbers = [number for number, _ in read]
    for position, (_, own) in enumerate(read):
        spread = position == 1 and kind in ("normal", "lognormal")
        if spread and kind == "normal" and own == "%" and unit != "%":
            if unit in ("degC", "degF"):
                raise InputError(
                    f"a share of a temperature in {unit} means nothing", place=path, remedy="Write it in K."
                )
            numbers[1] = abs(numbers[0]) * numbers[1] / 100.0
        elif own not in ("", unit) and not (spread and unit == "degC" and own == "K"):
            raise InputError(f'"{text}" mixes units', place=path, remedy=f"Write all of it in {unit}.")
    return Distribution(path, kind, tuple(numbers), unit, text)


def _discrete(path: str, text: str, inside: list[str]) -> Distribution:
    pairs = [part.rpartition(":") for part in inside]
    if not all(colon for _, colon, _ in pairs):
        raise InputError(f'"{text}" needs {ARGUMENTS["discrete"]}', place=path)
    read = [_quantity(value.strip(), path) for value, _, _ in pairs]
    units = {unit for _, unit in read} - {""}
    if len(units) > 1:
        raise InputError(f'"{text}" mixes units', place=path)
    weights = tuple(_quantity(weight.strip(), path)[0] for _, _, weight in pairs)
    return Distribution(path, "discrete", tuple(n for n, _ in read), next(iter(units), ""), text, weights)


def _quantity(text: str, path: str) -> tuple[float, str]:
    found = _ONE.fullmatch(text)
    if found is None:
        raise InputError(f'"{text}" is not a quantity', place=path, remedy='Write for example "250 degC".')
    return float(found["number"]), found["unit"].strip()


def _require_possible(distribution: Distribution) -> None:
    kind, numbers = distribution.kind, distribution.numbers
    fault = ""
    if kind == "normal" and numbers[1] <= 0.0:
        fault = "the standard deviation is not above 0"
    elif kind == "lognormal" and (numbers[0] <= 0.0 or numbers[1] <= 1.0):
        fault = "the median has to be above 0, the geometric standard deviation above 1"
    elif kind == "uniform" and numbers[0] >= numbers[1]:
        fault = "low is not below high"
    elif kind in ("triangular", "pert") and not (numbers[0] <= numbers[1] <= numbers[2] and numbers[0] < numbers[2]):
        fault = "low, most likely and high are not in this order"
    elif kind == "discrete" and (min(distribution.weights) < 0.0 or sum(distribution.weights) <= 0.0):
        fault = "the probabilities are not positive"
    if fault:
        raise InputError(f"{distribution.text}: {fault}", place=distribution.path)


def _all() -> str:
    return "There are " + "; ".join(f"{kind}({inside})" for kind, inside in ARGUMENTS.items()) + "."
