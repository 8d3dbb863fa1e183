"""What is wrong, in the user's words: loops with no way out, temperatures beyond reason, failures to converge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from flowsheets.document.paths import tag_of
from flowsheets.equations.problem import Problem
from flowsheets.equations.system import System
from flowsheets.solving.impossible import feed_taken_back
from flowsheets.solving.newton import NotConvergedError, Point
from unitops.declaration.operation import is_feed
from unitops.errors import InputError, RaffinateError

SHOWN = 6
COLDEST, HOTTEST = 50.0, 4000.0
"""Temperatures [K] beyond which no stream of a plant is."""
FLOWING = 1e-8
"""Share of the largest flow from which on a stream counts as flowing: the temperature of nothing is anything."""


class StructureError(InputError):
    """Too little or too much is specified; no number was tried."""


class UnsolvableError(RaffinateError):
    """The sheet has no solution that was found (exit status 3)."""


class NoWayOutError(InputError):
    """Something that enters a loop cannot leave it."""


def explain_failure(problem: Problem, system: System, point: Point, error: ArithmeticError) -> RaffinateError:
    """The error to show when Newton stopped.

    In this order: a loop that nothing leaves, a feed that would have to take back, a temperature beyond all reason, a
    loop that keeps a species, two equal demands, the worst equation.
    """
    trapped = _explain_trap(problem)
    if trapped is not None:
        return trapped
    if isinstance(error, NotConvergedError):
        told = _explain_feed(problem, error.z) or explain_temperature(problem, error.z)
        if told is not None:
            return told
    vector = _near_null_vector(problem, system, point)
    if vector is not None:
        told = _explain_null(problem, system, vector)
        if told is not None:
            return told
    if isinstance(error, NotConvergedError):
        owner, row = system.row_names[error.worst_row]
        place = tag_of(problem.sheet, owner)
        return UnsolvableError(
            f"no solution was found: '{row.says}' stays off by a share of {error.residual:.1e}",
            place=place,
            remedy="Look at what enters this unit and at its parameters; the last values are not shown as results.",
        )
    return UnsolvableError(
        "the equations do not fix every flow at this point", remedy="Check splits of 0 or 1 in recycles."
    )


def _explain_feed(problem: Problem, z: np.ndarray) -> UnsolvableError | None:
    """The feed without a rate that would have to take matter back, if the last values have one."""
    found = feed_taken_back(problem, z)
    if found is None:
        return None
    feed, species, target = found
    return UnsolvableError(
        f"no solution was found: {feed} would have to take {species} back, since more of it comes into {target} from "
        "elsewhere than is asked for there",
        place=target,
        remedy=f"Look at what {target} demands of {feed}, and at what returns to it; a bleed may be missing.",
    )


def _explain_trap(problem: Problem) -> NoWayOutError | None:
    """The loop from which no stream leads out of the plant, if there is one."""
    onward = {unit: set(ports.values()) for unit, ports in problem.outlets.items()}
    targets = {stream: record.target.unit for stream, record in problem.sheet.streams.items() if record.target}
    leads_out = {unit for unit, streams in onward.items() if not streams}
    grew = True
    while grew:
        found = {u for u, streams in onward.items() if any(targets.get(s) in leads_out for s in streams)}
        grew = not found <= leads_out
        leads_out |= found
    trapped = sorted(unit for unit in onward if unit not in leads_out)
    loop = [u for u in trapped if not is_feed(problem.units[u].operation)]
    streams = sorted(s for unit in loop for s in onward[unit])
    held = sorted({species for s in streams for species in problem.layout.species(s)})
    if not held:
        return None
    species = max(held, key=lambda name: sum(name in problem.layout.species(s) for s in streams))
    return _no_way_out(problem, species, loop, streams)


def _no_way_out(problem: Problem, species: str, units: Iterable[str], streams: Iterable[str]) -> NoWayOutError:
    shown_units = _some(sorted(tag_of(problem.sheet, unit) for unit in units))
    shown_streams = _some(sorted(tag_of(problem.sheet, stream) for stream in streams))
    return NoWayOutError(
        f"{species} has no way out of the loop of {shown_units} (streams {shown_streams})",
        remedy="Add a bleed, or let a separator or a reaction take it out.",
    )


def explain_temperature(problem: Problem, z: np.ndarray) -> UnsolvableError | None:
    """The unit at which the temperature of something that flows runs out of 50 to 4000 K, if it does."""
    layout = problem.layout
    flows = {s: float(np.max(np.abs(z[layout.amounts(s)]), initial=0.0)) for s in problem.sheet.streams}
    least = FLOWING * max(flows.values(), default=0.0)

    def strayed(stream: str) -> bool:
        return flows[stream] > least and not COLDEST <= z[layout.state(stream, "T")] <= HOTTEST

    found = [u for u, ports in problem.outlets.items() if any(strayed(s) for s in ports.values())]
    entering = {u: [s for streams in problem.inlets[u].values() for s in streams] for u in found}
    first = [u for u in found if not any(strayed(s) for s in entering[u])] or found
    if not first:
        return None
    unit_id = min(first, key=lambda u: (not _heat_entered(problem, u), problem.units[u].tag))
    stream = next(s for s in problem.outlets[unit_id].values() if strayed(s))
    cold = z[layout.state(stream, "T")] < COLDEST
    bound = f"{'below' if cold else 'above'} {COLDEST if cold else HOTTEST:g} K"
    entered = _heat_entered(problem, unit_id)
    what = f"{' and '.join(entered)} would bring" if entered else "the heat balance brings"
    return UnsolvableError(
        f"there is no solution: {what} {tag_of(problem.sheet, stream)} {bound}",
        place=problem.units[unit_id].tag,
        remedy=f"Enter a {'smaller' if entered else 'temperature or another'} duty, or look at how much flows there.",
    )


def _heat_entered(problem: Problem, unit_id: str) -> list[str]:
    """Entered parameters of a unit that are heat or power."""
    unit = problem.units[unit_id]
    parameters = unit.operation.declaration.parameters
    return [name for name, p in parameters.items() if p.energy and name in unit.numbers and unit.numbers[name]]


def _near_null_vector(problem: Problem, system: System, point: Point) -> np.ndarray | None:
    """A direction in which the unknowns can change without any equation noticing, or None if there is none."""
    import scipy.sparse as sp
    from scipy.sparse.linalg import splu

    scale = problem.scale[system.unknown]
    jacobian = system.jacobian(np.nan_to_num(point.entries))
    matrix = jacobian @ sp.diags_array(scale)
    rows = np.asarray(abs(matrix).max(axis=1).todense()).reshape(-1)
    matrix = sp.csc_matrix(sp.diags_array(1.0 / np.maximum(rows, 1e-300)) @ matrix)
    shifted = sp.csc_matrix(matrix + 1e-11 * sp.identity(system.columns))
    try:
        factors = splu(shifted)
    except RuntimeError:
        return None
    vector = np.ones(system.columns) / np.sqrt(system.columns)
    growth = 0.0
    for _ in range(6):
        found = factors.solve(vector)
        growth = float(np.linalg.norm(found))
        if not np.isfinite(growth) or growth == 0.0:
            return None
        vector = found / growth
    return vector * scale if growth > 1e8 else None


def _explain_null(problem: Problem, system: System, vector: np.ndarray) -> RaffinateError | None:
    size = np.abs(vector) / problem.scale[system.unknown]
    largest = float(np.max(size))
    flows: dict[str, set[str]] = defaultdict(set)
    parameters: list[str] = []
    for column in np.flatnonzero(size > 0.05 * largest):
        owner, slot = problem.layout.name(int(system.unknown[column]))
        if owner in problem.sheet.streams and slot not in ("T", "P", "H"):
            flows[slot].add(owner)
        elif owner in problem.units and slot in problem.units[owner].operation.declaration.parameters:
            parameters.append(f"{problem.units[owner].tag}.{slot}")
    if parameters and (problem.specifications or not flows):
        chosen = [s.text for s in problem.specifications]
        if not chosen:
            return UnsolvableError(
                f"nothing fixes {_some(sorted(parameters))}: it seems that nothing flows there",
                remedy="Look at what enters these units.",
            )
        return UnsolvableError(
            f"{_some(sorted(parameters))} cannot be found from what is demanded ({_some(chosen)})",
            remedy="Two demands may say the same, or a demand does not depend on the parameter that it frees.",
        )
    if flows:
        species = max(flows, key=lambda s: (len(flows[s]), s))
        streams = problem.sheet.streams
        targets = {target.unit for s in flows[species] if (target := streams[s].target)}
        if _has_loop(problem, flows[species]):
            return _no_way_out(problem, species, targets, flows[species])
        tags = sorted(tag_of(problem.sheet, stream) for stream in flows[species])
        return UnsolvableError(
            f"nothing fixes how much {species} is in {_some(tags)} at this point",
            remedy="Look at shares and conversions of 0 or 1 between them, and at what is demanded there.",
        )
    return None


def _has_loop(problem: Problem, streams: Iterable[str]) -> bool:
    """Whether some of these streams lead round in a circle."""
    onward: dict[str, set[str]] = defaultdict(set)
    for stream in streams:
        record = problem.sheet.streams[stream]
        if record.source is not None and record.target is not None:
            onward[record.source.unit].add(record.target.unit)
    waiting = True
    while waiting:  # ends: each turn takes a unit from which nothing leads on
        waiting = False
        for unit in list(onward):
            onward[unit] = {target for target in onward[unit] if onward.get(target)}
            if not onward[unit]:
                del onward[unit]
                waiting = True
    return bool(onward)


def _some(names: list[str]) -> str:
    shown = names[:SHOWN]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(shown) + more
