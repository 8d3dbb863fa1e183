"""Switches of units and of their local models near their corners, and the Jacobian with them pushed to either side."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from flowsheets.equations.problem import Problem
from flowsheets.equations.system import System
from unitops.declaration.balance import SwitchingModel

CLOSE = 1e-6
"""Distance from its corner within which a switch counts as being there, as a share of the size of its terms."""
PUSHED = 3e-6
"""Distance to which it is pushed for the derivatives on one side: far beyond its rounding of 1e-9."""
PUSHED_LOCALLY = 3e-5
"""The same for what forms in local models, which is rounded over 3e-8."""


class Switch(msgspec.Struct, frozen=True):
    """A switch near its corner: the id of its unit, its place in the system, and on which side it is.

    ``holder`` numbers the group, or the local group where it is ``local``.
    """

    owner: str
    holder: int
    instance: int
    number: int
    side: int
    local: bool = False


def near_switches(system: System, z: np.ndarray) -> list[Switch]:
    """Switches of units, and of what forms in them, within ``CLOSE`` of their corners."""
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
    for place, local in enumerate(system.locals):
        if not isinstance(local.model, SwitchingModel):
            continue
        for instance, owner in enumerate(local.owners):
            gaps, _ = local.model.switches(z[local.inputs[instance]])
            for number in np.flatnonzero(np.abs(gaps) <= CLOSE).tolist():
                found.append(Switch(owner, place, instance, number, 1 if gaps[number] > 0.0 else -1, local=True))
    return found


def pushed_entries(
    problem: Problem,
    system: System,
    z: np.ndarray,
    entries: np.ndarray,
    switches: Sequence[Switch],
    sides: Sequence[int],
) -> tuple[np.ndarray, list[dict[int, float]]]:
    """Jacobian entries with each switch on a side, and the derivatives of each switch's gap by entries of z there."""
    entries = entries.copy()
    gradients: list[dict[int, float]] = [{} for _ in switches]
    for held in dict.fromkeys((switch.local, switch.holder, switch.instance) for switch in switches):
        own = [k for k, s in enumerate(switches) if (s.local, s.holder, s.instance) == held]
        numbers, wanted = [switches[k].number for k in own], np.array([sides[k] for k in own], dtype=float)
        push = _push_local if held[0] else _push_kernel
        positions, gradient, first, nonzeros = push(problem, system, z, held[1], held[2], numbers, wanted)
        entries[first : first + nonzeros.size] = nonzeros.ravel()
        for k, row in zip(own, gradient, strict=True):
            for c in np.flatnonzero(row).tolist():
                place = int(positions[c])
                gradients[k][place] = gradients[k].get(place, 0.0) + float(row[c])
    return entries, gradients


Push = tuple[np.ndarray, np.ndarray, int, np.ndarray]
"""Where the arguments stand in z, gradients of gaps by them, first entry in the Jacobian, entries from there on."""


def _push_kernel(
    problem: Problem, system: System, z: np.ndarray, place: int, instance: int, numbers: list[int], sides: np.ndarray
) -> Push:
    group = system.groups[place]
    positions = group.arguments[instance]
    arguments = z[positions]
    gaps_of, slopes_of = group.kernel.switches
    gradient = np.array(slopes_of(arguments))[numbers]
    gradient[:, positions == problem.layout.smoothing] = 0.0
    gaps = np.array(gaps_of(arguments)).ravel()[numbers]
    there = arguments + _step(arguments, gradient, sides * PUSHED - gaps)
    _, nonzeros = group.kernel.evaluate(np.ascontiguousarray(there[None]))
    before = sum(g.rows.shape[0] * len(g.kernel.jacobian_rows) for g in system.groups[:place])
    return positions, gradient, before + instance * nonzeros.size, nonzeros


def _push_local(
    problem: Problem, system: System, z: np.ndarray, place: int, instance: int, numbers: list[int], sides: np.ndarray
) -> Push:
    local = system.locals[place]
    assert isinstance(local.model, SwitchingModel)
    positions = local.inputs[instance]
    arguments = z[positions]
    gaps, gradient = local.model.switches(arguments)
    there = arguments + _step(arguments, gradient[numbers], sides * PUSHED_LOCALLY - gaps[numbers])
    _, jacobian, _ = local.model.evaluate(there[None])
    before = sum(g.outputs.size * (g.inputs.shape[1] + 1) for g in system.locals[:place])
    first = system.first_local_entry + before + instance * jacobian.size
    return positions, local.model.switches(there)[1][numbers], first, -jacobian


def _step(arguments: np.ndarray, gradient: np.ndarray, lacking: np.ndarray) -> np.ndarray:
    """The least relative change of the arguments that moves the gaps by what they lack."""
    weight = np.abs(arguments)
    return np.linalg.lstsq(gradient * weight, lacking, rcond=None)[0] * weight
