"""Arguments and options that several commands take, and what is said where one cannot be."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from unitops.errors import InputError

FlowsheetFile = Annotated[str, typer.Argument(metavar="FILE", help="A .flow.json file, or a name of the library.")]
Settings = Annotated[
    list[str] | None, typer.Option("--set", metavar="UNIT.PARAM=VALUE", help="Set a parameter; repeatable.")
]
Case = Annotated[str, typer.Option("--case", metavar="NAME", help="Take this case of the flowsheet.")]
Period = Annotated[str, typer.Option("--per", metavar="h|d|a", help="Flows per hour, operating day or year.")]
Workers = Annotated[int, typer.Option("--workers", metavar="N", help="Processes; 0 for one on each core.")]
Results = Annotated[
    list[str] | None,
    typer.Option("--result", metavar="NAME|PATH", help="A result; repeatable. Every indicator if left out."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]

PERIODS = ("h", "d", "a")


def processes(workers: int) -> int:
    """How many processes are meant: 0 is one for each core."""
    return workers or os.cpu_count() or 1


def require_period(per: str) -> None:
    """Raise InputError for a period that there is not."""
    if per not in PERIODS:
        raise InputError(
            f'"{per}" is no period', place="--per", remedy="Write h (hour), d (operating day) or a (year)."
        )
