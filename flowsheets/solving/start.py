"""A first point from nothing: material first, then temperature; block by block where that is not enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np

from flowsheets.equations.problem import Problem
from flowsheets.equations.system import System
from flowsheets.solving.blocks import Block, Limits, Whole, advance, source_of, span_of
from flowsheets.solving.linear import Selection
from flowsheets.solving.newton import share_missed
from flowsheets.solving.structure import cut_what_comes_back, match, ordered_groups, trailing_results, unit_order

SETTLED = 1e-3
"""Sweeps end when no cut stream changes by more than this share of the plant's flow."""
RISING = 2.0
"""A cut stream that has grown by more than this factor is still filling what lies behind it."""
NEAR, MORE_SWEEPS = 0.5, 4
"""Up to so many sweeps follow while the whole sheet still misses by more than this share of its terms."""


def temperature_guess(problem: Problem, z: np.ndarray) -> None:
    """Write into z the temperature at which each stream may leave its unit, where one is entered."""
    for unit_id, temperature in problem.given_temperature.items():
        for stream in problem.outlets[unit_id].values():
            z[problem.layout.state(stream, "T")] = temperature


def sweep(problem: Problem, system: System, z: np.ndarray, sweeps: int, stop: Callable[[], bool]) -> np.ndarray:
    """Solve the sheet unit after unit, recycles cut and started empty, as many times over as ``sweeps``.

    Sweeps go on while flow rises that has not come to every recycle yet: in a countercurrent train it comes back one
    stage a sweep, and a sweep later where solids took it up first. What only goes round and round, such as an organic
    phase, no sweep can fill: a few steps of the whole sheet do, within the same limits; a few sweeps more follow where
    they come to nothing. Best effort: a block that resists keeps its last values. Returns a new z.
    """
    z = z.copy()
    blocks, cut = _blocks(problem, system)
    held = {stream: z[span_of(problem, stream)].copy() for stream in cut}
    limits = Limits.of(problem, system)
    whole = Whole.of(problem, system, limits, held)
    parts = [Block(whole, owners) for owners in blocks]
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
            missed = share_missed(advance(problem, limits, sheet, whole), sheet)
            if missed <= NEAR or change <= little or number + 1 >= sweeps + MORE_SWEEPS:
                return whole
    return z


def _taken_over(problem: Problem, held: dict[str, np.ndarray], z: np.ndarray, little: float) -> tuple[float, bool]:
    """What cut streams bring is held from now on; the largest change, and whether recycles still fill."""
    change, rising, dry = 0.0, False, False
    for stream, kept in held.items():
        span = problem.layout.amounts(stream)
        produced = z[span_of(problem, stream)]
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


def _blocks(problem: Problem, system: System) -> tuple[list[list[str]], list[str]]:
    """Units that are solved together, in order, and the streams that are cut.

    A dose makes a reagent's feed and the unit that receives it one block.
    """
    streams = problem.sheet.streams
    pipes = [(s, r.source.unit, r.target.unit) for s, r in streams.items() if r.source and r.target]
    owner_of_row = system.row_owners(lambda owner: source_of(problem, owner) if owner in streams else owner)
    first_cut = unit_order(list(problem.units), pipes)[1]
    cut = cut_what_comes_back(pipes, first_cut, _given_feeds(problem, system, owner_of_row))
    severed = {(streams[s].target.unit, s) for s in cut}  # type: ignore[union-attr]  # edges have targets
    keep = np.ones(len(system.entry_rows), dtype=bool)
    for unit, stream in severed:
        span = span_of(problem, stream)
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
        blocks = [span_of(problem, owner) for owner in owned if owner in problem.layout.start]
        if rows[unit] and rows[unit] == sum(int(np.sum(system.column[block] >= 0)) for block in blocks):
            found.append(unit)
    return sorted(found)
