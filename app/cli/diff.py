"""raffinate diff: what differs between two flowsheets."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.outcome import SOLVED, reported
from app.cli.sheets import open_sheet


@reported
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="A file or a name of the library.")],
    after: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    drawing: Annotated[bool, typer.Option("--drawing", help="Tell also what only looks different.")] = False,
) -> int:
    """Print every value in which two flowsheets differ, by tag."""
    from flowsheets.document import differences

    found = differences(open_sheet(before).document, open_sheet(after).document)
    told = [item.sentence() for item in found if drawing or not item.drawing]
    for sentence in told:
        typer.echo(sentence)
    if not told:
        typer.echo("no difference" if not found else "they differ only in the drawing")
    return SOLVED
