"""What is entered and comes to nothing: reactions without a reactant, solid reagents that neither dissolve nor act."""

from __future__ import annotations

from collections.abc import Iterator

from flowsheets.equations.entered import EnteredUnit
from flowsheets.equations.problem import Problem
from flowsheets.equations.reach import SpeciesIndex, closure
from unitops.chemistry.phases import PROTON, WATER

REAGENT = "reagent"
TAKING = ("active", "dissolving", "solids")
"""Lists of a unit that say what its solids do."""


def idle_entries(problem: Problem) -> Iterator[str]:
    """A sentence for each, in the order of the tags."""
    for unit_id, unit in sorted(problem.units.items(), key=lambda item: item[1].tag):
        if not unit.off:
            yield from _idle_reactions(problem, unit_id, unit)
            yield from _idle_reagent(problem, unit_id, unit)


def _idle_reagent(problem: Problem, unit_id: str, unit: EnteredUnit) -> Iterator[str]:
    words = dict(unit.configuration.words)
    streams = problem.inlets[unit_id].get(REAGENT, ())
    if "active" not in words or words["active"] or not streams:
        return
    solids = {s for key in streams for s in problem.layout.species(key) if "(s" in s}
    taken = {s for name in TAKING for s in words.get(name, ())}
    for _, entries in unit.configuration.reactions:
        taken |= {s for entry in entries for s in entry.transformation.needs}
    if solids and not solids & taken:
        yield (
            f"{unit.tag}: {' and '.join(sorted(solids))} of the reagent neither dissolves nor reacts: "
            f"name the active species of the reagent ({unit.tag}.active)."
        )


def _idle_reactions(problem: Problem, unit_id: str, unit: EnteredUnit) -> Iterator[str]:
    """Reactions that are a unit's own defaults are not looked at."""
    entered = problem.sheet.units[unit_id].parameters
    written = [entries for name, entries in unit.configuration.reactions if name in entered]
    if any(written):
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
