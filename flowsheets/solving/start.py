"""A first point from nothing: material first, then temperature; block by block where that is not enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
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
from flowsheets.solving.structure import (
    cut_what_comes_back,
    match,
    ordered_groups,
    paired,
    trailing_results,
    unit_order,
)

STEPS, MOST_STEPS = 2, 10
"""Newton steps for each block in a sweep: a start is wanted, not a solution; more while a block is far from one."""
DENSE = 600
"""Rows of the largest block in which a singular step is replaced by the one of least squares: it fills the matrix."""
FAR = 1e-2
"""Share of its terms by which a row misses in a block that is far from its solution."""
LOST = 0.1
"""Share of its terms by which a row misses in a block that is solved from nothing once more."""
SETTLED = 1e-3
"""Sweeps end when no cut stream changes by more than this share of the plant's flow."""
RISING = 2.0
"""A cut stream that has grown by more than this factor is still filling what lies behind it."""
COLDEST, HOTTEST = 200.0, 3500.0
"""[K] Between these temperatures are held in sweeps."""
NEAR, MORE_SWEEPS = 0.5, 4
"""Up to so many sweeps follow while the whole sheet still misses by more than this share of its terms."""
TOO_LONG = 1e12
"""A step this many times the usual sizes comes from a block that is singular but for round-off."""
MET = 1e-3
"""A block is done when its residuals are this small against their terms."""
Kind = TypeVar("Kind", Group, LocalGroup)
THERMAL = ("energy", "temperature", "pressure")


def temperature_guess(problem: Problem, z: np.ndarray) -> None:
    """Write into z the temperature at which each stream may leave its unit, where one is entered."""
    for unit_id, temperature in problem.given_temperature.items():
        for stream in problem.outlets[unit_id].values():
            z[problem.layout.state(stream, "T")] = temperature


def thermal_positions(problem: Problem) -> np.ndarray:
    """Mask of the entries of z that are temperature, pressure or enthalpy of streams."""
    mask = np.zeros(problem.layout.size, dtype=bool)
    for stream in problem.sheet.streams:
        first = problem.layout.state(stream, "T")
        mask[first : first + 3] = True
    return mask


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
            if _source_of(problem, stream) in demanded:
                continue
            signed = [species == SIGNED for species in problem.layout.species(stream)]
            lower[problem.layout.amounts(stream)] = np.where(signed, -np.inf, 0.0)
        return cls(lower, upper)

    def within(self, values: np.ndarray, positions: np.ndarray) -> np.ndarray:
        """Values of the entries at ``positions``, moved to the nearest limit where they are beyond."""
        return np.clip(values, self.lower[positions], self.upper[positions])


def sweep(problem: Problem, system: System, z: np.ndarray, sweeps: int, stop: Callable[[], bool]) -> np.ndarray:
    """Solve the sheet unit after unit, recycles cut and started empty, as many times over as ``sweeps``.

    Sweeps go on while flow rises that has not come to every recycle yet: in a countercurrent train it comes back one
    stage a sweep, and a sweep later where solids took it up first. What only goes round and round, such as an organic
    phase, no sweep can fill: a few steps of the whole sheet do, within the same limits; a few sweeps more follow where
    they come to nothing. Best effort: a block that resists keeps its last values. Returns a new z.
    """
    z = z.copy()
    blocks, cut = _blocks(problem, system)
    held = {stream: z[_block_of(problem, stream)].copy() for stream in cut}
    limits = Limits.of(problem, system)
    whole = _Whole.of(problem, system, limits, held)
    parts = [_Part(whole, owners) for owners in blocks]
    result_rows, result_columns = trailing_results(system)
    sheet = Selection(system, np.flatnonzero(~result_rows), np.flatnonzero(~result_columns))
    for number in range(sweeps + 2 * len(cut)):
        for part in parts:
            if stop():
                return z
            part.solve(z, fresh=number == 0)
        little = SETTLED * _throughput(problem, z)
        change, filling = _taken_over(problem, held, z, little)
        if change <= little or (number + 1 >= sweeps and not filling):
            whole = z.copy()
            missed = share_missed(_advance(problem, limits, sheet, whole), sheet)
            if missed <= NEAR or change <= little or number + 1 >= sweeps + MORE_SWEEPS:
                return whole
    return z


def _taken_over(problem: Problem, held: dict[str, np.ndarray], z: np.ndarray, little: float) -> tuple[float, bool]:
    """What cut streams bring is held from now on; the largest change, and whether recycles still fill."""
    change, rising, dry = 0.0, False, False
    for stream, kept in held.items():
        span = problem.layout.amounts(stream)
        produced = z[_block_of(problem, stream)]
        amounts = slice(0, span.stop - span.start)
        change = max(change, float(np.max(np.abs(produced[amounts] - kept[amounts]), initial=0.0)))
        before = float(np.max(np.abs(kept[amounts]), initial=0.0))
        after = float(np.max(np.abs(produced[amounts]), initial=0.0))
        rising |= after > max(little, RISING * before)
        dry |= after <= little or before <= little
        kept[...] = produced
    return change, rising and dry


def _throughput(problem: Problem, z: np.ndarray) -> float:
    largest = (np.max(np.abs(z[problem.layout.amounts(s)]), initial=0.0) for s in problem.sheet.streams)
    return float(max(largest, default=0.0))


def _block_of(problem: Problem, stream: str) -> slice:
    start = problem.layout.start[stream]
    return slice(start, start + len(problem.layout.slots[stream]))


def _source_of(problem: Problem, stream: str) -> str:
    source = problem.sheet.streams[stream].source
    assert source is not None
    return source.unit


def _blocks(problem: Problem, system: System) -> tuple[list[list[str]], list[str]]:
    """Units that are solved together, in order, and the streams that are cut.

    A dose makes a reagent's feed and the unit that receives it one block.
    """
    streams = problem.sheet.streams
    pipes = [(s, r.source.unit, r.target.unit) for s, r in streams.items() if r.source and r.target]
    owner_of_row = system.row_owners(lambda owner: _source_of(problem, owner) if owner in streams else owner)
    first_cut = unit_order(list(problem.units), pipes)[1]
    cut = cut_what_comes_back(pipes, first_cut, _given_feeds(problem, system, owner_of_row))
    severed = {(streams[s].target.unit, s) for s in cut}  # type: ignore[union-attr]  # edges have targets
    keep = np.ones(len(system.entry_rows), dtype=bool)
    for unit, stream in severed:
        span = _block_of(problem, stream)
        inside = (system.entry_places >= span.start) & (system.entry_places < span.stop)
        keep &= ~(inside & (owner_of_row[system.entry_rows] == unit))
    pattern = system.pattern_of(keep)
    matching = match(pattern)
    units = sorted(problem.units)
    number = {unit: k for k, unit in enumerate(units)}
    unit_of_row = np.array([number.get(owner, -1) for owner in owner_of_row])
    giver = np.where(matching.row_of_column >= 0, unit_of_row[matching.row_of_column], -1)
    entries = pattern.tocoo()
    links = np.unique(np.stack([giver[entries.col], unit_of_row[entries.row]]), axis=1).T.tolist()
    edges = [(units[a], units[b]) for a, b in links if a != b and a >= 0 and b >= 0]
    return ordered_groups(units, edges), cut


def _given_feeds(problem: Problem, system: System, owner_of_row: np.ndarray) -> list[str]:
    """Units without an inlet whose own equations give all that leaves them, as those of a feed of entered rate."""
    entered = {record.target.unit for record in problem.sheet.streams.values() if record.target}
    rows = Counter(owner_of_row)
    found = []
    for unit in problem.units.keys() - entered:
        owned = [unit, *problem.outlets[unit].values()]
        blocks = [_block_of(problem, owner) for owner in owned if owner in problem.layout.start]
        if rows[unit] and rows[unit] == sum(int(np.sum(system.column[block] >= 0)) for block in blocks):
            found.append(unit)
    return sorted(found)


class _Whole(msgspec.Struct, frozen=True):
    """What the blocks of a sheet share. held: what cut streams bring, by stream; thermal: see `thermal_positions`.

    instances, local_instances: by unit or stream the groups in which it stands, and where.
    """

    problem: Problem
    system: System
    limits: Limits
    held: dict[str, np.ndarray]
    thermal: np.ndarray
    instances: dict[str, list[tuple[int, int]]]
    local_instances: dict[str, list[tuple[int, int]]]

    @classmethod
    def of(cls, problem: Problem, system: System, limits: Limits, held: dict[str, np.ndarray]) -> _Whole:
        """The blocks' common ground."""
        places = (_instances(system.groups), _instances(system.locals))
        return cls(problem, system, limits, held, thermal_positions(problem), *places)

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


class _Part:
    """A block of units with the streams that leave them, solved with what enters held."""

    def __init__(self, whole: _Whole, owners: list[str]) -> None:
        problem, held = whole.problem, whole.held
        members = set(owners)
        streams = {s for s in problem.sheet.streams if _source_of(problem, s) in members}
        members |= streams
        groups, locals_ = whole.groups(members)
        arguments = [g.arguments.reshape(-1) for g in groups]
        touched = np.unique(np.concatenate([*arguments, *(g.outputs.reshape(-1) for g in locals_)]))
        foreign = np.zeros(problem.layout.size, dtype=bool)
        for stream in problem.sheet.streams:
            if stream not in streams:
                foreign[_block_of(problem, stream)] = True
        own_unknown = touched[(whole.system.column[touched] >= 0) & ~foreign[touched]]
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
        kept = {s: z[_block_of(self.problem, s)].copy() for s in self.held}
        for stream, values in self.held.items():
            z[_block_of(self.problem, stream)] = values
        missed = self._from(z, fresh)
        if missed > LOST and not fresh:
            anew, own = z.copy(), self.system.unknown
            anew[own] = self.problem.z[own]
            if self._from(anew, fresh=True) < missed:
                z[own] = anew[own]
        for stream, values in kept.items():
            z[_block_of(self.problem, stream)] = values

    def _from(self, z: np.ndarray, fresh: bool) -> float:
        """Go on from z; the largest share of its terms by which a row still misses."""
        point = _advance(self.problem, self.limits, self.material, z) if fresh else None
        return share_missed(_advance(self.problem, self.limits, self.whole, z, point), self.whole)


def _target(problem: Problem, stream: str) -> str:
    target = problem.sheet.streams[stream].target
    return target.unit if target else ""


def _advance(
    problem: Problem, limits: Limits, selection: Selection, z: np.ndarray, point: Point | None = None
) -> Point:
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
