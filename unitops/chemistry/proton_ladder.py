"""The ladder of proton acceptors, smooth: who holds the protons of a liquor, for any iterate.

`unitops.chemistry.canonical.settle` hands out protons exactly, with corners. Property functions need the same
in closed form with continuous derivatives, finite for negative totals, for no water and for nothing at all.
With W+ the positive part of the water total, e = ``relative``, t = ``least``:

    P(x)        = (x + sqrt(x^2 + (e W+)^2 + t^2)) / 2,    W+ = (W + sqrt(W^2 + t^2)) / 2
    S_i         = P(n_i)                                   capacity of each total
    y           = n(H+) + sum over totals that are themselves protonated (Al+3, H3BO3, H4SiO4) of p_i n_i
    h           = P(y),  OH- = h - y
    and for each rung in order, with capacity s = p S (S: what stands in the acceptor's form), k = K W+:
    x           = 2 h s / (h + s + k + sqrt((h - s)^2 + 2 k (h + s) + k^2 + t^2) + t)
    h           <- h - x,   product = x / p,   acceptor <- acceptor - x / p

x is the root of the dissociation equilibrium (h - x)(s - x) = k x, so that strong rungs fill like
min(h, s) while HSO4-, H3PO4 and HF dissociate on dilution. All amounts in mol (or mol/s). Sums and rungs run
over the totals that the liquor is written in; a rung is there when H+ and its acceptor can be, and without H+
among the totals nothing is handed out and the totals stand as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import msgspec

WATER = "H2O(l)"
PROTON = "H+(aq)"
HYDROXIDE = "OH-(aq)"


class Arithmetic(Protocol):
    """What supplies the square root: the modules numpy and casadi do, and math for floats."""

    @property
    def sqrt(self) -> Callable[[Any], Any]:
        """Square root of whatever number type the caller works with."""
        ...


class Smoothing(msgspec.Struct, frozen=True):
    """Widths of the rounded corners."""

    relative: float
    """Share of the water total over which P(x) rounds its corner."""
    least: float
    """Amount [mol] below which everything is nothing."""
    width: float
    """Rounding of the ends of the temperature range [K]."""


class LadderRung(msgspec.Struct, frozen=True):
    """``acceptor + protons H+ -> product (+ water)``; constant K in mol per mol of water, per proton."""

    product: str
    acceptor: str
    protons: int
    constant: float


class Settled(NamedTuple):
    """True amounts of a liquor, smooth and non-negative."""

    water: Any
    """W+, positive part of the water total."""
    amounts: dict[str, Any]
    """True species but water; what the merged rung holds stays with its acceptor and with H+."""
    hydroxide: Any
    taken: tuple[Any, ...]
    """Moles of product that each rung forms."""
    capacities: dict[str, Any]
    """Positive part S of each total."""


class ProtonLadder:
    """Rungs that matter for one set of totals, and their filling."""

    def __init__(self, ids: Sequence[str], rungs: Sequence[LadderRung], smoothing: Smoothing, merged: str = "") -> None:
        self.ids = tuple(ids)
        self.smoothing = smoothing
        self.merged = merged
        self.solutes = tuple(key for key in self.ids if key not in (WATER, PROTON))
        present = set(self.solutes)
        self.lowest = {rung.product: rung for rung in rungs if rung.product in present}
        reached = present | {rung.acceptor for rung in self.lowest.values()}
        chosen = []
        for rung in rungs if PROTON in self.ids else ():
            if rung.acceptor in reached:
                chosen.append(rung)
                reached.add(rung.product)
        self.rungs = tuple(chosen)
        if not self.rungs:
            self.lowest = {}

    def positive(self, value: Any, corner: Any, math: Arithmetic) -> Any:
        """P(x) with a corner of squared width ``corner``."""
        return 0.5 * (value + math.sqrt(value * value + corner))

    def settle(self, totals: Mapping[str, Any], math: Arithmetic) -> Settled:
        """Distribute the protons of the totals; see the formulas at the head of this module."""
        least = self.smoothing.least**2
        water = self.positive(totals.get(WATER, 0.0), least, math)
        corner = (self.smoothing.relative * water) ** 2 + least
        capacities = {key: self.positive(totals[key], corner, math) for key in self.solutes}
        amounts = dict(capacities)
        excess = totals.get(PROTON, 0.0)
        for key, rung in self.lowest.items():
            amounts[rung.acceptor] = amounts.pop(key)
            excess = excess + rung.protons * totals[key]
        if PROTON not in totals:
            return Settled(water, amounts, 0.0, (), capacities)
        protons = self.positive(excess, corner, math)
        hydroxide = protons - excess
        taken = []
        acid = protons
        for rung in self.rungs:
            acid = protons
            filled = self._fill(protons, rung.protons * amounts[rung.acceptor], rung.constant * water, math)
            protons = protons - filled
            moles = filled / rung.protons
            taken.append(moles)
            if rung.product != self.merged:
                acid = protons
                amounts[rung.acceptor] = amounts[rung.acceptor] - moles
                amounts[rung.product] = moles
        amounts[PROTON] = acid
        amounts[HYDROXIDE] = hydroxide
        return Settled(water, amounts, hydroxide, tuple(taken), capacities)

    def _fill(self, protons: Any, room: Any, dissociation: Any, math: Arithmetic) -> Any:
        least = self.smoothing.least
        both = protons + room
        gap = protons - room
        root = math.sqrt(gap * gap + dissociation * (2.0 * both + dissociation) + least**2)
        return 2.0 * protons * room / (both + dissociation + root + least)
