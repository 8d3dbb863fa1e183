"""Commands that have their names but are not there yet."""

from __future__ import annotations

from collections.abc import Callable

import typer

from app.cli.outcome import BAD_INPUT, tell

LATER = {
    "optimise": "Find the best values of parameters",
    "reconcile": "Reconcile plant measurements",
}
ANYTHING = {"ignore_unknown_options": True, "allow_extra_args": True}


def command(name: str) -> Callable[[typer.Context], None]:
    """The command of a name: it says that it is not there yet."""

    def not_yet(context: typer.Context) -> None:
        tell(f"'{name}' is not in this version yet.")
        raise typer.Exit(BAD_INPUT)

    return not_yet
