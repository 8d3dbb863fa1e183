"""Enthalpy of streams, evaluated again from resources/ by code of the audit's own.

A species' enthalpy is a sum of eight functions of temperature (1, 1/T, ln T, T ... T^5) whose coefficients
change where a segment of its heat capacity ends. The ends of all species of a sheet are merged into one list
of intervals; in each the coefficients of all species stand in one matrix, so that the enthalpy of a stream is
one product with its flows. Liquors go to ``flowsheets.audit.liquor``, real fluids to ``flowsheets.audit.realfluid``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from flowsheets.audit.chains import Chain, chain_of
from flowsheets.audit.liquor import LiquorEnthalpy, liquor_enthalpy_of
from flowsheets.audit.realfluid import FLUIDS, real_fluid_enthalpy, real_fluid_range
from flowsheets.audit.tolerances import REFERENCE_TEMPERATURE
from flowsheets.audit.totals import totals_of

Array = NDArray[np.float64]
SCALE = 1000.0
"""[K] Temperatures are divided by this, to keep the eight functions of like size."""


class StreamHeat(msgspec.Struct, frozen=True):
    """Enthalpy of each stream [W], on elements at 298.15 K.

    ``formation`` is what it is at 298.15 K without heats of dilution, ``gross`` the sum of the sizes of its
    species' formation enthalpies; ``known`` says where every species that flows has data.
    """

    enthalpy: Array
    formation: Array
    gross: Array
    known: NDArray[np.bool_]


class StreamEnthalpy(msgspec.Struct, frozen=True):
    """H(n, T, P) for all streams of one set of species at once."""

    covered: NDArray[np.bool_]
    estimated: NDArray[np.bool_]
    low: Array
    high: Array
    formation: Array
    ends: Array  # inner ends of the merged intervals [K]
    coefficients: Array  # [interval, species, function]
    liquor: LiquorEnthalpy | None
    to_totals: Array
    real: tuple[tuple[int, str], ...] = ()
    """Real fluids: column and species."""

    def evaluate(self, flows: Array, temperature: Array, pressure: Array) -> StreamHeat:
        """Enthalpy of streams of ``flows`` [..., stream, species] in mol/s at T [K] and P [Pa]."""
        shape = flows.shape[:-1]
        temperature, pressure = temperature.ravel(), pressure.ravel()
        flows = flows.reshape(len(temperature), flows.shape[-1])
        enthalpy = self._by_intervals(flows, temperature)
        if self.liquor is not None:
            totals = flows @ self.to_totals
            wet = np.flatnonzero(totals.any(axis=1))
            if len(wet):
                enthalpy[wet] += self.liquor.evaluate(totals[wet], temperature[wet], pressure[wet])
        known = np.logical_not(flows[:, ~self.covered].any(axis=1))
        for column, species in self.real:
            held = np.flatnonzero(flows[:, column])
            if len(held):
                molar = real_fluid_enthalpy(species, temperature[held], pressure[held])
                known[held] &= np.isfinite(molar)
                enthalpy[held] += flows[held, column] * np.nan_to_num(molar)
        return StreamHeat(
            enthalpy=enthalpy.reshape(shape),
            formation=(flows @ self.formation).reshape(shape),
            gross=(np.abs(flows) @ np.abs(self.formation)).reshape(shape),
            known=known.reshape(shape),
        )

    def _by_intervals(self, flows: Array, temperature: Array) -> Array:
        interval = np.searchsorted(self.ends, temperature, side="right")
        functions = _functions(temperature)
        enthalpy = np.empty(len(flows))
        for each in np.unique(interval):
            rows = np.flatnonzero(interval == each)
            enthalpy[rows] = ((flows[rows] @ self.coefficients[each]) * functions[rows]).sum(axis=1)
        return enthalpy


def enthalpy_of(species: Sequence[str], records: Mapping[str, Mapping[str, Any]] | None = None) -> StreamEnthalpy:
    """Enthalpy function of these species; ``records`` are the user-defined ones of the result."""
    totals = totals_of(species)
    acid = bool(totals.matrix[:, 1:2].any())
    liquor = liquor_enthalpy_of(totals.totals, acid=acid) if totals.totals else None
    members = totals.members
    if liquor is not None:
        members = members & ~(totals.matrix[:, ~liquor.known].any(axis=1))
    user = records or {}
    chains = [None if wet else chain_of(name, user.get(name)) for name, wet in zip(species, members, strict=True)]
    size = len(species)
    low, high, formation = np.full(size, -np.inf), np.full(size, np.inf), np.zeros(size)
    for row, chain in enumerate(chains):
        if chain is not None:
            low[row], high[row], formation[row] = chain.low, chain.high, chain.formation
    covered = np.array([chain is not None for chain in chains], dtype=bool)
    real = tuple((column, name) for column, name in enumerate(species) if name in FLUIDS)
    for column, name in real:
        low[column], high[column] = real_fluid_range(name)
        chains[column] = None
    if liquor is not None:
        at_reference = np.where(liquor.known, liquor.formation, 0.0)
        at_reference[0] = liquor.data["water"]["formation"]
        formation = np.where(members, totals.matrix @ at_reference, formation)
        low[members], high[members] = liquor.data["water"]["low"], liquor.data["water"]["high"]
    ends = np.array(sorted({float(end) for chain in chains if chain for end in chain.ends}))
    return StreamEnthalpy(
        covered=members | covered,
        estimated=np.array([chain is not None and chain.estimated for chain in chains], dtype=bool),
        low=low,
        high=high,
        formation=formation,
        ends=ends,
        coefficients=_coefficients(chains, ends),
        liquor=liquor,
        to_totals=np.where(members[:, None], totals.matrix, 0.0),
        real=real,
    )


def _functions(temperature: Array) -> Array:
    """The eight functions of T, with T in units of SCALE."""
    t = np.asarray(temperature) / SCALE
    square = t * t
    one = np.ones_like(t)
    return np.stack(
        [one, -1.0 / t, np.log(t), t, square / 2, square * t / 3, square**2 / 4, square**2 * t / 5], axis=-1
    )


def _coefficients(chains: Sequence[Chain | None], ends: Array) -> Array:
    """Coefficients of the eight functions by interval and species, joined so that H is continuous."""
    table = np.zeros((len(ends) + 1, len(chains), 8))
    for column, chain in enumerate(chains):
        if chain is None:
            continue
        # Cp = sum a_k T^k; with T = SCALE t its integral has a_k SCALE^(k+1) before each function of t.
        scaled = chain.powers * SCALE ** (np.arange(-2, 5) + 1.0)
        own = np.zeros((len(scaled), 8))
        own[:, 1:] = scaled
        at_ends = _functions(chain.ends)
        for piece in range(1, len(own)):
            own[piece, 0] = (own[piece - 1] - own[piece]) @ at_ends[piece - 1]
        home = int(np.searchsorted(chain.ends, REFERENCE_TEMPERATURE, side="right"))
        own[:, 0] += chain.formation - own[home] @ _functions(np.array(REFERENCE_TEMPERATURE))
        which = np.searchsorted(chain.ends, np.concatenate([[-np.inf], ends]), side="right")
        table[:, column] = own[which]
    return table
