"""Blocks of a sheet: units that are solved together with what enters them held, by a few damped Newton steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

import msgspec
import numpy as np

from flowsheets.equations.problem import Problem
from flowsheets.equations.system import Group, LocalGroup, System
from flowsheets.solving.impossible import SIGNED
from flowsheets.solving.linear import Selection, SingularMatrixError
from flowsheets.solving.newton import LARGEST_TEMPERATURE_STEP, Point, evaluate, share_missed
from flowsheets.solving.structure import paired, trailing_results

STEPS, MOST_STEPS = 2, 10
"""Newton steps for each block in a sweep: a start is wanted, not a solution; more while a block is far from one."""
DENSE = 600
"""Rows of the largest block in which a singular step is replaced by the one of least squares: it fills the matrix."""
FAR = 1e-2
"""Share of its terms by which a row misses in a block that is far from its solution."""
LOST = 0.1
"""Share of its terms by which a row misses in a block that is solved from nothing once more."""
COLDEST, HOTTEST = 200.0, 3500.0
"""[K] Between these temperatures are held in sweeps."""
TOO_LONG = 1e12
"""A step this many times the usual sizes comes from a block that is singular but for round-off."""
MET = 1e-3
"""A block is done when its residuals are this small against their terms."""
Kind = TypeVar("Kind", Group, LocalGroup)
THERMAL = ("energy", "temperature", "pressure")


def thermal_positions(problem: Problem) -> np.ndarray:
    """Mask of the entries of z that are temperature, pressure or enthalpy of streams."""
    mask = np.zeros(problem.layout.size, dtype=bool)
    for stream in problem.sheet.streams:
        first = problem.layout.state(stream, "T")
        mask[first : first + 3] = True
    return mask


def span_of(problem: Problem, stream: str) -> slice:
    """Where the numbers of a stream stand in z."""
    start = problem.layout.start[stream]
    return slice(start, start + len(problem.layout.slots[stream]))


def source_of(problem: Problem, stream: str) -> str:
    """The unit that a stream leaves."""
    source = problem.sheet.streams[stream].source
    assert source is not None
    return source.unit


class Limits(msgspec.Struct, frozen=True):
    """Between what each entry of z is held in sweeps: no flow below zero, no temperature that nothing has.

    Newton from nothing easily finds a unit's other root, such as one that takes fuel back; what lies behind it then
    goes astray. Of the protons there may be less than none: they are a total with a sign. So may there be of what
    leaves a unit whose parameter a demand finds: it changes over to its other parameter once the sheet is solved.
    """

    lower: np.ndarray
    upper: np.ndarray

    @classmethod
    def of(cls, problem: Problem, system: System) -> Limits:
        """The limits of a sheet; ``system`` says which parameters demands find."""
        lower = np.where(problem.temperatures, COLDEST, -np.inf)
        upper = np.where(problem.temperatures, HOTTEST, np.inf)
        freed = [f.position for s in problem.specifications for f in s.frees if system.column[f.position] >= 0]
        demanded = {problem.layout.name(position)[0] for position in freed}
        for stream in problem.sheet.streams:
            if source_of(problem, stream) in demanded:
                continue
            signed = [species == SIGNED for species in problem.layout.species(stream)]
            lower[problem.layout.amounts(stream)] = np.where(signed, -np.inf, 0.0)
        return cls(lower, upper)

    def within(self, values: np.ndarray, positions: np.ndarray) -> np.ndarray:
        """Values of the entries at ``positions``, moved to the nearest limit where they are beyond."""
        return np.clip(values, self.lower[positions], self.upper[positions])


class Whole(msgspec.Struct, frozen=True):
    """What the blocks of a sheet share. held: what cut streams bring, by stream; thermal: see `thermal_positions`.

    instances, local_instances: by unit or stream the groups in which it stands, and where. leaving: streams by the unit
    that they leave. source: of each entry of z the number of the unit whose stream it stands in, -1 where in none.
    """

    problem: Problem
    system: System
    limits: Limits
    held: dict[str, np.ndarray]
    thermal: np.ndarray
    instances: dict[str, list[tuple[int, int]]]
    local_instances: dict[str, list[tuple[int, int]]]
    leaving: dict[str, list[str]]
    source: np.ndarray

    @classmethod
    def of(cls, problem: Problem, system: System, limits: Limits, held: dict[str, np.ndarray]) -> Whole:
        """The blocks' common ground."""
        places = (_instances(system.groups), _instances(system.locals))
        leaving: dict[str, list[str]] = {unit: [] for unit in problem.units}
        source, number = np.full(problem.layout.size, -1), {unit: k for k, unit in enumerate(problem.units)}
        for stream in problem.sheet.streams:
            unit = source_of(problem, stream)
            leaving[unit].append(stream)
            source[span_of(problem, stream)] = number[unit]
        return cls(problem, system, limits, held, thermal_positions(problem), *places, leaving, source)

    def groups(self, members: set[str]) -> tuple[list[Group], list[LocalGroup]]:
        """The instances of some units and streams."""
        groups = [
            Group(g.kernel, g.arguments[chosen], [g.owners[k] for k in chosen], g.rows[chosen])
            for g, chosen in _chosen(self.system.groups, self.instances, members)
        ]
        locals_ = [
            LocalGroup(
                g.model, g.says, g.inputs[chosen], g.outputs[chosen], [g.owners[k] for k in chosen], g.rows[chosen]
            )
            for g, chosen in _chosen(self.system.locals, self.local_instances, members)
        ]
        return groups, locals_


def _instances(groups: Sequence[Group] | Sequence[LocalGroup]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for number, group in enumerate(groups):
        for k, owner in enumerate(group.owners):
            found.setdefault(owner, []).append((number, k))
    return found


def _chosen(
    groups: Sequence[Kind], instances: dict[str, list[tuple[int, int]]], members: set[str]
) -> Iterator[tuple[Kind, list[int]]]:
    places = sorted(place for owner in members for place in instances.get(owner, ()))
    for number, of_group in groupby(places, key=itemgetter(0)):
        yield groups[number], [k for _, k in of_group]


class Block:
    """A block of units with the streams that leave them, solved with what enters held."""

    def __init__(self, whole: Whole, owners: list[str]) -> None:
        problem, held = whole.problem, whole.held
        streams = {stream for owner in owners for stream in whole.leaving[owner]}
        members = {*owners, *streams}
        groups, locals_ = whole.groups(members)
        arguments = [g.arguments.reshape(-1) for g in groups]
        touched = np.unique(np.concatenate([*arguments, *(g.outputs.reshape(-1) for g in locals_)]))
        source, number = whole.source[touched], {unit: k for k, unit in enumerate(problem.units)}
        own = (source < 0) | np.isin(source, [number[owner] for owner in owners])
        own_unknown = touched[(whole.system.column[touched] >= 0) & own]
        self.problem, self.limits = problem, whole.limits
        self.held = {s: held[s] for s in held if s not in streams and _target(problem, s) in members}
        self.system = System(problem.layout.size, own_unknown, groups, locals_, problem.memory)
        result_rows, result_columns = trailing_results(self.system, ("result",))
        self.material = self._paired(
            ~np.isin(self.system.row_kinds, THERMAL) & ~result_rows,
            ~whole.thermal[own_unknown] & ~result_columns,
        )
        self.whole = self._paired(~result_rows, ~result_columns)

    def _paired(self, rows: np.ndarray, columns: np.ndarray) -> Selection:
        """As many of the rows and columns marked as can be paired."""
        return Selection(self.system, *paired(self.system, np.flatnonzero(rows), np.flatnonzero(columns)))

    def solve(self, z: np.ndarray, fresh: bool) -> None:
        """Bring the block's own unknowns in z up to date; in a ``fresh`` one nothing flows yet: material first.

        A block that is lost on the way from its last values, such as a leach to which a concentrated liquor comes back
        for the first time, is solved from nothing once more.
        """
        kept = {s: z[span_of(self.problem, s)].copy() for s in self.held}
        for stream, values in self.held.items():
            z[span_of(self.problem, stream)] = values
        missed = self._from(z, fresh)
        if missed > LOST and not fresh:
            anew, own = z.copy(), self.system.unknown
            anew[own] = self.problem.z[own]
            if self._from(anew, fresh=True) < missed:
                z[own] = anew[own]
        for stream, values in kept.items():
            z[span_of(self.problem, stream)] = values

    def _from(self, z: np.ndarray, fresh: bool) -> float:
        """Go on from z; the largest share of its terms by which a row still misses."""
        point = advance(self.problem, self.limits, self.material, z) if fresh else None
        return share_missed(advance(self.problem, self.limits, self.whole, z, point), self.whole)


def _target(problem: Problem, stream: str) -> str:
    target = problem.sheet.streams[stream].target
    return target.unit if target else ""


def advance(problem: Problem, limits: Limits, selection: Selection, z: np.ndarray, point: Point | None = None) -> Point:
    """A few damped Newton steps, by least squares where the block is singular; writes the best point into z.

    ``point`` is the system at z where it is known already. Returns the point reached.
    """
    system, rows = selection.system, selection.rows
    point = evaluate(system, z) if point is None else point
    if not len(rows):
        return point
    positions = system.unknown[selection.columns]
    scale = problem.scale[positions]
    short = problem.temperatures[positions]
    for number in range(MOST_STEPS):
        if share_missed(point, selection) <= (MET if number < STEPS else FAR):
            break
        step, row_scale = _step(selection, point, scale)
        if not np.all(np.isfinite(step)):
            break
        step[short] = np.clip(step[short], -LARGEST_TEMPERATURE_STEP, LARGEST_TEMPERATURE_STEP)
        moved = _shorten(system, limits, point, rows, positions, step, row_scale)
        if moved is None:
            break
        point = moved
    z[...] = point.z
    return point


def _step(selection: Selection, point: Point, scale: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Newton's step and the row scales; the least-squares step where the block is singular at this point."""
    right = -point.residual[selection.rows]
    try:
        factor = selection.factorise(point.entries[selection.system.chosen], scale)
        step = factor.solve(right)
        if np.max(np.abs(step / scale), initial=0.0) < TOO_LONG:
            return step, factor.row_scale
    except SingularMatrixError:
        pass  # the least-squares step below goes as far as it can
    if len(right) > DENSE:
        return np.full(len(right), np.nan), np.ones(len(right))
    matrix = selection.system.jacobian(point.entries)[selection.rows][:, selection.columns].toarray() * scale
    row_scale = 1.0 / np.maximum(np.max(np.abs(matrix), axis=1), 1e-30)
    if not (np.all(np.isfinite(matrix)) and np.all(np.isfinite(right))):
        return np.full(len(selection.columns), np.nan), row_scale
    step = np.linalg.lstsq(matrix * row_scale[:, None], right * row_scale, rcond=1e-13)[0] * scale
    return step, row_scale


def _shorten(
    system: System,
    limits: Limits,
    point: Point,
    rows: np.ndarray,
    positions: np.ndarray,
    step: np.ndarray,
    row_scale: np.ndarray,
) -> Point | None:
    before = float(np.linalg.norm(point.residual[rows] * row_scale))
    length = 1.0
    for _ in range(8):
        z = point.z.copy()
        z[positions] = limits.within(z[positions] + length * step, positions)
        tried = evaluate(system, z)
        after = float(np.linalg.norm(tried.residual[rows] * row_scale))
        if np.isfinite(after) and after < before:
            return tried
        length *= 0.4
    return None
