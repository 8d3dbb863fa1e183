"""Enthalpy of liquors, evaluated again for all streams at once.

The rule stands in ``unitops.chemistry.liquor`` and ``proton_ladder``: water on its own curve, solutes with a
formation enthalpy and an effective heat capacity, the heat of hydroxide and of each step of protonation, and
an excess of pairs of ions over the water. This is a second implementation, on arrays of streams by species.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from flowsheets.audit.totals import PROTON, WATER

Array = NDArray[np.float64]
HYDROXIDE = "OH-(aq)"


class Rung(msgspec.Struct, frozen=True):
    """One step of protonation, by columns of the table of true species."""

    acceptor: int
    product: int
    total: int  # column of the total that the product itself is, or -1
    protons: float
    constant: float
    heat: float
    heat_capacity: float
    merged: bool


class Pairs(msgspec.Struct, frozen=True):
    """Excess terms: columns of the two partners, and their coefficients by step of the room [pair, step]."""

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    heat: Array
    heat_capacity: Array


class LiquorEnthalpy(msgspec.Struct, frozen=True):
    """H(totals, T, P) of all liquors of a sheet. Columns of totals: water, H+, then the rest."""

    data: Mapping[str, Any]
    known: NDArray[np.bool_]  # totals that the table has
    formation: Array  # by total [J/mol]
    heat_capacity: Array  # by total [J/mol/K]
    start: NDArray[np.intp]  # column of the true species in which each total after H+ stands before protonation
    bound: Array  # protons that each total after H+ holds beyond that species
    rungs: tuple[Rung, ...]
    weight: Array  # equivalents per mole of each true species
    charged: Array  # 0.5 for ions, 0 for neutral solutes
    shared: Pairs
    alone: Pairs
    acid: bool
    water_curve: tuple[float, ...]  # highest power first, the constant making up formation at 298.15 K

    def evaluate(self, totals: Array, temperature: Array, pressure: Array) -> Array:
        """Enthalpy [W] of liquors of ``totals`` [stream, total] in mol/s at T [K] and P [Pa]."""
        rise = temperature - self.data["reference_temperature"]
        water = self.data["water"]
        expansion = water["molar_volume"] * (pressure - self.data["reference_pressure"])
        heat = totals @ self.formation
        capacity = totals @ self.heat_capacity
        room, amounts, ladder_heat, ladder_capacity = self._protonate(totals)
        excess_heat, excess_capacity = self._excess(room, amounts * self.weight)
        heat += ladder_heat + excess_heat
        capacity += ladder_capacity + excess_capacity
        return totals[:, 0] * (self._water(temperature) + expansion) + heat + capacity * rise

    def _water(self, temperature: Array) -> Array:
        """Molar enthalpy of water [J/mol]: a polynomial inside its range, a straight line outside."""
        water, width = self.data["water"], self.data["smoothing"]["width"]
        above, below = temperature - water["low"], temperature - water["high"]
        inside = water["low"] + 0.5 * (above - below + np.hypot(above, width) - np.hypot(below, width))
        tau = inside / 100.0 - 3.0
        curve = np.full_like(tau, self.water_curve[0])
        for coefficient in self.water_curve[1:]:
            curve = curve * tau + coefficient
        return curve + water["slope"] * (temperature - inside)

    def _protonate(self, totals: Array) -> tuple[Array, Array, Array, Array]:
        """Room (positive part of the water), true amounts, and heat and heat capacity of the acid steps."""
        least = self.data["smoothing"]["least"]
        room = 0.5 * (totals[:, 0] + np.hypot(totals[:, 0], least))
        corner = np.hypot(self.data["smoothing"]["relative"] * room, least)
        solutes = totals[:, 2:]
        capacity = 0.5 * (solutes + np.hypot(solutes, corner[:, None]))
        amounts = np.zeros((len(totals), len(self.weight)))
        amounts[:, self.start] = capacity
        excess = totals[:, 1] + solutes @ self.bound
        protons = 0.5 * (excess + np.hypot(excess, corner))
        hydroxide = protons - excess
        if not self.acid:
            protons, hydroxide = np.zeros_like(excess), np.zeros_like(excess)
        heat = hydroxide * self.data["hydroxide"]["heat"]
        heat_capacity = hydroxide * self.data["hydroxide"]["heat_capacity"]
        merged = 0.0
        for rung in self.rungs:
            room_left = rung.protons * amounts[:, rung.acceptor]
            taken = _bound(protons, room_left, rung.constant * room, least)
            moles = taken / rung.protons
            protons = protons - taken
            if rung.merged:
                merged = merged + taken
            else:
                amounts[:, rung.acceptor] -= moles
                amounts[:, rung.product] = moles
            formed = moles if rung.total < 0 else moles - capacity[:, rung.total]
            heat += formed * rung.heat
            heat_capacity += formed * rung.heat_capacity
        amounts[:, 0], amounts[:, 1] = protons + merged, hydroxide
        return room, amounts, heat, heat_capacity

    def _excess(self, room: Array, equivalents: Array) -> tuple[Array, Array]:
        steps = np.array(self.data["water_per_equivalent"])
        base = (room + self.data["smoothing"]["least"])[:, None]
        product = equivalents[:, self.shared.first] * equivalents[:, self.shared.second]
        space = base + (equivalents @ self.charged)[:, None] * steps
        heat = ((product @ self.shared.heat) / space).sum(axis=1)
        capacity = ((product @ self.shared.heat_capacity) / space).sum(axis=1)
        if len(self.alone.first):
            own = equivalents[:, self.alone.first][:, :, None]
            share = own * own / (base[:, :, None] + own * steps)
            heat += (share * self.alone.heat).sum(axis=(1, 2))
            capacity += (share * self.alone.heat_capacity).sum(axis=(1, 2))
        return heat, capacity


def liquor_enthalpy_of(totals: Sequence[str], *, acid: bool = True) -> LiquorEnthalpy:
    """The enthalpy function for liquors of these totals, water and H+ being the first two.

    ``acid`` False: nothing on the sheet gives or takes a proton, so that no step of protonation is counted.
    """
    data = _data()
    solutes = {row["id"]: row for row in data["solutes"]}
    others = list(totals[2:])
    true = {PROTON: 0, HYDROXIDE: 1}
    charge = {PROTON: 1, HYDROXIDE: -1}
    ladder = data["ladder"] if acid else []
    own = {row["product"]: row for row in ladder if row["product"] in others}
    for total in others:
        stands = own[total]["acceptor"] if total in own else total
        true.setdefault(stands, len(true))
        charge[stands] = solutes.get(total, {}).get("charge", 0) - (own[total]["protons"] if total in own else 0)
    start = [true[own[total]["acceptor"] if total in own else total] for total in others]
    rungs = []
    for row in ladder:
        if row["acceptor"] in true:
            true.setdefault(row["product"], len(true))
            charge[row["product"]] = row["charge"]
            total = others.index(row["product"]) if row["product"] in own else -1
            rungs.append(_rung(row, true, total, row["product"] == data["merged"]))
    ions = np.array([float(charge[name]) for name in true])
    pairs = [row for row in data["pairs"] if row["first"] in true and row["second"] in true]
    figures = [solutes.get(total, {}) for total in others]
    return LiquorEnthalpy(
        data=data,
        known=np.array([name in solutes or name in (WATER, PROTON) for name in totals], dtype=bool),
        formation=np.array([0.0, 0.0, *(row.get("formation", 0.0) for row in figures)]),
        heat_capacity=np.array([0.0, 0.0, *(row.get("heat_capacity", 0.0) for row in figures)]),
        start=np.array(start, dtype=np.intp),
        bound=np.array([float(own[total]["protons"]) if total in own else 0.0 for total in others]),
        rungs=tuple(rungs),
        weight=np.where(ions == 0.0, 1.0, np.abs(ions)),
        charged=np.where(ions == 0.0, 0.0, 0.5),
        shared=_pairs([row for row in pairs if row["first"] != row["second"]], true, data),
        alone=_pairs([row for row in pairs if row["first"] == row["second"]], true, data),
        acid=acid,
        water_curve=_water_curve(data),
    )


def _water_curve(data: Mapping[str, Any]) -> tuple[float, ...]:
    powers = np.array([0.0, *data["water"]["coefficients"]])
    powers[0] = data["water"]["formation"] - np.polynomial.polynomial.polyval(
        data["reference_temperature"] / 100.0 - 3.0, powers
    )
    return tuple(powers[::-1].tolist())


@cache
def _data() -> dict[str, Any]:
    return msgspec.json.decode((files("resources") / "liquor_enthalpy.json").read_bytes())


def _bound(protons: Array, room: Array, dissociation: Array, least: float) -> Array:
    """Protons that find a place: the root of a dissociation equilibrium, written without cancellation."""
    both = protons + room + dissociation
    root = np.sqrt((protons - room) ** 2 + dissociation * (2.0 * (protons + room) + dissociation) + least**2)
    return 2.0 * protons * room / (both + root + least)


def _rung(row: Mapping[str, Any], true: Mapping[str, int], total: int, merged: bool) -> Rung:
    return Rung(
        acceptor=true[row["acceptor"]],
        product=true[row["product"]],
        total=total,
        protons=float(row["protons"]),
        constant=float(row["constant"]),
        heat=float(row["heat"]),
        heat_capacity=float(row["heat_capacity"]),
        merged=merged,
    )


def _pairs(rows: Sequence[Mapping[str, Any]], true: Mapping[str, int], data: Mapping[str, Any]) -> Pairs:
    steps = len(data["water_per_equivalent"])
    return Pairs(
        first=np.array([true[row["first"]] for row in rows], dtype=np.intp),
        second=np.array([true[row["second"]] for row in rows], dtype=np.intp),
        heat=np.array([row["heat"] for row in rows], dtype=float).reshape(-1, steps),
        heat_capacity=np.array([row["heat_capacity"] for row in rows], dtype=float).reshape(-1, steps),
    )
