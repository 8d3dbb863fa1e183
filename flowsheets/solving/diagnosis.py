"""What is wrong, in the user's words: too little or too much specified, loops with no way out, failures to converge."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from flowsheets.document.paths import tag_of
from flowsheets.equations.problem import Problem
from flowsheets.equations.system import System
from flowsheets.solving.newton import NotConvergedError, Point
from flowsheets.solving.structure import decompose, match
from unitops.errors import InputError, RaffinateError

SHOWN = 6


class StructureError(InputError):
    """Too little or too much is specified; no number was tried."""


class UnsolvableError(RaffinateError):
    """The sheet has no solution that was found (exit status 3)."""


class NoWayOutError(InputError):
    """Something that enters a loop cannot leave it."""


def explain_structure(problem: Problem, system: System) -> str:
    """Which units and streams have too few or too many equations, and the ways out."""
    pattern = system.pattern()
    parts = decompose(pattern, match(pattern))
    sentences = []
    if len(parts.free_columns):
        sentences.append(_too_little(problem, system, parts.free_columns))
    crowded = [int(row) for row in parts.crowded_rows if system.row_names[int(row)][0]]
    if crowded:
        sentences.append(_too_much(problem, system, crowded))
    return " ".join(sentences)


def _too_little(problem: Problem, system: System, columns: np.ndarray) -> str:
    owners: dict[str, list[str]] = defaultdict(list)
    for column in columns:
        owner, slot = problem.layout.name(int(system.unknown[column]))
        owners[owner].append(slot)
    parameters = [
        f"{problem.units[owner].tag}.{slot}"
        for owner, slots in owners.items()
        if owner in problem.units
        for slot in slots
        if slot in problem.units[owner].operation.declaration.parameters
    ]
    streams = sorted(tag_of(problem.sheet, o) for o in owners if o in problem.sheet.streams)
    about = f"stream{'s' if len(streams) > 1 else ''} {_some(streams)}" if streams else _some(parameters)
    remedy = f"Enter one of {_some(parameters)}, or demand a result there." if parameters else "Fix a flow there."
    return f"Too little is specified around {about}: nothing fixes how much flows. {remedy}"


def _too_much(problem: Problem, system: System, rows: list[int]) -> str:
    stated = []
    for row in rows:
        owner, about = system.row_names[row]
        stated.append(f"{about.says} ({tag_of(problem.sheet, owner)})")
    chosen = [s.text for s in problem.specifications if any(int(r) in rows for r in s.group.rows.reshape(-1))]
    which = f"the specifications {' and '.join(chosen)}" if len(chosen) > 1 else _some(sorted(set(stated)))
    return (
        f"Too much is specified: {which} cannot all be demanded of what is left free there. "
        "Clear one of the entered values or switch a specification off."
    )


def explain_failure(problem: Problem, system: System, point: Point, error: ArithmeticError) -> RaffinateError:
    """The error to show when Newton stopped: a loop that keeps something, two equal demands, or the worst equation."""
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
    if parameters:
        chosen = [s.text for s in problem.specifications]
        return UnsolvableError(
            f"{_some(sorted(parameters))} cannot be found from what is demanded ({_some(chosen) or 'nothing'})",
            remedy="Two demands may say the same, or a demand does not depend on the parameter that it frees.",
        )
    if flows:
        species = max(flows, key=lambda s: (len(flows[s]), s))
        streams = sorted(tag_of(problem.sheet, stream) for stream in flows[species])
        units = sorted(
            {tag_of(problem.sheet, r.target.unit) for s in flows[species] if (r := problem.sheet.streams[s]).target}
        )
        return NoWayOutError(
            f"{species} has no way out of the loop of {_some(units)} (streams {_some(streams)})",
            remedy="Add a bleed, or let a separator or a reaction take it out.",
        )
    return None


def _some(names: list[str]) -> str:
    shown = names[:SHOWN]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(shown) + more
