"""Automatic layout: left to right in the direction of flow, the main line level, feeds left, gas above, solids below.

Streams that run back are found first: those against the order of the plant's areas, then in each loop what returns to
its head. What is left has an order, and gives every unit a column. Rows are given from the main line outwards. A long
plant is folded into bands, area by area, read like lines of text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

from flowsheets.diagram.geometry import Point, Side, on_grid
from flowsheets.diagram.order import Flow, columns_of, forward, longest_line
from flowsheets.diagram.ports import arrange
from flowsheets.diagram.stand_ins import ports_of, symbol_of
from flowsheets.diagram.symbols import Symbol
from flowsheets.document.records import Flowsheet, UnitRecord
from unitops.catalogue import catalogue
from unitops.declaration.operation import is_feed, is_product

replace = msgspec.structs.replace

COLUMN = 176
"""Distance of the centres of neighbours in a row, where nothing is wider than a feed [px]."""
FLAG_WIDTH, BETWEEN = 96, 112
"""Of a feed or product; and between boxes of sub-flowsheets, which are wider [px]."""
ROOM, FLAG_ROOM = 80, 56
"""Room for texts and streams above and below a unit, and a feed or product [px]."""
WIDEST = 16
"""Columns of a band."""

Cell = tuple[int, int]
"""Column and row."""


class _Plan(msgspec.Struct, frozen=True):
    """What of a sheet matters to its layout."""

    document: Flowsheet
    flows: tuple[Flow, ...]
    feeds: frozenset[str]
    products: frozenset[str]
    order: Mapping[str, tuple[str, str]]
    pictures: Mapping[str, Symbol]

    @property
    def flags(self) -> frozenset[str]:
        """Feeds and products."""
        return self.feeds | self.products

    @property
    def inner(self) -> list[str]:
        """Units that are neither feed nor product, in the order of areas and tags."""
        inner = self.document.units.keys() - self.feeds - self.products
        return sorted(inner, key=lambda key: self.order[key])


def arranged(document: Flowsheet) -> dict[str, Point]:
    """The centre of every unit."""
    plan = _plan(document)
    inner = plan.inner
    ahead, line = _ahead(plan), set(_line(plan))
    column = columns_of(inner, [flow for flow in ahead if {*flow.ends} <= {*inner}])
    cells: dict[str, Cell] = {}
    top = 0
    for band in _bands(plan, column):
        placed = _placed(plan, band, column, line)
        lift = top - min(row for _, row in placed.values())
        cells |= {key: (at, row + lift) for key, (at, row) in placed.items()}
        top = max(row for _, row in cells.values()) + 1
    for key in sorted(document.units.keys() - cells.keys(), key=lambda key: plan.order[key]):
        cells[key] = (0, top)
        top += 1
    return _centres(plan, cells)


def without_places(document: Flowsheet) -> Flowsheet:
    """The sheet without places of units and corners of streams, so that both are found anew."""
    return replace(document, drawing=replace(document.drawing, units={}, streams={}))


def main_line(document: Flowsheet) -> frozenset[str]:
    """Streams of the main line: the longest way from a feed to a main product."""
    plan = _plan(document)
    steps = set(pairwise(_line(plan)))
    chosen: dict[tuple[str, str], str] = {}
    for flow in plan.flows:
        if flow.ends in steps:
            chosen.setdefault(flow.ends, flow.key)
    return frozenset(chosen.values())


def _ahead(plan: _Plan) -> list[Flow]:
    """The flows that do not run back."""
    keys = sorted(plan.order, key=lambda key: plan.order[key])
    solid = [key for key in plan.feeds if _has_solids(plan.document.units[key])]
    return forward(keys, plan.flows, {key: plan.order[key][0] for key in keys}, solid)


def _has_solids(feed: UnitRecord) -> bool:
    """Whether a feed's composition names solids: by species in the solid phase, or by an assay or minerals."""
    words = str(feed.parameters.get("composition", ""))
    return "(s" in words or "assay" in words or "minerals" in words


def _line(plan: _Plan) -> list[str]:
    """The units of the main line."""
    units = plan.document.units
    ends = {key for key in plan.products if units[key].parameters.get("kind", "product") == "product"}
    return longest_line(sorted(units, key=lambda key: plan.order[key]), _ahead(plan), ends=ends or plan.products)


def _centres(plan: _Plan, cells: Mapping[str, Cell]) -> dict[str, Point]:
    """Cells as points: columns of one width, rows as high as what stands in them needs."""
    height: dict[int, float] = {}
    for key, (_, row) in cells.items():
        picture = plan.pictures[key]
        height[row] = max(height.get(row, 0.0), on_grid(picture.height + (FLAG_ROOM if key in plan.flags else ROOM)))
    middle, y = {}, 0.0
    for row in sorted(height):
        middle[row] = on_grid(y + height[row] / 2)
        y += height[row]
    left = min((column for column, _ in cells.values()), default=0)
    widest = max((plan.pictures[key].width for key in cells), default=0)
    apart = COLUMN if widest <= FLAG_WIDTH else on_grid(widest + BETWEEN)
    return {key: (float((column - left) * apart + 80), middle[row]) for key, (column, row) in cells.items()}


def _plan(document: Flowsheet) -> _Plan:
    operations = {key: catalogue().get(record.operation) for key, record in document.units.items()}
    feeds = frozenset(key for key, operation in operations.items() if operation and is_feed(operation))
    products = frozenset(key for key, operation in operations.items() if operation and is_product(operation))
    sides = {key: _sides(document, key) for key in document.units}
    flows = []
    for key, record in sorted(document.streams.items(), key=lambda item: (item[1].tag, item[0])):
        source, target = record.source, record.target
        if source and target and source.unit in document.units and target.unit in document.units:
            out, into = sides[source.unit].get(source.port, "right"), sides[target.unit].get(target.port, "left")
            flows.append(Flow(key, source.unit, target.unit, out, into))
    order = {key: (record.area, record.tag) for key, record in document.units.items()}
    pictures = {key: symbol_of(record) for key, record in document.units.items()}
    return _Plan(document, tuple(flows), feeds, products, order, pictures)


def _sides(document: Flowsheet, key: str) -> dict[str, Side]:
    record = document.units[key]
    slots = arrange(symbol_of(record), ports_of(record).values(), {})
    return {port: places[0].side for port, places in slots.items()}


def _bands(plan: _Plan, column: Mapping[str, int]) -> list[list[str]]:
    """Units in bands: one if they fit, else areas in their order, as many to a band as fit."""
    inner = plan.inner
    if not inner:
        return []
    if max(column.values()) - min(column.values()) < WIDEST:
        return [inner]
    areas: dict[str, list[str]] = {}
    for key in inner:
        areas.setdefault(plan.order[key][0], []).append(key)
    bands: list[list[str]] = []
    for keys in areas.values():
        together = [*bands[-1], *keys] if bands else keys
        if bands and max(column[k] for k in together) - min(column[k] for k in together) < WIDEST:
            bands[-1] = together
        else:
            bands.append(keys)
    return bands


def _placed(plan: _Plan, band: Sequence[str], column: Mapping[str, int], line: set[str]) -> dict[str, Cell]:
    """Cells of a band's units and of their feeds and products; its first column is 1, its main line row 0."""
    left = min(column[key] for key in band) - 1
    flows = [flow for flow in plan.flows if not plan.flags & {*flow.ends}]
    grid = _Grid()
    # The main line first and in the order of flow, then what hangs on it.
    for key in sorted(band, key=lambda key: (column[key], plan.order[key])):
        if key in line:
            grid.put(key, (column[key] - left, 0), ())
    waiting = {key: 0 for key in sorted(band, key=lambda key: (column[key], plan.order[key])) if key not in line}
    near: dict[str, list[Flow]] = {}
    for flow in flows:
        for key in flow.ends:
            near.setdefault(key, []).append(flow)
            waiting[key] = waiting.get(key, 0) + (flow.other(key) in grid.cells)
    waiting = {key: ties for key, ties in waiting.items() if key in set(band) - line}
    while waiting:
        # The unit with the most neighbours in place comes next; of equals, the one farthest left.
        key = max(waiting, key=waiting.__getitem__)
        del waiting[key]
        row, lean = _row_beside(key, near.get(key, ()), grid)
        grid.put(key, (column[key] - left, row), lean)
        for flow in near.get(key, ()):
            if flow.other(key) in waiting:
                waiting[flow.other(key)] += 1
    members = set(band)
    flags = [flow for flow in plan.flows if flow.source in plan.feeds and flow.target in members]
    for flow in sorted(flags, key=lambda flow: (grid.cells[flow.target], flow.enters != "left", flow.key)):
        if flow.source not in grid.cells:
            grid.put_near(flow.source, grid.cells[flow.target], flow.enters, -1)
    flags = [flow for flow in plan.flows if flow.target in plan.products and flow.source in members]
    for flow in sorted(flags, key=lambda flow: (grid.cells[flow.source], flow.leaves != "right", flow.key)):
        if flow.target not in grid.cells:
            grid.put_near(flow.target, grid.cells[flow.source], flow.leaves, 1)
    return grid.cells


def _row_beside(key: str, flows: Sequence[Flow], grid: _Grid) -> tuple[int, tuple[int, ...]]:
    """The row that a unit would like, and in which direction it moves if that is taken."""
    rows, leans = [], []
    for flow in flows:
        if flow.other(key) in grid.cells:
            side = flow.leaves if flow.source != key else flow.enters
            lean = -1 if side == "top" else 1
            row = grid.cells[flow.other(key)][1]
            # Away from the main line a train stays in its row.
            rows.append(row + (lean if side in ("top", "bottom") and not row else 0))
            leans.append(lean)
    if not rows:
        return 1, (1, -1)
    row = sorted(rows)[len(rows) // 2]
    return (row or leans[0]), ((1, -1) if sum(leans) >= 0 else (-1, 1))


class _Grid:
    """Cells that are taken."""

    def __init__(self) -> None:
        self.cells: dict[str, Cell] = {}
        self.taken: set[Cell] = set()

    def put(self, key: str, cell: Cell, lean: Sequence[int]) -> None:
        """Put a unit into a cell, or the nearest free one of its column, the side it leans to first."""
        column, row = cell
        steps = lean or (1, -1)
        distance = 0
        while True:
            for step in steps:
                at = (column, row + step * distance)
                if at not in self.taken:
                    self.cells[key] = at
                    self.taken.add(at)
                    return
            distance += 1

    def put_near(self, key: str, cell: Cell, side: Side, outwards: int) -> None:
        """Put a flag beside a cell: in the row if it meets the side, else above or below and aside, so that one corner
        joins them; where that is taken, as near as may be."""
        column, row = cell
        backwards = side == ("left" if outwards > 0 else "right")
        down = 1 if backwards else {"top": -1, "bottom": 1}.get(side, 0)
        ideal = (column if backwards else column + outwards, row + down)
        reach = [
            (column + dx * outwards, row + dy) for dx in (-1, 0, 1, 2) for dy in range(-5, 6) if (dx, dy) != (0, 0)
        ]
        free = [at for at in reach if at not in self.taken] or [(column, row + 6)]

        def cost(at: Cell) -> float:
            away, inwards = (at[1] - row) * (down or 1) < 0, (at[0] - column) * outwards < 0
            return 1.1 * abs(at[0] - ideal[0]) + abs(at[1] - ideal[1]) + 0.6 * away + 0.8 * inwards

        best = min(free, key=lambda at: (cost(at), at))
        self.cells[key] = best
        self.taken.add(best)
