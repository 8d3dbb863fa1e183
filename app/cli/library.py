"""raffinate library: the shipped flowsheets."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.outcome import SOLVED, reported


@reported
def library(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="Tell more of this one.")] = "",
) -> int:
    """List the shipped flowsheets, or describe one."""
    from flowsheets import library as shipped

    if name:
        _describe(name)
        return SOLVED
    for each in shipped.names():
        document = shipped.load(each).document
        typer.echo(f"{each:28} {document.title}")
    if not shipped.names():
        typer.echo("The library is empty.")
    return SOLVED


def _describe(name: str) -> None:
    from flowsheets import library as shipped

    document = shipped.load(name).document
    typer.echo(f"{name}: {document.title}")
    for text in (document.description, document.notes):
        if text:
            typer.echo(f"\n{text}")
    typer.echo(
        f"\n{len(document.units)} units, {len(document.streams)} streams, "
        f"{len(document.expectations)} published figures. File: {shipped.path(name)}"
    )
    for indicator in document.indicators:
        typer.echo(f"  {indicator}")
    if document.sources:
        typer.echo("\nSources")
    for key, source in document.sources.items():
        typer.echo(f"  {key}: {source.text}{f' doi {source.doi}' if source.doi else ''}")
