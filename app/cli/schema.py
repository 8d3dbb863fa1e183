"""raffinate schema: the JSON Schema of the flowsheet file."""

from __future__ import annotations

import typer

from app.cli.outcome import SOLVED, reported


@reported
def schema() -> int:
    """Print the JSON Schema of a flowsheet file."""
    import json

    from flowsheets.document.records import json_schema

    typer.echo(json.dumps(json_schema(), indent=1))
    return SOLVED
