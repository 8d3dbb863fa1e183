"""raffinate batch: solve many cases, keep their results, go on where it was stopped."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import Case, FlowsheetFile, Quiet, Settings, Workers, processes
from app.cli.outcome import NOT_CONVERGED, OUT_OF_BALANCE, SOLVED, STOPPED, reported, tell
from app.cli.sheets import open_sheet

if TYPE_CHECKING:
    from flowsheets.batch import BatchOutcome
    from flowsheets.batch.running import Progress

MEASURED = 5.0
"""Seconds of solving after which it is known how long the rest will take."""
LONG = 900.0
"""Seconds from which on that is told in a sentence of its own."""


@reported
def batch(
    file: FlowsheetFile,
    cases: Annotated[
        Path,
        typer.Argument(metavar="CASES", help="CSV, Excel or Parquet: a column for each UNIT.parameter [unit], and id."),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder that keeps the results.")],
    workers: Workers = 1,
    dask: Annotated[str, typer.Option(metavar="ADDRESS", help="A Dask scheduler, as tcp://host:8786.")] = "",
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the batch in the folder, if there is one.")
    ] = False,
    results: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME|PATH", help="A result, as 'S-12.flow_of[Li] [t/h]'; repeatable. All indicators."),
    ] = None,
    set_values: Settings = None,
    case: Case = "",
    kind: Annotated[str, typer.Option("--format", metavar="parquet|csv", help="Parquet if pyarrow is there.")] = "",
    quiet: Quiet = False,
) -> int:
    """Solve many cases of a flowsheet, each audited; a failed case is a row with its diagnosis.

    Exit status: 0 every case closed (inside its range of validity or not), 2 bad input (nothing is solved), 3 some did
    not converge, 4 some are out of balance, 130 stopped by Ctrl-C: --resume goes on.
    """
    import flowsheets as fs

    sheet = open_sheet(file, set_values or [], case)
    screen = _Screen(quiet)
    try:
        with screen:
            outcome = fs.batch.run(
                sheet,
                cases,
                out=out,
                results=results or None,
                workers=processes(workers),
                dask=dask or None,
                resume=resume,
                kind=kind or None,
                told=screen.show,
            )
    except KeyboardInterrupt:
        if not (out / "manifest.json").exists():
            raise
        tell(f"stopped; what was solved is kept in {out}: go on with --resume")
        return STOPPED
    if not quiet:
        _print(outcome)
    return _status(outcome)


class _Screen:
    """A line that shows how far a batch is, and how long it will still take."""

    def __init__(self, quiet: bool) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        out = Console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[told]}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=out,
            disable=quiet or not out.is_terminal,
            transient=True,
        )
        self._task = None
        self._doing = ""
        self._quiet, self._began, self._told = quiet, 0.0, False

    def __enter__(self) -> _Screen:
        self._bar.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._bar.stop()

    def show(self, progress: Progress) -> None:
        """Show where a batch is; time left is counted from this run's cases alone."""
        told = f"{progress.done:,}" if progress.total is None else f"{progress.done:,} of {progress.total:,}"
        if progress.failed:
            told += f", {progress.failed:,} failed"
        total = None if progress.total is None else progress.total - progress.before
        if self._task is None or progress.doing != self._doing:
            if self._task is not None:
                self._bar.remove_task(self._task)
            self._doing = progress.doing
            self._task = self._bar.add_task(progress.doing, total=total, told=told)
        self._bar.update(self._task, completed=progress.done - progress.before, told=told)
        self._tell_long_work(progress)

    def _tell_long_work(self, progress: Progress) -> None:
        """Once, as soon as it can be told: that this will take long."""
        now = monotonic()
        solved = progress.done - progress.before
        if progress.total is None or self._told or self._quiet:
            return
        if not solved:
            self._began = now
        elif now - self._began >= MEASURED:
            self._told = True
            rate = solved / (now - self._began)
            left = (progress.total - progress.done) / rate
            if left > LONG:
                hours, minutes = divmod(round(left / 60.0), 60)
                tell(
                    f"{progress.total:,} cases at {rate:,.0f} a second will take about {hours} h {minutes} min more; "
                    "Ctrl-C stops them, --resume goes on, --workers or --dask shorten it"
                )


def _print(outcome: BatchOutcome) -> None:
    from flowsheets.batch import CaseStatus

    typer.echo(f"{outcome.cases:,} cases in {outcome.folder}")
    for status in CaseStatus:
        if outcome.count(status):
            typer.echo(f"  {status.words:18}{outcome.count(status):>12,}")
    if outcome.solved_now < outcome.cases:
        typer.echo(f"  {outcome.cases - outcome.solved_now:,} of them from an earlier run")
    if outcome.solved_now:
        typer.echo(f"  {outcome.rate:,.0f} cases/s, {outcome.seconds:,.1f} s")


def _status(outcome: BatchOutcome) -> int:
    from flowsheets.batch import CaseStatus

    if outcome.count(CaseStatus.OUT_OF_BALANCE):
        return OUT_OF_BALANCE
    return NOT_CONVERGED if outcome.failed else SOLVED
