"""What the commands of studies share: progress on the screen, files that are written whole, exit status."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.outcome import NOT_CONVERGED, SOLVED

if TYPE_CHECKING:
    import pandas as pd

    from flowsheets.studies.outcome import StudyTable


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[Any], None]]:
    """A line on stderr that says how many cases are done and how long the rest will take."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    out = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:.0f} of {task.total:.0f}"),
        TimeRemainingColumn(), console=out, transient=True, disable=quiet or not out.is_terminal,
    )  # fmt: skip
    with bar:
        task = bar.add_task("solving", total=1)

        def told(now: Any) -> None:
            if now.total is not None:
                bar.update(task, total=now.total, completed=now.done)

        yield told


def write(path: str, content: str) -> None:
    """Write a text file whole or not at all."""
    from flowsheets.export.files import write_whole

    write_whole(Path(path), content.encode())


def print_frame(frame: pd.DataFrame, title: str, most: int = 40) -> None:
    """A DataFrame as a table on the screen."""
    from app.cli.screen import Screen, show
    from flowsheets.results.table import Column, Table

    columns = tuple(Column(str(name)) for name in frame.columns)
    rows = tuple(
        tuple(cell if isinstance(cell, str | bool) or cell is None else _number(cell) for cell in row)
        for row in frame.itertuples(index=False)
    )
    show(Screen(), Table("study", title, columns, rows, "Study"), most=most)


def _number(cell: Any) -> float | None:
    """A number of a frame; nothing where a case has none."""
    return None if math.isnan(cell) else float(cell)


def status_of(study: StudyTable) -> int:
    """0 if every case has a result, 3 if some have none."""
    return SOLVED if bool(study.usable.all()) else NOT_CONVERGED
