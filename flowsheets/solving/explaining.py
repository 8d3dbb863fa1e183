"""A solve that tells more where it fails: which feed brings nothing, how near a demand can be met."""

from __future__ import annotations

from collections.abc import Generator

from flowsheets.equations.problem import Problem
from flowsheets.solving.attainable import nearest_attainable, patiently
from flowsheets.solving.diagnosis import NoWayOutError, UnsolvableError
from flowsheets.solving.newton import Iteration
from flowsheets.solving.solve import SolvedPoint, solve_steps
from unitops.declaration.operation import is_feed

PATIENCE = 120
"""Iterations after which a sheet with a feed of nothing is given up; sound plants take some 15."""
NAMED = 5
"""So many units that depend on a feed are named."""


def solve_and_explain(problem: Problem) -> Generator[Iteration, None, SolvedPoint]:
    """``solve_steps`` from nothing; its error also says what a feed of nothing, or a demand, has to do with it."""
    idle = idle_feeds(problem)
    try:
        steps = solve_steps(problem)
        return (yield from (patiently(steps, PATIENCE) if idle else steps))
    except (UnsolvableError, NoWayOutError) as error:
        if idle:
            raise _of_idle_feeds(problem, idle) from error
        told = (yield from nearest_attainable(problem)) if problem.specifications else ""
        if not told:
            raise
        raise type(error)(error.problem, place=error.place, remedy=f"{error.remedy} {told}".strip()) from error


def idle_feeds(problem: Problem) -> dict[str, str]:
    """Feeds, by id, whose rate is entered as nothing, with the name of that rate."""
    found = {}
    for unit_id, unit in problem.units.items():
        if is_feed(unit.operation) and not unit.off:
            for name in unit.operation.declaration.parameters:
                if name.endswith("rate") and name not in unit.defaulted and unit.numbers.get(name) == 0.0:
                    found[unit_id] = name
    return found


def _of_idle_feeds(problem: Problem, idle: dict[str, str]) -> UnsolvableError:
    feeds = [f"{problem.units[unit].tag}.{name}" for unit, name in sorted(idle.items())]
    depending = [problem.units[unit].tag for unit in _only_fed_by(problem, set(idle))]
    units = f"{', '.join(depending[:NAMED])}{f' and {len(depending) - NAMED} more' if len(depending) > NAMED else ''}"
    bring = f"{' and '.join(feeds)} {'is' if len(feeds) == 1 else 'are'} zero"
    what = f"{units} {'have' if len(depending) > 1 else 'has'} nothing to work on" if depending else "nothing comes in"
    demands = [s.text for s in problem.specifications]
    asked = f", and {' and '.join(demands)} cannot be asked of nothing" if demands else ""
    return UnsolvableError(
        f"no solution was found: {bring}, so that {what}{asked}",
        remedy="Enter a rate above zero, or switch off what depends on it.",
    )


def _only_fed_by(problem: Problem, feeds: set[str]) -> list[str]:
    """Units, feeds and products left out, to which nothing comes but from these feeds and from reagents by dose.

    A feed without an entered rate gives what the unit behind it asks for, and that is nothing where nothing comes.
    """
    entered = {
        u
        for u, unit in problem.units.items()
        if is_feed(unit.operation)
        and u not in feeds
        and any(n.endswith("rate") and n in unit.numbers for n in unit.numbers)
    }
    living, grew = set(entered), True
    while grew:
        targets = {
            target.unit
            for unit in living
            for stream in problem.outlets[unit].values()
            if (target := problem.sheet.streams[stream].target) is not None
        }
        grew = not targets <= living
        living |= targets
    reached, waiting = [], sorted(feeds)
    while waiting:
        unit = waiting.pop(0)
        for stream in problem.outlets[unit].values():
            target = problem.sheet.streams[stream].target
            if target is not None and target.unit not in living and target.unit not in reached:
                reached.append(target.unit)
                waiting.append(target.unit)
    return [unit for unit in reached if problem.outlets[unit]]
