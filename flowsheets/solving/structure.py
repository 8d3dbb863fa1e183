"""Which equations fix which unknowns, and which parts of a sheet have too few or too many of them."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import msgspec
import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import breadth_first_order, connected_components, maximum_bipartite_matching

from flowsheets.equations.system import System


class Matching(msgspec.Struct, frozen=True):
    """A largest pairing of rows and columns; -1 where a row or a column has no partner."""

    column_of_row: np.ndarray
    row_of_column: np.ndarray

    @property
    def lonely_rows(self) -> np.ndarray:
        """Rows without an unknown of their own."""
        return np.flatnonzero(self.column_of_row < 0)

    @property
    def lonely_columns(self) -> np.ndarray:
        """Unknowns that no equation is left to fix."""
        return np.flatnonzero(self.row_of_column < 0)


class DulmageMendelsohn(msgspec.Struct, frozen=True):
    """Coarse parts: unknowns with too few equations, equations too many, and their neighbourhoods."""

    free_columns: np.ndarray
    """Unknowns of the under-determined part."""
    free_rows: np.ndarray
    crowded_rows: np.ndarray
    """Equations of the over-determined part."""
    crowded_columns: np.ndarray


def _shape(pattern: sp.csc_matrix) -> tuple[int, int]:
    assert pattern.shape is not None  # always set; the stubs leave it open
    return int(pattern.shape[0]), int(pattern.shape[1])


def match(pattern: sp.csc_matrix) -> Matching:
    """A maximum matching of a pattern."""
    rows, columns = _shape(pattern)
    column_of_row = np.asarray(maximum_bipartite_matching(pattern.tocsr(), perm_type="column"), dtype=np.int64)
    row_of_column = np.full(columns, -1, dtype=np.int64)
    paired = column_of_row >= 0
    row_of_column[column_of_row[paired]] = np.flatnonzero(paired)
    return Matching(column_of_row[:rows], row_of_column)


def match_system(system: System) -> Matching:
    """A maximum matching of a system; quick where every equation stands beside the unknown that it gives."""
    if system.rows == system.columns and system.own.all():
        identity = np.arange(system.rows)
        return Matching(identity, identity.copy())
    return match(system.pattern())


def paired(system: System, rows: np.ndarray, columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """As many of the rows and columns of a system as can be paired, each in order."""
    if np.array_equal(rows, columns) and system.own[rows].all():
        return rows, columns
    _, indices, indptr = system.part(rows, columns)
    pattern = sp.csc_matrix((np.ones(len(indices)), indices, indptr), shape=(len(rows), len(columns)))
    matching = match(pattern)
    found = np.flatnonzero(matching.column_of_row >= 0)
    return rows[found], np.sort(columns[matching.column_of_row[found]])


def decompose(pattern: sp.csc_matrix, matching: Matching) -> DulmageMendelsohn:
    """The coarse Dulmage-Mendelsohn parts, by alternating paths from what has no partner."""
    rows, columns = _shape(pattern)
    coordinates = pattern.tocoo()
    matched_rows = np.flatnonzero(matching.column_of_row >= 0)
    # One graph for both searches: nodes are rows, then columns, then a root.
    root = rows + columns
    matched = (matched_rows, rows + matching.column_of_row[matched_rows])
    every = (coordinates.row, rows + coordinates.col)
    free = _reached(matching.lonely_columns + rows, every[1], every[0], matched[0], matched[1], root)
    crowded = _reached(matching.lonely_rows, every[0], every[1], matched[1], matched[0], root)
    return DulmageMendelsohn(
        free_columns=free[free >= rows] - rows,
        free_rows=free[free < rows],
        crowded_rows=crowded[crowded < rows],
        crowded_columns=crowded[crowded >= rows] - rows,
    )


def _reached(
    starts: np.ndarray,
    out_from: np.ndarray,
    out_to: np.ndarray,
    back_from: np.ndarray,
    back_to: np.ndarray,
    root: int,
) -> np.ndarray:
    if not len(starts):
        return np.zeros(0, dtype=np.int64)
    tails = np.concatenate([np.full(len(starts), root), out_from, back_from])
    heads = np.concatenate([starts, out_to, back_to])
    graph = sp.csr_matrix((np.ones(len(tails)), (tails, heads)), shape=(root + 1, root + 1))
    order = np.asarray(breadth_first_order(graph, root, return_predecessors=False))
    return np.sort(order[order != root])


def unit_order(units: Sequence[str], edges: Sequence[tuple[str, str, str]]) -> tuple[list[str], list[str]]:
    """Units from feeds to products, and the streams that must be cut to have such an order.

    edges: (stream, from unit, to unit). Both lists depend on ids only, not on the order given.
    """
    onward: dict[str, list[tuple[str, str]]] = {unit: [] for unit in units}
    entered = dict.fromkeys(units, 0)
    for stream, source, target in sorted(edges):
        onward[source].append((target, stream))
        entered[target] += 1
    state = dict.fromkeys(units, 0)
    finished: list[str] = []
    cut: list[str] = []
    for start in sorted(units, key=lambda unit: (entered[unit] > 0, unit)):
        if state[start]:
            continue
        state[start] = 1
        stack = [(start, iter(onward[start]))]
        while stack:
            unit, targets = stack[-1]
            for target, stream in targets:
                if state[target] == 0:
                    state[target] = 1
                    stack.append((target, iter(onward[target])))
                    break
                if state[target] == 1:
                    cut.append(stream)
            else:
                state[unit] = 2
                finished.append(unit)
                stack.pop()
    return finished[::-1], sorted(cut)


def cut_what_comes_back(edges: Sequence[tuple[str, str, str]], cut: Sequence[str], feeds: Sequence[str]) -> list[str]:
    """The cut moved from outlets of units that ``feeds`` reach to what comes back to these units.

    edges: (stream, from unit, to unit). A leach to which the ore comes is so solved before what follows it, with what
    comes back to it left out. Its slurry, cut, would leave all that follows empty.
    """
    ends = {stream: (source, target) for stream, source, target in edges}
    open_at = set(cut)
    for stream in sorted(cut):
        source, target = ends[stream]
        flowing = [ends[other] for other in ends if other not in open_at]
        behind, fed = _behind([target], flowing), _behind(feeds, flowing)
        arriving = [other for other in ends if ends[other][1] == source and other not in open_at]
        if any(ends[other][0] in fed and ends[other][0] not in behind for other in arriving):
            open_at |= {other for other in arriving if ends[other][0] in behind}
            open_at.remove(stream)
    return sorted(open_at)


def _behind(units: Sequence[str], edges: Sequence[tuple[str, str]]) -> set[str]:
    """These units and all to which something of them comes."""
    onward: dict[str, list[str]] = {}
    for source, target in edges:
        onward.setdefault(source, []).append(target)
    found, waiting = set(units), list(units)
    while waiting:
        for following in onward.get(waiting.pop(), ()):
            if following not in found:
                found.add(following)
                waiting.append(following)
    return found


def ordered_groups(nodes: Sequence[str], edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Nodes grouped where they depend on one another in a circle, the groups in an order that edges (from, to) allow.

    Of groups that could come next the one with the smallest name does.
    """
    position = {node: k for k, node in enumerate(nodes)}
    tails = [position[a] for a, _ in edges]
    heads = [position[b] for _, b in edges]
    size = len(nodes)
    graph = sp.csr_matrix((np.ones(len(edges)), (tails, heads)), shape=(size, size))
    count, label = connected_components(graph, directed=True, connection="strong")
    members: list[list[str]] = [[] for _ in range(count)]
    for node in sorted(nodes):
        members[label[position[node]]].append(node)
    links = {(int(label[t]), int(label[h])) for t, h in zip(tails, heads, strict=True) if label[t] != label[h]}
    waiting_for = [0] * count
    onward: list[list[int]] = [[] for _ in range(count)]
    for a, b in sorted(links):
        onward[a].append(b)
        waiting_for[b] += 1
    ready = [(members[k][0], k) for k in range(count) if not waiting_for[k]]
    heapq.heapify(ready)
    order = []
    while ready:
        _, group = heapq.heappop(ready)
        order.append(members[group])
        for following in onward[group]:
            waiting_for[following] -= 1
            if not waiting_for[following]:
                heapq.heappush(ready, (members[following][0], following))
    return order


def trailing_results(system: System, kinds: tuple[str, ...] = ("result", "energy")) -> tuple[np.ndarray, np.ndarray]:
    """Masks of rows that only state results, and of the unknowns that they give: nothing else depends on these.

    They are found by peeling off, again and again, unknowns that stand in a single row, if that row is of one of the
    kinds; they are solved last, so that a quotient of two vanishing flows cannot disturb the iteration. Of a part of
    a sheet only rows of kind 'result' may be peeled: the enthalpy of a stream that leaves it matters elsewhere.
    """
    count = max(system.rows, system.columns)
    column_of = np.repeat(np.arange(system.columns), np.diff(system.indptr))
    row_of = system.indices
    states_result = np.isin(system.row_kinds, kinds)
    rows, columns = np.zeros(count, dtype=bool), np.zeros(system.columns, dtype=bool)
    alive = np.ones(len(row_of), dtype=bool)
    while True:
        standing = np.bincount(column_of[alive], minlength=system.columns)
        single = alive & (standing[column_of] == 1) & states_result[row_of] & ~columns[column_of]
        candidates = np.flatnonzero(single)
        _, first = np.unique(row_of[candidates], return_index=True)
        peeled = candidates[first]
        if not len(peeled):
            return rows, columns
        rows[row_of[peeled]] = True
        columns[column_of[peeled]] = True
        alive &= ~rows[row_of]
