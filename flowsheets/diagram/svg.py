"""A sheet as an SVG picture: a process flow diagram that can be printed as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from flowsheets.diagram.annotations import drawn_notes, extent_of
from flowsheets.diagram.geometry import Box
from flowsheets.diagram.hops import hops
from flowsheets.diagram.labels import LINE_HEIGHT, Label, labelled, quantities
from flowsheets.diagram.legend import full_legend
from flowsheets.diagram.lines import arrow_side, arrowheads, stroke
from flowsheets.diagram.look import (
    ARROW_LENGTH,
    FONTS,
    HAIRLINE,
    LABEL_TEXT,
    LIGHT,
    LINE,
    MAIN_LINE,
    PHASE_NAMES,
    SMALL_TEXT,
    Palette,
)
from flowsheets.diagram.marks import written
from flowsheets.diagram.numbers import Diamond, numbered
from flowsheets.diagram.page import stream_table
from flowsheets.diagram.scene import Door, DrawnStream, DrawnUnit, Scene, scene
from flowsheets.diagram.stream_quantities import Shading, stream_quantity
from flowsheets.diagram.subflowsheets import level_sheet, tags_on
from flowsheets.document.levels import PLANT_LEVEL
from flowsheets.document.records import Flowsheet
from unitops.catalogue import catalogue

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution

MARGIN = 32.0
"""Round the drawing [px]."""
PX_PER_MM = 96.0 / 25.4
"""Of paper: a px is 1/96 inch."""
SLURRY_DASH = "10 10"
NOTICED = 0.01
"""A phase colours a stream if it is at least this share of its mass."""


class Style(msgspec.Struct, frozen=True):
    """What to draw besides units and streams. labels: columns of the table of streams that are written at each.

    colour_by, widen_by: what streams are coloured and widened by instead of what flows in them, as
    ``stream_quantities`` names it; none without a solution.
    """

    palette: Palette = LIGHT
    numbers: bool = True
    legend: bool = True
    table: bool = False
    labels: tuple[str, ...] = ()
    colour_by: str = ""
    widen_by: str = ""


def svg(
    document: Flowsheet, solution: Solution | None = None, style: Style | None = None, level: str = PLANT_LEVEL
) -> str:
    """The picture of a level of a sheet. With a solution, streams take the colours of what flows in them, flags show
    flows, and a table of the level's streams may stand below; without one, a stream whose ports carry one phase takes
    its colour."""
    style = style or Style()
    body, extent, phases = drawing(document, solution, style, level)
    if style.legend:
        left, bottom = extent.left + MARGIN, extent.bottom - 4
        key, right = full_legend(phases, shading(solution, style), (left, bottom), style.palette)
        body += written(key, style.palette)
        if key:
            extent = Box(extent.left, extent.top, max(extent.right, right), extent.bottom + 20)
    if style.table and solution is not None:
        table, extent = stream_table(solution, extent, tags_on(document, level))
        body += written(table, style.palette)
    return whole(level_sheet(document, level), body, extent, style.palette)


def shading(solution: Solution | None, style: Style) -> Shading:
    """What a style colours and widens streams by. Raises InputError for a quantity that no stream has."""
    if solution is None:
        return Shading()
    by_colour, by_width = (
        stream_quantity(solution, name) if name else None for name in (style.colour_by, style.widen_by)
    )
    return Shading(by_colour, by_width)


def drawing(
    document: Flowsheet, solution: Solution | None, style: Style, level: str = PLANT_LEVEL
) -> tuple[list[str], Box, frozenset[str]]:
    """Units, streams and annotations of a level, the box round them, and the phases whose colours are used."""
    shown = level_sheet(document, level)
    drawn = scene(shown)
    phases = _phases(drawn, solution)
    notes = drawn_notes(replace(document, drawing=shown.drawing), solution)  # tables may name any stream
    covered = extent_of(notes)
    diamonds = numbered(drawn) if style.numbers else {}
    body = [line for note in notes.values() for line in written(note.marks, style.palette)]
    strokes = _strokes(drawn, phases, shading(solution, style), style.palette)
    body += [*_streams(drawn, strokes, diamonds, style), *_units(drawn, style), *_results(drawn, solution, style)]
    extent = (drawn.extent.united(covered) if covered and drawn.units else covered or drawn.extent).grown(MARGIN)
    if style.labels and solution is not None:
        body += _labels(labelled(drawn, quantities(solution, style.labels), diamonds), style.palette)
    return body, extent, frozenset(phase for found in phases.values() for phase in found)


def whole(document: Flowsheet, body: list[str], extent: Box, palette: Palette, millimetres: bool = False) -> str:
    """An SVG document of what is drawn within a box; its size in px or, for paper, in mm."""
    title = escape(document.title or document.name)
    view = f"{extent.left:g} {extent.top:g} {extent.width:g} {extent.height:g}"
    size = f'width="{extent.width:g}" height="{extent.height:g}"'
    if millimetres:
        size = f'width="{extent.width / PX_PER_MM:.4g}mm" height="{extent.height / PX_PER_MM:.4g}mm"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
            f'viewBox="{view}" font-family="{escape(FONTS, quote=True)}" font-size="{LABEL_TEXT:g}" '
            f'font-variant-numeric="tabular-nums" role="img">',
            f"<title>{title}</title>",
            f'<rect x="{extent.left:g}" y="{extent.top:g}" width="{extent.width:g}" height="{extent.height:g}" '
            f'fill="{palette.sheet}"/>',
            *body,
            "</svg>",
            "",
        ]
    )


def _phases(drawn: Scene, solution: Solution | None) -> dict[str, tuple[str, ...]]:
    """The phases of each stream whose colours it takes, in the order of the legend."""
    found: dict[str, tuple[str, ...]] = {}
    masses = _phase_masses(solution) if solution else {}
    for key, stream in drawn.streams.items():
        by_phase = masses.get(stream.record.tag)
        if by_phase is None:
            one = stream.phases if len(stream.phases) == 1 else frozenset()
            found[key] = tuple(one)
        else:
            total = sum(by_phase.values())
            found[key] = tuple(p for p in PHASE_NAMES if by_phase.get(p, 0.0) > NOTICED * total)
    return found


def _phase_masses(solution: Solution) -> dict[str, dict[str, float]]:
    """Flow of each phase in each stream, as the table of streams has them."""
    table = solution.plain_tables()["streams"]
    columns = {"solids": "s", "liquor": "aq", "organic": "o", "melt": "m", "gas": "g"}
    present = {column.name for column in table.columns}
    found: dict[str, dict[str, float]] = {str(tag): {} for tag in table.column("stream")}
    for name, phase in columns.items():
        if name in present:
            for tag, value in zip(table.column("stream"), table.column(name), strict=True):
                found[str(tag)][phase] = float(value or 0.0)
    return found


class _Stroke(msgspec.Struct, frozen=True):
    """Colour and width of a stream [px], and the colour that is dashed over it."""

    colour: str
    width: float
    dashes: str = ""


def _strokes(drawn: Scene, phases: dict[str, tuple[str, ...]], shown: Shading, look: Palette) -> dict[str, _Stroke]:
    """By what flows in a stream: the liquid of a slurry, with the solid dashed over it. Or by a quantity."""
    found = {}
    for key, stream in drawn.streams.items():
        tag = stream.record.tag
        width = shown.width_of(tag) or (MAIN_LINE if stream.main else LINE)
        liquid_first = sorted(phases[key], key=lambda phase: phase == "s")
        shade = shown.colour_of(tag, look)
        if shade or not liquid_first:
            found[key] = _Stroke(shade or look.ink, width)
        else:
            colours = [look.phases[phase] for phase in liquid_first]
            found[key] = _Stroke(colours[0], width, colours[1] if len(colours) > 1 else "")
    return found


def _streams(drawn: Scene, strokes: dict[str, _Stroke], diamonds: dict[str, Diamond], style: Style) -> list[str]:
    """Lines first, then the diamonds, so that no line runs over a number."""
    crossings = hops({key: stream.points for key, stream in drawn.streams.items()})
    parts = ['<g fill="none" stroke-linejoin="round">']
    for key, stream in drawn.streams.items():
        parts.append(_stream(stream, crossings.get(key, {}), strokes[key]))
    parts.append("</g>")
    if diamonds:
        parts.append(f'<g text-anchor="middle" font-size="{SMALL_TEXT:g}">')
        parts += [_diamond(diamonds[key], strokes[key].colour, style.palette) for key in diamonds]
        parts.append("</g>")
    return parts


def _stream(stream: DrawnStream, crossings: dict[int, tuple[float, ...]], line: _Stroke) -> str:
    colour, width = line.colour, line.width
    path = stroke(stream.points, crossings, shorten=ARROW_LENGTH - 1)
    words = escape(" ".join(part for part in (stream.record.tag, stream.record.name) if part))
    parts = [f"<g><title>{words}</title>", f'<path d="{path}" stroke="{colour}" stroke-width="{width:g}"/>']
    if line.dashes:
        parts.append(
            f'<path d="{path}" stroke="{line.dashes}" stroke-width="{width:g}" stroke-dasharray="{SLURRY_DASH}"/>'
        )
    for (x, y), (dx, dy) in arrowheads(stream.points, crossings):
        back, side = ARROW_LENGTH, arrow_side(stream.main, width)
        one = f"{x - dx * back + dy * side:g} {y - dy * back + dx * side:g}"
        two = f"{x - dx * back - dy * side:g} {y - dy * back - dx * side:g}"
        parts.append(f'<path d="M{x:g} {y:g}L{one}L{two}Z" fill="{colour}"/>')
    return "".join([*parts, "</g>"])


def _diamond(diamond: Diamond, colour: str, look: Palette) -> str:
    (x, y), dx, dy = diamond.centre, diamond.half_width, diamond.half_height
    return (
        f'<path d="M{x - dx:g} {y:g}L{x:g} {y - dy:g}L{x + dx:g} {y:g}L{x:g} {y + dy:g}Z" fill="{look.sheet}" '
        f'stroke="{colour}" stroke-width="{HAIRLINE:g}"/>'
        f'<text x="{x:g}" y="{y + SMALL_TEXT * 0.36:g}" fill="{look.ink}">{escape(diamond.words)}</text>'
    )


def _labels(labels: dict[str, Label], look: Palette) -> list[str]:
    parts = [f'<g font-size="{SMALL_TEXT:g}" fill="{look.quiet}">']
    for label in labels.values():
        for number, line in enumerate(label.lines, start=1):
            y = label.box.top + LINE_HEIGHT * number - 2.5
            parts.append(f'<text x="{label.box.left:g}" y="{y:g}">{escape(line)}</text>')
    return [*parts, "</g>"]


def _units(drawn: Scene, style: Style) -> list[str]:
    ink = style.palette.ink
    parts = [f'<g fill="none" stroke="{ink}" stroke-width="{LINE:g}" stroke-linecap="round" stroke-linejoin="round">']
    parts += [_unit(unit, style.palette) for unit in drawn.units.values()]
    parts.append(f'</g><g text-anchor="middle" fill="{ink}">')
    for unit in drawn.units.values():
        for text in unit.caption.texts:
            x, y = (text.box.left + text.box.right) / 2, text.box.bottom - text.size * 0.28
            size = f' font-size="{text.size:g}"' if text.size != LABEL_TEXT else ""
            weight = ' font-weight="600"' if text.bold else ""
            parts.append(f'<text x="{x:g}" y="{y:g}"{size}{weight}>{escape(text.words)}</text>')
    parts.append("</g>")
    return parts


def _unit(unit: DrawnUnit, look: Palette) -> str:
    """The symbol, mirrored and turned about the centre of its box; dashed where the unit is off."""
    picture, place = unit.symbol, unit.placement
    x, y = unit.box.centre
    moves = [f"translate({x:g} {y:g})"]
    moves += [f"rotate({place.rotation})"] if place.rotation else []
    moves += ["scale(-1 1)"] if place.flipped else []
    moves.append(f"translate({-picture.width / 2:g} {-picture.height / 2:g})")
    drawn = (picture.outline + picture.detail).replace("currentColor", look.ink)
    dashed = ' stroke-dasharray="3 3" opacity="0.6"' if unit.record.off else ""
    bypass = _bypass(unit) if unit.record.off else ""
    words = escape(" ".join(part for part in (unit.record.tag, unit.record.name) if part))
    return f'<g transform="{"".join(moves)}"{dashed}><title>{words}</title>{drawn}</g>{bypass}'


def _bypass(unit: DrawnUnit) -> str:
    """A line through a unit that is off, from its first stream in to its first stream out."""
    operation = catalogue().get(unit.record.operation)
    if operation is None:
        return ""

    def first(ports: Iterable[str]) -> Door | None:
        return next((unit.doors[port][0] for port in ports if unit.doors[port][0].slot in unit.used), None)

    entry, way_out = first(operation.declaration.inlets), first(operation.declaration.outlets)
    if entry is None or way_out is None:
        return ""
    (x0, y0), (x1, y1) = entry.contact, way_out.contact
    return f'<path d="M{x0:g} {y0:g}L{x1:g} {y1:g}"/>'


def _results(drawn: Scene, solution: Solution | None, style: Style) -> list[str]:
    """The flow of every feed and product, under its flag."""
    if solution is None:
        return []
    from unitops.quantities import readable_number

    rows = {}
    for stream in drawn.streams.values():
        for end in (stream.record.source, stream.record.target):
            if end is not None and drawn.units[end.unit].is_flag:
                rows[end.unit] = solution.streams[stream.record.tag]["mass_kg_per_h"]
    parts = [f'<g text-anchor="middle" font-size="{SMALL_TEXT:g}" fill="{style.palette.quiet}">']
    for key, flow in sorted(rows.items()):
        x, y = drawn.units[key].caption.result_at
        parts.append(f'<text x="{x:g}" y="{y + 3:g}">{readable_number(flow, "kg/h")}</text>')
    return [*parts, "</g>"]
