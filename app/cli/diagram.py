"""raffinate diagram: draw a flowsheet into a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.outcome import OUT_OF_BALANCE, SOLVED, reported, tell
from app.cli.sheets import open_sheet
from unitops.errors import InputError

FORMATS = (".svg", ".pdf")


@reported
def diagram(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A .flow.json file, or a name of the library.")],
    out: Annotated[str, typer.Option(metavar="OUT", help="The picture to write: D.svg or D.pdf.")],
    solve: Annotated[
        bool, typer.Option("--solve", help="Solve first: colours by what flows, flows at feeds and products.")
    ] = False,
    table: Annotated[bool, typer.Option("--table", help="A table of all streams below; solves first.")] = False,
    frame: Annotated[bool, typer.Option("--frame", help="Paper, frame and title block.")] = False,
    label: Annotated[
        list[str] | None,
        typer.Option("--label", metavar="QUANTITY", help="Write it at each stream: T, mass ...; repeatable, solves."),
    ] = None,
    arrange: Annotated[
        bool, typer.Option("--arrange", help="Place all units anew, whatever places the file has.")
    ] = False,
    dark: Annotated[bool, typer.Option("--dark", help="Light lines on a dark ground.")] = False,
    set_values: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="UNIT.PARAM=VALUE", help="Set a parameter; repeatable."),
    ] = None,
) -> int:
    """Draw a flowsheet: symbols, streams with their numbers, feeds and products.

    Units that have no place are placed automatically. Exit status: 0 drawn, 2 bad input, 3 not converged, 4 drawn,
    but out of balance.
    """
    suffix = Path(out).suffix.lower()
    if suffix not in FORMATS:
        remedy = "Write D.svg or D.pdf."
        if suffix == ".png":
            remedy = "Write D.svg, which every browser opens and saves as PNG; PNG comes with the editor."
        raise InputError(f'a diagram cannot be written as "{suffix or out}"', place="--out", remedy=remedy)
    from flowsheets.diagram.layout import without_places
    from flowsheets.diagram.look import DARK, LIGHT
    from flowsheets.diagram.svg import Style, svg
    from flowsheets.export.files import write_whole

    sheet = open_sheet(file, set_values or [])
    solution = sheet.solve() if solve or table or label else None
    style = Style(palette=DARK if dark else LIGHT, framed=frame, table=table, labels=tuple(label or ()))
    document = without_places(sheet.document) if arrange else sheet.document
    picture = svg(document, solution, style)
    if suffix == ".pdf":
        from flowsheets.diagram.pdf import pdf

        write_whole(Path(out), pdf(picture))
    else:
        write_whole(Path(out), picture.encode("utf-8"))
    if solution is not None and solution.status == "out of balance":
        tell("; ".join(solution.warnings) or "the result is out of balance")
        return OUT_OF_BALANCE
    return SOLVED
