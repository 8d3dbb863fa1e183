"""Derivatives at a switch: where the least of two terms is either of them, a result has a slope on each side.

A unit's least-of, greatest-of and positive-of are complementarities; so are a solid that is about to form or to
dissolve wholly, and a demand that is about to act, to let go, or to adjust its other parameter. Within a millionth of
its corner such a switch goes one way when an input rises and the other way when it falls. Which way, and what the
derivatives then are, follows from the Jacobian with the switch pushed to either side: one factorisation for each
combination of sides, one back-substitution for the result and one for each switch.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import msgspec
import numpy as np

from flowsheets.equations.system import System
from flowsheets.solving.demand_switches import DemandSwitch, near_demands
from flowsheets.solving.linear import Factor, Selection, SingularMatrixError
from flowsheets.solving.sensitivity import total_derivatives
from flowsheets.solving.solve import SolvedPoint
from flowsheets.solving.switches import Switch, near_switches, pushed_entries

MOST = 4
"""Switches that are followed together; with more only a warning is given."""
SAME = 1e-6
"""Slopes that differ by less than this share of the larger one are the same."""
SAME_LOCALLY = 3e-4
"""The same where a local model was pushed: it is not quite linear over that distance."""


class SidedSlopes(msgspec.Struct, frozen=True):
    """Derivatives of a result for inputs that fall and that rise, and the ids of units at whose switch it is.

    Not numbers where switches hold each other so that no side could be told. ``same`` is the share of the larger slope
    by which both may differ and are still one.
    """

    falling: np.ndarray
    rising: np.ndarray
    owners: tuple[str, ...]
    same: float = SAME

    @property
    def differ(self) -> np.ndarray:
        """For which inputs the derivative has two values, or none that could be told."""
        size = np.maximum(np.abs(self.falling), np.abs(self.rising))
        return ~(np.abs(self.falling - self.rising) <= self.same * size)


def sided_slopes(solved: SolvedPoint, slopes: dict[int, float], inputs: Sequence[int]) -> SidedSlopes:
    """Derivatives of a result by entries of z, one for inputs that fall and one for inputs that rise.

    slopes: partial derivatives of the result by entries of z.
    """
    switches = near_switches(solved.system, solved.z)
    demands = near_demands(solved.problem, solved.active, solved.z)
    if not switches and not demands:
        plain = total_derivatives(solved.system, solved.factor, solved.point.entries, slopes, inputs)
        return SidedSlopes(plain, plain, ())
    owners = tuple(dict.fromkeys(switch.owner for switch in (*switches, *demands)))
    rising, falling = np.full(len(inputs), np.nan), np.full(len(inputs), np.nan)
    count = len(switches) + len(demands)
    if count > MOST:
        return SidedSlopes(falling, rising, owners)
    here = tuple(switch.side for switch in switches) + tuple(_side_here(solved, demand) for demand in demands)
    found = {}
    for sides in sorted(product((1, -1), repeat=count), key=lambda sides: sides != here):
        try:
            found[sides] = _on_sides(solved, switches, demands, sides, slopes, inputs)
        except SingularMatrixError:
            continue
    for sides, (result, _) in found.items():
        toward = _toward(found, sides, len(switches))
        if toward is None:
            continue
        for taken, way in ((rising, toward), (falling, -toward)):
            fits = np.all(way >= 0.0, axis=0) & np.isnan(taken)
            taken[fits] = result[fits]
    same = SAME_LOCALLY if any(switch.local for switch in switches) else SAME
    return SidedSlopes(falling, rising, owners, same)


Found = dict[tuple[int, ...], tuple[np.ndarray, np.ndarray]]
"""Derivatives of the result [inputs] and of the switches' gaps [switch, input], by the sides of the switches."""


def _side_here(solved: SolvedPoint, demand: DemandSwitch) -> int:
    return 1 if solved.active[demand.number] == demand.first else -1


def _toward(found: Found, sides: tuple[int, ...], switches: int) -> np.ndarray | None:
    """How far each switch moves into its side [switch, input], 0 where it does not move; None if that is not known.

    A demand's gap is known in the system of its first side, and says in which of the two it is.
    """
    rows = []
    for k, side in enumerate(sides):
        asked = sides if k < switches else (*sides[:k], 1, *sides[k + 1 :])
        if asked not in found:
            return None
        gap = found[asked][1][k]
        rows.append(np.where(np.abs(gap) <= SAME * np.max(np.abs(gap), initial=0.0), 0.0, gap * side))
    return np.array(rows)


def _on_sides(
    solved: SolvedPoint,
    switches: Sequence[Switch],
    demands: Sequence[DemandSwitch],
    sides: Sequence[int],
    slopes: dict[int, float],
    inputs: Sequence[int],
) -> tuple[np.ndarray, np.ndarray]:
    """Derivatives of the result [inputs] and of the switches' gaps [switch, input] with each switch on a side."""
    active = list(solved.active)
    for demand, side in zip(demands, sides[len(switches) :], strict=True):
        active[demand.number] = demand.first if side > 0 else demand.second
    system, entries = solved.system, solved.point.entries
    if tuple(active) != solved.active:
        system = solved.problem.system(active)
        entries = system.evaluate(solved.z)[1]
    gradients: list[dict[int, float]] = []
    if switches:
        entries, gradients = pushed_entries(solved.problem, system, solved.z, entries, switches, sides)
    gradients += [demand.gradient for demand in demands]
    scale = solved.problem.scale[system.unknown]
    factor = Selection.of_all(system).factorise(entries[system.chosen], scale)
    result = _derivatives(system, factor, entries, slopes, inputs)
    gaps = [_derivatives(system, factor, entries, gradient, inputs) for gradient in gradients]
    return result, np.array(gaps)


def _derivatives(
    system: System, factor: Factor, entries: np.ndarray, slopes: dict[int, float], inputs: Sequence[int]
) -> np.ndarray:
    """Total derivatives; none by an input that a demand adjusts here: whatever is entered, it ends where it must."""
    free = system.column[np.asarray(inputs, dtype=np.int64)] >= 0
    return np.where(free, 0.0, total_derivatives(system, factor, entries, slopes, inputs))
