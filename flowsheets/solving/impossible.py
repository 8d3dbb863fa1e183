"""Solutions that no plant can have: flows below zero, and which entered numbers ask for them."""

from __future__ import annotations

import numpy as np

from flowsheets.document.paths import tag_of
from flowsheets.equations.layout import Layout
from flowsheets.equations.problem import Problem
from flowsheets.equations.system import System
from flowsheets.solving.linear import Factor, Selection, SingularMatrixError
from flowsheets.solving.newton import Point
from flowsheets.solving.sensitivity import entered_inputs, total_derivatives
from unitops.declaration.operation import is_feed
from unitops.quantities import format_quantity

OF_STREAM, OF_PLANT = 1e-6, 1e-9
"""Shares of the largest flow of a species, and of all flows, below which a negative one is round-off."""
NAMED = 3
LEAST_SHARE = 0.2
"""Entered numbers that matter less than this share of what the first does are not named."""
SIGNED = "H+(aq)"
OF_FEEDS = 1e-3
"""Share of the largest flow from which on a feed below zero is told of where no solution was found."""
Negative = tuple[str, str, float]


def negative_flows(problem: Problem, z: np.ndarray) -> list[Negative]:
    """Streams, species and flows [mol/s] below zero (not protons, whose total has a sign)."""
    layout = problem.layout
    flows = [(s, name, value) for s in problem.sheet.streams for name, value in _flows(layout, s, z)]
    largest: dict[str, float] = {}
    for _, name, value in flows:
        largest[name] = max(largest.get(name, 0.0), abs(value))
    dust = OF_PLANT * max(largest.values(), default=0.0)
    return [flow for flow in flows if flow[1] != SIGNED and flow[2] < -(OF_STREAM * largest[flow[1]] + dust)]


def _flows(layout: Layout, stream: str, z: np.ndarray) -> list[tuple[str, float]]:
    return [(n, float(v)) for n, v in zip(layout.species(stream), z[layout.amounts(stream)], strict=True)]


def explain_negative(problem: Problem, system: System, point: Point) -> str:
    """What is asked for that cannot be: the flow that goes below zero first, and the numbers that drive it there.

    '' if no flow is below zero. The numbers are those by whose shares the flow changes most, from one
    back-substitution with the transposed factors of the solution.
    """
    found = negative_flows(problem, point.z)
    if not found:
        return ""
    stream, species, value = _first(problem, found)
    source = problem.sheet.streams[stream].source
    assert source is not None  # streams of a compiled sheet leave a unit
    unit = problem.units[source.unit]
    tag = tag_of(problem.sheet, stream)
    what = "would have to take back" if is_feed(unit.operation) else "would have to give off less than none of"
    amount = format_quantity(-value, "mol/s", 3)
    drivers = _drivers(problem, system, point, stream, species)
    because = f": {'; '.join(drivers)}" if drivers else ""
    back = f"{amount} of {species}" if is_feed(unit.operation) else f"{species} ({tag}: -{amount})"
    return f"What is entered cannot be: {unit.tag} {what} {back}{because}"


def feed_taken_back(problem: Problem, z: np.ndarray) -> tuple[str, str, str] | None:
    """Feed, species and the unit that it feeds, where a feed without a rate went far below zero; None if none did."""
    largest = max(float(np.max(np.abs(z[problem.layout.amounts(s)]), initial=0.0)) for s in problem.sheet.streams)
    worst: tuple[float, str, str, str] | None = None
    for stream, species, value in negative_flows(problem, z):
        record = problem.sheet.streams[stream]
        if record.source is None or record.target is None or not is_feed(problem.units[record.source.unit].operation):
            continue
        if value < -OF_FEEDS * largest and (worst is None or value < worst[0]):
            worst = (value, problem.units[record.source.unit].tag, species, problem.units[record.target.unit].tag)
    return None if worst is None else worst[1:]


def _first(problem: Problem, found: list[Negative]) -> Negative:
    """The flow to tell of: of a feed, else of a unit that nothing negative enters, else the largest."""
    below = {(stream, species) for stream, species, _ in found}

    def rank(flow: Negative) -> tuple[bool, bool, float]:
        source = problem.sheet.streams[flow[0]].source
        assert source is not None
        entering = [s for streams in problem.inlets[source.unit].values() for s in streams]
        passed_on = any((s, flow[1]) in below for s in entering)
        return not is_feed(problem.units[source.unit].operation), passed_on, flow[2]

    return min(found, key=rank)


def _drivers(problem: Problem, system: System, point: Point, stream: str, species: str) -> list[str]:
    """The entered numbers on which a flow depends most, with the way in which they would have to go."""
    layout = problem.layout
    position = layout.amounts(stream).start + list(layout.species(stream)).index(species)
    inputs = entered_inputs(problem, system)
    places = list(inputs.values())
    try:
        factor = _factor(problem, system, point)
        slopes = total_derivatives(system, factor, point.entries, {position: 1.0}, places)
    except SingularMatrixError:
        return []
    weights = np.nan_to_num(slopes * point.z[places])
    order = np.argsort(-np.abs(weights), kind="stable")
    paths = list(inputs)
    named = [k for k in order if abs(weights[k]) > LEAST_SHARE * abs(weights[order[0]]) > 0.0]
    told = dict.fromkeys(_way(problem, paths[k], bool(weights[k] * point.z[places[k]] > 0.0)) for k in named)
    return [f"it takes {' or '.join(list(told)[:NAMED])}"] if told else []


def _way(problem: Problem, path: str, more: bool) -> str:
    """In which way an entered number would have to go; compositions hold totals that nobody enters one by one."""
    slot, _, entry = path.partition("[")
    tag, _, name = slot.rpartition(".")
    compositions = {u.tag: u.operation.declaration.compositions for u in problem.units.values()}
    if entry and name in compositions.get(tag, {}):
        return f"another {slot}"
    return f"{'more' if more else 'less'} {path}"


def _factor(problem: Problem, system: System, point: Point) -> Factor:
    scale = problem.scale[system.unknown]
    return Selection.of_all(system).factorise(point.entries[system.chosen], scale)
