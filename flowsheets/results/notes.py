"""What a reader has to know of a solution beside its balances.

Demands that are not met, doses that are not needed, feeds of nothing, liquors that would drop crystals.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from flowsheets.results.oversaturation import oversaturated
from flowsheets.solving.attainable import attained, told_in_demanded_unit
from flowsheets.solving.explaining import idle_feeds
from flowsheets.solving.solve import SolvedPoint
from unitops.declaration.balance import RemarkingModel

UNREACHED = "cannot be reached"
OUTLET_PH = "outlet_ph"


def notes_of(solved: SolvedPoint) -> list[str]:
    """Every note, those of the solver first."""
    return [*_of_solver(solved), *_of_local_models(solved), *_of_idle_feeds(solved), *_of_liquors(solved)]


def _of_solver(solved: SolvedPoint) -> Iterator[str]:
    """Notes of the solver; of a demand that cannot be reached also what is reached instead, in the unit demanded."""
    problem = solved.problem
    for note in solved.notes:
        for specification in problem.specifications:
            if note.startswith(f"{specification.text} {UNREACHED}"):
                said = told_in_demanded_unit(problem, specification, attained(specification, solved.z))
                note = f"{note.partition(';')[0]}; {said} is the nearest that can be attained"
        yield note


def _of_local_models(solved: SolvedPoint) -> Iterator[str]:
    """Remarks of local models on their answers, each once for a unit; with the pH of the unit where it has one."""
    problem, first = solved.problem, 0
    told: dict[str, None] = {}
    for local in problem.locals:
        states = solved.point.status[first : first + len(local.owners)]
        first += len(local.owners)
        if not isinstance(local.model, RemarkingModel):
            continue
        for k in np.flatnonzero(states).tolist():
            remark = local.model.remark(int(states[k]), solved.z[local.inputs[k]])
            owner = local.owners[k]
            if remark and owner in problem.units:
                slots = problem.layout.slots[owner]
                ph = solved.z[problem.layout.position(owner, OUTLET_PH)] if OUTLET_PH in slots else None
                said = "" if ph is None else f" (it leaves at pH {float(ph):.3g})"
                told[f"{problem.units[owner].tag}: {remark}{said}"] = None
    yield from told


def _of_idle_feeds(solved: SolvedPoint) -> Iterator[str]:
    """Feeds whose entered rate is nothing."""
    for unit, name in idle_feeds(solved.problem).items():
        yield f"{solved.problem.units[unit].tag}: nothing is fed, its {name.replace('_', ' ')} is zero"


def _of_liquors(solved: SolvedPoint) -> Iterator[str]:
    """Liquors that hold more of a salt than dissolves."""
    for found in oversaturated(solved.problem, solved.z):
        yield found.sentence
