"""raffinate diagram: draw a flowsheet into a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.editor import require_editor
from app.cli.options import Case, FlowsheetFile, Settings
from app.cli.outcome import SOLVED, reported, status_of_balance
from app.cli.sheets import open_sheet
from unitops.errors import InputError

FORMATS = (".svg", ".pdf", ".png")
SHARPNESS = 2.0
"""Dots of a PNG for a px of the drawing."""


@reported
def diagram(
    file: FlowsheetFile,
    out: Annotated[str, typer.Option(metavar="OUT", help="The picture to write: D.svg, D.pdf or D.png.")],
    solve: Annotated[
        bool, typer.Option("--solve", help="Solve first: colours by what flows, flows at feeds and products.")
    ] = False,
    table: Annotated[bool, typer.Option("--table", help="A table of all streams with it; solves first.")] = False,
    frame: Annotated[bool, typer.Option("--frame", help="On paper, with frame and title block.")] = False,
    label: Annotated[
        list[str] | None,
        typer.Option("--label", metavar="QUANTITY", help="Write it at each stream: T, mass ...; repeatable, solves."),
    ] = None,
    colour_by: Annotated[
        str,
        typer.Option(metavar="QUANTITY", help="Colour streams by it: mass, T, 'elements: Li', 'liquors: pH'; solves."),
    ] = "",
    widen_by: Annotated[str, typer.Option(metavar="QUANTITY", help="Widen streams by it; solves.")] = "",
    arrange: Annotated[
        bool, typer.Option("--arrange", help="Place all units anew, whatever places the file has.")
    ] = False,
    level: Annotated[
        str | None,
        typer.Option("--level", metavar="TAG", help="One sheet alone: the tag of a sub-flowsheet, or plant."),
    ] = None,
    dark: Annotated[bool, typer.Option("--dark", help="Light lines on a dark ground.")] = False,
    set_values: Settings = None,
    case: Case = "",
) -> int:
    """Draw a flowsheet: symbols, streams with their numbers, feeds and products.

    Every sub-flowsheet is a page of its own behind that of the plant. What needs several pages is one PDF, or D.svg,
    D-2.svg and so on. PNG needs the editor. Units that have no place are placed automatically. Exit status: 0 drawn,
    2 bad input, 3 not converged, 4 drawn, but out of balance.
    """
    suffix = Path(out).suffix.lower()
    if suffix not in FORMATS:
        raise InputError(
            f'a diagram cannot be written as "{suffix or out}"', place="--out", remedy="Write D.svg, D.pdf or D.png."
        )
    if suffix == ".png":
        require_editor("PNG", "D.svg and D.pdf are written without it.")
    from flowsheets.diagram.layout import without_places
    from flowsheets.diagram.look import DARK, LIGHT
    from flowsheets.diagram.paper import pages
    from flowsheets.diagram.stream_quantities import chosen_quantities
    from flowsheets.diagram.subflowsheets import levels
    from flowsheets.diagram.svg import Style, svg
    from flowsheets.document.levels import PLANT_LEVEL, subflowsheet_id
    from flowsheets.document.paths import PLANT
    from flowsheets.export.drawing import write_drawing

    sheet = open_sheet(file, set_values or [], case)
    solution = sheet.solve() if solve or table or label or colour_by or widen_by else None
    look = DARK if dark else LIGHT
    if not (colour_by or widen_by):  # what the file says, where it solves anyway
        colour_by, widen_by = chosen_quantities(sheet.document.drawing, solution)
    style = Style(look, table=table, labels=tuple(label or ()), colour_by=colour_by, widen_by=widen_by)
    document = without_places(sheet.document) if arrange else sheet.document
    only = None if level is None else PLANT_LEVEL if level == PLANT else subflowsheet_id(document, level)
    if frame:
        pictures = [page.svg for page in pages(document, solution, style, only)]
    else:
        pictures = [svg(document, solution, style, one) for one in (levels(document) if only is None else (only,))]
    if suffix == ".png":
        from app.editor.handing_in.picture import write_png

        write_png(pictures, Path(out), SHARPNESS)
    else:
        write_drawing(pictures, Path(out))
    return SOLVED if solution is None else status_of_balance(solution)
