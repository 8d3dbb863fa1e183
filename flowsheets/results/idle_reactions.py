"""Reactions that are entered and cannot run, because a reactant never reaches their unit."""

from __future__ import annotations

from collections.abc import Iterator

from flowsheets.equations.entered import EnteredUnit
from flowsheets.equations.problem import Problem
from flowsheets.equations.reach import SpeciesIndex, closure
from unitops.chemistry.phases import PROTON, WATER


def idle_reactions(problem: Problem) -> Iterator[str]:
    """A sentence for each, in the order of the tags; reactions that are a unit's own defaults are not looked at."""
    for unit_id, unit in sorted(problem.units.items(), key=lambda item: item[1].tag):
        entered = problem.sheet.units[unit_id].parameters
        written = [entries for name, entries in unit.configuration.reactions if name in entered]
        if unit.off or not any(written):
            continue
        inside = _inside(problem, unit_id, unit)
        for entries in written:
            for entry in entries:
                missing = sorted(entry.transformation.needs - inside)
                if missing:
                    yield f"{unit.tag}: {entry.text} does not run: no {' and no '.join(missing)} reaches it."


def _inside(problem: Problem, unit_id: str, unit: EnteredUnit) -> frozenset[str]:
    """What can be in a unit: what its streams bring and what comes of it."""
    index = SpeciesIndex()
    transformations = list(unit.operation(unit.configuration).transformations())
    for _, entries in unit.configuration.reactions:
        transformations += [entry.transformation for entry in entries]
    rules = index.rules(transformations)
    brought = {
        s for streams in problem.inlets[unit_id].values() for key in streams for s in problem.layout.species(key)
    }
    if WATER in brought:
        brought.add(PROTON)
    return frozenset(index.members(closure(index.mask(brought), rules)))
