"""Where the bars and bands of a Sankey diagram stand: from left to right, recycles returning below. No Qt here.

Nodes stand in layers after the longest way from a source (K. Sugiyama, S. Tagawa, M. Toda, IEEE Transactions on
Systems, Man, and Cybernetics 11, 1981, 109-125, doi:10.1109/TSMC.1981.4308636): loops are cut, bands that pass a layer
get a place in it, and the order in each layer follows the mean place of the neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import msgspec

from flowsheets.document.tag_order import natural

THICKEST = 72.0
"""Of the largest flow [px]."""
THINNEST = 1.0
SPACING = 168.0
"""From layer to layer [px]."""
BAR = 8.0
"""Width of a node [px]."""
LABEL_ROOM = 22.0
"""Above a node, for its label [px]."""
BAND_ROOM = 8.0
LANE_ROOM = 12.0
SWEEPS = 12


class Link(msgspec.Struct, frozen=True):
    """A flow to be drawn; an empty end gets a node of its own."""

    key: str
    name: str
    source: str
    target: str
    value: float
    phase: str


class Bar(msgspec.Struct, frozen=True):
    """A node: left edge, top, height; what flows through it. outside: it stands for what is no unit."""

    key: str
    x: float
    y: float
    height: float
    value: float
    outside: bool = False
    end: str = ""


class Band(msgspec.Struct, frozen=True):
    """A flow: middle points from left to right, its thickness; a recycle runs below, along ``lane``."""

    key: str
    name: str
    value: float
    phase: str
    thickness: float
    points: tuple[tuple[float, float], ...]
    lane: float | None = None


class Picture(msgspec.Struct, frozen=True):
    """All of it, and its extent."""

    bars: tuple[Bar, ...]
    bands: tuple[Band, ...]
    width: float
    height: float


@dataclass
class _Place:
    """A node, or the place of a band in a layer that it passes."""

    key: str
    layer: int
    height: float
    value: float = 0.0
    is_node: bool = True
    y: float = 0.0
    before: list[tuple[_Place, float]] = field(default_factory=list)
    after: list[tuple[_Place, float]] = field(default_factory=list)

    @property
    def room(self) -> float:
        return LABEL_ROOM if self.is_node else BAND_ROOM

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def laid_out(links: Sequence[Link]) -> Picture:
    """Bars and bands for flows; nothing for none."""
    links = [link for link in links if link.value > 0.0 and (link.source or link.target)]
    if not links:
        return Picture((), (), 0.0, 0.0)
    scale = THICKEST / max(link.value for link in links)
    ends = {link.key: (link.source or f"> {link.key}", link.target or f"< {link.key}") for link in links}
    returning = _cut_loops(links, ends)
    layers = _layers(links, ends, returning)
    nodes = _nodes(links, ends, layers, scale)
    ways = {link.key: _way(link, ends[link.key], nodes, scale) for link in links if link.key not in returning}
    columns = _columns(nodes, ways)
    _order(columns)
    _settle(columns)
    return _picture(links, ends, nodes, ways, scale)


def _cut_loops(links: Sequence[Link], ends: Mapping[str, tuple[str, str]]) -> set[str]:
    """Keys of the flows that lead back to where one has come from, walking from the sources, strongest first."""
    leaving: dict[str, list[Link]] = {}
    entered = set()
    for link in sorted(links, key=lambda link: -link.value):
        leaving.setdefault(ends[link.key][0], []).append(link)
        entered.add(ends[link.key][1])
    strength = {node: sum(link.value for link in out) for node, out in leaving.items()}
    starts = sorted(leaving, key=lambda node: (node in entered, -strength[node], natural(node)))
    returning, done, walking = set(), set(), set()
    for start in starts:
        if start in done:
            continue
        walking.add(start)
        stack = [(start, iter(leaving[start]))]
        while stack:
            node, rest = stack[-1]
            link = next(rest, None)
            if link is None:
                stack.pop()
                walking.discard(node)
                done.add(node)
                continue
            target = ends[link.key][1]
            if target in walking:
                returning.add(link.key)
            elif target not in done:
                walking.add(target)
                stack.append((target, iter(leaving.get(target, ()))))
    return returning


def _layers(links: Sequence[Link], ends: Mapping[str, tuple[str, str]], returning: set[str]) -> dict[str, int]:
    """Layer of each node: the longest way to it; sources stand just before what they feed."""
    after: dict[str, list[str]] = {}
    waiting: dict[str, int] = {}
    for link in links:
        source, target = ends[link.key]
        waiting.setdefault(source, 0)
        waiting.setdefault(target, 0)
        if link.key not in returning:
            after.setdefault(source, []).append(target)
            waiting[target] += 1
    layers = dict.fromkeys(waiting, 0)
    sources = [node for node, count in waiting.items() if count == 0]
    ready = list(sources)
    while ready:
        node = ready.pop()
        for target in after.get(node, ()):
            layers[target] = max(layers[target], layers[node] + 1)
            waiting[target] -= 1
            if waiting[target] == 0:
                ready.append(target)
    for node in sources:
        if after.get(node):
            layers[node] = min(layers[target] for target in after[node]) - 1
    first = min(layers.values())
    return {node: layer - first for node, layer in layers.items()}


def _nodes(
    links: Sequence[Link], ends: Mapping[str, tuple[str, str]], layers: Mapping[str, int], scale: float
) -> dict[str, _Place]:
    entering, leaving = dict.fromkeys(layers, 0.0), dict.fromkeys(layers, 0.0)
    thick_in, thick_out = dict.fromkeys(layers, 0.0), dict.fromkeys(layers, 0.0)
    for link in links:
        source, target = ends[link.key]
        leaving[source] += link.value
        entering[target] += link.value
        thick_out[source] += _thickness(link, scale)
        thick_in[target] += _thickness(link, scale)
    return {
        node: _Place(node, layer, max(thick_in[node], thick_out[node]), max(entering[node], leaving[node]))
        for node, layer in sorted(layers.items(), key=lambda item: natural(item[0]))
    }


def _way(link: Link, ends: tuple[str, str], nodes: Mapping[str, _Place], scale: float) -> list[_Place]:
    """The places of a band from its source to its target, tied to one another."""
    source, target = nodes[ends[0]], nodes[ends[1]]
    thickness = _thickness(link, scale)
    passed = [_Place(link.key, layer, thickness, is_node=False) for layer in range(source.layer + 1, target.layer)]
    way = [source, *passed, target]
    for one, other in pairwise(way):
        one.after.append((other, thickness))
        other.before.append((one, thickness))
    return way


def _columns(nodes: Mapping[str, _Place], ways: Mapping[str, list[_Place]]) -> list[list[_Place]]:
    columns: list[list[_Place]] = [[] for _ in range(1 + max(node.layer for node in nodes.values()))]
    for node in nodes.values():
        columns[node.layer].append(node)
    for way in ways.values():
        for place in way[1:-1]:
            columns[place.layer].append(place)
    return columns


def _order(columns: list[list[_Place]]) -> None:
    """Sort each layer after the mean place of the neighbours, to and fro."""
    for column in columns:
        _number(column)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        for column in columns if forward else reversed(columns):
            column.sort(key=lambda place: _mean(place.before if forward else place.after, place.y))
            _number(column)


def _number(column: list[_Place]) -> None:
    for position, place in enumerate(column):
        place.y = float(position)


def _mean(neighbours: Sequence[tuple[_Place, float]], otherwise: float) -> float:
    weight = sum(weight for _, weight in neighbours)
    return sum(place.middle * share for place, share in neighbours) / weight if weight else otherwise


def _settle(columns: list[list[_Place]]) -> None:
    """Give each place a height, as near to its neighbours as its layer allows."""
    tallest = max(sum(place.height + place.room for place in column) for column in columns)
    for column in columns:
        top = (tallest - sum(place.height + place.room for place in column)) / 2
        for place in column:
            place.y = top + place.room
            top = place.y + place.height
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        for column in columns if forward else reversed(columns):
            for place in column:
                wanted = _mean(place.before if forward else place.after, place.middle)
                place.y += 0.8 * (wanted - place.middle)
            _part(column)
    top = min(place.y - place.room for column in columns for place in column)
    for column in columns:
        for place in column:
            place.y -= top


def _part(column: list[_Place]) -> None:
    """Push places apart, down from the top and then back up, in their order."""
    lowest = float("-inf")
    for place in column:
        place.y = max(place.y, lowest + place.room)
        lowest = place.y + place.height
    shift = sum(place.y + place.height / 2 for place in column) / len(column)
    wanted = sum(_mean(place.before + place.after, place.middle) for place in column) / len(column)
    for place in column:
        place.y += wanted - shift


def _picture(
    links: Sequence[Link],
    ends: Mapping[str, tuple[str, str]],
    nodes: Mapping[str, _Place],
    ways: Mapping[str, list[_Place]],
    scale: float,
) -> Picture:
    leaves, enters = _attachments(links, ends, nodes, ways, scale)
    lanes = _Lanes(nodes, ways)
    bands = []
    by_span = sorted(links, key=lambda link: nodes[ends[link.key][0]].layer - nodes[ends[link.key][1]].layer)
    for link in by_span:
        source, target = (nodes[end] for end in ends[link.key])
        start, end = (_x(source) + BAR, leaves[link.key]), (_x(target), enters[link.key])
        thickness = _thickness(link, scale)
        passed = ways.get(link.key)
        if passed is None:
            middle = lanes.take(target.layer, source.layer, thickness)
            bands.append(Band(link.key, link.name, link.value, link.phase, thickness, (start, end), middle))
            continue
        through = [
            point for place in passed[1:-1] for point in ((_x(place), place.middle), (_x(place) + BAR, place.middle))
        ]
        points = (start, *through, end)
        bands.append(Band(link.key, link.name, link.value, link.phase, thickness, points))
    bars = tuple(_bar(node) for node in nodes.values())
    width = max(bar.x for bar in bars) + BAR
    return Picture(bars, tuple(bands), width, lanes.lowest)


class _Lanes:
    """Places for recycles below what they pass; those that do not meet may share a height."""

    def __init__(self, nodes: Mapping[str, _Place], ways: Mapping[str, list[_Place]]) -> None:
        self._bottoms: dict[int, float] = {}
        for place in (*nodes.values(), *(place for way in ways.values() for place in way)):
            bottom = place.y + place.height
            self._bottoms[place.layer] = max(bottom, self._bottoms.get(place.layer, bottom))

    @property
    def lowest(self) -> float:
        """The lower edge of everything."""
        return max(self._bottoms.values())

    def take(self, first: int, last: int, thickness: float) -> float:
        """The middle of a new lane below the layers from first to last, and those beside them, where it turns."""
        below = [layer for layer in range(first - 1, last + 2) if layer in self._bottoms]
        top = max(self._bottoms[layer] for layer in below) + LANE_ROOM
        for layer in below:
            self._bottoms[layer] = top + thickness
        return top + thickness / 2


def _bar(node: _Place) -> Bar:
    outside = node.key[:2] in ("> ", "< ")
    return Bar(node.key[2:] if outside else node.key, _x(node), node.y, node.height, node.value, outside, node.key[0])


def _attachments(
    links: Sequence[Link],
    ends: Mapping[str, tuple[str, str]],
    nodes: Mapping[str, _Place],
    ways: Mapping[str, list[_Place]],
    scale: float,
) -> tuple[dict[str, float], dict[str, float]]:
    """Heights at which bands leave and enter their nodes: in the order of where they go and come from."""
    out: dict[str, list[tuple[float, Link]]] = {}
    into: dict[str, list[tuple[float, Link]]] = {}
    below = float("inf")
    for link in links:
        way = ways.get(link.key)
        source, target = ends[link.key]
        out.setdefault(source, []).append((way[1].middle if way else below, link))
        into.setdefault(target, []).append((way[-2].middle if way else below, link))
    return _stacked(out, nodes, scale), _stacked(into, nodes, scale)


def _stacked(
    held: Mapping[str, list[tuple[float, Link]]], nodes: Mapping[str, _Place], scale: float
) -> dict[str, float]:
    heights: dict[str, float] = {}
    for node, attached in held.items():
        top = nodes[node].y
        for _, link in sorted(attached, key=lambda item: (item[0], natural(item[1].key))):
            thickness = _thickness(link, scale)
            heights[link.key] = top + thickness / 2
            top += thickness
    return heights


def _thickness(link: Link, scale: float) -> float:
    return max(link.value * scale, THINNEST)


def _x(place: _Place) -> float:
    return place.layer * SPACING
