"""Heat capacities as segments of sum a_k T^k, k = -2 ... 4, and what is done to them on the way."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import numpy as np

POWERS = range(-2, 5)
HALF_RAMP = 2.0  # [K]


@dataclass(frozen=True)
class Segment:
    """Cp = sum a_k T^k [J/mol/K] from ``low`` to ``high`` [K]; a ramp stands for a transition."""

    low: float
    high: float
    coefficients: tuple[float, ...]
    ramp: bool = False

    def heat_capacity(self, temperature: float) -> float:
        return sum(a * temperature**k for a, k in zip(self.coefficients, POWERS, strict=True))

    def enthalpy(self, low: float, high: float) -> float:
        """Integral of Cp from ``low`` to ``high`` [J/mol]."""
        return sum(a * _power_integral(k, low, high) for a, k in zip(self.coefficients, POWERS, strict=True))

    def entropy(self, low: float, high: float) -> float:
        """Integral of Cp/T from ``low`` to ``high`` [J/mol/K]."""
        return sum(a * _power_integral(k - 1, low, high) for a, k in zip(self.coefficients, POWERS, strict=True))


def _power_integral(power: int, low: float, high: float) -> float:
    if power == -1:
        return float(np.log(high / low))
    return (high ** (power + 1) - low ** (power + 1)) / (power + 1)


def constant(value: float, low: float = 273.15, high: float = 373.15) -> list[Segment]:
    return [Segment(low, high, (0.0, 0.0, value, 0.0, 0.0, 0.0, 0.0))]


def from_powers(low: float, high: float, powers: dict[int, float]) -> Segment:
    return Segment(low, high, tuple(powers.get(k, 0.0) for k in POWERS))


def held(segments: list[Segment], temperature: float) -> Segment:
    """The segment at ``temperature``; outside the range the end value, held."""
    if temperature < segments[0].low:
        return constant(segments[0].heat_capacity(segments[0].low))[0]
    if temperature >= segments[-1].high:
        return constant(segments[-1].heat_capacity(segments[-1].high))[0]
    return next(s for s in segments if s.low <= temperature < s.high)


def integral(segments: list[Segment], low: float, high: float, kind: str = "enthalpy") -> float:
    """Integral of Cp (or of Cp/T for ``kind`` entropy), ends held, from ``low`` to ``high``."""
    if high < low:
        return -integral(segments, high, low, kind)
    edges = sorted({low, high, *(e for s in segments for e in (s.low, s.high) if low < e < high)})
    total = 0.0
    for start, stop in itertools.pairwise(edges):
        total += getattr(held(segments, 0.5 * (start + stop)), kind)(start, stop)
    return total


def joined(phases: list[list[Segment]], latent: list[float]) -> list[Segment]:
    """Chain crystal forms; each latent heat [J/mol] becomes a ramp of Cp, 4 K wide, about the transition.

    The ramp holds the latent heat and the sensible heat of both forms on their sides, so that enthalpy
    outside the ramp is that of the source.
    """
    chain = list(phases[0])
    for following, heat in zip(phases[1:], latent, strict=True):
        temperature = chain[-1].high
        if abs(heat) < 1.0:
            chain += following
            continue
        low, high = temperature - HALF_RAMP, temperature + HALF_RAMP
        before, after = chain[-1], following[0]
        total = before.enthalpy(low, temperature) + heat + after.enthalpy(temperature, high)
        chain[-1] = replace(before, high=low)
        chain.append(Segment(low, high, (0.0, 0.0, total / (high - low), 0.0, 0.0, 0.0, 0.0), ramp=True))
        chain.append(replace(after, low=high))
        chain += following[1:]
    return chain


def limited(segments: list[Segment], low: float, high: float) -> list[Segment]:
    """The part of a chain between two temperatures."""
    return [replace(s, low=max(s.low, low), high=min(s.high, high)) for s in segments if s.high > low and s.low < high]


def without_ramps(segments: list[Segment]) -> list[Segment]:
    """A chain whose transitions are left out, for summing the heat capacities of other compounds."""
    kept: list[Segment] = []
    for segment in segments:
        if segment.ramp:
            continue
        if kept:
            middle = 0.5 * (kept[-1].high + segment.low)
            kept[-1] = replace(kept[-1], high=middle)
            segment = replace(segment, low=middle)
        kept.append(segment)
    return kept


def combined(parts: list[tuple[float, list[Segment]]], high: float | None = None) -> list[Segment]:
    """Weighted sum of chains (Kopp and Neumann); ends held, transitions left out."""
    chains = [(factor, without_ramps(segments)) for factor, segments in parts]
    low = max(chain[0].low for _, chain in chains)
    top = high if high is not None else min(chain[-1].high for _, chain in chains)
    edges = sorted({low, top, *(s.high for _, chain in chains for s in chain if low < s.high < top)})
    total = []
    for start, stop in itertools.pairwise(edges):
        rows = [np.array(held(chain, 0.5 * (start + stop)).coefficients) * factor for factor, chain in chains]
        total.append(Segment(start, stop, tuple(float(a) for a in np.sum(rows, axis=0))))
    return total


def fitted(low: float, high: float, heat_capacity, powers: tuple[int, ...] = (-2, -1, 0, 1, 2)) -> Segment:
    """Least-squares refit of a heat capacity law with other powers (T^-0.5, T^-3) onto ours."""
    temperature = np.linspace(low, high, 120)
    target = np.array([heat_capacity(t) for t in temperature])
    basis = np.stack([(temperature / 500.0) ** k for k in powers], axis=1)
    solution = np.linalg.lstsq(basis, target, rcond=None)[0]
    return from_powers(low, high, {k: float(a) / 500.0**k for k, a in zip(powers, solution, strict=True)})
