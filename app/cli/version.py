"""raffinate version: which versions give these numbers."""

from __future__ import annotations

import typer

from app.cli.outcome import SOLVED, reported

PARTS = ("numpy", "scipy", "casadi", "msgspec")


@reported
def version() -> int:
    """Print the version of Raffinate, of Python and of what it calculates with."""
    import platform
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    from flowsheets.document.records import SCHEMA_VERSION
    from flowsheets.results.solution import VERSION

    typer.echo(f"Raffinate {VERSION}, file format {SCHEMA_VERSION}")
    typer.echo(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}")
    for part in PARTS:
        try:
            typer.echo(f"{part} {installed(part)}")
        except PackageNotFoundError:
            typer.echo(f"{part} of unknown version")
    return SOLVED
