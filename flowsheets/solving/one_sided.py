"""Derivatives at a switch: where the least of two terms is either of them, a result has a slope on each side.

A unit's least-of, greatest-of and positive-of are complementarities. Within ``CLOSE`` of its corner such a switch goes
one way when an input rises and the other way when it falls. Which way, and what the derivatives then are, follows from
the Jacobian with the switch pushed to either side: one factorisation for each combination of sides, one
back-substitution for the result and one for each switch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from flowsheets.equations.system import System
from flowsheets.solving.linear import Selection, SingularMatrixError
from flowsheets.solving.sensitivity import total_derivatives
from flowsheets.solving.solve import SolvedPoint

CLOSE = 1e-6
"""Distance from its corner within which a switch counts as being there, as a share of the size of its terms."""
PUSHED = 3e-6
"""Distance to which it is pushed for the derivatives on one side: far beyond its rounding of 1e-9."""
MOST = 4
"""Switches that are followed together; with more only a warning is given."""
SAME = 1e-6
"""Slopes that differ by less than this share of the larger one are the same."""


@dataclass(frozen=True)
class Switch:
    """A switch near its corner: the id of its unit, its place in the system, and on which side it is."""

    owner: str
    group: int
    instance: int
    number: int
    side: int


@dataclass(frozen=True)
class SidedSlopes:
    """Derivatives of a result for inputs that fall and that rise, and the ids of units at whose switch it is.

    Not numbers where switches hold each other so that no side could be told.
    """

    falling: np.ndarray
    rising: np.ndarray
    owners: tuple[str, ...]

    @property
    def differ(self) -> np.ndarray:
        """For which inputs the derivative has two values, or none that could be told."""
        size = np.maximum(np.abs(self.falling), np.abs(self.rising))
        return ~(np.abs(self.falling - self.rising) <= SAME * size)


def near_switches(system: System, z: np.ndarray) -> list[Switch]:
    """Switches of units within ``CLOSE`` of their corners."""
    found = []
    for place, group in enumerate(system.groups):
        gaps_of, slopes_of = group.kernel.switches
        if not gaps_of.size1_out(0):
            continue
        gaps = np.array(gaps_of.map(len(group.owners))(z[group.arguments].T)).T
        for instance, number in np.argwhere(np.abs(gaps) <= CLOSE).tolist():
            if np.any(np.array(slopes_of(z[group.arguments[instance]]))[number]):
                side = 1 if gaps[instance, number] > 0.0 else -1
                found.append(Switch(group.owners[instance], place, instance, number, side))
    return found


def sided_slopes(solved: SolvedPoint, slopes: dict[int, float], inputs: Sequence[int]) -> SidedSlopes:
    """Derivatives of a result by entries of z, one for inputs that fall and one for inputs that rise.

    slopes: partial derivatives of the result by entries of z.
    """
    system, z = solved.system, solved.z
    switches = near_switches(system, z)
    if not switches:
        plain = total_derivatives(system, solved.factor, solved.point.entries, slopes, inputs)
        return SidedSlopes(plain, plain, ())
    owners = tuple(dict.fromkeys(switch.owner for switch in switches))
    rising, falling = np.full(len(inputs), np.nan), np.full(len(inputs), np.nan)
    if len(switches) > MOST:
        return SidedSlopes(falling, rising, owners)
    here = tuple(switch.side for switch in switches)
    for sides in sorted(product((1, -1), repeat=len(switches)), key=lambda sides: sides != here):
        try:
            result, gaps = _pushed(solved, switches, sides, slopes, inputs)
        except SingularMatrixError:
            continue
        toward = gaps * np.array(sides)[:, None]
        largest = np.max(np.abs(gaps), axis=1, initial=0.0, keepdims=True)
        for taken, way in ((rising, toward), (falling, -toward)):
            fits = np.all(way >= -SAME * largest, axis=0) & np.isnan(taken)
            taken[fits] = result[fits]
    return SidedSlopes(falling, rising, owners)


def _pushed(
    solved: SolvedPoint,
    switches: Sequence[Switch],
    sides: Sequence[int],
    slopes: dict[int, float],
    inputs: Sequence[int],
) -> tuple[np.ndarray, np.ndarray]:
    """Derivatives of the result [inputs] and of the switches' gaps [switch, input] with each switch on a side."""
    system, z = solved.system, solved.z
    entries = solved.point.entries.copy()
    gradients: dict[int, dict[int, float]] = {}
    starts = _starts(system)
    for place, instance in dict.fromkeys((switch.group, switch.instance) for switch in switches):
        group = system.groups[place]
        own = [k for k, switch in enumerate(switches) if (switch.group, switch.instance) == (place, instance)]
        arguments = z[group.arguments[instance]]
        gaps_of, slopes_of = group.kernel.switches
        numbers = [switches[k].number for k in own]
        gradient = np.array(slopes_of(arguments))[numbers]
        gradient[:, group.arguments[instance] == solved.problem.layout.smoothing] = 0.0
        lacking = np.array([sides[k] * PUSHED for k in own]) - np.array(gaps_of(arguments)).ravel()[numbers]
        weight = np.abs(arguments)
        step = np.linalg.lstsq(gradient * weight, lacking, rcond=None)[0] * weight
        _, nonzeros = group.kernel.evaluate(np.ascontiguousarray((arguments + step)[None]))
        first = starts[place] + instance * nonzeros.size
        entries[first : first + nonzeros.size] = nonzeros.ravel()
        for k, row in zip(own, gradient, strict=True):
            gradient_of_gap = gradients[k] = {}
            for c in np.flatnonzero(row).tolist():
                position = int(group.arguments[instance, c])
                gradient_of_gap[position] = gradient_of_gap.get(position, 0.0) + float(row[c])
    scale = solved.problem.scale[system.unknown]
    factor = Selection.of_all(system).factorise(entries[system.chosen], scale)
    result = total_derivatives(system, factor, entries, slopes, inputs)
    gaps = [total_derivatives(system, factor, entries, gradients[k], inputs) for k in range(len(switches))]
    return result, np.array(gaps)


def _starts(system: System) -> list[int]:
    """Where the Jacobian entries of each group begin."""
    sizes = [group.rows.shape[0] * len(group.kernel.jacobian_rows) for group in system.groups]
    return [0, *np.cumsum(sizes)[:-1].tolist()]
