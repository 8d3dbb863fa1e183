"""How a command ends: its exit status, and errors as one readable paragraph on stderr."""

from __future__ import annotations

import functools
import os
import sys
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec

import typer

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution

SOLVED, FAULT, BAD_INPUT, NOT_CONVERGED, OUT_OF_BALANCE, STOPPED = 0, 1, 2, 3, 4, 130
"""Exit statuses: solved and closed; a fault of the program; bad input; not converged; out of balance; Ctrl-C."""

SHOW_TRACEBACK = "RAFFINATE_TRACEBACK"
"""Environment variable that lets a fault of the program through with its traceback."""

Arguments = ParamSpec("Arguments")


def reported(command: Callable[Arguments, int]) -> Callable[Arguments, None]:
    """A command that leaves with the status that it returns, or with that of the error that it raises."""

    @functools.wraps(command)
    def run(*arguments: Arguments.args, **options: Arguments.kwargs) -> None:
        raise typer.Exit(_status(lambda: command(*arguments, **options)))

    return run


def _status(command: Callable[[], int]) -> int:
    from unitops.errors import RaffinateError

    try:
        status = command()
        sys.stdout.flush()
        return status
    except RaffinateError as error:
        tell(error.sentence())
        return status_of(error)
    except KeyboardInterrupt:
        tell("stopped; what is not finished was not written")
        return STOPPED
    except BrokenPipeError:
        # The reader of a pipe (head, less) has seen enough; Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOLVED
    except Exception as error:
        if os.environ.get(SHOW_TRACEBACK):
            raise
        tell(
            f"a fault of Raffinate itself: {type(error).__name__}: {error}. Please report it with the file; "
            f"{SHOW_TRACEBACK}=1 shows where it happened."
        )
        return FAULT


def status_of(error: Exception) -> int:
    """3 where no solution was found, 2 for everything else that a user can mend."""
    from flowsheets.solving.diagnosis import UnsolvableError

    return NOT_CONVERGED if isinstance(error, UnsolvableError) else BAD_INPUT


def status_of_balance(solution: Solution) -> int:
    """0 for a solution whose balance closes, 4 for one whose does not: that is told."""
    if solution.status != "out of balance":
        return SOLVED
    tell("; ".join(solution.warnings) or "the result is out of balance")
    return OUT_OF_BALANCE


def keep_arithmetic_quiet() -> None:
    """Numbers that overflow on the way to a solution are no news to a user; the audit judges those that are shown."""
    if not os.environ.get(SHOW_TRACEBACK):
        warnings.filterwarnings("ignore", category=RuntimeWarning)
        os.environ.setdefault("PYTHONWARNINGS", "ignore::RuntimeWarning")  # of the processes that a batch starts


def tell(sentence: str) -> None:
    """One paragraph on stderr."""
    typer.echo(f"raffinate: {sentence}", err=True)
