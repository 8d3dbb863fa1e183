"""What the solving process makes to be handed in. Nothing here knows Qt; files are written whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from flowsheets.document.levels import PLANT_LEVEL
from flowsheets.document.records import Flowsheet, PageFrame, Route

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution


def drawing(
    solution: Solution | None,
    sheet: bytes,
    framed: bool = True,
    table: bool = True,
    only: tuple[str, ...] = (),
    shaded: bool = True,
    level: str = PLANT_LEVEL,
) -> dict[str, Any]:
    """Pages of the drawing as SVG. sheet: as MessagePack, as it stands now, for things move without a solve.

    only: ids of units and streams; none: everything. level: of a sub-flowsheet, which is drawn alone; from the plant's
    every sheet is a page where there is a frame. shaded: whether streams show the quantities that the sheet chooses for
    them. 'smallest' is the least height of capitals on paper [mm].
    """
    from flowsheets.diagram.paper import pages
    from flowsheets.diagram.stream_quantities import chosen_quantities
    from flowsheets.diagram.subflowsheets import level_sheet
    from flowsheets.diagram.svg import Style, svg

    document = msgspec.msgpack.decode(sheet, type=Flowsheet)
    if only:
        document, level = part_of(level_sheet(document, level), frozenset(only)), PLANT_LEVEL
    colour_by, widen_by = chosen_quantities(document.drawing, solution) if shaded else ("", "")
    style = Style(table=table, colour_by=colour_by, widen_by=widen_by)
    if not framed:
        return {"pages": [svg(document, solution, style, level)], "smallest": 0.0, "readable": True}
    made = pages(document, solution, style, None if level == PLANT_LEVEL else level)
    smallest = min((page for page in made if page.scale), key=lambda page: page.smallest_type)
    return {
        "pages": [page.svg for page in made],
        "smallest": smallest.smallest_type,
        "readable": smallest.is_readable,
    }


def drawing_file(
    solution: Solution | None,
    sheet: bytes,
    path: str,
    framed: bool = True,
    shaded: bool = True,
    level: str = PLANT_LEVEL,
) -> list[str]:
    """Write the drawing as PDF or SVG, and return the paths."""
    from flowsheets.export.drawing import write_drawing

    made = drawing(solution, sheet, framed, shaded=shaded, level=level)
    return [str(written) for written in write_drawing(made["pages"], Path(path))]


def csv_folder(solution: Solution, path: str, per: str = "h") -> list[str]:
    """Write every table as a CSV file into a folder."""
    from flowsheets.export.csv_files import write_csv

    return [str(written) for written in write_csv(solution, Path(path), per=per)]


def result_json(solution: Solution, path: str) -> str:
    """Write the result, every number in full."""
    from flowsheets.export.result_json import write_json

    write_json(solution, Path(path))
    return path


def report_file(solution: Solution, sheet: bytes, path: str, per: str = "h") -> str:
    """Write the report as PDF, with the drawing as it stands now."""
    from flowsheets.export.report import write_report

    write_report(solution, Path(path), per=per, document=msgspec.msgpack.decode(sheet, type=Flowsheet))
    return path


def part_of(document: Flowsheet, chosen: frozenset[str]) -> Flowsheet:
    """The chosen units and the streams between them or chosen with an end among them, where they stand now."""
    from flowsheets.diagram.scene import scene

    drawn = scene(document)
    units = {key: record for key, record in document.units.items() if key in chosen}
    streams = {}
    for key, record in document.streams.items():
        ends = [end.unit for end in (record.source, record.target) if end is not None]
        if ends and all(end in units for end in ends):
            streams[key] = record
    places = {key: drawn.units[key].placement for key in units}
    routes = {key: Route(points=tuple(drawn.streams[key].points[1:-1])) for key in streams if key in drawn.streams}
    notes = {key: note for key, note in document.drawing.annotations.items() if key in chosen}
    shown = msgspec.structs.replace(document.drawing, units=places, streams=routes, annotations=notes)
    return msgspec.structs.replace(document, units=units, streams=streams, drawing=shown)


def page_frame(document: Flowsheet) -> PageFrame:
    """The document's page, or the usual one."""
    return document.drawing.frame or PageFrame()
