"""The command line: one module for each command, whatever is heavy imported inside them."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

import typer

from app.cli import edit, later
from app.cli.outcome import keep_arithmetic_quiet, reported
from flowsheets.threads import hold_to_one_thread

COMMANDS = (
    "solve", "check", "audit", "batch", "diagram", "diff", "compare", "report", "edit", "sensitivity", "sweep",
    "uncertainty", "mccabe-thiele", "library", "species", "schema", "version",
)  # fmt: skip
"""In the order in which help shows them; each is the function of its name in the module of its name."""
SHORT_HELP = {"help_option_names": ["-h", "--help"]}
COLLECTED_AFTER = 200_000
"""New objects until Python looks for rings of unused ones; of 500,000 that a cold solve makes 1,000 are in such."""


def application(commands: Sequence[str] = COMMANDS) -> typer.Typer:
    """The commands named, all of them by default; modules of others are not imported."""
    app = typer.Typer(
        name="raffinate",
        help="Closed mass and energy balances of battery-materials flowsheets.",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=SHORT_HELP,
    )
    app.callback(invoke_without_command=True)(start)
    for name in commands:
        app.command(name)(_function(name))
    for name, says in later.LATER.items():
        app.command(name, help=f"{says} (not in this version yet)", context_settings=later.ANYTHING)(
            later.command(name)
        )
    return app


def _function(name: str) -> Callable[..., int]:
    identifier = name.replace("-", "_")
    return getattr(import_module(f"app.cli.{identifier}"), identifier)


def start(context: typer.Context) -> None:
    """Without a command: the editor where there is one, else how to begin."""
    if context.invoked_subcommand is None:
        open_start()


@reported
def open_start() -> int:
    """Open the editor on an empty sheet."""
    return edit.open_editor()


def main() -> None:
    """Run the command line and leave with its exit status; the matrices are small, threads only hold them up."""
    gc.set_threshold(COLLECTED_AFTER)
    hold_to_one_thread()
    keep_arithmetic_quiet()
    asked = tuple(name for name in sys.argv[1:2] if name in COMMANDS)
    try:
        application(asked or COMMANDS)()
    finally:
        gc.freeze()  # a last search for rings, of which the interpreter gives everything back anyway, takes 0.15 s


if __name__ == "__main__":
    main()
