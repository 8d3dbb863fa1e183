"""The order of units along the flow: which streams run back, which column a unit gets, which line is the longest."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from flowsheets.diagram.geometry import Side


class Flow(msgspec.Struct, frozen=True):
    """A stream from unit to unit and the sides on which it leaves and enters."""

    key: str
    source: str
    target: str
    leaves: Side = "right"
    enters: Side = "left"

    @property
    def ends(self) -> tuple[str, str]:
        """Both units."""
        return self.source, self.target

    def other(self, unit: str) -> str:
        """The unit at the other end."""
        return self.target if unit == self.source else self.source


def forward(
    units: Sequence[str], flows: Iterable[Flow], areas: Mapping[str, str], heads: Iterable[str] = ()
) -> list[Flow]:
    """The flows that run ahead; without the others there is no loop. ``units``: in the order that breaks ties;
    ``heads``: feeds of which one is rather the head of the plant than others.

    What runs against the order of areas runs back. Of any loop that is left, what runs back is what enters the unit
    of the loop that lies nearest to the head of the plant.
    """
    inside = [flow for flow in flows if flow.source != flow.target]
    ahead = [flow for flow in inside if areas[flow.source] <= areas[flow.target]]
    depth = depths(units, inside, heads)
    rank = {unit: (depth[unit], place) for place, unit in enumerate(units)}
    loops = _loops(units, ahead)
    while loops:
        for loop in loops:
            entry = min(loop, key=lambda unit: rank[unit])
            ahead = [flow for flow in ahead if not (flow.target == entry and flow.source in loop)]
        loops = _loops([unit for loop in loops for unit in sorted(loop)], ahead)
    return ahead


def depths(units: Sequence[str], flows: Sequence[Flow], heads: Iterable[str] = ()) -> dict[str, int]:
    """Steps from the head of the plant: of ``heads``, or else of all units into which nothing flows, the one from which
    the farthest unit is farthest."""
    after = _neighbours(units, flows)
    fed = {flow.target for flow in flows}
    starts = [unit for unit in units if unit not in fed] or list(units[:1])
    chosen = set(heads)
    reaches = [_steps([head], after) for head in [unit for unit in starts if unit in chosen] or starts]
    found = dict(max(reaches, key=lambda steps: (max(steps.values()), len(steps)), default={}))
    for unit, steps in _steps(starts, after).items():
        found.setdefault(unit, steps)
    return {unit: found.get(unit, 0) for unit in units}


def _neighbours(units: Iterable[str], flows: Iterable[Flow]) -> dict[str, list[str]]:
    after: dict[str, list[str]] = {unit: [] for unit in units}
    for flow in flows:
        if flow.source in after and flow.target in after:
            after[flow.source].append(flow.target)
    return after


def _steps(heads: Sequence[str], after: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Fewest steps from any of the heads to each unit that can be reached."""
    steps = dict.fromkeys(heads, 0)
    edge = list(heads)
    while edge:
        reached: list[str] = []
        for unit in edge:
            for other in after[unit]:
                if other not in steps:
                    steps[other] = steps[unit] + 1
                    reached.append(other)
        edge = reached
    return steps


def _loops(units: Sequence[str], flows: Sequence[Flow]) -> list[set[str]]:
    """Sets of units that all reach each other, of two and more (strongly connected components, R. E. Tarjan 1972)."""
    after = _neighbours(units, flows)
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[set[str]] = []
    for root in after:
        if root in number:
            continue
        work = [(root, iter(after[root]))]
        number[root] = low[root] = len(number)
        stack.append(root)
        while work:
            unit, others = work[-1]
            other = next(others, None)
            if other is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[unit])
                if low[unit] == number[unit]:
                    loop = set(stack[stack.index(unit) :])
                    del stack[stack.index(unit) :]
                    found += [loop] if len(loop) > 1 else []
            elif other not in number:
                number[other] = low[other] = len(number)
                stack.append(other)
                work.append((other, iter(after[other])))
            elif other in stack:
                low[unit] = min(low[unit], number[other])
    return found


def _by_rank(units: Sequence[str], ahead: Sequence[Flow]) -> list[str]:
    """Units so that every flow runs from an earlier to a later one."""
    out, into = _by_end(ahead)
    waiting = {unit: len(into.get(unit, ())) for unit in units}
    ready = deque(unit for unit in units if not waiting[unit])
    ranked: list[str] = []
    while ready:
        unit = ready.popleft()
        ranked.append(unit)
        for flow in out.get(unit, ()):
            waiting[flow.target] -= 1
            if not waiting[flow.target]:
                ready.append(flow.target)
    return ranked


def _by_end(flows: Iterable[Flow]) -> tuple[dict[str, list[Flow]], dict[str, list[Flow]]]:
    """The flows out of each unit, and those into it."""
    out: dict[str, list[Flow]] = {}
    into: dict[str, list[Flow]] = {}
    for flow in flows:
        out.setdefault(flow.source, []).append(flow)
        into.setdefault(flow.target, []).append(flow)
    return out, into


def columns_of(units: Sequence[str], ahead: Sequence[Flow]) -> dict[str, int]:
    """A column for every unit, right of all that flow into it and as near as may be to what it flows into."""
    ranked = _by_rank(units, ahead)
    out, into = _by_end(ahead)
    column = dict.fromkeys(ranked, 0)
    for unit in ranked:
        column[unit] = max((column[flow.source] + 1 for flow in into.get(unit, ())), default=0)
    for unit in reversed(ranked):
        outs = [column[flow.target] for flow in out.get(unit, ())]
        if outs and len(outs) > len(into.get(unit, ())):
            column[unit] = max(column[unit], min(outs) - 1)
    return column


def longest_line(units: Sequence[str], ahead: Sequence[Flow], ends: Iterable[str] = ()) -> list[str]:
    """The longest way along the flow, to one of ``ends`` where there are any; upright pieces count less."""
    ranked, (_, into) = _by_rank(units, ahead), _by_end(ahead)
    length = dict.fromkeys(ranked, 0.0)
    before: dict[str, str] = {}
    for unit in ranked:
        for flow in into.get(unit, ()):
            upright = (flow.leaves == "top") + (flow.enters == "top")
            reached = length[flow.source] + 1.0 - 0.3 * upright
            if reached > length[unit]:
                length[unit], before[unit] = reached, flow.source
    last = max((unit for unit in (set(ends) or set(ranked))), key=lambda u: (length.get(u, 0.0), u), default=None)
    line: list[str] = []
    while last is not None:
        line.append(last)
        last = before.get(last)
    return line[::-1]
