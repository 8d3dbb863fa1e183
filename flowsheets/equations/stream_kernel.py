"""The kernel of a stream: its enthalpy flow as a function of amounts, temperature and pressure.

Thermochemistry stands here alone: units balance energy in the enthalpies of their streams. The enthalpy functions of a
sheet's species and of its liquors are compiled once and then called for the species of each kind of stream.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import numpy as np

from flowsheets.equations.kernel import Kernel, Row
from flowsheets.equations.symbolic import casadi
from unitops.chemistry.enthalpy import EnthalpyCurve, curve
from unitops.chemistry.liquor import liquor_data, liquor_model
from unitops.chemistry.phases import WATER, stream_phase
from unitops.chemistry.proton_ladder import PROTON
from unitops.chemistry.realfluid import REAL_SPECIES
from unitops.chemistry.species import Species

REFERENCE_TEMPERATURE = 298.15
REGULARISATION = 1e-9
"""[W/K] Gives the temperature of an empty stream a value (the reference) and feeds nothing else."""


class Thermochemistry:
    """Enthalpies of the species of a sheet, compiled once."""

    def __init__(self, species: Mapping[str, Species]) -> None:
        ca = casadi()

        self._ca = ca
        self._wet = tuple(sorted(s for s, record in species.items() if _counts_in_liquor(record)))
        self._dry = sorted(species.keys() - set(self._wet) - REAL_SPECIES.keys())
        self._position = {s: k for k, s in enumerate(self._dry)}
        T, P = ca.SX.sym("T"), ca.SX.sym("P")
        enthalpies = molar_enthalpies([species[s] for s in self._dry], T)
        self._molar = ca.Function("h", [T], [enthalpies])
        n = ca.SX.sym("n", len(self._wet))
        if self._wet:
            liquor = liquor_model(self._wet).enthalpy(ca.vertsplit(n), T, P, ca)
            self._liquor = ca.Function("liquor", [n, T, P], [liquor])

    def enthalpy_flow(self, ids: Sequence[str], n: Any, T: Any, P: Any) -> Any:
        """Enthalpy flow [W] of symbolic amounts n [mol/s] of the species named, real fluids excepted."""
        ca = self._ca
        molar = self._molar(T)
        flow: Any = ca.SX(0)
        dry = [k for k, s in enumerate(ids) if s in self._position]
        if dry:
            flow += ca.dot(molar[[self._position[ids[k]] for k in dry]], n[dry])
        wet = {s: k for k, s in enumerate(ids) if s not in self._position and s not in REAL_SPECIES}
        if wet:
            totals = ca.SX(len(self._wet), 1)
            for position, species_id in enumerate(self._wet):
                if species_id in wet:
                    totals[position] = n[wet[species_id]]
            flow += self._liquor(ca.densify(totals), T, P)
        return flow


def _counts_in_liquor(record: Species) -> bool:
    """Whether the enthalpy of liquors is to count it; a solute beyond its table that has data of its own is ideal."""
    if stream_phase(record.id, record.phase) != "aq":
        return False
    known = {solute.id for solute in liquor_data().solutes} | {WATER, PROTON}
    return record.id in known or record.enthalpy_of_formation is None


def molar_enthalpies(species: Sequence[Species], T: Any) -> Any:
    """Column of molar enthalpies [J/mol] at symbolic T: all segments of all species in a few vector operations.

    Each segment of each curve is integrated from its lower end to T held within its ends; below the first and above
    the last end the enthalpy goes on as a straight line.
    """
    ca = casadi()

    if not species:
        return ca.SX(0, 1)
    table = _segments([curve(record) for record in species])
    ranges, of_range = _shared(np.column_stack([table.low, table.high]))
    held = ca.fmin(ca.fmax(T, ca.DM(ranges[:, 0])), ca.DM(ranges[:, 1]))
    powers = (1 / held, ca.log(held), held, held**2, held**3, held**4, held**5)
    integrals = ca.SX(ca.DM(-table.at_low))
    for k, power in enumerate(powers):
        integrals += ca.DM(table.coefficients[:, k]) * power[of_range, 0]
    firsts, of_first = _shared(table.first)
    lasts, of_last = _shared(table.last)
    below = ca.fmin(T - ca.DM(firsts), 0)[of_first, 0] * ca.DM(table.slope_below)
    above = ca.fmax(T - ca.DM(lasts), 0)[of_last, 0] * ca.DM(table.slope_above)
    ones = ca.DM.ones(len(table.owner))
    summing = ca.DM.triplet(table.owner, list(range(len(table.owner))), ones, len(species), len(table.owner))
    return ca.DM(table.at_first) + below + above + ca.mtimes(summing, integrals)


def _shared(rows: np.ndarray) -> tuple[np.ndarray, list[int]]:
    """The distinct rows, and which of them each row is: what many species share is calculated once."""
    distinct, which = np.unique(rows, axis=0, return_inverse=True)
    return distinct, which.reshape(-1).tolist()


class _SegmentTable(msgspec.Struct, frozen=True):
    """All segments of several enthalpy curves with the curve that owns each, and the curves' straight ends."""

    low: np.ndarray
    high: np.ndarray
    coefficients: np.ndarray
    at_low: np.ndarray
    owner: list[int]
    first: np.ndarray
    last: np.ndarray
    at_first: np.ndarray
    slope_below: np.ndarray
    slope_above: np.ndarray


def _segments(curves: Sequence[EnthalpyCurve]) -> _SegmentTable:
    low, high, rows, owner = [], [], [], []
    first, last, at_first, below, above = [], [], [], [], []
    for position, data in enumerate(curves):
        edges = data.breakpoints if len(data.breakpoints) else np.array([298.15])
        first.append(edges[0])
        last.append(edges[-1])
        at_first.append(float(data.enthalpy[0] @ _powers(edges[0])))
        below.append(data.enthalpy[0, 3])
        above.append(data.enthalpy[-1, 3])
        for region in range(1, len(data.breakpoints)):
            low.append(edges[region - 1])
            high.append(edges[region])
            rows.append(data.enthalpy[region, 1:])
            owner.append(position)
    coefficients = np.array(rows).reshape(len(rows), 7)
    at_low = [float(row @ _powers(edge)[1:]) for row, edge in zip(coefficients, low, strict=True)]
    return _SegmentTable(
        np.array(low),
        np.array(high),
        coefficients,
        np.array(at_low),
        owner,
        np.array(first),
        np.array(last),
        np.array(at_first),
        np.array(below),
        np.array(above),
    )


def _powers(T: float) -> np.ndarray:
    """1, 1/T, ln T, T ... T^5: the basis of enthalpy curves."""
    return np.array([1.0, 1.0 / T, np.log(T), T, T**2, T**3, T**4, T**5])


def real_species(ids: Sequence[str]) -> tuple[str, ...]:
    """Those species whose molar enthalpy is that of a real fluid, given by a local model."""
    return tuple(s for s in ids if s in REAL_SPECIES)


def build_stream_kernel(ids: Sequence[str], thermochemistry: Thermochemistry) -> Kernel:
    """Arguments: amounts of ``ids``, T, P, H and the molar enthalpy of each real fluid among them.

    One row: H is the enthalpy of the amounts at T and P. What is dissolved in a real fluid mixes ideally.
    """
    ca = casadi()

    n = ca.SX.sym("n", len(ids))
    T, P, H = ca.SX.sym("T"), ca.SX.sym("P"), ca.SX.sym("H")
    enthalpy = thermochemistry.enthalpy_flow(ids, n, T, P) if ids else ca.SX(0)
    real = [ids.index(s) for s in real_species(ids)]
    molar = ca.SX.sym("h", len(real))
    if real:
        enthalpy += ca.dot(molar, n[real])
    residual = H - enthalpy - REGULARISATION * (T - REFERENCE_TEMPERATURE)
    return Kernel("stream", [n, T, P, H, molar], [residual], [Row("enthalpy", "energy")])
